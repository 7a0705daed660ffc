"""How far the places of two records lie apart."""

from __future__ import annotations

import math
from collections.abc import Iterator

from guetteur.normalize.values import PlaceValue
from guetteur.records.merge.finding import finding, listed
from guetteur.records.merge.profile import Profile
from guetteur.records.record import Reason

_EARTH = 6371.0  # km
_SAME, _CLOSE, _FAR = 5.0, 30.0, 100.0  # km
_REGION = 250.0  # km from the seat of a region, at most


def where(one: Profile, other: Profile) -> Iterator[Reason]:
    """Findings about towns, regions and countries; at most one that speaks for, one that speaks against."""
    if one.points and other.points:
        yield from _towns(one, other)
        return
    if shared := one.places & other.places:
        yield finding("same place name", listed(shared, one.spelled))
        return
    if one.places and other.places:
        known = one.places & (other.spoken | other.opening) or other.places & (one.spoken | one.opening)
        detail = f"{listed(one.places, one.spelled)} / {listed(other.places, other.spelled)}"
        yield finding("places told apart" if known else "other place names", detail)
    yield from _areas(one, other)


def distance(one: PlaceValue, other: PlaceValue) -> float:
    """Kilometres on the great circle (haversine)."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    square = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(half) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(square)))


def _towns(one: Profile, other: Profile) -> Iterator[Reason]:
    km, mine, theirs = min(
        ((distance(a, b), a, b) for a in one.points for b in other.points), key=lambda f: (f[0], f[1].name, f[2].name)
    )
    detail = f"{mine.name}, {theirs.name} ({km:.0f} km)" if mine.name != theirs.name else f"{mine.name} ({km:.0f} km)"
    name = "same town" if km <= _SAME else "close by" if km <= _CLOSE else "some way apart"
    yield finding(name if km <= _FAR else "far apart", detail)


def _areas(one: Profile, other: Profile) -> Iterator[Reason]:
    mine, theirs = one.countries, other.countries
    if mine and theirs and not mine & theirs:
        yield finding("other countries", f"{listed(mine)} / {listed(theirs)}")
    elif near := _region(one, other):
        yield finding("same region", near)
    elif mine & theirs:
        yield finding("same country", listed(mine & theirs))
    else:
        around = (mine or one.around) & (theirs or other.around)
        if around:
            yield finding("same country around", listed(around))
        elif one.around and other.around:
            yield finding("other countries around", f"{listed(one.around)} / {listed(other.around)}")


def _region(one: Profile, other: Profile) -> str:
    for a in (*one.regions, *one.points):
        for b in (*other.regions, *other.points):
            same = a.admin1 == b.admin1 != "" and a.country == b.country
            if a.name == b.name or (same and distance(a, b) <= _REGION):
                return listed((a.name, b.name))
    return ""
