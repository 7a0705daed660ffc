"""Counts and ratios."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.scoring.counts import Scores, harmonic_mean, percent


def test_ratios_follow_from_the_counts() -> None:
    scores = Scores(correct=2, predicted=4, gold=5)
    assert (scores.precision, scores.recall) == (0.5, 0.4)
    assert scores.f1 == pytest.approx(4 / 9)


@pytest.mark.parametrize("scores", [Scores(0, 0, 0), Scores(0, 3, 0), Scores(0, 0, 3)])
def test_undefined_ratios_are_zero(scores: Scores) -> None:
    assert (scores.precision, scores.recall, scores.f1) == (0.0, 0.0, 0.0)


def test_adding_adds_each_count() -> None:
    assert Scores(1, 2, 3) + Scores(0, 1, 4) == Scores(1, 3, 7)


@pytest.mark.parametrize("counts", [(3, 2, 5), (3, 5, 2), (-1, 2, 2)])
def test_more_hits_than_there_are_is_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="correct hits must be among"):
        Scores(*counts)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_f1_is_the_harmonic_mean_of_precision_and_recall(gold: set[int], predicted: set[int]) -> None:
    scores = Scores.of_sets(gold, predicted)
    assert scores.correct == sum(1 for hit in predicted if hit in gold)
    assert scores.f1 == pytest.approx(harmonic_mean(scores.precision, scores.recall))


def test_percentages_have_two_decimals() -> None:
    assert percent(1 / 3) == 33.33
    assert Scores(1, 3, 1).to_dict() == {
        "precision": 33.33, "recall": 100.0, "f1": 50.0, "correct": 1, "predicted": 3, "gold": 1
    }  # fmt: skip
