from __future__ import annotations

from pathlib import Path

import pytest

from guetteur.corpus.formats.docbin import read_docbin, write_docbin
from guetteur.document import Document, Event, Span

spacy = pytest.importorskip("spacy", reason="docbin needs it: pip install 'guetteur[formats]'")


def test_spans_are_groups_of_the_doc(document: Document, tmp_path: Path) -> None:
    from spacy.tokens import DocBin

    write_docbin([document], tmp_path / "x.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("fr").vocab)
    assert doc.text == document.text
    assert [(span.label_, span.text) for span in doc.spans["triggers"]] == [
        (event.type, event.trigger.of(document.text)) for event in document.events
    ]
    assert [span.id_ for span in doc.spans["arguments"]] == ["m1", "m1", "x", "x", "m3"]


def test_a_span_inside_a_token_is_reported_and_comes_back(tmp_path: Path) -> None:
    document = Document("d", "Attaque", (Event("Attack", Span(1, 3)),))
    (loss,) = write_docbin([document], tmp_path / "x.spacy")
    assert loss.severity == "warning" and loss.offset == 1
    assert read_docbin(tmp_path / "x.spacy") == ([document], [])


def test_a_doc_of_somebody_else_is_reported(tmp_path: Path) -> None:
    from spacy.tokens import DocBin

    DocBin(docs=[spacy.blank("fr")("Rien.")]).to_disk(tmp_path / "x.spacy")
    documents, (problem,) = read_docbin(tmp_path / "x.spacy")
    assert documents == [] and "Doc 1 has no user_data" in problem.message and problem.remedy
