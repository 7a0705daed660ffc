"""Whether the days of two records meet."""

from __future__ import annotations

from collections.abc import Iterator

from guetteur.ontology import Factuality
from guetteur.records.merge.finding import finding
from guetteur.records.merge.profile import Days, Profile
from guetteur.records.record import Reason

_WEEK = 7
_SAME_NEWS = 2  # days between two articles about what has just happened
_OLD = 30
_NO_NEWS = 90


def when(one: Profile, other: Profile) -> Iterator[Reason]:
    """Findings about days, hours and publication."""
    if one.narrow and other.narrow:
        yield from _dated(one, other)
    elif one.narrow or other.narrow:
        dated, undated = (one, other) if one.narrow else (other, one)
        yield from _half_dated(dated, undated)
    else:
        yield from _undated(one, other)
    if one.hours and other.hours and not _hours_meet(one.hours, other.hours):
        yield finding("other hour", f"{'/'.join(sorted(one.hours))}, {'/'.join(sorted(other.hours))}")


def _dated(one: Profile, other: Profile) -> Iterator[Reason]:
    gap, mine, theirs = min(
        ((a.gap(b), a, b) for a in one.narrow for b in other.narrow),
        key=lambda found: (found[0], _length(found[1]) + _length(found[2]), found[1].start, found[2].start),
    )
    if gap == 0 and _length(mine) == _length(theirs) == 0:
        yield finding("same day", mine.start.isoformat())
    elif gap == 0:
        yield finding("days meet", f"{_iso(mine)}, {_iso(theirs)}")
    else:
        name = "a day apart" if gap == 1 else "days apart" if gap == 2 else "dates cannot meet"
        yield finding(name, f"{_iso(mine)}, {_iso(theirs)}")


def _half_dated(dated: Profile, undated: Profile) -> Iterator[Reason]:
    if undated.wide:
        inside = any(day.gap(wide) == 0 for day in dated.narrow for wide in undated.wide)
        name = "within a longer time" if inside else "outside a longer time"
        yield finding(name, f"{_iso(dated.narrow[0])}, {_iso(undated.wide[0])}")
        return
    if undated.published is None:
        yield finding("no day known")
        return
    start = min(day.start for day in dated.narrow)
    told = (undated.published - start).days
    detail = f"{start.isoformat()}, published {undated.published.isoformat()}"
    if told < 0 and Factuality.PLANNED not in undated.kinds:
        yield finding("before it was reported", detail)
    elif told <= _SAME_NEWS:
        yield finding("told at once", detail)
    elif told <= _WEEK:
        yield finding("told within a week", detail)
    else:
        # What an article opens with, without a date, is news, or an anniversary.
        yield finding("too late for news" if undated.lead and told <= _NO_NEWS else "told long after", detail)


def _undated(one: Profile, other: Profile) -> Iterator[Reason]:
    if one.wide and other.wide:
        met = any(a.gap(b) == 0 for a in one.wide for b in other.wide)
        detail = f"{_iso(one.wide[0])}, {_iso(other.wide[0])}"
        yield finding("same longer time" if met else "outside a longer time", detail)
    elif one.published and other.published:
        apart = abs((one.published - other.published).days)
        detail = f"{one.published.isoformat()}, {other.published.isoformat()}"
        if apart <= _SAME_NEWS:
            yield finding("reported together", detail)
        elif apart > _WEEK:
            yield finding("reported apart" if apart > _OLD else "reported weeks apart", detail)
    else:
        yield finding("no day known")


def _hours_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    close = {"aube": {"matin", "nuit"}, "matin": {"aube", "nuit", "midi"}, "soir": {"nuit", "après-midi"},
             "minuit": {"nuit"}, "nuit": {"aube", "matin", "soir", "minuit"}, "midi": {"matin", "après-midi"},
             "après-midi": {"midi", "soir"}}  # fmt: skip
    return bool(one & other) or any(close[hour] & other for hour in one)


def _length(days: Days) -> int:
    return (days.end - days.start).days


def _iso(days: Days) -> str:
    return "/".join(dict.fromkeys((days.start.isoformat(), days.end.isoformat())))
