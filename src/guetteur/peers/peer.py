"""The protocol of a peer: fit on annotated documents, predict new ones, live in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from guetteur.document import Document


class PeerError(RuntimeError):
    """A peer cannot run here; the message says what is missing and how to get it."""


class Peer(Protocol):
    """A system that learns from annotated documents and gives documents with events, like the extractor."""

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Learn from `train`; `dev` is there to choose by, and never learnt from."""

    def predict(self, documents: Sequence[Document]) -> list[Document]:
        """New documents with predicted events in place of whatever events they had, in the same order."""

    def save(self, folder: Path) -> None:
        """Write what was learnt into a folder that exists."""

    def load(self, folder: Path) -> None:
        """Read what `save` wrote."""
