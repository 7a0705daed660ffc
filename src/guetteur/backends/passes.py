"""The two passes over a chunk of documents: every window is read, then every trigger is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guetteur.backends.backend import Backend
from guetteur.backends.batching import WIDTH_STEP, batches
from guetteur.codec.events import Answer, Query
from guetteur.codec.padding import pad_queries, pad_windows
from guetteur.codec.pieces import PieceText

QUERY_BUDGET = 4096
"""Padded pieces in one batch of queries."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Tag scores (N, tags) and states (N, 2H) of the pieces of all documents, those of each from its base on."""

    tags: np.ndarray
    states: np.ndarray | None
    bases: tuple[int, ...]

    def tags_of(self, document: int) -> np.ndarray:
        """Tag scores (n, tags) of one document."""
        return self.tags[self.bases[document] : self.bases[document + 1]]


def read(backend: Backend, pieces: Sequence[PieceText], budget: int) -> Readings:
    """Scores and states of every piece, each from the window that owns it.

    Args:
        backend: runs the network.
        pieces: the documents.
        budget: padded pieces in one batch of windows.
    """
    bases = (0, *np.cumsum([len(text) for text in pieces], dtype=int).tolist())
    windows = [(bases[i], window) for i, text in enumerate(pieces) for window in text.windows if window.count]
    tags, states = np.zeros((bases[-1], 0), dtype=np.float32), None
    for batch in batches([len(window.ids) for _, window in windows], budget):
        scores, hidden = backend.read(
            *pad_windows([windows[i][1].ids for i in batch], backend.settings.pad_id, WIDTH_STEP)
        )
        if not tags.shape[1]:
            tags = np.empty((bases[-1], scores.shape[-1]), dtype=np.float32)
            states = None if hidden is None else np.empty((bases[-1], hidden.shape[-1]), dtype=np.float32)
        for row, i in enumerate(batch):
            base, window = windows[i]
            place = slice(base + window.own_start, base + window.own_end)
            tags[place] = scores[row, window.owned]
            if states is not None and hidden is not None:
                states[place] = hidden[row, window.owned]
    return Readings(tags, states, bases)


def answer(
    backend: Backend, readings: Readings, asked: Sequence[tuple[int, Query]], budget: int = QUERY_BUDGET
) -> list[Answer]:
    """The answers to queries, each about a document, in their order."""
    answers: dict[int, Answer] = {}
    assert readings.states is not None or not asked
    for batch in batches([query.context[1] - query.context[0] for _, query in asked], budget):
        tensors = pad_queries([asked[i][1] for i in batch], [readings.bases[asked[i][0]] for i in batch], WIDTH_STEP)
        assert readings.states is not None
        types, roles, factuality = backend.answer(readings.states, *tensors)
        answers |= {i: Answer(roles[row], types[row], factuality[row]) for row, i in enumerate(batch)}
    return [answers[i] for i in range(len(asked))]
