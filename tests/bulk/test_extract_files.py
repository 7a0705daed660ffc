from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest
from pyarrow import dataset, parquet

from guetteur.bulk.table import schema
from guetteur.corpus.jsonl import load_documents, read_jsonl
from guetteur.document import Document
from guetteur.extractor import EventExtractor

from .examples import command, environment, guetteur, rows


def test_the_table_of_events_says_what_the_documents_say(
    many: Path, model: Path, tmp_path: Path, extractor: EventExtractor
) -> None:
    assert guetteur(many, "--model", model, "--out", tmp_path / "e.parquet", "--part-size", 7).exit_code == 0
    assert guetteur(many, "--model", model, "--out", tmp_path / "d.jsonl", "--part-size", 7).exit_code == 0
    documents = load_documents(tmp_path / "d.jsonl")
    found = rows(tmp_path / "e.parquet")
    assert len(documents) == 30
    assert len(found) == sum(len(document.events) for document in documents) > 100
    by_id = {document.id: document for document in documents}
    for row in found:
        document = by_id[row["document"]]
        [event] = [event for event in document.events if event.id == row["mention"]]
        assert (row["start"], row["end"]) == (event.trigger.start, event.trigger.end)
        assert document.text[row["start"] : row["end"]] == row["trigger"] and row["trigger"] in row["sentence"]
        assert row["type"] == event.type and row["cluster"] == event.cluster and row["score"] == event.score
        assert [argument["text"] for argument in row["arguments"]] == [
            a.span.of(document.text) for a in event.arguments
        ]
    alone = extractor.extract([Document("a", documents[0].text)])[0]
    assert [event.trigger for event in alone.events] == [event.trigger for event in documents[0].events]


@pytest.mark.parametrize("name", ["e.jsonl", "e.jsonl.gz"])
def test_documents_are_written_once_in_order(name: str, many: Path, model: Path, tmp_path: Path) -> None:
    assert guetteur(many, "--model", model, "--out", tmp_path / name, "--part-size", 4).exit_code == 0
    given = parquet.read_table(many).column("id").to_pylist()
    found, problems = read_jsonl(tmp_path / name)
    assert [document.id for document in found] == given and not problems
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "e.run.json", "many.parquet"])


def test_a_folder_of_parts_holds_the_same_rows(many: Path, model: Path, tmp_path: Path) -> None:
    for out in (f"{tmp_path}/parts/", tmp_path / "e.parquet"):
        assert guetteur(many, "--model", model, "--out", out, "--part-size", 7).exit_code == 0
    assert sorted(os.listdir(tmp_path / "parts")) == [f"part-{number:08}.parquet" for number in range(5)]
    assert dataset.dataset(tmp_path / "parts").to_table().equals(parquet.read_table(tmp_path / "e.parquet"))


def test_texts_without_events_give_an_empty_table_with_its_columns(model: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_bytes(b"")
    assert guetteur(tmp_path / "vide.txt", "--model", model, "--out", tmp_path / "e.parquet").exit_code == 0
    table = parquet.read_table(tmp_path / "e.parquet")
    assert table.num_rows == 0 and table.schema == schema()


def test_bad_documents_go_to_the_errors_and_the_rest_goes_on(many: Path, model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(b'{"text": "Une bombe."}\n{"text": 3}\n{"text": "bless\xe9"}\n')
    (folder / "b.txt").write_bytes("blessé".encode("latin-1"))
    shutil.copy(many, folder / "c.parquet")
    result = guetteur(folder, "--model", model, "--out", tmp_path / "d.jsonl", "--part-size", 3)
    assert result.exit_code == 1 and "d.errors.jsonl" in result.stderr
    errors = [json.loads(line) for line in (tmp_path / "d.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(error["source"], error["row"]) for error in errors] == [("a.jsonl", 2), ("a.jsonl", 3), ("b.txt", 1)]
    assert all(error["reason"] for error in errors)
    assert len(load_documents(tmp_path / "d.jsonl")) == 31
    again = guetteur(folder, "--model", model, "--out", tmp_path / "d.jsonl", "--part-size", 3)
    assert again.exit_code == 1 and "31 documents" in again.stderr


def test_a_document_that_the_model_fails_on_is_an_error(
    many: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guetteur.codec.pieces import PieceTokenizer

    encode = PieceTokenizer.encode

    def refuse(self: PieceTokenizer, texts: list[str]) -> object:
        if any(bad in text for text in texts):
            raise RuntimeError("no memory")
        return encode(self, texts)

    bad = parquet.read_table(many).column("text")[2].as_py()
    monkeypatch.setattr(PieceTokenizer, "encode", refuse)
    assert guetteur(many, "--model", model, "--out", tmp_path / "d.jsonl").exit_code == 1
    errors = [json.loads(line) for line in (tmp_path / "d.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [error["row"] for error in errors] == [3, 13, 23]
    assert {error["reason"] for error in errors} == {"RuntimeError: no memory"}
    assert len(load_documents(tmp_path / "d.jsonl")) == 27
    bad = ""  # in every text: the model is broken, and nothing may be noted as done
    broken = guetteur(many, "--model", model, "--out", tmp_path / "f.jsonl")
    assert broken.exit_code == 2 and "the model failed on all 30 documents of part 0" in broken.stderr
    monkeypatch.undo()
    assert guetteur(many, "--model", model, "--out", tmp_path / "f.jsonl").exit_code == 0
    assert len(load_documents(tmp_path / "f.jsonl")) == 30


def test_a_day_of_publication_and_the_dates_of_rows_are_kept(model: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,date\nUne bombe a explosé.,2024-03-01\n", encoding="utf-8")
    for more, day in (([], "2024-03-01"), (["--published", "2024-04-02"], "2024-04-02")):
        assert guetteur(tmp_path / "a.csv", "--model", model, "--out", tmp_path / "d.jsonl", *more).exit_code == 0
        assert load_documents(tmp_path / "d.jsonl")[0].meta == {"date": day}


def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(many: Path, model: Path, tmp_path: Path) -> None:
    assert guetteur(many, "--model", model, "--out", tmp_path / "whole.jsonl", "--part-size", 10).exit_code == 0
    part = (tmp_path / "whole.jsonl").stat().st_size // 3
    call = command(many, "--model", model, "--out", tmp_path / "d.jsonl", "--part-size", 10)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (part * 2, part * 2))  # parts fit, the whole does not

    done = subprocess.run(call, env=environment(), capture_output=True, text=True, preexec_fn=small_files)
    assert done.returncode == 2
    assert "finished parts are safe: make room" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "d.jsonl").exists()
    times = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "d.jsonl.parts" / "data").iterdir()}
    assert len(times) == 3
    assert subprocess.run(call, env=environment(), capture_output=True).returncode == 0
    assert (tmp_path / "d.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


REFUSED = {
    "d.xlsx": "no format has this name",
    "in/d.jsonl": "lies in the input",
    "full/": "holds other things",
    "full": "no format",
}


@pytest.mark.parametrize("out", REFUSED)
def test_an_output_that_cannot_be_is_refused(out: str, model: Path, tmp_path: Path) -> None:
    for folder in ("in", "full"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Une bombe.", encoding="utf-8")
    result = guetteur(tmp_path / "in", "--model", model, "--out", f"{tmp_path}/{out}")
    assert result.exit_code == 2 and REFUSED[out] in result.stderr
    assert (tmp_path / "full" / "a.txt").exists() and len(os.listdir(tmp_path)) == 2


def test_inputs_without_a_row_are_named(model: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = guetteur(tmp_path / "in", "--model", model, "--out", tmp_path / "d.jsonl")
    assert result.exit_code == 2 and "no document in the inputs" in result.stderr


def test_packed_output_is_the_same_each_time(many: Path, model: Path, tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        assert guetteur(many, "--model", model, "--out", tmp_path / name, "--part-size", 4).exit_code == 0
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert len(gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()).splitlines()) == 30
