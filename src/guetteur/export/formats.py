"""What every export has in common: a format turns records into bytes and says what it could not carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from guetteur.ontology import Factuality
from guetteur.records.record import Record

_NAMED = 5


class ExportError(ValueError):
    """A format cannot be written here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Export:
    """A written format.

    Args:
        content: the file.
        rows: how many records are in it.
        losses: one sentence for each kind of thing that the format could not carry.
    """

    content: bytes
    rows: int
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name; `binary` ones are not for a terminal."""

    name: str
    write: Callable[[Sequence[Record]], Export]
    binary: bool = False


def split_incidents(records: Sequence[Record], foiled_too: bool = False) -> tuple[list[Record], tuple[str, ...]]:
    """The records that an incident table may hold, and what was left out.

    Wars, denied and only planned events are never incidents; foiled ones only where the table has a code for them.
    """
    kept: list[Record] = []
    left: dict[str, list[Record]] = {}
    for record in records:
        if record.background:
            left.setdefault("background wars", []).append(record)
        elif record.happened or (foiled_too and record.claim.kind == Factuality.FOILED):
            kept.append(record)
        else:
            left.setdefault(f"{record.claim.kind} events", []).append(record)
    return kept, left_out(left)


def left_out(reasons: Mapping[str, Sequence[Record]]) -> tuple[str, ...]:
    """One sentence for each reason: how many records, and which."""
    return tuple(f"left out: {len(records)} {reason} ({_ids(records)})" for reason, records in reasons.items())


def left_empty(column: str, why: str, records: Sequence[Record]) -> tuple[str, ...]:
    """The sentence for a column that stays empty in some rows; none where there are no such rows."""
    return (f"{column} empty in {len(records)} rows: {why} ({_ids(records)})",) if records else ()


def _ids(records: Iterable[Record]) -> str:
    ids = [record.id for record in records]
    return ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
