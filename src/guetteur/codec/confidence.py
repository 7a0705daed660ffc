"""What a score says: how probable it is that an event (trigger, type) or an argument (event, span, role) is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from guetteur.document import Argument, Event
from guetteur.ontology import Role

ScoreMap: TypeAlias = Sequence[Sequence[float]]
"""Knots (raw, calibrated) of a rising piecewise linear map."""
ScoreMaps: TypeAlias = Mapping[str, ScoreMap | None]
"""Maps named `events` and `arguments`."""


@dataclass(frozen=True)
class Thresholds:
    """The least score of what is kept: of an event, of an argument, and of one by its role where that differs.

    Raises:
        ValueError: a threshold is not between 0 and 1, or there is no such role.
    """

    event: float = 0.0
    argument: float = 0.0
    roles: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.roles) - set(Role))
        if unknown:
            raise ValueError(f"there is no role '{unknown[0]}'; the roles are: {', '.join(Role)}")
        for name, value in {"event": self.event, "argument": self.argument, **self.roles}.items():
            if not 0.0 <= value <= 1.0:
                raise ValueError(f"the threshold of {name} is {value}; it must lie between 0 and 1")


def calibrated(events: Sequence[Event], maps: ScoreMaps | None) -> list[Event]:
    """The events with calibrated scores; raw ones where there is no map."""
    if not maps:
        return list(events)
    on_event, on_argument = _curve(maps.get("events")), _curve(maps.get("arguments"))
    return [
        replace(
            event, score=_mapped(event.score, on_event),
            arguments=tuple(replace(a, score=_mapped(a.score, on_argument)) for a in event.arguments),
        )
        for event in events
    ]  # fmt: skip


def above(events: Sequence[Event], thresholds: Thresholds) -> list[Event]:
    """The events and arguments that reach their thresholds."""

    def reaches(argument: Argument) -> bool:
        return argument.score >= thresholds.roles.get(argument.role, thresholds.argument)

    return [
        replace(event, arguments=tuple(filter(reaches, event.arguments)))
        for event in events
        if event.score >= thresholds.event
    ]


def _curve(knots: ScoreMap | None) -> np.ndarray | None:
    return None if knots is None else np.array(knots, dtype=float).T


def _mapped(score: float, curve: np.ndarray | None) -> float:
    return score if curve is None else float(np.interp(score, *curve))
