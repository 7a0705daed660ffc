"""Words and marks, cut by rule inside the sentences of `guetteur.sentences`.

Annotation plays no part in it: a cut that followed the spans would tell a tagger where they are.
"""

from __future__ import annotations

import re

from guetteur.document import Span
from guetteur.sentences import split_sentences

# Numbers with their decimals, words with their combining accents and an elided apostrophe (l', jusqu'), or one mark.
_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)+(?!\w)|(?:[ldjmnstc]|\w*qu)['’](?=\w)|\w[\w{_MARKS}]*|[^\w\s][{_MARKS}]*", re.IGNORECASE
)


def tokenize(text: str) -> list[list[Span]]:
    """The tokens of every sentence; what lies between two of them is white space only."""
    return [
        [Span(*match.span()) for match in _TOKEN.finditer(text, sentence.start, sentence.end)]
        for sentence in split_sentences(text)
    ]
