"""Boosted regression trees (Friedman 2001) in plain arrays, so that the pair scorer needs numpy alone at run time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
        trees = np.arange(len(self.feature))
        node = np.zeros((len(rows), len(trees)), dtype=np.int64)
        index = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[index, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        odds: np.ndarray = self.offset + self.value[trees, node].sum(axis=1)
        result: np.ndarray = 1 / (1 + np.exp(-odds))
        return result

    def save(self, path: Path) -> None:
        """Write the arrays."""
        np.savez_compressed(path, **vars(self))

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
