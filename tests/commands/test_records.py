from __future__ import annotations

import csv
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
from guetteur.commands.records import RecordFormat
from guetteur.corpus.jsonl import write_jsonl
from guetteur.corpus.notation import read_notation
from guetteur.export import FORMATS

ARTICLES = Path(__file__).resolve().parent.parent / "fixtures" / "records.txt"
TEXTS = {
    "djibo": "Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats.",
    "kolma": "Une bombe a explosé jeudi à Kolma, selon la police.",
}


def guetteur(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["records", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two short texts, and a file that is neither .txt nor .jsonl."""
    path = tmp_path / "texts"
    path.mkdir()
    for name, text in TEXTS.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    (path / "notes.md").write_text("# Notes", encoding="utf-8")
    return path


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """Four annotated documents."""
    path = tmp_path / "annotated.jsonl"
    write_jsonl(read_notation(ARTICLES)[0], path)
    return path


@pytest.fixture
def model(tiny: Any) -> Path:
    """The folder of the tiny event model."""
    found: Path = tiny.event
    return found


def test_the_texts_of_a_folder_go_through_the_model(folder: Path, model: Path) -> None:
    result = guetteur(folder, "--model", model, "--format", "jsonl", "--published", "2024-03-02")
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert {record["document"] for record in records} == set(TEXTS)
    assert {record["published"] for record in records} == {"2024-03-02"}
    assert all(quote["text"] == TEXTS[r["document"]] for r in records for quote in r["quotes"])


def test_documents_with_events_need_no_model(annotated: Path) -> None:
    result = guetteur(annotated, "--model", "no/such/model", "--format", "acled")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["event_id_cnty"] for row in rows][:2] == ["bilans#e1", "dementi#e1"]
    assert "left out: 1 background wars (guerre#e1)" in result.stderr.splitlines()


def test_extraction_can_be_forced(annotated: Path, model: Path) -> None:
    assert guetteur(annotated, "--extract", "--model", "no/such/model").exit_code == 2
    result = guetteur(annotated, "--extract", "--model", model, "--format", "csv")
    assert result.exit_code == 0


def test_the_table_shows_records_and_their_sentences(annotated: Path) -> None:
    result = guetteur(annotated)
    assert result.exit_code == 0 and result.stderr == ""
    for word in ("bilans", "background", "disputed", "e3: Le groupe menace de frapper la capitale."):
        assert word in result.stdout


@pytest.mark.parametrize("name", [format for format in RecordFormat])
def test_every_format_is_written_to_a_file_and_nothing_to_standard_output(
    name: RecordFormat, annotated: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out" / f"records.{name}"
    result = guetteur(annotated, "--format", name, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.stat().st_size > 0


def test_the_formats_are_those_of_the_registry() -> None:
    assert {str(format) for format in RecordFormat} == {"table", *FORMATS}


def test_a_broken_file_is_named_and_the_others_go_on(annotated: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\0\1\2")
    result = guetteur(annotated, tmp_path / "binary.txt", tmp_path / "missing.jsonl", "--format", "csv")
    assert result.exit_code == 1
    assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == 7
    assert "binary.txt" in result.stderr and "missing.jsonl: No such file" in result.stderr


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = guetteur(tmp_path / "empty", "--format", "csv")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"{tmp_path / 'empty'}: no .txt or .jsonl file in this folder"


def test_a_file_that_cannot_be_written_is_one_sentence(annotated: Path, tmp_path: Path) -> None:
    result = guetteur(annotated, "--format", "csv", "--out", tmp_path)
    assert (result.exit_code, result.stderr) == (2, f"guetteur: {tmp_path}: Is a directory\n")


@pytest.mark.parametrize("arguments", [("--published", "mars"), ("--format", "xml")])
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...], annotated: Path) -> None:
    assert guetteur(annotated, *arguments).exit_code == 2


def test_annotated_documents_do_not_load_torch(annotated: Path) -> None:
    code = f"import sys; from guetteur.cli import app; app(['records', {str(annotated)!r}], standalone_mode=False)"
    done = subprocess.run([sys.executable, "-c", f"{code}; sys.exit('torch' in sys.modules)"], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Five annotated articles, three of them about one attack."""
    path = tmp_path / "reports.jsonl"
    write_jsonl(read_notation(ARTICLES.with_name("merging.txt"))[0], path)
    return path


def test_one_row_for_an_event_of_several_documents(reports: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(guetteur(reports, "--format", "csv").stdout)))
    row = next(row for row in rows if row["id"] == "kolma-flash#e1")
    assert (row["document"], row["reports"], row["killed"]) == ("kolma-flash; kolma-suite; kolma-bilan", "3", "12")
    assert row["outlet"] == "Agence du Fleuve; Le Quotidien des Dunes"
    assert row["killed_words"] == "cinq (police, 2024-03-12); douze (2024-04-20)"
    assert "same day: 2024-03-11" in row["merged_because"]
    assert row["quote"].startswith("[kolma-flash] Une bombe") and "[kolma-bilan] Le 11 mars" in row["quote"]


def test_merging_can_be_switched_off(reports: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(guetteur(reports, "--no-merge", "--format", "csv").stdout)))
    assert len(rows) == 9 and {row["reports"] for row in rows} == {"1"} and not any(r["merged_because"] for r in rows)


def test_why_prints_every_reason_with_its_weight(reports: Path) -> None:
    lines = guetteur(reports, "--why", "--format", "csv").stderr.splitlines()
    assert any(line.startswith("kolma-flash#e1: kolma-flash#e1 and kolma-suite#e1, score ") for line in lines)
    assert "  +2.0 same day: 2024-03-11" in lines


def test_the_table_of_merged_records_names_documents_and_reasons(reports: Path, tmp_path: Path) -> None:
    assert guetteur(reports, "--out", tmp_path / "table.txt").exit_code == 0
    table = (tmp_path / "table.txt").read_text(encoding="utf-8")
    assert "events in 5 documents" in table and "3 reports" in table and "merged because kolma-flash#e1" in table


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_merged_event_once_with_its_last_toll(name: str, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert guetteur(reports, "--format", name, "--out", out).exit_code == 0
    if name == "parquet":
        rows = pytest.importorskip("pyarrow.parquet").read_table(out).to_pylist()
    elif name in ("csv", "acled", "ged"):
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    elif name == "geojson":
        rows = [feature["properties"] for feature in json.loads(out.read_bytes())["features"]]
    else:
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = [row for row in rows if "kolma-suite" in json.dumps(row) and "kolma-bilan" in json.dumps(row)]
    bombs = [row for row in found if "Campaign" not in json.dumps(row)]
    assert len(bombs) == 1
    dead = {"acled": "fatalities", "ged": "best", "plover": "dead"}.get(name, "killed")
    figure = bombs[0]["best"]["killed"]["value"]["best"] if name == "jsonl" else bombs[0][dead]
    assert int(figure) == 12
