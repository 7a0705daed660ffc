"""Whether two articles speak of one war."""

from __future__ import annotations

from collections.abc import Iterator

from guetteur.records.merge.finding import finding, listed
from guetteur.records.merge.profile import Profile
from guetteur.records.record import Reason


def wars(one: Profile, other: Profile) -> Iterator[Reason]:
    """Findings about countries, parties and the year a war began; its dead and its towns say nothing."""
    mine, theirs = one.countries or one.around, other.countries or other.around
    if mine and theirs:
        shared = mine & theirs
        detail = listed(shared) if shared else f"{listed(mine)} / {listed(theirs)}"
        yield finding("same country of war" if shared else "other countries", detail)
    starts = {days.start for days in one.wide} & {days.start for days in other.wide}
    if starts:
        yield finding("same start", listed(day.isoformat() for day in starts))
    elif one.wide and other.wide:
        yield finding("outside a longer time")
    if shared := one.parties & other.parties:
        yield finding("same parties", listed(shared))
    elif one.parties and other.parties:
        yield finding("other parties", f"{listed(one.parties)} / {listed(other.parties)}")
    if shared := one.names & other.names:
        yield finding("same name", listed(shared, one.spelled))
    if not (one.parties or one.wide or one.names) or not (other.parties or other.wide or other.names):
        yield finding("war without a name")
