"""Expected calibration error."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.scoring import MEASURES, argument_calibration, trigger_calibration
from guetteur.scoring.calibration import calibration

from .examples import corpora, document, emptied, event, rescored, shuffled

predictions = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


def test_hand_computed_error() -> None:
    # Bin (0.8, 0.9]: mean score 0.85, accuracy 0.5, gap 0.35; bin (0.1, 0.2]: mean score 0.2, accuracy 0, gap 0.2.
    table = calibration([0.82, 0.88, 0.2], [True, False, False])
    assert table.error == pytest.approx((2 * 0.35 + 1 * 0.2) / 3)
    assert [b.count for b in table.bins] == [0, 1, 0, 0, 0, 0, 0, 0, 2, 0]
    assert (table.bins[8].confidence, table.bins[8].accuracy) == pytest.approx((0.85, 0.5))


@pytest.mark.parametrize(("score", "index"), [(0.0, 0), (0.1, 0), (0.3, 2), (0.7, 6), (0.70001, 7), (1.0, 9)])
def test_bins_are_closed_on_the_right(score: float, index: int) -> None:
    assert [b.count for b in calibration([score], [True]).bins].index(1) == index


def test_scores_that_mean_what_they_say_have_no_error() -> None:
    assert calibration([0.25] * 4 + [1.0] * 3, [True, False, False, False, True, True, True]).error == 0.0


def test_being_always_sure_and_always_wrong_is_the_greatest_error() -> None:
    assert calibration([1.0, 1.0], [False, False]).error == 1.0


def test_one_bin_compares_the_means() -> None:
    assert calibration([0.2, 0.6], [True, False], bins=1).error == pytest.approx(0.1)


@given(predictions, st.integers(1, 12))
def test_error_agrees_with_a_loop_over_bins(drawn: list[tuple[float, bool]], bins: int) -> None:
    error = 0.0
    for number in range(bins):
        inside = [
            (score, right)
            for score, right in drawn
            if number / bins < score <= (number + 1) / bins or (number == 0 and score == 0)
        ]
        if inside:
            gap = sum(right for _, right in inside) - sum(score for score, _ in inside)
            error += abs(gap) / len(drawn)
    table = calibration([score for score, _ in drawn], [right for _, right in drawn], bins)
    assert table.error == pytest.approx(error, abs=1e-9)
    assert table.count == len(drawn)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_score_that_is_no_probability_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        calibration([0.5, score], [True, True])


def test_no_bin_is_refused() -> None:
    with pytest.raises(ValueError, match="bins=0"):
        calibration([0.5], [True], bins=0)


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="2 scores for 1"):
        calibration([0.5, 0.5], [True])


def test_triggers_are_right_when_span_and_type_are() -> None:
    gold = document(event("Attack", 0, 1), event("Bombing", 2, 3))
    predicted = document(Event("Attack", Span(0, 1), score=0.9), Event("Attack", Span(2, 3), score=0.6))
    table = trigger_calibration([gold], [predicted])
    assert {(b.confidence, b.accuracy) for b in table.bins if b.count} == {(0.9, 1.0), (0.6, 0.0)}


def test_arguments_are_right_when_trigger_span_and_role_are() -> None:
    gold = document(event("Attack", 0, 1, ("Place", 2, 3), ("Time", 4, 5)))
    scored = (Argument("Place", Span(2, 3), 0.8), Argument("Place", Span(4, 5), 0.4))
    predicted = document(Event("Attack", Span(0, 1), scored), Event("Bombing", Span(0, 1), scored[:1]))
    table = argument_calibration([gold], [predicted])
    assert {(b.confidence, b.accuracy, b.count) for b in table.bins if b.count} == {(0.8, 0.5, 2), (0.4, 0.0, 1)}


def test_a_hit_predicted_twice_counts_once_with_its_highest_score() -> None:
    twice = (Event("Attack", Span(0, 1), score=0.2), Event("Attack", Span(0, 1), score=0.7))
    table = trigger_calibration([document(event("Attack", 0, 1))], [document(*twice)])
    assert [(b.count, b.confidence) for b in table.bins if b.count] == [(1, 0.7)]


@given(corpora(), st.data())
def test_order_changes_nothing(corpus: tuple[list[Document], list[Document]], data: st.DataObject) -> None:
    gold, predicted = corpus
    mixed_gold, mixed = data.draw(shuffled(gold)), data.draw(shuffled(predicted))
    assert trigger_calibration(mixed_gold, mixed) == trigger_calibration(gold, predicted)
    assert argument_calibration(mixed_gold, mixed) == argument_calibration(gold, predicted)


@given(corpora())
def test_predictions_counted_are_those_of_the_measures(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    for table, measure in [
        (trigger_calibration(gold, predicted), "Trig-C"), (argument_calibration(gold, predicted), "Arg-C+")
    ]:  # fmt: skip
        assert table.count == sum(len(MEASURES[measure](doc)) for doc in predicted)


@given(corpora())
def test_perfect_and_certain_prediction_has_no_error(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, _ = corpus
    assert trigger_calibration(gold, rescored(gold, 1.0)).error == 0.0
    assert argument_calibration(gold, rescored(gold, 1.0)).error == 0.0


def test_empty_prediction_has_error_0() -> None:
    gold = [document(replace(event("Attack", 0, 1), score=0.5))]
    assert trigger_calibration(gold, emptied(gold)).error == 0.0


def test_report_is_json() -> None:
    report = calibration([0.82, 0.88, 0.2], [True, False, False]).to_dict()
    assert json.loads(json.dumps(report)) == report
    assert report["error"] == 30.0
    assert report["bins"][8] == {"low": 0.8, "high": 0.9, "count": 2, "confidence": 85.0, "accuracy": 50.0}
