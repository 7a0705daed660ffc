"""spaCy `DocBin` (`.spacy`), for training or looking at the corpus in spaCy.

| here | there |
| --- | --- |
| text | a `Doc` of the blank French tokenizer, whose text is the same to the code point |
| triggers | `doc.spans["triggers"]`: label the type, id the mention id |
| arguments | `doc.spans["arguments"]`: label the role, id the id of their mention |
| everything but the text | `doc.user_data["guetteur"]`: the object of our JSONL, `meta` as a JSON string |

Checked: DocBin and its `store_user_data` (spacy.io/api/docbin), SpanGroup, which may hold overlapping spans
(spacy.io/api/spangroup), `Doc.char_span` with strict alignment; offsets are those of Python, code points. A span that
is not made of whole tokens stays out of `doc.spans` with a warning and is whole in `user_data` all the same. Reading
trusts `user_data`; edits of `doc.spans` are not read back. The file holds no tags, heads or vectors.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guetteur.corpus.files import write_atomically
from guetteur.corpus.formats.extras import need
from guetteur.corpus.formats.user_data import KEY, pack, unpack
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import Problem
from guetteur.corpus.validate import duplicate_id, well_formed
from guetteur.document import Document, Span

TRIGGERS, ARGUMENTS = "triggers", "arguments"


def write_docbin(documents: Iterable[Document], path: Path | str) -> list[Problem]:
    """Write documents; returns the spans that are only in `user_data`.

    Raises:
        CorpusError: spaCy is missing, a document is not well formed or an id is given twice; nothing is written.
        OSError: the file cannot be written.
    """
    spacy = need("spacy", path)
    tokens = need("spacy.tokens", path)
    documents = well_formed(documents)
    tokenizer = spacy.blank("fr").tokenizer
    packed = tokens.DocBin(attrs=[], store_user_data=True)
    losses: list[Problem] = []
    for document in documents:
        packed.add(_doc(with_mention_ids(document), tokenizer, str(path), losses))
    write_atomically(Path(path), [packed.to_bytes()])
    return losses


def read_docbin(path: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every document of a file and every problem; a `Doc` that we did not write is one.

    Raises:
        CorpusError: spaCy is missing.
        OSError: the file cannot be opened.
    """
    spacy = need("spacy", path)
    tokens = need("spacy.tokens", path)
    data = Path(path).read_bytes()
    try:
        docs = list(tokens.DocBin().from_bytes(data).get_docs(spacy.blank("fr").vocab))
    except Exception as error:  # msgpack, zlib and spaCy each have their own
        message = f"not a DocBin: {type(error).__name__} {error}"
        return [], [Problem(str(path), 0, "", message, remedy="write it with spaCy 3 or `guetteur convert`")]
    documents: list[Document] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, doc in enumerate(docs, start=1):
        document, found = _document(doc, number, str(path))
        if document and document.id in seen:
            found.append(duplicate_id(document.id))
        elif document:
            seen.add(document.id)
            documents.append(document)
        problems += [Problem(str(path), 0, p.document, p.message, p.offset, p.remedy, check=p.check) for p in found]
    return documents, problems


def _doc(document: Document, tokenizer: Any, path: str, losses: list[Problem]) -> Any:
    doc = tokenizer(document.text)
    groups: dict[str, list[Any]] = {TRIGGERS: [], ARGUMENTS: []}

    def put(group: str, label: str, span: Span, mention: str) -> None:
        aligned = doc.char_span(span.start, span.end, label=label, span_id=mention, alignment_mode="strict")
        if aligned is not None:
            groups[group].append(aligned)
            return
        message = f"{label} {span.of(document.text)!r} is not made of whole tokens and is in user_data only"
        losses.append(Problem(path, 0, document.id, message, span.start, "", "warning", "format"))

    for event in document.events:
        put(TRIGGERS, str(event.type), event.trigger, event.id)
        for argument in event.arguments:
            put(ARGUMENTS, str(argument.role), argument.span, event.id)
    for name, spans in groups.items():
        doc.spans[name] = spans
    doc.user_data[KEY] = pack(document)
    return doc


def _document(doc: Any, number: int, path: str) -> tuple[Document | None, list[Problem]]:
    if KEY not in doc.user_data:
        remedy = (
            "only files of `guetteur convert` and of the spaCy component can be read: spans alone do not say which "
            "event they belong to"
        )
        return None, [Problem(path, 0, "", f"Doc {number} has no user_data[{KEY!r}]", remedy=remedy)]
    return unpack(doc)
