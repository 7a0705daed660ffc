"""One record of several: every value with its document, the stance of each article, one toll that is never a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from guetteur.normalize.values import CountValue, PlacePrecision
from guetteur.ontology import EventType
from guetteur.records.best import best_date, best_place, best_toll
from guetteur.records.claims import claim_over
from guetteur.records.folding import fold, same_count, same_name, same_place, same_time
from guetteur.records.record import FIELDS, Best, Link, Record, Toll

_SAME = {"places": same_place, "times": same_time, "killed": same_count, "injured": same_count}
_VAGUE = (EventType.ATTACK, EventType.CAMPAIGN)


def combine(records: Sequence[Record], links: Sequence[Link]) -> Record:
    """The record of an event that several articles report.

    Args:
        records: one for each article, in order of publication.
        links: why they are one event.
    """
    first = records[0]
    fields: dict[str, Any] = {
        name: fold([value for record in records for value in getattr(record, name)], _SAME.get(name, same_name))
        for name in FIELDS
    }
    tolls = _tolls([record.tolls for record in records])
    injury_tolls = _tolls([record.injury_tolls for record in records])
    located = [r.best.place for r in records if r.best.place and r.best.place_is_target]
    place = best_place(fields["places"])
    is_target = False
    if located and (place is None or place.value is None or place.value.precision is PlacePrecision.COUNTRY):
        place, is_target = best_place(located), True
    return replace(
        first,
        type=_type(records),
        claim=claim_over([r.claim for r in records], {m.factuality for r in records for m in r.mentions},
                         [value.words for value in fields["attackers"]]),
        score=max(record.score for record in records),
        mentions=tuple(mention for record in records for mention in record.mentions),
        quotes=tuple(quote for record in records for quote in record.quotes),
        **fields,
        tolls=tolls,
        injury_tolls=injury_tolls,
        best=Best(
            best_date(fields["times"]), place, is_target,
            _figure([r.best.killed for r in records], tolls), _figure([r.best.injured for r in records], injury_tolls),
        ),
        reports=tuple(report for record in records for report in record.reports),
        links=tuple(links),
    )  # fmt: skip


def _type(records: Sequence[Record]) -> str:
    """The most specific type, then the one of most articles, then that of the first."""
    counts = Counter(record.type for record in records)
    return max(counts, key=lambda kind: (-(_VAGUE.index(EventType(kind)) + 1 if kind in _VAGUE else 0), counts[kind]))


def _tolls(found: Sequence[Sequence[Toll]]) -> tuple[Toll, ...]:
    """Different tolls in order of publication; equal ones once, as the last article gives them."""
    kept: dict[CountValue, Toll] = {}
    for tolls in reversed(found):
        for toll in tolls:
            known = kept.get(toll.value)
            if known is None:
                kept[toll.value] = toll
            else:
                sources = tuple(dict.fromkeys((*known.said_by, *toll.said_by)))
                kept[toll.value] = replace(known, said_by=sources, also=(*known.also, toll.document))
    return tuple(sorted(kept.values(), key=lambda toll: toll.published or date.min))


def _figure(best: Sequence[Toll | None], tolls: Sequence[Toll]) -> Toll | None:
    """The figure of the last article that has one, in the range of all; never a sum.

    Where that is a round one (*une dizaine*) and another article has an exact one within it, the exact one.
    """
    given = [toll for toll in best if toll is not None]
    if not given:
        return None
    day = max(toll.published or date.min for toll in given)
    last = best_toll([toll for toll in given if (toll.published or date.min) == day])
    assert last is not None
    if last.value.low != last.value.high:
        exact = [t for t in given if t.value.low == t.value.high and _holds(last.value, t.value.best)]
        last = exact[-1] if exact else last
    highs = [toll.value.high for toll in tolls if toll.value.high is not None]
    high = None if last.value.high is None else max(highs)
    low = min(toll.value.low for toll in tolls)
    return replace(last, value=CountValue(low, last.value.best, high))


def _holds(value: CountValue, count: int) -> bool:
    return value.low <= count and (value.high is None or count <= value.high)
