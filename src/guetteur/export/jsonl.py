"""`jsonl`: the whole record, one JSON object a line; nothing is lost.

Spans count code points of the document's text, half open, as everywhere in this package. Dates are ISO 8601.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from guetteur.document import Span
from guetteur.export.formats import Export
from guetteur.normalize.values import TimeValue
from guetteur.records.record import Record


def write(records: Sequence[Record]) -> Export:
    """One line for each record."""
    lines = [json.dumps(plain_object(record), ensure_ascii=False) + "\n" for record in records]
    return Export("".join(lines).encode("utf-8"), len(records))


def plain_object(value: Any) -> Any:
    """A record, or a part of one, as JSON values."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, TimeValue):
        return {**_fields(value), "iso": value.iso}
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [plain_object(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _fields(value: Any) -> Mapping[str, Any]:
    return {field.name: plain_object(getattr(value, field.name)) for field in fields(value)}
