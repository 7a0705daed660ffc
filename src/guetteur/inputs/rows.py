"""One row of a table as a document: which columns count, and what makes a row unusable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from guetteur.corpus.objects import Fault
from guetteur.corpus.validate import document_problems
from guetteur.document import Document


@dataclass(frozen=True, slots=True)
class Columns:
    """What is read of a row.

    Args:
        text: column of the text; every file must have it.
        id: column of the document's id; where there is none, the id is made of the file's name and the row.
        date: column of the day of publication; may be missing.
        kept: columns that go into the document's meta where they are there.
        longest: code points of the longest text that is read.
    """

    text: str = "text"
    id: str = "id"
    date: str = "date"
    kept: tuple[str, ...] = ("source", "url")
    longest: int = 1_000_000

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns that are read where they are there, each once."""
        return tuple(dict.fromkeys((self.text, self.id, self.date, *self.kept)))


def document_of(row: Mapping[str, Any], default_id: str, columns: Columns) -> Document:
    """The document of a row, without events.

    A mapping under `meta` is the start of the document's meta, as our own JSONL has it.

    Raises:
        Fault: the row has no text, a value of the wrong type, or a text that is too long or not UTF-8.
    """
    meta = dict(row["meta"]) if isinstance(row.get("meta"), Mapping) else {}
    meta.pop("error", None)  # of an earlier run
    meta |= {name: row[name] for name in columns.kept if isinstance(row.get(name), str | int | float)}
    if (day := _day(row.get(columns.date), columns.date)) is not None:
        meta["date"] = day
    document = Document(_id(row.get(columns.id), columns.id) or default_id, _text(row, columns), (), meta)
    for problem in document_problems(document):
        raise Fault(problem.message, problem.remedy, problem.offset)
    return document


def check_length(text: str, columns: Columns) -> str:
    """The text.

    Raises:
        Fault: it is too long.
    """
    if len(text) > columns.longest:
        message = f"the text has {len(text)} characters, more than {columns.longest}"
        raise Fault(message, "split it, or raise --max-characters")
    return text


def _text(row: Mapping[str, Any], columns: Columns) -> str:
    if columns.text not in row:
        names = ", ".join(map(str, row)) or "none"
        raise Fault(f"the row has no {columns.text!r} (its columns: {names})", "name the text's column: --text-column")
    text = row[columns.text]
    if text is None or (isinstance(text, str) and not text.strip()):
        raise Fault(f"{columns.text!r} is empty", "leave the row out, or fill it")
    if not isinstance(text, str):
        raise Fault(f"{columns.text!r} is {type(text).__name__}, not a text", "name the text's column: --text-column")
    return check_length(text, columns)


def _id(value: Any, column: str) -> str:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return "" if value is None else str(value)
    raise Fault(f"{column!r} is {type(value).__name__}, not a text or a whole number", "name another: --id-column")


def _day(value: Any, column: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    raise Fault(f"{column!r} is {type(value).__name__}, not a day", "write days as 2024-03-12, or name --date-column")
