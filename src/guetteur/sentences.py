"""Sentence boundaries by rule, on the untouched text.

An argument belongs to the sentence of its trigger, so annotation, codec and lint must cut alike. News is scraped:
full stops without a following space (`Gaza.Le`) end a sentence too, and a line break always does.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from guetteur.document import Span

_ABBREVIATIONS_TEXT = (
    "m mm mme mmes mlle mgr me dr drs pr st ste sts av bd art al cf env éd ed fig hab lt col cdt gal gén cap ltn sgt "
    "adj no nos op p pp vol tél ss réf approx jr sr"
)
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_TEXT.split())
# End mark, closing quotes or brackets, then a space before something that can open a sentence; or a full stop glued
# to a capital.
_BOUNDARY = re.compile(
    r"(?P<mark>(?<![.!?…])[.!?…]++)(?P<close>(?:[ \u00a0\u202f]?[»”\"’)\]])*)"
    r"(?:(?P<gap>[ \t\u00a0\u202f\u2009]+)(?=[\"'“‘«(\[—–-]*[ \u00a0\u202f]?[A-ZÀ-ÖØ-Þ0-9])"
    r"|(?P<glued>)(?=[A-ZÀ-ÖØ-Þ«]))"
)
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


def split_sentences(text: str) -> list[Span]:
    """Cut a text into sentences; spans carry no surrounding white space and never overlap."""
    sentences: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for match in _BOUNDARY.finditer(text, line.start(), line.end()):
            if _ends_sentence(text, line.start(), match):
                _append(sentences, text, start, match.end("close"))
                start = match.end("close")
        _append(sentences, text, start, line.end())
    return sentences


def sentence_of(sentences: list[Span], position: int) -> int:
    """Index of the last sentence that starts at or before a code point (0 for text before the first one)."""
    return max(0, bisect_right(sentences, position, key=lambda span: span.start) - 1)


def _ends_sentence(text: str, line_start: int, match: re.Match[str]) -> bool:
    if match["mark"] != ".":
        # "Quoi ?" or an ellipsis glued to a capital is layout, not a boundary that can be trusted.
        return match["gap"] is not None or match["close"] != ""
    before = _word_before(text, line_start, match.start())
    if match["gap"] is None:
        return match["close"] != "" or (len(before) >= 3 and before[-1].islower()) or before.isdigit()
    if before.lower() in _ABBREVIATIONS and not before.isdigit():
        return False
    is_initial = len(before) == 1 and before.isupper()
    return not is_initial


def _word_before(text: str, start: int, end: int) -> str:
    """The letters and digits that end at `end`; walks back, for a line may be a whole article."""
    begin = end
    while begin > start and (text[begin - 1].isalnum() or text[begin - 1] == "_"):
        begin -= 1
    return text[begin:end]


def _append(sentences: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append(Span(start, end))
