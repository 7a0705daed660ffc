from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from guetteur.codec.pieces import PieceTokenizer
from guetteur.codec.restoring import SpellingRestorer

SCORES = {
    "▁tués": -3.0, "▁tue": -5.0, "▁tues": -9.0, "▁à": -1.0, "▁État": -4.0, "▁état": -5.0, "▁dans": -2.0, "▁l'": -1.0,
    "▁Djibo": -8.0, "▁ONU": -6.0, "▁trois": -3.0, "▁soldats": -4.0, "▁attaque": -4.0, "▁Éthiopie": -7.0, "ment": -1.0,
}  # fmt: skip
RESTORER = SpellingRestorer(lambda: SCORES)
PLAIN = "Trois soldats tues dans une embuscade. " * 6


@pytest.mark.parametrize(
    ("line", "restored"),
    [
        ("TROIS SOLDATS TUÉS À DJIBO", "Trois soldats tués à Djibo"),
        ("TROIS SOLDATS TUES A DJIBO", "Trois soldats tués à Djibo"),
        ("ATTAQUE DANS L’ETAT. L'ONU A DJIBO", "Attaque dans l'État. L'ONU à Djibo"),
        ("«\u00a0TROIS SOLDATS TUES\u00a0» A ANSONGO", "«\u00a0Trois soldats tués\u00a0» à Ansongo"),
        ("TROIS SOLDATS : 12 TUES", "Trois soldats : 12 tués"),
    ],
)
def test_a_line_in_capitals_gets_lower_case_and_accents_back(line: str, restored: str) -> None:
    assert RESTORER.restore(line) == restored


@pytest.mark.parametrize("line", ["AFP", "ONU - OTAN", "Emmanuel MACRON à Djibo", "Trois soldats tués dans l'Etat", ""])
def test_acronyms_and_mixed_lines_stay(line: str) -> None:
    assert RESTORER.restore(line) is line


def test_an_accent_that_stands_is_kept() -> None:
    assert RESTORER.restore("ATTAQUE DANS L'ÉTAT À DJIBO").startswith("Attaque dans l'État à")
    assert "TUÈS".title() in RESTORER.restore("TROIS SOLDATS TUÈS DANS DJIBO")  # no spelling has that accent


def test_accents_come_back_only_where_a_whole_text_has_none() -> None:
    assert RESTORER.restore(PLAIN) == PLAIN.replace("tues", "tués")
    assert RESTORER.restore(PLAIN[:39]) == PLAIN[:39]  # too short to tell
    assert RESTORER.restore(PLAIN + "tués") == PLAIN + "tués"


def test_case_is_kept_where_it_can_be_trusted() -> None:
    assert RESTORER.restore(PLAIN + "l'etat en Ethiopie") == PLAIN.replace("tues", "tués") + "l'état en Éthiopie"


def test_a_tokenizer_without_word_scores_restores_nothing() -> None:
    backend = Tokenizer(models.WordPiece({"[UNK]": 0, "tués": 1}, unk_token="[UNK]"))
    assert SpellingRestorer.of(backend).restore(PLAIN) is PLAIN


@given(st.text(max_size=60) | st.text("AÉÎŒİßﬁ '’.\n1ǅ", max_size=60))
def test_the_length_never_changes(text: str) -> None:
    assert len(RESTORER.restore(text)) == len(text)
    assert len(RESTORER.restore(PLAIN.upper() + text)) == len(PLAIN + text)


def test_pieces_stand_where_they_stood_in_the_text_of_the_user(backend: Tokenizer) -> None:
    text = "TROIS SOLDATS TUES A DJIBO\nTrois soldats tués à Djibo"
    pieces = PieceTokenizer(backend, 64, 8).encode([text])[0]
    first, second = (np.array([p for p in pieces.offsets if (p[0] < 26) == half]) for half in (True, False))
    assert pieces.text == text
    assert (first + 27 == second).all()
