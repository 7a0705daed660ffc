"""Confusion matrices: which label was taken for which, on spans that both sides have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from guetteur.document import Document
from guetteur.scoring.pairing import Pair
from guetteur.scoring.tuples import Hit

Confusion: TypeAlias = Mapping[str, Mapping[str, int]]
"""Gold label, then predicted label, then how often; only cells above 0."""

MISSED = "(missed)"
"""Column of gold labels on a span that has no prediction."""

SPURIOUS = "(spurious)"
"""Row of predicted labels on a span that has no gold label."""

_Labelled: TypeAlias = Iterable[tuple[Hit, str]]


def type_confusion(pairs: Sequence[Pair]) -> Confusion:
    """Event types of the triggers with the same span."""
    return _confusion((_types(gold), _types(predicted)) for gold, predicted in pairs)


def role_confusion(pairs: Sequence[Pair]) -> Confusion:
    """Roles of the arguments with the same span on the same trigger span; the event type may differ."""
    return _confusion((_roles(gold), _roles(predicted)) for gold, predicted in pairs)


def _types(document: Document) -> _Labelled:
    for event in document.events:
        yield (event.trigger.start, event.trigger.end), event.type


def _roles(document: Document) -> _Labelled:
    for event in document.events:
        for argument in event.arguments:
            yield (event.trigger.start, event.trigger.end, argument.span.start, argument.span.end), argument.role


def _confusion(sides: Iterable[tuple[_Labelled, _Labelled]]) -> Confusion:
    cells: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for gold, predicted in sides:
        gold_labels, predicted_labels = _by_key(gold), _by_key(predicted)
        for key in gold_labels.keys() | predicted_labels.keys():
            for row, column in _label_pairs(gold_labels.get(key, set()), predicted_labels.get(key, set())):
                cells[row][column] += 1
    return {row: dict(sorted(cells[row].items())) for row in sorted(cells)}


def _by_key(labelled: _Labelled) -> dict[Hit, set[str]]:
    labels: defaultdict[Hit, set[str]] = defaultdict(set)
    for key, label in labelled:
        labels[key].add(str(label))
    return labels


def _label_pairs(gold: set[str], predicted: set[str]) -> list[tuple[str, str]]:
    """Each label once, so that rows sum to gold and columns to predicted labels.

    A span rarely has two labels. Where it does, equal labels pair first and the rest in alphabetical order.
    """
    common = gold & predicted
    left, right = sorted(gold - common), sorted(predicted - common)
    paired = min(len(left), len(right))
    return [
        *((label, label) for label in common),
        *zip(left[:paired], right[:paired], strict=True),
        *((label, MISSED) for label in left[paired:]),
        *((SPURIOUS, label) for label in right[paired:]),
    ]
