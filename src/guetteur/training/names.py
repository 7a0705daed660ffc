"""Other towns in the same article: what a town does in a sentence must not depend on which one it is."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Sequence

from guetteur.document import Document
from guetteur.edits import substitute
from guetteur.ontology import Role

_WORD = r"[A-ZÀ-Þ][\w’'-]+"
_NAME = re.compile(rf"(?<!\w){_WORD}(?= ({_WORD}))?")
_AFTER_A = re.compile(rf"\b[àÀ] ({_WORD}(?: {_WORD})?)")


class TownSwapper:
    """Exchanges towns for others of the same documents.

    A town is a name that is a Place somewhere and somewhere follows *à*. Names that begin alike (with a vowel or not)
    stand for each other, so that *d'Alep* and *de Gao* stay French. `share` of an article's towns are exchanged.
    """

    def __init__(self, documents: Sequence[Document], share: float) -> None:
        self.share = share
        found = sorted(_towns(documents))
        self.pools = {vowel: [name for name in found if _begins_with_vowel(name) == vowel] for vowel in (False, True)}
        self.known = frozenset(found)

    def __call__(self, document: Document, rng: random.Random) -> Document:
        """The document with other towns, every span moved to where its words now stand."""
        places = list(self._places(document.text))
        names = sorted({document.text[start:end] for start, end in places})
        new = {name: rng.choice(self.pools[_begins_with_vowel(name)]) for name in names if rng.random() < self.share}
        changes = ((start, end, new.get(document.text[start:end])) for start, end in places)
        return substitute(document, [(start, end, name) for start, end, name in changes if name is not None])

    def _places(self, text: str) -> Iterable[tuple[int, int]]:
        position = 0
        for match in _NAME.finditer(text):
            for end in sorted({match.end(1), match.end()} - {-1}, reverse=True):  # two words before one
                if match.start() >= position and text[match.start() : end] in self.known:
                    position = end
                    yield match.start(), end
                    break


def _towns(documents: Sequence[Document]) -> set[str]:
    after_a = {name for document in documents for name in _AFTER_A.findall(document.text)}
    places = {
        argument.span.of(document.text)
        for document in documents
        for event in document.events
        for argument in event.arguments
        if argument.role == Role.PLACE
    }
    return after_a & places


def _begins_with_vowel(name: str) -> bool:
    return unicodedata.normalize("NFD", name)[0] in "AEIOUH"
