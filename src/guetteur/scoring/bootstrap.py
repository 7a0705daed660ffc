"""Bootstrap over documents (Efron & Tibshirani, 1993): how far a score would move with other articles.

Documents are drawn, not hits, because the hits of one article depend on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guetteur.scoring.counts import Scores, percent
from guetteur.scoring.pairing import Pair
from guetteur.scoring.tuples import HitFunction

LEVEL = 0.95
"""Part of the resamples that lies inside an interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Percentile interval, as ratios."""

    low: float
    high: float

    def to_list(self) -> list[float]:
        """Both ends in percent."""
        return [percent(self.low), percent(self.high)]


def document_counts(pairs: Sequence[Pair], hits: HitFunction) -> NDArray[np.int64]:
    """Correct, predicted and gold hits of each document.

    *Shape:* `(documents, 3)`
    """
    scores = [Scores.of_sets(hits(gold), hits(predicted)) for gold, predicted in pairs]
    return np.array([(s.correct, s.predicted, s.gold) for s in scores], dtype=np.int64).reshape(-1, 3)


def draw_documents(documents: int, resamples: int, seed: int) -> NDArray[np.int64]:
    """How often each document stands in each resample.

    *Shape:* `(resamples, documents)`; every row sums to `documents`.
    """
    if resamples < 1:
        raise ValueError(f"a bootstrap needs at least one resample, got resamples={resamples}")
    if documents == 0:
        return np.zeros((resamples, 0), dtype=np.int64)
    drawn = np.random.default_rng(seed).multinomial(documents, np.full(documents, 1.0 / documents), size=resamples)
    return np.asarray(drawn, dtype=np.int64)


def ratios(counts: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Precision, recall and F1 of many counts at once, 0 where undefined.

    *Shape:* `(n, 3)` to three times `(n,)`
    """
    correct, predicted, gold = counts.astype(np.float64).T
    return {
        "precision": correct / np.maximum(predicted, 1.0),
        "recall": correct / np.maximum(gold, 1.0),
        "f1": 2.0 * correct / np.maximum(predicted + gold, 1.0),
    }


def percentile_interval(samples: NDArray[np.float64]) -> Interval:
    """The middle 95 % of some resampled values; (0, 0) without any."""
    if samples.size == 0:
        return Interval(0.0, 0.0)
    low, high = np.quantile(samples, [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0])
    return Interval(float(low), float(high))


def intervals(counts: NDArray[np.int64], drawn: NDArray[np.int64]) -> dict[str, Interval]:
    """Intervals of precision, recall and F1.

    Resamples made only of articles with nothing to find and nothing found say nothing about the model, so they are
    left out: otherwise a perfect prediction would not have the interval from 100 to 100.

    Args:
        counts: Shape `(documents, 3)`, from `document_counts`.
        drawn: Shape `(resamples, documents)`, from `draw_documents`.
    """
    resampled = drawn @ counts
    resampled = resampled[resampled[:, 1] + resampled[:, 2] > 0]
    return {name: percentile_interval(values) for name, values in ratios(resampled).items()}
