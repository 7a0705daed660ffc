"""Annotations kept apart from their texts: offsets and a hash, joined to texts that may not be shipped.

One JSON object a line: `{"id", "sha256", "meta": {}, "events": [{"type", "factuality", "event", "trigger": [start,
end], "arguments": [[role, start, end]]}]}`. The hash is of the bytes of the text; `event` is the cluster; what has no
`meta` is for evaluation only. Texts are read without touching a newline, so that hashes and code-point offsets hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from guetteur.corpus.jsonl import read_objects, with_mention_ids
from guetteur.corpus.problems import CorpusError, Problem
from guetteur.corpus.validate import duplicate_id, validate
from guetteur.document import Argument, Document, Event, Span


def join_standoff(annotations: Path | str, texts: Path | str | Mapping[str, bytes]) -> list[Document]:
    """Join annotations to their texts.

    Args:
        annotations: the JSONL file.
        texts: a folder that holds them as `<id>.txt`, or their bytes by id.

    Raises:
        CorpusError: lists every text that is missing or differs from the annotated one, and every broken annotation.
        OSError: the annotations cannot be opened.
    """
    annotations = Path(annotations)
    if isinstance(texts, str):
        texts = Path(texts)
    problems: list[Problem] = []
    documents: list[Document] = []
    seen: set[str] = set()
    for number, obj in read_objects(annotations, problems):
        name = str(obj.get("id", "")) if isinstance(obj, dict) else ""
        found: list[Problem] = []
        document = _join(obj, texts, found)
        if document:
            found += validate([document])
            found += [duplicate_id(document.id)] if document.id in seen else []
            seen.add(document.id)
            documents.append(document)
        problems += [replace(p, file=p.file or str(annotations), line=number, document=name) for p in found]
    if not documents and not problems:
        problems.append(Problem(str(annotations), 0, "", "the file holds no annotation", remedy="check the path"))
    if problems:
        raise CorpusError(problems)
    return documents


def _join(obj: Any, texts: Path | Mapping[str, bytes], problems: list[Problem]) -> Document | None:
    try:
        document_id, expected, mentions = str(obj["id"]), str(obj["sha256"]), list(obj["events"])
        meta = {key: str(value) for key, value in obj.get("meta", {"use": "evaluation only"}).items()}
    except (KeyError, TypeError, AttributeError):
        remedy = 'expected {"id", "sha256", "events": […]}'
        problems.append(Problem("", 0, "", "the line is no standoff annotation", remedy=remedy))
        return None
    path: Path | str = document_id
    try:
        if isinstance(texts, Path):
            path = texts / f"{document_id}.txt"
            data = path.read_bytes()
        else:
            data = texts[document_id]
    except (OSError, KeyError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not among the texts given"
        message = f"the text {path} cannot be read: {reason}"
        problems.append(Problem("", 0, "", message, remedy="put the text there under this name"))
        return None
    if (found := sha256(data).hexdigest()) != expected:
        message = f"the text {path} is not the annotated one: sha256 expected {expected}, found {found}"
        remedy = "get the text as it was, byte for byte; an editor may have changed newlines or spaces"
        problems.append(Problem("", 0, "", message, remedy=remedy))
        return None
    try:
        text = data.decode("utf-8")  # newlines and a byte order mark count
    except UnicodeDecodeError as error:
        message = f"the text {path} is not UTF-8: byte {error.start}"
        problems.append(Problem("", 0, "", message, remedy="annotate a text that is UTF-8"))
        return None
    events = []
    for index, mention in enumerate(mentions):
        try:
            events.append(_event(mention))
        except (KeyError, TypeError, ValueError) as error:
            message = f"events[{index}] is broken: {type(error).__name__} {error}"
            problems.append(Problem("", 0, "", message, remedy="see the head of guetteur/corpus/standoff.py"))
    events.sort(key=lambda event: event.trigger)
    return with_mention_ids(Document(document_id, text, tuple(events), meta))


def _event(mention: dict[str, Any]) -> Event:
    start, end = mention["trigger"]
    arguments = tuple(Argument(role, Span(first, last)) for role, first, last in mention["arguments"])
    return Event(mention["type"], Span(start, end), arguments, mention["factuality"], mention["event"])
