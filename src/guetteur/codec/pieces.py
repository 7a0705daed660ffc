"""Texts to pieces with exact character offsets, in overlapping windows of which each piece belongs to one."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from tokenizers import Tokenizer

from guetteur.codec.restoring import SpellingRestorer
from guetteur.document import Span
from guetteur.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Window:
    """One encoder input.

    `ids` (T,) with special tokens; its ordinary pieces are the document's `base .. base + count`, the first of them at
    position `shift`; it owns the document's pieces `own_start .. own_end`.
    """

    ids: np.ndarray
    shift: int
    base: int
    count: int
    own_start: int
    own_end: int

    @property
    def to_position(self) -> int:
        """What turns an index of the document's pieces into a position of this window."""
        return self.shift - self.base

    @property
    def owned(self) -> slice:
        """Positions of the pieces that this window owns."""
        return slice(self.own_start + self.to_position, self.own_end + self.to_position)


@dataclass(frozen=True, slots=True)
class PieceText:
    """A text cut into pieces: `offsets` (n, 2) code points, windows, and sentences as piece ranges."""

    text: str
    offsets: np.ndarray
    windows: tuple[Window, ...]
    sentences: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.offsets)

    def pieces_of(self, span: Span) -> tuple[int, int]:
        """Range of the pieces that share a character with a span (empty if none does)."""
        start = int(np.searchsorted(self.offsets[:, 1], span.start, side="right"))
        end = int(np.searchsorted(self.offsets[:, 0], span.end, side="left"))
        return start, max(start, end)

    def span_of(self, start: int, end: int) -> Span | None:
        """Characters from the first to the last piece of a range, without surrounding white space."""
        left, right = int(self.offsets[start, 0]), int(self.offsets[end - 1, 1])
        while left < right and self.text[left].isspace():
            left += 1
        while right > left and self.text[right - 1].isspace():
            right -= 1
        # A tokenizer that composes accents gives the offset of the letter alone.
        while right > left and right < len(self.text) and unicodedata.combining(self.text[right]):
            right += 1
        return Span(left, right) if left < right else None

    def sentence_at(self, piece: int) -> tuple[int, int]:
        """Piece range of the sentence of a piece."""
        return self.sentences[max(0, bisect_right(self.sentences, piece, key=itemgetter(0)) - 1)]


class PieceTokenizer:
    """Cuts texts with a fast tokenizer's own truncation, overflow and stride.

    Args:
        backend: the Rust tokenizer; a copy is configured once and never changed, so threads can share it.
        max_length: pieces in a window, special tokens included.
        stride: pieces that two neighbouring windows share.

    Raises:
        ValueError: `stride` leaves no room to advance.
    """

    def __init__(self, backend: Tokenizer, max_length: int, stride: int) -> None:
        specials = backend.num_special_tokens_to_add(is_pair=False)
        if not 0 <= stride < max_length - specials:
            raise ValueError(
                f"stride {stride} must be at least 0 and below max_length - special tokens = {max_length - specials}; "
                "lower model.window_stride or raise model.window_length"
            )
        self._cut = Tokenizer.from_str(backend.to_str())
        self._cut.no_padding()
        self._cut.enable_truncation(max_length=max_length, stride=stride)
        self._restorer = SpellingRestorer.of(self._cut)
        self.max_length, self.stride = max_length, stride

    def encode(self, texts: Sequence[str]) -> list[PieceText]:
        """Pieces, windows and sentences of each text, in one call of the tokenizer."""
        encodings = self._cut.encode_batch([self._restorer.restore(text) for text in texts])
        return [
            self._piece_text(text, [encoding, *encoding.overflowing])
            for text, encoding in zip(texts, encodings, strict=True)
        ]

    def _piece_text(self, text: str, encodings: list) -> PieceText:  # type: ignore[type-arg]
        bounds: list[tuple[np.ndarray, int, int, int]] = []
        rows: list[np.ndarray] = []
        base = 0
        for encoding in encodings:
            ordinary = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
            count = len(ordinary)
            shift = int(ordinary[0]) if count else 1
            overlap = self.stride if bounds else 0
            base = base - overlap if bounds else 0
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)[ordinary]
            rows.append(offsets[overlap:])
            bounds.append((np.array(encoding.ids, dtype=np.int64), shift, base, count))
            base += count
        offsets = _monotone(np.concatenate(rows))
        return PieceText(text, offsets, tuple(_owned(bounds, self.stride)), _sentence_pieces(text, offsets))


def _owned(bounds: list[tuple[np.ndarray, int, int, int]], stride: int) -> list[Window]:
    """Split each overlap in the middle: a piece belongs to the window in which it has more context."""
    windows = []
    for i, (ids, shift, base, count) in enumerate(bounds):
        own_start = base if i == 0 else base + stride - stride // 2
        own_end = base + count if i == len(bounds) - 1 else base + count - stride // 2
        windows.append(Window(ids, shift, base, count, own_start, own_end))
    return windows


def _monotone(offsets: np.ndarray) -> np.ndarray:
    """Offsets that never step back (bytes of one character repeat it, marks may be empty)."""
    offsets[:, 0] = np.maximum.accumulate(offsets[:, 0]) if len(offsets) else offsets[:, 0]
    offsets[:, 1] = np.maximum(np.maximum.accumulate(offsets[:, 1]), offsets[:, 0]) if len(offsets) else offsets[:, 1]
    return offsets


def _sentence_pieces(text: str, offsets: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Sentences as piece ranges that cover all pieces without a gap."""
    if not len(offsets):
        return ()
    starts = [0, *(int(np.searchsorted(offsets[:, 1], s.start, side="right")) for s in split_sentences(text)[1:])]
    starts = sorted(set(start for start in starts if start < len(offsets)))
    return tuple(zip(starts, [*starts[1:], len(offsets)], strict=True))
