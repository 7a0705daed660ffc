"""Pictures of a run: loss and dev scores by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

_SCORES = {"eval_trig_c": "Trig-C", "eval_arg_c_plus": "Arg-C+", "eval_realis": "Realis"}


def draw_curves(history: Sequence[dict[str, Any]], path: Path) -> None:
    """Write a PNG from the trainer's log history."""
    figure = Figure(figsize=(9, 3.5), layout="constrained")
    loss, scores = figure.subplots(1, 2)
    rows = [row for row in history if "loss" in row]
    loss.plot([row["epoch"] for row in rows], [row["loss"] for row in rows], color="#444444")
    loss.set(xlabel="epoch", ylabel="training loss", title="Loss")
    for (name, label), style in zip(_SCORES.items(), ("-", "--", ":"), strict=True):
        rows = [row for row in history if name in row and "epoch" in row]
        scores.plot([row["epoch"] for row in rows], [row[name] for row in rows], style, label=label)
    scores.set(xlabel="epoch", ylabel="F1 on dev (%)", title="Dev scores", ylim=(0, 100))
    scores.legend()
    figure.savefig(path, dpi=120)
