"""Sequences of unequal length in batches that waste little: sorted by length, bounded by pieces instead of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guetteur.codec.padding import round_up

WIDTH_STEP = 4
"""Padded lengths are multiples of this: fewer distinct shapes, for each of which CPU libraries prepare a kernel."""
SLACK = 1.125
"""The longest sequence of a batch exceeds the shortest at most by this factor: small batches cost less than padding."""


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices of sequences of like length, in batches of at most `budget` padded pieces (or of one sequence)."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        width = round_up(lengths[i], WIDTH_STEP)
        if batch and ((len(batch) + 1) * width > budget or width > SLACK * round_up(lengths[batch[0]], WIDTH_STEP)):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
