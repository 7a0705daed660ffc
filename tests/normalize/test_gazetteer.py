from __future__ import annotations

import time
from importlib.resources import files

import pytest

from guetteur.normalize.gazetteer import EntryKind, Gazetteer


def test_a_place_is_found_by_its_folded_name() -> None:
    place = Gazetteer.packaged().find("menaka")[0]
    assert (place.name, place.country, place.kind) == ("Ménaka", "ML", EntryKind.TOWN)
    assert (place.latitude, place.longitude) == (pytest.approx(15.92, abs=0.1), pytest.approx(2.4, abs=0.1))


def test_namesakes_come_with_the_largest_first() -> None:
    towns = Gazetteer.packaged().find("paris")
    assert len(towns) > 3
    assert towns[0].country == "FR"


def test_a_name_in_another_language_is_told_from_the_main_one() -> None:
    assert not Gazetteer.packaged().find("alep")[0].main
    assert Gazetteer.packaged().find("aleppo")[0].main


@pytest.mark.parametrize("key", ["", "zzzzz", "@", "\t", "menaka\t"])
def test_an_unknown_name_finds_nothing(key: str) -> None:
    assert Gazetteer.packaged().find(key) == []


def test_a_country_lies_at_its_capital() -> None:
    mali = Gazetteer.packaged().country("ML")
    assert mali and (round(mali.latitude), round(mali.longitude)) == (13, -8)
    assert Gazetteer.packaged().country("??") is None


def test_the_file_is_small_and_loads_fast() -> None:
    packed = files("guetteur.normalize").joinpath("data/gazetteer.tsv.gz").read_bytes()
    assert len(packed) < 5_000_000
    start = time.perf_counter()
    Gazetteer(packed)
    assert time.perf_counter() - start < 3  # 0.3 s measured; a busy machine is slower
