"""Every miss sorted into one kind, so that work can begin with the largest group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import Factuality
from guetteur.scoring.pairing import pair_documents

KINDS = {
    "missed trigger": "a gold trigger with nothing predicted on it",
    "trigger edge": "a predicted trigger overlaps the gold one but is not equal",
    "spurious trigger": "a predicted trigger where there is none",
    "spurious trigger in bait": "the same, in an article without any attack",
    "wrong type": "the trigger is right, its type is not",
    "attribution read as fact": "claimed in gold, asserted in the prediction",
    "fact read as attribution": "the other way round",
    "wrong factuality": "any other confusion",
    "argument lost with its trigger": "a gold argument whose trigger was not found",
    "missed argument": "nothing predicted there for this trigger",
    "argument given to another event": "missed here, but predicted with this role for another trigger",
    "span edge": "the right role on a span that overlaps but is not equal",
    "wrong role": "the right span with another role",
    "wrong role and edge": "an overlapping span with another role",
    "argument of the neighbouring event": "spurious here, but a gold argument of another trigger",
    "spurious argument": "a predicted argument that is nobody's",
}
"""What each kind means. The first five concern triggers, the next three factuality, the others arguments."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: its kind, where it is, and both sides in words."""

    kind: str
    document: str
    span: Span
    gold: str
    predicted: str
    context: str


def sort_misses(gold: Sequence[Document], predicted: Sequence[Document]) -> list[Miss]:
    """All misses of a model, in the order of ids and offsets; each has exactly one kind.

    Events are paired by their trigger span, whatever their type; arguments are looked at within such a pair.

    Raises:
        ValueError: If ids or texts do not agree.
    """
    misses = []
    for truth, guess in pair_documents(gold, predicted):
        found = [*_triggers(truth, guess), *_arguments(truth, guess)]
        misses += sorted(found, key=lambda miss: (miss.span, miss.kind, miss.gold, miss.predicted))
    return misses


def count_kinds(misses: Sequence[Miss]) -> dict[str, int]:
    """Number of misses by kind, every kind there, the most frequent first."""
    counts = Counter({kind: 0 for kind in KINDS})
    counts.update(miss.kind for miss in misses)
    return dict(counts.most_common())


def examples(misses: Sequence[Miss], most: int) -> dict[str, list[Miss]]:
    """At most so many misses of each kind, spread over the documents."""
    by_kind: defaultdict[str, list[Miss]] = defaultdict(list)
    for miss in misses:
        by_kind[miss.kind].append(miss)
    return {kind: found[:: max(1, len(found) // most)][:most] for kind, found in by_kind.items()}


def _triggers(gold: Document, predicted: Document) -> Iterator[Miss]:
    text = gold.text
    golds, guesses = _by_trigger(gold), _by_trigger(predicted)
    for span, event in golds.items():
        guess = guesses.get(span)
        if guess is None:
            near = next((other for other in guesses if other.overlaps(span) and other not in golds), None)
            if near is None:
                yield _miss("missed trigger", gold, span, f"{event.type}: {span.of(text)}", "")
            else:
                yield _miss("trigger edge", gold, span, span.of(text), near.of(text))
            continue
        if guess.type != event.type:
            yield _miss("wrong type", gold, span, str(event.type), str(guess.type))
        if guess.factuality != event.factuality:
            pair = (event.factuality, guess.factuality)
            yield _miss(_REALIS.get(pair, "wrong factuality"), gold, span, str(event.factuality), str(guess.factuality))
    for span, event in guesses.items():
        if span not in golds and not any(span.overlaps(other) and other not in guesses for other in golds):
            kind = "spurious trigger" if golds else "spurious trigger in bait"
            yield _miss(kind, gold, span, "", f"{event.type}: {span.of(text)}")


def _arguments(gold: Document, predicted: Document) -> Iterator[Miss]:
    golds, guesses = _by_trigger(gold), _by_trigger(predicted)
    everywhere = {(a.role, a.span) for event in gold.events for a in event.arguments}
    predicted_everywhere = {(a.role, a.span) for event in predicted.events for a in event.arguments}
    for trigger, event in golds.items():
        wanted = {(a.role, a.span) for a in event.arguments}
        if trigger not in guesses:
            for argument in event.arguments:
                yield _argument_miss("argument lost with its trigger", gold, trigger, argument, None)
            continue
        guessed = [a for a in guesses[trigger].arguments if (a.role, a.span) not in wanted]
        right = {(a.role, a.span) for a in guesses[trigger].arguments} & wanted
        explained = set()
        for argument in event.arguments:
            if (argument.role, argument.span) in right:
                continue
            kind, other = _why(argument, guessed)
            if other is not None:
                explained.add(other)
            elif (argument.role, argument.span) in predicted_everywhere:
                kind = "argument given to another event"
            yield _argument_miss(kind, gold, trigger, argument, other)
        for other in guessed:
            if other not in explained:
                neighbour = (other.role, other.span) in everywhere
                kind = "argument of the neighbouring event" if neighbour else "spurious argument"
                yield _argument_miss(kind, gold, trigger, None, other)


def _why(argument: Argument, guessed: Sequence[Argument]) -> tuple[str, Argument | None]:
    """Kind of a miss and the predicted argument that explains it."""
    overlapping = [other for other in guessed if other.span.overlaps(argument.span)]
    for kind, fits in (
        ("wrong role", lambda other: other.span == argument.span),
        ("span edge", lambda other: other.role == argument.role),
        ("wrong role and edge", lambda other: True),
    ):
        for other in overlapping:
            if fits(other):
                return kind, other
    return "missed argument", None


def _argument_miss(kind: str, document: Document, trigger: Span, gold: Argument | None, guess: Argument | None) -> Miss:
    def told(argument: Argument | None) -> str:
        return f"{argument.role}: {argument.span.of(document.text)}" if argument else ""

    place = gold or guess
    assert place is not None
    return _miss(kind, document, place.span, told(gold), told(guess), trigger)


def _miss(kind: str, document: Document, span: Span, gold: str, predicted: str, trigger: Span | None = None) -> Miss:
    """A miss with the line it stands in; the trigger it is about stands in square brackets."""
    marked = trigger or span
    start = document.text.rfind("\n", 0, marked.start) + 1
    end = document.text.find("\n", marked.end)
    line = document.text[start : end if end >= 0 else len(document.text)]
    left, right = marked.start - start, marked.end - start
    context = f"{line[:left][-_REACH:]}[{line[left:right]}]{line[right:][:_REACH]}"
    return Miss(kind, document.id, span, gold, predicted, context)


_REACH = 120
_REALIS: dict[tuple[str, str], str] = {
    (Factuality.CLAIMED, Factuality.ASSERTED): "attribution read as fact",
    (Factuality.ASSERTED, Factuality.CLAIMED): "fact read as attribution",
}


def _by_trigger(document: Document) -> dict[Span, Event]:
    # Two mentions on one trigger are rare; the first speaks for both here, the measures count both.
    return {event.trigger: event for event in reversed(document.events)}
