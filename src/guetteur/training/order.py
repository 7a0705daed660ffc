"""Which documents make a batch, and which of them each process computes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from torch.utils.data import Sampler


class SharedBatches(Sampler[list[int]]):
    """Batches of document numbers in an order that depends on seed and epoch alone; each process gets its part of each.

    One process and many therefore make the same steps from the same documents. A part can be empty, in the last batch
    of an epoch above all; its process still takes part in the step.

    Args:
        documents: how many there are.
        batch_size: documents in a batch, of all processes together.
        process: number of this process, from 0.
        processes: how many there are.
    """

    def __init__(self, documents: int, batch_size: int, seed: int, process: int = 0, processes: int = 1) -> None:
        self.documents, self.batch_size, self.seed = documents, batch_size, seed
        self.process, self.processes = process, processes
        self.epoch = 0

    def __len__(self) -> int:
        return -(-self.documents // self.batch_size)

    def __iter__(self) -> Iterator[list[int]]:
        order = np.random.default_rng((self.seed, self.epoch)).permutation(self.documents).tolist()
        for start in range(0, self.documents, self.batch_size):
            yield order[start : start + self.batch_size][self.process :: self.processes]
