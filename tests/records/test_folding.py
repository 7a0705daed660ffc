from __future__ import annotations

import pytest

from guetteur.document import Span
from guetteur.normalize.values import CountValue
from guetteur.records.folding import fold, same_count, same_head, same_name, same_place
from guetteur.records.record import Value


def value(words: str, start: int = 0, number: int | None = None, source: str = "") -> Value[CountValue]:
    count = None if number is None else CountValue(number, number, number)
    return Value(words, Span(start, start + len(words)), "m1", 1.0, count, (source,) if source else ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("soldats", "soldats maliens", True), ("L’armée malienne", "armée malienne", True),
        ("Israël", "armée d'Israël", False), ("police", "policiers", False), ("", "police", False),
    ],
)  # fmt: skip
def test_a_phrase_begins_with_its_head(one: str, other: str, same: bool) -> None:
    assert same_head(one, other) is same


def test_a_place_may_stand_inside_another() -> None:
    assert same_place(value("Djibo"), value("ville de Djibo"))
    assert not same_place(value("Djibo"), value("Djibouti"))


def test_the_fullest_form_comes_first_and_takes_all_sources() -> None:
    folded = fold(
        [value("sept", 0, 7, "police"), value("au moins sept", 9, 7, "élu"), value("neuf", 30, 9)], same_count
    )
    assert [(v.words, v.said_by) for v in folded] == [("au moins sept", ("élu", "police")), ("neuf", ())]


def test_equal_lengths_keep_the_order_of_the_text() -> None:
    assert [v.words for v in fold([value("deux", 9), value("huit", 2)], same_name)] == ["huit", "deux"]
