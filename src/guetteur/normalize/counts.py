"""Counts of people: *au moins 42 227*, *une trentaine d'autres*, *entre douze et quinze*, *des centaines*."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from guetteur.normalize.values import CountValue
from guetteur.normalize.wording import plain, split_number


@dataclass(frozen=True, slots=True)
class CountConvention:
    """What words without a definite number stand for.

    The three numbers of a `CountValue` are the kind that UCDP GED publishes (low, best and high estimate). How UCDP's
    coders read *several* or *dozens* could not be verified, so no convention bears that name.

    Args:
        plural: the factor of a bare plural: with 2, *des centaines* means 200 and more.
        several: the best estimate of *plusieurs* and *quelques*.
        round_percent: how far off *une trentaine* may be, either way.
        near_percent: how far off *environ 50* may be, either way, and *près de 50* downwards.
        lower_of_range: whether the best estimate of *entre 12 et 15* is the lower end or the middle, rounded down.
    """

    plural: int = 2
    several: int = 2
    round_percent: int = 20
    near_percent: int = 10
    lower_of_range: bool = False


LITERAL = CountConvention()
"""What the words say: a plural is at least two of its kind."""

ACLED = CountConvention(plural=1, lower_of_range=True)
"""As ACLED codes fatalities: 10 for "tens", 12 for "dozens", 100 for "hundreds" and so on, and the most conservative
estimate where it is vague.

Verified on a copy of ACLED's FAQ "Fatalities" (state of 7 May 2024), not on the original page. Not verified: ACLED's
figure for fatalities of unknown number, which may also cover "several"; set `several` if you know it. Injuries are no
field of ACLED; the same rules are applied to them here.
"""

_GROUPS = {
    "demi-douzaine": 6, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000,
    "demi-million": 500_000, "million": 1_000_000, "milliard": 1_000_000_000,
}  # fmt: skip
_GROUP = re.compile(
    r"(?P<before>.*?)(?:\b(?P<full>bonne?|grosse?)|\b(?P<scant>petite?))? ?\b(?P<group>" + "|".join(_GROUPS) + r")"
    r"(?P<plural>s)?(?: de (?P<times>milliers|millions))?(?P<rest> .*|)"
)
_EXACT_GROUPS = ("million", "milliard", "demi-million")  # *un million* is a number, *une centaine* is about one
_SEVERAL = re.compile(r"(?:plusieurs|quelques(?:-une?s)?|une poignée)\b(?P<rest>.*)")
_NONE = re.compile(r"(?:aucune?|personne|pas une?|nul(?:le)?)\b(?P<rest>.*)")
# The article is not always part of the span.
_ONE_OF_THEM = re.compile(r"(?:une? |le |la |l')?(?:autre|l'une?|seconde?|[a-z-]+i[eè]me)\b(?P<rest>.*)")
_RANGES = (
    re.compile(r"entre (?P<low>.+?) et (?P<high>.+)"),
    re.compile(r"(?:de |d')?(?P<low>.+?) (?:à|ou) (?P<high>.+)"),
    re.compile(r"(?P<low>[0-9][0-9. ]*) ?- ?(?P<high>[0-9][0-9. ]*(?: .*)?)"),
)
# What makes a number something else than a count of people: shares, measures, groups of unknown size.
_NO_COUNT = re.compile(
    r"%|\bun [a-z-]+i[eè]me d|\b(?:pour ?cent|fois|tiers|quarts?|sur|ans?|mois|jours?|heures?|minutes?|euros?|"
    r"familles?|groupes?|couples?|équipes?|équipages?|villages?|maisons?|foyers?|unités?|bataillons?|nombre)\b"
)

Bound = Callable[[CountValue, CountConvention], CountValue]


def _off(number: int, percent: int) -> int:
    return -(-number * percent // 100)  # rounded up, in whole numbers


def _at_least(value: CountValue, _: CountConvention) -> CountValue:
    return CountValue(value.best, value.best, None)


def _at_most(value: CountValue, _: CountConvention) -> CountValue:
    return CountValue(min(1, value.best), value.best, value.best)


def _less_than(value: CountValue, convention: CountConvention) -> CountValue:
    best = max(0, value.best - 1)
    return _at_most(CountValue(best, best, best), convention)


def _nearly(value: CountValue, convention: CountConvention) -> CountValue:
    low = value.low if value.low < value.best else value.best - _off(value.best, convention.near_percent)
    return CountValue(low, value.best, value.best)


def _slightly_over(value: CountValue, convention: CountConvention) -> CountValue:
    return CountValue(value.best, value.best, value.best + _off(value.best, convention.near_percent))


def _about(value: CountValue, convention: CountConvention) -> CountValue:
    if value.low != value.high:
        return value
    off = _off(value.best, convention.near_percent)
    return CountValue(value.best - off, value.best, value.best + off)


_BOUNDS: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"\b(?:un (?:petit )?)?peu plus (?:de |d')"), _slightly_over),
    (re.compile(r"\b(?:un (?:petit )?)?peu moins (?:de |d')|\b(?:près|pas loin) (?:de |d')|\bpresque\b"), _nearly),
    (re.compile(r"\bpas plus (?:de |d')|\b(?:tout )?au (?:grand )?(?:plus|maximum)\b|\bjusqu'à\b"), _at_most),
    (re.compile(r"\b(?:pas|rien) moins (?:de |d'|que )|\bau (?:moins|minimum|bas mot)\b"), _at_least),
    (re.compile(r"\b(?:bien )?plus (?:de |d')|\bau-delà (?:de |d'|du )"), _at_least),
    (re.compile(r"\bmoins (?:de |d')"), _less_than),
    (
        re.compile(r"\b(?:environ|quelque|à peu près|approximativement|autour de|aux alentours de|de l'ordre de)\b"),
        _about,
    ),
)


def normalize_count(words: str, convention: CountConvention = LITERAL) -> CountValue | None:
    """The number of people that the words of a Killed or Injured argument name.

    *Plus de cent* keeps 100 as its lower bound: the writer rounds. Words that name no number (*la plupart*, *un tiers*,
    *une famille*, *un nombre inconnu*) give None.

    >>> normalize_count("au moins 42 227")
    CountValue(low=42227, best=42227, high=None)
    >>> normalize_count("une trentaine d'autres")
    CountValue(low=24, best=30, high=36)
    """
    text = plain(words)
    for pattern, bound in _BOUNDS:
        if match := pattern.search(text):
            value = _amount(" ".join(f"{text[: match.start()]} {text[match.end() :]}".split()), convention)
            return bound(value, convention) if value else None
    return _amount(text, convention)


def _amount(text: str, convention: CountConvention) -> CountValue | None:
    if _NO_COUNT.search(text):
        return None
    for pattern in _RANGES:
        if match := pattern.fullmatch(text):
            return _range(match["low"], match["high"], convention)
    if (match := _GROUP.fullmatch(text)) and (value := _group(match, convention)):
        return value
    if match := _SEVERAL.fullmatch(text):
        return CountValue(2, max(2, convention.several), None) if _harmless(match["rest"]) else None
    if match := _NONE.fullmatch(text):
        return CountValue(0, 0, 0) if _harmless(match["rest"]) else None
    if (match := _ONE_OF_THEM.fullmatch(text)) and _harmless(match["rest"]):
        return CountValue(1, 1, 1)
    number = split_number(text.removeprefix("l'"))
    return CountValue(number[0], number[0], number[0]) if number and _harmless(number[1]) else None


def _group(match: re.Match[str], convention: CountConvention) -> CountValue | None:
    size = _GROUPS[match["group"]] * (_GROUPS[match["times"][:-1]] if match["times"] else 1)
    before = match["before"].strip()
    if not _harmless(match["rest"]):
        return None
    if before in ("des", "plusieurs", "quelques", "de nombreuses", "de nombreux") or (not before and match["plural"]):
        return CountValue(convention.plural * size, convention.plural * size, None)
    number = split_number(before) if before not in ("", "la", "le", "l'") else (1, "")
    if not number or number[1]:
        return None
    best = number[0] * size
    if match["group"] in _EXACT_GROUPS:
        return CountValue(best, best, best)
    off = _off(best, convention.round_percent)
    return CountValue(best - (0 if match["full"] else off), best, best + (0 if match["scant"] else off))


def _range(low_words: str, high_words: str, convention: CountConvention) -> CountValue | None:
    low, high = _amount(low_words, convention), _amount(high_words, convention)
    if low is None or high is None:
        return None
    scale = 1_000 if re.search(r"\bmille\b", high_words) and not re.search(r"\bmille\b", low_words) else 1
    # *Entre dix et quinze mille* counts thousands at both ends, *de neuf cents à deux mille* does not.
    first = low.low * scale if low.low * scale < high.best else low.low
    if first > high.best:
        return None
    return CountValue(first, first if convention.lower_of_range else (first + high.best) // 2, high.high)


def _harmless(rest: str) -> bool:
    """Whether the words behind a number only say who is counted, and count nothing themselves."""
    tail = rest.strip()
    if tail.startswith(("des ", "de ces ", "d'entre ")):  # *deux des quatre soldats*
        return True
    return not any(split_number(word) for word in re.split(r"[ ']", tail) if word not in ("un", "une"))
