from __future__ import annotations

from guetteur.normalize.atlas import Atlas
from guetteur.normalize.countries import countries
from guetteur.normalize.gazetteer import EntryKind, Gazetteer


def test_every_listed_name_stands_on_a_town_of_the_gazetteer() -> None:
    assert Atlas.packaged().unknown_seats() == []


def test_most_countries_have_coordinates() -> None:
    missing = [code for code in countries() if Atlas.packaged().country(code) is None]
    assert missing == []


def test_exonyms_bear_their_french_name_once() -> None:
    found = Atlas.packaged().find("Alep")
    assert [(place.name, place.country) for place in found if place.population > 1_000_000] == [("Alep", "SY")]


def test_other_names_of_a_region_give_the_neutral_one() -> None:
    for name in ("Artsakh", "Nagorny Karabakh", "haut-karabagh"):
        assert Atlas.packaged().find(name)[0].name == "Haut-Karabakh"


def test_a_users_own_names_are_taken() -> None:
    own = {
        "towns": {"ML": {"La Ville": "Bamako"}},
        "regions": {"ML": {"Le Pays": ["La Ville", "Le Coin"]}},
        "areas": {"Le Fleuve": [15, 0, "ML", "near"]},
    }
    atlas = Atlas(Gazetteer.packaged(), own)
    assert atlas.find("La Ville")[0].country == "ML"
    assert atlas.find("le coin")[0].kind is EntryKind.REGION
    assert atlas.find("Le Fleuve")[0].kind is EntryKind.SPOT


def test_a_mistyped_seat_is_named() -> None:
    own = {"towns": {"ML": {"La Ville": "Bamakoo"}}, "regions": {}, "areas": {}}
    assert Atlas(Gazetteer.packaged(), own).unknown_seats() == ["ML Bamakoo"]


def test_a_capital_is_the_town() -> None:
    capital = Atlas.packaged().capital("AF")
    assert capital and (capital.name, capital.kind) == ("Kaboul", EntryKind.TOWN)
    assert Atlas.packaged().capital("IL") is None
