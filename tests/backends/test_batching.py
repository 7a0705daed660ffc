from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.backends.batching import SLACK, WIDTH_STEP, batches
from guetteur.codec.events import Query
from guetteur.codec.padding import pad_queries, pad_windows
from guetteur.modeling import batch as training

LENGTHS = st.lists(st.integers(1, 400), max_size=60)


@given(LENGTHS, st.integers(1, 4000))
def test_every_sequence_is_in_one_batch(lengths: list[int], budget: int) -> None:
    assert sorted(i for batch in batches(lengths, budget) for i in batch) == list(range(len(lengths)))


@given(LENGTHS, st.integers(1, 4000))
def test_no_batch_exceeds_the_budget_except_by_a_single_sequence(lengths: list[int], budget: int) -> None:
    for batch in batches(lengths, budget):
        width = -(-max(lengths[i] for i in batch) // WIDTH_STEP) * WIDTH_STEP
        assert len(batch) == 1 or len(batch) * width <= budget


def test_sequences_of_like_length_share_a_batch() -> None:
    assert list(batches([300, 8, 290, 16, 7], 700)) == [[4, 1], [3], [2, 0]]


@given(LENGTHS)
def test_padding_is_bounded(lengths: list[int]) -> None:
    for batch in batches(lengths, 4000):
        widths = [-(-lengths[i] // WIDTH_STEP) * WIDTH_STEP for i in batch]
        assert max(widths) <= SLACK * min(widths)


def test_windows_are_padded_with_the_pad_piece_and_masked() -> None:
    ids, mask = pad_windows([np.array([5, 6, 7]), np.arange(10, 20)], pad_id=1, step=WIDTH_STEP)
    assert ids.shape == mask.shape == (2, 12)
    assert ids[0].tolist() == [5, 6, 7] + [1] * 9
    assert mask.sum(axis=1).tolist() == [3, 10]


def test_queries_are_padded_as_in_training() -> None:
    queries = [Query((4, 6), (2, 9)), Query((0, 1), (0, 20)), Query((30, 33), (12, 33))]
    context, mask, distance = pad_queries(queries, [0, 9, 100], WIDTH_STEP)
    expected = training.pad_queries(queries, [0, 9, 100])
    for found, name in ((context, "context"), (mask, "context_mask"), (distance, "distance")):
        width = found.shape[1]
        assert np.array_equal(found, expected[name].numpy()[:, :width])
        assert not expected[name].numpy()[:, width:].any()


@pytest.mark.parametrize("budget", [1, 10_000])
def test_nothing_gives_no_batch(budget: int) -> None:
    assert list(batches([], budget)) == []
