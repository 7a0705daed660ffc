"""What a spaCy `Doc` and its spans know of events: the attributes under `doc._` and `span._`.

| attribute | what |
| --- | --- |
| `doc._.events` | the mentions, a tuple of `guetteur.Event`; offsets are code points of `doc.text` |
| `doc._.records` | one `guetteur.records.record.Record` for each event, read anew each time |
| `doc._.published` | day of publication, on which *lundi* hangs; may be set before the pipeline or after it |
| `doc._.document` | all of it as a `guetteur.Document`; may be set to give an id, outlet and address |
| `span._.event` | the mention that a span of `doc.spans["guetteur"]` or `["guetteur_arguments"]` belongs to |

All of it lives in `doc.user_data["guetteur"]`, which `Doc.to_bytes` and `DocBin(store_user_data=True)` keep.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from spacy.tokens import Doc, Span

from guetteur.corpus.formats.user_data import KEY, UNNAMED, pack, unpack
from guetteur.corpus.problems import CorpusError
from guetteur.document import Document, Event
from guetteur.records.build import day_of, records_of
from guetteur.records.record import Record


def document_in(doc: Any) -> Document:
    """The document in a `Doc`; one without events where there is none yet.

    Raises:
        CorpusError: somebody changed `doc.user_data["guetteur"]` so that it cannot be read.
    """
    if KEY not in doc.user_data:
        return Document(UNNAMED, doc.text)
    document, problems = unpack(doc)
    if document is None or problems:
        raise CorpusError(problems)
    return document


def put_document(doc: Any, document: Document) -> None:
    """Keep a document in a `Doc` of the same text.

    Raises:
        ValueError: the texts differ.
        CorpusError: the document is not well formed.
    """
    if document.text != doc.text:
        raise ValueError(f"document '{document.id}' has another text than the Doc that it is set on")
    doc.user_data[KEY] = pack(document)


def _events(doc: Any) -> tuple[Event, ...]:
    return document_in(doc).events


def _records(doc: Any) -> list[Record]:
    return records_of(document_in(doc))


def _published(doc: Any) -> date | None:
    return day_of(document_in(doc).meta.get("date"))


def publish(doc: Any, day: date | str | None) -> None:
    """Set the day of publication; None takes it away.

    Raises:
        ValueError: it is no ISO date.
    """
    document = document_in(doc)
    meta = {name: value for name, value in document.meta.items() if name != "date"}
    if day is not None:
        meta["date"] = as_day(day).isoformat()
    put_document(doc, replace(document, meta=meta))


def as_day(day: date | str) -> date:
    """A date from a date, a time or its ISO form.

    Raises:
        ValueError: it is none of these.
    """
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    found = day_of(day)
    if found is None:
        raise ValueError(f"the day of publication is {day!r}; give a date, or a string such as '2024-03-12'")
    return found


def _event_of(span: Any) -> Event | None:
    mention = span.id_.partition(".")[0]
    return next((event for event in _events(span.doc) if event.id == mention), None) if mention else None


Doc.set_extension("document", getter=document_in, setter=put_document)
Doc.set_extension("events", getter=_events)
Doc.set_extension("records", getter=_records)
Doc.set_extension("published", getter=_published, setter=publish)
Span.set_extension("event", getter=_event_of)
