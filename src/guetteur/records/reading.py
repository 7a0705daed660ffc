"""From the words of a document's arguments to normalised values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from guetteur.document import Document
from guetteur.normalize.counts import normalize_count
from guetteur.normalize.names import normalize_name
from guetteur.normalize.places import PlaceResolver
from guetteur.normalize.times import normalize_time
from guetteur.normalize.values import CountValue, NameValue, PlaceValue, TimeValue
from guetteur.ontology import Role


class Places(Protocol):
    """What a reading needs of a gazetteer."""

    def resolve(self, words: Sequence[str], context: Sequence[str] = ()) -> list[PlaceValue | None]:
        """A value, or None, for each of the words; `context` are other places of the same text."""


@lru_cache(maxsize=1)
def _gazetteer() -> Places:
    return PlaceResolver()  # reads its file once for all documents


class Reading:
    """The normalised values of one document's arguments, seen from its day of publication."""

    def __init__(self, document: Document, published: date | None, places: Places | None = None) -> None:
        self.published = published
        self._places = self._resolve(document, places or _gazetteer())

    def time(self, words: str) -> TimeValue | None:
        """The days that the words of a Time name."""
        return normalize_time(words, self.published)

    def count(self, words: str) -> CountValue | None:
        """The number that the words of a Killed or Injured name."""
        return normalize_count(words)

    def name(self, words: str, role: Role) -> NameValue | None:
        """The canonical name of an actor, or of a weapon where the role is Instrument."""
        return normalize_name(words, role)

    def place(self, words: str) -> PlaceValue | None:
        """The point that the words of a Place or a Target name."""
        return self._places.get(words)

    @staticmethod
    def _resolve(document: Document, places: Places) -> dict[str, PlaceValue | None]:
        # All at once: the places of a text, its attackers and victims say which of several towns of one name is meant.
        words: dict[str, list[str]] = {role: [] for role in Role}
        for event in document.events:
            for argument in event.arguments:
                words[argument.role].append(argument.span.of(document.text))
        people = [*words[Role.ATTACKER], *words[Role.VICTIM]]
        found: dict[str, PlaceValue | None] = {}
        for own, other in ((Role.TARGET, Role.PLACE), (Role.PLACE, Role.TARGET)):
            asked = list(dict.fromkeys(words[own]))
            found |= dict(zip(asked, places.resolve(asked, [*words[other], *people]), strict=True))
        return found
