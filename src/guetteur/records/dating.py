"""Dates told in two pieces: a day whose month stands behind the next day, or whose year another mention has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from guetteur.document import Span
from guetteur.normalize.dates import MONTH, YEAR
from guetteur.normalize.values import TimePrecision, TimeValue
from guetteur.records.record import Value

_DAY = r"(?:1er|\d{1,2})"
_BARE_DAY = re.compile(_DAY)
_YEAR = re.compile(rf"\b{YEAR}\b")
# *Les 17 et 18 août*: each day is a Time of its own, and only the last one has its month.
_MONTH_BEHIND = re.compile(
    rf"(?:(?:\s?,|\s(?:et|ou))\s(?:le |les )?{_DAY})+\s(?P<month>{MONTH}(?:\s{YEAR})?)\b", re.IGNORECASE
)


def words_of_time(span: Span, text: str) -> str:
    """The words of a Time, a bare day with the month of the days it is coordinated with."""
    words = span.of(text)
    if _BARE_DAY.fullmatch(words) and (behind := _MONTH_BEHIND.match(text, span.end)):
        return f"{words} {behind['month']}"
    return words


def with_years(values: Sequence[Value[TimeValue]]) -> list[Value[TimeValue]]:
    """Days without a year in the year in which another mention of the event puts the same day.

    *13 novembre* alone is the last one before the publication; beside *13 novembre 2015* it is that one.
    """
    dated = [value.value for value in values if _is_day(value) and _YEAR.search(value.words)]
    result = []
    for value in values:
        own = value.value
        if own is not None and own.start and _is_day(value) and not _YEAR.search(value.words):
            found = {
                d for d in dated if d and d.start and (d.start.month, d.start.day) == (own.start.month, own.start.day)
            }
            if len(found) == 1:
                value = replace(value, value=found.pop())
        result.append(value)
    return result


def _is_day(value: Value[TimeValue]) -> bool:
    return value.value is not None and value.value.precision is TimePrecision.DAY
