"""A document inside a spaCy `Doc`: everything but the text, as `doc.user_data["guetteur"]`.

It is the object of our JSONL with `meta` as a JSON string, in values that msgpack can hold, so that `Doc.to_bytes` and
a `DocBin` with `store_user_data` carry it. Nothing here imports spaCy.
"""

from __future__ import annotations

import json
from typing import Any

from guetteur.corpus.formats.fields import get, parse_json
from guetteur.corpus.jsonl import to_json, with_mention_ids
from guetteur.corpus.objects import Fault, parse_document
from guetteur.corpus.problems import Problem
from guetteur.document import Document

KEY = "guetteur"
UNNAMED = "doc"
"""Id of a document that nobody named."""


def pack(document: Document) -> dict[str, Any]:
    """The value for `doc.user_data[KEY]`.

    Raises:
        CorpusError: the document is not well formed.
    """
    stored = to_json(document)
    # msgpack holds neither whole numbers beyond 64 bits nor every key that JSON does.
    return {"id": stored["id"], "meta": json.dumps(stored["meta"]), "events": stored["events"]}


def unpack(doc: Any) -> tuple[Document | None, list[Problem]]:
    """The document in a `Doc` that `pack` has filled, every mention with an id; or what is wrong with it.

    Raises:
        KeyError: there is none.
    """
    stored = doc.user_data[KEY]
    try:
        meta = parse_json(get(stored, "meta", str, KEY))
    except Fault as fault:
        return None, [fault.problem("")]
    value = _as_json(dict(stored)) | {"text": doc.text, "meta": meta}
    document, problems = parse_document(value, events_required=True)
    return (with_mention_ids(document) if document else None), problems


def _as_json(value: Any) -> Any:
    """A value of msgpack, which makes tuples of arrays, as JSON has it."""
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    return [_as_json(item) for item in value] if isinstance(value, list | tuple) else value
