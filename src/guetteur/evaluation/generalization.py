"""Tables and picture of held-out groups and of the learning curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure


@dataclass(frozen=True)
class HeldOut:
    """One group of articles: F1 (percent) by measure on it, of a model that saw its like and of one that did not."""

    name: str
    training_articles: int
    test_articles: int
    seen: Mapping[str, float]
    unseen: Mapping[str, float]


@dataclass(frozen=True)
class Share:
    """One point of the learning curve: size of the training part and F1 (percent) by measure on test."""

    articles: int
    mentions: int
    scores: Mapping[str, float]


def tables(held_out: Sequence[HeldOut], curve: Sequence[Share]) -> str:
    """Both tables in Markdown; a table without rows is left out."""
    parts = []
    if held_out:
        measures = list(held_out[0].seen)
        rows = [["left out of training", "articles left out", "articles scored", *measures]]
        for row in held_out:
            cells = [f"{row.seen[name]:.1f} → {row.unseen[name]:.1f}" for name in measures]
            rows.append([row.name, str(row.training_articles), str(row.test_articles), *cells])
        parts.append(_markdown(rows))
    if curve:
        rows = [["training articles", "mentions", *curve[0].scores]]
        rows += [[str(p.articles), f"{p.mentions:,}", *(f"{v:.1f}" for v in p.scores.values())] for p in curve]
        parts.append(_markdown(rows))
    return "\n".join(parts)


def draw(held_out: Sequence[HeldOut], curve: Sequence[Share], path: Path) -> None:
    """PNG: one arrow a group from seen to unseen, and the learning curve."""
    figure = Figure(figsize=(10, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    for place, row in enumerate(held_out):
        for (name, value), colour in zip(row.seen.items(), ("#1f5fa8", "#b3541e", "#4a7a2a"), strict=False):
            left.plot([value, row.unseen[name]], [place, place], "-", color=colour, linewidth=1)
            left.plot([value], [place], "o", color=colour, label=name if place == 0 else None)
            left.plot([row.unseen[name]], [place], "o", color=colour, markerfacecolor="white")
    left.set(yticks=range(len(held_out)), yticklabels=[row.name for row in held_out], xlabel="F1 (%)", xlim=(0, 100))
    left.set_title("Seen in training (full) and left out (hollow)")
    left.invert_yaxis()
    if held_out:
        left.legend(loc="lower left")
    for name in curve[0].scores if curve else ():
        right.plot([p.articles for p in curve], [p.scores[name] for p in curve], "o-", label=name)
    right.set(xlabel="training articles", ylabel="F1 on test (%)", ylim=(0, 100), title="Learning curve")
    if curve:
        right.legend(loc="lower right")
    figure.savefig(path, dpi=110)


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    line = "| --- |" + " ---: |" * (len(rows[0]) - 1)
    return "\n".join([head, line, *body]) + "\n"
