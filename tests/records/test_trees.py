from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from guetteur.document import Argument, Event, Span
from guetteur.records.features import pair_features
from guetteur.records.pairs import Cluster, Mention, Setting
from guetteur.records.trees import Trees, pair_scorer


@pytest.fixture
def fitted() -> tuple[HistGradientBoostingClassifier, np.ndarray]:
    """A small classifier and rows that it was not fitted on."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(400, 5))
    answers = rows[:, 0] * rows[:, 1] + rows[:, 2] > 0
    model = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=7, random_state=0).fit(rows, answers)
    return model, rng.normal(size=(100, 5))


def test_the_arrays_say_what_scikit_learn_says(fitted: tuple[HistGradientBoostingClassifier, np.ndarray]) -> None:
    model, rows = fitted
    expected = model.predict_proba(rows)[:, 1]
    np.testing.assert_allclose(Trees.of_scikit_learn(model).probability(rows), expected, rtol=1e-6)


def test_saved_trees_come_back(fitted: tuple[HistGradientBoostingClassifier, np.ndarray], tmp_path: Path) -> None:
    model, rows = fitted
    trees = Trees.of_scikit_learn(model)
    trees.save(tmp_path / "trees.npz")
    loaded = Trees.load(tmp_path / "trees.npz")
    np.testing.assert_array_equal(loaded.probability(rows), trees.probability(rows))


def test_the_packaged_scorer_knows_the_features_there_are() -> None:
    text = "L'attaque de Gao."
    event = Event("Attack", Span(2, 9), (Argument("Place", Span(13, 16)),))
    mention = Mention.of(event, text, Span(0, len(text)), 0, 0, Setting(0.1, 1, 1, 1.0))
    cluster = Cluster("e1")
    cluster.add(mention)
    row = pair_features(mention, cluster, True, 1, 0)
    assert pair_scorer().feature.max() < len(row)
    (probability,) = pair_scorer().probability(np.array([row]))
    assert 0.5 < probability <= 1
