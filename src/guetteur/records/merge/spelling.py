"""Words and names in a form in which two articles' spellings meet, and how one article spells them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from guetteur.normalize.aliases import tokens
from guetteur.normalize.countries import by_adjective, by_name
from guetteur.normalize.spelling import fold
from guetteur.records.merge.words import COMMON

_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]*\w")
_ELISION = re.compile(r"^[A-Za-z]{1,2}['’]")
_STEM = 6
_SHORT = 4
_SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("q", "k"),
    ("ck", "k"), ("ph", "f"),
)  # fmt: skip
_SOFT = re.compile(r"[aeiouyhw]")
_DOUBLE = re.compile(r"(.)\1+")
_CONSONANTS = 3


class Spelling:
    """Turns the words of one article into comparable keys and remembers how it spells them."""

    def __init__(self) -> None:
        self.spelled: dict[str, str] = {}

    def stems(self, texts: Iterable[str], but: frozenset[str] = frozenset()) -> frozenset[str]:
        """The first letters of every word that is long enough and none of the names in `but`."""
        found = (token for text in texts for token in tokens(text) if len(token.key) >= _SHORT)
        return frozenset(
            self._key(t.key[:_STEM], t.text) for t in found if not t.key.isdigit() and sound(fold(t.text)) not in but
        )

    def names(self, texts: Iterable[str], opening: bool = False) -> frozenset[str]:
        """Capitalised words by their sound, nations left out.

        Those that open a sentence come apart, for every word does so with a capital.
        """
        found = set()
        for text in texts:
            for match in _NAME.finditer(text):
                word = _ELISION.sub("", match[0])
                key = fold(word) if word[0].isupper() else ""
                if len(key) < _SHORT or key[:_STEM] in _no_names() or _opens(match, text) is not opening:
                    continue
                found.add(self._key(sound(key), word))
        return frozenset(found)

    def _key(self, key: str, word: str) -> str:
        self.spelled.setdefault(key, word)
        return key


@lru_cache(maxsize=100_000)
def sound(key: str) -> str:
    """A folded name without vowels and doubled letters, so that foreign names meet however they are spelled.

    >>> sound("djermouk") == sound("jermuk"), sound("nabatiye") == sound("nabatieh")
    (True, True)
    """
    bare = key
    for spelled, heard in _SOUNDS:
        bare = bare.replace(spelled, heard)
    skeleton = _DOUBLE.sub(r"\1", _SOFT.sub("", bare))
    return f"={skeleton}" if len(skeleton) >= _CONSONANTS else bare.replace("ou", "w")[:_STEM]


def _opens(match: re.Match[str], text: str) -> bool:
    before = text[: match.start()].rstrip(" «\"“—–-'’")
    return match.start() > 0 and (not before or before[-1] in ".!?:\n")


@cache
def _no_names() -> frozenset[str]:
    return COMMON | {key[:_STEM] for key in (*by_name(), *by_adjective())}
