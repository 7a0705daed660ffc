"""One document with what annotation tools stumble over: emoji, a combining accent, no-break spaces, shared spans."""

from __future__ import annotations

import pytest

from guetteur.document import Argument, Document, Event, Span

TEXT = "🚀 L'arme\u0301e a\u00a0bombardé «\u202fGao\u202f» et attaqué Ménaka.\r\nUn raid a tué dix civils."


def _span(quoted: str) -> Span:
    start = TEXT.index(quoted)
    return Span(start, start + len(quoted))


DOCUMENT = Document(
    "sahel/é 1",
    TEXT,
    (
        Event(
            "AirDroneStrike", _span("bombardé"),
            (Argument("Attacker", _span("arme\u0301e"), 0.5), Argument("Target", _span("Gao"))), "claimed", "e1",
        ),
        Event(
            "Attack", _span("attaqué"),
            (Argument("Attacker", _span("arme\u0301e")), Argument("Target", _span("Ménaka"))), "denied", "", 1.0, "x",
        ),
        Event("AirDroneStrike", _span("raid"), (Argument("Killed", _span("dix")),), "asserted", "e1", 0.75),
    ),
    {"date": "2024-03-02", "voice": "d\u00e9p\u00eache"},
)  # fmt: skip


@pytest.fixture(scope="session")
def document() -> Document:
    """Three mentions in two sentences, two of one event."""
    return DOCUMENT
