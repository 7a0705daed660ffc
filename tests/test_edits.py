from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.edits import crop, substitute

TEXT = "Le poste de Gao a été attaqué par des hommes armés à Gao."
EVENT = Event("Attack", Span(22, 29), (Argument("Target", Span(3, 15)), Argument("Place", Span(53, 56))))
DOCUMENT = Document("d", TEXT, (EVENT,), {"date": "2024-01-01"})


def words(document: Document) -> list[str]:
    return [
        span.of(document.text)
        for event in document.events
        for span in (event.trigger, *(argument.span for argument in event.arguments))
    ]


def test_spans_move_and_grow_with_their_words() -> None:
    changed = substitute(DOCUMENT, [(12, 15, "Tombouctou"), (53, 56, "Ber")])
    assert words(changed) == ["attaqué", "poste de Tombouctou", "Ber"]
    assert changed.meta == DOCUMENT.meta and changed.id == "d"


def test_a_change_across_the_edge_of_a_span_is_left_out() -> None:
    assert substitute(DOCUMENT, [(13, 20, "X")]) == DOCUMENT


def test_no_span_is_deleted() -> None:
    assert substitute(DOCUMENT, [(53, 56, "")]) == DOCUMENT


def test_what_is_inserted_at_an_edge_stays_outside() -> None:
    assert words(substitute(DOCUMENT, [(3, 3, "grand "), (15, 15, " X"), (22, 22, "_")])) == words(DOCUMENT)


places = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted)


@given(places, st.text(max_size=5))
def test_words_outside_a_change_stay(place: list[int], new: str) -> None:
    start, end = place
    changed = substitute(DOCUMENT, [(start, end, new)])
    for before, after in zip(words(DOCUMENT), words(changed), strict=True):
        assert before == after or TEXT[start:end] in before


@given(places)
def test_a_part_has_the_mentions_whose_trigger_it_holds(place: list[int]) -> None:
    start, end = place
    part = crop(DOCUMENT, Span(start, end))
    assert part.text == TEXT[start:end]
    assert bool(part.events) == (start <= 22 and end >= 29)
    assert set(words(part)) <= set(words(DOCUMENT))
