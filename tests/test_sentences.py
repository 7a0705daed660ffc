from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Span
from guetteur.sentences import sentence_of, split_sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Un raid. Une attaque.", ["Un raid.", "Une attaque."]),
        ("Un raid à Gaza.Le bilan monte.", ["Un raid à Gaza.", "Le bilan monte."]),
        ("En 2023.Le raid.", ["En 2023.", "Le raid."]),
        ("« Feu ! » Il tire.", ["« Feu ! »", "Il tire."]),
        ("«\u00a0Feu.\u00a0» Il tire.", ["«\u00a0Feu.\u00a0»", "Il tire."]),
        ("Quoi ? Rien… Bon.", ["Quoi ?", "Rien…", "Bon."]),
        ("Le gén. Diallo et M. Ba.", ["Le gén. Diallo et M. Ba."]),
        ("J. Doe a tiré.", ["J. Doe a tiré."]),
        ("Un total de 3.5 km. 12 morts.", ["Un total de 3.5 km.", "12 morts."]),
        ("Titre sans point\nLe texte.", ["Titre sans point", "Le texte."]),
        ("Un.\r\n\r\nDeux.\u2028Trois.", ["Un.", "Deux.", "Trois."]),
        ("  Un.  ", ["Un."]),
        ("le site a.com dit", ["le site a.com dit"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_boundaries(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@given(st.text(st.one_of(st.sampled_from("aÀ. !?…»«\"'\n\r\u2028\u00a0 1"), st.characters(codec="utf-8"))))
def test_sentences_cover_everything_but_white_space_once_and_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    covered = {position for span in spans for position in range(span.start, span.end)}
    assert all(char.isspace() for position, char in enumerate(text) if position not in covered)
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@given(st.text(st.sampled_from("aÀ. !\n"), min_size=1))
def test_every_position_inside_a_sentence_finds_it(text: str) -> None:
    spans = split_sentences(text)
    for index, span in enumerate(spans):
        assert {sentence_of(spans, position) for position in range(span.start, span.end)} == {index}


def test_position_before_the_first_sentence_belongs_to_it() -> None:
    assert sentence_of([Span(3, 5), Span(6, 8)], 0) == 0
    assert sentence_of([Span(3, 5), Span(6, 8)], 5) == 0
    assert sentence_of([], 4) == 0


@pytest.mark.parametrize("part", ["Des soldats. ", ".", "...»", "a"])
def test_a_whole_book_in_one_line_takes_no_time(part: str) -> None:
    text = part * (1_000_000 // len(part))
    assert all(span.of(text) for span in split_sentences(text))
