"""From what a format says about one document to a `Document`: every mention checked, every fault kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from guetteur.corpus.formats.notes import with_note
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.objects import Fault
from guetteur.corpus.problems import Problem, Severity
from guetteur.corpus.validate import document_problems, duplicate_id, event_problems
from guetteur.document import Document, Event


class DocumentBuilder:
    """Collects the mentions of one document; a broken one costs itself only."""

    def __init__(self, file: str, document_id: str, text: str, meta: Mapping[str, Any], line: int = 0) -> None:
        self.file, self.line = file, line
        self._document = Document(document_id, text, (), meta)
        self._events: list[Event] = []
        self._ids: set[str] = set()
        self.problems: list[Problem] = []

    def report(self, fault: Fault, line: int = 0, severity: Severity = "error") -> None:
        """Keep a fault as a problem of this document."""
        problem = fault.problem(self._document.id)
        self.problems.append(replace(problem, file=self.file, line=line or self.line, severity=severity))

    def add(self, event: Event, note: dict[str, Any], line: int = 0) -> None:
        """Take a mention if it is well formed, else report why not."""
        event, fits = with_note(event, note)
        start = event.trigger.start
        if not fits:
            fault = Fault("the scores of changed arguments are dropped", "nothing to do: they were a model's", start)
            self.report(fault, line, "warning")
        found = list(event_problems(event, self._document.text))
        for problem in found:
            self.problems.append(replace(problem, file=self.file, line=line or self.line, document=self._document.id))
        if event.id and event.id in self._ids:
            self.report(Fault(f"mention id {event.id!r} is used twice", "number the mentions anew", start), line)
        elif not found:
            self._ids.add(event.id)
            self._events.append(event)

    def finish(self) -> Document | None:
        """The document, or None if it cannot be one at all; `problems` is complete only now."""
        events = tuple(sorted(self._events, key=lambda event: event.trigger))
        document = self._document.with_events(events)
        broken = list(document_problems(document))
        self.problems += [replace(problem, file=self.file, line=self.line) for problem in broken]
        return None if broken else with_mention_ids(document)


class Collection:
    """The documents of one file or folder, each id once, and every problem."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.problems: list[Problem] = []
        self._ids: set[str] = set()

    def take(self, builder: DocumentBuilder) -> None:
        """Finish a document and put it with the others, unless its id came before."""
        document = builder.finish()
        self.problems += builder.problems
        if document and document.id in self._ids:
            self.problems.append(replace(duplicate_id(document.id), file=builder.file, line=builder.line))
        elif document:
            self._ids.add(document.id)
            self.documents.append(document)

    def fail(self, file: str, fault: Fault, line: int = 0, document: str = "") -> None:
        """Keep the fault of what could not become a document."""
        self.problems.append(replace(fault.problem(document), file=file, line=line))
