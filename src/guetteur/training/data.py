"""Annotated documents as a training set."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
from torch.utils.data import Dataset

from guetteur.codec.events import (
    FACTUALITIES,
    IGNORED,
    ROLE_TAGS,
    TRIGGER_TAGS,
    TYPES,
    WindowFeatures,
    encode_document,
    window_features,
)
from guetteur.codec.flat import flat_features
from guetteur.codec.pieces import PieceTokenizer
from guetteur.document import Document
from guetteur.modeling.batch import WindowCollator
from guetteur.training.augment import Augmenter, AugmentSettings


class TrainingSet(Dataset[list[WindowFeatures]]):
    """One item a document: its windows. With `augment`, every epoch sees another variant.

    The variant depends on seed, epoch and document alone, so that a resumed run sees what it would have seen, and so do
    several processes. Documents as they are stand in a cache of windows, which more than half of the items of an epoch
    come from by default; variants are encoded when they are asked for and not kept, so memory does not grow.
    """

    def __init__(
        self, documents: Sequence[Document], tokenizer: PieceTokenizer, kind: str, augment: AugmentSettings | None,
        seed: int,
    ) -> None:  # fmt: skip
        self.documents = list(documents)
        self.tokenizer, self.kind, self.seed = tokenizer, kind, seed
        self.augment = Augmenter(augment, self.documents) if augment else None
        self.epoch = 0
        self._windows: dict[int, list[WindowFeatures]] = {}

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, index: int) -> list[WindowFeatures]:
        document = self.documents[index]
        if self.augment:
            variant = self.augment(document, random.Random(f"{self.seed}/{self.epoch}/{document.id}"))
            if variant != document:
                return self._encoded(variant)
        if index not in self._windows:
            self._windows[index] = self._encoded(document)
        return self._windows[index]

    def forget(self) -> None:
        """Empty the cache."""
        self._windows = {}

    def _encoded(self, document: Document) -> list[WindowFeatures]:
        if self.kind == "flat":
            return flat_features(document, self.tokenizer)
        return window_features(encode_document(document, self.tokenizer))


class DocumentCollator:
    """Joins the windows of several documents into one batch; without any document, one window without labels."""

    def __init__(self, pad_id: int, kind: str) -> None:
        self.windows = WindowCollator(pad_id)
        self.kind = kind
        unknown = np.array([IGNORED])
        self.blank = WindowFeatures(np.array([pad_id]), unknown, unknown, ())

    def __call__(self, documents: Sequence[list[WindowFeatures]]) -> dict[str, Any]:
        """Tensors for the model's `forward`."""
        batch = self.windows([window for document in documents for window in document] or [self.blank])
        if self.kind == "flat":
            return {
                "input_ids": batch["input_ids"],
                "attention_mask": batch["attention_mask"],
                "labels": batch["surface_labels"],
            }
        return batch


def loss_weights(documents: Sequence[Document], tokenizer: PieceTokenizer, power: float) -> dict[str, np.ndarray]:
    """Class weights against imbalance: (largest class / class) ** power over the classes other than `O`.

    `O` keeps weight 1 and so does the largest class; 0 switches weighting off.
    """
    counts = {"triggers": np.zeros(len(TRIGGER_TAGS)), "roles": np.zeros(len(ROLE_TAGS))}
    counts |= {"types": np.zeros(len(TYPES)), "factuality": np.zeros(len(FACTUALITIES))}
    for document in documents:
        encoded = encode_document(document, tokenizer)
        counts["triggers"] += np.bincount(encoded.tags, minlength=len(TRIGGER_TAGS))
        for query in encoded.queries:
            assert query.roles is not None
            counts["roles"] += np.bincount(query.roles, minlength=len(ROLE_TAGS))
            counts["types"][query.type] += 1
            counts["factuality"][query.factuality] += 1
    tagged = ("triggers", "roles")  # their first class is O
    return {task: _weights(found, power, first=int(task in tagged)) for task, found in counts.items()}


def _weights(counts: np.ndarray, power: float, first: int) -> np.ndarray:
    weights = np.ones(len(counts), dtype=np.float32)
    largest = counts[first:].max()
    weights[first:] = (largest / np.maximum(counts[first:], 1)) ** power
    # A class that hardly occurs must not shout every other down.
    return np.minimum(weights, 4.0)
