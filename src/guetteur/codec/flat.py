"""Labels of the flat baseline: one BIO tag a piece over types and roles, arguments given to the nearest trigger.

What it cannot say is why the event model exists: an argument of two events, a span inside another event's span, and
factuality (always `asserted`).
"""

from __future__ import annotations

import numpy as np

from guetteur.codec.events import WindowFeatures, window_tags
from guetteur.codec.pieces import PieceText, PieceTokenizer
from guetteur.codec.tags import TaggedSpan, TagSet
from guetteur.codec.tidy import merge_adjacent, tidy
from guetteur.document import Argument, Document, Event
from guetteur.ontology import EventType, Role

FLAT_TAGS = TagSet((*EventType, *Role))
_TYPES = frozenset(str(label) for label in EventType)


def flat_features(document: Document, tokenizer: PieceTokenizer) -> list[WindowFeatures]:
    """Training examples of a document; triggers first, then the arguments that leave them alone."""
    pieces = tokenizer.encode([document.text])[0]
    spans = [TaggedSpan(*pieces.pieces_of(event.trigger), event.type) for event in document.events]
    spans += [
        TaggedSpan(*pieces.pieces_of(argument.span), argument.role)
        for event in document.events
        for argument in event.arguments
    ]
    tags = FLAT_TAGS.encode(spans, len(pieces))
    return [WindowFeatures(window.ids, window_tags(window, tags), ()) for window in pieces.windows]


def decode_flat(pieces: PieceText, logits: np.ndarray) -> list[Event]:
    """Events from the tag scores (n, flat tags) of a whole document."""
    spans = merge_adjacent(FLAT_TAGS.decode(logits, pieces.sentences))
    triggers = [span for span in spans if span.label in _TYPES]
    arguments: dict[TaggedSpan, list[Argument]] = {trigger: [] for trigger in triggers}
    for span in spans:
        place = pieces.span_of(span.start, span.end)
        sentence = pieces.sentence_at(span.start)
        near = [trigger for trigger in triggers if sentence[0] <= trigger.start < sentence[1]]
        if span.label in _TYPES or place is None or not near:
            continue
        place = tidy(place, pieces.text)
        if place is None:
            continue
        nearest = min(near, key=lambda trigger: max(trigger.start - span.end, span.start - trigger.end))
        arguments[nearest].append(Argument(span.label, place, span.score))
    events = []
    for trigger in triggers:
        place = pieces.span_of(trigger.start, trigger.end)
        if place is not None:
            events.append(Event(trigger.label, place, tuple(arguments[trigger]), score=trigger.score))
    return events
