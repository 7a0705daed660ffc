"""Sequences of unequal length in batches that waste little: sorted by length, bounded by pieces instead of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from guetteur.codec.events import Query

WIDTH_STEP = 4
"""Padded lengths are multiples of this: fewer distinct shapes, for each of which CPU libraries prepare a kernel."""
SLACK = 1.125
"""The longest sequence of a batch exceeds the shortest at most by this factor: small batches cost less than padding."""


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices of sequences of like length, in batches of at most `budget` padded pieces (or of one sequence)."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        width = _round_up(lengths[i])
        if batch and ((len(batch) + 1) * width > budget or width > SLACK * _round_up(lengths[batch[0]])):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def pad_windows(rows: Sequence[np.ndarray], pad_id: int) -> tuple[np.ndarray, np.ndarray]:
    """Pieces and mask (W, T) int64 of windows of unequal length."""
    width = _round_up(max(map(len, rows)))
    ids = np.full((len(rows), width), pad_id, dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return ids, mask


def pad_queries(queries: Sequence[Query], bases: Sequence[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`context`, `mask` and `distance` (Q, S) of queries over the flat states of all documents, see `Backend.answer`.

    Args:
        queries: ranges of pieces, each relative to its own base.
        bases: row of the flat matrix at which the pieces of each query's document begin.
    """
    left, right = np.array([query.context for query in queries], dtype=np.int64).T[:, :, None]
    start, end = np.array([query.trigger for query in queries], dtype=np.int64).T[:, :, None]
    positions = left + np.arange(_round_up(int((right - left).max())))
    mask = positions < right
    distance = np.minimum(positions - start, 0) + np.maximum(positions - end + 1, 0)
    rows = positions + np.array(bases, dtype=np.int64)[:, None]
    return np.where(mask, rows, 0), mask, np.where(mask, distance, 0)


def _round_up(length: int) -> int:
    return -(-length // WIDTH_STEP) * WIDTH_STEP
