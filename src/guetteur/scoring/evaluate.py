"""The scores of predicted documents against gold documents: every tuple measure, whole documents, micro-averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guetteur.document import Document
from guetteur.scoring.bootstrap import Interval, document_counts, draw_documents, intervals
from guetteur.scoring.confusion import Confusion, role_confusion, type_confusion
from guetteur.scoring.counts import Scores
from guetteur.scoring.pairing import Pair, pair_documents
from guetteur.scoring.tuples import MEASURES, Hit, HitFunction


@dataclass(frozen=True)
class Evaluation:
    """Scores of one set of predictions.

    Attributes:
        documents: How many documents were compared.
        scores: Micro scores by measure name (see `MEASURES`).
        intervals: 95 % bootstrap intervals by measure name, then `precision`, `recall` or `f1`.
        per_type: Trig-C by event type.
        per_role: Arg-C+ by role.
        per_factuality: Realis by factuality.
        types: Confusion of event types on shared trigger spans.
        roles: Confusion of roles on shared argument spans of shared trigger spans.
    """

    documents: int
    scores: Mapping[str, Scores]
    intervals: Mapping[str, Mapping[str, Interval]]
    per_type: Mapping[str, Scores]
    per_role: Mapping[str, Scores]
    per_factuality: Mapping[str, Scores]
    types: Confusion
    roles: Confusion

    def to_dict(self) -> dict[str, Any]:
        """Everything in a form that `json.dumps` takes; ratios in percent with two decimals."""
        return {
            "documents": self.documents,
            "measures": {
                name: {**scores.to_dict(), "interval": {k: v.to_list() for k, v in self.intervals[name].items()}}
                for name, scores in self.scores.items()
            },
            "per_type": {label: scores.to_dict() for label, scores in self.per_type.items()},
            "per_role": {label: scores.to_dict() for label, scores in self.per_role.items()},
            "per_factuality": {label: scores.to_dict() for label, scores in self.per_factuality.items()},
            "confusion": {
                "types": {row: dict(columns) for row, columns in self.types.items()},
                "roles": {row: dict(columns) for row, columns in self.roles.items()},
            },
        }


def f1_scores(
    gold: Iterable[Document], predicted: Iterable[Document], names: Iterable[str] = MEASURES
) -> dict[str, float]:
    """Micro F1 in percent by measure name, nothing else; documents in the same order, predictions may be a stream."""
    totals = dict.fromkeys(names, Scores(0, 0, 0))
    for truth, guess in zip(gold, predicted, strict=True):
        for name in totals:
            totals[name] += Scores.of_sets(MEASURES[name](truth), MEASURES[name](guess))
    return {name: 100 * total.f1 for name, total in totals.items()}


def evaluate(
    gold: Sequence[Document], predicted: Sequence[Document], resamples: int = 1000, seed: int = 0
) -> Evaluation:
    """Score predictions against gold documents, after the TextEE scorer (Huang et al., 2024).

    Args:
        gold: Annotated documents.
        predicted: Documents with the same ids and texts, in any order.
        resamples: Bootstrap resamples of the documents behind each interval.
        seed: Seed of the resampling.

    Raises:
        ValueError: If ids or texts do not agree; the message names them.

    Example:
        >>> from guetteur.document import Document, Event, Span
        >>> gold = Document("a", "Un raid.", (Event("Attack", Span(3, 7)),))
        >>> evaluate([gold], [gold]).scores["Trig-C"].f1
        1.0
    """
    pairs = pair_documents(gold, predicted)
    drawn = draw_documents(len(pairs), resamples, seed)
    counts = {name: document_counts(pairs, hits) for name, hits in MEASURES.items()}
    return Evaluation(
        documents=len(pairs),
        scores={name: Scores(*(int(n) for n in c.sum(axis=0))) for name, c in counts.items()},
        intervals={name: intervals(c, drawn) for name, c in counts.items()},
        per_type=_per_label(pairs, MEASURES["Trig-C"]),
        per_role=_per_label(pairs, MEASURES["Arg-C+"]),
        per_factuality=_per_label(pairs, MEASURES["Realis"]),
        types=type_confusion(pairs),
        roles=role_confusion(pairs),
    )


def _per_label(pairs: Sequence[Pair], hits: HitFunction) -> dict[str, Scores]:
    golds: defaultdict[str, set[Hit]] = defaultdict(set)
    predictions: defaultdict[str, set[Hit]] = defaultdict(set)
    for gold, predicted in pairs:
        for hit in hits(gold):
            golds[str(hit[-1])].add(hit)
        for hit in hits(predicted):
            predictions[str(hit[-1])].add(hit)
    labels = sorted(golds.keys() | predictions.keys())
    return {label: Scores.of_sets(golds[label], predictions[label]) for label in labels}
