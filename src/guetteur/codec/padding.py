"""Windows and queries of unequal length in one array each, for training and for every backend."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from guetteur.codec.events import Query


def round_up(length: int, step: int) -> int:
    """The next multiple of `step`."""
    return -(-length // step) * step


def pad_windows(rows: Sequence[np.ndarray], pad_id: int, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Pieces and mask (W, T) int64 of windows of unequal length, T a multiple of `step`."""
    width = round_up(max(map(len, rows)), step)
    ids = np.full((len(rows), width), pad_id, dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return ids, mask


def pad_queries(queries: Sequence[Query], bases: Sequence[int], step: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`context`, `mask` and `distance` (Q, S) of queries over the flat states of all documents, see `Backend.answer`.

    Args:
        queries: ranges of pieces, each relative to its own base.
        bases: row of the flat matrix at which the pieces of each query's document begin.
        step: the padded length is a multiple of it.
    """
    left, right = np.array([query.context for query in queries], dtype=np.int64).T[:, :, None]
    start, end = np.array([query.trigger for query in queries], dtype=np.int64).T[:, :, None]
    positions = left + np.arange(round_up(int((right - left).max()), step))
    mask = positions < right
    distance = np.minimum(positions - start, 0) + np.maximum(positions - end + 1, 0)
    rows = positions + np.array(bases, dtype=np.int64)[:, None]
    return np.where(mask, rows, 0), mask, np.where(mask, distance, 0)
