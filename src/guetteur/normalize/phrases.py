"""The words of a Place taken apart: which names it may hold, and how the place lies to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from guetteur.normalize.countries import read_data
from guetteur.normalize.spelling import fold


class Relation(Enum):
    """How a place lies to the name in its words."""

    AT = auto()  # *village de X*: the named place itself
    ADMIN = auto()  # *district de X*: an area that bears the name of its seat
    PART = auto()  # *nord de X*
    NEAR = auto()  # *marché de X, large de X*
    AWAY = auto()  # *40 km au nord de X*


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that the words may hold, whether a proper one (capitalised), and the relation to it."""

    name: str
    proper: bool
    relation: Relation


_WORDS = read_data("place_words.yaml")
_SETTLEMENTS = frozenset(_WORDS["settlements"])
_AREAS = frozenset(_WORDS["areas"])
_ADMIN = _AREAS | frozenset(_WORDS["areas_or_offices"])
_PARTS = frozenset(_WORDS["parts"])
_HEADS = _SETTLEMENTS | _ADMIN | _PARTS
# *Centre* and *cité* before these are buildings.
_BUILDING = re.compile(r"\b(?:centre|cité)[ -](?!ville\b|historique\b|de\b|du\b|d'|des\b)", re.IGNORECASE)
_DISTANCE = re.compile(
    r"\b(?:km|kms|kilomètres?|milles?|miles?|mètres?|lieues?|heures?)\b|\bm\b|\d ?m\b", re.IGNORECASE
)
_BORDER = re.compile(r"\bfrontières?\b", re.IGNORECASE)
_BEFORE = frozenset(
    ("de", "du", "des", "d'", "la", "le", "les", "l'", "en", "à", "au", "aux", "vers", "avant", "dans", "sur")
)
_JOINT = r"(?:de|du|des|d'|la|le|les|l'|sur|sous|en|lès|et|aux?|al|el|da|do|dos|del|ad|as|ar|an|es|ech|ez|y)"
_PROPER = r"(?:[lL]'|[dD]')?(?:(?:al|el|as|ar|an|ad|es|ech|ez)-)?[A-ZÀ-ÖØ-ÞĀ-Ž‘'][\w'’.-]*"
_COMPLEMENT = re.compile(rf"\b{_JOINT}(?:\b|(?<='))")
_NO_NAME = re.compile(r"[IVX]+(?:er|e|ème)\b|[A-Z]$")
# Streets are named after places elsewhere.
_STREET = re.compile(
    r"\b(?:rues?|avenue|boulevard|quai|impasse|allées?|cours|place|square)(?: de| du| des| la| les| d'| l')* ?$",
    re.IGNORECASE,
)
_SEGMENT = re.compile(rf"{_PROPER}(?:(?: {_JOINT})* {_PROPER})*")
_TOKEN = re.compile(r"[dDlL]'|[^\s']+(?:'[^\s']+)*'?")
_LONGEST = 300  # no span that names a place is longer
_LOWER = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "–": "-"})


def clean(words: str) -> str:
    """Single blanks, straight apostrophes, no quotation marks or punctuation at the ends."""
    return " ".join(words.translate(_LOWER).split()).strip(' .,;:!?"«»()[]“”')


def candidates(words: str) -> Iterator[Candidate]:
    """Names that the words may hold, the most telling first; none for a border, which lies in two countries.

    >>> [(found.name, found.relation.name) for found in candidates("marché de Ménaka") if found.proper]
    [('Ménaka', 'NEAR')]
    """
    text = clean(words)
    if _BORDER.search(text) or len(text) > _LONGEST:
        return
    tokens = list(_TOKEN.finditer(text))
    doubtful = []
    for index, token in enumerate(tokens):
        start = token.start()
        before = tokens[index - 1][0].casefold() if index else ""
        if index and not (before in _BEFORE or fold(before) in _SETTLEMENTS | _ADMIN):
            continue
        rest = text[start:]
        if rest.startswith(("d'", "l'")) or _NO_NAME.match(rest) or _STREET.search(text[:start]):
            continue
        relation = _relation(text[:start])
        proper = rest[0].isupper() or bool(re.match(_PROPER, rest))
        yield Candidate(rest, proper, relation)
        segment = _SEGMENT.match(rest)
        if not segment or segment.end() == len(rest):
            continue
        # A further name behind it is the place (*Institut culturel de Carpentras*), and words behind a name at the very
        # beginning are its own only where they are adjectives (*Berdiansk occupée*).
        if not _COMPLEMENT.search(rest[segment.end() :]):
            yield Candidate(segment[0], True, relation)
        elif index:
            doubtful.append(Candidate(segment[0], True, relation))
    yield from doubtful


def _relation(before: str) -> Relation:
    """The relation that the words before a name make."""
    if _DISTANCE.search(before):
        return Relation.AWAY
    heads = [fold(token[0]) for token in _TOKEN.finditer(before) if token[0].casefold() not in _BEFORE]
    names = [head for head in heads if head in _HEADS]
    if before.strip() and heads and (not names or heads[0] not in names or _BUILDING.search(before)):
        return Relation.ADMIN if heads[-1] in _AREAS else Relation.NEAR
    if any(name in _PARTS for name in names):
        return Relation.PART
    if _complements(before):
        return Relation.NEAR
    return Relation.ADMIN if names and names[0] in _ADMIN else Relation.AT


def _complements(before: str) -> bool:
    """Whether a further noun stands between head and name (*centre de santé de X*)."""
    tokens = [token[0].casefold() for token in _TOKEN.finditer(before)]
    pairs = itertools.pairwise(tokens)
    return any(
        first in {"de", "du", "des", "d'"} and second not in _BEFORE and fold(second) not in _HEADS
        for first, second in pairs
    )
