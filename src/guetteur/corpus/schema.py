"""The JSON Schema of a document, generated from the ontology so that labels are spelled in one place.

`python -m guetteur.corpus.schema` writes `schema/document.schema.json` anew.
"""

from __future__ import annotations

import json
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from guetteur.corpus.files import write_atomically
from guetteur.ontology import EventType, Factuality, Role

SCHEMA_PATH = Path(str(files("guetteur"))) / "schema" / "document.schema.json"


def document_schema() -> dict[str, Any]:
    """The schema, JSON Schema 2020-12, of one line of a JSONL file."""
    span = {
        "start": {"type": "integer", "minimum": 0, "description": "First code point, counted from 0."},
        "end": {"type": "integer", "minimum": 1, "description": "Code point after the last one."},
        "text": {"type": "string", "minLength": 1, "description": "The covered text, checked on reading."},
    }
    argument = {"role": _labels(Role), **span, "score": {"$ref": "#/$defs/score"}}
    event = {
        "id": {"type": "string", "description": "Names the mention inside its document."},
        "type": _labels(EventType),
        "factuality": _labels(Factuality),
        "cluster": {"type": "string", "description": "Mentions with the same cluster are one event."},
        "trigger": {"$ref": "#/$defs/span"},
        "arguments": {"type": "array", "items": {"$ref": "#/$defs/argument"}},
        "score": {"$ref": "#/$defs/score"},
    }
    document = {
        "id": {"type": "string", "minLength": 1},
        "text": {"type": "string"},
        "meta": {"type": "object", "description": "Date, source, url, licence, incident and whatever else is known."},
        "events": {"type": "array", "items": {"$ref": "#/$defs/event"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:guetteur:document",
        "title": "Document with attack events",
        "description": "Offsets are half-open ranges of Unicode code points of `text` as it stands.",
        **_closed(document, ["id", "text", "events"]),
        "$defs": {
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "span": _closed(span, ["start", "end"]),
            "argument": _closed(argument, ["role", "start", "end"]),
            "event": _closed(event, ["type", "factuality", "trigger"]),
        },
    }


def schema_text() -> str:
    """The schema as it is kept in the package."""
    return json.dumps(document_schema(), ensure_ascii=False, indent=2) + "\n"


def _labels(labels: type[StrEnum]) -> dict[str, Any]:
    return {"enum": [label.value for label in labels]}


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


if __name__ == "__main__":
    write_atomically(SCHEMA_PATH, [schema_text().encode("utf-8")])
