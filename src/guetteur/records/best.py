"""The one date, place and toll of a flat row, chosen among the values of a record.

The rule, for all of them: values that were understood before those that were not; then the higher score, in steps of a
tenth, for closer scores say nothing; then the more precise; then the one that more articles say; then the one that
stands first in the text. A date or place that only says more exactly what the winner says goes before it. Nothing is
averaged, and the values that lose stay in the record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from guetteur.normalize.values import CountValue, PlacePrecision, PlaceValue, TimeValue
from guetteur.records.record import Toll, Value

N = TypeVar("N", TimeValue, PlaceValue)

_PLACES = tuple(PlacePrecision)  # from town to country
_LEAST_SHARE = 0.6  # of the best one's score; a narrower value must not be much less sure


def best_date(values: Sequence[Value[TimeValue]]) -> Value[TimeValue] | None:
    """The date of a row; of two that are equally sure the shorter interval."""
    return _narrowed(_best(values, _days), values, _days, _within)


def best_place(values: Sequence[Value[PlaceValue]]) -> Value[PlaceValue] | None:
    """The place of a row; of two that are equally sure a town before a region, a region before a country."""
    return _narrowed(_best(values, _width_of_place), values, _width_of_place, _lies_in)


def best_toll(tolls: Sequence[Toll]) -> Toll | None:
    """The toll of a row; of two that are equally sure the narrower one, an open one (*au moins*) last."""
    if not tolls:
        return None
    return min(tolls, key=lambda toll: (-round(toll.score, 1), _width(toll.value)))


def _best(values: Sequence[Value[N]], width: Callable[[N], float]) -> Value[N] | None:
    def rank(value: Value[N]) -> tuple[Any, ...]:
        understood = value.value
        return (
            understood is None,
            -round(value.score, 1),
            0.0 if understood is None else width(understood),
            -value.documents,
            value.document,
            value.span,
        )

    return min(values, key=rank, default=None)


def _narrowed(
    best: Value[N] | None, values: Sequence[Value[N]], width: Callable[[N], float], within: Callable[[N, N], bool]
) -> Value[N] | None:
    """A value that says more exactly what the best one says, where there is one: *Gao* beside *Mali*."""
    if best is None or best.value is None:
        return best
    wide = best.value
    inner = [v for v in values if v.value is not None and width(v.value) < width(wide) and within(v.value, wide)]
    return _best([v for v in inner if v.score >= _LEAST_SHARE * best.score], width) or best


def _within(inner: TimeValue, outer: TimeValue) -> bool:
    if inner.start is None or inner.end is None:
        return False
    return (outer.start or date.min) <= inner.start and inner.end <= (outer.end or date.max)


def _lies_in(inner: PlaceValue, outer: PlaceValue) -> bool:
    if inner.country != outer.country:
        return False
    return outer.precision is PlacePrecision.COUNTRY or (
        outer.precision is PlacePrecision.REGION and bool(outer.admin1) and inner.admin1 == outer.admin1
    )


def _width_of_place(place: PlaceValue) -> float:
    return _PLACES.index(place.precision)


def _days(time: TimeValue) -> float:
    start, end = time.start or date.min, time.end or date.max
    return (end - start).days + 0.5 * time.approximate


def _width(count: CountValue) -> float:
    return float("inf") if count.high is None else count.high - count.low
