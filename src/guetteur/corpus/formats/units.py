"""Offsets in UTF-16 code units, which is what browsers and Java count, to code points and back."""

from __future__ import annotations

from bisect import bisect_left

from guetteur.corpus.objects import Fault
from guetteur.document import Span


class Utf16Offsets:
    """Converts the spans of one text; characters outside the basic plane (emoji) take two units."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Only wide characters move anything: an article has none or a few, so their positions are enough.
        self._wide = [position for position, char in enumerate(text) if ord(char) > 0xFFFF]
        self._wide_units = [position + number for number, position in enumerate(self._wide)]

    def to_units(self, span: Span) -> tuple[int, int]:
        """Start and end in code units."""
        return self._unit(span.start), self._unit(span.end)

    def to_span(self, start: int, end: int, where: str) -> Span:
        """The span of two offsets in code units.

        Raises:
            Fault: they are no range of the text, or one of them lies inside a character.
        """
        length = len(self._text) + len(self._wide)
        if not 0 <= start < end <= length:
            message = f"{where}: {start} to {end} is no range of a text of {length} UTF-16 units"
            raise Fault(message, "check that text and offsets belong together, and what the tool counts", max(0, start))
        return Span(self._point(start, where), self._point(end, where))

    def _unit(self, point: int) -> int:
        return point + bisect_left(self._wide, point)

    def _point(self, unit: int, where: str) -> int:
        before = bisect_left(self._wide_units, unit)
        if before and self._wide_units[before - 1] == unit - 1:
            message = f"{where}: the offset {unit} lies inside a character of two UTF-16 units"
            raise Fault(message, "mark whole characters", self._wide[before - 1])
        return unit - before
