"""BIO tag inventories, and the one place where tags become spans and spans become tags.

IOB2 (Ramshaw & Marcus 1995 with the B- prefix on every first token). Decoding is constrained: an `I-X` can only follow
`B-X` or `I-X`, and the most probable legal sequence is taken (Viterbi over the legality mask).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Half-open range of pieces with a label and the mean probability of its tags."""

    start: int
    end: int
    label: str
    score: float = 1.0


class TagSet:
    """`O`, then `B-x` and `I-x` for each label, in the order of the labels."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = tuple(str(label) for label in labels)
        self.tags = (OUTSIDE, *(f"{prefix}-{label}" for label in self.labels for prefix in "BI"))
        self.index = {tag: i for i, tag in enumerate(self.tags)}
        size = len(self.tags)
        inside = np.arange(2, size, 2)
        self.legal = np.ones((size, size), dtype=bool)  # [previous, next]
        self.legal[:, inside] = False
        self.legal[inside, inside] = True
        self.legal[inside - 1, inside] = True

    def __len__(self) -> int:
        return len(self.tags)

    def encode(self, spans: Iterable[TaggedSpan], length: int) -> np.ndarray:
        """Tag ids (length,) int64; where spans overlap, the first one given wins."""
        ids = np.zeros(length, dtype=np.int64)
        for span in spans:
            if span.end > span.start and not ids[span.start : span.end].any():
                begin = self.index[f"B-{span.label}"]
                ids[span.start] = begin
                ids[span.start + 1 : span.end] = begin + 1
        return ids

    def decode(self, logits: np.ndarray, segments: Sequence[tuple[int, int]]) -> list[TaggedSpan]:
        """Spans of the most probable legal tag sequence.

        Args:
            logits: (n, tags) scores before softmax.
            segments: piece ranges which no span crosses (sentences).
        """
        if not len(logits):
            return []
        log_probs = log_softmax(logits)
        ids = log_probs.argmax(axis=1)
        first = np.zeros(len(ids), dtype=bool)
        first[[start for start, end in segments if start < end]] = True
        previous = np.where(first, 0, np.concatenate([[0], ids[:-1]]))
        broken = ~self.legal[previous, ids]
        # The unconstrained optimum is the constrained one wherever it is legal, so Viterbi runs on the rest only.
        for start, end in segments:
            if broken[start:end].any():
                ids[start:end] = self._viterbi(log_probs[start:end])
        return self.spans(ids, log_probs, segments)

    def spans(
        self, ids: np.ndarray, log_probs: np.ndarray | None, segments: Sequence[tuple[int, int]]
    ) -> list[TaggedSpan]:
        """Spans of a legal tag sequence."""
        scores = None if log_probs is None else np.exp(log_probs[np.arange(len(ids)), ids])
        tags = ids.tolist()  # single numpy elements are slow to read
        found: list[TaggedSpan] = []
        for segment_start, segment_end in segments:
            for start in range(segment_start, segment_end):
                begin = tags[start]
                if begin % 2 == 0:
                    continue
                end = start + 1
                while end < segment_end and tags[end] == begin + 1:
                    end += 1
                score = 1.0 if scores is None else float(scores[start:end].mean())
                found.append(TaggedSpan(start, end, self.labels[(begin - 1) // 2], score))
        return found

    def _viterbi(self, log_probs: np.ndarray) -> np.ndarray:
        begins, insides = np.arange(1, len(self), 2), np.arange(2, len(self), 2)
        best = log_probs[0].copy()
        best[insides] = -np.inf  # before a segment stands O
        back = np.empty(log_probs.shape, dtype=np.int64)
        for step in range(1, len(log_probs)):
            # An inside tag follows its own B- or I-, every other tag follows any: no (tags, tags) matrix is needed.
            begun, going_on = best[begins], best[insides]
            last = int(best.argmax())
            back[step] = last
            back[step, insides] = np.where(begun >= going_on, begins, insides)
            following = log_probs[step] + best[last]
            following[insides] = log_probs[step, insides] + np.maximum(begun, going_on)
            best = following
        path = np.empty(len(log_probs), dtype=np.int64)
        path[-1] = best.argmax()
        for step in range(len(log_probs) - 1, 0, -1):
            path[step - 1] = back[step, path[step]]
        return path


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Log probabilities of scores (n, classes)."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    result: np.ndarray = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
