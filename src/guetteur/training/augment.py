"""Spelling variants of documents at training time. Every change keeps each character's place, so no offset moves."""

from __future__ import annotations

import random
import unicodedata

from guetteur.document import Document

_QUOTES = (str.maketrans("«»", "“”"), str.maketrans("«»", '""'), str.maketrans('“”"', "«»»"))
CAPITALS = 0.06
QUOTES = 0.3


def vary(document: Document, rng: random.Random) -> Document:
    """Another spelling of a document: quotes of another kind, a line in capitals with or without accents."""
    text = document.text
    if rng.random() < QUOTES:
        text = text.translate(rng.choice(_QUOTES))
    lines = text.split("\n")
    varied = [_capitals(line, rng) if rng.random() < CAPITALS else line for line in lines]
    return Document(document.id, "\n".join(varied), document.events, document.meta)


def _capitals(line: str, rng: random.Random) -> str:
    keep_accents = rng.random() < 0.5
    return "".join(_capital(char, keep_accents) for char in line)


def _capital(char: str, keep_accent: bool) -> str:
    upper = char.upper()
    if not keep_accent:
        upper = unicodedata.normalize("NFD", upper)[:1] or upper
    return upper if len(upper) == 1 else char
