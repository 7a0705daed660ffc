"""Outcomes of the comparison of gold and predicted events."""

from __future__ import annotations

import pytest

from guetteur.document import Document, Span
from guetteur.evaluation.differences import count_hits, differences, pair_labels
from guetteur.scoring import evaluate
from guetteur.viewing.marks import Card, Mark

from .examples import GOLD, NOTHING, PREDICTED, TEXT, event


@pytest.fixture
def found() -> tuple[list[Card], list[Mark]]:
    return differences(GOLD[0], PREDICTED[0])


def test_trigger_outcomes(found: tuple[list[Card], list[Mark]]) -> None:
    assert [(card.number, card.type, card.text, card.style) for card in found[0]] == [
        (1, "AirDroneStrike", "raid", "correct"),
        (2, "ArmedAssault → Bombing", "tué", "wrong"),
        (3, "Campaign", "menace", "spurious"),
        (4, "Attack", "raid", "correct"),
    ]


def test_argument_outcomes(found: tuple[list[Card], list[Mark]]) -> None:
    assert [[(row.role, row.text, row.outcome) for row in card.rows] for card in found[0]] == [
        [
            ("Killed", "trois", "correct"),
            ("Victim → Target", "soldats", "wrong role"),
            ("Time", "à Gao", "spurious"),
            ("Place", "Gao", "missed"),
        ],
        [("Killed", "trois", "missed"), ("Place", "Gao", "wrong event type")],
        [],
        [("Attacker", "Le groupe", "missed"), ("Attacker", "groupe", "spurious")],
    ]


def test_wrong_factuality_of_a_right_trigger_is_told(found: tuple[list[Card], list[Mark]]) -> None:
    card = found[0][3]
    assert (card.factuality, card.note, card.clean) == ("planned → claimed", "wrong factuality", False)
    assert any("planned → claimed" in mark.label for mark in found[1])


def test_same_role_of_several_events_is_one_mark() -> None:
    _, marks = differences(GOLD[0], GOLD[0])
    (place,) = [mark for mark in marks if mark.span == Span(30, 33)]
    assert place.label == "✓ Place 1, 2"


def test_equal_documents_are_clean() -> None:
    cards, _ = differences(GOLD[0], GOLD[0])
    assert all(card.clean for card in cards)


@pytest.mark.parametrize("index", range(3))
def test_what_is_shown_as_correct_is_what_is_counted(index: int) -> None:
    gold, predicted = GOLD[index], PREDICTED[index]
    cards, _ = differences(gold, predicted)
    counts = count_hits(gold, predicted)
    assert sum(card.style == "correct" for card in cards) == counts["triggers"]["correct"]
    rows = [row for card in cards for row in card.rows]
    assert sum(row.style == "correct" for row in rows) == counts["arguments"]["correct"]
    assert sum(row.style in ("correct", "missed", "wrong") for row in rows) == counts["arguments"]["gold"]


def test_two_types_on_one_trigger_pair_like_the_confusion_matrix() -> None:
    gold = Document("d", TEXT, (event("Attack", 3, 7), event("Bombing", 3, 7)))
    predicted = gold.with_events((event("Bombing", 3, 7), event("Campaign", 3, 7)))
    cards, _ = differences(gold, predicted)
    assert sorted(card.type for card in cards) == ["Attack → Campaign", "Bombing"]
    assert evaluate([gold], [predicted]).types == {"Attack": {"Campaign": 1}, "Bombing": {"Bombing": 1}}


def test_mentions_that_differ_in_nothing_counted_are_one() -> None:
    gold = Document("d", TEXT, (event("Attack", 3, 7, ("Place", 30, 33)), event("Attack", 3, 7, ("Killed", 14, 19))))
    cards, _ = differences(gold, gold.with_events(()))
    assert [[row.role for row in card.rows] for card in cards] == [["Killed", "Place"]]


def test_nothing_predicted_is_all_missed() -> None:
    cards, marks = differences(GOLD[0], NOTHING[0])
    assert {card.style for card in cards} == {mark.style for mark in marks} == {"missed"}


def test_labels_left_over_are_missed_or_spurious() -> None:
    assert pair_labels(["b", "a"], ["b"]) == [("b", "b"), ("a", None)]
    assert pair_labels([], ["a"]) == [(None, "a")]
