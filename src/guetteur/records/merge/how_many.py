"""Whether two numbers of dead may be one toll, which grows from one article to the next."""

from __future__ import annotations

from collections.abc import Iterator

from guetteur.normalize.values import CountValue
from guetteur.records.merge.finding import finding
from guetteur.records.merge.profile import Profile
from guetteur.records.record import Reason

_SMALL = 4  # so few dead many attacks have
_GROWTH = 3.0
_DOUBLE = 2.0
_CLOSE = 1.34


def how_many(one: Profile, other: Profile) -> Iterator[Reason]:
    """Findings about the dead and the injured; `one` was published first."""
    if one.killed and other.killed:
        yield _dead(one, other)
    if one.injured and other.injured:
        a, b = _closest(one.injured, other.injured)
        same = a.best == b.best and a.best >= _SMALL
        if same or _ratio(a, b) > _GROWTH:
            yield finding("same injured" if same else "other injured", _both(a, b))


def _dead(one: Profile, other: Profile) -> Reason:
    a, b = _closest(one.killed, other.killed)
    if a.best == b.best or _meet(a, b):
        small = max(a.best, b.best) < _SMALL or a.best != b.best
        return finding("same small toll" if small else "same toll", _both(a, b))
    detail = f"{a.best} ({_day(one)}), {b.best} ({_day(other)})"
    ratio = _ratio(a, b)
    if ratio > _GROWTH:
        return finding("other toll", detail)
    if ratio <= _CLOSE:
        return finding("toll close", detail)
    if one.published == other.published:
        return finding("toll shrinks" if ratio > _DOUBLE else "toll close", detail)
    return finding("toll grows" if a.best < b.best else "toll shrinks", detail)


def _closest(one: tuple[CountValue, ...], other: tuple[CountValue, ...]) -> tuple[CountValue, CountValue]:
    pairs = [(a, b) for a in one for b in other]
    return min(pairs, key=lambda pair: (not _meet(*pair), _ratio(*pair), -pair[0].best, -pair[1].best))


def _meet(a: CountValue, b: CountValue) -> bool:
    """Whether one figure lies in the range of the other (*une dizaine*, 11)."""
    return any(x.low <= y.best <= x.high for x, y in ((a, b), (b, a)) if x.high and x.high <= 2 * x.low)


def _ratio(a: CountValue, b: CountValue) -> float:
    low, high = sorted((a.best, b.best))
    return (high + 1) / (low + 1)


def _both(a: CountValue, b: CountValue) -> str:
    return str(a.best) if a.best == b.best else f"{a.best}, {b.best}"


def _day(profile: Profile) -> str:
    return profile.published.isoformat() if profile.published else "undated"
