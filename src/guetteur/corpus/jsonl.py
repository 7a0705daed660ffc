"""JSONL, one document a line: the format in which a corpus is kept and predictions are written.

The fields are those of `schema/document.schema.json`. Offsets count code points; each span repeats its text, which is
checked on reading, so that a file whose offsets slipped is never read in silence.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from guetteur.corpus.files import BOM, open_bytes, read_utf8, why_not_text, write_atomically
from guetteur.corpus.objects import Fault, parse_document
from guetteur.corpus.problems import CorpusError, Problem, errors
from guetteur.corpus.validate import document_problems, duplicate_id
from guetteur.document import Document, Event, Span


def with_mention_ids(document: Document) -> Document:
    """The document with an id for every mention: its own, or the first free one of m1, m2 … from its place on."""
    taken = {event.id for event in document.events}
    events = []
    for number, event in enumerate(document.events, start=1):
        if not event.id:
            while (free := f"m{number}") in taken:
                number += 1
            taken.add(free)
            event = replace(event, id=free)
        events.append(event)
    return document.with_events(tuple(events))


def to_json(document: Document) -> dict[str, Any]:
    """The JSON object of a document.

    Raises:
        CorpusError: the document is not well formed, for example a span ends after the text.
    """
    if problems := list(document_problems(document)):
        raise CorpusError(problems)
    events = [_event_json(event, document.text) for event in with_mention_ids(document).events]
    return {"id": document.id, "text": document.text, "meta": dict(document.meta), "events": events}


def _event_json(event: Event, text: str) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": str(event.type),
        "factuality": str(event.factuality),
        "cluster": event.cluster,
        "trigger": _span_json(event.trigger, text),
        "arguments": [
            {"role": str(argument.role), **_span_json(argument.span, text), "score": argument.score}
            for argument in event.arguments
        ],
        "score": event.score,
    }


def _span_json(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def from_json(obj: Any) -> Document:
    """The document of a JSON object; events come out in order of their triggers, mentions without an id get one.

    Raises:
        CorpusError: the object is not a document; lists every problem.
    """
    document, problems = parse_document(obj, events_required=True)
    if problems or document is None:
        raise CorpusError(problems)
    return with_mention_ids(document)


def read_jsonl(path: Path | str) -> tuple[list[Document], list[Problem]]:
    """Read a JSONL file, `.gz` too, and report every problem.

    A broken line is left out, a broken mention is left out of its document; neither hides what follows.

    Raises:
        OSError: the file cannot be opened.
    """
    return _read(Path(path), events_required=True)


def load_documents(path: Path | str) -> list[Document]:
    """Read a JSONL file that has to be whole.

    Raises:
        CorpusError: lists every problem of the file.
        OSError: the file cannot be opened.
    """
    documents, problems = read_jsonl(path)
    if errors(problems):
        raise CorpusError(problems)
    return documents


def read_texts(path: Path | str) -> list[Document]:
    """Read what events are to be extracted from.

    A `.jsonl` file gives one document a line (id, text, perhaps meta and events); any other file is one text, taken as
    it stands, newlines included, with the file's stem as id.

    Raises:
        CorpusError: the file is binary or not UTF-8, or a line is not a document.
        OSError: the file cannot be opened.
    """
    path = Path(path)
    suffixes = [suffix for suffix in path.suffixes if suffix != ".gz"]
    if suffixes and suffixes[-1] == ".jsonl":
        documents, problems = _read(path, events_required=False)
        if errors(problems):
            raise CorpusError(problems)
        return documents
    try:
        text = read_utf8(path)
    except ValueError as error:
        raise CorpusError([Problem(str(path), 0, "", str(error))]) from None
    return [Document(Path(path.name.removesuffix(".gz")).stem, text)]


def write_jsonl(documents: Iterable[Document], path: Path | str) -> None:
    """Write documents, one a line; the old file stays whole until the new one is.

    Raises:
        CorpusError: a document is not well formed or its id came before.
        OSError: the file cannot be written.
    """
    write_atomically(Path(path), _lines(documents))


def _lines(documents: Iterable[Document]) -> Iterator[bytes]:
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise CorpusError([duplicate_id(document.id)])
        seen.add(document.id)
        yield (json.dumps(to_json(document), ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _read(path: Path, *, events_required: bool) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    lines_of: dict[str, int] = {}
    for number, obj in read_objects(path, problems):
        document, found = parse_document(obj, events_required=events_required)
        problems += [replace(problem, file=str(path), line=number) for problem in found]
        if document is None:
            continue
        if document.id in lines_of:
            message = f"the id {document.id!r} stands in line {lines_of[document.id]} already"
            problems.append(replace(duplicate_id(document.id), file=str(path), line=number, message=message))
            continue
        lines_of[document.id] = number
        documents.append(with_mention_ids(document))
    if not documents and not problems:
        problems.append(Problem(str(path), 0, "", "the file holds no document", remedy="check how it was made"))
    return documents, problems


def read_objects(path: Path, problems: list[Problem]) -> Iterator[tuple[int, Any]]:
    """Line number and JSON value of every line that holds one; what cannot be read goes to `problems`."""
    number = 0
    try:
        with open_bytes(path) as stream:
            if reason := why_not_text(stream.peek(8192)):
                problems.append(Problem(str(path), 0, "", reason))
                return
            # Bytes split at \n only: U+2028 and its kin may stand inside a JSON string.
            for number, raw in enumerate(stream, start=1):
                line = raw.removeprefix(BOM) if number == 1 else raw
                if line.strip():
                    try:
                        yield number, load_line(line)
                    except Fault as error:
                        problems.append(Problem(str(path), number, "", str(error), error.offset, error.remedy))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        problems.append(Problem(str(path), number + 1, "", f"broken gzip data: {error}", remedy="copy the file again"))


def load_line(line: bytes) -> Any:
    """The JSON value of one line.

    Raises:
        Fault: the line is not UTF-8, not JSON, or JSON that cannot be written again.
    """
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_repeated_key)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        byte = line[error.start]
        message = f"not UTF-8: byte 0x{byte:02x} is byte {error.start + 1} of the line"
        raise Fault(message, "save the file as UTF-8") from None
    except UnicodeEncodeError:
        raise Fault("an escape \\ud800 to \\udfff without its pair", "decode the source again") from None
    except json.JSONDecodeError as error:
        remedy = "write one whole JSON object a line, no array around them"
        raise Fault(f"not JSON: {error.msg}", remedy, error.pos) from None
    except RecursionError:
        raise Fault("nested too deeply", "write a document as in schema/document.schema.json") from None
    except ValueError as error:
        raise Fault(f"not JSON that can be kept: {error}", "repair the line") from None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _no_repeated_key(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return result
