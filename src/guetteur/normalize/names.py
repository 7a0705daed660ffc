"""Who acts and with what: actors and weapons under one neutral name, whatever one side calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guetteur.normalize.aliases import Aliases, Match, Token, key_of, singular, tokens
from guetteur.normalize.countries import by_adjective, by_name, countries, read_data
from guetteur.normalize.spelling import fold
from guetteur.normalize.values import NameValue
from guetteur.ontology import Role
from guetteur.structured import build

_ACTS_OR_SPEAKS = frozenset({Role.ATTACKER, Role.SOURCE})
_ARTICLES = frozenset({"le", "la", "les"})
_NO_NOUNS = frozenset({"les", "des", "republique"})
_BOUNDARIES = frozenset(" '’\u00a0\u202f")
_MOST_NOUNS = 1
_FORCES = {"military": "armée", "police": "police"}


@dataclass(frozen=True, slots=True)
class ActorFile:
    """What a file of actors holds, see `data/actors.yaml`; a user's own file may leave out all but `names`."""

    names: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    forces: dict[str, list[str]] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    quantities: list[str] = field(default_factory=list)
    no_forces: list[str] = field(default_factory=list)
    no_metonyms: list[str] = field(default_factory=list)
    metonyms: dict[str, list[str]] = field(default_factory=dict)


class Names:
    """Actors and weapons by their many names.

    Args:
        actors: as in `data/actors.yaml`.
        weapons: as in `data/weapons.yaml`.

    Raises:
        ValueError: the actors have a section that does not exist.
    """

    def __init__(self, actors: Mapping[str, Any], weapons: Mapping[str, Mapping[str, list[str]]]) -> None:
        file: ActorFile = build(ActorFile, actors)
        self._actors = Aliases(file.names, capitals=frozenset({"media"}))
        self._weapons = Aliases(weapons)
        self._members = {token.key for member in file.members for token in tokens(member)}
        self._quantities = {singular(fold(word)) for word in file.quantities}
        self._forces = {key_of(word): kind for kind, words in file.forces.items() for word in words}
        self._no_forces = {singular(fold(word)) for word in file.no_forces}
        self._metonyms = {fold(name): code for code, names in file.metonyms.items() for name in names}
        self._metonyms |= {fold(country.capital): code for code, country in countries().items() if country.capital}
        for name in file.no_metonyms:
            self._metonyms.pop(fold(name), None)

    @classmethod
    @cache
    def packaged(cls) -> Names:
        """The names that ship, read once."""
        return cls(read_data("actors.yaml"), read_data("weapons.yaml"))

    @classmethod
    def from_files(cls, actors: Path | None = None, weapons: Path | None = None) -> Names:
        """A user's own files instead of the packaged ones."""
        return cls(
            yaml.safe_load(actors.read_text("utf-8")) if actors else read_data("actors.yaml"),
            yaml.safe_load(weapons.read_text("utf-8")) if weapons else read_data("weapons.yaml"),
        )

    def find(self, words: str, role: str = "") -> NameValue | None:
        """The name in the words of an argument, see `normalize_name`."""
        found = tokens(words)
        if role == Role.INSTRUMENT:
            return self._weapon(found)
        actor = self._listed(found) or self._state(found, words, role)
        return actor if actor or role else self._weapon(found)

    def _weapon(self, found: list[Token]) -> NameValue | None:
        """A model before a common word, then the first word: *drones de l'armée, missile tiré par un drone*."""
        matches = list(self._weapons.matches(found))
        best = min(matches, key=lambda match: (not match.proper, match.first), default=None)
        return best.value if best else None

    def _listed(self, found: list[Token]) -> NameValue | None:
        for match in self._actors.matches(found):
            if self._leads_to(found, match):
                return match.value
        return None

    def _leads_to(self, found: list[Token], match: Match) -> bool:
        """Whether the words are the actor or some of its people, not its victims, its offices or its lawyer."""
        head = next((token for token in found[: match.first] if not self._counts(token)), None)
        return head is None or head.key in self._members

    def _state(self, found: list[Token], words: str, role: str) -> NameValue | None:
        """*Israël*, *Moscou* for Russia, *armée malienne*, *porte-parole de la police italienne*."""
        # With its article, which is a part of some names (*Le Caire*), and without.
        start = 1 if len(found) > 1 and found[0].key in _ARTICLES else 0
        keys = [fold(words), *(fold(words[token.start :]) for token in found[start : start + 1])]
        known = by_name() | self._metonyms if role in _ACTS_OR_SPEAKS else by_name()
        code = next((known[key] for key in keys if key in known), None)
        if code:
            return None if countries()[code].territory else NameValue(countries()[code].name, "state")
        return self._force(found, words)

    def _force(self, found: list[Token], words: str) -> NameValue | None:
        """An army, police or government: its word at the head, then the adjective or the name of its country."""
        at = next((at for at, token in enumerate(found) if not self._leads(found, at)), len(found))
        ends = (end for end in range(min(len(found), at + 4), at, -1) if self._kind(found[at:end]))
        end = next(ends, None)
        if end is None or any(token.key in self._no_forces for token in found):
            return None
        kind = self._kind(found[at:end])
        codes = {by_adjective()[key] for token in found[end:] if (key := fold(token.text)) in by_adjective()}
        if not codes:
            codes = {
                by_name()[key]
                for start in _complements(found[end:], words)
                if (key := fold(words[start:])) in by_name()
            }
        if len(codes) != 1:
            return None
        country = countries()[codes.pop()]
        if kind not in _FORCES:
            return NameValue(country.name, kind)
        of = country.adjectives[1] if country.adjectives else f"({country.name})"
        return NameValue(f"{_FORCES[kind]} {of}", kind)

    def _kind(self, found: list[Token]) -> str:
        return self._forces.get(tuple(token.key for token in found), "")

    def _leads(self, found: list[Token], at: int) -> bool:
        """Whether a word stands before the head noun or is one of its people (*trois porte-parole de la police*)."""
        if any(self._kind(found[at:end]) for end in range(at + 1, at + 5)):
            return False
        return found[at].key in self._members or self._counts(found[at])

    def _counts(self, token: Token) -> bool:
        """Whether a word before the head noun only says how many or which."""
        return token.key in self._quantities or (len(token.key) < 3 and token.key != "ex") or token.text.isdigit()


def normalize_name(words: str, role: str = "", names: Names | None = None) -> NameValue | None:
    """The actor or the weapon that the words of an argument name, None for those that name none.

    Args:
        words: as they stand in the article.
        role: the argument's role, if known: an Instrument is a weapon, and only who acts or speaks can be a capital
            that stands for its state.
        names: a user's own lists; the packaged ones if None.

    >>> normalize_name("une dizaine de combattants de Daech")
    NameValue(name='État islamique', kind='armed_group')
    >>> normalize_name("soldats israéliens").name
    'armée israélienne'
    """
    return (names or Names.packaged()).find(words, role)


def _complements(found: list[Token], words: str) -> Iterator[int]:
    """Where *X* may begin in *ministère de la Défense de X*: at a word of its own, with one noun before it at most."""
    nouns = 0
    for token in found:
        if words[token.start - 1 : token.start] in _BOUNDARIES:
            yield token.start
        nouns += len(token.key) > 2 and token.key not in _NO_NOUNS
        if nouns > _MOST_NOUNS:
            return
