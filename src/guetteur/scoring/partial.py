"""The partial-overlap reading: how many misses are near misses.

The five counts are those of MUC-5 (Chinchor & Sundheim, 1993) as in SemEval-2013 task 9.1 and nervaluate. They are
taken under an optimal one-to-one assignment where nervaluate takes the first fit, so that order cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from guetteur.document import Document, Span
from guetteur.scoring.assignment import best_assignment
from guetteur.scoring.counts import harmonic_mean, percent
from guetteur.scoring.pairing import pair_documents

Labelled: TypeAlias = tuple[Span, str]

_NONE, _INCORRECT, _PARTIAL, _CORRECT = range(4)


@dataclass(frozen=True, slots=True)
class PartialScores:
    """COR, INC, PAR, MIS and SPU; a partial match is worth half a correct one."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missing: int = 0
    spurious: int = 0

    @property
    def possible(self) -> int:
        """Number of gold spans."""
        return self.correct + self.incorrect + self.partial + self.missing

    @property
    def actual(self) -> int:
        """Number of predicted spans."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def precision(self) -> float:
        """Credit among predicted spans."""
        return (self.correct + 0.5 * self.partial) / self.actual if self.actual else 0.0

    @property
    def recall(self) -> float:
        """Credit among gold spans."""
        return (self.correct + 0.5 * self.partial) / self.possible if self.possible else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)

    def __add__(self, other: PartialScores) -> PartialScores:
        return PartialScores(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.partial + other.partial,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    def to_dict(self) -> dict[str, Any]:
        """Percentages and the five counts."""
        return {
            "precision": percent(self.precision),
            "recall": percent(self.recall),
            "f1": percent(self.f1),
            "correct": self.correct,
            "incorrect": self.incorrect,
            "partial": self.partial,
            "missing": self.missing,
            "spurious": self.spurious,
        }


@dataclass(frozen=True, slots=True)
class PartialOverlap:
    """The reading for triggers, and for the arguments of triggers that have a partner."""

    triggers: PartialScores
    arguments: PartialScores

    def to_dict(self) -> dict[str, Any]:
        """Both readings."""
        return {"triggers": self.triggers.to_dict(), "arguments": self.arguments.to_dict()}


def partial_overlap(gold: Sequence[Document], predicted: Sequence[Document]) -> PartialOverlap:
    """Count exact, partial, wrong, missing and spurious spans.

    Correct is the same span and label, incorrect the same span with another label, partial another span that shares a
    character and has the same label; everything else is missing or spurious. Arguments are compared between triggers
    that were paired as correct, incorrect or partial; those of other triggers are not counted a second time.

    Raises:
        ValueError: If ids or texts do not agree.
    """
    triggers, arguments = PartialScores(), PartialScores()
    for gold_document, predicted_document in pair_documents(gold, predicted):
        gold_events, predicted_events = _arguments_by_trigger(gold_document), _arguments_by_trigger(predicted_document)
        matched, scores = align(gold_events, predicted_events)
        triggers += scores
        for gold_trigger, predicted_trigger in matched:
            arguments += align(gold_events[gold_trigger], predicted_events[predicted_trigger])[1]
    return PartialOverlap(triggers, arguments)


def align(
    gold: Iterable[Labelled], predicted: Iterable[Labelled]
) -> tuple[list[tuple[Labelled, Labelled]], PartialScores]:
    """The best one-to-one pairs of labelled spans, and their counts.

    As many correct pairs as can be, then partial, then incorrect ones, then the greatest overlap. Correct pairs never
    cost credit: giving one up frees at most two partial ones.
    """
    golds, predictions = sorted(set(gold)), sorted(set(predicted))
    base = min(len(golds), len(predictions)) + 1  # so that a kind outweighs any number of pairs of lesser kinds

    def weight(gold: Labelled, predicted: Labelled) -> float:
        kind = _kind(gold, predicted)
        return 0.0 if kind == _NONE else base**kind + _jaccard(gold[0], predicted[0])

    pairs = best_assignment(golds, predictions, weight)
    found = [_kind(*pair) for pair in pairs]
    scores = PartialScores(
        correct=found.count(_CORRECT),
        incorrect=found.count(_INCORRECT),
        partial=found.count(_PARTIAL),
        missing=len(golds) - len(pairs),
        spurious=len(predictions) - len(pairs),
    )
    return pairs, scores


def _arguments_by_trigger(document: Document) -> dict[Labelled, set[Labelled]]:
    arguments: defaultdict[Labelled, set[Labelled]] = defaultdict(set)
    for event in document.events:
        arguments[event.trigger, event.type].update((argument.span, argument.role) for argument in event.arguments)
    return arguments


def _kind(gold: Labelled, predicted: Labelled) -> int:
    if gold[0] == predicted[0]:
        return _CORRECT if gold[1] == predicted[1] else _INCORRECT
    return _PARTIAL if gold[1] == predicted[1] and gold[0].overlaps(predicted[0]) else _NONE


def _jaccard(first: Span, second: Span) -> float:
    shared = min(first.end, second.end) - max(first.start, second.start)
    return max(shared, 0) / (max(first.end, second.end) - min(first.start, second.start))
