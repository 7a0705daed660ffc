"""Whole words that a tokenizer should know although the training text hardly has them.

News of one country and time lacks ordinary words of another war (*égorgés*, *pilonnaient*, *rapts*). Open frequency
lists and static vectors know them, and the composed embedding gives them a meaning from their vector and affixes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Mapping, Sequence

import numpy as np

_LOWER_WORD = re.compile(r"[^\W\d_]{3,}")
_CLOSE_ENOUGH = 0.8
"""Cosines above it count alike: pruned vector tables give near synonyms one and the same vector."""


def french_frequencies() -> Mapping[str, float]:
    """Some 300,000 forms in lower case with their share of running text.

    Source: the `wordfreq` package (Speer 2022, data CC BY-SA 4.0).
    """
    from wordfreq import get_frequency_dict

    frequencies: Mapping[str, float] = get_frequency_dict("fr", wordlist="best")
    return frequencies


def rare_words(
    size: int, frequencies: Mapping[str, float], known: Container[str], vector: Callable[[str], np.ndarray | None],
    near: Sequence[str], closeness: float = 3.0,
) -> list[str]:  # fmt: skip
    """The best `size` words in lower case that are not known, by frequency and by closeness to the words of `near`.

    The score is log10(frequency) + `closeness` x the largest cosine to a word of `near`: with a closeness of three, a
    cosine higher by one third weighs like a frequency ten times as high. Words without a vector are left out, and
    so are words that are known with a capital, which a list in lower case holds for names.

    Raises:
        ValueError: no word of `near` has a vector.
    """
    vectors = [_unit(found) for word in near if (found := vector(word)) is not None]
    if not vectors:
        raise ValueError("vocabulary.near holds no word that has a static vector; name some words of the domain")
    domain = np.stack(vectors)
    scored: list[tuple[float, str]] = []
    for word, frequency in frequencies.items():
        if not _LOWER_WORD.fullmatch(word) or word in known or word.capitalize() in known:
            continue
        found = vector(word)
        if found is not None:
            cosine = min(_CLOSE_ENOUGH, float((domain @ _unit(found)).max()))
            scored.append((math.log10(frequency) + closeness * cosine, word))
    scored.sort(key=lambda item: (-item[0], item[1]))
    return [word for _, word in scored[:size]]


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / (np.linalg.norm(vector) + 1e-6), dtype=np.float32)
