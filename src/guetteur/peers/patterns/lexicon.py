"""Trigger lexicon by lemma, counted on annotated documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from guetteur.ontology import EventType, Role
from guetteur.peers.patterns.words import MEANS, TOLL

Key = tuple[str, ...]
"""The lemmas of a trigger."""
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger of a sentence: its tokens, its lemmas and its type."""

    start: int
    end: int
    key: Key
    type: str


@dataclass
class Lexicon:
    """Lemmas that are a trigger in more than half of their occurrences.

    Attributes:
        types: the most frequent type of each.
        patients: whether who suffers is mostly called Target or Victim.
    """

    types: dict[Key, str] = field(default_factory=dict)
    patients: dict[Key, str] = field(default_factory=dict)

    @classmethod
    def count(cls, sentences: Iterable[tuple[Any, Sequence[tuple[int, int, Any]]]]) -> Lexicon:
        """Count over parsed sentences, each with the token range and the event of its triggers."""
        types: dict[Key, Counter[str]] = defaultdict(Counter)
        patients: dict[Key, Counter[str]] = defaultdict(Counter)
        seen: Counter[Key] = Counter()
        for doc, triggers in sentences:
            lemmas = _lemmas(doc)
            seen.update(tuple(lemmas[i : i + n]) for n in range(1, _LONGEST + 1) for i in range(len(lemmas) - n + 1))
            for start, end, event in triggers:
                key = tuple(lemmas[start:end])
                types[key][event.type] += 1
                patients[key].update(a.role for a in event.arguments if a.role in (Role.TARGET, Role.VICTIM))
        # A word of toll gives its type when nothing else does, however often it is none.
        kept = {key for key, counts in types.items() if counts.total() > seen[key] / 2 or key[0] in TOLL}
        return cls(
            {key: types[key].most_common(1)[0][0] for key in kept},
            {key: patients[key].most_common(1)[0][0] for key in kept if patients[key]},
        )

    def find(self, doc: Any) -> list[Found]:
        """Triggers of a parsed sentence, the longest first; a toll is one only where it stands alone."""
        lemmas = _lemmas(doc)
        found: list[Found] = []
        position = 0
        while position < len(lemmas):
            for length in range(min(_LONGEST, len(lemmas) - position), 0, -1):
                key = tuple(lemmas[position : position + length])
                if key in self.types:
                    found.append(Found(position, position + length, key, self._type(key, lemmas)))
                    position += length - 1
                    break
            position += 1
        named = [trigger for trigger in found if trigger.key[0] not in TOLL]
        return named or found[:1]

    def patient(self, key: Key) -> str:
        """The role of who suffers."""
        return self.patients.get(key, Role.TARGET)

    def _type(self, key: Key, lemmas: Sequence[str]) -> str:
        known = self.types[key]
        if known != EventType.ATTACK:
            return known
        return next((MEANS[lemma] for lemma in lemmas if lemma in MEANS), known)


def _lemmas(doc: Any) -> list[str]:
    return [token.lemma_.lower() for token in doc]
