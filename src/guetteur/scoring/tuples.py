"""What counts as one hit in each measure: sets of tuples over whole documents.

The measures follow TextEE (Huang et al., 2024, "TextEE: Benchmark, Reevaluation, Reflections, and Future Challenges in
Event Extraction"), with character offsets in place of its token ids. A trailing `+` marks the attached reading, in
which an argument must hang on the right trigger; without it, the right event type anywhere in the document is enough.
Realis is ours. In every labelled measure the label is the last item of the tuple.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeAlias

from guetteur.document import Argument, Document, Event

Hit: TypeAlias = tuple[str | int, ...]
HitFunction: TypeAlias = Callable[[Document], frozenset[Hit]]


def trigger_hit(document: Document, event: Event) -> Hit:
    """The Trig-C hit of an event: document, trigger offsets, type."""
    return document.id, event.trigger.start, event.trigger.end, event.type


def argument_hit(document: Document, event: Event, argument: Argument) -> Hit:
    """The Arg-C+ hit of an argument: the Trig-C hit of its event, argument offsets, role."""
    return *trigger_hit(document, event), argument.span.start, argument.span.end, argument.role


def trig_i(document: Document) -> frozenset[Hit]:
    """Trigger identification."""
    return frozenset((document.id, event.trigger.start, event.trigger.end) for event in document.events)


def trig_c(document: Document) -> frozenset[Hit]:
    """Trigger classification."""
    return frozenset(trigger_hit(document, event) for event in document.events)


def realis(document: Document) -> frozenset[Hit]:
    """Factuality of a trigger."""
    return frozenset(
        (document.id, event.trigger.start, event.trigger.end, event.factuality) for event in document.events
    )


def arg_i(document: Document) -> frozenset[Hit]:
    """Argument identification, for the event type only."""
    return frozenset(
        (document.id, event.type, argument.span.start, argument.span.end)
        for event in document.events
        for argument in event.arguments
    )


def arg_c(document: Document) -> frozenset[Hit]:
    """Argument classification, for the event type only."""
    return frozenset(
        (document.id, event.type, argument.span.start, argument.span.end, argument.role)
        for event in document.events
        for argument in event.arguments
    )


def arg_i_plus(document: Document) -> frozenset[Hit]:
    """Argument identification, attached to its trigger."""
    return frozenset(hit[:-1] for hit in arg_c_plus(document))


def arg_c_plus(document: Document) -> frozenset[Hit]:
    """Argument classification, attached to its trigger."""
    return frozenset(
        argument_hit(document, event, argument) for event in document.events for argument in event.arguments
    )


MEASURES: MappingProxyType[str, HitFunction] = MappingProxyType(
    {
        "Trig-I": trig_i,
        "Trig-C": trig_c,
        "Arg-I": arg_i,
        "Arg-C": arg_c,
        "Arg-I+": arg_i_plus,
        "Arg-C+": arg_c_plus,
        "Realis": realis,
    }
)
"""Name of each measure and the function that gives its hits in a document."""
