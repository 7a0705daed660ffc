"""The reading half of brat standoff: lines to a table of annotations, the table to events."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from guetteur.corpus.problems import Problem, Severity
from guetteur.corpus.validate import event_problems
from guetteur.document import Argument, Document, Event, Span

MENTION_NOTE = "GuetteurMention"
DOCUMENT_NOTE = "GuetteurDocument"

_BREAK = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_ID = re.compile(r"[TEA#]\d+")
_OFFSETS = re.compile(r"\d+ \d+(?:;\d+ \d+)*")
_NOT_CARRIED = {"R": "relations", "N": "normalizations", "M": "modifications (old style; use A lines)"}


def one_line(text: str) -> str:
    """A text as an `.ann` line can hold it: every break and tab a space, the length unchanged."""
    return _BREAK.sub(" ", text)


class _LineFault(ValueError):
    def __init__(self, message: str, remedy: str, severity: Severity = "error", offset: int | None = None) -> None:
        super().__init__(message)
        self.remedy, self.severity, self.offset = remedy, severity, offset


@dataclass(frozen=True, slots=True)
class _TextBound:
    line: int
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Mention:
    line: int
    type: str
    trigger: str
    arguments: list[tuple[str, str]]


@dataclass
class _Table:
    """What the lines say, by id, each with its line number."""

    text: str
    spans: dict[str, _TextBound] = field(default_factory=dict)
    mentions: dict[str, _Mention] = field(default_factory=dict)
    factuality: dict[str, tuple[int, str]] = field(default_factory=dict)
    clusters: dict[str, tuple[int, str]] = field(default_factory=dict)
    equivalences: list[tuple[int, list[str]]] = field(default_factory=list)
    notes: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def parse_ann(document_id: str, text: str, ann: str) -> tuple[Document, list[Problem]]:
    """The document and every problem of it, `file` and `document` left empty."""
    table = _Table(text)
    problems: list[Problem] = []
    for number, line in enumerate(ann.removeprefix("\ufeff").split("\n"), start=1):
        line = line.removesuffix("\r")
        if line.strip():
            try:
                _read_line(table, number, line)
            except _LineFault as fault:
                problems.append(Problem("", number, "", str(fault), fault.offset, fault.remedy, fault.severity))
    names = _cluster_names(table, problems)
    events: list[Event] = []
    for key, mention in table.mentions.items():
        try:
            event = _event(table, key, mention, names)
        except _LineFault as fault:
            problems.append(Problem("", mention.line, "", str(fault), fault.offset, fault.remedy, fault.severity))
            continue
        found = [Problem("", mention.line, "", p.message, p.offset, p.remedy) for p in event_problems(event, text)]
        problems += found
        if not found:
            events.append(event)
    _report_unused(table, problems)
    events.sort(key=lambda event: event.trigger)
    return Document(document_id, text, tuple(events), table.meta), sorted(problems, key=lambda p: p.line)


def _read_line(table: _Table, number: int, line: str) -> None:
    key, _, body = line.partition("\t")
    if key == "*":
        label, *members = body.split()
        if label != "Equiv" or len(members) < 2:
            raise _LineFault(f"expected '*', a tab, 'Equiv E1 E2 …', got {line!r}", "name two mentions or more")
        table.equivalences.append((number, members))
        return
    if key[:1] in _NOT_CARRIED and key[1:].isdigit():
        message = f"{_NOT_CARRIED[key[0]]} are not carried over"
        raise _LineFault(message, "nothing to do unless you need them", "warning")
    if not _ID.fullmatch(key) or not body:
        raise _LineFault(f"not a line of brat standoff: {line!r}", "expected an id such as T1, a tab and its value")
    if key in table.ids:
        raise _LineFault(f"the id {key} stands in an earlier line", "give each annotation its own id")
    table.ids.add(key)
    {"T": _read_span, "E": _read_mention, "A": _read_attribute, "#": _read_note}[key[0]](table, number, key, body)


def _read_span(table: _Table, number: int, key: str, body: str) -> None:
    head, tab, quoted = body.partition("\t")
    label, _, offsets = head.partition(" ")
    if not tab or not _OFFSETS.fullmatch(offsets):
        raise _LineFault(f"{key}: expected 'Label start end', a tab and the text", "see the manual of brat standoff")
    pieces = [(int(start), int(end)) for start, end in (piece.split(" ") for piece in offsets.split(";"))]
    start, end = pieces[0][0], pieces[-1][1]
    if any(first >= last for first, last in pieces) or end > len(table.text):
        message = f"{key}: {offsets} is no range of a text of {len(table.text)} code points"
        raise _LineFault(message, "count code points, from 0, the end not included", offset=start)
    for (_, left), (right, _) in pairwise(pieces):
        if left > right or table.text[left:right].strip("\n"):
            message = f"{key}: the span is in pieces that do not only part at line breaks"
            raise _LineFault(message, "spans are contiguous here: make it one range", offset=start)
    expected = " ".join(one_line(table.text[first:last]) for first, last in pieces)
    if quoted != expected:
        message = f"{key}: the text at {offsets} is {expected!r}, not {quoted!r}"
        raise _LineFault(message, "check that .txt and .ann belong together; offsets count code points", offset=start)
    table.spans[key] = _TextBound(number, label, Span(start, end))


def _read_mention(table: _Table, number: int, key: str, body: str) -> None:
    parts = [part.partition(":") for part in body.split()]
    if any(not name or not target for name, _, target in parts):
        raise _LineFault(f"{key}: expected 'Type:T1 Role:T2 …', got {body!r}", "one colon between each role and its id")
    (kind, _, trigger), *rest = parts
    # brat numbers a role that stands several times: Place, Place2.
    arguments = [(name.rstrip("0123456789"), target) for name, _, target in rest]
    table.mentions[key] = _Mention(number, kind, trigger, arguments)


def _read_attribute(table: _Table, number: int, key: str, body: str) -> None:
    name, *rest = body.split()
    known = {"Factuality": table.factuality, "Cluster": table.clusters}
    if name not in known:
        raise _LineFault(f"{key}: the attribute {name!r} is not carried over", "known: Factuality, Cluster", "warning")
    if len(rest) != 2:
        raise _LineFault(f"{key}: expected '{name} E1 value', got {body!r}", "give a mention and one value")
    target, value = rest
    if target in known[name]:
        raise _LineFault(f"{key}: {target} has a {name} already", "keep one of the two lines")
    known[name][target] = (number, value)


def _read_note(table: _Table, number: int, key: str, body: str) -> None:
    head, _, value = body.partition("\t")
    label, _, target = head.partition(" ")
    if label not in (MENTION_NOTE, DOCUMENT_NOTE):
        raise _LineFault(f"{key}: notes of people are not carried over: {value!r}", "read it, then drop it", "warning")
    try:
        content = json.loads(value)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not _fits(content, label):
        raise _LineFault(f"{key}: the value of a {label} is broken: {value!r}", "keep these notes as they were written")
    if label == DOCUMENT_NOTE:
        table.meta.update(content)
    else:
        table.notes[target] = (number, content)


def _fits(content: dict[str, Any], label: str) -> bool:
    if label == DOCUMENT_NOTE:
        return True
    kinds: dict[str, Any] = {"id": str, "cluster": str, "score": (int, float), "arguments": list}
    known = all(key in kinds and isinstance(value, kinds[key]) for key, value in content.items())
    return known and all(isinstance(score, int | float) for score in content.get("arguments", []))


def _cluster_names(table: _Table, problems: list[Problem]) -> dict[str, str]:
    """The cluster of each mention: its own attribute, or that of the mentions it is equivalent to, or a new name."""
    names = {key: value for key, (_, value) in table.clusters.items()}
    taken = set(names.values())
    for line, members in table.equivalences:
        missing = [member for member in members if member not in table.mentions]
        if missing:
            message = f"Equiv names {missing[0]}, which is no mention"
            problems.append(Problem("", line, "", message, remedy="name mentions (E lines) that can be read"))
        given = sorted({names[member] for member in members if member in names})
        if len(given) > 1:
            message = f"Equiv joins the clusters {' and '.join(given)}"
            problems.append(Problem("", line, "", message, remedy="keep one Cluster attribute for all of them"))
            continue
        name = given[0] if given else next(f"e{n}" for n in range(1, len(taken) + 2) if f"e{n}" not in taken)
        taken.add(name)
        names.update((member, name) for member in members)
    return names


def _event(table: _Table, key: str, mention: _Mention, names: dict[str, str]) -> Event:
    trigger = _span_of(table, mention.trigger, key)
    if trigger.label != mention.type:
        message = f"{key} is a {mention.type}, its trigger {mention.trigger} a {trigger.label}"
        raise _LineFault(message, "give both the same type", offset=trigger.span.start)
    note = table.notes.get(key, (0, {}))[1]
    scores = note.get("arguments", [1.0] * len(mention.arguments))
    if len(scores) != len(mention.arguments):
        message = f"{key} has {len(mention.arguments)} arguments, its note {len(scores)} scores"
        raise _LineFault(message, "delete the note or the field 'arguments' in it", offset=trigger.span.start)
    arguments = tuple(
        Argument(role, _span_of(table, target, key).span, score)
        for (role, target), score in zip(mention.arguments, scores, strict=True)
    )
    if key not in table.factuality:
        message, remedy = f"{key} has no Factuality", f"add a line 'A1  Factuality {key} asserted'"
        raise _LineFault(message, remedy, offset=trigger.span.start)
    cluster = note.get("cluster") or names.get(key, "")
    factuality = table.factuality[key][1]
    return Event(mention.type, trigger.span, arguments, factuality, cluster, note.get("score", 1.0), note.get("id", ""))


def _span_of(table: _Table, target: str, key: str) -> _TextBound:
    if target not in table.spans:
        what = "another event" if target in table.mentions else "no T line that could be read"
        raise _LineFault(f"{key} points to {target}, which is {what}", "point to a T line that can be read")
    return table.spans[target]


def _report_unused(table: _Table, problems: list[Problem]) -> None:
    used = {m.trigger for m in table.mentions.values()} | {t for m in table.mentions.values() for _, t in m.arguments}
    for key, bound in table.spans.items():
        if key not in used:
            message = f"{key} ({bound.label} {bound.span.of(table.text)!r}) belongs to no event and is not carried over"
            remedy = "link it to an event or delete it"
            problems.append(Problem("", bound.line, "", message, bound.span.start, remedy, "warning"))
    for key, line in [
        *((key, line) for values in (table.factuality, table.clusters) for key, (line, _) in values.items()),
        *((key, line) for key, (line, _) in table.notes.items()),
    ]:
        if key not in table.mentions:
            message = f"the line is about {key}, which is no mention that could be read"
            remedy = "delete it, or repair the E line"
            problems.append(Problem("", line, "", message, remedy=remedy, severity="warning"))
