from __future__ import annotations

import pytest

from guetteur.backends import passes
from guetteur.codec.events import decode_triggers, trigger_queries
from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.extractor import EventExtractor


def one_by_one(extractor: EventExtractor, documents: list[Document], monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Every window and every query in a batch of its own, each document alone: the plainest way through."""
    plain = EventExtractor(extractor.backend, extractor.tokenizer, 1, extractor.thresholds)
    alone = passes.answer
    monkeypatch.setattr(passes, "answer", lambda *args: alone(*args, budget=1))
    try:
        return [document for given in documents for document in plain.extract([given])]
    finally:
        monkeypatch.undo()


def test_batches_decide_as_single_windows_and_queries_do(
    extractor: EventExtractor, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [*documents, Document("empty", ""), Document("long", "Une bombe a tué huit soldats à Gao. " * 40)]
    assert extractor.extract(texts) == one_by_one(extractor, texts, monkeypatch)


@pytest.mark.slow
def test_the_shipped_model_decides_alike_in_batches_on_dev(root: object, monkeypatch: pytest.MonkeyPatch) -> None:
    extractor = EventExtractor.from_pretrained(device="cpu")
    texts = load_documents(f"{root}/data/dev.jsonl")[:24]
    assert list(extractor.stream(texts)) == one_by_one(extractor, texts, monkeypatch)


def test_answers_come_in_the_order_of_the_queries(extractor: EventExtractor, documents: list[Document]) -> None:
    pieces = extractor.tokenizer.encode([document.text for document in documents])
    readings = passes.read(extractor.backend, pieces, 96)
    asked = []
    for index, text in enumerate(pieces):
        asked += [(index, query) for query in trigger_queries(text, decode_triggers(text, readings.tags_of(index)))]
    assert len({query.context[1] - query.context[0] for _, query in asked}) > 5
    for (_, query), answer in zip(asked, passes.answer(extractor.backend, readings, asked, 128), strict=True):
        assert len(answer.roles) >= query.context[1] - query.context[0]
    assert passes.answer(extractor.backend, readings, []) == []
