from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from guetteur.pretraining.texts import MAX_CHARS, read_texts


def write(path: Path, content: str) -> str:
    if path.suffix == ".xz":
        path.write_bytes(lzma.compress(content.encode()))
    else:
        path.write_text(content, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.xz"])
def test_a_line_of_json_is_a_text_under_its_title(tmp_path: Path, name: str) -> None:
    lines = [{"text": "Un été\u2028long."}, {"title": "Gao", "text": "Deux."}, {"title": None, "text": "Trois."}]
    source = write(tmp_path / name, "\n".join(json.dumps(line) for line in lines))
    assert list(read_texts([source])) == ["Un été\u2028long.", "Gao\nDeux.", "Trois."]


@pytest.mark.parametrize("name", ["a.txt", "a.txt.xz"])
def test_plain_text_loses_nothing_between_pieces(tmp_path: Path, name: str) -> None:
    lines = [f"Ligne {number} " + "mot " * 50 for number in range(200)]
    texts = list(read_texts([write(tmp_path / name, "\n".join(lines))]))
    assert len(texts) > 1 and all(len(text) <= MAX_CHARS for text in texts)
    assert " ".join(texts).split() == " ".join(lines).split()


def test_sources_follow_one_another(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "Un."), write(tmp_path / "b.jsonl", '{"text": "Deux."}\n')
    assert list(read_texts([first, second, first])) == ["Un.", "Deux.", "Un."]


def test_no_text_is_longer_than_the_limit(tmp_path: Path) -> None:
    long = "a" * (2 * MAX_CHARS)
    sources = [write(tmp_path / "a.jsonl", json.dumps({"text": long})), write(tmp_path / "b.txt", long)]
    texts = list(read_texts(sources))
    assert max(map(len, texts)) <= MAX_CHARS
    assert texts[0] == long[:MAX_CHARS] and "".join(texts[1:]) == long


@pytest.mark.parametrize(
    "line",
    ["{", "[1]", "7", '{"title": "Gao"}', '{"text": 7}', '{"text": null}', "null", "", '{"text": "\\ud800"}'],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    source = write(tmp_path / "a.jsonl", f'{{"text": "Un."}}\n{line}\n{{"text": "Trois."}}\n')
    with pytest.raises(ValueError, match=r"a\.jsonl, line 2: expected a JSON object with a 'text' string"):
        list(read_texts([source]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"missing\.txt"):
        list(read_texts([str(tmp_path / "missing.txt")]))


def test_reading_is_lazy(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", '{"text": "Un."}\n{\n')
    assert next(read_texts([source])) == "Un."
