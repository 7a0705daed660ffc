from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from rich.console import Console

from guetteur.document import Document
from guetteur.evaluation.report import write_report
from guetteur.peers.comparison import System, cost_table, run


def same(documents: Sequence[Document]) -> list[Document]:
    return list(documents)


def test_every_document_is_predicted_once_and_in_order(documents: list[Document]) -> None:
    many = documents * 5
    found, cost = run("same", System(same), many)
    assert found == many
    assert cost.documents_per_second > 0
    assert cost.fit_seconds is None


def test_the_table_shows_figures_with_intervals_and_cost(documents: list[Document], tmp_path: Path) -> None:
    found, cost = run("same [x]", System(same, 12.4), documents)
    report = write_report(documents, {"same [x]": found}, tmp_path, title="ten", resamples=10)
    stream = StringIO()
    Console(file=stream, width=160).print(cost_table(report, {"same [x]": cost}))
    (row,) = [line for line in stream.getvalue().splitlines() if "same [x]" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells[:6] == ["same [x]", *["100.0 [100.0, 100.0]"] * 4, "12"]
    assert float(cells[6]) > 0
