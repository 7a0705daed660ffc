"""brat standoff (`.txt` and `.ann`), out and in without loss.

| line | carries |
| --- | --- |
| `T1  Bombing 3 11  attentat` | a trigger or an argument; at a line break it is cut into fragments, as in brat |
| `E1  Bombing:T1 Place:T2 Place2:T3` | a mention with its arguments, in order |
| `A1  Factuality E1 claimed` | factuality |
| `A2  Cluster E1 e1` | the name of a cluster, on its first mention |
| `*   Equiv E1 E3` | the mentions of one cluster |
| `#1  GuetteurMention E1  {…}` | mention id, scores, cluster names with spaces: only what the lines above cannot say |
| `#2  GuetteurDocument DOC  {…}` | meta data, only where there are any |

Offsets count code points. Format: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from guetteur.corpus.brat_reader import DOCUMENT_NOTE, MENTION_NOTE, one_line, parse_ann
from guetteur.corpus.files import read_utf8, write_atomically
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import CorpusError, Problem
from guetteur.corpus.validate import well_formed
from guetteur.document import Document, Event, Span
from guetteur.ontology import EventType, Factuality, Role

_FRAGMENT = re.compile(r"[^\n]+")


def to_brat(document: Document) -> str:
    """The `.ann` text of a document; its `.txt` is `document.text`, byte for byte.

    Raises:
        CorpusError: the document is not well formed.
    """
    (document,) = well_formed([document])
    document = with_mention_ids(document)
    spans: dict[tuple[str, Span], str] = {}
    text_bound: list[str] = []
    mentions: list[str] = []
    attributes: list[str] = []
    notes: list[str] = []
    clusters: dict[str, list[str]] = defaultdict(list)

    def name_of(label: str, span: Span) -> str:
        if (label, span) not in spans:
            spans[label, span] = f"T{len(spans) + 1}"
            text_bound.append(f"{spans[label, span]}\t{label} {_fragments(span, document.text)}")
        return spans[label, span]

    for number, event in enumerate(document.events, start=1):
        parts = [f"{event.type}:{name_of(event.type, event.trigger)}"]
        counts: dict[str, int] = defaultdict(int)
        for argument in event.arguments:
            counts[argument.role] += 1
            suffix = counts[argument.role] if counts[argument.role] > 1 else ""
            parts.append(f"{argument.role}{suffix}:{name_of(argument.role, argument.span)}")
        mentions.append(f"E{number}\t{' '.join(parts)}")
        attributes.append(f"A{len(attributes) + 1}\tFactuality E{number} {event.factuality}")
        # An attribute value cannot hold a space, so other cluster names go into the note.
        if re.fullmatch(r"\S+", event.cluster):
            clusters[event.cluster].append(f"E{number}")
            if len(clusters[event.cluster]) == 1:
                attributes.append(f"A{len(attributes) + 1}\tCluster E{number} {event.cluster}")
        if unusual := _unusual(event, number):
            notes.append(f"#{len(notes) + 1}\t{MENTION_NOTE} E{number}\t{_json(unusual)}")
    if document.meta:
        notes.append(f"#{len(notes) + 1}\t{DOCUMENT_NOTE} DOC\t{_json(dict(document.meta))}")
    equivalences = [f"*\tEquiv {' '.join(members)}" for members in clusters.values() if len(members) > 1]
    return "".join(line + "\n" for line in text_bound + mentions + attributes + equivalences + notes)


def from_brat(document_id: str, text: str, ann: str, file: str = "") -> tuple[Document, list[Problem]]:
    """The document of a `.txt` and an `.ann` text, and every problem.

    A malformed line costs only the mentions that need it. What brat can say and we cannot (relations, normalizations,
    spans that no event uses, spans in pieces) is reported, never dropped in silence.
    """
    document, problems = parse_ann(document_id, text, ann)
    return with_mention_ids(document), [replace(problem, file=file, document=document_id) for problem in problems]


def write_brat(documents: Iterable[Document], folder: Path | str) -> None:
    """Write `<id>.txt` and `<id>.ann` for every document, and the `annotation.conf` that brat needs to show them.

    Characters that a file name cannot hold are percent-encoded.

    Raises:
        CorpusError: a document is not well formed or an id is given twice; nothing is written.
        OSError: the folder cannot be written.
    """
    documents = well_formed(documents)
    folder = Path(folder)
    for document in documents:
        stem = quote(document.id, safe=" ")
        write_atomically(folder / f"{stem}.txt", [document.text.encode("utf-8")])
        write_atomically(folder / f"{stem}.ann", [to_brat(document).encode("utf-8")])
    write_atomically(folder / "annotation.conf", [annotation_conf().encode("utf-8")])


def read_brat(folder: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every document of a folder in order of file names, and every problem with file and line.

    Raises:
        OSError: the folder or a file in it cannot be opened.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    paths = sorted(path for path in Path(folder).iterdir() if path.suffix in (".txt", ".ann"))
    for path in paths:
        document_id = unquote(path.name[:-4])
        other = path.with_name(path.name[:-4] + (".txt" if path.suffix == ".ann" else ".ann"))
        if other not in paths:
            remedy = "an article without events has an empty .ann"
            problems.append(Problem(str(path), 0, document_id, f"there is no {other.name} beside it", remedy=remedy))
        elif path.suffix == ".ann":
            try:
                document, found = from_brat(document_id, _read(other), _read(path), str(path))
            except CorpusError as error:
                problems += [replace(problem, document=document_id) for problem in error.problems]
                continue
            documents.append(document)
            problems += found
    if not paths:
        problems.append(Problem(str(folder), 0, "", "no .txt or .ann file in this folder", remedy="check the path"))
    return documents, problems


def annotation_conf() -> str:
    """The configuration of brat: the labels of the ontology."""
    arguments = ", ".join(f"{role}*:{role}" for role in Role)
    return "\n".join(
        [
            "[entities]", *Role,
            "[relations]", "Equiv\tArg1:<EVENT>, Arg2:<EVENT>, <REL-TYPE>:symmetric-transitive",
            "[events]", *(f"{kind}\t{arguments}" for kind in EventType),
            "[attributes]", f"Factuality\tArg:<EVENT>, Value:{'|'.join(Factuality)}",
            # brat wants every value listed.
            f"Cluster\tArg:<EVENT>, Value:{'|'.join(f'e{number}' for number in range(1, 51))}", "",
        ]
    )  # fmt: skip


def _read(path: Path) -> str:
    try:
        return read_utf8(path, strip_bom=False)  # a byte order mark is a code point that brat counts
    except ValueError as error:
        raise CorpusError([Problem(str(path), 0, "", str(error))]) from None


def _fragments(span: Span, text: str) -> str:
    """Offsets and text of a span, cut at line breaks; breaks at its edges stay, for the offsets to come back."""
    pieces = [(match.start(), match.end()) for match in _FRAGMENT.finditer(text, span.start, span.end)]
    if not pieces:
        pieces = [(span.start, span.end)]
    pieces[0] = (span.start, pieces[0][1])
    pieces[-1] = (pieces[-1][0], span.end)
    offsets = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{offsets}\t{' '.join(one_line(text[start:end]) for start, end in pieces)}"


def _unusual(event: Event, number: int) -> dict[str, Any]:
    """What the lines of a mention do not say."""
    values: dict[str, Any] = {}
    if event.id != f"m{number}":
        values["id"] = event.id
    if event.cluster and not re.fullmatch(r"\S+", event.cluster):
        values["cluster"] = event.cluster
    if event.score != 1:
        values["score"] = event.score
    scores = [argument.score for argument in event.arguments]
    if any(score != 1 for score in scores):
        values["arguments"] = scores
    return values


def _json(value: dict[str, Any]) -> str:
    # ASCII, so that no Unicode line separator can break the line.
    return json.dumps(value, ensure_ascii=True, allow_nan=False)
