"""Write the packaged country outlines from Natural Earth, as the npm package `world-atlas` carries them.

npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
python scripts/build_outlines.py package/countries-110m.json
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from guetteur.corpus.files import write_atomically

OUT = Path(__file__).resolve().parent.parent / "src" / "guetteur" / "viewing" / "data" / "outlines.json"
UNIT = 20  # steps to a degree; at 1:110m the lines are not more exact than that
LEFT_OUT = frozenset({"Antarctica", "Fr. S. Antarctic Lands"})
Point = tuple[int, int]


def main(
    topology: Annotated[Path, typer.Argument(help="countries-110m.json of world-atlas.")], out: Path = OUT
) -> None:
    """Build and say what it holds."""
    given = json.loads(topology.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, given["transform"]) for arc in given["arcs"]]
    countries = []
    for country in given["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        rings = [_unwrapped(ring) for ring in _rings(country, arcs) if len(ring) > 3]
        if rings and name not in LEFT_OUT:
            x, y = _middle(max(rings, key=lambda ring: abs(_area(ring))))
            path = "".join(map(_path, rings))
            countries.append({"name": name, "label": [x, y], "box": _box(rings), "path": path})
    lines = ",\n".join(
        json.dumps(country, ensure_ascii=False) for country in sorted(countries, key=lambda c: c["name"])
    )
    write_atomically(out, [f'{{"unit": {UNIT}, "countries": [\n{lines}\n]}}\n'.encode()])
    typer.echo(f"{len(countries)} countries, {out.stat().st_size:,} bytes in {out}")


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Positions of a quantised arc, in steps of `UNIT`."""
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    return [
        (round((x * scale_x + move_x) * UNIT), round((y * scale_y + move_y) * UNIT))
        for x, y in zip(xs, ys, strict=True)
    ]


def _rings(country: dict[str, Any], arcs: Sequence[list[Point]]) -> Iterator[list[Point]]:
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:  # ~i is arc i backwards; its first point is the last one of the arc before
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            # Rounding makes neighbours equal.
            yield [point for i, point in enumerate(points) if not i or point != points[i - 1]]


def _unwrapped(ring: list[Point]) -> list[Point]:
    """A ring that crosses 180 degrees goes on beyond them, so that no line runs across the whole map."""
    crosses = any(abs(x1 - x0) > 180 * UNIT for (x0, _), (x1, _) in pairwise(ring))
    return [(x + 360 * UNIT if crosses and x < 0 else x, y) for x, y in ring]


def _path(ring: Sequence[Point]) -> str:
    """A closed SVG path with relative steps; y grows to the north."""
    (x, y), steps = ring[0], []
    for (x0, y0), (x1, y1) in pairwise(ring[:-1]):
        steps.append(f"{x1 - x0},{y1 - y0}")
    return f"M{x},{y}l{' '.join(steps)}z".replace(",-", "-").replace(" -", "-")


def _area(ring: Sequence[Point]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """The centre of gravity, where the name goes."""
    x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        weight = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * weight, y + (y0 + y1) * weight
    area = 6 * _area(ring)
    return round(x / area), round(y / area)


def _box(rings: Sequence[Sequence[Point]]) -> list[int]:
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


if __name__ == "__main__":
    typer.run(main)
