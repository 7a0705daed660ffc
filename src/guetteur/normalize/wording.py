"""French words in one spelling, and the whole numbers at their beginning."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from text_to_num import text2num

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u2060\ufeff]+")
_SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
# Thousands stand in groups of three behind a space or a full stop; a comma is the French decimal point. Twelve digits
# are more than any count of people.
_DIGITS = re.compile(r"(?:[0-9]{1,3}(?:[ .][0-9]{3}){1,3}|[0-9]{1,12})(?:,[0-9]{1,3})?(?![0-9,.]*[0-9])")
_SCALE = re.compile(r" (?P<scale>mille|millions?|milliards?)\b")
_SCALES = {"mille": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}
_TOKEN = re.compile(r"[^ ]+")
_LETTERS = re.compile(r"[a-zé -]+")


def plain(words: str) -> str:
    """Lower case, straight apostrophes and hyphens, single ordinary spaces, no punctuation at the ends."""
    text = unicodedata.normalize("NFC", words).casefold().translate(_SAME)
    return _SPACES.sub(" ", text).strip(" .,;:!?\"'«»()[]")


def split_number(text: str) -> tuple[int, str] | None:
    """The longest number at the beginning of plain words, in digits or letters, and the words behind it.

    >>> split_number("deux cents soldats")
    (200, 'soldats')
    >>> split_number("1,5 million de personnes")
    (1500000, 'de personnes')
    """
    digits = _DIGITS.match(text)
    return _in_digits(text, digits) if digits else _in_letters(text)


def _in_digits(text: str, digits: re.Match[str]) -> tuple[int, str] | None:
    number = Decimal(digits[0].replace(" ", "").replace(".", "").replace(",", "."))
    end = digits.end()
    if scale := _SCALE.match(text, end):
        number *= _SCALES[scale["scale"].removesuffix("s")]
        end = scale.end()
    rest = text[end:]
    if number != int(number) or (rest and not rest.startswith(" ")):
        return None
    return int(number), rest.strip()


def _in_letters(text: str) -> tuple[int, str] | None:
    # text2num reads a number or refuses the whole, so the longest prefix that it reads is the number. No number has
    # more than a dozen words.
    ends = [token.end() for token in _TOKEN.finditer(text)][:12]
    for end in reversed(ends):
        if not _LETTERS.fullmatch(text[:end]):
            continue
        try:
            return int(text2num(text[:end], "fr")), text[end:].strip()
        except ValueError:
            continue
    return None
