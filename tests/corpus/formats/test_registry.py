from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from guetteur.cli import app
from guetteur.corpus.formats.conll import to_conll
from guetteur.corpus.formats.labelstudio import labeling_config
from guetteur.corpus.formats.registry import CorpusFormat, format_of
from guetteur.corpus.jsonl import load_documents, write_jsonl
from guetteur.document import Document, Event, Span


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"),
        ("a.jsonl.gz", "jsonl"),
        ("a.doccano.jsonl", "doccano"),
        ("a.txt", "notation"),
        ("a.conll", "conll"),
        ("a.json", "labelstudio"),
        ("a.inception", "inception"),
        ("a.spacy", "docbin"),
        ("folder", "brat"),
    ],
)
def test_a_file_name_stands_for_a_format(name: str, form: str) -> None:
    assert format_of(Path(name)) is CorpusFormat(form)


@pytest.mark.parametrize("form", ["conll", "labelstudio", "doccano"])
def test_the_command_converts_there_and_back_by_name(form: str, document: Document, tmp_path: Path) -> None:
    write_jsonl([document], tmp_path / "a.jsonl")
    run = CliRunner().invoke
    there = run(app, ["convert", str(tmp_path / "a.jsonl"), str(tmp_path / "there"), "--to", form])
    assert there.exit_code == 0, there.stderr
    back = run(app, ["convert", str(tmp_path / "there"), str(tmp_path / "b.jsonl"), "--from", form])
    assert back.exit_code == 0, back.stderr
    assert load_documents(tmp_path / "b.jsonl") == [document]


def test_the_command_prints_what_is_left_out_and_fails(tmp_path: Path) -> None:
    write_jsonl([Document("d", "Attaque", (Event("Attack", Span(1, 3)),))], tmp_path / "a.jsonl")
    result = CliRunner().invoke(app, ["convert", str(tmp_path / "a.jsonl"), str(tmp_path / "a.conll")])
    assert result.exit_code == 1
    assert "[d] at 1: the mention Attack 'tt' is left out" in result.stderr
    assert "1 annotations or documents left out" in result.stderr


def test_the_page_about_formats_shows_what_is_written(repository: Path) -> None:
    page = (repository / "docs" / "formats.md").read_text(encoding="utf-8")
    assert labeling_config() in page
    assert all(f"`{form}`" in page for form in CorpusFormat)
    text = "Gao attaquée."
    lines, _ = to_conll(Document("d", text, (Event("Attack", Span(4, 12)),)))
    assert lines.split("\n")[0] in page
