"""Words with exact offsets, sentence by sentence, and tags over them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from guetteur.codec.flat import FLAT_TAGS
from guetteur.codec.tags import TaggedSpan
from guetteur.document import Span
from guetteur.sentences import split_sentences

# A number with its separators, a word with the apostrophe that ends it (*l'*, *d’*), any other mark alone.
_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|\w+['’]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence: their texts and their places in the document."""

    words: tuple[str, ...]
    places: tuple[Span, ...]

    def tags(self, spans: Iterable[TaggedSpan]) -> list[str]:
        """One BIO tag a word of spans in code points; where spans overlap, the first one given wins."""
        ends = [place.end for place in self.places]
        starts = [place.start for place in self.places]
        over_words = []
        for span in spans:
            start, end = bisect_right(ends, span.start), bisect_left(starts, span.end)
            over_words.append(TaggedSpan(start, end, span.label))
        return [FLAT_TAGS.tags[tag] for tag in FLAT_TAGS.encode(over_words, len(self.words))]

    def spans(self, tags: Sequence[str], scores: Sequence[float]) -> list[TaggedSpan]:
        """Spans in code points of one tag a word; an `I-x` that continues nothing begins a span."""
        ids = np.array([FLAT_TAGS.index[tag] for tag in tags], dtype=np.int64)
        before = np.concatenate([[0], ids[:-1]])
        ids -= ~FLAT_TAGS.legal[before, ids]
        return [
            TaggedSpan(
                self.places[found.start].start,
                self.places[found.end - 1].end,
                found.label,
                float(np.mean(scores[found.start : found.end])),
            )
            for found in FLAT_TAGS.spans(ids, None, [(0, len(ids))])
        ]


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text, cut into words."""
    found = []
    for sentence in split_sentences(text):
        matches = list(_WORD.finditer(text, sentence.start, sentence.end))
        if matches:
            places = tuple(Span(*match.span()) for match in matches)
            found.append(Sentence(tuple(match[0] for match in matches), places))
    return found
