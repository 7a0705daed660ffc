"""A finding by its name, with its weight from the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guetteur.records.merge.weights import WEIGHTS
from guetteur.records.record import Reason


def finding(name: str, detail: str = "") -> Reason:
    """The reason of that name; `detail` gives the values it was found in."""
    return Reason(name, WEIGHTS[name], f"{name}: {detail}" if detail else name)


def listed(values: Iterable[str], spelled: Mapping[str, str] | None = None, most: int = 4) -> str:
    """Some values in alphabetical order, as an article spells them; ids of towns are left out."""
    words = spelled or {}
    found = sorted({words.get(value, value) for value in values if not value.isdigit()})
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")
