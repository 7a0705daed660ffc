from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from guetteur.cli import app

TEXT = "Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats."


def guetteur(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["view", *map(str, arguments)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "djibo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_text_goes_through_the_model(text: Path, tiny: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = guetteur(text, "--out", page, "--model", tiny.event, "--published", "2024-03-02")
    assert result.exit_code == 0, result.stderr
    html = page.read_text(encoding="utf-8")
    assert 'class="card ' in html and "date: 2024-03-02" in html


@pytest.mark.parametrize("target", ["there.jsonl", "there.txt", "there"])
def test_annotated_files_need_no_model_though_documents_lack_events(
    corpus_file: Path, tmp_path: Path, target: str
) -> None:
    lines = corpus_file.read_text(encoding="utf-8") + '{"id": "calme", "text": "Rien.", "events": []}\n'
    (tmp_path / "there.jsonl").write_text(lines, encoding="utf-8")
    if target != "there.jsonl":
        assert (
            CliRunner().invoke(app, ["convert", str(tmp_path / "there.jsonl"), str(tmp_path / target)]).exit_code == 0
        )
    result = guetteur(tmp_path / target, "--out", tmp_path / "page.html", "--model", "no/such/model")
    assert (result.exit_code, result.stderr) == (0, f"11 documents in {tmp_path / 'page.html'}\n")


def test_extraction_can_be_forced(corpus_file: Path, tmp_path: Path) -> None:
    result = guetteur(corpus_file, "--extract", "--model", "no/such/model", "--out", tmp_path / "page.html")
    assert result.exit_code == 2 and not (tmp_path / "page.html").exists()


def test_a_bad_file_does_not_keep_others_from_the_page(corpus_file: Path, tmp_path: Path) -> None:
    binary = tmp_path / "binaire.txt"
    binary.write_bytes(b"\0\1\2")
    page = tmp_path / "page.html"
    result = guetteur(binary, tmp_path / "absent.conll", corpus_file, "--out", page)
    assert result.exit_code == 1
    assert str(binary) in result.stderr and "absent.conll" in result.stderr
    assert "10 documents" in result.stderr and page.exists()


def test_without_any_document_nothing_is_written(tmp_path: Path) -> None:
    result = guetteur(tmp_path / "absent.txt", "--out", tmp_path / "page.html")
    assert result.exit_code == 1 and not (tmp_path / "page.html").exists()
