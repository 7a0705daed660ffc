"""How many people one mention counts, when its sentence gives a total, its parts, or several groups.

The guidelines annotate the total and the parts of *huit morts, dont six soldats et deux civils* alike, and *cinq
soldats et trois civils* as two counts: a row that took any one of them would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from guetteur.document import Argument, Event
from guetteur.normalize.values import CountValue
from guetteur.ontology import Role
from guetteur.records.record import Toll

CountReader = Callable[[str], CountValue | None]

_PART = re.compile(r"\b(?:dont|parmi|notamment|y compris)\b|[:(]", re.IGNORECASE)


def toll_of(event: Event, role: Role, text: str, read: CountReader) -> Toll | None:
    """The sum of a mention's counts with one role; parts of a total are not added to it.

    A count is a part where *dont*, *parmi*, *notamment*, *y compris*, a colon or a bracket stands between the first
    count and it, or where the other counts add up to it. None where no count is understood.
    """
    counts = sorted((a for a in event.arguments if a.role == role), key=lambda argument: argument.span)
    whole = _without_parts(counts, text)
    understood = [(argument, value) for argument in whole if (value := read(argument.span.of(text)))]
    if not understood:
        return None
    # A count that was not understood may hold any number of people.
    closed = len(understood) == len(whole)
    if total := _total(understood):
        understood = [total]
    values = [value for _, value in understood]
    highs = [value.high for value in values if value.high is not None]
    return Toll(
        tuple(argument.span.of(text) for argument, _ in understood),
        CountValue(
            sum(value.low for value in values),
            sum(value.best for value in values),
            sum(highs) if closed and len(highs) == len(values) else None,
        ),
        event.id,
        min(argument.score for argument, _ in understood),
        tuple(dict.fromkeys(a.span.of(text) for a in event.arguments if a.role == Role.SOURCE)),
    )


def fold_tolls(tolls: Iterable[Toll | None]) -> tuple[Toll, ...]:
    """Equal tolls once, with the sources of all; different ones stay side by side, in the order of the text."""
    found: dict[CountValue, Toll] = {}
    for toll in tolls:
        if toll is None:
            continue
        known = found.get(toll.value)
        if known is None:
            found[toll.value] = toll
            continue
        sources = tuple(dict.fromkeys((*known.said_by, *toll.said_by)))
        best = max(known, toll, key=lambda each: each.score)
        found[toll.value] = Toll(best.words, best.value, best.mention, best.score, sources)
    return tuple(found.values())


def _without_parts(counts: Sequence[Argument], text: str) -> list[Argument]:
    kept: list[Argument] = []
    for argument in counts:
        if kept and _PART.search(text, kept[0].span.end, argument.span.start):
            break  # *dont deux chauffeurs et un enfant*: whatever follows counts the same people again
        kept.append(argument)
    return kept


def _total(counts: Sequence[tuple[Argument, CountValue]]) -> tuple[Argument, CountValue] | None:
    if len(counts) < 3:
        return None
    largest = max(counts, key=lambda count: count[1].best)
    return largest if 2 * largest[1].best == sum(value.best for _, value in counts) else None
