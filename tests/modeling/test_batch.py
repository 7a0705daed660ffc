from __future__ import annotations

import numpy as np
import pytest

from guetteur.codec.events import IGNORED, Query, WindowFeatures
from guetteur.modeling import batch as batching
from guetteur.modeling.batch import WindowCollator, pad_queries, pad_windows


@pytest.fixture(autouse=True)
def exact_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "SHAPE_STEP", 1)


def test_padded_lengths_are_multiples_of_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "SHAPE_STEP", 32)
    assert pad_windows([np.arange(33)], pad_id=1)["input_ids"].shape == (1, 64)
    assert pad_queries([Query((0, 1), (0, 5))], bases=[0])["context"].shape == (1, 32)


def window(length: int, *queries: Query) -> WindowFeatures:
    return WindowFeatures(np.arange(10, 10 + length), np.arange(length), np.arange(length) + 1, queries)


def test_windows_are_padded_to_the_longest() -> None:
    batch = pad_windows([np.array([5, 6, 7]), np.array([8])], pad_id=1)
    assert batch["input_ids"].tolist() == [[5, 6, 7], [8, 1, 1]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1], [1, 0, 0]]


def test_questions_point_into_the_flat_matrix() -> None:
    query = Query(trigger=(3, 5), context=(2, 7), type=4)
    batch = pad_queries([query], bases=[100])
    assert batch["context"].tolist() == [[102, 103, 104, 105, 106]]
    assert batch["distance"].tolist() == [[-1, 0, 0, 1, 2]]
    assert batch["type_labels"].tolist() == [4]


def test_shorter_questions_are_masked() -> None:
    queries = [Query((0, 1), (0, 1)), Query((1, 2), (0, 3))]
    batch = pad_queries(queries, bases=[0, 7])
    assert batch["context_mask"].tolist() == [[True, False, False], [True, True, True]]
    for labels in ("type_labels", "role_labels", "factuality_labels"):
        assert batch[labels].unique().tolist() == [IGNORED]


def test_collation_puts_each_question_into_its_window() -> None:
    roles = np.array([1, 2])
    batch = WindowCollator(1)([window(4, Query((1, 2), (1, 3), 2, roles, 3)), window(3)])
    assert batch["context"].tolist() == [[5, 6]]  # the second window begins at row 4
    assert batch["role_labels"].tolist() == [[1, 2]]
    assert batch["type_labels"].tolist() == [2]
    assert batch["factuality_labels"].tolist() == [3]
    assert batch["trigger_labels"].tolist() == [[0, 1, 2, IGNORED], [0, 1, 2, 3]]
    assert batch["surface_labels"].tolist() == [[1, 2, 3, IGNORED], [1, 2, 3, 4]]


def test_rows_of_a_batch_stand_in_order_of_their_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "WORTH", 2)
    long, short = Query((0, 1), (0, 4), 1, np.array([1, 0, 0, 0]), 0), Query((1, 2), (1, 2), 2, np.array([3]), 0)
    batch = WindowCollator(1)([window(6, long), window(2), window(5, short)])
    assert batch["attention_mask"].sum(dim=1).tolist() == [2, 5, 6]
    assert batch["window_groups"] == [(1, 2), (2, 6)]
    assert batch["context"].tolist() == [[7, 0, 0, 0], [12, 13, 14, 15]]
    assert batch["type_labels"].tolist() == [2, 1]
    assert batch["query_groups"] == [(1, 1), (1, 4)]


def test_a_batch_without_questions_carries_none() -> None:
    assert set(WindowCollator(1)([window(2)])) == {
        "input_ids", "attention_mask", "trigger_labels", "surface_labels", "window_groups",
    }  # fmt: skip
