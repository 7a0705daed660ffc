"""Peers and models side by side: the same documents, the same scorer, and what each costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table
from rich.text import Text
from tqdm import tqdm

from guetteur.document import Document

SHOWN = ("Trig-I", "Trig-C", "Arg-C+", "Realis")
_CHUNK = 16


@dataclass(frozen=True)
class System:
    """What is compared: `predict`, and the CPU seconds that it took to fit where that happened here."""

    predict: Callable[[Sequence[Document]], list[Document]]
    fit_seconds: float | None = None


@dataclass(frozen=True)
class Cost:
    """CPU seconds to fit (None if fitted elsewhere) and documents read in a CPU second."""

    fit_seconds: float | None
    documents_per_second: float


def run(name: str, system: System, documents: Sequence[Document]) -> tuple[list[Document], Cost]:
    """Predictions and cost; what a system loads at its first document is not counted."""
    system.predict(documents[:1])
    found: list[Document] = []
    # CPU time: what else the machine does must not change the comparison.
    start = time.process_time()
    with tqdm(total=len(documents), desc=name, unit="doc") as bar:
        for first in range(0, len(documents), _CHUNK):
            found += system.predict(documents[first : first + _CHUNK])
            bar.update(len(found) - bar.n)
    seconds = max(time.process_time() - start, 1e-9)
    return found, Cost(system.fit_seconds, round(len(documents) / seconds, 2))


def cost_table(report: Mapping[str, Any], costs: Mapping[str, Cost]) -> Table:
    """Main figures and cost of every system, one a row.

    Args:
        report: From `write_report`.
        costs: From `run`, by system.
    """
    caption = "F1 in percent; in brackets the 95 % bootstrap interval over articles; seconds of CPU time"
    table = Table(title=report["title"], caption=caption, title_style="bold", title_justify="left")
    table.add_column("system", no_wrap=True)
    for heading in (*SHOWN, "s to fit", "doc/s"):
        table.add_column(heading, justify="right")
    for name, measures in report["models"].items():
        scores = [measures["measures"][measure] for measure in SHOWN]
        cells = ["{:.1f} [{:.1f}, {:.1f}]".format(score["f1"], *score["interval"]["f1"]) for score in scores]
        seconds = costs[name].fit_seconds
        cells += ["" if seconds is None else f"{seconds:.0f}", f"{costs[name].documents_per_second:.1f}"]
        table.add_row(*map(Text, (name, *cells)))  # Text: square brackets are not markup
    return table
