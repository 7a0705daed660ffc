from __future__ import annotations

from itertools import chain

import pytest

from guetteur.training.order import SharedBatches


def test_every_document_comes_once_an_epoch() -> None:
    batches = list(SharedBatches(10, 4, seed=1))
    assert [len(batch) for batch in batches] == [4, 4, 2]
    assert sorted(chain(*batches)) == list(range(10))
    assert len(SharedBatches(10, 4, seed=1)) == 3


def test_the_order_depends_on_seed_and_epoch_alone() -> None:
    order, again, other = SharedBatches(50, 4, 1), SharedBatches(50, 4, 1), SharedBatches(50, 4, 2)
    first = list(order)
    assert first == list(order) == list(again) != list(other)
    order.epoch = again.epoch = 3
    assert first != list(order) == list(again)


@pytest.mark.parametrize("processes", [2, 3, 8])
def test_processes_share_each_batch(processes: int) -> None:
    whole = list(SharedBatches(9, 4, seed=1))
    parts = [list(SharedBatches(9, 4, 1, process, processes)) for process in range(processes)]
    assert {len(part) for part in parts} == {3}
    for number, batch in enumerate(whole):
        assert sorted(chain(*(part[number] for part in parts))) == sorted(batch)
    assert any(part[-1] == [] for part in parts)
