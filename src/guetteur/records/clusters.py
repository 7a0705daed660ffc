"""Same-event clustering by rule.

A mention joins the latest event before it with which nothing contradicts it: compatible types, no role filled by
different values, and at least one reason to join (a shared argument, or no argument of its own that could tell it
apart). Wars (`Campaign`) join only wars.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from guetteur.document import Event
from guetteur.ontology import EventType, Role

_TELLING = (Role.PLACE, Role.TARGET, Role.ATTACKER, Role.KILLED, Role.TIME)
"""Roles whose values can tell two attacks apart."""
_NO_LETTERS = re.compile(r"[^\w]+")


@dataclass
class _Cluster:
    name: str
    types: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def assign_clusters(text: str, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in order of their triggers, with cluster names (`e1` …) and mention ids (`m1` …)."""
    clusters: list[_Cluster] = []
    result = []
    for number, event in enumerate(sorted(events, key=lambda event: event.trigger), start=1):
        values: dict[str, set[str]] = defaultdict(set)
        for argument in event.arguments:
            values[argument.role].add(_plain(argument.span.of(text)))
        cluster = next((c for c in reversed(clusters) if _compatible(event.type, values, c)), None)
        if cluster is None:
            cluster = _Cluster(f"e{len(clusters) + 1}")
            clusters.append(cluster)
        cluster.types.add(event.type)
        for role, found in values.items():
            cluster.values[role] |= found
        result.append(replace(event, cluster=cluster.name, id=f"m{number}"))
    return tuple(result)


def _compatible(kind: str, values: dict[str, set[str]], cluster: _Cluster) -> bool:
    if (kind == EventType.CAMPAIGN) != (EventType.CAMPAIGN in cluster.types):
        return False
    specific = {EventType(name) for name in (*cluster.types, kind)} - {EventType.ATTACK}
    if len(specific) > 1:
        return False
    shared = 0
    for role in _TELLING:
        mine, theirs = values.get(role, set()), cluster.values.get(role, set())
        if mine and theirs:
            if not any(_same(a, b) for a in mine for b in theirs):
                return False
            shared += 1
    return shared > 0 or not any(values.get(role) for role in _TELLING)


def _same(first: str, second: str) -> bool:
    """Equal, or one a part of the other (`Djibo`, `ville de Djibo`)."""
    return first == second or f" {first} " in f" {second} " or f" {second} " in f" {first} "


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _NO_LETTERS.sub(" ", "".join(char for char in folded if not unicodedata.combining(char))).strip()
