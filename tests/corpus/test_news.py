from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.jsonl import load_documents
from guetteur.corpus.news import article_bytes, hashes, read_articles, texts_by_id
from guetteur.corpus.problems import CorpusError

ARTICLE = {"title": " Attaque à Gao ", "date": "2020-01-01", "text": "Une attaque a visé un convoi. \nDeux morts.\n"}
TEXT = "Attaque à Gao\n\nUne attaque a visé un convoi.\nDeux morts."


def annotation(**changes: Any) -> dict[str, Any]:
    event = {
        "type": "Attack", "factuality": "asserted", "event": "e1", "trigger": [0, 7], "arguments": [["Place", 10, 13]],
    }  # fmt: skip
    digest = sha256(TEXT.encode()).hexdigest()
    return {"id": "news-1", "sha256": digest, "meta": {"date": "2020-01-01"}, "events": [event], **changes}


def write_lines(path: Path, *lines: Any) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_text_is_headline_blank_line_and_body_without_trailing_spaces() -> None:
    assert article_bytes(ARTICLE).decode() == TEXT


def test_articles_are_found_by_their_hash_in_any_order(tmp_path: Path) -> None:
    wanted = hashes(write_lines(tmp_path / "train.jsonl", annotation()))
    other = {**ARTICLE, "text": "Rien."}
    assert texts_by_id([other, ARTICLE, other], wanted) == {"news-1": TEXT.encode()}


def test_a_line_that_is_no_annotation_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="the line is no standoff annotation"):
        hashes(write_lines(tmp_path / "train.jsonl", {"id": "a"}))


def test_a_line_that_is_no_article_is_named(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "news.jsonl", ARTICLE, {"text": "sans titre"})
    with pytest.raises(ValueError, match=r"news\.jsonl, line 2: expected a JSON object with 'title' and 'text'"):
        list(read_articles(source))


def test_shipped_annotation_holds_no_text_and_no_article_twice(repository: Path) -> None:
    seen = set()
    for split in ("train", "dev", "test"):
        for line in (repository / "data" / "news" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
            obj = json.loads(line)
            assert set(obj) == {"id", "sha256", "meta", "events"}
            assert set(obj["meta"]) - {"lint"} == {"date"}
            assert obj["sha256"] not in seen
            seen.add(obj["sha256"])
            for event in obj["events"]:
                assert set(event) == {"type", "factuality", "event", "trigger", "arguments"}
                assert all(isinstance(offset, int) for offset in event["trigger"])
                assert all([type(value) for value in argument] == [str, int, int] for argument in event["arguments"])


def run(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(repository / "scripts" / "join_news.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_script_joins_what_it_finds_and_names_what_it_does_not(repository: Path, tmp_path: Path) -> None:
    standoff = tmp_path / "standoff"
    standoff.mkdir()
    for split in ("train", "dev", "test"):
        write_lines(standoff / f"{split}.jsonl", annotation(id=split))
    source = tmp_path / "news.jsonl.xz"
    source.write_bytes(lzma.compress((json.dumps(ARTICLE) + "\n").encode()))
    # One text, three ids: only the last one can have it.
    refused = run(repository, str(source), str(tmp_path / "out"), "--annotations", str(standoff))
    assert refused.returncode == 1
    assert "the text train cannot be read: it is not among the texts given" in refused.stderr
    for split in ("train", "dev"):
        other = {**ARTICLE, "title": split}
        digest = sha256(article_bytes(other)).hexdigest()
        write_lines(standoff / f"{split}.jsonl", annotation(id=split, sha256=digest, events=[]))
    articles = [ARTICLE, {**ARTICLE, "title": "train"}, {**ARTICLE, "title": "dev"}]
    source.write_bytes(lzma.compress("".join(json.dumps(article) + "\n" for article in articles).encode()))
    done = run(repository, str(source), str(tmp_path / "out"), "--annotations", str(standoff))
    assert done.returncode == 0, done.stderr
    (document,) = load_documents(tmp_path / "out" / "test.jsonl")
    assert document.text == TEXT
    assert [event.trigger.of(TEXT) for event in document.events] == ["Attaque"]
