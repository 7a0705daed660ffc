"""Text cut into segments at every boundary of overlapping marks, so that each mark can be drawn whole.

Nothing here knows HTML. Joined again, the pieces of a document are its text to the code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from guetteur.document import Span

_LINE = re.compile(r"([^\r\n]*)([\r\n]*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be shown.

    Attributes:
        span: Where it stands.
        kind: `trigger` or `argument`.
        label: What its tag shows.
        spoken: The same in full, for tooltips and screen readers.
        style: How it is drawn: a factuality, or the outcome of a comparison.
        colour: Number of the colour, if the style does not rule it.
        events: Numbers of the events that it belongs to, in order of their triggers, where a page links them.
        target: Anchor of what its tag leads to.
    """

    span: Span
    kind: str
    label: str
    spoken: str
    style: str
    colour: int = 0
    events: tuple[int, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An argument in the table of an event."""

    role: str
    text: str
    style: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An event as listed beside its paragraph; its tags show `number`, `evidence` speaks for its factuality."""

    number: int
    type: str
    trigger: Span
    text: str
    factuality: str
    rows: tuple[Row, ...]
    style: str = ""
    outcome: str = ""
    colour: int = 0
    note: str = ""
    evidence: str = ""

    @property
    def clean(self) -> bool:
        """Whether a comparison found nothing wrong."""
        return not self.note and self.style == "correct" and all(row.style == "correct" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks throughout.

    Attributes:
        text: The piece.
        covers: The marks over it, each with its lane.
        closing: The marks of which this is the last piece, so that their tag goes after it.
    """

    text: str
    covers: tuple[tuple[Mark, int], ...] = ()
    closing: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a text, the line breaks after it, and the events whose trigger stands in it."""

    segments: tuple[Segment, ...]
    gap: str
    cards: tuple[Card, ...] = ()

    @property
    def depth(self) -> int:
        """How many underlines lie below one another at most."""
        return max((lane + 1 for segment in self.segments for _, lane in segment.covers), default=0)


def lanes(marks: Iterable[Mark]) -> list[tuple[Mark, int]]:
    """Each mark with the lowest lane that no overlapping mark has, triggers nearest to the text.

    The marks come out in order of their drawing: triggers after arguments, so that they lie on top.
    """
    taken: list[list[Span]] = []
    placed: list[tuple[Mark, int]] = []
    for mark in sorted(marks, key=lambda m: (m.kind != "trigger", m.span.start, -m.span.end, m.label)):
        free = (n for n, spans in enumerate(taken) if not any(mark.span.overlaps(span) for span in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(mark.span)
        placed.append((mark, lane))
    return placed[::-1]


def paragraphs(text: str, placed: Sequence[tuple[Mark, int]], cards: Sequence[Card]) -> list[Paragraph]:
    """The lines of a text with their marks and their events.

    Args:
        text: The whole text.
        placed: Marks with lanes, from `lanes`.
        cards: Its events.
    """
    found = []
    for match in _LINE.finditer(text):
        start, body_end, end = match.start(), match.end(1), match.end()
        if start == end:
            continue
        here = [(mark, lane) for mark, lane in placed if mark.span.start < end and mark.span.end > start]
        found.append(
            Paragraph(
                tuple(_segments(text, start, body_end, end, here)),
                match.group(2),
                tuple(card for card in cards if start <= card.trigger.start < end),
            )
        )
    return found


def _segments(text: str, start: int, body_end: int, end: int, placed: Sequence[tuple[Mark, int]]) -> Iterable[Segment]:
    cuts = {start, body_end}
    for mark, _ in placed:
        cuts |= {at for at in (mark.span.start, mark.span.end) if start < at < body_end}
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        covers = tuple((mark, lane) for mark, lane in placed if mark.span.start <= left < mark.span.end)
        # A mark that ends among the line breaks has its last visible piece at the end of the line.
        closing = (m for m, _ in covers if m.span.end == right or (right == body_end and m.span.end <= end))
        ranked = sorted(closing, key=lambda m: (m.kind != "trigger", -m.span.start, m.label))
        yield Segment(text[left:right], covers, tuple(ranked))
