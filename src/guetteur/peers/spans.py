"""Documents to flat labelled spans and back, in code points: all that a tagger without events can carry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from guetteur.codec.attachment import attach
from guetteur.codec.tags import TaggedSpan
from guetteur.document import Document, Event, Span
from guetteur.records.clusters import assign_clusters
from guetteur.sentences import split_sentences


def labelled_spans(document: Document) -> list[TaggedSpan]:
    """Types on triggers, then roles on arguments; the same words with the same label come once."""
    triggers = [TaggedSpan(event.trigger.start, event.trigger.end, event.type) for event in document.events]
    arguments = [
        TaggedSpan(argument.span.start, argument.span.end, argument.role)
        for event in document.events
        for argument in event.arguments
    ]
    return list(dict.fromkeys(triggers + arguments))


def first_wins(spans: Iterable[TaggedSpan]) -> list[TaggedSpan]:
    """The spans that leave all earlier ones alone, in order of the text."""
    kept: list[TaggedSpan] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def with_labelled_spans(document: Document, spans: Sequence[TaggedSpan]) -> Document:
    """The document with the events of labelled spans: arguments go to the nearest trigger of their sentence."""
    sentences = split_sentences(document.text)
    starts = [0, *(sentence.start for sentence in sentences[1:]), len(document.text)]

    def sentence_at(position: int) -> tuple[int, int]:
        index = bisect_right(starts, position, hi=len(starts) - 1) - 1
        return starts[index], starts[index + 1]

    return with_mentions(document, attach(spans, document.text, sentence_at, Span))


def with_mentions(document: Document, events: Sequence[Event]) -> Document:
    """The document with event mentions, clustered as those of the extractor are."""
    return document.with_events(assign_clusters(document.text, events))
