"""Does a score of 0.8 mean right four times in five?

Expected calibration error with equal-width bins (Naeini et al., 2015; Guo et al., 2017, "On Calibration of Modern
Neural Networks").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from guetteur.document import Document
from guetteur.scoring.counts import percent
from guetteur.scoring.pairing import pair_documents
from guetteur.scoring.tuples import Hit, HitFunction, arg_c_plus, argument_hit, trig_c, trigger_hit

_ScoredHits: TypeAlias = Callable[[Document], Iterable[tuple[Hit, float]]]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The predictions with a score in `(low, high]` (the first bin also holds 0): mean score and part that is right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A reliability table; bins without predictions have confidence and accuracy 0."""

    bins: tuple[ReliabilityBin, ...]

    @property
    def count(self) -> int:
        """Number of predictions."""
        return sum(b.count for b in self.bins)

    @property
    def error(self) -> float:
        """Expected calibration error: mean gap between score and accuracy, weighted by the size of the bins."""
        return sum(b.count * abs(b.accuracy - b.confidence) for b in self.bins) / self.count if self.count else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Error and table in percent; the bin edges stay scores from 0 to 1."""
        return {
            "error": percent(self.error),
            "count": self.count,
            "bins": [
                {
                    "low": round(b.low, 4),
                    "high": round(b.high, 4),
                    "count": b.count,
                    "confidence": percent(b.confidence),
                    "accuracy": percent(b.accuracy),
                }
                for b in self.bins
            ],
        }


def calibration(scores: Sequence[float], correct: Sequence[bool], bins: int = 10) -> Calibration:
    """The reliability table of scores between 0 and 1 and whether each prediction was right.

    Raises:
        ValueError: If the lengths differ, a score is outside 0 to 1, or there is no bin.
    """
    if bins < 1:
        raise ValueError(f"a reliability table needs at least one bin, got bins={bins}")
    if len(scores) != len(correct):
        raise ValueError(f"got {len(scores)} scores for {len(correct)} predictions")
    # Sorted, because a sum of floats depends on its order and a calibration error must not.
    ordered = sorted(zip(scores, correct, strict=True))
    confidence = np.array([score for score, _ in ordered], dtype=np.float64)
    accuracy = np.array([right for _, right in ordered], dtype=np.float64)
    outside = confidence[~((confidence >= 0.0) & (confidence <= 1.0))]
    if outside.size:
        raise ValueError(f"scores must lie between 0 and 1, got {outside[0]}")
    edges = np.arange(bins + 1) / bins  # divided, not added up, so that 0.7 falls where one expects it
    index = np.maximum(np.searchsorted(edges, confidence, side="left") - 1, 0)
    counts = np.bincount(index, minlength=bins)
    size = np.maximum(counts, 1)
    mean_confidence = np.bincount(index, weights=confidence, minlength=bins) / size
    mean_accuracy = np.bincount(index, weights=accuracy, minlength=bins) / size
    return Calibration(
        tuple(
            ReliabilityBin(
                float(edges[i]), float(edges[i + 1]), int(counts[i]), float(mean_confidence[i]), float(mean_accuracy[i])
            )
            for i in range(bins)
        )
    )


def trigger_calibration(gold: Sequence[Document], predicted: Sequence[Document], bins: int = 10) -> Calibration:
    """Calibration of `Event.score`: right means a Trig-C hit."""
    return calibration(*scored_triggers(gold, predicted), bins)


def argument_calibration(gold: Sequence[Document], predicted: Sequence[Document], bins: int = 10) -> Calibration:
    """Calibration of `Argument.score`: right means an Arg-C+ hit."""
    return calibration(*scored_arguments(gold, predicted), bins)


def scored_triggers(gold: Sequence[Document], predicted: Sequence[Document]) -> tuple[list[float], list[bool]]:
    """Score of each predicted event, and whether it is a Trig-C hit."""
    return _scored(gold, predicted, trig_c, _triggers)


def scored_arguments(gold: Sequence[Document], predicted: Sequence[Document]) -> tuple[list[float], list[bool]]:
    """Score of each predicted argument, and whether it is an Arg-C+ hit."""
    return _scored(gold, predicted, arg_c_plus, _arguments)


def _scored(
    gold: Sequence[Document], predicted: Sequence[Document], hits: HitFunction, scored: _ScoredHits
) -> tuple[list[float], list[bool]]:
    scores: list[float] = []
    correct: list[bool] = []
    for gold_document, predicted_document in pair_documents(gold, predicted):
        # A hit predicted twice counts once, with its highest score.
        best: dict[Hit, float] = {}
        for hit, score in scored(predicted_document):
            best[hit] = max(score, best.get(hit, score))
        right = hits(gold_document)
        scores.extend(best.values())
        correct.extend(hit in right for hit in best)
    return scores, correct


def _triggers(document: Document) -> Iterable[tuple[Hit, float]]:
    for event in document.events:
        yield trigger_hit(document, event), event.score


def _arguments(document: Document) -> Iterable[tuple[Hit, float]]:
    for event in document.events:
        for argument in event.arguments:
            yield argument_hit(document, event, argument), argument.score
