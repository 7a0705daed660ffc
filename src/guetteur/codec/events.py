"""Events to labels and back: the two halves of the event model's codec, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from guetteur.codec.pieces import PieceText, PieceTokenizer, Window
from guetteur.codec.tags import TaggedSpan, TagSet, log_softmax
from guetteur.codec.tidy import merge_adjacent, tidy, whole_words
from guetteur.document import Argument, Document, Event
from guetteur.ontology import EventType, Factuality, Role

TYPES = tuple(str(label) for label in EventType)
FACTUALITIES = tuple(str(label) for label in Factuality)
_TRIGGER = "Trigger"
TRIGGER_TAGS = TagSet([_TRIGGER])
"""Types are no part of the tags: one query about a trigger and its sentence decides the type."""
ROLE_TAGS = TagSet(Role)
SURFACE_TAGS = TagSet((*EventType, *Role))
"""Types on triggers and roles on arguments, whichever event they belong to."""
IGNORED = -100
CONTEXT_LIMIT = 256
"""Longest argument context in pieces: only a text without full stops ever reaches it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the argument head is asked: one trigger in its context, both as ranges of pieces.

    Where the answer is known, `type` and `factuality` are the classes and `roles` (context length,) the tag ids.
    """

    trigger: tuple[int, int]
    context: tuple[int, int]
    type: int = IGNORED
    roles: np.ndarray | None = None
    factuality: int = IGNORED


@dataclass(frozen=True, slots=True)
class Answer:
    """Scores before softmax of one query: `roles` (context length, role tags), `types` and `factuality` (classes,)."""

    roles: np.ndarray
    types: np.ndarray
    factuality: np.ndarray


@dataclass(frozen=True, slots=True)
class EncodedDocument:
    """Pieces of a document with the trigger and surface tag of each, and one query for each event mention."""

    pieces: PieceText
    tags: np.ndarray
    surface: np.ndarray
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class WindowFeatures:
    """A training example: `ids`, trigger `tags` and `surface` tags, each (T,), queries in positions of the window."""

    ids: np.ndarray
    tags: np.ndarray
    surface: np.ndarray
    queries: tuple[Query, ...]


def context_of(pieces: PieceText, trigger: tuple[int, int]) -> tuple[int, int]:
    """The pieces of a trigger's sentence, at most `CONTEXT_LIMIT` of them around the trigger."""
    start, end = pieces.sentence_at(trigger[0])
    half = CONTEXT_LIMIT // 2
    if end - start > CONTEXT_LIMIT:
        start = max(start, min(trigger[0] - half, end - CONTEXT_LIMIT))
        end = min(end, start + CONTEXT_LIMIT)
    return start, max(end, min(trigger[1], start + CONTEXT_LIMIT))


def encode_document(document: Document, tokenizer: PieceTokenizer) -> EncodedDocument:
    """Labels of a document over its pieces."""
    pieces = tokenizer.encode([document.text])[0]
    spans = []
    queries = []
    for event in document.events:
        start, end = pieces.pieces_of(event.trigger)
        if start == end:
            continue
        spans.append(TaggedSpan(start, end, _TRIGGER))
        queries.append(_query(event, pieces, (start, end)))
    return EncodedDocument(
        pieces, TRIGGER_TAGS.encode(spans, len(pieces)), _surface_tags(document, pieces), tuple(queries)
    )


def _surface_tags(document: Document, pieces: PieceText) -> np.ndarray:
    """Tag ids (n,) of `SURFACE_TAGS`: triggers first, then the arguments that leave them and each other alone."""
    spans = [TaggedSpan(*pieces.pieces_of(event.trigger), event.type) for event in document.events]
    spans += [
        TaggedSpan(*pieces.pieces_of(argument.span), argument.role)
        for event in document.events
        for argument in event.arguments
    ]
    return SURFACE_TAGS.encode(spans, len(pieces))


def _query(event: Event, pieces: PieceText, trigger: tuple[int, int]) -> Query:
    left, right = context_of(pieces, trigger)
    arguments = []
    for argument in event.arguments:
        start, end = pieces.pieces_of(argument.span)
        start, end = max(start, left), min(end, right)
        if start < end:
            arguments.append(TaggedSpan(start - left, end - left, argument.role))
    roles = ROLE_TAGS.encode(arguments, right - left)
    return Query(trigger, (left, right), TYPES.index(event.type), roles, FACTUALITIES.index(event.factuality))


def window_tags(window: Window, tags: np.ndarray) -> np.ndarray:
    """Tag ids (T,) of a window from those of its document (n,); what another window owns is ignored."""
    own = np.full(len(window.ids), IGNORED, dtype=np.int64)
    own[window.owned] = tags[window.own_start : window.own_end]
    return own


def window_features(encoded: EncodedDocument) -> list[WindowFeatures]:
    """Training examples: each piece and each query is learnt in the window that owns it."""
    features = []
    for window in encoded.pieces.windows:
        to_position = window.to_position
        queries = []
        for query in encoded.queries:
            if window.own_start <= query.trigger[0] < window.own_end:
                left = max(query.context[0], window.base)
                right = min(query.context[1], window.base + window.count)
                assert query.roles is not None
                queries.append(
                    Query(
                        (query.trigger[0] + to_position, min(query.trigger[1], right) + to_position),
                        (left + to_position, right + to_position),
                        query.type,
                        query.roles[left - query.context[0] : right - query.context[0]],
                        query.factuality,
                    )
                )
        tags, surface = window_tags(window, encoded.tags), window_tags(window, encoded.surface)
        features.append(WindowFeatures(window.ids, tags, surface, tuple(queries)))
    return features


def decode_triggers(pieces: PieceText, logits: np.ndarray) -> list[TaggedSpan]:
    """Triggers from the tag scores (n, trigger tags) of a whole document."""
    return TRIGGER_TAGS.decode(logits, pieces.sentences)


def trigger_queries(pieces: PieceText, triggers: Sequence[TaggedSpan]) -> list[Query]:
    """What to ask the argument head about predicted triggers."""
    return [Query((t.start, t.end), context_of(pieces, (t.start, t.end))) for t in triggers]


def decode_event(pieces: PieceText, trigger: TaggedSpan, query: Query, answer: Answer) -> Event | None:
    """An event from the answer to the query about a decoded trigger.

    Its score is P(trigger) P(type | trigger); that of an argument is the event's times P(span and role | event).
    """
    span = pieces.span_of(trigger.start, trigger.end)
    if span is None:
        return None
    span = whole_words(span, pieces.text)
    types = np.exp(log_softmax(answer.types[None])[0])
    best = int(np.argmax(types))
    score = trigger.score * float(types[best])
    left, right = query.context
    arguments = []
    for found in merge_adjacent(ROLE_TAGS.decode(answer.roles[: right - left], [(0, right - left)])):
        argument = pieces.span_of(found.start + left, found.end + left)
        argument = tidy(argument, pieces.text) if argument is not None else None
        if argument is not None and not argument.overlaps(span):
            arguments.append(Argument(found.label, argument, score * found.score))
    return Event(
        type=TYPES[best],
        trigger=span,
        arguments=tuple(arguments),
        factuality=FACTUALITIES[int(np.argmax(answer.factuality))],
        score=score,
    )


def oracle(document: Document, tokenizer: PieceTokenizer) -> Document:
    """Gold labels through encode and decode: the ceiling of the representation."""
    encoded = encode_document(document, tokenizer)
    triggers = decode_triggers(encoded.pieces, _one_hot(encoded.tags, len(TRIGGER_TAGS)))
    known = {query.trigger[0]: query for query in encoded.queries}
    clusters = {event.trigger: event.cluster for event in document.events}
    events: list[Event] = []
    for trigger in triggers:
        query = known[trigger.start]
        assert query.roles is not None
        answer = Answer(
            _one_hot(query.roles, len(ROLE_TAGS)),
            _one_hot(np.array(query.type), len(TYPES)),
            _one_hot(np.array(query.factuality), len(FACTUALITIES)),
        )
        event = decode_event(encoded.pieces, trigger, query, answer)
        if event is not None:
            events.append(replace(event, cluster=clusters.get(event.trigger, "")))
    return document.with_events(tuple(events))


def _one_hot(ids: np.ndarray, size: int) -> np.ndarray:
    result: np.ndarray = 20.0 * np.eye(size)[ids]
    return result
