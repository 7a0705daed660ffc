from __future__ import annotations

from guetteur.normalize.countries import adjectives_in, by_name, countries


def test_every_country_has_a_name() -> None:
    assert len(countries()) > 180
    assert all(country.name for country in countries().values())


def test_loaded_names_are_read_as_the_neutral_one() -> None:
    assert by_name()["entitesioniste"] == "IL"
    assert by_name()["regimedekiev"] == "UA"


def test_adjectives_in_every_form_tell_their_country() -> None:
    for words in ("soldat malien", "armée malienne", "soldats maliens", "forces maliennes", "Maliens"):
        assert adjectives_in(words) == ["ML"]
    assert adjectives_in("frontière turque et syrienne") == ["TR", "SY"]
    assert adjectives_in("marché") == []
