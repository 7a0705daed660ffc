from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.normalize import ACLED, LITERAL, CountConvention, CountValue, normalize_count

PIECES = (
    "au moins|plus de|près d'|moins de|jusqu'à|entre|et|à|ou|environ|quelque|une|un|deux|cinq|cent|mille|dizaine|"
    "dizaines|centaines|milliers|de|des|plusieurs|bonne|petite|autres|23 000|1.200|1,5|million|12|7-8|aucun|troisième|"
    "civils|familles|le|l'"
)
PHRASES = st.lists(st.sampled_from(PIECES.split("|")), max_size=7).map(" ".join) | st.text(max_size=30)
CONVENTIONS = st.builds(
    CountConvention,
    plural=st.integers(1, 5),
    several=st.integers(0, 10),
    round_percent=st.integers(0, 100),
    near_percent=st.integers(0, 100),
    lower_of_range=st.booleans(),
)


def read(words: str, convention: CountConvention = LITERAL) -> tuple[int, int, int | None] | None:
    value = normalize_count(words, convention)
    return (value.low, value.best, value.high) if value else None


@given(PHRASES, CONVENTIONS)
def test_any_words_give_ordered_numbers_or_nothing(words: str, convention: CountConvention) -> None:
    value = normalize_count(words, convention)
    if value is not None:
        assert 0 <= value.low <= value.best
        assert value.high is None or value.best <= value.high


@given(st.integers(0, 999_999))
def test_every_number_is_read_however_its_thousands_are_set_apart(number: int) -> None:
    for mark in (" ", "\u00a0", "\u202f", "."):
        assert normalize_count(f"{number:,}".replace(",", mark)) == CountValue(number, number, number)


@pytest.mark.parametrize(("words", "expected"), [
    ("au moins 42 227", (42227, 42227, None)),
    ("une vingtaine au moins", (20, 20, None)),
    ("pas moins de douze", (12, 12, None)),
    ("plus d'un demi-million", (500_000, 500_000, None)),
    ("moins de dix", (1, 9, 9)),
    ("jusqu’à 20", (1, 20, 20)),
    ("près de 23 000", (20_700, 23_000, 23_000)),
    ("environ 50", (45, 50, 55)),
    ("une dizaine", (8, 10, 12)),
    ("une bonne centaine", (100, 100, 120)),
    ("une petite dizaine", (8, 10, 10)),
    ("trois dizaines", (24, 30, 36)),
    ("un peu plus de deux cents", (200, 200, 220)),
])  # fmt: skip
def test_bounds_and_rough_numbers(words: str, expected: tuple[int, int, int | None]) -> None:
    assert read(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("deux à trois", (2, 2, 3)),
    ("entre 12 et 15", (12, 13, 15)),
    ("7-8", (7, 7, 8)),
    ("entre dix et quinze mille", (10_000, 12_500, 15_000)),
    ("de neuf cents à deux mille", (900, 1_450, 2_000)),
])  # fmt: skip
def test_ranges(words: str, expected: tuple[int, int, int]) -> None:
    assert read(words) == expected


@pytest.mark.parametrize(("words", "number"), [
    ("deux cents", 200), ("quatre-vingt-dix", 90), ("septante", 70), ("mille deux cents", 1200), ("vingt et une", 21),
    ("1,5 million", 1_500_000), ("40 mille", 40_000), ("cinq autres", 5), ("deux frères", 2), ("un des soldats", 1),
    ("l'un", 1), ("Un troisième", 1), ("aucun", 0),
])  # fmt: skip
def test_exact_numbers(words: str, number: int) -> None:
    assert read(words) == (number, number, number)


@pytest.mark.parametrize("words", [
    "la plupart", "un tiers", "une famille", "trois familles", "autant", "un nombre inconnu", "beaucoup d'autres",
    "dix pour cent", "un cinquième des habitants", "deux frères et trois cousins", "", "1,5", "2023-2024-2025",
])  # fmt: skip
def test_words_without_a_number_of_people_give_nothing(words: str) -> None:
    assert read(words) is None


@pytest.mark.parametrize(("words", "literal", "acled"), [
    ("des dizaines", (20, 20, None), (10, 10, None)),
    ("des douzaines", (24, 24, None), (12, 12, None)),
    ("plusieurs centaines", (200, 200, None), (100, 100, None)),
    ("des dizaines de milliers", (20_000, 20_000, None), (10_000, 10_000, None)),
    ("entre 12 et 15", (12, 13, 15), (12, 12, 15)),
    ("plusieurs", (2, 2, None), (2, 2, None)),
])  # fmt: skip
def test_a_convention_decides_what_vague_words_stand_for(
    words: str, literal: tuple[int, int, int | None], acled: tuple[int, int, int | None]
) -> None:
    assert read(words) == literal
    assert read(words, ACLED) == acled


def test_the_figure_for_several_is_an_option() -> None:
    assert read("plusieurs", CountConvention(several=3)) == (2, 3, None)
