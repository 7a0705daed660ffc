from __future__ import annotations

from guetteur.codec.tags import TaggedSpan
from guetteur.document import Argument, Document, Event, Span
from guetteur.peers.spans import first_wins, labelled_spans, with_labelled_spans
from guetteur.scoring import evaluate


def test_what_two_events_share_comes_once() -> None:
    place = Argument("Place", Span(10, 13))
    events = (Event("Attack", Span(0, 4), (place,)), Event("Bombing", Span(5, 9), (place,)))
    labels = [span.label for span in labelled_spans(Document("d", "raid bombe Gao", events))]
    assert labels == ["Attack", "Bombing", "Place"]


def test_the_first_of_overlapping_spans_is_kept() -> None:
    spans = [TaggedSpan(5, 9, "Attack"), TaggedSpan(0, 6, "Time"), TaggedSpan(0, 5, "Place")]
    assert first_wins(spans) == [spans[2], spans[0]]


def test_gold_spans_bring_every_trigger_back_and_few_wrong_arguments(documents: list[Document]) -> None:
    found = [with_labelled_spans(document, labelled_spans(document)) for document in documents]
    scores = evaluate(documents, found, resamples=1).scores
    assert scores["Trig-C"].f1 == 1.0
    assert scores["Arg-C+"].precision > 0.8


def test_mentions_are_clustered(documents: list[Document]) -> None:
    document = documents[0]
    events = with_labelled_spans(document, labelled_spans(document)).events
    assert all(event.cluster and event.id for event in events)


def test_a_text_without_spans_has_no_events() -> None:
    assert with_labelled_spans(Document("d", ""), []).events == ()
