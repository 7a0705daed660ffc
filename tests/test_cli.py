from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from guetteur.cli import app
from guetteur.corpus.jsonl import from_json, load_documents, write_jsonl
from guetteur.document import Document
from guetteur.ontology import Role

TEXT = "Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats."


def guetteur(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "guetteur.cli", *map(str, arguments)]


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "djibo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def model(tiny: Any) -> Path:
    """The folder of the tiny event model."""
    folder: Path = tiny.event
    return folder


def test_text_gives_one_line_of_json(text_file: Path, model: Path) -> None:
    result = guetteur("extract", text_file, "--model", model)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    document = from_json(json.loads(line))
    assert (document.id, document.text) == ("djibo", TEXT)
    assert document.events


def test_jsonl_gives_a_line_for_each_document(corpus_file: Path, model: Path, documents: list[Document]) -> None:
    result = guetteur("extract", corpus_file, "--model", model)
    found = [from_json(json.loads(line)) for line in result.stdout.splitlines()]
    assert [(d.id, d.text, d.meta) for d in found] == [(d.id, d.text, d.meta) for d in documents]


def test_standard_input_is_one_text(model: Path) -> None:
    result = guetteur("extract", "-", "--model", model, stdin=f"{TEXT}\r\n".encode())
    assert json.loads(result.stdout)["text"] == f"{TEXT}\r\n"
    assert json.loads(result.stdout)["id"] == "stdin"


def test_packed_text_is_read(tmp_path: Path, model: Path) -> None:
    path = tmp_path / "djibo.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert json.loads(guetteur("extract", path, "--model", model).stdout)["id"] == "djibo"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--backend", "jax"), "there is no backend 'jax'; choose from torch, onnx"),
        (("--precision", "int8"), "in fp32 or bf16, not int8; use the onnx backend"),
        (("--backend", "onnx"), "no ONNX export in this folder"),
    ],
)
def test_a_backend_that_cannot_be_is_one_sentence(
    text_file: Path, model: Path, options: tuple[str, ...], told: str
) -> None:
    result = guetteur("extract", text_file, "--model", model, *options)
    assert result.exit_code == 2
    assert told in result.stderr and len(result.stderr.splitlines()) == 1


def test_precision_and_threads_can_be_asked_for(text_file: Path, model: Path) -> None:
    result = guetteur("extract", text_file, "--model", model, "--precision", "bf16", "--threads", 1)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["events"]


def test_csv_has_a_row_for_each_event(corpus_file: Path, model: Path) -> None:
    result = guetteur("extract", corpus_file, "--model", model, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    lines = guetteur("extract", corpus_file, "--model", model).stdout.splitlines()
    assert len(rows) == sum(len(json.loads(line)["events"]) for line in lines)
    assert set(rows[0]) >= {"document", "trigger", "type", *Role}


def test_the_table_shows_triggers_and_documents_without_events(tmp_path: Path, text_file: Path, model: Path) -> None:
    empty = tmp_path / "vide.txt"
    empty.write_text("\n", encoding="utf-8")
    result = guetteur("extract", text_file, empty, "--model", model, "--format", "table")
    assert "trigger" in result.stdout and "vide: no attack event" in result.stdout


def test_the_day_of_publication_is_kept(text_file: Path, model: Path) -> None:
    result = guetteur("extract", text_file, "--model", model, "--published", "2024-03-02")
    assert json.loads(result.stdout)["meta"] == {"date": "2024-03-02"}


def test_the_output_can_be_viewed_and_scored(corpus_file: Path, model: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(guetteur("extract", corpus_file, "--model", model).stdout, encoding="utf-8")
    page = tmp_path / "page.html"
    assert guetteur("view", predicted, "--out", page).exit_code == 0
    assert "Djibo" in page.read_text(encoding="utf-8")
    assert guetteur("evaluate", corpus_file, predicted, "--resamples", 20).exit_code == 0


BROKEN = {
    "missing.txt": None,
    "binary.txt": b"\x89PNG\0\1\2",
    "latin.txt": "blessé".encode("latin-1"),
    "broken.jsonl": b'{"id": "a", "text": \n',
    "list.jsonl": b"[1, 2]\n",
    "empty.jsonl": b"",
    "surrogate.jsonl": b'{"id": "a", "text": "\\ud800"}\n',
    "noid.jsonl": b'{"text": 3}\n',
    "packed.txt.gz": gzip.compress(b"text")[:-9],
    "unpacked.txt.gz": b"text",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_others_go_on(name: str, tmp_path: Path, text_file: Path, model: Path) -> None:
    content = BROKEN[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = guetteur("extract", text_file, tmp_path / name, text_file, "--model", model)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["djibo", "djibo"]
    assert str(tmp_path / name) in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_among_the_files_is_named(tmp_path: Path, text_file: Path, model: Path) -> None:
    result = guetteur("extract", tmp_path, text_file, "--model", model)
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 1
    assert f"{tmp_path}: " in result.stderr


def test_broken_standard_input_is_named(model: Path, text_file: Path) -> None:
    result = guetteur("extract", "-", text_file, "--model", model, stdin=b"bless\xe9")
    assert result.exit_code == 1 and len(result.stdout.splitlines()) == 1
    assert "standard input: not UTF-8" in result.stderr


def test_an_empty_file_is_a_document_without_events(tmp_path: Path, model: Path) -> None:
    (tmp_path / "vide.txt").write_bytes(b"")
    result = guetteur("extract", tmp_path / "vide.txt", "--model", model)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"id": "vide", "text": "", "meta": {}, "events": []}


def test_a_missing_model_is_one_sentence(text_file: Path) -> None:
    result = guetteur("extract", text_file, "--model", "no/such/model")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1 and "no/such/model" in result.stderr


def test_a_device_that_is_not_there_is_one_sentence(text_file: Path, model: Path) -> None:
    result = guetteur("extract", text_file, "--model", model, "--device", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1 and "'nowhere'" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("extract",), ("extract", "a.txt", "--format", "xml"), ("no-command",)])
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...]) -> None:
    result = guetteur(*arguments)
    assert result.exit_code == 2 and "Traceback" not in result.stderr


def test_a_real_process_writes_only_results_to_standard_output(text_file: Path, model: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    done = subprocess.run(
        command("extract", "-", text_file, missing, "--model", model), input=TEXT.encode(), capture_output=True
    )
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.decode().splitlines()] == ["stdin", "djibo"]
    assert done.stderr.decode().splitlines() == [f"{missing}: No such file or directory"]


def test_a_real_process_survives_a_closed_pipe(corpus_file: Path, model: Path) -> None:
    process = subprocess.Popen(
        command("extract", corpus_file, corpus_file, "--model", model), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()


def test_help_does_not_load_torch() -> None:
    code = "import sys; from guetteur.cli import app; app(['--help'], standalone_mode=False)"
    done = subprocess.run([sys.executable, "-c", f"{code}; sys.exit('torch' in sys.modules)"], capture_output=True)
    assert done.returncode == 0 and b"extract" in done.stdout


def test_sound_files_validate(corpus_file: Path, articles: Path) -> None:
    result = guetteur("validate", corpus_file, articles, "--no-lint")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "20 documents, 0 errors" in result.stderr


def test_faults_are_printed_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "faults.txt"
    path.write_text("=== a\nUn soldat tué.\n> blessé | Attack | asserted | e1\n", encoding="utf-8")
    result = guetteur("validate", path)
    assert result.exit_code == 1
    assert f"{path}:3 [a]: trigger: 'blessé' does not stand in the line above" in result.stdout


def test_a_missing_file_does_not_keep_others_from_being_checked(tmp_path: Path, corpus_file: Path) -> None:
    result = guetteur("validate", tmp_path / "missing.txt", corpus_file, "--no-lint")
    assert result.exit_code == 1
    assert result.stdout == f"{tmp_path / 'missing.txt'}: No such file or directory\n"
    assert "10 documents, 1 errors" in result.stderr


def test_a_page_that_cannot_be_written_is_one_sentence(tmp_path: Path, corpus_file: Path) -> None:
    result = guetteur("view", corpus_file, "--out", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"guetteur: {tmp_path}: Is a directory\n"


def test_statistics_are_a_table_or_json(corpus_file: Path) -> None:
    assert "ArmedAssault" in guetteur("stats", corpus_file).stdout
    figures = json.loads(guetteur("stats", corpus_file, "--json").stdout)
    assert figures["documents"] == 10


@pytest.mark.parametrize("target", ["there.txt", "there", "there.jsonl.gz"])
def test_conversion_there_and_back_changes_nothing(
    corpus_file: Path, documents: list[Document], tmp_path: Path, target: str
) -> None:
    assert guetteur("convert", corpus_file, tmp_path / target).exit_code == 0
    assert guetteur("convert", tmp_path / target, tmp_path / "back.jsonl").exit_code == 0
    back = sorted(load_documents(tmp_path / "back.jsonl"), key=lambda document: document.id)
    assert back == sorted(documents, key=lambda document: document.id)


def test_the_format_of_the_target_can_be_named(corpus_file: Path, tmp_path: Path) -> None:
    result = guetteur("convert", corpus_file, tmp_path / "articles", "--to", "notation")
    assert result.exit_code == 0 and result.stdout == ""
    assert (tmp_path / "articles").read_text(encoding="utf-8").startswith("=== fx-")


@pytest.mark.parametrize("subcommand", ["stats", "view", "evaluate", "convert", "validate"])
def test_a_missing_corpus_file_is_one_sentence(subcommand: str, tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    more = [missing] if subcommand in ("evaluate", "convert") else []
    result = guetteur(subcommand, missing, *more)
    assert result.exit_code in (1, 2)
    assert str(missing) in result.stderr + result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_gold_scored_against_itself_is_perfect(corpus_file: Path) -> None:
    result = guetteur("evaluate", corpus_file, corpus_file, "--json", "--resamples", 20)
    assert result.exit_code == 0
    assert "100" in guetteur("evaluate", corpus_file, corpus_file, "--resamples", 20).stdout
    json.loads(result.stdout)


def test_other_documents_cannot_be_scored(corpus_file: Path, documents: list[Document], tmp_path: Path) -> None:
    write_jsonl(documents[:3], tmp_path / "three.jsonl")
    result = guetteur("evaluate", corpus_file, tmp_path / "three.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
