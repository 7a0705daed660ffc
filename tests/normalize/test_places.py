from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guetteur.normalize.places import PlaceResolver
from guetteur.normalize.values import PlacePrecision, PlaceValue

resolver = PlaceResolver()


def one(words: str, *others: str) -> tuple[str, str, str] | None:
    value = resolver.resolve([words, *others])[0]
    return (value.name, value.country, str(value.precision)) if value else None


@pytest.mark.parametrize("words", ["marché", "hôpital", "base", "mine", "Europe", "Afrique du Nord", "", "  ", "Mine"])
def test_generic_words_and_continents_have_no_place(words: str) -> None:
    assert one(words, "Mali") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Alep", ("Alep", "SY", "town")),
        ("MENAKA", ("Ménaka", "ML", "town")),
        ("nord du Mali", ("Mali", "ML", "country")),
        ("nord de l'Irak", ("Irak", "IQ", "country")),
        ("40 km au nord de Ménaka", ("Ménaka", "ML", "near")),
        ("Nord-Kivu", ("Nord-Kivu", "CD", "region")),
        ("Drôme", ("Drôme", "FR", "region")),
        ("district de Ménaka", ("Ménaka", "ML", "region")),
        ("Sahel", ("Sahel", "", "region")),
        ("sol pakistanais", ("Pakistan", "PK", "country")),
        ("école de la capitale afghane", ("Kaboul", "AF", "near")),
        ("bande de Gaza", ("bande de Gaza", "PS", "region")),
        ("Gaza", ("Gaza", "PS", "town")),
    ],
)
def test_names_have_their_place(words: str, expected: tuple[str, str, str]) -> None:
    assert one(words) == expected


@pytest.mark.parametrize("words", ["600 kilomètres du Mali", "frontière entre le Mali et le Niger", "deux pays"])
def test_what_is_far_from_its_name_has_no_place(words: str) -> None:
    assert one(words) is None


def test_the_other_places_decide_between_namesakes() -> None:
    assert one("Tripoli", "Beyrouth", "Liban") == ("Tripoli", "LB", "town")
    assert one("Tripoli", "Libye", "Benghazi") == ("Tripoli", "LY", "town")
    assert one("Nord-Ouest", "Kumbo") == ("Nord-Ouest", "CM", "region")
    assert one("Nord-Ouest") is None


def test_an_adjective_in_its_own_words_decides_too() -> None:
    assert one("ville libanaise de Tripoli", "Libye") == ("Tripoli", "LB", "town")


def test_context_decides_without_being_resolved() -> None:
    values = resolver.resolve(["Tripoli"], context=["armée libanaise"])
    assert len(values) == 1
    assert values[0] and values[0].country == "LB"


def test_a_small_namesake_abroad_is_refused() -> None:
    assert one("Baye", "Mali", "Bankass") is None  # the gazetteer knows the French one alone


def test_a_guessed_spelling_counts_only_in_a_country_of_the_article() -> None:
    assert one("Chali", "Argoun") is None
    assert one("Kout") is None


def test_a_name_differing_in_spelling_is_the_articles() -> None:
    assert one("route de Bara", "El-Obeid", "Soudan") == ("Bara", "SD", "near")


def test_the_order_of_the_places_makes_no_difference() -> None:
    places = ["Tripoli", "Saint-Denis", "Liban", "nord du Mali", "Est", "marché"]
    forwards = resolver.resolve(places)
    assert resolver.resolve(places[::-1]) == forwards[::-1]


def test_an_article_without_places_has_none() -> None:
    assert resolver.resolve([]) == []


_WORDS = st.lists(
    st.sampled_from(
        ["Tripoli", "Est", "nord", "de", "du", "d'", "l'", "Gao", "km", "Mali", "capitale", "libyenne", "@ML"]
    )
)


@settings(deadline=None)
@given(st.lists(st.text(max_size=60) | _WORDS.map(" ".join), max_size=5), st.lists(st.text(max_size=30), max_size=2))
def test_no_words_raise_and_every_value_lies_on_the_globe(words: list[str], context: list[str]) -> None:
    values = resolver.resolve(words, context)
    assert len(values) == len(words)
    for value in values:
        if isinstance(value, PlaceValue):
            assert -90 <= value.latitude <= 90 and -180 <= value.longitude <= 180
            assert value.precision in PlacePrecision
