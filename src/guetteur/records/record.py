"""A record: one event of one document with everything the text says about it, each value traceable to its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from guetteur.document import Span
from guetteur.normalize.values import CountValue, NameValue, PlaceValue, TimeValue
from guetteur.ontology import Factuality, Role

N = TypeVar("N", TimeValue, CountValue, PlaceValue, NameValue, covariant=True)

DISPUTED = "disputed"
"""The claim of a record that one mention denies and another does not: no single factuality says that."""


@dataclass(frozen=True, slots=True)
class Value(Generic[N]):
    """What one argument says.

    Args:
        words: the words as they stand in the text.
        span: where they stand.
        mention: id of the mention whose argument it is.
        score: how sure the model is of it.
        value: the normalised form; None where the words were not understood.
        said_by: the Source words of the same mention.
    """

    words: str
    span: Span
    mention: str
    score: float
    value: N | None = None
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger that speaks of the event."""

    id: str
    words: str
    span: Span
    type: str
    factuality: str
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with at least one mention, as it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """How the text presents the event, without taking sides.

    Args:
        kind: a label of `Factuality`, or `DISPUTED`.
        says: who says that it happened; for a claimed event without Source the attacker itself.
        denies: who says that it did not.
        confirmed: whether more than the claim speaks for it: the text tells it as a fact in another mention, or at
            least two sources that are not the attacker say so. It is about this one text, not about the truth.
    """

    kind: str
    says: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Toll:
    """The people that one mention counts as killed, or as injured.

    Args:
        words: the counts that were added up (*cinq* + *trois* in *tuant cinq soldats et trois civils*), or the one.
        value: their sum.
        score: the least score among them.
        said_by: the Source words of the mention.
    """

    words: tuple[str, ...]
    value: CountValue
    mention: str
    score: float
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """The one value that a flat row shows; `guetteur.records.best` has the rule.

    `place_is_target`: no Place could be located, but what was attacked could (*attaque contre l'aéroport de Goma*).
    """

    date: Value[TimeValue] | None = None
    place: Value[PlaceValue] | None = None
    place_is_target: bool = False
    killed: Toll | None = None
    injured: Toll | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One event of one document.

    A field holds every different value, the fullest first; values that contradict each other stand side by side.
    `background` marks a war (a mention is `Campaign`): it is context, and no incident table should count it.
    """

    id: str
    document: str
    type: str
    background: bool
    claim: Claim
    score: float
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    attackers: tuple[Value[NameValue], ...] = ()
    targets: tuple[Value[NameValue], ...] = ()
    victims: tuple[Value[NameValue], ...] = ()
    instruments: tuple[Value[NameValue], ...] = ()
    places: tuple[Value[PlaceValue], ...] = ()
    times: tuple[Value[TimeValue], ...] = ()
    killed: tuple[Value[CountValue], ...] = ()
    injured: tuple[Value[CountValue], ...] = ()
    sources: tuple[Value[NameValue], ...] = ()
    motives: tuple[Value[NameValue], ...] = ()
    tolls: tuple[Toll, ...] = ()
    injury_tolls: tuple[Toll, ...] = ()
    best: Best = Best()
    published: date | None = None
    outlet: str = ""
    url: str = ""

    @property
    def contradictory(self) -> bool:
        """Whether two mentions give different numbers of dead."""
        return len({toll.value.best for toll in self.tolls}) > 1

    @property
    def happened(self) -> bool:
        """Whether the text presents it as something that took place: told or claimed, not denied or only planned."""
        return self.claim.kind in HAPPENED


HAPPENED = frozenset({str(Factuality.ASSERTED), str(Factuality.CLAIMED), DISPUTED})
"""Claims of events that may stand in an incident table; a disputed one carries who denies it."""

FIELDS: dict[str, Role] = {
    "attackers": Role.ATTACKER,
    "targets": Role.TARGET,
    "victims": Role.VICTIM,
    "instruments": Role.INSTRUMENT,
    "places": Role.PLACE,
    "times": Role.TIME,
    "killed": Role.KILLED,
    "injured": Role.INJURED,
    "sources": Role.SOURCE,
    "motives": Role.MOTIVE,
}
"""The fields of a record that hold arguments, and their roles."""
