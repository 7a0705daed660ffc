from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from guetteur.document import Argument, Document, Event, Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 3)])
def test_empty_or_negative_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"got start={start}, end={end}"):
        Span(start, end)


def test_span_counts_code_points() -> None:
    text = "🚀 l\u2019arme\u0301e"
    assert Span(2, 4).of(text) == "l\u2019"
    assert Span(0, 1).of(text) == "🚀"


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(2, 4).overlaps(Span(0, 3))


def test_a_span_contains_itself_and_what_lies_inside() -> None:
    assert Span(0, 4).contains(Span(0, 4))
    assert Span(0, 4).contains(Span(1, 2))
    assert not Span(1, 4).contains(Span(0, 4))


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 5), Span(0, 1)]) == [Span(0, 1), Span(0, 5), Span(2, 3)]


def test_scores_and_ids_do_not_enter_equality() -> None:
    one = Event("Attack", Span(0, 1), (Argument("Place", Span(2, 3), 0.1),), score=0.2, id="m1")
    two = Event("Attack", Span(0, 1), (Argument("Place", Span(2, 3), 0.9),), score=0.8, id="m7")
    assert one == two
    assert len({one, two}) == 1


def test_type_factuality_and_cluster_enter_equality() -> None:
    event = Event("Attack", Span(0, 1))
    assert event != Event("Bombing", Span(0, 1))
    assert event != Event("Attack", Span(0, 1), factuality="claimed")
    assert event != Event("Attack", Span(0, 1), cluster="e1")


def test_documents_are_immutable() -> None:
    with pytest.raises(FrozenInstanceError):
        Document("a", "b").text = "c"  # type: ignore[misc]


def test_spans_lists_triggers_and_arguments() -> None:
    event = Event("Attack", Span(0, 1), (Argument("Place", Span(2, 3)),))
    document = Document("a", "x y", (event,))
    assert list(document.spans()) == [Span(0, 1), Span(2, 3)]


def test_with_events_keeps_everything_else() -> None:
    document = Document("a", "x", (Event("Attack", Span(0, 1)),), {"date": "2024"})
    assert document.with_events(()) == Document("a", "x", (), {"date": "2024"})
    assert len(document.events) == 1
