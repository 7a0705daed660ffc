"""The reading half of doccano: entities and relations to documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guetteur.corpus.formats.builder import Collection, DocumentBuilder
from guetteur.corpus.formats.doccano import COLUMN, SAME_EVENT, SEPARATOR
from guetteur.corpus.formats.fields import get
from guetteur.corpus.formats.graph import Graph, Region
from guetteur.corpus.formats.notes import check_note
from guetteur.corpus.formats.units import Utf16Offsets
from guetteur.corpus.jsonl import read_objects
from guetteur.corpus.objects import Fault
from guetteur.corpus.problems import Problem
from guetteur.document import Document, Event

_OWN = frozenset({"id", "text", "entities", "relations", "Comments", COLUMN})
_Key = tuple[int, int, str]


def read_doccano(path: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every document of an export, and every problem with its line.

    Raises:
        OSError: the file cannot be opened.
    """
    found = Collection()
    for number, obj in read_objects(Path(path), found.problems):
        try:
            found.take(_read_line(obj, str(path), number))
        except Fault as fault:
            found.fail(str(path), fault, number)
    if not found.documents and not found.problems:
        found.fail(str(path), Fault("the file holds no document", "check how it was made"))
    return found.documents, found.problems


def _read_line(obj: Any, file: str, line: int) -> DocumentBuilder:
    where = "the line"
    text = get(obj, "text", str, where)
    column = get(obj, COLUMN, dict, where, {})
    # Without our column the project began in doccano: its number is the id, its columns are the meta data.
    name = get(column, "id", str, COLUMN, str(obj.get("id", line)))
    others = {key: value for key, value in obj.items() if key not in _OWN}
    builder = DocumentBuilder(file, name, text, get(column, "meta", dict, COLUMN, {}) | others, line)
    if obj.get("Comments"):
        builder.report(Fault("comments are not carried over", "read them, then drop them"), severity="warning")
    graph, factuality = _read_entities(get(obj, "entities", list, where), text, builder)
    same: list[tuple[str, str]] = []
    for index, item in enumerate(get(obj, "relations", list, where, [])):
        place = f"relations[{index}]"
        try:
            ends = str(get(item, "from_id", int, place)), str(get(item, "to_id", int, place))
            kind = get(item, "type", str, place)
            if kind != SAME_EVENT:
                graph.link(*ends, kind, place)
            elif not set(ends) <= graph.triggers.keys():
                raise Fault(f"{place}: {SAME_EVENT} does not join two triggers", "draw it between triggers")
            else:
                same.append(ends)
        except Fault as fault:
            builder.report(fault)
    notes = _notes_of(column, graph, text, builder)
    clusters = _clusters(graph.triggers, same, {key: note.pop("cluster", "") for key, note in notes.items()})
    for key, region in graph.triggers.items():
        event = Event(region.label, region.span, graph.arguments(key), factuality[key], clusters[key])
        builder.add(event, notes.get(key, {}))
    for unlinked in graph.unlinked(text):
        builder.report(unlinked, severity="warning")
    return builder


def _read_entities(entities: list[Any], text: str, builder: DocumentBuilder) -> tuple[Graph, dict[str, str]]:
    graph, factuality = Graph(), {}
    units = Utf16Offsets(text)
    for index, item in enumerate(entities):
        place = f"entities[{index}]"
        try:
            key = str(get(item, "id", int, place))
            label, _, realis = get(item, "label", str, place).partition(SEPARATOR)
            span = units.to_span(get(item, "start_offset", int, place), get(item, "end_offset", int, place), place)
            graph.add(key, Region(label, span))
            factuality[key] = realis  # an empty one is reported with the mention
        except Fault as fault:
            builder.report(fault)
    return graph, factuality


def _notes_of(column: dict[str, Any], graph: Graph, text: str, builder: DocumentBuilder) -> dict[str, dict[str, Any]]:
    """The notes by entity; those of a mention that a person moved or deleted go with it."""
    units = Utf16Offsets(text)
    waiting: dict[_Key, list[str]] = {}
    for key, region in graph.triggers.items():
        waiting.setdefault((*units.to_units(region.span), region.label), []).append(key)
    notes: dict[str, dict[str, Any]] = {}
    for index, item in enumerate(get(column, "mentions", list, COLUMN, [])):
        place = f"{COLUMN}.mentions[{index}]"
        try:
            start, end = get(item, "start", int, place), get(item, "end", int, place)
            keys = waiting.get((start, end, get(item, "type", str, place)), [])
            cluster = get(item, "cluster", str, place, "")
            rest = {key: item[key] for key in item if key not in ("start", "end", "type", "cluster")}
            if keys:
                notes[keys.pop(0)] = check_note(rest, place) | {"cluster": cluster}
        except Fault as fault:
            builder.report(fault)
    return notes


def _clusters(triggers: Iterable[str], same: list[tuple[str, str]], names: dict[str, str]) -> dict[str, str]:
    """The cluster of each trigger: the relations say which are together, the notes what they are called."""
    head = {key: key for key in triggers}

    def find(key: str) -> str:
        while head[key] != key:
            key = head[key]
        return key

    for one, other in same:
        head[find(other)] = find(one)
    groups: dict[str, list[str]] = {}
    for key in head:
        groups.setdefault(find(key), []).append(key)
    taken: set[str] = set()
    result: dict[str, str] = {}
    for members in groups.values():
        given = next((names[key] for key in members if names.get(key)), "")
        # A group that was split off an older one, or has no name yet, gets a new name.
        if given in taken or (not given and len(members) > 1):
            known = taken | set(names.values())
            given = next(f"e{n}" for n in range(1, len(known) + 2) if f"e{n}" not in known)
        if given:
            taken.add(given)
        result |= dict.fromkeys(members, given)
    return result
