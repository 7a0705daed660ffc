"""What merging looks at in a record: its days, points, parties, things, names and tolls, read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guetteur.document import Document
from guetteur.normalize.countries import adjectives_in, by_name
from guetteur.normalize.spelling import fold
from guetteur.normalize.values import CountValue, NameValue, PlacePrecision, PlaceValue
from guetteur.ontology import EventType
from guetteur.records.merge.spelling import Spelling
from guetteur.records.merge.words import COMMON, HOURS
from guetteur.records.record import Record, Value

_NARROW = 8  # days: an interval that says when, not in which month
_TOWNS = frozenset({PlacePrecision.TOWN, PlacePrecision.NEAR})
_STATES = frozenset({"state", "military", "police"})


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included."""

    start: date
    end: date

    def gap(self, other: Days) -> int:
        """Days between the two; 0 where they meet."""
        return max(0, (self.start - other.end).days, (other.start - self.end).days)


@dataclass(frozen=True, slots=True)
class Profile:
    """A record as the scorer sees it.

    Args:
        article: number of its article; the records of one article are never one event.
        key: what identifies it whatever the order of the articles.
        lead: whether its article opens with it.
        narrow: intervals of a week at most; `wide` are longer ones.
        countries: of its own places, and of its parties where it has none.
        around: countries of the whole article.
        places: names of its towns, and of places without coordinates.
        parties: who attacked, by canonical name, and by country where it is a state's.
        things: what and who was hit, as stems of the words that say it.
        names: proper names in its arguments, towns and states left out.
        spoken: proper names of the whole article, and the towns that its records name.
        opening: words that open a sentence and may be names.
        words: stems of the other words of its sentences.
        spelled: how the article spells what stands for it in the sets above.
    """

    record: Record
    article: int
    key: tuple[Any, ...]
    lead: bool
    types: frozenset[str]
    kinds: frozenset[str]
    published: date | None
    narrow: tuple[Days, ...]
    wide: tuple[Days, ...]
    hours: frozenset[str]
    points: tuple[PlaceValue, ...]
    regions: tuple[PlaceValue, ...]
    countries: frozenset[str]
    around: frozenset[str]
    places: frozenset[str]
    parties: frozenset[str]
    attackers: frozenset[str]
    things: frozenset[str]
    generic: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    spoken: frozenset[str]
    opening: frozenset[str]
    words: frozenset[str]
    triggers: frozenset[str]
    weapons: frozenset[str]
    spelled: Mapping[str, str]
    killed: tuple[CountValue, ...]
    injured: tuple[CountValue, ...]

    @property
    def war(self) -> bool:
        """Whether it is a war rather than an incident."""
        return self.record.background


def profiles_of(article: int, document: Document, records: Sequence[Record]) -> list[Profile]:
    """The profiles of one article's records."""
    words = Spelling()
    places = [place for record in records for place in _located(record)]
    towns = words.names(place.name for place in places if place.precision in _TOWNS)
    spoken = words.names([document.text]) | towns | {str(p.geoname_id) for p in places if p.geoname_id}
    opening = words.names([document.text], opening=True)
    around = _frequent(place.country for place in places if place.country)
    first = min((r for r in records if not r.background), key=lambda r: r.mentions[0].span, default=None)
    article_wide: dict[str, Any] = {"around": around, "spoken": spoken, "opening": opening - spoken}
    return [_profile(record, words, article=article, lead=record is first, **article_wide) for record in records]


def _profile(record: Record, words: Spelling, **article_wide: Any) -> Profile:
    located = _located(record)
    days = [Days(t.start, t.end) for v in record.times if (t := v.value) and t.start and t.end and t.start <= t.end]
    narrow = tuple(d for d in days if (d.end - d.start).days < _NARROW)
    hit: list[Value[Any]] = [*record.targets, *record.victims]
    unlocated: list[Value[Any]] = [v for v in record.places if v.value is None]
    near: list[Value[Any]] = [v for v in record.places if v.value and v.value.precision is PlacePrecision.NEAR]
    towns = [place.name for place in located]
    unknown = words.names(v.words for v in unlocated)
    names = words.names(v.words for v in (*hit, *near)) - words.names(towns) - unknown
    # A name counts once: as a town, as an unlocated place, as somebody's name, or as a thing.
    stems = words.stems((v.words for v in (*hit, *unlocated, *near)), but=names | unknown | words.names(towns))
    parties = frozenset(key for v in record.attackers for key in _parties(v))
    return Profile(
        record=record,
        key=(str(record.published or ""), record.document, record.mentions[0].span, record.id),
        types=frozenset(m.type for m in record.mentions) - {EventType.ATTACK, EventType.CAMPAIGN},
        kinds=frozenset(m.factuality for m in record.mentions),
        published=record.published,
        narrow=narrow,
        wide=tuple(d for d in days if d not in narrow),
        hours=frozenset(h for v in record.times for h in HOURS if h in v.words.casefold()),
        points=tuple(p for p in located if p.precision in _TOWNS),
        regions=tuple(p for p in located if p.precision is PlacePrecision.REGION),
        countries=_countries(record, located),
        places=unknown | words.names(place.name for place in located if place.precision in _TOWNS),
        parties=parties,
        attackers=words.stems(v.words for v in record.attackers) - COMMON,
        things=stems - COMMON,
        generic=stems & COMMON,
        names=names,
        people=words.names(v.words for v in hit if len(words.names([v.words])) > 1),
        words=words.stems(q.text for q in record.quotes) - COMMON,
        triggers=words.stems(m.words for m in record.mentions) - COMMON,
        weapons=frozenset(v.value.kind for v in record.instruments if v.value),
        spelled=words.spelled,
        killed=tuple(toll.value for toll in record.tolls),
        injured=tuple(toll.value for toll in record.injury_tolls),
        **article_wide,
    )


def _located(record: Record) -> list[PlaceValue]:
    found = [v.value for v in record.places if v.value]
    if record.best.place and record.best.place.value and record.best.place_is_target:
        found.append(record.best.place.value)
    return found


def _countries(record: Record, located: Sequence[PlaceValue]) -> frozenset[str]:
    places = {p.country for p in located if p.country}
    said: list[Value[Any]] = [*record.places, *record.targets, *record.victims]
    return frozenset(places or {code for value in said for code in adjectives_in(value.words)})


def _frequent(codes: Iterable[str]) -> frozenset[str]:
    counts = Counter(codes)
    return frozenset(code for code, n in counts.items() if 2 * n >= max(counts.values()))


def _parties(value: Value[NameValue]) -> set[str]:
    if value.value is None:
        return set(adjectives_in(value.words))
    keys = {value.value.name}
    if value.value.kind in _STATES:
        keys |= set(adjectives_in(value.value.name))
        keys |= {by_name().get(fold(value.value.name), "")} - {""}
    return keys
