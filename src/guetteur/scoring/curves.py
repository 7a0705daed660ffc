"""What precision and recall become when only predictions from some score on are kept.

One point for each score that occurs, so that nothing is interpolated. Average precision is the sum of the precisions,
each weighted by the recall it adds (Manning, Raghavan & Schütze, 2008, chapter 8). A curve ends at the recall of all
predictions, so a model that leaves out hits for good has no area beyond.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor
from typing import Any

from guetteur.document import Document
from guetteur.scoring.calibration import scored_arguments, scored_triggers
from guetteur.scoring.counts import Scores, percent
from guetteur.scoring.tuples import arg_c_plus, trig_c

DRAWN = 200
"""Points that a report keeps of a curve; a picture shows no more."""


@dataclass(frozen=True, slots=True)
class Point:
    """The scores of the predictions whose score is at least the threshold."""

    threshold: float
    scores: Scores


@dataclass(frozen=True, slots=True)
class Curve:
    """The points from the highest threshold, which keeps fewest predictions, to the lowest, which keeps them all."""

    points: tuple[Point, ...]

    @property
    def average_precision(self) -> float:
        """Area under the steps of the curve, from 0 to 1; 0 without predictions."""
        reached = (0.0, *(point.scores.recall for point in self.points))
        steps = zip(self.points, pairwise(reached), strict=True)
        return sum((after - before) * point.scores.precision for point, (before, after) in steps)

    @property
    def best(self) -> Point | None:
        """The point with the best F1, of equals the one with the highest threshold; None without predictions."""
        return max(self.points, key=lambda point: (point.scores.f1, point.threshold), default=None)

    def to_dict(self) -> dict[str, Any]:
        """Average precision, the best point and at most `DRAWN` points; ratios in percent, thresholds rounded down."""
        # The last point is the recall of all predictions: it stays, whatever the step.
        step = max(1, -(-len(self.points) // (DRAWN - 1)))
        kept = self.points[:-1:step] + self.points[-1:]
        return {
            "average_precision": percent(self.average_precision),
            "best": _point(self.best) if self.best else None,
            "points": [_point(point) for point in kept],
        }


def curve(scores: Sequence[float], correct: Sequence[bool], gold: int) -> Curve:
    """The curve of scored predictions.

    Args:
        scores: Score of each prediction.
        correct: Whether each is right.
        gold: How many there are to find, found or not.

    Raises:
        ValueError: If the lengths differ, or more are right than there are.

    Example:
        >>> [point.scores.recall for point in curve([0.9, 0.4], [True, False], gold=2).points]
        [0.5, 0.5]
    """
    if len(scores) != len(correct):
        raise ValueError(f"got {len(scores)} scores for {len(correct)} predictions")
    points: list[Point] = []
    found = 0
    for predicted, (score, right) in enumerate(sorted(zip(scores, correct, strict=True), reverse=True), start=1):
        found += right
        if points and points[-1].threshold == score:
            points.pop()  # predictions of one score come and go together
        points.append(Point(score, Scores(found, predicted, gold)))
    return Curve(tuple(points))


def trigger_curve(gold: Sequence[Document], predicted: Sequence[Document]) -> Curve:
    """Curve over `Event.score`: right means a Trig-C hit."""
    return curve(*scored_triggers(gold, predicted), sum(len(trig_c(document)) for document in gold))


def argument_curve(gold: Sequence[Document], predicted: Sequence[Document]) -> Curve:
    """Curve over `Argument.score`: right means an Arg-C+ hit."""
    return curve(*scored_arguments(gold, predicted), sum(len(arg_c_plus(document)) for document in gold))


def role_curves(gold: Sequence[Document], predicted: Sequence[Document]) -> dict[str, Curve]:
    """The argument curve of each role, in order of their names."""
    sides = (gold, predicted)
    roles = {str(a.role) for documents in sides for d in documents for event in d.events for a in event.arguments}
    return {role: argument_curve(*(_only(documents, role) for documents in sides)) for role in sorted(roles)}


def _only(documents: Sequence[Document], role: str) -> list[Document]:
    """The same documents with the arguments of one role."""
    return [
        document.with_events(
            tuple(
                replace(event, arguments=tuple(a for a in event.arguments if a.role == role))
                for event in document.events
            )
        )
        for document in documents
    ]


def _point(point: Point) -> dict[str, Any]:
    # Rounded down: rounded up, it would leave out the very predictions that it is the score of.
    return {"threshold": floor(point.threshold * 10_000) / 10_000, **point.scores.to_dict()}
