"""A small hand-made shard of silver labels, so that nothing here needs a parser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from guetteur.document import Document
from guetteur.pretraining.embeddings import ComposedEmbedding


def silver_record(text: str) -> dict[str, Any]:
    """Words with invented labels: each word hangs on the one before it, capitals are places."""
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    return {
        "text": text,
        "start": [word.start() for word in words],
        "end": [word.end() for word in words],
        "pos": ["NOUN" if word[0][0].isalpha() else "PUNCT" for word in words],
        "dep": ["ROOT" if i == 0 else "dep" for i in range(len(words))],
        "head": [0 if i == 0 else -1 for i in range(len(words))],
        "ner": [3 if word[0][0].isupper() else 0 for word in words],
    }


@pytest.fixture(scope="session")
def shard(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One Parquet file of silver labels, with an empty text among them."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path: Path = tmp_path_factory.mktemp("silver") / "silver-00000.parquet"
    records = [silver_record(document.text) for document in documents for _ in range(3)]
    fields = [("text", pa.string())]
    fields += [(name, pa.list_(pa.int64())) for name in ("start", "end", "head", "ner")]
    fields += [(name, pa.list_(pa.string())) for name in ("pos", "dep")]
    pq.write_table(pa.Table.from_pylist([*records, silver_record("")], schema=pa.schema(fields)), path)
    return path


@pytest.fixture(scope="session")
def pieces(backend: Tokenizer) -> list[str]:
    """The vocabulary in order of ids."""
    return [piece for piece, _ in sorted(backend.get_vocab().items(), key=lambda item: item[1])]


@pytest.fixture
def embedding(pieces: list[str]) -> ComposedEmbedding:
    """Composed embeddings whose static vectors know every word of more than three letters."""

    def vector(word: str) -> np.ndarray | None:
        return np.random.default_rng(len(word)).normal(size=6) if len(word) > 3 else None

    return ComposedEmbedding(pieces, vector, width=6, hidden=32)
