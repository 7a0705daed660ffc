"""Counts of hits and the precision, recall and F1 that follow from them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any


def percent(ratio: float) -> float:
    """A ratio from 0 to 1 as a percentage with two decimals, as reports print it."""
    return round(100.0 * float(ratio), 2)


def harmonic_mean(precision: float, recall: float) -> float:
    """F1 of a precision and a recall; 0 where both are 0."""
    return 2.0 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """How many hits are correct, of those predicted and of those in the gold standard.

    Ratios lie between 0 and 1 and are 0 where they are undefined (nothing predicted, or nothing to find).

    Example:
        >>> Scores(correct=1, predicted=2, gold=4).recall
        0.25
    """

    correct: int
    predicted: int
    gold: int

    def __post_init__(self) -> None:
        if not 0 <= self.correct <= min(self.predicted, self.gold):
            raise ValueError(f"correct hits must be among both the predicted and the gold ones, got {self}")

    @classmethod
    def of_sets(cls, gold: Set[Any], predicted: Set[Any]) -> Scores:
        """The counts of two sets of hits."""
        return cls(len(gold & predicted), len(predicted), len(gold))

    @property
    def precision(self) -> float:
        """Correct among predicted."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Correct among gold."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2.0 * self.correct / total if total else 0.0

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.correct + other.correct, self.predicted + other.predicted, self.gold + other.gold)

    def to_dict(self) -> dict[str, Any]:
        """Percentages and the counts behind them."""
        return {
            "precision": percent(self.precision),
            "recall": percent(self.recall),
            "f1": percent(self.f1),
            "correct": self.correct,
            "predicted": self.predicted,
            "gold": self.gold,
        }
