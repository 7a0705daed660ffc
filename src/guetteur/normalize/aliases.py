"""Names with their aliases, found in running words: longest first, whatever the accents, case and plural."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guetteur.normalize.spelling import fold
from guetteur.normalize.values import NameValue

_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b(?:[ldjnmstLDJNMST]|qu|Qu)['’](?=\w)")
_SHORT = 4  # so short an alias in capitals is an acronym, and must stand in capitals
_SMALL = frozenset(["de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "en", "et"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text: as written, folded without its plural ending, and where it begins."""

    text: str
    key: str
    start: int


def tokens(words: str) -> list[Token]:
    """Words, split at blanks, hyphens and apostrophes, elided articles left out; small words keep no key."""
    bare = _ELISION.sub(lambda match: " " * len(match[0]), words)
    return [Token(match[0], singular(fold(match[0])), match.start()) for match in _WORD.finditer(bare)]


def singular(key: str) -> str:
    """Without a plural ending: *drones* and *drone* are one, *obus* loses its ending on both sides.

    >>> singular("missiles"), singular("artisanaux"), singular("couteaux"), singular("eis")
    ('missile', 'artisanal', 'couteau', 'eis')
    """
    if len(key) > 5 and key.endswith("aux") and not key.endswith("eaux"):
        return f"{key[:-2]}l"
    return key[:-1] if len(key) > 3 and key[-1] in "sx" else key


@dataclass(frozen=True, slots=True)
class Match:
    """A name in the words, from one token to another, and whether it was found by a proper name."""

    value: NameValue
    first: int
    last: int
    proper: bool


class Aliases:
    """An index from alias to name.

    Args:
        kinds: kind, canonical name, aliases, as in `data/weapons.yaml`.
        capitals: kinds whose one-word names are common words too, and so must begin with a capital (*Libération*).
    """

    def __init__(self, kinds: Mapping[str, Mapping[str, list[str]]], capitals: frozenset[str] = frozenset()) -> None:
        self._index: dict[tuple[str, ...], list[tuple[str, NameValue]]] = {}
        self._capitals = capitals
        for kind, names in kinds.items():
            for name, aliases in names.items():
                value = NameValue(str(name), kind)
                for alias in (str(name), *map(str, aliases or ())):
                    key = key_of(alias)
                    self._index.setdefault(key, []).append((alias, value))
        # Small words stand in no key: a text may have as many again.
        self._longest = 2 * max(map(len, self._index), default=0)

    def matches(self, found: list[Token]) -> Iterator[Match]:
        """The longest alias from each token on, from left to right."""
        for first in range(len(found)):
            for last in range(min(len(found), first + self._longest), first, -1):
                key = _keys(found[first:last])
                if found[first].key in _SMALL or found[last - 1].key in _SMALL:
                    continue
                if match := self._match(key, found, first, last):
                    yield match
                    break

    def _match(self, key: tuple[str, ...], found: list[Token], first: int, last: int) -> Match | None:
        for alias, value in self._index.get(key, ()):
            proper = alias != alias.lower()
            one_word = len(key) == 1
            surface = found[last - 1].text
            if proper and one_word:
                if len(alias) <= _SHORT and surface != alias and not surface.isupper():
                    continue
                if value.kind in self._capitals and not surface[:1].isupper():
                    continue
            return Match(value, first, last, proper)
        return None


def key_of(words: str) -> tuple[str, ...]:
    """The keys of the words that are not small ones, under which they are found."""
    return _keys(tokens(words))


def _keys(found: list[Token]) -> tuple[str, ...]:
    return tuple(token.key for token in found if token.key and token.key not in _SMALL)
