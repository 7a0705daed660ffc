from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guetteur.peers.patterns.phrases import case_of, count_of, counted, phrase, subject_of

Parse = Callable[[str], Any]


def word(doc: Any, text: str) -> Any:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Ils ont attaqué le poste de gendarmerie de Djibo.", "poste", "poste de gendarmerie de Djibo"),
        ("Des hommes armés ont attaqué la ville.", "hommes", "hommes armés"),
        ("Il a tué le maire, un médecin.", "maire", "maire"),
    ],
)
def test_a_phrase_is_the_noun_with_what_the_guidelines_keep(parse: Parse, text: str, head: str, expected: str) -> None:
    doc = parse(text)
    start, end = phrase(word(doc, head))
    assert doc[start:end].text == expected


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Au moins trois soldats maliens ont été tués.", "soldats", "Au moins trois"),
        ("L'attaque a fait 12 morts.", "morts", "12"),
        ("Une dizaine de soldats ont été blessés.", "dizaine", "Une dizaine"),
    ],
)
def test_a_count_keeps_its_modifier(parse: Parse, text: str, head: str, expected: str) -> None:
    doc = parse(text)
    found = count_of(word(doc, head))
    assert found is not None
    assert doc[slice(*found)].text == expected


def test_nobody_counts_without_a_number(parse: Parse) -> None:
    assert count_of(word(parse("Des soldats ont été tués."), "soldats")) is None


def test_a_quantity_counts_what_follows_it(parse: Parse) -> None:
    assert counted(word(parse("Une dizaine de soldats ont été blessés."), "dizaine")).text == "soldats"


def test_a_preposition_of_two_words_is_whole(parse: Parse) -> None:
    doc = parse("D'après la police, l'attaque a fait 12 morts.")
    assert case_of(word(doc, "police")) == "d'après"


def test_a_coordinated_verb_has_the_subject_of_the_first(parse: Parse) -> None:
    doc = parse("Des rebelles ont attaqué la ville et tué deux soldats.")
    subject = subject_of(word(doc, "tué"), "nsubj")
    assert subject is not None
    assert subject.text == "rebelles"
