"""A fixed train, dev and test split by incident.

All articles about one incident, near-duplicates included, fall into one part, and the part depends on the incident's
name alone: adding articles never moves another one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import Literal, get_args

from guetteur.document import Document

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)


def split_of(incident: str, dev: float = 0.125, test: float = 0.125) -> Split:
    """The part an incident belongs to, for ever; `dev` and `test` are the expected shares.

    Raises:
        ValueError: a share is negative or nothing is left for training.
    """
    if dev < 0 or test < 0 or dev + test >= 1:
        raise ValueError(f"shares must be >= 0 and leave something for training, got dev={dev}, test={test}")
    # Normalized, so that one name typed on two keyboards is one incident.
    name = unicodedata.normalize("NFC", incident).strip()
    position = int.from_bytes(sha256(name.encode("utf-8")).digest()[:8], "big") / 2**64
    if position < test:
        return "test"
    return "dev" if position < test + dev else "train"


def incident_of(document: Document) -> str:
    """The incident that a document is about: `meta["incident"]`, or its id where none is given."""
    return str(document.meta.get("incident") or document.id)


def split_documents(
    documents: Iterable[Document], dev: float = 0.125, test: float = 0.125
) -> dict[Split, list[Document]]:
    """Documents by part, in the order in which they came."""
    parts: dict[Split, list[Document]] = {name: [] for name in SPLITS}
    for document in documents:
        parts[split_of(incident_of(document), dev, test)].append(document)
    return parts
