from __future__ import annotations

import pytest

from guetteur.normalize.spelling import fold, foreign_spellings


@pytest.mark.parametrize("words", ["Saint-Étienne", "SAINT ETIENNE", "saint etienne", "Saint‑Étienne"])
def test_accents_case_hyphens_and_blanks_make_no_difference(words: str) -> None:
    assert fold(words) == "saintetienne"


def test_apostrophes_make_no_difference() -> None:
    assert fold("N’Djamena") == fold("N'Djamena") == fold("Ndjamena")


def test_letters_without_a_decomposition_are_kept() -> None:
    assert fold("Łódź Øresund Straße œuvre") == "lodzoresundstrasseoeuvre"


@pytest.mark.parametrize(
    ("french", "english"),
    [("Chouchi", "shushi"), ("Graïvoron", "grayvoron"), ("Tchassiv", "chassiv"), ("Kout", "alkut")],
)
def test_french_spellings_of_foreign_sounds_are_undone(french: str, english: str) -> None:
    assert english in foreign_spellings(french)


def test_the_number_of_spellings_stays_small() -> None:
    assert len(foreign_spellings("ouchia" * 50)) < 3000
