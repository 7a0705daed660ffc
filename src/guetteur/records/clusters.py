"""Same-event clustering: each mention joins the earlier event that it most probably speaks of, or opens a new one.

Mentions are read in document order (as in the mention-ranking models of coreference, Denis & Baldridge 2008). For each
event so far a scorer learnt on pairs (`trees.py`) weighs agreeing and contradicting arguments, the words around the
trigger, days and tolls, types and distance (`features.py`). Wars (`Campaign`) join only wars.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from guetteur.document import Event
from guetteur.ontology import EventType
from guetteur.records.features import pair_features
from guetteur.records.pairs import Cluster, Mention, Setting, is_war_toll
from guetteur.records.trees import pair_scorer
from guetteur.sentences import sentence_of, split_sentences

LEAST_PROBABILITY = 0.45
"""Of speaking of any earlier event."""
_LATEST = 30

Scorer = Callable[[np.ndarray], np.ndarray]


def assign_clusters(text: str, events: Sequence[Event], scorer: Scorer | None = None) -> tuple[Event, ...]:
    """The events in order of their triggers, with cluster names (`e1` …) and mention ids (`m1` …).

    Args:
        text: the text they stand in.
        events: its mentions; cluster names they have are replaced.
        scorer: probabilities (n,) of rows of `pair_features` (n, features); None for the packaged one.
    """
    score = scorer or pair_scorer().probability
    clusters: list[Cluster] = []
    result = []
    for number, (event, mention) in enumerate(mentions(text, events), start=1):
        cluster = _choose(mention, clusters, score)
        if cluster is None:
            cluster = Cluster(f"e{len(clusters) + 1}")
            clusters.append(cluster)
        cluster.add(mention)
        result.append(replace(event, cluster=cluster.name, id=f"m{number}"))
    return tuple(result)


def mentions(text: str, events: Sequence[Event]) -> Iterator[tuple[Event, Mention]]:
    """The events in order of their triggers, each with what the scorer sees of it."""
    sentences = split_sentences(text) if events else []
    ordered = sorted(events, key=lambda event: event.trigger)
    numbers = [sentence_of(sentences, event.trigger.start) for event in ordered]
    beside = Counter(numbers)
    density = len(ordered) / max(1, len(sentences))
    line = position = 0
    for order, (event, number) in enumerate(zip(ordered, numbers, strict=True)):
        line += text.count("\n", position, event.trigger.start)
        position = event.trigger.start
        setting = Setting(position / len(text), order, beside[number], density)
        yield event, Mention.of(event, text, sentences[number], number, line, setting)


def candidates(mention: Mention, clusters: Sequence[Cluster]) -> tuple[list[Cluster], np.ndarray]:
    """The earlier events that a mention may speak of, and a row of features for each."""
    # A text of thousands of mentions stays linear: only the first event and the latest ones are looked at.
    indices = sorted({*range(min(1, len(clusters))), *range(max(0, len(clusters) - _LATEST), len(clusters))})
    indices = [i for i in indices if _may_be_one(mention, clusters[i])]
    by_recency = sorted(indices, key=lambda i: -clusters[i].last_sentence)
    rank = {i: place for place, i in enumerate(by_recency)}
    rows = [pair_features(mention, clusters[i], i == 0, len(clusters), rank[i]) for i in indices]
    return [clusters[i] for i in indices], np.array(rows)


def _may_be_one(mention: Mention, cluster: Cluster) -> bool:
    if mention.is_war != (EventType.CAMPAIGN in cluster.types):
        return False
    # Tens of thousands of dead are a war's, told in the background of a strike that the text names by its kind.
    big, other_big = is_war_toll(mention.killed), is_war_toll(cluster.killed)
    if big == other_big:
        return True
    without_toll = cluster.types if big else {mention.type}
    return without_toll <= {EventType.ATTACK, EventType.CAMPAIGN}


def _choose(mention: Mention, clusters: Sequence[Cluster], score: Scorer) -> Cluster | None:
    found, rows = candidates(mention, clusters)
    if not found:
        return None
    probabilities = score(rows)
    # Of several events each may be unlikely, and one of them nevertheless the mention's own.
    any_of_them = 1 - np.prod(1 - probabilities)
    return found[int(np.argmax(probabilities))] if any_of_them > LEAST_PROBABILITY else None
