from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from guetteur.corpus.statistics import Distribution, corpus_statistics
from guetteur.corpus.tables import statistics_tables
from guetteur.document import Argument, Document, Event, Span

DOCUMENTS = [
    Document(
        "a",
        "Une attaque à Gao. L'Attaque a visé l'armée.",
        (
            Event("Attack", Span(4, 11), (Argument("Place", Span(14, 17)),), "asserted", "e1"),
            Event("Attack", Span(21, 28), (), "claimed", "e1"),
            Event("Bombing", Span(31, 35), (Argument("Target", Span(38, 43)), Argument("Place", Span(0, 3)))),
        ),
    ),
    Document("b", "Rien."),
]


def test_counts() -> None:
    statistics = corpus_statistics(DOCUMENTS)
    assert (statistics.documents, statistics.documents_without_events) == (2, 1)
    assert (statistics.mentions, statistics.events, statistics.arguments) == (3, 2, 3)
    assert (statistics.sentences, statistics.words) == (3, 11)
    assert statistics.types["Attack"] == 2
    assert statistics.types["Campaign"] == 0
    assert statistics.roles["Place"] == 2
    assert statistics.factuality["claimed"] == 1
    assert statistics.trigger_forms == {"attaque": 2, "visé": 1}
    assert statistics.top_trigger_share == pytest.approx(2 / 3)
    assert statistics.top10_trigger_share == 1
    assert statistics.mentions_per_document == Distribution(0, 1.5, 1.5, 3, 3)
    assert statistics.words_per_sentence == Distribution(1, 4.0, 11 / 3, 6, 6)


def test_empty_corpus() -> None:
    statistics = corpus_statistics([])
    assert statistics.documents == 0
    assert statistics.top_trigger_share == 0
    assert statistics.arguments_per_mention == Distribution(0, 0.0, 0.0, 0, 0)


def test_p95_is_a_value_that_95_percent_do_not_exceed() -> None:
    assert Distribution.of(list(range(1, 101))).p95 == 95
    assert Distribution.of([7]).p95 == 7


def test_dict_is_json() -> None:
    assert json.loads(json.dumps(corpus_statistics(DOCUMENTS).to_dict()))["mentions_per_document"]["maximum"] == 3


@pytest.mark.parametrize("documents", [DOCUMENTS, []])
def test_tables_show_the_numbers(documents: list[Document]) -> None:
    out = io.StringIO()
    Console(file=out, width=100).print(statistics_tables(corpus_statistics(documents), "Train"))
    assert "Train" in out.getvalue()
    assert ("66.7%" in out.getvalue()) == bool(documents)
