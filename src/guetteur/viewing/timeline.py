"""Dated records on a scale of days: a bar for each, as long as its interval, and counts by period for many articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from guetteur.normalize.values import TimeValue
from guetteur.ontology import Factuality
from guetteur.records.record import DISPUTED, Record

_LONG = 62
"""Days above which an interval does not stretch the scale: a war of ten years would make one dot of a week."""
_LEAST = 7
_MARGIN = 2.0  # percent left and right
_TICKS = 5
_BINS = 48
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale, `at` percent of its width."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval from `start` to `end` in percent; an end is open where it is not known or lies beyond the scale."""

    start: float
    end: float
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from `first` to `last`, both included, over the width of a picture."""

    first: date
    last: date

    def at(self, day: int) -> float:
        """Percent of the width at the start of a day, given as its ordinal."""
        share = (day - self.first.toordinal()) / (self.last.toordinal() + 1 - self.first.toordinal())
        return round(_MARGIN + (100 - 2 * _MARGIN) * share, 2)

    def bar(self, time: TimeValue) -> Bar:
        """The bar of an interval, cut to the scale."""
        low, high = self.first.toordinal(), self.last.toordinal() + 1
        start = time.start.toordinal() if time.start else low
        end = time.end.toordinal() + 1 if time.end else high
        left, right = min(max(start, low), high), max(min(end, high), low)
        return Bar(self.at(left), self.at(right), time.start is None or start < low, time.end is None or end > high)

    def ticks(self) -> list[Tick]:
        """At most five, at round dates."""
        days = next((found for found in _round_days(self.first, self.last) if len(found) <= _TICKS), [])
        whole_years = all(day.month == day.day == 1 for day, _ in days) and len(days) > 1
        return [Tick(self.at(day.toordinal()), str(day.year) if whole_years else label) for day, label in days]


def scale_of(times: Sequence[TimeValue]) -> Scale | None:
    """The scale of intervals: from the first to the last day of the short ones, or of all if all are long.

    None where no interval has a day.
    """
    closed = [(time.start or time.end, time.end or time.start) for time in times]
    days = [(start, end) for start, end in closed if start and end]
    short = [(start, end) for start, end in days if (end - start).days <= _LONG] or days
    if not short:
        return None
    first, last = min(start for start, _ in short), max(end for _, end in short)
    missing = max(0, _LEAST - (last - first).days - 1)
    return Scale(_shifted(first, -(missing // 2)), _shifted(last, missing - missing // 2))


def time_of(record: Record) -> TimeValue | None:
    """The date that a record shows, if it was understood."""
    best = record.best.date
    return best.value if best and best.value and (best.value.start or best.value.end) else None


@dataclass(frozen=True, slots=True)
class Column:
    """Records of one period: told as facts, claimed or disputed, and the rest (planned, denied, foiled)."""

    start: float
    end: float
    label: str
    told: int = 0
    claimed: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.told + self.claimed + self.other


def columns(records: Sequence[Record]) -> tuple[list[Tick], list[Column], int]:
    """Records by day, month or year of their first day, for many articles at once.

    Returns:
        the ticks, the periods with records, and how many records are in none: wars, records without a date, and those
        whose date is longer than two months.
    """
    dated = [
        (time.start, record)
        for record in records
        if (time := time_of(record)) and time.start and time.end and (time.end - time.start).days <= _LONG
        if not record.background
    ]
    if not dated:
        return [], [], len(records)
    scale = scale_of([time for _, record in dated if (time := time_of(record))])
    assert scale is not None
    edges = _bins(scale.first, scale.last)
    scale = Scale(edges[0], _shifted(edges[-1], -1))
    found = []
    for start, following in pairwise(edges):
        kinds = [record.claim.kind for day, record in dated if start <= day < following]
        if kinds:
            told = kinds.count(Factuality.ASSERTED)
            claimed = kinds.count(Factuality.CLAIMED) + kinds.count(DISPUTED)
            last = _shifted(following, -1)
            label = start.isoformat() if start == last else f"{start} to {last}"
            left, right = scale.at(start.toordinal()), scale.at(following.toordinal())
            found.append(Column(left, right, label, told, claimed, len(kinds) - told - claimed))
    return scale.ticks(), found, len(records) - len(dated)


def _bins(first: date, last: date) -> list[date]:
    """Starts of equal periods, the narrowest of which there are not too many, and the end of the last one."""
    days = (last - first).days + 1
    if days < _BINS:
        return [first + timedelta(n) for n in range(days + 1)]
    wide = next(step for step in _MONTHS if days / 30 / step <= _BINS or step == _MONTHS[-1])
    return _months(first, last, wide, outside=True)


def _round_days(first: date, last: date) -> Iterator[list[tuple[date, str]]]:
    low, high = first.toordinal(), last.toordinal()
    for step in (1, 2, 7, 14):
        if (high - low) // step > _TICKS:
            continue
        days = [date.fromordinal(n) for n in range(low, high + 1) if (n - 1) % step == 0]
        yield [
            (day, f"{day.day} {day:%b}" + ("" if i and day.year == days[i - 1].year else f" {day.year}"))
            for i, day in enumerate(days)
        ]
    months = (last.year - first.year) * 12 + last.month - first.month
    for step in _MONTHS:
        if months // step > _TICKS:  # not worth making: the calendar has 120,000 months
            continue
        yield [(day, f"{day:%b %Y}") for day in _months(first, last, step) if first <= day <= last]


def _months(first: date, last: date, step: int, outside: bool = False) -> list[date]:
    """Firsts of every `step`th month; with `outside` from before the first to after the last day."""
    low = (first.year * 12 + first.month - 1) // step
    high = (last.year * 12 + last.month - 1) // step + (2 if outside else 1)
    months = dict.fromkeys(
        min(max(number * step, 12), 119_999) for number in range(low, high)
    )  # of the years 1 to 9999
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _shifted(day: date, days: int) -> date:
    """A day some days off, within what a date can be."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal() - 1))
