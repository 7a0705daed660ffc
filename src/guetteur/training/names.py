"""Other towns, groups and weapons in the same article: what a name does in a sentence must not depend on the name."""

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
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|un|une|des|du|au|aux)[ \u00a0]|\b[ld]['’])$", re.IGNORECASE)
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


class ArgumentSwapper:
    """Exchanges arguments of one role for others behind the same article: *le Hamas* for *le M23*.

    The article keeps gender, number and elision right, so that the text stays French. `share` of the different
    arguments of a document are exchanged, wherever they stand.

    Args:
        documents: where the other names come from.
        role: of the arguments.
        share: how many are exchanged, from 0 to 1.
        names_only: leave arguments alone that begin with a small letter (*hommes armés*).
    """

    def __init__(self, documents: Sequence[Document], role: Role, share: float, names_only: bool) -> None:
        self.role, self.share, self.names_only = role, share, names_only
        found: dict[str, set[str]] = {}
        for document in documents:
            for _, _, article, words in self._arguments(document):
                found.setdefault(article, set()).add(words)
        self.pools = {article: sorted(words) for article, words in found.items()}

    def __call__(self, document: Document, rng: random.Random) -> Document:
        """The document with other arguments, every span moved to where its words now stand."""
        places = sorted(set(self._arguments(document)))
        kinds = sorted({(article, words) for _, _, article, words in places})
        new = {kind: rng.choice(self.pools[kind[0]]) for kind in kinds if rng.random() < self.share}
        changes = ((start, end, new.get((article, words))) for start, end, article, words in places)
        return substitute(document, [(start, end, words) for start, end, words in changes if words is not None])

    def _arguments(self, document: Document) -> Iterable[tuple[int, int, str, str]]:
        for event in document.events:
            for argument in event.arguments:
                start, words = argument.span.start, argument.span.of(document.text)
                article = _ARTICLE.search(document.text, max(0, start - 8), start)
                if argument.role == self.role and article and (words[0].isupper() or not self.names_only):
                    yield start, argument.span.end, article[0].strip().lower().replace("’", "'"), words


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
