"""Whether two records are the same kind of act, with the same means and the same standing."""

from __future__ import annotations

from collections.abc import Iterator

from guetteur.ontology import EventType, Factuality
from guetteur.records.merge.finding import finding, listed
from guetteur.records.merge.profile import Profile
from guetteur.records.record import Reason

_STRIKES = frozenset({EventType.AIR_DRONE_STRIKE, EventType.SHELLING_MISSILE})


def what(one: Profile, other: Profile) -> Iterator[Reason]:
    """Findings about types, factuality, weapons and the words of the triggers."""
    yield from _standing(one, other)
    mine, theirs = one.types, other.types
    if shared := mine & theirs:
        yield finding("same type", listed(shared))
    elif not mine and not theirs:
        yield finding("both unspecific")
    elif mine and theirs:
        detail = f"{listed(mine)} / {listed(theirs)}"
        if EventType.ABDUCTION in mine | theirs:
            yield finding("incompatible types", detail)
        elif not (mine <= _STRIKES and theirs <= _STRIKES):
            yield finding("other type", detail)
    if shared := one.triggers & other.triggers:
        yield finding("same word", listed(shared, one.spelled))
    if shared := one.weapons & other.weapons:
        yield finding("same weapon", listed(shared))
    elif one.weapons and other.weapons:
        yield finding("other weapon", f"{listed(one.weapons)} / {listed(other.weapons)}")


def _standing(one: Profile, other: Profile) -> Iterator[Reason]:
    """A threat and the attack after it are two events; a claim and an assertion, or a denial, are one.

    A plot that was stopped may be called planned before.
    """
    mine, theirs = one.record.claim.kind, other.record.claim.kind
    kinds = {mine, theirs}
    if one.record.happened != other.record.happened and Factuality.PLANNED in kinds:
        yield finding("planned and happened", f"{mine} / {theirs}")
    elif Factuality.FOILED in kinds and len(kinds) > 1 and Factuality.PLANNED not in kinds:
        yield finding("stopped and happened", f"{mine} / {theirs}")
    elif kinds == {Factuality.FOILED}:
        yield finding("both stopped")
    elif kinds == {Factuality.PLANNED}:
        yield finding("both threatened")
