"""Which mentions are one event: the coreference measures MUC, B-cubed and CEAF-e, and their CoNLL mean.

Definitions as in the reference scorer (Pradhan et al., 2014, "Scoring Coreference Partitions of Predicted Mentions"):
mentions are never added or removed to make both sides equal. A missed mention lowers recall, a spurious one precision.
As there, MUC is 0 where neither side has a link.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeAlias

from guetteur.document import Document, Span
from guetteur.scoring.assignment import best_assignment
from guetteur.scoring.counts import harmonic_mean, percent
from guetteur.scoring.pairing import pair_documents

Partition: TypeAlias = Sequence[AbstractSet[Hashable]]
"""Disjoint, non-empty sets of mentions."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Credit and its maximum seen from the gold and from the predicted side; sums over documents."""

    gold_credit: float = 0.0
    gold_total: float = 0.0
    predicted_credit: float = 0.0
    predicted_total: float = 0.0

    @property
    def precision(self) -> float:
        """Credit among what was predicted, from 0 to 1."""
        return self.predicted_credit / self.predicted_total if self.predicted_total else 0.0

    @property
    def recall(self) -> float:
        """Credit among what was to be found, from 0 to 1."""
        return self.gold_credit / self.gold_total if self.gold_total else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.gold_credit + other.gold_credit,
            self.gold_total + other.gold_total,
            self.predicted_credit + other.predicted_credit,
            self.predicted_total + other.predicted_total,
        )

    def to_dict(self) -> dict[str, Any]:
        """Percentages."""
        return {"precision": percent(self.precision), "recall": percent(self.recall), "f1": percent(self.f1)}


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """The three measures over a corpus."""

    muc: Agreement
    b_cubed: Agreement
    ceaf_e: Agreement

    @property
    def conll(self) -> float:
        """Mean F1 of the three measures, the ranking number of CoNLL-2012."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3.0

    def to_dict(self) -> dict[str, Any]:
        """Percentages."""
        return {
            "muc": self.muc.to_dict(),
            "b_cubed": self.b_cubed.to_dict(),
            "ceaf_e": self.ceaf_e.to_dict(),
            "conll": percent(self.conll),
        }


def score_clusters(gold: Sequence[Document], predicted: Sequence[Document]) -> ClusterScores:
    """Compare the event clusters of documents; a mention is its trigger span, whatever its type.

    Raises:
        ValueError: If ids or texts do not agree.
    """
    partitions = [(partition(g), partition(p)) for g, p in pair_documents(gold, predicted)]

    def total(measure: Callable[[Partition, Partition], Agreement]) -> Agreement:
        return sum((measure(g, p) for g, p in partitions), start=Agreement())

    return ClusterScores(total(muc), total(b_cubed), total(ceaf_e))


def partition(document: Document) -> list[frozenset[Span]]:
    """The trigger spans of a document by cluster, sorted; a mention without cluster stands alone.

    A span with several events belongs to the first of their clusters in order of type, because the measures know only
    disjoint clusters.
    """
    cluster_of: dict[Span, str] = {}
    for event in sorted(document.events, key=lambda e: (not e.cluster, e.type, e.cluster)):
        cluster_of.setdefault(event.trigger, event.cluster)
    clusters: defaultdict[str | Span, set[Span]] = defaultdict(set)
    for trigger, cluster in cluster_of.items():
        clusters[cluster or trigger].add(trigger)
    return sorted((frozenset(spans) for spans in clusters.values()), key=min)


def muc(gold: Partition, predicted: Partition) -> Agreement:
    """Links kept (Vilain et al., 1995): a cluster of n mentions has n - 1 links, and each cut loses one."""
    return Agreement(*_links_kept(gold, predicted), *_links_kept(predicted, gold))


def b_cubed(gold: Partition, predicted: Partition) -> Agreement:
    """Mean over mentions of the part of their cluster that was found with them (Bagga & Baldwin, 1998)."""
    return Agreement(*_mentions_kept(gold, predicted), *_mentions_kept(predicted, gold))


def ceaf_e(gold: Partition, predicted: Partition) -> Agreement:
    """Dice similarity of clusters under the best one-to-one alignment (Luo, 2005; its phi 4)."""
    credit = math.fsum(_dice(g, p) for g, p in best_assignment(gold, predicted, _dice))
    return Agreement(credit, len(gold), credit, len(predicted))


def _dice(first: AbstractSet[Hashable], second: AbstractSet[Hashable]) -> float:
    return 2.0 * len(first & second) / (len(first) + len(second))


def _links_kept(clusters: Partition, others: Partition) -> tuple[int, int]:
    owner = {mention: i for i, other in enumerate(others) for mention in other}
    # A mention that the other side does not have is a piece of its own, so it stands for itself here.
    pieces = [len({(True, owner[m]) if m in owner else (False, m) for m in cluster}) for cluster in clusters]
    sizes = [len(cluster) for cluster in clusters]
    return sum(sizes) - sum(pieces), sum(sizes) - len(sizes)


def _mentions_kept(clusters: Partition, others: Partition) -> tuple[float, int]:
    credit = math.fsum(len(cluster & other) ** 2 / len(cluster) for cluster in clusters for other in others)
    return credit, sum(len(cluster) for cluster in clusters)
