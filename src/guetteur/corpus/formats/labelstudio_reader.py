"""The reading half of Label Studio: tasks with their regions and relations to documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from guetteur.corpus.files import read_utf8
from guetteur.corpus.formats.builder import Collection, DocumentBuilder
from guetteur.corpus.formats.fields import get, parse_json
from guetteur.corpus.formats.graph import Graph, Region
from guetteur.corpus.formats.labelstudio import CLUSTER, FACTUALITY, NOTE
from guetteur.corpus.formats.notes import check_note
from guetteur.corpus.formats.units import Utf16Offsets
from guetteur.corpus.objects import Fault
from guetteur.corpus.problems import Problem
from guetteur.document import Document, Event, Span

_EXPORT = "export the project as JSON (not JSON-MIN)"


def read_labelstudio(path: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every task as a document, and every problem with its task and region.

    Raises:
        OSError: the file cannot be opened.
    """
    file = str(path)
    try:
        tasks = parse_json(read_utf8(Path(path)))
        if not isinstance(tasks, list) or not tasks:
            raise Fault("the file is no list of tasks", _EXPORT)
    except Fault as fault:
        return [], [Problem(file, 0, "", str(fault), fault.offset, fault.remedy, check="format")]
    except ValueError as error:
        return [], [Problem(file, 0, "", str(error))]
    found = Collection()
    for number, task in enumerate(tasks, start=1):
        where = f"task {number}"
        try:
            found.take(_read_task(task, where, file))
        except Fault as fault:
            found.fail(file, fault)
    return found.documents, found.problems


def _read_task(task: Any, where: str, file: str) -> DocumentBuilder:
    data = get(task, "data", dict, where)
    text = get(data, "text", str, f"{where}, data")
    # A project that began in Label Studio has no id of ours, only the number of the task.
    name = get(data, "document", str, f"{where}, data", str(task.get("id", where)))
    builder = DocumentBuilder(file, name, text, get(data, "meta", dict, f"{where}, data", {}))
    given = get(task, "annotations", list, where, [])
    answers = [answer for answer in given if not (isinstance(answer, dict) and answer.get("was_cancelled"))]
    answers = answers or get(task, "predictions", list, where, [])
    if len(answers) != 1:
        message = f"{where} has {len(answers)} annotations"
        remedy = "keep one of them" if answers else "read as a document without events; annotate it"
        builder.report(Fault(message, remedy), severity="error" if answers else "warning")
    if len(answers) == 1:
        try:
            _read_result(get(answers[0], "result", list, f"{where}, annotation"), where, text, builder)
        except Fault as fault:
            builder.report(fault)
    return builder


def _read_result(result: list[Any], where: str, text: str, builder: DocumentBuilder) -> None:
    graph = Graph()
    answers: dict[str, dict[str, str]] = {FACTUALITY: {}, CLUSTER: {}}
    notes: dict[str, dict[str, Any]] = {}
    relations = []
    for index, item in enumerate(result):
        place = f"{where}, result {index}"
        try:
            kind = get(item, "type", str, place)
            if kind == "relation":
                relations.append((item, place))
            elif kind == "labels":
                key = get(item, "id", str, place)
                label = _single(get(item, "value", dict, place), "labels", place)
                graph.add(key, Region(label, _span(item["value"], text, place, builder)))
                note = get(item, "meta", dict, place, {}).get(NOTE, {})
                notes[key] = check_note(note, place)
            elif item.get("from_name") in answers:
                value = get(item, "value", dict, place)
                answer = _single(value, "choices" if kind == "choices" else "text", place)
                answers[item["from_name"]][get(item, "id", str, place)] = answer
            else:
                raise _NotCarried(f"{place}: {kind!r} of {item.get('from_name')!r} is not carried over", "")
        except _NotCarried as fault:
            builder.report(fault, severity="warning")
        except Fault as fault:
            builder.report(fault)
    for item, place in relations:
        try:
            labels = get(item, "labels", list, place, [])
            role = _single(item, "labels", place) if labels else ""
            graph.link(get(item, "from_id", str, place), get(item, "to_id", str, place), role, place)
        except Fault as fault:
            builder.report(fault)
    for key, region in graph.triggers.items():
        if key not in answers[FACTUALITY]:
            message = f"{where}: the trigger {region.span.of(text)!r} has no factuality"
            builder.report(Fault(message, "choose one for its region", region.span.start))
            continue
        cluster = answers[CLUSTER].get(key, "")
        event = Event(region.label, region.span, graph.arguments(key), answers[FACTUALITY][key], cluster)
        builder.add(event, notes.get(key, {}))
    for control, given in answers.items():
        for key in given.keys() - graph.triggers.keys():
            ignored = Fault(f"{where}: the {control} of region {key!r} is ignored, for it is no trigger", "delete it")
            builder.report(ignored, severity="warning")
    for unlinked in graph.unlinked(text):
        builder.report(unlinked, severity="warning")


class _NotCarried(Fault):
    pass


def _single(value: dict[str, Any], key: str, where: str) -> str:
    given = value.get(key)
    values = given if isinstance(given, list) else [given]
    if len(values) != 1 or not isinstance(values[0], str):
        raise Fault(f"{where}: expected one of {key!r}, got {given!r}", "give the region exactly one")
    return values[0]


def _span(value: dict[str, Any], text: str, where: str, builder: DocumentBuilder) -> Span:
    start, end = get(value, "start", int, where), get(value, "end", int, where)
    quoted = value.get("text")
    if 0 <= start < end <= len(text) and quoted in (None, text[start:end]):
        return Span(start, end)
    try:
        # Before code points, Label Studio stored what JavaScript counts; the quotation tells such an export.
        span = Utf16Offsets(text).to_span(start, end, where)
    except Fault:
        span = None
    if span and span.of(text) == quoted:
        fault = Fault(f"{where}: {start} to {end} count UTF-16 units and were converted", "", span.start)
        builder.report(fault, severity="warning")
        return span
    found = text[max(0, start) : max(0, end)]
    message = f"{where}: the text at {start} to {end} is {found!r}, not {quoted!r}"
    raise Fault(message, "offsets count code points of data.text as it stands", max(0, start))
