from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.normalize.wording import plain, split_number


def test_apostrophes_spaces_and_case_become_one_spelling() -> None:
    assert plain("« Jusqu’à\u202f1\u00a0200 »,") == "jusqu'à 1 200"


@given(st.text(max_size=40))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(("text", "expected"), [
    ("deux cents soldats", (200, "soldats")), ("23.000 morts", (23_000, "morts")), ("1,5 million", (1_500_000, "")),
    ("cent vingt et un", (121, "")), ("2e", None), ("soldats", None), ("", None),
])  # fmt: skip
def test_the_longest_number_in_front_is_taken(text: str, expected: tuple[int, str] | None) -> None:
    assert split_number(text) == expected
