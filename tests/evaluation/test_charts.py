"""Charts as inline SVG."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from markupsafe import Markup

from guetteur.evaluation import charts, measure_model

from .examples import GOLD, NOTHING, PREDICTED

MEASURES = measure_model(GOLD, PREDICTED, resamples=10)
EMPTY = measure_model(GOLD, NOTHING, resamples=10)


def drawn(name: str = "x", measures: dict[str, dict[str, dict[str, int]]] = MEASURES) -> list[Markup]:
    return [
        charts.label_bars(measures["per_type"], f"{name}-0", "bars"),
        charts.confusion_matrix(measures["confusion"]["types"], f"{name}-1", "matrix"),
        charts.reliability(measures["calibration"], f"{name}-2", "reliability"),
        charts.precision_recall(measures["curves"], f"{name}-3", "curves"),
    ]


@pytest.mark.parametrize("measures", [MEASURES, EMPTY])
def test_is_xml_with_a_role_and_a_label(measures: dict[str, dict[str, dict[str, int]]]) -> None:
    for svg in drawn("x", measures):
        root = ET.fromstring(svg)
        assert root.get("role") == "img" and root.get("aria-label")
        assert root.get("width") is None and root.get("viewBox")


def test_same_numbers_give_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_ids_of_two_charts_differ() -> None:
    first, second = ({e.get("id") for e in ET.fromstring(svg).iter() if e.get("id")} for svg in drawn()[:2])
    assert first and second and not first & second


def test_references_lead_to_ids() -> None:
    for svg in drawn():
        root = ET.fromstring(svg)
        ids = {element.get("id") for element in root.iter()}
        links = [v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href") or v.startswith("url(")]
        assert all(link.removeprefix("url(").removesuffix(")").removeprefix("#") in ids for link in links)


def test_colours_are_those_of_the_page() -> None:
    bars = drawn()[0]
    assert "var(--accent)" in bars and "var(--ink)" in bars and "#0a0b" not in "".join(drawn())


def test_text_stays_text() -> None:
    bars, matrix, _, curves = drawn()
    assert "AirDroneStrike" in bars and "1 correct of 1 gold, 1 predicted" in bars
    assert "(missed)" in matrix and "(spurious)" in matrix
    best = MEASURES["curves"]["triggers"]["best"]
    assert f"from {best['threshold']:.2f}" in curves and "arguments, average precision" in curves


def test_curves_without_predictions_say_so() -> None:
    assert "no arguments predicted" in drawn(measures=EMPTY)[3]


def test_labels_and_descriptions_are_escaped() -> None:
    scores = {"<script>$x$</script>": MEASURES["per_type"]["Attack"]}
    svg = charts.label_bars(scores, "x", '"><script>')
    assert "<script>" not in svg
    assert "<script>$x$</script>" in "".join(ET.fromstring(svg).itertext())


def test_pyplot_is_never_imported() -> None:
    code = "import sys, guetteur.evaluation; sys.exit('matplotlib.pyplot' in sys.modules or 'torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
