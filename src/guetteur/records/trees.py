"""Boosted regression trees (Friedman 2001) in plain arrays, so that the pair scorer needs numpy alone at run time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

SCORER = "pair_scorer.npz"


@dataclass(frozen=True)
class Trees:
    """T trees of at most N nodes, each array (T, N); a leaf is its own child.

    A row goes to `left` where its `feature` is at most `threshold`. `offset` and the reached values add up to log odds.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    depth: int
    offset: float

    def probability(self, rows: np.ndarray) -> np.ndarray:
        """Probability (n,) of each row (n, features)."""
        feature, threshold, children, value = self._flat
        roots = np.arange(0, feature.size, self.feature.shape[1])
        node = np.broadcast_to(roots, (len(rows), len(roots)))
        first = (np.arange(len(rows)) * rows.shape[1])[:, None]
        values = np.ravel(rows)
        for _ in range(self.depth):
            goes_left = values.take(first + feature.take(node)) <= threshold.take(node)
            node = children.take(2 * node + goes_left)
        odds: np.ndarray = self.offset + value.take(node).sum(axis=1)
        result: np.ndarray = 1 / (1 + np.exp(-odds))
        return result

    @cached_property
    def _flat(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The trees in one row, so that a node is one number: feature, threshold, (right, left) children, value."""
        start = np.arange(0, self.feature.size, self.feature.shape[1])[:, None]
        children = np.stack([self.right + start, self.left + start], axis=-1)
        return self.feature.ravel(), self.threshold.ravel(), children.ravel(), self.value.ravel()

    def save(self, path: Path) -> None:
        """Write the arrays."""
        np.savez_compressed(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Trees:
        """Read what `save` wrote."""
        with np.load(path) as stored:
            arrays = {name: stored[name] for name in stored.files}
        return cls(depth=int(arrays.pop("depth")), offset=float(arrays.pop("offset")), **arrays)

    @classmethod
    def of_scikit_learn(cls, model: Any) -> Trees:
        """From a fitted binary `HistGradientBoostingClassifier`."""
        grown = [predictor.nodes for (predictor,) in model._predictors]
        size = max(map(len, grown))
        arrays: dict[str, np.ndarray] = {}
        for name, source, kind in (
            ("feature", "feature_idx", np.int64), ("threshold", "num_threshold", np.float64),
            ("left", "left", np.int64), ("right", "right", np.int64), ("value", "value", np.float64),
        ):  # fmt: skip
            filled = np.zeros((len(grown), size), dtype=kind)
            for tree, nodes in enumerate(grown):
                filled[tree, : len(nodes)] = nodes[source]
                if name in ("left", "right"):
                    leaves = np.flatnonzero(nodes["is_leaf"])
                    filled[tree, leaves] = leaves
            arrays[name] = filled
        depth = max(int(nodes["depth"].max()) for nodes in grown)
        return cls(depth=depth, offset=float(np.ravel(model._baseline_prediction)[0]), **arrays)


@cache
def pair_scorer() -> Trees:
    """The packaged scorer; `scripts/train_pairs.py` makes it."""
    return Trees.load(Path(str(files("guetteur.records") / "data" / SCORER)))
