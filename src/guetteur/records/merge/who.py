"""Whether the same attacked the same."""

from __future__ import annotations

from collections.abc import Iterator

from guetteur.records.merge.finding import finding, listed
from guetteur.records.merge.profile import Profile
from guetteur.records.record import Reason


def who(one: Profile, other: Profile) -> Iterator[Reason]:
    """Findings about attackers, and about whom and what they hit."""
    if shared := (one.parties & other.parties) or (one.attackers & other.attackers):
        yield finding("same attacker", listed(shared, one.spelled))
    elif one.parties and other.parties:
        yield finding("other attacker", f"{listed(one.parties)} / {listed(other.parties)}")
    if shared := one.names & other.names:
        yield finding("same name", listed(shared, one.spelled))
    elif one.people and other.people:
        yield finding("other people", f"{listed(one.people, one.spelled)} / {listed(other.people, other.spelled)}")
    if shared := one.things & other.things:
        yield finding("same targets" if len(shared) > 1 else "same target", listed(shared, one.spelled))
    elif shared := one.generic & other.generic:
        yield finding("same kind of victims", listed(shared, one.spelled))
    elif one.things and other.things:
        yield finding("other target", f"{listed(one.things, one.spelled)} / {listed(other.things, other.spelled)}")
