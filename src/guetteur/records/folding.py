"""Which words of two arguments say the same, so that a record shows each value once and in its fullest form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from guetteur.normalize.values import CountValue
from guetteur.normalize.wording import plain
from guetteur.records.record import Stand, Value

V = TypeVar("V", bound=Value[Any])
Same = Callable[[Value[Any], Value[Any]], bool]

_BREAKS = re.compile(r"[ '\-]+")
_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des"})


def fold(values: Iterable[V], same: Same) -> tuple[V, ...]:
    """Every different value once, longest words first, then in the order of the text.

    A folded value is the one with the most words, with the sources of all, and where other articles say the same.
    """
    kept: list[V] = []
    for value in sorted(values, key=lambda each: (-len(each.words), each.document, each.span)):
        for index, known in enumerate(kept):
            if same(value, known):
                sources = tuple(dict.fromkeys((*known.said_by, *value.said_by)))
                also = known.also if value.document == known.document else (*known.also, _stand(value))
                kept[index] = replace(known, value=known.value or value.value, said_by=sources, also=also)
                break
        else:
            kept.append(value)
    return tuple(kept)


def _stand(value: Value[Any]) -> Stand:
    return Stand(value.document, value.words, value.span, value.mention)


def same_name(one: Value[Any], other: Value[Any]) -> bool:
    """One name: the same canonical form, or the same head with more or fewer words behind it."""
    if one.value is not None and one.value == other.value:
        return True
    return same_head(one.words, other.words)


def same_place(one: Value[Any], other: Value[Any]) -> bool:
    """One place: the same point, or one name inside the other (*Djibo*, *ville de Djibo*)."""
    if one.value is not None and one.value == other.value:
        return True
    short, long = sorted((_tokens(one.words), _tokens(other.words)), key=len)
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def same_time(one: Value[Any], other: Value[Any]) -> bool:
    """One time: the same days, or the same words with more or fewer behind them (*lundi*, *lundi matin*)."""
    if one.value is not None and other.value is not None:
        return bool(one.value == other.value)
    return same_head(one.words, other.words)


def same_count(one: Value[CountValue], other: Value[CountValue]) -> bool:
    """One count: the same number (*sept*, *au moins sept*); different numbers contradict each other and both stay."""
    if one.value is None or other.value is None:
        return plain(one.words) == plain(other.words)
    return one.value.best == other.value.best


def same_head(one: str, other: str) -> bool:
    """Whether the shorter words begin the longer ones: a French phrase begins with its head (*soldats maliens*).

    *Israël* and *armée d'Israël* are two, though one stands in the other.
    """
    short, long = sorted((_tokens(one), _tokens(other)), key=len)
    return bool(short) and long[: len(short)] == short


def _tokens(words: str) -> Sequence[str]:
    tokens = [token for token in _BREAKS.split(plain(words)) if token]
    return tokens[1:] if len(tokens) > 1 and tokens[0] in _ARTICLES else tokens
