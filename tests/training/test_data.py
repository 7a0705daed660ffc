from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from guetteur.codec.events import IGNORED, ROLE_TAGS, TRIGGER_TAGS, TYPES
from guetteur.codec.pieces import PieceTokenizer
from guetteur.document import Document
from guetteur.training.augment import AugmentSettings
from guetteur.training.data import DocumentCollator, TrainingSet, loss_weights


@pytest.fixture(scope="module")
def tokenizer(backend: Tokenizer) -> PieceTokenizer:
    return PieceTokenizer(backend, 32, 8)


def ids_of(dataset: TrainingSet) -> list[list[int]]:
    return [feature.ids.tolist() for item in range(len(dataset)) for feature in dataset[item]]


def test_an_item_is_a_document(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    dataset = TrainingSet(documents, tokenizer, "event", augment=None, seed=1)
    assert len(dataset) == 10
    assert sum(len(feature.queries) for feature in dataset[0]) == len(documents[0].events)


def test_without_augmentation_every_epoch_is_alike(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    dataset = TrainingSet(documents, tokenizer, "event", augment=None, seed=1)
    first = ids_of(dataset)
    dataset.epoch = 1
    assert ids_of(dataset) == first


def test_every_epoch_has_another_spelling(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    dataset = TrainingSet(documents, tokenizer, "event", augment=AugmentSettings(), seed=1)
    seen = []
    for dataset.epoch in range(4):
        seen.append(str(ids_of(dataset)))
    assert len(set(seen)) > 1


def test_the_spelling_depends_on_seed_epoch_and_document_alone(
    documents: list[Document], tokenizer: PieceTokenizer
) -> None:
    dataset = TrainingSet(documents, tokenizer, "event", augment=AugmentSettings(), seed=1)
    other = TrainingSet(documents[::-1], tokenizer, "event", augment=AugmentSettings(), seed=1)
    dataset.epoch = other.epoch = 3
    for item in range(10):
        expected = [feature.ids.tolist() for feature in dataset[item]]
        assert [feature.ids.tolist() for feature in other[9 - item]] == expected


def test_a_document_as_it_is_is_encoded_once(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    dataset = TrainingSet(documents, tokenizer, "event", augment=None, seed=1)
    first = [dataset[item] for item in range(10)]
    dataset.epoch = 1
    assert all(dataset[item] is windows for item, windows in enumerate(first))


def test_variants_are_not_kept(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    dataset = TrainingSet(documents, tokenizer, "event", augment=AugmentSettings(capitals=1.0), seed=1)
    plain = ids_of(TrainingSet(documents, tokenizer, "event", augment=None, seed=1))
    assert ids_of(dataset) != plain
    assert dataset[0] is not dataset[0]
    dataset.augment = None
    assert ids_of(dataset) == plain


@pytest.mark.parametrize("kind", ["event", "flat"])
def test_an_empty_part_of_a_batch_has_one_window_that_teaches_nothing(kind: str) -> None:
    batch = DocumentCollator(1, kind)([])
    assert len(batch["input_ids"]) == 1
    for name in ("labels",) if kind == "flat" else ("trigger_labels", "surface_labels"):
        assert batch[name].unique().tolist() == [IGNORED]


def test_flat_items_have_no_query(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    dataset = TrainingSet(documents, tokenizer, "flat", augment=AugmentSettings(), seed=1)
    assert not any(feature.queries for item in range(10) for feature in dataset[item])


def test_rare_classes_weigh_more_but_never_above_four(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    weights = loss_weights(documents, tokenizer, 0.5)
    assert {name: len(values) for name, values in weights.items()} == {
        "triggers": len(TRIGGER_TAGS), "types": len(TYPES), "roles": len(ROLE_TAGS), "factuality": 5,
    }  # fmt: skip
    types = dict(zip(TYPES, weights["types"].tolist(), strict=True))
    assert types["ArmedAssault"] == weights["triggers"][0] == weights["triggers"][1] == 1
    assert 1 < types["Attack"] < types["Campaign"] <= 4
    assert weights["factuality"][0] == 1
    assert all(1 <= value <= 4 for values in weights.values() for value in values.tolist())


def test_power_zero_switches_weights_off(documents: list[Document], tokenizer: PieceTokenizer) -> None:
    assert all((values == 1).all() for values in loss_weights(documents, tokenizer, 0).values())


def test_weights_of_documents_without_events_are_finite(tokenizer: PieceTokenizer) -> None:
    weights = loss_weights([Document("d", "Rien à signaler.")], tokenizer, 0.5)
    assert all(np.isfinite(values).all() for values in weights.values())
