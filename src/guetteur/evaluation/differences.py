"""Gold against predicted events of one document: every mark and every row with its outcome.

An outcome is that of Trig-C for a trigger and of Arg-C+ for an argument, so that what a page shows as correct is what
the figures count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from guetteur.document import Document, Span
from guetteur.scoring import MEASURES, Scores
from guetteur.viewing.marks import Card, Mark, Row

CORRECT, MISSED, SPURIOUS, WRONG = "correct", "missed", "spurious", "wrong"

SIGNS = {CORRECT: "✓", MISSED: "−", SPURIOUS: "+", WRONG: "≠"}
"""What stands before a label in the text, so that colour is never the only difference."""

_Pair: TypeAlias = tuple[str | None, str | None]


@dataclass(slots=True)
class _Mention:
    """What one side says about a trigger span with one type; mentions that differ in nothing else are one."""

    arguments: defaultdict[Span, set[str]]
    factuality: set[str]


def differences(gold: Document, predicted: Document) -> tuple[list[Card], list[Mark]]:
    """The events of either side in order of their triggers, and what to mark in the text.

    Events are paired by trigger span, arguments by span within a pair. The same role of several events is one mark with
    several numbers.
    """
    cards: list[Card] = []
    marks: list[Mark] = []
    numbers: defaultdict[tuple[Span, str, str], list[int]] = defaultdict(list)
    golds, predictions = _mentions(gold), _mentions(predicted)
    for trigger in sorted(golds.keys() | predictions.keys()):
        gold_here, predicted_here = golds.get(trigger, {}), predictions.get(trigger, {})
        for pair in pair_labels(gold_here, predicted_here):
            left = gold_here[pair[0]] if pair[0] is not None else None
            right = predicted_here[pair[1]] if pair[1] is not None else None
            style, label = _outcome(pair)
            number, rows = len(cards) + 1, []
            for span, role_style, role_label in _arguments(left, right, style == WRONG):
                numbers[span, role_style, role_label].append(number)
                rows.append(Row(role_label, span.of(gold.text), role_style, _word(role_style, pair[0] == pair[1])))
            realis = _factuality(left, right)
            note = "wrong factuality" if "→" in realis else ""
            cards.append(
                Card(number, label, trigger, trigger.of(gold.text), realis, tuple(rows), style, style, note=note)
            )
            tag = f"{number} {SIGNS[style]} {label}" + (f" ({realis})" if note else "")
            marks.append(Mark(trigger, "trigger", tag, f"{style} trigger, event {number}: {label}, {realis}", style))
    for (span, style, label), events in numbers.items():
        listed = ", ".join(map(str, events))
        spoken = f"{style} argument: {label} of event {listed}"
        marks.append(Mark(span, "argument", f"{SIGNS[style]} {label} {listed}", spoken, style))
    return cards, marks


def count_hits(gold: Document, predicted: Document) -> dict[str, dict[str, Any]]:
    """Scores of one article, of which the corpus figures are the sums."""
    return {
        kind: Scores.of_sets(MEASURES[measure](gold), MEASURES[measure](predicted)).to_dict()
        for kind, measure in (("triggers", "Trig-C"), ("arguments", "Arg-C+"))
    }


def pair_labels(gold: Iterable[str], predicted: Iterable[str]) -> list[_Pair]:
    """The labels of one span, as the confusion matrices pair them: equal ones first, the rest in alphabetical order."""
    left, right = set(gold), set(predicted)
    common = sorted(left & right)
    only_gold: list[str | None] = [*sorted(left.difference(common))]
    only_predicted: list[str | None] = [*sorted(right.difference(common))]
    longest = max(len(only_gold), len(only_predicted))
    only_gold += [None] * (longest - len(only_gold))
    only_predicted += [None] * (longest - len(only_predicted))
    return [*((label, label) for label in common), *zip(only_gold, only_predicted, strict=True)]


def _outcome(pair: _Pair) -> tuple[str, str]:
    gold, predicted = pair
    if gold is None:
        return SPURIOUS, str(predicted)
    if predicted is None:
        return MISSED, gold
    return (CORRECT, gold) if gold == predicted else (WRONG, f"{gold} → {predicted}")


def _arguments(left: _Mention | None, right: _Mention | None, wrong_type: bool) -> Iterator[tuple[Span, str, str]]:
    golds = left.arguments if left else {}
    predictions = right.arguments if right else {}
    for span in sorted(golds.keys() | predictions.keys()):
        for pair in pair_labels(golds.get(span, ()), predictions.get(span, ())):
            style, label = _outcome(pair)
            # The role of an event with the wrong type is no hit of Arg-C+, so it may not look like one.
            yield span, WRONG if wrong_type and style == CORRECT else style, label


def _word(style: str, same_type: bool) -> str:
    return "wrong event type" if style == WRONG and not same_type else "wrong role" if style == WRONG else style


def _factuality(left: _Mention | None, right: _Mention | None) -> str:
    values = [", ".join(sorted(side.factuality)) for side in (left, right) if side]
    return " → ".join(dict.fromkeys(values))


def _mentions(document: Document) -> dict[Span, dict[str, _Mention]]:
    mentions: defaultdict[Span, dict[str, _Mention]] = defaultdict(dict)
    for event in document.events:
        mention = mentions[event.trigger].setdefault(str(event.type), _Mention(defaultdict(set), set()))
        mention.factuality.add(str(event.factuality))
        for argument in event.arguments:
            mention.arguments[argument.span].add(str(argument.role))
    return mentions
