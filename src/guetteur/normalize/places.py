"""The places of one article resolved together: an ambiguous name is decided by the others, then by size."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from guetteur.normalize.atlas import Atlas
from guetteur.normalize.countries import adjectives_in
from guetteur.normalize.gazetteer import Entry, EntryKind
from guetteur.normalize.phrases import Candidate, Relation, candidates, clean
from guetteur.normalize.spelling import fold
from guetteur.normalize.values import PlacePrecision, PlaceValue

_STRONG = 3.0  # a country or region named in the article, against orders of magnitude of inhabitants
_LISTED = 1.5  # the press calls the place by this very name
_OTHER_NAME = -1.5  # in some language the place is called so
_FAMOUS = 500_000  # inhabitants from which a town needs no introduction
_LARGE = 100_000  # below this, a town outside the article's countries is taken for a namesake
# Regions of several countries bear these names.
_CARDINALS = frozenset((
    "nord", "sud", "est", "ouest", "nordest", "nordouest", "sudest", "sudouest", "centre", "extremenord", "plateau",
    "lac", "unite",
))  # fmt: skip
_TERRITORY = re.compile(
    r"(?:extrême-)?(?:sol|territoires?|littoral|côtes?|côté|espace aérien|nord|sud|est|ouest|nord-est|nord-ouest|"
    r"sud-est|sud-ouest|villes?|villages?|province|région|localité|intérieur|eaux|capitale)\b",
    re.IGNORECASE,
)
_SCHOLARLY = re.compile(r"[^\w\s'’.()/-]|[āēīōūḩḨşŞţŢẕẔḑḐẓĀĪŪĒŌ‘ʻ̲]")
_PRECISIONS = {
    EntryKind.TOWN: PlacePrecision.TOWN,
    EntryKind.REGION: PlacePrecision.REGION,
    EntryKind.COUNTRY: PlacePrecision.COUNTRY,
    EntryKind.SPOT: PlacePrecision.NEAR,
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the words: what the name in them means, and how the place lies to it."""

    entry: Entry
    relation: Relation
    name: str
    guessed: bool = False  # whether the spelling was


class PlaceResolver:
    """Finds the places that the words of an article name.

    Args:
        atlas: what names may mean; the packaged one if None.

    >>> PlaceResolver().resolve(["40 km au nord de Ménaka"])[0].name
    'Ménaka'
    """

    def __init__(self, atlas: Atlas | None = None) -> None:
        self._atlas = atlas or Atlas.packaged()

    def resolve(self, words: Sequence[str], context: Sequence[str] = ()) -> list[PlaceValue | None]:
        """A value for each place of an article, None for one without a name and for one that stays unclear.

        Args:
            words: the places of one article, in any order.
            context: further words of it that tell countries, such as its attackers and targets.
        """
        everything = [*words, *context]
        readings = [self._readings(place) for place in everything]
        named = [_named_countries(place, options) for place, options in zip(everything, readings, strict=True)]
        # A name speaks for its country to all places but itself, and so do the towns that are found in the first round.
        total = Counter(code for codes in named for code in codes)
        others = [
            _own_country(place, options) or {code for code in total if total[code] > (code in codes)}
            for place, options, codes in zip(everything, readings, named, strict=True)
        ]
        first = [_best(options, elsewhere, Counter()) for options, elsewhere in zip(readings, others, strict=True)]
        homes = Counter(reading.entry.country for reading in first if reading)
        values: list[PlaceValue | None] = []
        for at, place in enumerate(words):
            own = Counter([reading.entry.country] if (reading := first[at]) else [])
            best = _best(readings[at], others[at], homes - own)
            values.append(_value(best) if best else self._by_adjective(place))
        return values

    def _readings(self, place: str) -> list[_Reading]:
        """What the first name that means anything may mean."""
        for candidate in candidates(place):
            if entries := self._entries(candidate):
                return [_Reading(entry, candidate.relation, candidate.name) for entry in entries]
        for candidate in candidates(place):
            if candidate.proper and (entries := self._atlas.respelled(candidate.name)):
                return [_Reading(entry, candidate.relation, candidate.name, guessed=True) for entry in entries]
        return []

    def _entries(self, candidate: Candidate) -> list[Entry]:
        # Common nouns are the names of some villages and regions: *mine, champ, lac*.
        if candidate.proper:
            return self._atlas.find(candidate.name)
        return self._atlas.listed(candidate.name) if candidate.name != candidate.name.lower() else []

    def _by_adjective(self, place: str) -> PlaceValue | None:
        """*Sol pakistanais* is the country, *école de la capitale afghane* lies in its capital."""
        codes = adjectives_in(place)
        text = clean(place)
        if len(set(codes)) != 1:
            return None
        if "capitale" in text.split() and (capital := self._atlas.capital(codes[0])):
            relation = Relation.AT if text.startswith("capitale") else Relation.NEAR
            return _value(_Reading(capital, relation, capital.name))
        country = self._atlas.country(codes[0])
        return _value(_Reading(country, Relation.PART, country.name)) if country and _TERRITORY.match(text) else None


def _named_countries(place: str, options: list[_Reading]) -> set[str]:
    """Countries that the words name, or imply by an adjective or by a region that lies in no other."""
    named = set(adjectives_in(place))
    sure = [reading.entry for reading in options if reading.entry.kind is not EntryKind.TOWN]
    if sure and sure[0].listed and fold(sure[0].name) not in _CARDINALS and len({entry.country for entry in sure}) == 1:
        named.add(sure[0].country)
    return named - {""}


def _own_country(place: str, options: list[_Reading]) -> set[str]:
    """The countries of the adjectives beside the name (*ville libanaise de Tripoli*), where it can lie there."""
    return set(adjectives_in(place)) & {reading.entry.country for reading in options}


def _best(options: list[_Reading], named: set[str], homes: Counter[str]) -> _Reading | None:
    allowed = [reading for reading in options if _plausible(reading, named, homes)]
    best = max(allowed, key=lambda reading: _weight(reading, named, homes), default=None)
    return None if best and _undecided(best.entry, allowed, named, homes) else best


def _plausible(reading: _Reading, named: set[str], homes: Counter[str]) -> bool:
    entry = reading.entry
    at_home = entry.country in named or homes[entry.country] > 0
    if reading.relation is Relation.AWAY and entry.kind in (EntryKind.REGION, EntryKind.COUNTRY):
        return False  # somewhere along a long border
    if fold(entry.name) in _CARDINALS and reading.relation not in (Relation.AT, Relation.ADMIN):
        return False  # *Afrique du Nord*
    if fold(entry.name) in _CARDINALS or reading.guessed:
        return at_home
    if entry.listed or at_home or entry.kind is not EntryKind.TOWN:
        return True
    return entry.population >= _LARGE or not (named or homes or not entry.main)


def _undecided(best: Entry, allowed: list[_Reading], named: set[str], homes: Counter[str]) -> bool:
    """Whether a small town of no country of the article has namesakes of its size in other countries."""
    if best.listed or best.population >= _LARGE or best.country in named or homes[best.country]:
        return False
    rivals = (reading.entry for reading in allowed if reading.entry.country != best.country)
    return any(rival.main and rival.population * 20 > best.population for rival in rivals)


def _weight(reading: _Reading, named: set[str], homes: Counter[str]) -> float:
    entry = reading.entry
    weight = math.log10(max(entry.population, 100))
    weight += _STRONG if entry.country in named else min(homes[entry.country], 2)
    famous = entry.main and entry.kind is EntryKind.TOWN and entry.population >= _FAMOUS
    known = entry.listed or famous
    weight += _LISTED * known + _OTHER_NAME * (not entry.main and not entry.listed)
    if entry.kind is EntryKind.REGION:
        weight += 4 if reading.relation is Relation.ADMIN else -2 * (reading.relation is Relation.NEAR)
    return weight


def _value(reading: _Reading) -> PlaceValue:
    entry, relation = reading.entry, reading.relation
    precision = _PRECISIONS[entry.kind]
    if precision is PlacePrecision.TOWN and relation is Relation.ADMIN:
        precision = PlacePrecision.REGION
    elif precision is PlacePrecision.TOWN and relation is not Relation.AT:
        precision = PlacePrecision.NEAR
    # A foreign name or a scholar's spelling gives way to the article's own.
    french = entry.listed or (entry.main and not _SCHOLARLY.search(entry.name))
    own = reading.name.title() if reading.name.isupper() else reading.name
    name = entry.name if french else own
    return PlaceValue(name, entry.latitude, entry.longitude, precision, entry.country, entry.admin1, entry.geoname_id)
