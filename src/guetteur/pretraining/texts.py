"""Reading raw text for pretraining from `.jsonl`, `.txt` (each also `.xz`) or a `datasets` name."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

MAX_CHARS = 20_000
"""Longest text handed on in one piece; the silver parser's memory grows with the length."""


def read_texts(sources: Iterable[str]) -> Iterator[str]:
    """Yield the texts of all sources, in order.

    A `.jsonl` line is an object with `text` and optionally `title`; a `.txt` file is cut at line breaks into
    pieces of about a quarter of `MAX_CHARS`; any other name is loaded with `datasets.load_dataset` (split `train`).

    Raises:
        ValueError: a `.jsonl` line is not an object with a `text` string; the message names file and line.
    """
    for source in sources:
        name = source.removesuffix(".xz")
        if name.endswith(".jsonl"):
            yield from _read_jsonl(Path(source))
        elif name.endswith(".txt"):
            yield from _read_plain(Path(source))
        else:
            yield from _read_dataset(source)


def _open(path: Path) -> Iterator[str]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from lines


def _read_jsonl(path: Path) -> Iterator[str]:
    for number, line in enumerate(_open(path), start=1):
        try:
            record = json.loads(line)
            text = record["text"]
            text.encode()  # a lone surrogate is no text
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}, line {number}: expected a JSON object with a 'text' string ({error})") from None
        title = record.get("title")
        yield (f"{title}\n{text}" if title else text)[:MAX_CHARS]


def _read_plain(path: Path) -> Iterator[str]:
    piece = ""
    for line in _open(path):
        if piece and len(piece) + len(line) > MAX_CHARS // 4:
            yield piece.strip()
            piece = ""
        piece += line
        while len(piece) > MAX_CHARS:
            yield piece[:MAX_CHARS]
            piece = piece[MAX_CHARS:]
    if piece:
        yield piece.strip()


def _read_dataset(name: str) -> Iterator[str]:
    from datasets import load_dataset

    for record in load_dataset(name, split="train", streaming=True):
        yield record["text"][:MAX_CHARS]
