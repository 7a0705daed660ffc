"""Colours, shapes and line styles of labels. No two labels differ in colour alone: each has a shape, a line or a word.

Every tone has a contrast of at least 4.5 (WCAG 2 AA) on the page and on its own tint, in the light and the dark scheme.
"""

from __future__ import annotations

from dataclasses import dataclass

from guetteur.ontology import EventType, Factuality, Role
from guetteur.records.record import DISPUTED

TINT = 14
"""Percent of a tone in the ground under a trigger."""
GROUNDS = ("#ffffff", "#14171b")
"""The page in the light and the dark scheme, as in base.css."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One colour in both schemes."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The marker of an event type: an SVG path about (0, 0), eight units in each direction at most."""

    name: str
    path: str


GREY = Tone("#57606a", "#a3adb8")
TYPES: dict[str, tuple[Tone, Shape]] = {
    EventType.AIR_DRONE_STRIKE: (Tone("#0b5cad", "#7db8ff"), Shape("triangle", "M0-7.5 7 5.5H-7z")),
    EventType.SHELLING_MISSILE: (Tone("#6b3fa0", "#c7a8f5"), Shape("diamond", "M0-7.5 7 0 0 7.5-7 0z")),
    EventType.BOMBING: (
        Tone("#a83800", "#ff9d5c"),
        Shape("star", "M0-8 2-3.5 6.6-4.6 4 0 6.6 4.6 2 3.5 0 8-2 3.5-6.6 4.6-4 0-6.6-4.6-2-3.5z"),
    ),
    EventType.ARMED_ASSAULT: (Tone("#a3174f", "#ff8fb0"), Shape("square", "M-5.7-5.7H5.7V5.7H-5.7z")),
    EventType.ABDUCTION: (Tone("#00665a", "#5fd3c0"), Shape("triangle pointing down", "M0 7.5 7-5.5H-7z")),
    EventType.CAMPAIGN: (Tone("#565a00", "#cfd060"), Shape("bar", "M-7.5-3.2H7.5V3.2H-7.5z")),
    EventType.ATTACK: (Tone("#704600", "#e0b070"), Shape("circle", "M0-6A6 6 0 1 1 0 6 6 6 0 1 1 0-6z")),
}
OTHER = (GREY, Shape("plus", "M-2-6.5H2V-2H6.5V2H2V6.5H-2V2H-6.5V-2H-2z"))
"""What a type that is not of this ontology gets, under the number 0."""

ROLES: dict[str, tuple[Tone, tuple[Role, ...]]] = {
    "who": (Tone("#a83800", "#ff9d5c"), (Role.ATTACKER,)),
    "whom": (Tone("#0b5cad", "#7db8ff"), (Role.TARGET, Role.VICTIM)),
    "toll": (Tone("#86318a", "#e39fe6"), (Role.KILLED, Role.INJURED)),
    "where": (Tone("#00664a", "#46d3a2"), (Role.PLACE, Role.TIME)),
    "how": (Tone("#6b4e00", "#dfbf5f"), (Role.INSTRUMENT,)),
    "said": (Tone("#4a5560", "#b3bdc8"), (Role.SOURCE, Role.MOTIVE)),
}
"""Roles that answer one question share a colour; the tag in the text names the role."""

STYLES: dict[str, str] = {
    Factuality.ASSERTED: "solid",
    Factuality.CLAIMED: "dashed",
    Factuality.PLANNED: "dotted",
    Factuality.DENIED: "dot-dashed, crossed at the end",
    Factuality.FOILED: "solid, stopped by a bar",
}
"""The line of each factuality, in words; `view.css` draws it."""

_TYPE_NAMES = [str(name) for name in TYPES]
_GROUPS = {str(role): name for name, (_, roles) in ROLES.items() for role in roles}
_KNOWN = {*map(str, Factuality), DISPUTED}


def number_of(event_type: str) -> int:
    """The number of a type's colour and shape; 0 for a type that is not of this ontology."""
    return _TYPE_NAMES.index(event_type) + 1 if event_type in _TYPE_NAMES else 0


def group_of(role: str) -> str:
    """The question that a role answers; `said`, a grey, for a role that is not of this ontology."""
    return _GROUPS.get(role, "said")


def style_of(factuality: str) -> str:
    """The name of a line style, safe as part of a class."""
    return factuality if factuality in _KNOWN else "other"
