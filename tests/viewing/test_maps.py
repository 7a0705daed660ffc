"""Places on a map."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.records.build import records_of
from guetteur.viewing.maps import Entry, map_of
from guetteur.viewing.projection import LARGE, SMALL, fit, outlines

points = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


def entries(*places: tuple[str, str, str]) -> list[Entry]:
    found = []
    for number, (place, type_, factuality) in enumerate(places, start=1):
        text = f"Une attaque à {place}."
        event = Event(type_, Span(4, 11), (Argument("Place", Span(14, 14 + len(place))),), factuality)
        (record,) = records_of(Document("d", text, (event,)))
        found.append(Entry(f"a1r{number}", f"{number} {type_}", record))
    return found


@given(st.lists(points, min_size=1, max_size=8), st.sampled_from([SMALL, LARGE]))
def test_every_point_is_in_the_picture(places: list[tuple[float, float]], size: tuple[int, int]) -> None:
    view = fit(places, size)
    for place in places:
        x, y = view.at(*place)
        assert 0 <= x <= size[0] and 0 <= y <= size[1]


@given(points)
def test_the_box_is_what_the_picture_shows(place: tuple[float, float]) -> None:
    view = fit([place])
    west, south, east, north = view.box
    assert view.at(west, north) == pytest.approx((0, 0), abs=0.11)
    assert view.at(east, south) == pytest.approx(SMALL, abs=0.11)


def test_a_degree_of_longitude_shrinks_with_the_latitude() -> None:
    view = fit([(0, 60)])
    assert view.across == pytest.approx(view.up / 2)


def test_the_matrix_moves_outlines_where_points_go() -> None:
    view = fit([(0, 17), (2, 13)])
    a, _, _, d, e, f = map(float, view.matrix.removeprefix("matrix(").removesuffix(")").split())
    unit = outlines()["unit"]
    assert (a * 2 * unit + e, d * 13 * unit + f) == pytest.approx(view.at(2, 13), abs=0.3)


def test_markers_differ_by_type_and_claim_and_keep_apart() -> None:
    drawn = map_of(
        entries(("Gao", "Bombing", "asserted"), ("Gao", "Bombing", "claimed"), ("Gao", "ArmedAssault", "asserted"))
    )
    assert drawn is not None
    assert {(pin.colour, pin.style) for pin in drawn.pins} == {(3, "asserted"), (3, "claimed"), (4, "asserted")}
    assert len({(pin.x, pin.y) for pin in drawn.pins}) == 3
    assert [name.text for name in drawn.places] == ["Gao"]


def test_records_of_one_kind_at_one_place_share_a_marker() -> None:
    drawn = map_of(entries(("Gao", "Bombing", "asserted"), ("Gao", "Bombing", "asserted")))
    assert drawn is not None
    assert [pin.targets for pin in drawn.pins] == [("a1r1", "a1r2")]


def test_a_country_is_marked_as_an_area() -> None:
    drawn = map_of(entries(("Mali", "Bombing", "asserted"), ("Gao", "Bombing", "asserted")))
    assert drawn is not None
    assert [pin.wide for pin in drawn.pins] == [True, False]
    assert "Mali" in [outlines()["countries"][number]["name"] for number in drawn.countries]


def test_unknown_places_are_on_no_map() -> None:
    assert map_of(entries(("Xyzzy", "Bombing", "asserted"))) is None
    assert map_of([]) is None


def test_names_do_not_run_over_each_other() -> None:
    towns = ("Gao", "Bamako", "Mopti", "Tombouctou", "Kidal", "Ansongo", "Djibo", "Niamey", "Ouagadougou", "Ségou")
    drawn = map_of(entries(*((town, "Bombing", "asserted") for town in towns)))
    assert drawn is not None
    boxes = []
    for name in (*drawn.places, *drawn.names):
        wide = len(name.text) * 6.2
        left = name.x - {"start": 0, "middle": wide / 2, "end": wide}[name.anchor]
        boxes.append((left, name.y - 9, left + wide, name.y + 2))
    assert len(drawn.places) > 5
    clashes = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert not clashes


def test_outlines_are_small_and_cross_no_map() -> None:
    file = Path(str(sys.modules[fit.__module__].__file__)).parent / "data" / "outlines.json"
    assert file.stat().st_size < 120_000
    unit = outlines()["unit"]
    for country in outlines()["countries"]:
        west, south, east, north = country["box"]
        assert west < east and south < north
        assert east - west < (240 if country["name"] == "United States of America" else 200) * unit, country["name"]


def test_outlines_are_built_from_a_topology(root: Path, tmp_path: Path) -> None:
    """Two squares with a common border, of which the second runs over 180 degrees."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[170, 10], [0, -10]],
            [[170, 0], [-10, 0], [0, 10], [10, 0]],
            [[170, 0], [10, 0], [-355, 0], [0, 10], [355, 0], [-10, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Ouest"}},
                    {"type": "MultiPolygon", "arcs": [[[2, 0]]], "properties": {"name": "Est"}},
                ]
            }
        },
    }
    given_path, out = tmp_path / "topology.json", tmp_path / "outlines.json"
    given_path.write_text(json.dumps(topology), encoding="utf-8")
    script = root / "scripts" / "build_outlines.py"
    subprocess.run([sys.executable, script, given_path, "--out", out], check=True, capture_output=True)
    built = json.loads(out.read_text(encoding="utf-8"))
    east, west = built["countries"]
    unit = built["unit"]
    assert west["box"] == [160 * unit, 0, 170 * unit, 10 * unit] and west["label"] == [165 * unit, 5 * unit]
    assert east["box"] == [170 * unit, 0, 185 * unit, 10 * unit]
    assert west["path"] == f"M{170 * unit},{10 * unit}l0-{10 * unit}-{10 * unit},0 0,{10 * unit}z"
