from __future__ import annotations

import pytest

from guetteur.document import Span
from guetteur.export.actors import Side, actors_of, is_somebody, side_of, sides_of
from guetteur.normalize.values import NameValue
from guetteur.records.record import Value


def value(words: str, kind: str = "") -> Value[NameValue]:
    return Value(words, Span(0, len(words)), "m1", 1.0, NameValue(words, kind) if kind else None)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("deux soldats", Side.STATE), ("poste de gendarmerie", Side.STATE), ("hommes armés", Side.ARMED),
        ("combattants", Side.ARMED), ("villageois", Side.CIVILIAN), ("marché central", Side.CIVILIAN),
        ("école de police", Side.CIVILIAN), ("branche armée du mouvement", Side.ARMED), ("personnes", Side.UNKNOWN),
        ("convoi de camions", Side.UNKNOWN), ("armée malienne", Side.STATE),
    ],
)  # fmt: skip
def test_the_first_word_that_tells_a_side_decides(words: str, side: Side) -> None:
    assert side_of(value(words)) is side


def test_the_kind_of_a_canonical_name_decides_before_its_words() -> None:
    assert side_of(value("Soldats de l'Adrar", "armed_group")) is Side.ARMED


def test_the_unknown_do_not_hide_the_known() -> None:
    assert sides_of([value("personnes"), value("civils")]) == {Side.CIVILIAN}
    assert sides_of([value("personnes")]) == {Side.UNKNOWN}


@pytest.mark.parametrize(
    ("words", "is_one"), [("soldats", True), ("base militaire", False), ("policiers du poste", True)]
)
def test_what_belongs_to_a_side_is_nobody(words: str, is_one: bool) -> None:
    assert is_somebody(value(words)) is is_one


def test_known_names_go_before_surer_descriptions() -> None:
    described = Value("groupe de combattants", Span(0, 21), "m1", 0.9, None)
    named = Value("Daech", Span(30, 35), "m1", 0.5, NameValue("État islamique", "armed_group"))
    doubtful = Value("rebelles", Span(40, 48), "m1", 0.2, None)
    assert actors_of([doubtful, described, named]) == ["État islamique", "groupe de combattants", "rebelles"]
