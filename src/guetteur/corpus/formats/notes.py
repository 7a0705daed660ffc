"""What annotation tools have no field for: mention ids other than m1, m2 …, and scores other than 1.

A note is written only where there is something to say, so that gold annotation stays free of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from guetteur.corpus.objects import Fault
from guetteur.document import Event

_KINDS: dict[str, Any] = {"id": str, "score": (int, float), "arguments": list}


def note_of(event: Event, number: int) -> dict[str, Any]:
    """The note of the mention with this number, counted from 1; empty if there is nothing unusual."""
    note: dict[str, Any] = {}
    if event.id != f"m{number}":
        note["id"] = event.id
    if event.score != 1:
        note["score"] = event.score
    scores = [argument.score for argument in event.arguments]
    if any(score != 1 for score in scores):
        note["arguments"] = scores
    return note


def check_note(value: Any, where: str) -> dict[str, Any]:
    """A note as it was read.

    Raises:
        Fault: somebody else wrote it.
    """
    known = isinstance(value, dict) and all(isinstance(value[key], _KINDS.get(key, ())) for key in value)
    if not known or not all(isinstance(score, int | float) for score in value.get("arguments", [])):
        raise Fault(f"{where}: the note {value!r} is broken", "keep notes as they were written, or delete them")
    return dict(value)


def with_note(event: Event, note: dict[str, Any]) -> tuple[Event, bool]:
    """The event with id and scores of its note, and whether its argument scores still fit.

    They do not once a person added or deleted arguments; they were those of a model then and are dropped.
    """
    event = replace(event, id=note.get("id", ""), score=note.get("score", 1.0))
    scores = note.get("arguments", [1.0] * len(event.arguments))
    if len(scores) != len(event.arguments):
        return event, False
    pairs = zip(event.arguments, scores, strict=True)
    return replace(event, arguments=tuple(replace(argument, score=score) for argument, score in pairs)), True
