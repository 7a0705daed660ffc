from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guetteur.peers.patterns.lexicon import Found, Lexicon
from guetteur.peers.patterns.roles import arguments_at_large, arguments_of

Parse = Callable[[str], Any]


def own(doc: Any, trigger: str, patient: str = "Target") -> set[tuple[str, str]]:
    token = next(token for token in doc if token.text == trigger)
    key = (token.lemma_.lower(),)
    found = Found(token.i, token.i + 1, key, "Attack")
    return {(role, doc[i:j].text) for role, i, j in arguments_of(found, doc, Lexicon({}, {key: patient}))}


def at_large(doc: Any) -> set[tuple[str, str]]:
    return {(role, doc[i:j].text) for role, i, j in arguments_at_large(doc)}


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "Des rebelles ont attaqué un poste de police.",
            "attaqué",
            {("Attacker", "rebelles"), ("Target", "poste de police")},
        ),
        ("La ville a été attaquée par des rebelles.", "attaquée", {("Attacker", "rebelles"), ("Target", "ville")}),
        ("Les rebelles ont mené une attaque.", "attaque", {("Attacker", "rebelles")}),
        ("L'attaque a visé un convoi.", "attaque", {("Target", "convoi")}),
    ],
)
def test_who_attacks_whom_is_read_from_the_parse(
    parse: Parse, text: str, trigger: str, expected: set[tuple[str, str]]
) -> None:
    assert own(parse(text), trigger) == expected


def test_the_lexicon_says_whether_who_suffers_is_a_victim(parse: Parse) -> None:
    assert ("Victim", "maire") in own(parse("Des inconnus ont enlevé le maire."), "enlevé", "Victim")


def test_a_weapon_is_no_attacker_but_an_instrument(parse: Parse) -> None:
    doc = parse("Un drone a frappé un immeuble.")
    assert own(doc, "frappé") == {("Target", "immeuble")}
    assert ("Instrument", "drone") in at_large(doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Au moins trois soldats maliens ont été tués.", {("Killed", "Au moins trois"), ("Victim", "soldats maliens")}),
        ("L'attaque a fait 12 morts.", {("Killed", "12")}),
        ("Une dizaine de soldats ont été blessés.", {("Injured", "Une dizaine"), ("Victim", "soldats")}),
    ],
)
def test_a_toll_gives_count_and_victims(parse: Parse, text: str, expected: set[tuple[str, str]]) -> None:
    assert at_large(parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Selon la police, ils ont tiré.",
        "D'après la police, ils ont tiré.",
        "D’après la police, ils ont tiré.",
    ],
)
def test_a_source_follows_its_preposition(parse: Parse, text: str) -> None:
    assert at_large(parse(text)) == {("Source", "police")}


@pytest.mark.parametrize(
    "time",
    ["lundi matin", "7 janvier 2015", "mars 2019", "depuis 2009", "nuit de lundi à mardi", "23h15", "hier soir"],
)
def test_a_date_or_an_hour_is_one_time(parse: Parse, time: str) -> None:
    assert [words for role, words in at_large(parse(f"Ils ont attaqué, {time}, une base.")) if role == "Time"] == [time]


def test_a_town_after_its_preposition_is_a_place(parse: Parse) -> None:
    assert ("Place", "Bamako") in at_large(parse("Une attaque a eu lieu à Bamako."))
