"""The one currency: immutable documents with events, offsets in code points of the untouched text.

Everything takes a `Document` and returns a `Document`; a prediction is a new `Document` with the same id and text.
Scores and mention ids never enter equality, so that evaluation is plain set intersection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Half-open range of code points, so that `text[span.start:span.end]` is what was meant."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got start={self.start}, end={self.end}")

    def of(self, text: str) -> str:
        """The covered text."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Argument:
    """A role and the span that fills it; `score` is a confidence from 0 to 1."""

    role: str
    span: Span
    score: float = field(default=1.0, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention: a typed trigger with its arguments.

    Mentions with the same `cluster` in a document speak of one and the same event.
    """

    type: str
    trigger: Span
    arguments: tuple[Argument, ...] = ()
    factuality: str = "asserted"
    cluster: str = ""
    score: float = field(default=1.0, compare=False)
    id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its event mentions, in order of their triggers."""

    id: str
    text: str
    events: tuple[Event, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    def spans(self) -> Iterator[Span]:
        """Every trigger and argument span."""
        for event in self.events:
            yield event.trigger
            for argument in event.arguments:
                yield argument.span

    def with_events(self, events: tuple[Event, ...]) -> Document:
        """A copy with other events."""
        return replace(self, events=events)
