"""How many decisions another backend or precision changes, and what that does to the scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guetteur.document import Document
from guetteur.scoring import MEASURES, Scores


@dataclass(frozen=True, slots=True)
class Changes:
    """Against a reference: documents that stay the same, and decisions lost and new of all that it made.

    A decision about an event is its trigger, type and factuality; about an argument its trigger, role and span.
    """

    documents: int
    same: int
    events: tuple[int, int, int]
    arguments: tuple[int, int, int]

    @classmethod
    def between(cls, reference: Sequence[Document], other: Sequence[Document]) -> Changes:
        """Count; each triple is (of the reference, lost, new)."""
        counts = []
        for decisions in (_events, _arguments):
            before, after = decisions(reference), decisions(other)
            counts.append((len(before), len(before - after), len(after - before)))
        same = sum(one == two for one, two in zip(reference, other, strict=True))
        return cls(len(reference), same, counts[0], counts[1])


def decisions_table(gold: Sequence[Document], predicted: Mapping[str, Sequence[Document]]) -> str:
    """A Markdown table of settings; the first one is the reference."""
    reference = next(iter(predicted.values()))
    lines = [
        "| setting | documents the same | events lost, new | arguments lost, new | Trig-C | Arg-C+ |",
        "| --- |" + " ---: |" * 5,
    ]
    for name, documents in predicted.items():
        changes = Changes.between(reference, documents)
        cells = [f"{changes.same} of {changes.documents}"]
        cells += [f"{lost}, {new} of {total}" for total, lost, new in (changes.events, changes.arguments)]
        cells += [f"{_f1(gold, documents, measure):.2f}" for measure in ("Trig-C", "Arg-C+")]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _events(documents: Sequence[Document]) -> set[tuple[object, ...]]:
    return {(i, e.trigger, e.type, e.factuality) for i, document in enumerate(documents) for e in document.events}


def _arguments(documents: Sequence[Document]) -> set[tuple[object, ...]]:
    return {
        (i, event.trigger, argument.role, argument.span)
        for i, document in enumerate(documents)
        for event in document.events
        for argument in event.arguments
    }


def _f1(gold: Sequence[Document], documents: Sequence[Document], measure: str) -> float:
    hits = MEASURES[measure]
    total = Scores(0, 0, 0)
    for truth, guess in zip(gold, documents, strict=True):
        total = total + Scores.of_sets(hits(truth), hits(guess))
    return 100 * total.f1
