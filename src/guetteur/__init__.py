"""Guetteur: attack events from French news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import EventType, Factuality, Role

if TYPE_CHECKING:
    from guetteur.extractor import EventExtractor

__version__ = "0.1.0"
__all__ = ["Argument", "Document", "Event", "EventExtractor", "EventType", "Factuality", "Role", "Span"]


def __getattr__(name: str) -> Any:
    # torch and transformers load when the extractor is asked for, not when the package is imported.
    if name == "EventExtractor":
        from guetteur.extractor import EventExtractor

        return EventExtractor
    raise AttributeError(f"module 'guetteur' has no attribute {name!r}")
