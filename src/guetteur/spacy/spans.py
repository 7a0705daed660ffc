"""Events as spans of tokens, which displaCy draws and other components read.

A trigger has its type as label and the id of its mention (`m1`) as span id; an argument has its role as label and
`m1.Attacker.1` as span id: its mention, its role, which one of that role. spaCy's spans are made of whole tokens. Where
a span of ours begins or ends inside a token it is widened to the token (`alignment_mode="expand"`); the exact offsets
are in `doc._.events`, so nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from guetteur.document import Document, Span

TRIGGERS, ARGUMENTS = "guetteur", "guetteur_arguments"


def put_spans(doc: Any, document: Document) -> None:
    """Fill `doc.spans[TRIGGERS]` and `doc.spans[ARGUMENTS]` from a document whose mentions have ids."""
    triggers, arguments = [], []
    for event in document.events:
        triggers.append(_span(doc, event.trigger, event.type, event.id))
        seen: Counter[str] = Counter()
        for argument in event.arguments:
            seen[argument.role] += 1
            name = f"{event.id}.{argument.role}.{seen[argument.role]}"
            arguments.append(_span(doc, argument.span, argument.role, name))
    doc.spans[TRIGGERS] = triggers
    doc.spans[ARGUMENTS] = arguments


def _span(doc: Any, span: Span, label: str, span_id: str) -> Any:
    return doc.char_span(span.start, span.end, label=str(label), span_id=span_id, alignment_mode="expand")
