"""A plain cylindrical projection fitted to points, and the country outlines that come with the package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

SMALL, LARGE = (440, 320), (960, 440)
"""Sizes in pixels: of one article's map, and of the map of all."""
_LEAST = 5.0  # degrees of latitude that a picture shows at least: closer, the outlines say nothing
_MARGIN = {SMALL: 1.5, LARGE: 1.15}


@dataclass(frozen=True, slots=True)
class View:
    """What part of the world a picture shows: the middle in degrees, and pixels for a degree either way."""

    longitude: float
    latitude: float
    across: float
    up: float
    size: tuple[int, int] = SMALL

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is in the picture, in pixels from the top left."""
        x = self.size[0] / 2 + (longitude - self.longitude) * self.across
        y = self.size[1] / 2 - (latitude - self.latitude) * self.up
        return round(x, 1), round(y, 1)

    @property
    def matrix(self) -> str:
        """The SVG transform from the steps of the outlines to pixels."""
        unit = outlines()["unit"]
        x, y = self.at(0, 0)
        return f"matrix({self.across / unit:.5f} 0 0 {-self.up / unit:.5f} {x} {y})"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north end, in degrees."""
        half_x, half_y = self.size[0] / 2 / self.across, self.size[1] / 2 / self.up
        return self.longitude - half_x, self.latitude - half_y, self.longitude + half_x, self.latitude + half_y


@cache
def outlines() -> dict[str, Any]:
    """Outlines of countries (Natural Earth, 1:110m): `unit` steps to a degree and, for each, a name and an SVG path."""
    found: dict[str, Any] = json.loads(files("guetteur.viewing").joinpath("data/outlines.json").read_text("utf-8"))
    return found


def fit(points: Sequence[tuple[float, float]], size: tuple[int, int] = SMALL) -> View:
    """The view that holds all points (longitude, latitude) with room around them."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    latitude = (south + north) / 2
    narrow = max(cos(radians(latitude)), 0.2)  # a degree of longitude in degrees of latitude
    tall = max((north - south) * _MARGIN[size], (east - west) * narrow * _MARGIN[size] * size[1] / size[0], _LEAST)
    up = size[1] / tall
    return View((west + east) / 2, latitude, up * narrow, up, size)
