from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.normalize.phrases import Relation, candidates


@pytest.mark.parametrize(
    ("words", "name", "relation"),
    [
        ("village de Fafa", "Fafa", Relation.AT),
        ("ville portuaire d'Hodeida", "Hodeida", Relation.AT),
        ("centre-ville de Lyon", "Lyon", Relation.AT),
        ("province du Khyber Pakhtunkhwa", "Khyber Pakhtunkhwa", Relation.ADMIN),
        ("mosquée de la région de Tillabéri", "Tillabéri", Relation.ADMIN),
        ("préfecture de police de Paris", "Paris", Relation.NEAR),
        ("camp de Jénine", "Jénine", Relation.NEAR),
        ("banlieue sud de Beyrouth", "Beyrouth", Relation.NEAR),
        ("centre de santé de Tiko", "Tiko", Relation.NEAR),
        ("centre commercial de Manchester", "Manchester", Relation.NEAR),
        ("nord du Mali", "Mali", Relation.PART),
        ("nord de l’Irak", "Irak", Relation.PART),
        ("40 km au nord de Ménaka", "Ménaka", Relation.AWAY),
        ("Institut culturel de Carpentras", "Carpentras", Relation.NEAR),
        ("quartier Sakhour d'Alep", "Alep", Relation.NEAR),
    ],
)
def test_the_name_and_how_the_place_lies_to_it(words: str, name: str, relation: Relation) -> None:
    assert (name, relation) in [(found.name, found.relation) for found in candidates(words)]


@pytest.mark.parametrize("words", ["frontière entre le Mali et le Niger", "frontière turco-syrienne", ""])
def test_a_border_holds_no_name(words: str) -> None:
    assert list(candidates(words)) == []


@pytest.mark.parametrize("words", ["rue de Rivoli", "boulevard d'Ypres", "XIe arrondissement"])
def test_a_street_is_not_the_place_that_it_is_named_after(words: str) -> None:
    assert not [found for found in candidates(words) if found.name in ("Rivoli", "Ypres", "XIe")]


def test_common_nouns_are_no_proper_names() -> None:
    assert not any(found.proper for found in candidates("marché central"))


@given(
    st.text() | st.lists(st.sampled_from(["de", "la", "d'", "l'", "Gao", "nord", "km", "'", "‘", "-"])).map(" ".join)
)
def test_no_words_raise(words: str) -> None:
    list(candidates(words))
