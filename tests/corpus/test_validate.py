from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.validate import validate
from guetteur.document import Argument, Document, Event, Span

TRIGGER = Span(0, 7)


def document(*events: Event, text: str = "attaque à Gao", name: str = "d") -> Document:
    return Document(name, text, events)


@given(data=st.data())
def test_well_formed_documents_pass(any_document: st.SearchStrategy[Document], data: st.DataObject) -> None:
    assert validate([data.draw(any_document)]) == []


@pytest.mark.parametrize(
    ("broken", "check"),
    [
        (document(name=""), "id"),
        (document(text="\udcff"), "surrogate"),
        (document(Event("Raid", TRIGGER)), "label"),
        (document(Event("Attack", TRIGGER, factuality="sure")), "label"),
        (document(Event("Attack", TRIGGER, (Argument("Lieu", Span(10, 13)),))), "label"),
        (document(Event("Attack", TRIGGER, (Argument("Place", Span(10, 14)),))), "offset"),
        (document(Event("Attack", Span(0, 99))), "offset"),
        (document(Event("Attack", TRIGGER, score=-0.1)), "score"),
        (document(Event("Attack", TRIGGER, (Argument("Place", Span(10, 13), float("nan")),))), "score"),
        (document(Event("Attack", TRIGGER, id="m1"), Event("Attack", Span(10, 13), id="m1")), "id"),
        (document(Event("Attack", Span(10, 13)), Event("Attack", TRIGGER)), "order"),
    ],
)
def test_fault_is_found_once(broken: Document, check: str) -> None:
    problems = validate([broken], "corpus.jsonl")
    assert [problem.check for problem in problems] == [check]
    assert problems[0].file == "corpus.jsonl"
    assert problems[0].document == broken.id
    assert problems[0].remedy


def test_repeated_document_id_is_found() -> None:
    assert [problem.check for problem in validate([document(), document()])] == ["id"]
