"""Changing the text of an annotated document without losing its spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from guetteur.document import Document, Event, Span


def substitute(document: Document, changes: Sequence[tuple[int, int, str]]) -> Document:
    """A document with other words at (start, end) of its text, in order and apart; spans move along.

    A change that only partly lies in a span is left out, and so is one that would delete a whole span; what is inserted
    at the edge of a span stays outside.
    """
    spans = list(document.spans())
    kept = [
        (start, end, new)
        for start, end, new in changes
        if not any(s.start < end and start < s.end and not (s.start <= start and end <= s.end) for s in spans)
        and (new or Span(start, max(end, start + 1)) not in spans)
    ]
    parts, position = [], 0
    for start, end, new in kept:
        parts += [document.text[position:start], new]
        position = end
    text = "".join([*parts, document.text[position:]])

    def moved(span: Span) -> Span:
        before = within = 0
        for start, end, new in kept:
            if end <= span.start:
                before += len(new) - (end - start)
            elif start < span.end:
                within += len(new) - (end - start)
        return Span(span.start + before, span.end + before + within)

    return Document(document.id, text, tuple(_with_spans(event, moved) for event in document.events), document.meta)


def crop(document: Document, part: Span) -> Document:
    """The document cut to a part of its text: mentions with their trigger in it, with the arguments that are whole."""

    def inside(span: Span) -> bool:
        return part.start <= span.start and span.end <= part.end

    events = tuple(
        _with_spans(
            replace(event, arguments=tuple(argument for argument in event.arguments if inside(argument.span))),
            lambda span: Span(span.start - part.start, span.end - part.start),
        )
        for event in document.events
        if inside(event.trigger)
    )
    return Document(document.id, part.of(document.text), events, document.meta)


def join(document: Document, other: Document, between: str) -> Document:
    """One document of two: the first, `between`, the second, whose clusters stay apart from those of the first."""
    shift = len(document.text) + len(between)
    events = tuple(
        replace(
            _with_spans(event, lambda span: Span(span.start + shift, span.end + shift)),
            cluster=f"{event.cluster}'" if event.cluster else "",
        )
        for event in other.events
    )
    return Document(document.id, document.text + between + other.text, document.events + events, document.meta)


def _with_spans(event: Event, change: Callable[[Span], Span]) -> Event:
    arguments = tuple(replace(argument, span=change(argument.span)) for argument in event.arguments)
    return replace(event, trigger=change(event.trigger), arguments=arguments)
