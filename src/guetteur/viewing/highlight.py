"""What to mark in the text: triggers by type and factuality, arguments by role, each with the events it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from guetteur.document import Document, Event, Span
from guetteur.records.evidence import evidence_of
from guetteur.records.record import Record
from guetteur.viewing.marks import Mark
from guetteur.viewing.palette import group_of, number_of, style_of


@dataclass(frozen=True, slots=True)
class Numbered:
    """An event mention with what the page calls it.

    Attributes:
        event: The mention.
        number: Its place in the order of triggers, from 1: part of its anchor.
        name: What the reader sees: `2`, or `2a`, `2b` where several mentions speak of record 2.
        record: Number of its record, from 1.
    """

    event: Event
    number: int
    name: str
    record: int


def numbered(document: Document, records: Sequence[Record]) -> list[Numbered]:
    """The events of a document in order of their triggers, named after its records.

    Args:
        document: Its mentions have ids (`guetteur.corpus.jsonl.with_mention_ids`).
        records: What `records_of` made of it.
    """
    names = {
        mention.id: (f"{number}{_letters(index)}" if len(record.mentions) > 1 else str(number), number)
        for number, record in enumerate(records, start=1)
        for index, mention in enumerate(record.mentions)
    }
    events = sorted(document.events, key=lambda event: (event.trigger, event.type))
    return [Numbered(event, number, *names[event.id]) for number, event in enumerate(events, start=1)]


def event_marks(document: Document, events: Sequence[Numbered], prefix: str) -> list[Mark]:
    """Every trigger and argument; the same role of several events is one mark with several names.

    Args:
        document: The text.
        events: From `numbered`.
        prefix: Of the anchors of this article (`a1`), to which the tags of triggers lead.
    """
    marks: list[Mark] = []
    shared: defaultdict[tuple[Span, str], list[Numbered]] = defaultdict(list)
    for each in events:
        event = each.event
        name, factuality = str(event.type), str(event.factuality)
        for span, role in dict.fromkeys((argument.span, str(argument.role)) for argument in event.arguments):
            shared[span, role].append(each)
        evidence = evidence_of(document, event)
        because = f" because of “{evidence.of(document.text)}”" if evidence else ""
        marks.append(
            Mark(
                event.trigger,
                "trigger",
                f"{each.name} {name}",
                f"trigger of event {each.name}: {name}, {factuality}{because}",
                style_of(factuality),
                number_of(name),
                (each.number,),
                f"{prefix}r{each.record}",
            )
        )
    for (span, role), owners in shared.items():
        listed = ", ".join(owner.name for owner in owners)
        spoken = f"{role} of event{'s' if len(owners) > 1 else ''} {listed}"
        numbers = tuple(owner.number for owner in owners)
        marks.append(Mark(span, "argument", f"{role} {listed}", spoken, group_of(role), events=numbers))
    return marks


def _letters(index: int) -> str:
    """`a` to `z`, then `aa`, `ab` and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
