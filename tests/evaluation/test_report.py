"""A report as two files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from guetteur.document import Document
from guetteur.evaluation import report as report_module
from guetteur.evaluation import write_report
from guetteur.evaluation.figures import figures

from .examples import GOLD, NOTHING, PREDICTED, SCRIPT, Element, Page, loads_nothing

MODELS = {"event <b>model</b>": PREDICTED, "nothing": NOTHING}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    folder = tmp_path_factory.mktemp("report") / "new"
    extra = {"seeds": [1, 2], "tokens lost to windowing": 0, "encoder": {"name": "<i>small</i>", "best": None}}
    write_report(GOLD, MODELS, folder, "Essai <script>", oracle=GOLD, extra=extra, resamples=50)
    report = json.loads((folder / "report.json").read_text("utf-8"))
    return report, (folder / "report.html").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def page(written: tuple[dict[str, Any], str]) -> Page:
    return Page(written[1])


def values(page: Page, within: Element) -> list[float]:
    found = page.find("data", within)
    # What people read is the exact figure rounded.
    for element in found:
        digits = len(element.text.rpartition(".")[2])
        shown = float(element.text.replace("−", "-"))
        assert shown == pytest.approx(float(element.attributes["value"]), abs=0.5 * 10**-digits + 1e-9)
    return [float(element.attributes["value"]) for element in found]


def test_returns_what_the_file_holds(tmp_path: Path) -> None:
    returned = write_report(GOLD, MODELS, str(tmp_path), "t", resamples=10)
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == returned
    assert returned["oracle"] is None and returned["extra"] == {}


def test_loads_and_runs_nothing(written: tuple[dict[str, Any], str]) -> None:
    loads_nothing(written[1])


def test_ids_stand_once(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_header_figures_equal_the_json(written: tuple[dict[str, Any], str], page: Page) -> None:
    for name, measures in written[0]["models"].items():
        (section,) = page.find("section", class_="header-figures", data_model=name)
        scores = {**measures["measures"], "Record": measures["records"]["records"]}
        for measure, score in scores.items():
            (tile,) = page.find("div", section, data_figure=measure)
            assert values(page, tile) == [score["f1"], *score["interval"]["f1"], score["precision"], score["recall"]]


def test_table_side_by_side_equals_the_json(written: tuple[dict[str, Any], str], page: Page) -> None:
    (table,) = page.find("table", data_table="figures")
    for name, measures in {**written[0]["models"], "oracle": written[0]["oracle"]}.items():
        cells = page.find("td", table, data_model=name)
        expected = [[figure.value, *(figure.interval or ())] for figure in figures(measures)]
        assert [values(page, cell) for cell in cells] == expected


def test_comparisons_equal_the_json(written: tuple[dict[str, Any], str], page: Page) -> None:
    (table,) = page.find("table", data_table="comparisons")
    expected = [v for c in written[0]["comparisons"] for v in (c["difference"], *c["interval"], c["p_value"])]
    assert values(page, table) == expected


def test_label_tables_equal_the_json(written: tuple[dict[str, Any], str], page: Page) -> None:
    measures = written[0]["models"]["nothing"]
    (section,) = [s for s in page.find("section", data_model="nothing") if not s.classes]
    (table,) = page.find("table", section, data_table="Roles (Arg-C+)")
    assert values(page, table) == [s[k] for s in measures["per_role"].values() for k in ("precision", "recall", "f1")]


def test_thresholds_equal_the_json(written: tuple[dict[str, Any], str], page: Page) -> None:
    for name, measures in written[0]["models"].items():
        (section,) = [s for s in page.find("section", data_model=name) if not s.classes]
        (table,) = page.find("table", section, data_table="thresholds")
        found = measures["curves"]
        curves = [found["triggers"], found["arguments"], *found["roles"].values()]
        keys = ("threshold", "precision", "recall", "f1")
        expected = [v for c in curves for v in (*((c["best"] or {}).get(k) for k in keys), c["average_precision"])]
        assert values(page, table) == [value for value in expected if value is not None]


def test_each_article_text_can_be_had_back_for_each_model(page: Page) -> None:
    for document in GOLD:
        (details,) = page.find("details", data_article=document.id)
        for name in MODELS:
            (view,) = page.find("div", details, data_model=name)
            assert page.texts(view) == document.text


def test_script_in_a_text_shows_as_text(written: tuple[dict[str, Any], str], page: Page) -> None:
    assert not any(tag in written[1] for tag in ("<script", "<i>small", "<agence>", "<b>model"))
    assert SCRIPT in [page.texts(view) for view in page.find("div", data_model="nothing")]


def test_articles_with_most_misses_come_first(written: tuple[dict[str, Any], str], page: Page) -> None:
    listed = [article["id"] for article in written[0]["articles"]]
    assert listed == ["mali", "script", "calme"]
    assert [e.attributes["data-article"] for e in page.find("details", class_="article")] == listed


def test_article_counts_add_up_to_the_figures(written: tuple[dict[str, Any], str]) -> None:
    report = written[0]
    for name, measures in report["models"].items():
        for kind, measure in (("triggers", "Trig-C"), ("arguments", "Arg-C+")):
            for count in ("correct", "predicted", "gold"):
                total = sum(article["models"][name][kind][count] for article in report["articles"])
                assert total == measures["measures"][measure][count]


def test_each_outcome_has_a_class_a_sign_and_a_spoken_label(page: Page) -> None:
    for style, sign in (("correct", "✓"), ("missed", "−"), ("spurious", "+"), ("wrong", "≠")):
        assert page.find("mark", class_=f"s-{style}")
        tags = page.find("span", class_="tag")
        styled = [tag for tag in tags if f"s-{style}" in tag.classes]
        assert styled and all(sign in tag.text and tag.attributes["aria-label"].startswith(style) for tag in styled)


def test_wrong_type_and_role_show_both_labels(page: Page) -> None:
    tags = [tag.text for tag in page.find("span", class_="tag")]
    assert "2 ≠ ArmedAssault → Bombing" in tags and "≠ Victim → Target 1" in tags


def test_events_with_a_miss_are_open_and_clean_ones_closed(tmp_path: Path) -> None:
    write_report(GOLD, {"gold": GOLD}, tmp_path, "t", resamples=10)
    clean = Page((tmp_path / "report.html").read_text("utf-8")).find("details", class_="card")
    assert clean and not any("open" in card.attributes for card in clean)


def test_missed_events_are_open(page: Page) -> None:
    assert any("open" in card.attributes for card in page.find("details", class_="card"))


def test_extra_is_shown(page: Page) -> None:
    (section,) = page.find("section", aria_label="About this run")
    assert "<i>small</i>" in section.text and "tokens lost to windowing" in section.text


def test_charts_have_a_label(page: Page) -> None:
    pictures = page.find("svg", role="img")
    assert len(pictures) == 2 * 6 and all(p.attributes["aria-label"] for p in pictures)


@pytest.mark.parametrize(
    ("gold", "predicted"),
    [(GOLD, NOTHING), (NOTHING, NOTHING), (NOTHING, PREDICTED), ([], [])],
    ids=["nothing predicted", "no events at all", "all spurious", "no articles"],
)
def test_edge_cases_make_a_whole_page(tmp_path: Path, gold: list[Document], predicted: list[Document]) -> None:
    write_report(gold, {"m": predicted}, tmp_path, "t", resamples=10)
    html = (tmp_path / "report.html").read_text("utf-8")
    loads_nothing(html)
    assert len(Page(html).find("details", class_="article")) == len(gold)


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_report(GOLD, MODELS, tmp_path / name, "t", resamples=10)
    for file in ("report.html", "report.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_only_so_many_articles_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "SHOWN_ARTICLES", 2)
    report = write_report(GOLD, {"m": PREDICTED}, tmp_path, "t", resamples=10)
    html = (tmp_path / "report.html").read_text("utf-8")
    assert len(Page(html).find("details", class_="article")) == 2 and "Shown are 2 of 3 articles" in html
    assert len(report["articles"]) == 3


def test_extra_that_is_no_json_leaves_the_old_files(tmp_path: Path) -> None:
    write_report(GOLD, {"m": PREDICTED}, tmp_path, "t", resamples=10)
    old = (tmp_path / "report.json").read_bytes()
    with pytest.raises(TypeError):
        write_report(GOLD, {"m": PREDICTED}, tmp_path, "t", extra={"path": object()}, resamples=10)
    assert (tmp_path / "report.json").read_bytes() == old


def test_kinds_of_errors_equal_the_json(written: tuple[dict[str, Any], str], page: Page) -> None:
    report, _ = written
    (table,) = (element for element in page.find("table") if element.attributes.get("data-table") == "errors")
    rows = [report["errors"][name].values() for name in MODELS]
    shown = [
        float(counts[kind]) for kind in report["errors"]["event <b>model</b>"] for counts in report["errors"].values()
    ]
    assert values(page, table) == shown
    assert sum(rows[1]) == sum(1 + len(event.arguments) for document in GOLD for event in document.events)
