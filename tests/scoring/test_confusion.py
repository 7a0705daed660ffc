"""Confusion matrices."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from guetteur.document import Document
from guetteur.scoring import evaluate
from guetteur.scoring.confusion import MISSED, SPURIOUS, Confusion, role_confusion, type_confusion

from .examples import corpora, document, event


def test_types_on_the_same_span_are_confused_and_others_missed_or_spurious() -> None:
    gold = document(event("Attack", 0, 1), event("Bombing", 2, 3), event("Attack", 4, 5))
    predicted = document(event("Attack", 0, 1), event("Attack", 2, 3), event("Abduction", 4, 6))
    assert type_confusion([(gold, predicted)]) == {
        "Attack": {"Attack": 1, MISSED: 1},
        "Bombing": {"Attack": 1},
        SPURIOUS: {"Abduction": 1},
    }


def test_roles_are_confused_on_the_same_trigger_span_whatever_its_type() -> None:
    gold = document(event("Attack", 0, 1, ("Place", 2, 3), ("Time", 4, 5)))
    predicted = document(event("Bombing", 0, 1, ("Attacker", 2, 3)), event("Attack", 6, 7, ("Time", 4, 5)))
    assert role_confusion([(gold, predicted)]) == {
        "Place": {"Attacker": 1},
        "Time": {MISSED: 1},
        SPURIOUS: {"Time": 1},
    }


def test_equal_labels_of_a_span_with_two_labels_pair_first() -> None:
    gold = document(event("Attack", 0, 1), event("Bombing", 0, 1))
    predicted = document(event("Bombing", 0, 1), event("Campaign", 0, 1))
    assert type_confusion([(gold, predicted)]) == {"Attack": {"Campaign": 1}, "Bombing": {"Bombing": 1}}


def columns(confusion: Confusion) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in confusion.values():
        total.update(row)
    return total


@given(corpora())
def test_rows_add_up_to_gold_columns_to_predictions_and_the_diagonal_to_trig_c(
    corpus: tuple[list[Document], list[Document]],
) -> None:
    result = evaluate(*corpus, resamples=2)
    for label, scores in result.per_type.items():
        assert sum(result.types.get(label, {}).values()) == scores.gold
        assert columns(result.types)[label] == scores.predicted
        assert result.types.get(label, {}).get(label, 0) == scores.correct
