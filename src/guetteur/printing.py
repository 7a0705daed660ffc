"""Extracted documents on standard output: JSON lines, a table for people, CSV for spreadsheets."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table

from guetteur.corpus.jsonl import to_json
from guetteur.document import Document, Event
from guetteur.ontology import Role
from guetteur.records.evidence import evidence_of

_COLUMNS = ("document", "event", "start", "trigger", "type", "factuality", "score", *(str(role) for role in Role))


def print_documents(documents: Iterable[Document], form: str) -> list[tuple[str, str]]:
    """Print each document as soon as it is there; returns id and reason of those that failed."""
    failed: list[tuple[str, str]] = []
    printer = {"jsonl": _jsonl, "csv": _csv, "table": _table}[form]
    printer(_whole(documents, failed))
    return failed


def _whole(documents: Iterable[Document], failed: list[tuple[str, str]]) -> Iterator[Document]:
    for document in documents:
        if "error" in document.meta:
            failed.append((document.id, str(document.meta["error"])))
        yield document


def _jsonl(documents: Iterator[Document]) -> None:
    for document in documents:
        sys.stdout.write(json.dumps(to_json(document), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _csv(documents: Iterator[Document]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for document in documents:
        writer.writerows(_row(document, event) for event in document.events)


def _table(documents: Iterator[Document]) -> None:
    console = Console()
    for document in documents:
        table = Table(title=document.id, title_justify="left", show_lines=True)
        for name in ("event", "trigger", "type", "factuality", "arguments", "score"):
            table.add_column(name, justify="right" if name == "score" else "left")
        for event in document.events:
            arguments = "\n".join(f"{a.role}: {a.span.of(document.text)}" for a in event.arguments)
            trigger = event.trigger.of(document.text)
            evidence = evidence_of(document, event)
            factuality = f"{event.factuality}\n({evidence.of(document.text)})" if evidence else event.factuality
            table.add_row(event.cluster, trigger, event.type, factuality, arguments, f"{event.score:.2f}")
        console.print(table if document.events else f"{document.id}: no attack event")


def _row(document: Document, event: Event) -> list[str]:
    cells = [document.id, event.cluster, str(event.trigger.start), event.trigger.of(document.text)]
    cells += [event.type, event.factuality, f"{event.score:.3f}"]
    for role in Role:
        cells.append("; ".join(a.span.of(document.text) for a in event.arguments if a.role == role))
    return cells
