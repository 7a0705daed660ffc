from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.jsonl import load_documents
from guetteur.corpus.lint import lint
from guetteur.corpus.problems import CorpusError, errors
from guetteur.corpus.standoff import join_standoff

TEXT = "Une attaque 🚀\r\nà Gao."
MENTION = {
    "type": "Attack",
    "factuality": "claimed",
    "event": "e1",
    "trigger": [4, 11],
    "arguments": [["Place", 17, 20]],
}


def annotation(**changes: Any) -> dict[str, Any]:
    return {"id": "a", "sha256": sha256(TEXT.encode()).hexdigest(), "events": [MENTION], **changes}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXT.encode())
    return folder


def gold(tmp_path: Path, *lines: Any) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_join_keeps_newlines_and_counts_code_points(tmp_path: Path, texts: Path) -> None:
    (document,) = join_standoff(gold(tmp_path, annotation()), texts)
    (event,) = document.events
    assert document.text == TEXT
    assert document.meta == {"use": "evaluation only"}
    assert (event.trigger.of(TEXT), event.cluster, event.id) == ("attaque", "e1", "m1")
    assert event.arguments[0].span.of(TEXT) == "Gao"


def test_changed_text_is_refused_with_file_and_both_hashes(tmp_path: Path, texts: Path) -> None:
    changed = TEXT.replace("\r\n", "\n").encode()
    (texts / "a.txt").write_bytes(changed)
    with pytest.raises(CorpusError) as caught:
        join_standoff(gold(tmp_path, annotation()), texts)
    message = str(caught.value)
    assert str(texts / "a.txt") in message
    assert f"expected {annotation()['sha256']}, found {sha256(changed).hexdigest()}" in message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "no standoff annotation"),
        (annotation(id="b"), "b.txt cannot be read"),
        (annotation(events=[{"type": "Attack"}]), "events[0] is broken: KeyError 'trigger'"),
        (annotation(events=[{**MENTION, "trigger": [4, 4]}]), "0 <= start < end"),
        (annotation(events=[{**MENTION, "trigger": [4, 99]}]), "trigger ends at 99"),
        (annotation(events=[{**MENTION, "type": "Raid"}]), "unknown event type 'Raid'"),
    ],
)
def test_every_broken_line_is_listed(tmp_path: Path, texts: Path, line: Any, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        join_standoff(gold(tmp_path, line, annotation(), annotation()), texts)
    assert message in str(caught.value)
    assert {problem.line for problem in caught.value.problems} >= {1, 3}  # line 3 repeats an id


def test_shipped_annotation_holds_no_text(repository: Path) -> None:
    for line in (repository / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        obj = json.loads(line)
        assert set(obj) == {"id", "sha256", "events"}
        for event in obj["events"]:
            assert set(event) == {"type", "factuality", "event", "trigger", "arguments"}
            assert all(isinstance(offset, int) for offset in event["trigger"])
            assert all([type(value) for value in argument] == [str, int, int] for argument in event["arguments"])


def test_seeds_join_and_pass_the_lint(repository: Path, seed_texts: Path) -> None:
    documents = join_standoff(repository / "seeds" / "gold.jsonl", seed_texts)
    assert len(documents) == 5
    assert sum(len(document.events) for document in documents) == 75
    assert errors(lint(documents)) == []


def test_script_joins_the_seeds_or_refuses(repository: Path, seed_texts: Path, tmp_path: Path) -> None:
    def run(folder: Path) -> subprocess.CompletedProcess[str]:
        script, out = repository / "scripts" / "join_seeds.py", tmp_path / "s.jsonl"
        command = [sys.executable, str(script), str(folder), str(out)]
        environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    refused = run(tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("5 problems:")
    assert not (tmp_path / "s.jsonl").exists()
    assert run(seed_texts).returncode == 0
    assert len(load_documents(tmp_path / "s.jsonl")) == 5
