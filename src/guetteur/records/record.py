"""A record: one event with everything that its document, or several, say of it, each value traceable to its words."""

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
class Stand:
    """Where another article says the same as a value or a toll does."""

    document: str
    words: str
    span: Span
    mention: str


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
        document: id of the document the words stand in.
        also: where other articles about the event say the same.
    """

    words: str
    span: Span
    mention: str
    score: float
    value: N | None = None
    said_by: tuple[str, ...] = ()
    document: str = ""
    also: tuple[Stand, ...] = ()

    @property
    def documents(self) -> int:
        """How many articles say it."""
        return len({self.document, *(stand.document for stand in self.also)})


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger that speaks of the event."""

    id: str
    words: str
    span: Span
    type: str
    factuality: str
    score: float
    document: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with at least one mention, as it stands."""

    text: str
    span: Span
    document: str = ""


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
        document: id of the document the words stand in.
        published: its day of publication, for tolls grow as articles follow each other.
        also: ids of other articles with the same toll.
    """

    words: tuple[str, ...]
    value: CountValue
    mention: str
    score: float
    said_by: tuple[str, ...] = ()
    document: str = ""
    published: date | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one article makes of the event: a merged record keeps the stance of each."""

    record: str
    document: str
    type: str
    claim: Claim
    published: date | None = None
    outlet: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding about two records: its name, its weight (for one event above 0, against it below), and a sentence."""

    name: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why two records of two articles were taken for one event.

    Args:
        first: id of a record.
        second: id of the other.
        score: sum of the weights; two records are one event from `guetteur.records.merge.weights.LEAST` on.
        reasons: the heaviest first.
    """

    first: str
    second: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        """The reasons in words, those against it last."""
        sides = [[r.text for r in self.reasons if (r.weight > 0) is good] for good in (True, False)]
        against = f"; against it: {', '.join(sides[1])}" if sides[1] else ""
        return f"{self.first} and {self.second}: {', '.join(sides[0])}{against}"


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
    """One event of one document, or of several articles that report it (`guetteur.records.merge`).

    A field holds every different value, the fullest first; values that contradict each other stand side by side.
    `background` marks a war (a mention is `Campaign`): it is context, and no incident table should count it.
    `reports` has an item for each article, in order of publication; `document`, `published`, `outlet` and `url` are
    those of the first. `links` say why several were taken for one event.
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
    reports: tuple[Report, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def merged(self) -> bool:
        """Whether several articles report it."""
        return len(self.reports) > 1

    @property
    def latest_tolls(self) -> tuple[Toll, ...]:
        """The numbers of dead of the last article that has any: those before it are out of date."""
        days = [toll.published or date.min for toll in self.tolls]
        return tuple(toll for toll, day in zip(self.tolls, days, strict=True) if day == max(days))

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
