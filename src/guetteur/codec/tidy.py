"""Edges of decoded spans, by the annotation rules: whole words, no dangling function word, no split phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guetteur.codec.tags import TaggedSpan
from guetteur.document import Span
from guetteur.ontology import Role

_FUNCTION_WORDS = (
    "à", "au", "aux", "de", "du", "des", "le", "la", "les", "en", "dans", "sur", "sous", "par", "pour", "et", "ou",
    "qui", "que", "dont",
)  # fmt: skip
# A noun phrase never ends in one of these, in small letters or in a headline of capitals (*Cono Sur* is a name), and
# (rule 1 of the guidelines) none begins with a preposition of these.
_DANGLING = re.compile(
    rf"[\s,;:(«“–-]+(?:(?:{'|'.join(form for word in _FUNCTION_WORDS for form in (word, word.upper()))})|[dlDL]['’])?$"
)

_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
# A date is one phrase: a day takes its month along, a month its year.
_DATE_PARTS = (
    (re.compile(r"\b(?:\d\d?|1er)$"), re.compile(rf"\s{_MONTH}")),
    (re.compile(rf"\b{_MONTH}$"), re.compile(r"\s(?:19|20)\d\d\b")),
)
_MONTH_FIRST = re.compile(_MONTH)
_DAY_BEFORE = re.compile(r"(?<!\d)(?<!\d[.,])(?:\d\d?|1er)\s$")
_DAY_LENGTH = 6  # characters: *1er*, a space, and what must not stand before a day


def merge_adjacent(spans: Sequence[TaggedSpan]) -> list[TaggedSpan]:
    """Join neighbouring spans of one label with nothing between them: coordinated phrases have a comma or an *et*.

    Only times follow each other bare (*14 heures dimanche*) and stay apart.
    """
    merged: list[TaggedSpan] = []
    for span in spans:
        if merged and merged[-1].label == span.label != Role.TIME and merged[-1].end == span.start:
            last = merged.pop()
            length = span.end - last.start
            score = (last.score * (last.end - last.start) + span.score * (span.end - span.start)) / length
            span = TaggedSpan(last.start, span.end, span.label, score)
        merged.append(span)
    return merged


def whole_words(span: Span, text: str) -> Span:
    """The span with the rest of the words that it cuts."""
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def tidy(span: Span, text: str) -> Span | None:
    """The span with whole words and whole dates, without what dangles at its end; None if nothing is left."""
    whole = whole_words(span, text)
    start, end = whole.start, whole.end
    for part, next_part in _DATE_PARTS:
        if part.search(text, start, end) and (rest := next_part.match(text, end)):
            end = rest.end()
    if _MONTH_FIRST.match(text, start, end) and (day := _DAY_BEFORE.search(text, max(0, start - _DAY_LENGTH), start)):
        start = day.start()
    while match := _DANGLING.search(text, start, end):
        end = match.start()
    return Span(start, end) if start < end else None
