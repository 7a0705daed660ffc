"""Charts as inline SVG that take the colours of the page, so that they follow its light and dark mode.

Matplotlib draws them through its object API, without pyplot and its global figures. The text stays text, so that it can
be searched, read aloud and set in the font of the page. The same numbers give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

import matplotlib
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from guetteur.scoring.confusion import MISSED, SPURIOUS

WIDTH = 4.7
"""Inches. Narrow, so that a phone shows a chart at nearly its full size."""

# Colours that nothing else uses; each is replaced by the CSS variable of the page after drawing.
_VARIABLES = {
    name: f"#0a0b{number:02x}"
    for number, name in enumerate(("ink", "soft", "line", "accent", "correct", "missed", "spurious", "wrong"), start=1)
}
_RC: Any = {  # Any, because the stubs of matplotlib 3.11 know settings only as literal types
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 9.5,
    "text.color": _VARIABLES["ink"],
    "axes.edgecolor": _VARIABLES["soft"],
    "axes.labelcolor": _VARIABLES["ink"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _VARIABLES["soft"],
    "ytick.color": _VARIABLES["soft"],
    "xtick.labelcolor": _VARIABLES["ink"],
    "ytick.labelcolor": _VARIABLES["ink"],
}


def label_bars(scores: Mapping[str, Mapping[str, Any]], name: str, description: str) -> Markup:
    """F1 per label, with the counts behind it.

    Args:
        scores: `per_type`, `per_role` or `per_factuality` of a report.
        name: Unique on the page; the ids inside the picture start with it.
        description: For screen readers.
    """
    with _settings(name):
        figure = Figure(figsize=(WIDTH, 0.45 * max(len(scores), 1) + 0.45), layout="constrained")
        axes = figure.subplots()
        for place, (label, row) in enumerate(scores.items()):
            axes.barh(place, 100, height=0.3, color=_VARIABLES["line"], alpha=0.5)
            axes.barh(place, row["f1"], height=0.3, color=_VARIABLES["accent"])
            axes.text(0, place - 0.25, label, va="bottom", weight="bold")
            counts = f"{row['correct']} correct of {row['gold']} gold, {row['predicted']} predicted"
            axes.text(100, place - 0.25, counts, va="bottom", ha="right")
            axes.text(102, place, f"{row['f1']:.1f}", va="center", weight="bold")
        axes.set(xlim=(0, 114), ylim=(max(len(scores), 1) - 0.6, -0.75), yticks=[], xticks=range(0, 101, 25))
        axes.set_xlabel("F1")
        axes.spines[["left", "bottom"]].set_visible(False)
        return _svg(figure, name, description)


def confusion_matrix(cells: Mapping[str, Mapping[str, int]], name: str, description: str) -> Markup:
    """Gold labels in rows, predicted ones in columns; what only one side has goes to the last column or row."""
    columns = {column for row in cells.values() for column in row}
    labels = sorted((cells.keys() | columns) - {MISSED, SPURIOUS})
    rows, columns_shown = [*labels, SPURIOUS], [*labels, MISSED]
    with _settings(name):
        side = 0.45 * (len(labels) + 1)
        figure = Figure(figsize=(max(side + 1.5, WIDTH), side + 1.5), layout="constrained")
        axes = figure.subplots()
        for y, row in enumerate(rows):
            total = sum(cells.get(row, {}).values())
            for x, column in enumerate(columns_shown):
                if count := cells.get(row, {}).get(column, 0):
                    colour = _cell_colour(row, column)
                    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, color=colour, alpha=0.12 + 0.5 * count / total))
                    axes.text(x, y, str(count), ha="center", va="center", weight="bold" if row == column else "normal")
        axes.set(xlim=(-0.5, len(rows) - 0.5), ylim=(len(rows) - 0.5, -0.5), aspect="equal")
        axes.set_xticks(range(len(rows)), columns_shown, rotation=45, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(len(rows)), rows)
        axes.set(xlabel="predicted", ylabel="gold")
        _grid(axes, len(rows))
        return _svg(figure, name, description)


def reliability(calibration: Mapping[str, Mapping[str, Any]], name: str, description: str) -> Markup:
    """How often predictions are right against the score they carry; below, how many there are."""
    with _settings(name):
        figure = Figure(figsize=(WIDTH, 4.6), layout="constrained")
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        upper.plot([0, 100], [0, 100], color=_VARIABLES["soft"], linestyle=":", linewidth=1)
        drawn = (("triggers", "accent", "o", "-", -2.0), ("arguments", "missed", "s", "--", 2.0))
        for kind, colour, marker, line, shift in drawn:
            table, paint = calibration[kind], _VARIABLES[colour]
            bins = [b for b in table["bins"] if b["count"]]
            upper.plot(
                [b["confidence"] for b in bins],
                [b["accuracy"] for b in bins],
                color=paint,
                marker=marker,
                linestyle=line,
                label=f"{kind}, error {table['error']:.1f}" if bins else f"no {kind} predicted",
            )
            middles = [50 * (b["low"] + b["high"]) + shift for b in bins]
            lower.bar(middles, [b["count"] for b in bins], width=3.6, color=paint, alpha=1 if line == "-" else 0.6)
        upper.set(xlim=(-3, 103), ylim=(-3, 103), ylabel="right, %", yticks=range(0, 101, 25))
        upper.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False)
        lower.set(xlabel="score, %", ylabel="count", xticks=range(0, 101, 25))
        lower.yaxis.get_major_locator().set_params(integer=True, nbins=3)
        return _svg(figure, name, description)


def precision_recall(curves: Mapping[str, Mapping[str, Any]], name: str, description: str) -> Markup:
    """Precision against recall over all thresholds; a ring stands where F1 is best."""
    with _settings(name):
        figure = Figure(figsize=(WIDTH, 4), layout="constrained")
        axes = figure.subplots()
        for kind, colour, line in (("triggers", "accent", "-"), ("arguments", "missed", "--")):
            found, paint = curves[kind], _VARIABLES[colour]
            best = found["best"]
            label = f"no {kind} predicted"
            if best:
                label = f"{kind}, average precision {found['average_precision']:.1f}"
                axes.plot(best["recall"], best["precision"], color=paint, marker="o", markersize=9, fillstyle="none")
                axes.text(best["recall"] + 3, best["precision"], f"from {best['threshold']:.2f}", va="bottom")
            recall, precision = ([point[key] for point in found["points"]] for key in ("recall", "precision"))
            axes.plot(recall, precision, color=paint, linestyle=line, label=label)
        ticks = range(0, 101, 25)
        axes.set(xlim=(-3, 103), ylim=(-3, 103), xlabel="recall, %", ylabel="precision, %", xticks=ticks, yticks=ticks)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), frameon=False)
        return _svg(figure, name, description)


def _cell_colour(row: str, column: str) -> str:
    if row == column:
        return _VARIABLES["correct"]
    return _VARIABLES["missed" if column == MISSED else "spurious" if row == SPURIOUS else "wrong"]


def _grid(axes: Axes, size: int) -> None:
    axes.set_xticks([n + 0.5 for n in range(size - 1)], minor=True)
    axes.set_yticks([n + 0.5 for n in range(size - 1)], minor=True)
    axes.grid(which="minor", color=_VARIABLES["line"], linewidth=0.8)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)


def _settings(name: str) -> Any:
    # The salt rules the ids that matplotlib makes up; without one they differ from run to run.
    return matplotlib.rc_context({**_RC, "svg.hashsalt": name})


def _svg(figure: Figure, name: str, description: str) -> Markup:
    stream = StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = stream.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    # Several pictures share one page, on which an id may stand only once.
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    opening, rest = svg.split(">", 1)
    # Without a size of its own the picture fills its place on the page.
    svg = re.sub(r' (?:width|height)="[^"]*"', "", opening) + ">" + rest
    for variable, colour in _VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(description)}"', 1))
