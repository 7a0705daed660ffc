"""Rich tables of the figures for the terminal; the numbers come from `figures`, here they are only laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from guetteur.evaluation.figures import Figure, figures

_PERCENT = "percent; in brackets the 95 % bootstrap interval over articles"


def report_table(report: Mapping[str, Any]) -> Table:
    """The figures of every model side by side.

    Args:
        report: From `measure_models` or `write_report`; an `oracle` in it becomes the last column.
    """
    columns = {name: figures(measures) for name, measures in report["models"].items()}
    if report.get("oracle"):
        columns["oracle"] = figures(report["oracle"])
    table = Table(title=report.get("title"), caption=_PERCENT, title_style="bold", title_justify="left")
    table.add_column("measure", no_wrap=True)
    for name in columns:
        # Text and not str, here and below: square brackets in a name are not markup.
        table.add_column(Text(name), justify="right")
    for row in zip(*columns.values(), strict=True):
        last = row[0].main and row[0].name == "Record"
        table.add_row(row[0].name, *(_cell(figure) for figure in row), end_section=last)
    return table


def comparison_table(report: Mapping[str, Any]) -> Table:
    """Each model against the first; empty with a single model."""
    table = Table(caption="F1, paired bootstrap over articles", title_justify="left")
    for heading in ("measure", "model", "baseline"):
        table.add_column(heading)
    for heading in ("difference", "95 % interval", "p"):
        table.add_column(heading, justify="right")
    for row in report["comparisons"]:
        low, high = row["interval"]
        table.add_row(
            row["measure"],
            Text(row["model"]),
            Text(row["baseline"]),
            f"{row['difference']:+.1f}",
            f"{low:+.1f} to {high:+.1f}",
            f"{row['p_value']:.3f}",
        )
    return table


def spread_table(name: str, spread: Mapping[str, Any]) -> Table:
    """Mean and deviation over the runs of one model; `spread` is from `mean_and_deviation`."""
    table = Table(title=Text(f"{name}: {spread['runs']} runs"), caption="percent", title_justify="left")
    table.add_column("measure")
    table.add_column("mean ± deviation", justify="right")
    for figure, values in spread["figures"].items():
        table.add_row(figure, f"{values['mean']:.1f} ± {values['deviation']:.1f}")
    return table


def error_table(report: Mapping[str, Any]) -> Table:
    """Number of misses of each kind, by model; `report` is from `write_report`."""
    table = Table(title="misses by kind", title_justify="left")
    table.add_column("kind")
    for name in report["errors"]:
        table.add_column(Text(name), justify="right")
    for kind in next(iter(report["errors"].values())):
        table.add_row(kind, *(str(counts[kind]) for counts in report["errors"].values()))
    return table


def label_table(measures: Mapping[str, Any], key: str = "per_type", title: str = "") -> Table:
    """Scores by label of one model.

    Args:
        measures: From `measure_model`.
        key: `per_type`, `per_role` or `per_factuality`.
        title: Heading of the table.
    """
    table = Table(title=Text(title) if title else None, caption="percent; counts of hits", title_justify="left")
    table.add_column(key.removeprefix("per_"))
    for heading in ("precision", "recall", "F1", "correct", "predicted", "gold"):
        table.add_column(heading, justify="right")
    for label, scores in measures[key].items():
        ratios = (f"{scores[name]:.1f}" for name in ("precision", "recall", "f1"))
        counts = (str(scores[name]) for name in ("correct", "predicted", "gold"))
        table.add_row(Text(label), *ratios, *counts)
    return table


def _cell(figure: Figure) -> Text:
    text = Text(f"{figure.value:.1f}", style="bold" if figure.main else "")
    if figure.interval:
        text.append(" [{:.1f}, {:.1f}]".format(*figure.interval), style="dim")
    return text
