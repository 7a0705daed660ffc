from __future__ import annotations

import pytest

from guetteur.codec.tags import TaggedSpan
from guetteur.codec.tidy import merge_adjacent, tidy, whole_words
from guetteur.document import Span


def tidied(text: str, span: str) -> str:
    start = text.index(span)
    found = tidy(Span(start, start + len(span)), text)
    return found.of(text) if found else ""


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("des hommes armés à moto", "hommes armés à", "hommes armés"),
        ("le Front de l'Adrar a dit", "Front de l'Adra", "Front de l'Adrar"),
        ("des membres de l'armée", "membres de l'", "membres"),
        ("au marché, dimanche", "marché,", "marché"),
        ("vingt et un morts", "vingt et un", "vingt et un"),
        ("le jeudi 1er février 2024.", "jeudi 1er", "jeudi 1er février 2024"),
        ("depuis le 7 octobre dernier", "7", "7 octobre"),
        ("depuis le 7 octobre 2023", "7 octobre", "7 octobre 2023"),
        ("le 23 avril 2018", "avril 2018", "23 avril 2018"),
        ("le 1er mars dernier", "mars dernier", "1er mars dernier"),
        ("en 2023 mars fut calme", "mars", "mars"),
        ("à 10 h, mars fut calme", "mars", "mars"),
        ("Mopti 2024", "Mopti", "Mopti"),
        ("tué 12 civils", "12", "12"),
        ("le 11 mars 20 morts", "11 mars", "11 mars"),
        ("le groupe « Baz Savann »", "groupe « Baz Savann »", "groupe « Baz Savann »"),
    ],
)
def test_spans_have_whole_words_and_no_dangling_function_word(text: str, span: str, expected: str) -> None:
    assert tidied(text, span) == expected


def test_a_span_of_function_words_only_is_dropped() -> None:
    assert tidied("tir de la rue", " de la") == ""


def test_neighbouring_spans_of_one_role_become_one_but_times_stay() -> None:
    spans = [TaggedSpan(0, 1, "Target", 0.5), TaggedSpan(1, 3, "Target", 0.8)]
    assert merge_adjacent(spans) == [TaggedSpan(0, 3, "Target", pytest.approx(0.7))]
    times = [TaggedSpan(0, 1, "Time"), TaggedSpan(1, 2, "Time")]
    assert merge_adjacent(times) == times
    apart = [TaggedSpan(0, 1, "Place"), TaggedSpan(2, 3, "Place")]
    assert merge_adjacent(apart) == apart


def test_a_name_may_end_in_a_word_that_looks_like_a_preposition() -> None:
    text = "Tiburones del Sur, LE POSTE DE"
    assert tidy(Span(0, 17), text) == Span(0, 17)
    assert tidy(Span(19, 30), text) == Span(19, 27)


def test_a_cut_word_is_made_whole_and_nothing_else_is_touched() -> None:
    text = "Tuée sous les tirs"
    assert whole_words(Span(0, 2), text).of(text) == "Tuée"
    assert whole_words(Span(14, 18), text).of(text) == "tirs"
