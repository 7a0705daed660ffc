"""Corpus statistics as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from rich.console import Group
from rich.table import Table

from guetteur.corpus.statistics import CorpusStatistics, Distribution


def statistics_tables(statistics: CorpusStatistics, title: str = "Corpus", top: int = 15) -> Group:
    """Tables of all counts; of the trigger forms the `top` commonest."""
    forms = dict(islice(statistics.trigger_forms.items(), top))
    triggers = (
        f"{len(statistics.trigger_forms)} trigger forms, the commonest {statistics.top_trigger_share:.1%}, "
        f"ten {statistics.top10_trigger_share:.1%}"
    )
    return Group(
        _totals(statistics, title),
        _distributions(statistics),
        _shares("Event type", statistics.types, statistics.mentions),
        _shares("Role", statistics.roles, statistics.arguments),
        _shares("Factuality", statistics.factuality, statistics.mentions),
        _shares(triggers, forms, statistics.mentions),
    )


def _totals(statistics: CorpusStatistics, title: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    table.add_column("count", justify="right")
    for name in ("documents", "documents_without_events", "sentences", "words", "mentions", "events", "arguments"):
        table.add_row(name.replace("_", " "), f"{getattr(statistics, name):,}")
    return table


def _distributions(statistics: CorpusStatistics) -> Table:
    table = Table()
    table.add_column("per")
    for name in ("min", "median", "mean", "p95", "max"):
        table.add_column(name, justify="right")
    rows: dict[str, Distribution] = {
        "mentions per document": statistics.mentions_per_document,
        "arguments per mention": statistics.arguments_per_mention,
        "words per document": statistics.words_per_document,
        "words per sentence": statistics.words_per_sentence,
    }
    for name, d in rows.items():
        table.add_row(name, str(d.minimum), f"{d.median:g}", f"{d.mean:.1f}", str(d.p95), str(d.maximum))
    return table


def _shares(name: str, counts: Mapping[str, int], total: int) -> Table:
    table = Table()
    table.add_column(name)
    table.add_column("count", justify="right")
    table.add_column("share", justify="right")
    for label, count in sorted(counts.items(), key=lambda item: -item[1]):
        table.add_row(label, f"{count:,}", f"{count / total:.1%}" if total else "–")
    return table
