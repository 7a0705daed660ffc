"""The French pipeline of spaCy for the peers that need it; their tests are skipped where it is not installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from guetteur.document import Document
from guetteur.peers.peer import PeerError
from guetteur.peers.pipelines import french_pipeline, sentence_docs


@pytest.fixture(scope="session")
def french() -> Any:
    """The whole pipeline."""
    try:
        return french_pipeline()
    except PeerError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def parse(french: Any) -> Callable[[str], Any]:
    """A parsed sentence."""
    return lambda text: french(next(sentence_docs(french, Document("d", text)))[1])
