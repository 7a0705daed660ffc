from __future__ import annotations

import numpy as np
import pytest

from guetteur.pretraining.lexicon import french_frequencies, rare_words

VECTORS = {
    "attaque": (1.0, 0.0), "rapts": (0.9, 0.1), "tarte": (0.0, 1.0), "pain": (0.1, 1.0), "assauts": (1.0, 0.1),
    "alep": (0.8, 0.2), "de": (0.5, 0.5), "x2": (1.0, 0.0),
}  # fmt: skip
FREQUENCIES = {
    "de": 1e-1,
    "pain": 1e-4,
    "tarte": 1e-5,
    "rapts": 1e-6,
    "assauts": 1e-7,
    "alep": 1e-5,
    "x2": 1e-3,
    "zog": 1e-3,
}


def vector(word: str) -> np.ndarray | None:
    return np.array(VECTORS[word]) if word in VECTORS else None


def ranked(size: int, closeness: float) -> list[str]:
    return rare_words(size, FREQUENCIES, {"de", "Alep"}, vector, ["attaque"], closeness)


def test_words_near_the_domain_come_before_more_frequent_ones() -> None:
    assert ranked(9, closeness=6.0) == ["rapts", "assauts", "pain", "tarte"]


def test_without_closeness_the_frequency_decides() -> None:
    assert ranked(2, closeness=0.0) == ["pain", "tarte"]


def test_known_words_names_and_words_without_a_vector_are_left_out() -> None:
    assert not {"de", "alep", "zog", "x2"} & set(ranked(9, closeness=3.0))


def test_a_domain_without_vectors_is_refused() -> None:
    with pytest.raises(ValueError, match=r"vocabulary\.near"):
        rare_words(3, FREQUENCIES, set(), vector, ["zog"])


def test_the_open_list_holds_french_words() -> None:
    pytest.importorskip("wordfreq")
    frequencies = french_frequencies()
    assert frequencies["guerre"] > frequencies["guérilla"] > 0
