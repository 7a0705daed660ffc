"""Documents with their events as one HTML page: triggers coloured by type, underlined by factuality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from guetteur.document import Document, Span
from guetteur.evaluation.marks import Card, Mark, Row
from guetteur.evaluation.pages import article, render
from guetteur.ontology import EventType, Factuality
from guetteur.records.evidence import evidence_of

_TYPES = [str(event_type) for event_type in EventType]


def view_html(documents: Iterable[Document]) -> str:
    """One self-contained page: nothing is loaded from anywhere, whatever the texts say is shown and never run.

    Args:
        documents: Gold or predicted documents.

    Example:
        >>> from guetteur.document import Document, Event, Span
        >>> "Bombing" in view_html([Document("a", "Une explosion.", (Event("Bombing", Span(4, 13)),))])
        True
    """
    shown = list(documents)
    articles = [article(document, *event_marks(document)) for document in shown]
    present = {str(event.type) for document in shown for event in document.events}
    return render(
        "view.html.jinja",
        articles=articles,
        types={name: colour(name) for name in [*_TYPES, *sorted(present.difference(_TYPES))] if name in present},
        factuality=[str(value) for value in Factuality],
        events=sum(len(document.events) for document in shown),
    )


def colour(event_type: str) -> int:
    """The number of the colour of a type; 0, a grey, for a type that is not of this ontology."""
    return _TYPES.index(event_type) + 1 if event_type in _TYPES else 0


def event_marks(document: Document) -> tuple[list[Card], list[Mark]]:
    """The events in order of their triggers, and what to mark in the text.

    The same role of several events is one mark with several numbers.
    """
    cards: list[Card] = []
    marks: list[Mark] = []
    numbers: defaultdict[tuple[Span, str], list[int]] = defaultdict(list)
    for number, event in enumerate(sorted(document.events, key=lambda e: (e.trigger, e.type)), start=1):
        name, factuality, shade = str(event.type), str(event.factuality), colour(str(event.type))
        evidence = evidence_of(document, event)
        filled = dict.fromkeys((argument.span, str(argument.role)) for argument in event.arguments)
        for span, role in filled:
            numbers[span, role].append(number)
        cards.append(
            Card(
                number,
                name,
                event.trigger,
                event.trigger.of(document.text),
                factuality,
                tuple(Row(role, span.of(document.text)) for span, role in sorted(filled)),
                style=factuality,
                colour=shade,
                note=f"cluster {event.cluster}" if event.cluster else "",
                evidence=evidence.of(document.text) if evidence else "",
            )
        )
        spoken = f"trigger, event {number}: {name}, {factuality}"
        marks.append(Mark(event.trigger, "trigger", f"{number} {name}", spoken, factuality, shade))
    for (span, role), events in numbers.items():
        listed = ", ".join(map(str, events))
        marks.append(Mark(span, "argument", f"{role} {listed}", f"argument: {role} of event {listed}", "argument"))
    return cards, marks
