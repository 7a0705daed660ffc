"""Events as labelled regions and links between them, the shape that graphical annotation tools share.

A trigger is a region; so is each participant, once for all events that name it in the same role; a link joins a
trigger to a participant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guetteur.corpus.objects import Fault
from guetteur.document import Argument, Event, Span
from guetteur.ontology import EventType, Role

EVENT_TYPES = frozenset(str(kind) for kind in EventType)
ROLES = frozenset(str(role) for role in Role)


@dataclass(frozen=True, slots=True)
class Region:
    """A label on a span."""

    label: str
    span: Span


def participants(events: Iterable[Event]) -> tuple[list[Region], list[list[int]]]:
    """The regions of all arguments, and for each event the indices of its own, in order.

    An event that names the same role and span twice gets two regions, for tools keep one link between two regions.
    """
    index: dict[tuple[Region, int], int] = {}
    chosen: list[list[int]] = []
    for event in events:
        times: Counter[Region] = Counter()
        mine = []
        for argument in event.arguments:
            region = Region(str(argument.role), argument.span)
            mine.append(index.setdefault((region, times[region]), len(index)))
            times[region] += 1
        chosen.append(mine)
    return [region for region, _ in index], chosen


@dataclass
class Graph:
    """Regions and links while they are read, by the key that the tool gave them."""

    triggers: dict[str, Region] = field(default_factory=dict)
    participants: dict[str, Region] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, region: Region) -> None:
        """Take a region.

        Raises:
            Fault: its label is neither a type nor a role, or its key is taken.
        """
        if key in self.triggers or key in self.participants:
            raise Fault(f"the region id {key!r} stands twice", "give each region its own id", region.span.start)
        if region.label in EVENT_TYPES:
            self.triggers[key] = region
        elif region.label in ROLES:
            self.participants[key] = region
        else:
            known = ", ".join([*EventType, *Role])
            raise Fault(f"unknown label {region.label!r}", f"one of: {known}", region.span.start)

    def link(self, one: str, other: str, role: str, where: str) -> None:
        """Join a trigger and a participant, whichever way the arrow was drawn.

        Raises:
            Fault: the ends are no such pair, or the role of the link is not that of the region.
        """
        ends = {one, other}
        missing = sorted(ends - self.triggers.keys() - self.participants.keys())
        if missing:
            raise Fault(f"{where}: it points to {missing[0]!r}, which is no region that could be read", "repair it")
        if other in self.triggers:
            one, other = other, one
        if one not in self.triggers or other not in self.participants:
            raise Fault(f"{where}: it joins no trigger to a participant", "draw it from a trigger to a role's region")
        target = self.participants[other]
        if role and role != target.label:
            message = f"{where}: it says {role}, the region {target.label}"
            raise Fault(message, "give both the same role", target.span.start)
        self.links.setdefault(one, []).append(other)

    def arguments(self, trigger: str) -> tuple[Argument, ...]:
        """The arguments of a trigger in the order of its links."""
        regions = (self.participants[key] for key in self.links.get(trigger, []))
        return tuple(Argument(region.label, region.span) for region in regions)

    def unlinked(self, text: str) -> Iterator[Fault]:
        """One fault for every participant of no event."""
        used = {key for keys in self.links.values() for key in keys}
        for key, region in self.participants.items():
            if key not in used:
                what = f"{region.label} {region.span.of(text)!r}"
                message = f"{what} belongs to no event and is not carried over"
                yield Fault(message, "link it to a trigger or delete it", region.span.start)
