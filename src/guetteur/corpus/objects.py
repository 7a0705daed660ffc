"""From a JSON value to a `Document`: every field checked, each fault with its place and a remedy."""

from __future__ import annotations

from typing import Any

from guetteur.corpus.problems import Problem
from guetteur.corpus.validate import document_problems, event_problems
from guetteur.document import Argument, Document, Event, Span

_DOCUMENT_KEYS = frozenset({"id", "text", "meta", "events"})
_EVENT_KEYS = frozenset({"id", "type", "factuality", "cluster", "trigger", "arguments", "score"})
_SPAN_KEYS = frozenset({"start", "end", "text"})
_ARGUMENT_KEYS = _SPAN_KEYS | {"role", "score"}
_REQUIRED = object()


class Fault(ValueError):
    """What is wrong with a piece of JSON, where, and what to do; becomes a `Problem` once its document is known."""

    def __init__(self, message: str, remedy: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.remedy, self.offset = remedy, offset

    def problem(self, document_id: str) -> Problem:
        """The problem, of a document whose file and line the caller adds."""
        return Problem("", 0, document_id, str(self), self.offset, self.remedy, check="format")


def parse_document(value: Any, *, events_required: bool) -> tuple[Document | None, list[Problem]]:
    """The document in a JSON value without its broken mentions, or None if there is none; and every problem."""
    given = value.get("id") if isinstance(value, dict) else None
    document_id = given if isinstance(given, str) else ""  # before the checks, for their problems to name it
    try:
        obj = _object(value, "the line", _DOCUMENT_KEYS)
        document_id = _get(obj, "id", str, "the document")
        text = _get(obj, "text", str, "the document")
        meta = _get(obj, "meta", dict, "the document", {})
        mentions = _get(obj, "events", list, "the document", _REQUIRED if events_required else [])
    except Fault as fault:
        return None, [fault.problem(document_id)]
    problems: list[Problem] = []
    events: list[Event] = []
    ids: set[str] = set()
    for index, mention in enumerate(mentions):
        try:
            event = _event(mention, text, f"events[{index}]")
            if event.id and event.id in ids:
                raise Fault(f"mention id {event.id!r} is used twice", "number the mentions anew", event.trigger.start)
        except Fault as fault:
            problems.append(fault.problem(document_id))
            continue
        found = list(event_problems(event, text))
        problems += [Problem("", 0, document_id, p.message, p.offset, p.remedy, check=p.check) for p in found]
        if not found:
            ids.add(event.id)
            events.append(event)
    document = Document(document_id, text, tuple(sorted(events, key=lambda event: event.trigger)), meta)
    broken = list(document_problems(document))
    return (None if broken else document), problems + broken


def _event(value: Any, text: str, where: str) -> Event:
    obj = _object(value, where, _EVENT_KEYS)
    arguments = []
    for index, item in enumerate(_get(obj, "arguments", list, where, [])):
        place = f"{where}.arguments[{index}]"
        argument = _object(item, place, _ARGUMENT_KEYS)
        role = _get(argument, "role", str, place)
        arguments.append(Argument(role, _span(argument, text, place), _number(argument, place)))
    trigger = _object(_get(obj, "trigger", dict, where), f"{where}.trigger", _SPAN_KEYS)
    return Event(
        _get(obj, "type", str, where),
        _span(trigger, text, f"{where}.trigger"),
        tuple(arguments),
        _get(obj, "factuality", str, where),
        _get(obj, "cluster", str, where, ""),
        _number(obj, where),
        _get(obj, "id", str, where, ""),
    )


def _span(obj: dict[str, Any], text: str, where: str) -> Span:
    start, end = _get(obj, "start", int, where), _get(obj, "end", int, where)
    if not 0 <= start < end <= len(text):
        message = f"{where}: start {start}, end {end} is no range of a text of {len(text)} code points"
        raise Fault(message, _counted_otherwise(text, start, end, obj.get("text")) or _COUNT_REMEDY, start)
    span = Span(start, end)
    quoted = _get(obj, "text", str, where, span.of(text))
    if quoted != span.of(text):
        message = f"{where}: the text at {start}:{end} is {span.of(text)!r}, not {quoted!r}"
        raise Fault(message, _counted_otherwise(text, start, end, quoted) or _COUNT_REMEDY, start)
    return span


_COUNT_REMEDY = "count code points of the text as it stands, newlines included"


def _counted_otherwise(text: str, start: int, end: int, quoted: Any) -> str:
    """What the offsets seem to count, if that explains the quoted text."""
    for unit, encoding, width in (("bytes", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2)):
        piece = text.encode(encoding, "surrogatepass")[max(0, start) * width : max(0, end) * width]
        if piece and piece.decode(encoding, "replace") == quoted:
            return f"these offsets count {unit}; count code points"
    return ""


def _object(value: Any, where: str, known: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Fault(f"{where} is {_kind(value)}, not a JSON object", "see schema/document.schema.json")
    if unknown := sorted(set(value) - known):
        remedy = f"known fields: {', '.join(sorted(known))}; anything else belongs in the document's meta"
        raise Fault(f"{where} has the unknown field {unknown[0]!r}", remedy)
    return value


def _get(obj: dict[str, Any], key: str, kind: type, where: str, default: Any = _REQUIRED) -> Any:
    value = obj.get(key, default)
    if value is _REQUIRED:
        raise Fault(f"{where} has no {key!r}", f"add {key!r}: {_NAMES[kind]}")
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Fault(f"{key!r} of {where} is {_kind(value)}", f"make it {_NAMES[kind]}")
    return value


def _number(obj: dict[str, Any], where: str) -> float:
    value = obj.get("score", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Fault(f"'score' of {where} is {_kind(value)}", "make it a number from 0 to 1")
    return float(value) if abs(value) <= 1 else value  # a huge int has no float; the range check names it


_NAMES: dict[type, str] = {
    str: "a string", int: "a whole number", dict: "an object", list: "an array",
    bool: "true or false", float: "a number", type(None): "null",
}  # fmt: skip


def _kind(value: Any) -> str:
    return _NAMES.get(type(value), type(value).__name__)
