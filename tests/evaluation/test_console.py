"""Tables for the terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.table import Table

from guetteur.evaluation import comparison_table, label_table, measure_model, measure_models, report_table
from guetteur.evaluation.console import error_table

from .examples import GOLD, NOTHING, PREDICTED

REPORT = {**measure_models(GOLD, {"model [a]": PREDICTED, "empty": NOTHING}, resamples=20), "title": "t"}


def printed(table: Table) -> list[str]:
    stream = StringIO()
    Console(file=stream, width=160).print(table)
    return stream.getvalue().splitlines()


def row(lines: list[str], name: str) -> str:
    (found,) = [line for line in lines if line.split("│")[1:2] and line.split("│")[1].strip() == name]
    return found


def test_figures_are_those_of_the_report() -> None:
    lines = printed(report_table(REPORT))
    scores = REPORT["models"]["model [a]"]["measures"]["Arg-C+"]
    low, high = scores["interval"]["f1"]
    assert f"{scores['f1']:.1f} [{low:.1f}, {high:.1f}]" in row(lines, "Arg-C+")
    assert "0.0 [0.0, 0.0]" in row(lines, "Record").split("│")[3]


def test_square_brackets_in_a_name_are_no_markup() -> None:
    assert any("model [a]" in line for line in printed(report_table(REPORT)))


def test_oracle_is_the_last_column() -> None:
    lines = printed(report_table({**REPORT, "oracle": measure_model(GOLD, GOLD, resamples=10)}))
    assert row(lines, "Trig-I").split("│")[-2].strip() == "100.0 [100.0, 100.0]"


def test_comparisons_carry_their_sign() -> None:
    lines = printed(comparison_table(REPORT))
    assert f"{REPORT['comparisons'][0]['difference']:+.1f}" in row(lines, "Trig-C")


def test_labels_with_their_counts() -> None:
    lines = printed(label_table(REPORT["models"]["model [a]"], "per_role"))
    cells = [cell.strip() for cell in row(lines, "Killed").split("│")[2:-1]]
    assert cells == ["100.0", "50.0", "66.7", "1", "1", "2"]


def test_factuality_has_precision_recall_and_f1_per_value() -> None:
    measures = REPORT["models"]["model [a]"]
    lines = printed(label_table(measures, "per_factuality", title="model [a]"))
    scores = measures["per_factuality"]["asserted"]
    cells = [cell.strip() for cell in row(lines, "asserted").split("│")[2:5]]
    assert cells == [f"{scores[key]:.1f}" for key in ("precision", "recall", "f1")]
    assert "model [a]" in lines[0]


def test_errors_by_kind_and_model() -> None:
    lines = printed(error_table({"errors": {"a": {"wrong role": 3}, "[b]": {"wrong role": 0}}}))
    assert "[b]" in "".join(lines) and row(lines, "wrong role").split("│")[-3:-1] == [" 3 ", "   0 "]
