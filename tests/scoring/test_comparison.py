"""Paired bootstrap."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings

from guetteur.document import Document
from guetteur.scoring import MEASURES, Scores, compare, evaluate
from guetteur.scoring.bootstrap import draw_documents

from .examples import corpora, document, emptied, event

GOLD = [document(event("Attack", 0, 1), event("Bombing", 2, 3), id_=f"d{i:02}") for i in range(30)]
HALF = [document(event("Attack", 0, 1), id_=doc.id) for doc in GOLD]
COIN = [
    document(event("Attack", 0, 1) if random.Random(doc.id).random() < 0.5 else event("Bombing", 2, 3), id_=doc.id)
    for doc in GOLD
]


def test_difference_is_that_of_the_scores() -> None:
    result = compare(GOLD, GOLD, HALF, "Trig-C", resamples=200)
    assert (result.first, result.second) == pytest.approx((1.0, 2 / 3))
    assert result.difference == pytest.approx(1 / 3)
    assert result.first == evaluate(GOLD, GOLD, resamples=2).scores["Trig-C"].f1


def test_a_difference_in_every_article_is_significant() -> None:
    result = compare(GOLD, GOLD, HALF, "Trig-C", resamples=999)
    assert result.p_value == 1 / 1000
    assert result.interval.low > 0


def test_equal_predictions_do_not_differ() -> None:
    result = compare(GOLD, HALF, HALF, "Trig-C", resamples=100)
    assert (result.difference, result.interval.low, result.interval.high, result.p_value) == (0.0, 0.0, 0.0, 1.0)


def test_different_predictions_of_the_same_worth_do_not_differ_significantly() -> None:
    result = compare(GOLD, HALF, COIN, "Trig-C", resamples=500)
    assert result.p_value > 0.9


def test_one_lucky_article_among_thirty_is_not_significant() -> None:
    result = compare(GOLD, GOLD[:1] + HALF[1:], HALF, "Trig-C", resamples=2000)
    assert result.difference > 0
    assert result.p_value > 0.05


@settings(max_examples=30)
@given(corpora())
def test_swapping_the_sides_turns_the_sign_and_keeps_the_p_value(
    corpus: tuple[list[Document], list[Document]],
) -> None:
    gold, predicted = corpus
    forth = compare(gold, predicted, gold, "Arg-C+", resamples=50)
    back = compare(gold, gold, predicted, "Arg-C+", resamples=50)
    assert forth.difference == -back.difference
    assert forth.p_value == back.p_value
    assert (forth.interval.low, forth.interval.high) == pytest.approx((-back.interval.high, -back.interval.low))


@settings(max_examples=30)
@given(corpora())
def test_p_value_agrees_with_a_loop_over_resamples(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    hits = MEASURES["Trig-I"]

    def f1(side: list[Document], times: list[int]) -> float:
        total = Scores(0, 0, 0)
        for doc, guess, n in zip(gold, side, times, strict=True):
            for _ in range(n):
                total += Scores.of_sets(hits(doc), hits(guess))
        return total.f1

    other = gold[:1] + emptied(gold)[1:]
    observed = f1(predicted, [1] * len(gold)) - f1(other, [1] * len(gold))
    extreme = 1
    for times in draw_documents(len(gold), 60, seed=5).tolist():
        drawn = f1(predicted, times) - f1(other, times)
        extreme += abs(drawn - observed) > abs(observed) - 1e-9
    assert compare(gold, predicted, other, "Trig-I", resamples=60, seed=5).p_value == pytest.approx(extreme / 61)


def test_order_of_documents_changes_nothing() -> None:
    assert compare(GOLD, COIN, HALF, "Trig-C", 50) == compare(GOLD[::-1], COIN[::-1], HALF, "Trig-C", 50)


def test_unknown_measure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown measure 'Trig'; choose one of Trig-I, Trig-C"):
        compare(GOLD, GOLD, GOLD, "Trig")


def test_no_documents_do_not_crash() -> None:
    assert compare([], [], [], resamples=10).p_value == 1.0


def test_report_is_json() -> None:
    report = compare(GOLD, GOLD, HALF, "Trig-C", resamples=100).to_dict()
    assert json.loads(json.dumps(report)) == report
    assert report["difference"] == 33.33
