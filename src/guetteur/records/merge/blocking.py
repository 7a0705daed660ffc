"""Which pairs of records are compared at all, so that ten thousand articles need no ten thousand squared comparisons.

Records that share a word of what they say (a town, an unlocated place, a name, a target, an attacker, a country) stand
in one block. Small blocks are compared in full, large ones as a sorted neighbourhood (Hernández & Stolfo, 1995): in
order of days, each record with those that follow it closely.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from guetteur.normalize.spelling import fold
from guetteur.records.merge.profile import Profile

_FULL = 60
"""Records of a block that is compared in full."""
_NEXT = 30
"""Records that each one of a larger block is compared with."""
_NEXT_WARS = 8
"""The same for wars, which are in most articles: those that began on one day stand side by side."""
_APART = 3
"""Days between two dated records, at most; one more than two reports of an event may be wrong by."""
_NEWS = 14
"""Days between two records that share no place and no name: only news of the day is told so."""
_PROPER = frozenset({"town", "name", "war"})


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs of positions that may be one event, each once, in order.

    Args:
        profiles: in the order of their keys.
    """
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    days = [_day(profile) for profile in profiles]
    for at in sorted(range(len(profiles)), key=lambda at: (days[at], at)):
        for key in _keys(profiles[at]):
            blocks[key].append(at)
    found: set[tuple[int, int]] = set()
    for (kind, _), members in blocks.items():
        reach = len(members) if len(members) <= _FULL else _NEXT_WARS if kind == "war" else _NEXT
        for place, one in enumerate(members):
            for other in members[place + 1 : place + 1 + reach]:
                if kind not in _PROPER and days[other] - days[one] > _NEWS:
                    break
                pair = (min(one, other), max(one, other))
                if pair not in found and _may_meet(profiles[one], profiles[other]):
                    found.add(pair)
    return sorted(found)


def _keys(profile: Profile) -> set[tuple[str, str]]:
    if profile.war:
        return {("war", country) for country in (profile.countries or profile.around or {""})}
    keys = {("town", fold(point.name)) for point in (*profile.points, *profile.regions)}
    keys |= {("name", word) for word in (*profile.places, *profile.names)}
    keys |= {("country", country) for country in profile.countries or profile.around}
    keys |= {("thing", word) for word in profile.things}
    keys |= {("party", party) for party in profile.parties}
    if not (profile.places):
        keys |= {("spoken", name) for name in profile.spoken}
    return keys


def _day(profile: Profile) -> int:
    days = profile.narrow or profile.wide
    return min(day.start for day in days).toordinal() if days else (profile.published or date.min).toordinal()


def _may_meet(one: Profile, other: Profile) -> bool:
    if one.article == other.article or one.war != other.war:
        return False
    if one.countries and other.countries and not one.countries & other.countries:
        return False
    if one.war or not (one.narrow and other.narrow):
        return True
    return any(a.gap(b) <= _APART for a in one.narrow for b in other.narrow)
