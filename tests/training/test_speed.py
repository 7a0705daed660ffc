from __future__ import annotations

from typing import Any

from tokenizers import Tokenizer

from guetteur.codec.pieces import PieceTokenizer
from guetteur.document import Document
from guetteur.modeling.loading import load_model
from guetteur.training.augment import AugmentSettings
from guetteur.training.data import DocumentCollator, TrainingSet
from guetteur.training.speed import PARTS, SETTINGS, measure, some_batches


def test_batches_are_as_many_as_asked_and_share_no_document() -> None:
    batches = some_batches(20, size=3, steps=4, seed=1)
    assert [len(batch) for batch in batches] == [3, 3, 3, 3]
    assert len({document for batch in batches for document in batch}) == 12
    assert some_batches(20, size=3, steps=4, seed=1) == batches


def test_each_setting_is_measured_in_all_its_parts(tiny: Any, documents: list[Document], backend: Tokenizer) -> None:
    dataset = TrainingSet(documents, PieceTokenizer(backend, 48, 16), "event", AugmentSettings(), seed=1)
    model = load_model(str(tiny.event))
    found = measure(model, dataset, DocumentCollator(1, "event"), [[0, 1], [2, 3]], repeats=2)
    assert found.keys() == SETTINGS.keys()
    for values in found.values():
        assert values["tokens/s"] > 0 and values["step ms"] > 0
        assert {f"{part} ms" for part in PARTS} <= values.keys()
