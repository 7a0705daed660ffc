"""Whether documents are well formed: known labels, spans inside the text, ids that name one thing each.

What a style guide would say about a well-formed annotation is in `guetteur.corpus.lint`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise

from guetteur.corpus.problems import CorpusError, Problem
from guetteur.document import Document, Event, Span
from guetteur.ontology import EventType, Factuality, Role


def validate(documents: Iterable[Document], file: str = "") -> list[Problem]:
    """Every fault that would make a file of these documents unreadable or ambiguous."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for document in documents:
        found = list(document_problems(document))
        if document.id in seen:
            found.append(duplicate_id(document.id))
        seen.add(document.id)
        problems += [replace(problem, file=file, document=document.id) for problem in found]
    return problems


def well_formed(documents: Iterable[Document]) -> list[Document]:
    """The documents as a list, for a writer that wants all or nothing.

    Raises:
        CorpusError: one is not well formed or an id is given twice; lists every fault.
    """
    documents = list(documents)
    if problems := validate(documents):
        raise CorpusError(problems)
    return documents


def document_problems(document: Document) -> Iterator[Problem]:
    """Faults inside one document."""
    if not document.id:
        yield Problem("", 0, "", "the document has no id", remedy="give it one that no other document has", check="id")
    for name, text in (("id", document.id), ("text", document.text)):
        position = next((i for i, char in enumerate(text) if "\ud800" <= char <= "\udfff"), None)
        if position is not None:
            yield Problem(
                "", 0, document.id, f"the {name} holds half of a surrogate pair", position,
                "decode the source again; UTF-8 cannot hold it", check="surrogate",
            )  # fmt: skip
    ids: set[str] = set()
    for event in document.events:
        yield from (replace(problem, document=document.id) for problem in event_problems(event, document.text))
        if event.id and event.id in ids:
            yield _fault(f"mention id {event.id!r} is used twice", event.trigger, "number the mentions anew", "id")
        ids.add(event.id)
    for left, right in pairwise(document.events):
        if right.trigger < left.trigger:
            yield _fault("events are not in order of their triggers", right.trigger, "sort them by trigger", "order")


def event_problems(event: Event, text: str) -> Iterator[Problem]:
    """Faults inside one event mention of a text; file and document are left empty."""
    yield from _label(EventType, event.type, "event type", event.trigger)
    yield from _label(Factuality, event.factuality, "factuality", event.trigger)
    yield from _score(event.score, "event", event.trigger)
    yield from _inside(event.trigger, text, "trigger")
    for argument in event.arguments:
        yield from _label(Role, argument.role, "role", argument.span)
        yield from _score(argument.score, argument.role, argument.span)
        yield from _inside(argument.span, text, argument.role)


def duplicate_id(document_id: str) -> Problem:
    """The problem of a second document with an id."""
    message = f"a document with id {document_id!r} came before"
    return Problem("", 0, document_id, message, remedy="give each document its own id", check="id")


def _label(labels: type[StrEnum], value: str, what: str, span: Span) -> Iterator[Problem]:
    known = [label.value for label in labels]
    if value not in known:
        close = get_close_matches(value, known, n=1)
        remedy = f"did you mean {close[0]!r}?" if close else f"one of: {', '.join(known)}"
        yield _fault(f"unknown {what} {value!r}", span, remedy, "label")


def _score(score: float, what: str, span: Span) -> Iterator[Problem]:
    if not 0 <= score <= 1:
        yield _fault(f"score {score} of {what} is not from 0 to 1", span, "give a probability", "score")


def _inside(span: Span, text: str, what: str) -> Iterator[Problem]:
    if span.end > len(text):
        message = f"{what} ends at {span.end} but the text has {len(text)} code points"
        yield _fault(message, span, "count code points, not bytes", "offset")


def _fault(message: str, span: Span, remedy: str, check: str) -> Problem:
    return Problem("", 0, "", message, span.start, remedy, check=check)
