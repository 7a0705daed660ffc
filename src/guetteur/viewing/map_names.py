"""Words on a map, where there is room for them: none lies on a marker or on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from guetteur.viewing.projection import View, outlines

Box: TypeAlias = tuple[float, float, float, float]
_LETTER = 6.2  # pixels of a letter, about: only to keep names apart


@dataclass(frozen=True, slots=True)
class Name:
    """A word on the map."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


def name_places(view: View, places: Sequence[tuple[str, float, float, float]], taken: list[Box]) -> list[Name]:
    """Names beside their markers, the first ones first, those left out that would run over something.

    Args:
        view: Of the picture.
        places: Name, pixels from the left and the top, and how far from there the markers reach.
        taken: Boxes of what is drawn already; those of the names are added.
    """
    names = []
    for text, x, y, away in places:
        width = len(text) * _LETTER
        for anchor, left, base in (
            ("start", x + away, y + 4),
            ("end", x - away - width, y + 4),
            ("middle", x - width / 2, y - away),
            ("middle", x - width / 2, y + away + 10),
        ):
            box = (left, base - 11, left + width, base + 3)
            if _free(box, taken, view.size):
                taken.append(box)
                at = {"start": left, "end": left + width, "middle": x}[anchor]
                names.append(Name(round(at, 1), round(base, 1), text, anchor))
                break
    return names


def name_countries(view: View, taken: list[Box]) -> tuple[list[int], list[Name]]:
    """Numbers of the countries in view, and the names for which there is room."""
    unit = outlines()["unit"]
    west, south, east, north = (side * unit for side in view.box)
    inside: list[int] = []
    names: list[Name] = []
    for number, country in enumerate(outlines()["countries"]):
        left, low, right, high = country["box"]
        if left > east or right < west or low > north or high < south:
            continue
        inside.append(number)
        x, y = view.at(country["label"][0] / unit, country["label"][1] / unit)
        half = len(country["name"]) * _LETTER * 0.6
        box = (x - half, y - 10, x + half, y + 4)
        if (right - left) / unit * view.across > half * 1.7 and _free(box, taken, view.size):
            taken.append(box)
            names.append(Name(x, y, country["name"]))
    return inside, names


def _free(box: Box, taken: Sequence[Box], size: tuple[int, int]) -> bool:
    """Whether a box lies in the picture and on nothing else."""
    left, top, right, bottom = box
    inside = left >= 2 and top >= 2 and right <= size[0] - 2 and bottom <= size[1] - 2
    return inside and not any(left < r and right > x and top < b and bottom > y for x, y, r, b in taken)
