"""Events from flat labels: each argument goes to the nearest trigger of its sentence.

The rule of everything that tags spans without saying which event they belong to: the flat baseline and the peers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guetteur.codec.tags import TaggedSpan
from guetteur.codec.tidy import tidy
from guetteur.document import Argument, Event, Span
from guetteur.ontology import EventType

_TYPES = frozenset(str(label) for label in EventType)


def attach(
    spans: Sequence[TaggedSpan],
    text: str,
    sentence_at: Callable[[int], tuple[int, int]],
    span_of: Callable[[int, int], Span | None],
) -> list[Event]:
    """Events of labelled spans; an argument whose sentence holds no trigger is dropped.

    Args:
        spans: types and roles over units of any kind: pieces, words, code points.
        text: the document's text.
        sentence_at: range of the sentence that holds a unit.
        span_of: place in the text of a range of units, None if it holds no text.
    """
    triggers = [span for span in spans if span.label in _TYPES]
    arguments: dict[TaggedSpan, list[Argument]] = {trigger: [] for trigger in triggers}
    for span in spans:
        place = span_of(span.start, span.end)
        start, end = sentence_at(span.start)
        near = [trigger for trigger in triggers if start <= trigger.start < end]
        if span.label in _TYPES or place is None or not near:
            continue
        place = tidy(place, text)
        if place is None:
            continue
        nearest = min(near, key=lambda trigger: max(trigger.start - span.end, span.start - trigger.end))
        arguments[nearest].append(Argument(span.label, place, span.score))
    events = []
    for trigger in triggers:
        place = span_of(trigger.start, trigger.end)
        if place is not None:
            events.append(Event(trigger.label, place, tuple(arguments[trigger]), score=trigger.score))
    return events
