"""Precision and recall over thresholds."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.scoring import MEASURES
from guetteur.scoring.counts import Scores
from guetteur.scoring.curves import DRAWN, argument_curve, curve, role_curves, trigger_curve

from .examples import corpora, document, emptied, event, shuffled

# Few different scores, so that many predictions share one.
predictions = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), st.booleans()), max_size=30)
missed = st.integers(0, 10)


def test_points_computed_by_hand() -> None:
    # Kept from 0.9: 1 of 1 right; from 0.7: 2 of 3; from 0.2: 3 of 4; there are 4 to find.
    points = curve([0.7, 0.9, 0.2, 0.7], [True, True, True, False], gold=4).points
    assert [(p.threshold, p.scores) for p in points] == [
        (0.9, Scores(1, 1, 4)),
        (0.7, Scores(2, 3, 4)),
        (0.2, Scores(3, 4, 4)),
    ]


def test_average_precision_computed_by_hand() -> None:
    # Each right prediction adds a recall of 1/4, at precisions 1, 2/3 and 3/4.
    area = curve([0.7, 0.9, 0.2, 0.7], [True, True, True, False], gold=4).average_precision
    assert area == pytest.approx((1 + 2 / 3 + 3 / 4) / 4)


def test_best_point_computed_by_hand() -> None:
    # F1 is 2/5, 4/7 and 6/8.
    best = curve([0.7, 0.9, 0.2, 0.7], [True, True, True, False], gold=4).best
    assert best is not None and (best.threshold, best.scores.f1) == (0.2, 0.75)


def test_of_equal_f1_the_higher_threshold_is_best() -> None:
    # 1 of 1 with 2 to find, and 2 of 4: F1 is 2/3 both times.
    best = curve([0.9, 0.5, 0.5, 0.5], [True, True, False, False], gold=2).best
    assert best is not None and best.threshold == 0.9


def test_all_right_and_all_found_is_an_area_of_1() -> None:
    assert curve([0.3, 0.6], [True, True], gold=2).average_precision == 1.0


def test_nothing_predicted_is_an_empty_curve() -> None:
    empty = curve([], [], gold=3)
    assert (empty.points, empty.best, empty.average_precision) == ((), None, 0.0)
    assert empty.to_dict() == {"average_precision": 0.0, "best": None, "points": []}


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="2 scores for 1"):
        curve([0.5, 0.5], [True], gold=1)


def test_more_right_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="correct hits"):
        curve([0.5, 0.4], [True, True], gold=1)


@given(predictions, missed)
def test_agrees_with_filtering_at_every_threshold(drawn: list[tuple[float, bool]], lost: int) -> None:
    gold = sum(right for _, right in drawn) + lost
    found = curve([score for score, _ in drawn], [right for _, right in drawn], gold)
    thresholds = sorted({score for score, _ in drawn}, reverse=True)
    kept = {threshold: [right for score, right in drawn if score >= threshold] for threshold in thresholds}
    assert [(p.threshold, p.scores) for p in found.points] == [
        (threshold, Scores(sum(kept[threshold]), len(kept[threshold]), gold)) for threshold in thresholds
    ]
    area, before = 0.0, 0.0
    for threshold in thresholds:
        recall = sum(kept[threshold]) / gold if gold else 0.0
        area += (recall - before) * sum(kept[threshold]) / len(kept[threshold])
        before = recall
    assert found.average_precision == pytest.approx(area)
    if drawn:
        assert found.best is not None
        f1 = {t: 2 * sum(kept[t]) / (len(kept[t]) + gold) for t in thresholds}
        assert found.best.scores.f1 == pytest.approx(max(f1.values()))


@given(predictions, missed, st.randoms())
def test_order_of_the_predictions_changes_nothing(drawn: list[tuple[float, bool]], lost: int, random: Random) -> None:
    gold = sum(right for _, right in drawn) + lost
    mixed = list(drawn)
    random.shuffle(mixed)
    first, second = (curve([s for s, _ in given_], [r for _, r in given_], gold) for given_ in (drawn, mixed))
    assert first == second


@given(corpora())
def test_the_last_points_are_the_measures(corpus: tuple[list[Document], list[Document]]) -> None:
    gold, predicted = corpus
    for made, measure in ((trigger_curve, "Trig-C"), (argument_curve, "Arg-C+")):
        golds, guesses = (frozenset().union(*map(MEASURES[measure], side)) for side in (gold, predicted))
        points = made(gold, predicted).points
        assert (points[-1].scores if points else Scores(0, 0, len(golds))) == Scores.of_sets(golds, guesses)


@given(corpora(), st.data())
def test_order_of_the_documents_changes_nothing(
    corpus: tuple[list[Document], list[Document]], data: st.DataObject
) -> None:
    gold, predicted = corpus
    mixed = data.draw(shuffled(gold)), data.draw(shuffled(predicted))
    assert trigger_curve(*mixed) == trigger_curve(gold, predicted)
    assert role_curves(*mixed) == role_curves(gold, predicted)


@given(corpora())
def test_the_roles_add_up_to_all_arguments(corpus: tuple[list[Document], list[Document]]) -> None:
    ends = [found.points[-1].scores for found in role_curves(*corpus).values() if found.points]
    whole = argument_curve(*corpus).points
    counted = (sum(s.correct for s in ends), sum(s.predicted for s in ends))
    assert counted == ((whole[-1].scores.correct, whole[-1].scores.predicted) if whole else (0, 0))


def test_each_role_has_its_own_threshold() -> None:
    gold = [document(event("Attack", 0, 1, ("Place", 2, 3), ("Time", 4, 5)))]
    scored = (Argument("Place", Span(2, 3), 0.8), Argument("Place", Span(5, 6), 0.4), Argument("Time", Span(4, 5), 0.3))
    found = role_curves(gold, [document(Event("Attack", Span(0, 1), scored))])
    assert {role: made.best.threshold for role, made in found.items() if made.best} == {"Place": 0.8, "Time": 0.3}


def test_a_role_that_is_never_predicted_has_an_empty_curve() -> None:
    gold = [document(event("Attack", 0, 1, ("Place", 2, 3)))]
    assert role_curves(gold, emptied(gold))["Place"].best is None


def test_a_threshold_as_reported_keeps_what_it_is_the_score_of() -> None:
    reported = curve([0.42499], [True], gold=1).to_dict()["best"]["threshold"]
    assert 0.4249 <= reported <= 0.42499


@pytest.mark.parametrize("size", [1, 2, DRAWN - 1, DRAWN, DRAWN + 1, 3 * DRAWN, 1111])
def test_a_report_keeps_so_many_points_and_the_last(size: int) -> None:
    whole = curve([n / size for n in range(size)], [n % 2 == 0 for n in range(size)], gold=size)
    report = whole.to_dict()
    assert json.loads(json.dumps(report)) == report
    assert len(report["points"]) == size if size < DRAWN else DRAWN // 2 <= len(report["points"]) <= DRAWN
    assert report["points"][0]["predicted"] == 1 and report["points"][-1]["predicted"] == size
