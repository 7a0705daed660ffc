"""Strict seqeval F1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.scoring.seqeval import strict_f1

tags = st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"])
windows = st.lists(st.lists(st.tuples(tags, tags), min_size=1, max_size=8), min_size=1, max_size=3)


def test_hand_computed_f1() -> None:
    gold = [["B-A", "I-A", "O", "B-B"], ["O", "B-A"]]
    predicted = [["B-A", "I-A", "O", "B-A"], ["O", "O"]]
    assert strict_f1(gold, predicted) == pytest.approx(2 * 1 / (2 + 3))


def test_an_entity_that_starts_with_i_is_no_entity() -> None:
    assert strict_f1([["B-A", "I-A"]], [["I-A", "I-A"]]) == 0.0


def test_perfect_prediction_gives_1() -> None:
    assert strict_f1([["B-A", "I-A", "O"]], [["B-A", "I-A", "O"]]) == 1.0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("gold", [[], [["O", "O"]], [["B-A", "O"]]])
def test_empty_prediction_gives_0_without_a_warning(gold: list[list[str]]) -> None:
    assert strict_f1(gold, [["O"] * len(window) for window in gold]) == 0.0


def test_tuples_are_taken_like_lists() -> None:
    assert strict_f1((("B-A", "O"),), (("B-A", "O"),)) == 1.0


def test_numbers_of_sequences_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="1 predicted tag sequences for 2"):
        strict_f1([["O"], ["O"]], [["O"]])


def test_numbers_of_tags_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="sequence 1 has 2 gold tags and 1"):
        strict_f1([["O"], ["O", "O"]], [["O"], ["O"]])


def entities(sequence: list[str]) -> set[tuple[int, int, str]]:
    """Every stretch that is one B of a label, then its I, as long as it goes on."""
    found = set()
    for start, tag in enumerate(sequence):
        if tag.startswith("B-"):
            end = start + 1
            while end < len(sequence) and sequence[end] == "I-" + tag[2:]:
                end += 1
            found.add((start, end, tag[2:]))
    return found


@given(windows)
def test_f1_agrees_with_sets_of_entities(drawn: list[list[tuple[str, str]]]) -> None:
    gold = [[g for g, _ in window] for window in drawn]
    predicted = [[p for _, p in window] for window in drawn]
    correct = sum(len(entities(g) & entities(p)) for g, p in zip(gold, predicted, strict=True))
    total = sum(len(entities(window)) for window in gold + predicted)
    assert strict_f1(gold, predicted) == pytest.approx(2 * correct / total if total else 0.0)
