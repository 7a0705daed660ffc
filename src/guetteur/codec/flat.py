"""Labels of the flat baseline: one BIO tag a piece over types and roles, arguments given to the nearest trigger.

What it cannot say is why the event model exists: an argument of two events, a span inside another event's span, and
factuality (always `asserted`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from guetteur.codec.attachment import attach
from guetteur.codec.events import SURFACE_TAGS, WindowFeatures, encode_document, window_features
from guetteur.codec.pieces import PieceText, PieceTokenizer
from guetteur.codec.tidy import merge_adjacent
from guetteur.document import Document, Event

FLAT_TAGS = SURFACE_TAGS


def flat_features(document: Document, tokenizer: PieceTokenizer) -> list[WindowFeatures]:
    """Training examples of a document; triggers first, then the arguments that leave them alone."""
    windows = window_features(encode_document(document, tokenizer))
    return [replace(window, tags=window.surface, queries=()) for window in windows]


def decode_flat(pieces: PieceText, logits: np.ndarray) -> list[Event]:
    """Events from the tag scores (n, flat tags) of a whole document."""
    spans = merge_adjacent(FLAT_TAGS.decode(logits, pieces.sentences))
    return attach(spans, pieces.text, pieces.sentence_at, pieces.span_of)
