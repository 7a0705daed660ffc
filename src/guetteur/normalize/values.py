"""The normalised values, all immutable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TimePrecision(StrEnum):
    """How narrow an interval is: what its words name, not how long it is in days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class PlacePrecision(StrEnum):
    """What a pair of coordinates stands for."""

    TOWN = "town"
    NEAR = "near"  # some way from a town (*40 km au nord de Ménaka*), or a place without coordinates of its own in it
    REGION = "region"  # the seat of an administrative area, or the middle of a landscape or sea
    COUNTRY = "country"  # the capital's, for want of anything better


@dataclass(frozen=True, slots=True)
class TimeValue:
    """Days from `start` to `end`, both included; `approximate` where the words say so (*vers, environ, début mars*).

    An open interval (*depuis mars*, *jusqu'à lundi*) has the publication date, or None, as its other end.
    """

    start: date | None
    end: date | None
    precision: TimePrecision
    approximate: bool = False

    @property
    def iso(self) -> str:
        """ISO 8601 interval, a single date where both ends are one day; `..` is an open end."""
        if self.start is not None and self.start == self.end:
            return self.start.isoformat()
        return "/".join(".." if day is None else day.isoformat() for day in (self.start, self.end))


@dataclass(frozen=True, slots=True)
class CountValue:
    """Number of people; `low <= best <= high`, `high` None where the words set no upper bound (*au moins 12*)."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Coordinates in degrees (WGS 84) with what they stand for.

    `country` is ISO 3166-1 alpha-2 (XK for Kosovo), empty for what several countries share (*Sahel*); `admin1` is the
    GeoNames code. Regions and landmarks have no `geoname_id`.
    """

    name: str
    latitude: float
    longitude: float
    precision: PlacePrecision
    country: str
    admin1: str = ""
    geoname_id: int | None = None


@dataclass(frozen=True, slots=True)
class NameValue:
    """Canonical form of an actor or a weapon, and its kind (`state`, `armed_group`, `drone`, `rocket` …)."""

    name: str
    kind: str
