from __future__ import annotations

from typing import Any

from guetteur.benchmarking.report import chart, network_table, table


def figures(rate: float, network: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "documents": 10, "documents_per_cpu_s": rate, "latency_cpu_ms": 50.0, "start_cpu_s": 4.0, "peak_mb": 512.0,
        "cpu_s": 10 / rate, "network": network,
    }  # fmt: skip


NETWORK = {
    "reading": {"seconds": 0.5, "operations": 40e9, "pieces": 900, "padded": 1000},
    "answering": {"seconds": 0.0, "operations": 0.0, "pieces": 0, "padded": 0},
}
RESULTS = {
    "torch-fp32": figures(10.0, NETWORK),
    "pipeline-small": figures(5.0),
    "pipeline-base": figures(0.5),
    "spacy": {"skipped": "not installed"},
}


def test_ratios_are_those_of_the_rates() -> None:
    rows = table(RESULTS, pieces=3000).splitlines()
    assert rows[2] == "| guetteur, torch fp32 | 10.0 | 3,000 | 50 | 4.0 | 512 | 2.0 | 20.0 |"
    assert rows[4].endswith("| 0.1 | 1.0 |")
    assert "skipped: not installed" in rows[5]


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for shown in (table(RESULTS, 3000), network_table(RESULTS, {"fp32": 160.0})):
        assert len({line.count("|") for line in shown.splitlines()}) == 1


def test_the_share_of_the_limit_is_that_of_the_network_and_of_the_run() -> None:
    [row] = network_table(RESULTS, {"fp32": 160.0}).splitlines()[2:]
    assert row == "| guetteur, torch fp32 | 0.50 of 1.00 | 80 | 50% | – | – | 25% | 10.0% | 100.0% |"


def test_the_chart_is_a_small_png() -> None:
    picture = chart(RESULTS)
    assert picture.startswith(b"\x89PNG") and len(picture) < 100_000
