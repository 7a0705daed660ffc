"""Which of ACLED's event and sub-event types a record is (table 2 of the codebook and the sections on each type)."""

from __future__ import annotations

from collections.abc import Sequence

from guetteur.export.actors import Side, side_of, sides_of
from guetteur.ontology import MAPPINGS, EventType, Factuality
from guetteur.records.record import Record

_POLITICAL, _STRATEGIC = "Political violence", "Strategic developments"
_REMOTE, _CIVILIANS, _BATTLES = "Explosions/Remote violence", "Violence against civilians", "Battles"
_DISRUPTED = (_STRATEGIC, _STRATEGIC, "Disrupted weapons use")
_REMOTE_TYPES = (EventType.AIR_DRONE_STRIKE, EventType.SHELLING_MISSILE, EventType.BOMBING)


def types_of(record: Record) -> tuple[str | None, str | None, str | None] | None:
    """Disorder, event and sub-event type; None where ACLED has no code for what was stopped."""
    kind = EventType(record.type)
    if record.claim.kind == Factuality.FOILED:
        return _DISRUPTED if kind in _REMOTE_TYPES else None
    codes = MAPPINGS[kind].acled
    if kind is EventType.BOMBING:
        return _POLITICAL, _REMOTE, _bomb(record, codes)
    if kind in _REMOTE_TYPES:
        return _POLITICAL, _REMOTE, codes[0]
    if kind is EventType.ABDUCTION:
        return _POLITICAL, _CIVILIANS, codes[0]
    sides = sides_of((*record.targets, *record.victims))
    if sides == {Side.CIVILIAN}:
        return _POLITICAL, _CIVILIANS, codes[-1]
    if kind is EventType.ARMED_ASSAULT and (sides & {Side.STATE, Side.ARMED} or _fought(record)):
        return _POLITICAL, _BATTLES, codes[0]
    return _POLITICAL, None, None


def _fought(record: Record) -> bool:
    """Whether two armed parties fought each other: the guidelines make both Attacker."""
    return sum(side_of(value) in (Side.STATE, Side.ARMED) for value in record.attackers) > 1


def _bomb(record: Record, codes: Sequence[str]) -> str:
    remote, suicide, grenade = codes
    told = " ".join((*(v.words for v in record.instruments), *(m.words for m in record.mentions))).casefold()
    if "suicide" in told or "kamikaze" in told:
        return suicide
    return grenade if "grenade" in told else remote


def only_civilians(record: Record, event: str | None) -> bool:
    """Whether civilians were the main or only target, as far as the words tell: *Civilian targeting*."""
    sides = sides_of((*record.targets, *record.victims))
    return event == _CIVILIANS or (event == _REMOTE and sides == {Side.CIVILIAN})
