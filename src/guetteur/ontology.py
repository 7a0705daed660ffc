"""Event types, roles and factuality values: the only place where a label is spelled.

The meaning of each label is ruled in `docs/annotation-guidelines.md`; the mappings below follow the public
codebooks of ACE 2005, ACLED, PLOVER and CAMEO.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventType(StrEnum):
    """What kind of violence a trigger names, decided from its sentence alone."""

    AIR_DRONE_STRIKE = "AirDroneStrike"
    SHELLING_MISSILE = "ShellingMissile"
    BOMBING = "Bombing"
    ARMED_ASSAULT = "ArmedAssault"
    ABDUCTION = "Abduction"
    CAMPAIGN = "Campaign"
    ATTACK = "Attack"


class Role(StrEnum):
    """How a span takes part in an event."""

    ATTACKER = "Attacker"
    TARGET = "Target"
    VICTIM = "Victim"
    KILLED = "Killed"
    INJURED = "Injured"
    INSTRUMENT = "Instrument"
    PLACE = "Place"
    TIME = "Time"
    SOURCE = "Source"
    MOTIVE = "Motive"


class Factuality(StrEnum):
    """Whether the text presents the event as fact, claim, threat, denial or failure."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    PLANNED = "planned"
    DENIED = "denied"
    FOILED = "foiled"


COUNT_ROLES = frozenset({Role.KILLED, Role.INJURED})
"""Roles whose span is a count of people."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one of our types reads in the schemes that users already have."""

    ace: str
    acled: tuple[str, ...]
    plover: tuple[str, ...]
    cameo: tuple[str, ...]


MAPPINGS: dict[EventType, Mapping] = {
    EventType.AIR_DRONE_STRIKE: Mapping(
        "Conflict.Attack", ("Air/drone strike",), ("ASSAULT/aerial", "ASSAULT/drone"), ("195",)
    ),
    EventType.SHELLING_MISSILE: Mapping(
        "Conflict.Attack", ("Shelling/artillery/missile attack",), ("ASSAULT/heavy-weapons",), ("194",)
    ),
    EventType.BOMBING: Mapping(
        "Conflict.Attack",
        ("Remote explosive/landmine/IED", "Suicide bomb", "Grenade"),
        ("ASSAULT/explosives", "ASSAULT/suicide-attack"),
        ("183",),
    ),
    EventType.ARMED_ASSAULT: Mapping(
        "Conflict.Attack",
        ("Armed clash", "Attack"),
        ("ASSAULT/firearms",),
        ("190", "193", "180"),
    ),
    EventType.ABDUCTION: Mapping("", ("Abduction/forced disappearance",), ("ASSAULT/abduct",), ("181",)),
    EventType.CAMPAIGN: Mapping("Conflict.Attack", (), ("ASSAULT",), ("190",)),
    EventType.ATTACK: Mapping("Conflict.Attack", ("Attack",), ("ASSAULT",), ("18", "19")),
}
"""`Campaign` has no ACLED sub-event type: a background war is never a record by itself."""
