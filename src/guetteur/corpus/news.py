"""Real news articles by hash: annotated here, their texts kept in an open collection that is not ours to ship."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from guetteur.corpus.jsonl import read_objects
from guetteur.corpus.problems import CorpusError, Problem


def article_bytes(record: Mapping[str, Any]) -> bytes:
    """The annotated text of a record with `title` and `text`: headline, blank line, body; no space ends a line."""
    lines = f"{record['title'].strip()}\n\n{record['text'].strip()}".split("\n")
    return "\n".join(line.rstrip() for line in lines).encode()


def hashes(annotations: Path) -> dict[str, str]:
    """Article id by the hash of its text, of a standoff file.

    Raises:
        CorpusError: a line is no standoff annotation.
        OSError: the file cannot be opened.
    """
    problems: list[Problem] = []
    found = {}
    for number, obj in read_objects(annotations, problems):
        try:
            found[str(obj["sha256"])] = str(obj["id"])
        except (KeyError, TypeError):
            message, remedy = "the line is no standoff annotation", 'expected {"id", "sha256", "events": […]}'
            problems.append(Problem(str(annotations), number, "", message, remedy=remedy))
    if problems:
        raise CorpusError(problems)
    return found


def read_articles(source: Path) -> Iterable[Mapping[str, Any]]:
    """The records of a `.jsonl` or `.jsonl.xz` collection.

    Raises:
        ValueError: a line is not an object with `title` and `text`; the message names file and line.
        OSError: the file cannot be opened.
    """
    opener = lzma.open if source.suffix == ".xz" else open
    with opener(source, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                record["title"].strip(), record["text"].strip()
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                reason = f"expected a JSON object with 'title' and 'text' ({error})"
                raise ValueError(f"{source}, line {number}: {reason}") from None
            yield record


def texts_by_id(articles: Iterable[Mapping[str, Any]], wanted: Mapping[str, str]) -> dict[str, bytes]:
    """The texts of the wanted articles; `wanted` gives the id of each hash."""
    found = {}
    for article in articles:
        data = article_bytes(article)
        name = wanted.get(sha256(data).hexdigest())
        if name is not None:
            found[name] = data
    return found
