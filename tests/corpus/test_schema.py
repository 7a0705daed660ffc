from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from guetteur.corpus.jsonl import to_json
from guetteur.corpus.schema import SCHEMA_PATH, document_schema, schema_text
from guetteur.document import Document

EVENT = {"type": "Attack", "factuality": "asserted", "trigger": {"start": 0, "end": 1}}
VALIDATOR = Draft202012Validator(document_schema())


def test_packaged_schema_is_the_generated_one() -> None:
    assert SCHEMA_PATH.read_text(encoding="utf-8") == schema_text(), "run: python -m guetteur.corpus.schema"


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(document_schema())


@given(data=st.data())
def test_everything_written_fits_the_schema(any_document: st.SearchStrategy[Document], data: st.DataObject) -> None:
    VALIDATOR.validate(to_json(data.draw(any_document)))


@pytest.mark.parametrize(
    "value",
    [
        {"id": "", "text": "", "events": []},
        {"id": "a", "text": ""},
        {"id": "a", "text": "", "events": [], "more": 1},
        {"id": "a", "text": "x", "events": [{**EVENT, "type": "Raid"}]},
        {"id": "a", "text": "x", "events": [{**EVENT, "trigger": {"start": 0}}]},
        {"id": "a", "text": "x", "events": [{**EVENT, "score": 2}]},
    ],
)
def test_schema_refuses(value: Any) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate(value)
