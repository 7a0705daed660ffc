"""Located records on a map: a marker for each kind of record at a place; its shape is the type, its fill the claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import TypeAlias

from guetteur.normalize.values import PlacePrecision, PlaceValue
from guetteur.records.record import Record
from guetteur.viewing.map_names import Box, Name, name_countries, name_places
from guetteur.viewing.palette import number_of, style_of
from guetteur.viewing.projection import SMALL, View, fit

_RING = 11  # pixels from a place to the markers that share it
_REACH = 9  # pixels from the middle of a marker to its edge


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its anchor in the page and what it is called there."""

    anchor: str
    name: str
    record: Record


@dataclass(frozen=True, slots=True)
class Pin:
    """A marker: records of one type and claim at one place, `wide` where the point stands for a region or country."""

    x: float
    y: float
    colour: int
    style: str
    wide: bool
    targets: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class Map:
    """A picture ready to be drawn; `countries` are the numbers of the outlines in it."""

    view: View
    pins: tuple[Pin, ...]
    places: tuple[Name, ...]
    names: tuple[Name, ...]
    countries: tuple[int, ...]


_Kinds: TypeAlias = Mapping[tuple[int, str], Sequence[Entry]]
"""The entries at one place by colour and style."""


def place_of(record: Record) -> PlaceValue | None:
    """The place that a record shows, if it is known."""
    return record.best.place.value if record.best.place else None


def map_of(entries: Sequence[Entry], size: tuple[int, int] = SMALL) -> Map | None:
    """The map of records; None where none has a place that is known.

    Args:
        entries: Records of one article or of many.
        size: Of the picture in pixels, one of those in `guetteur.viewing.projection`.
    """
    found: dict[tuple[float, float], defaultdict[tuple[int, str], list[Entry]]] = {}
    for entry in entries:
        if place := place_of(entry.record):
            kind = (number_of(entry.record.type), style_of(entry.record.claim.kind))
            found.setdefault((place.longitude, place.latitude), defaultdict(list))[kind].append(entry)
    if not found:
        return None
    view = fit(list(found), size)
    pins = [pin for point, kinds in found.items() for pin in _pins(view.at(*point), kinds)]
    taken: list[Box] = [(pin.x - _REACH, pin.y - _REACH, pin.x + _REACH, pin.y + _REACH) for pin in pins]
    most = sorted(found.items(), key=lambda item: -sum(map(len, item[1].values())))
    wanted = [(_exact(kinds).name, *view.at(*point), _away(kinds) + _REACH + 2) for point, kinds in most]
    places = name_places(view, wanted, taken)
    countries, names = name_countries(view, taken)
    return Map(view, tuple(pins), tuple(places), tuple(names), tuple(countries))


def _pins(middle: tuple[float, float], kinds: _Kinds) -> list[Pin]:
    """The markers of a place, around it if there are several."""
    pins = []
    for index, ((colour, style), here) in enumerate(kinds.items()):
        turn = 2 * pi * index / len(kinds) - pi / 2
        x, y = middle[0] + _away(kinds) * cos(turn), middle[1] + _away(kinds) * sin(turn)
        place = _exact({(colour, style): here})
        pins.append(
            Pin(
                round(x, 1),
                round(y, 1),
                colour,
                style,
                place.precision in (PlacePrecision.REGION, PlacePrecision.COUNTRY),
                tuple(entry.anchor for entry in here),
                f"{place.name} ({place.precision}): {', '.join(entry.name for entry in here)}",
            )
        )
    return pins


def _away(kinds: _Kinds) -> float:
    """How far from a place its markers are drawn."""
    return _RING * max(1, len(kinds) / 6) if len(kinds) > 1 else 0


def _exact(kinds: _Kinds) -> PlaceValue:
    """The most exact of the places at one point: a country lies at its capital."""
    places = [place for here in kinds.values() for entry in here if (place := place_of(entry.record))]
    return min(places, key=lambda place: list(PlacePrecision).index(place.precision))
