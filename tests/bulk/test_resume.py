from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from pyarrow import parquet

from guetteur.bulk.run import run_here
from guetteur.document import Document

from .examples import command, environment, guetteur, write_many


@pytest.fixture
def half(many: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The output of a run that was cut off after two of five parts."""
    import guetteur.bulk.run as run

    def two(*arguments: Any) -> Any:
        for number, done in enumerate(run_here(*arguments)):
            if number == 2:
                raise OSError(28, "No space left on device")
            yield done

    monkeypatch.setattr(run, "run_here", two)
    out = tmp_path / "e.parquet"
    assert guetteur(many, "--model", model, "--out", out, "--part-size", 7).exit_code == 2
    monkeypatch.undo()
    assert not out.exists()
    return out


def test_a_run_goes_on_with_other_threads_and_finds_the_same(
    half: Path, many: Path, model: Path, tmp_path: Path
) -> None:
    before = torch.get_num_threads()
    try:
        assert guetteur(many, "--model", model, "--out", half, "--part-size", 7, "--threads", 2).exit_code == 0
    finally:
        torch.set_num_threads(before)
    assert guetteur(many, "--model", model, "--out", tmp_path / "whole.parquet", "--part-size", 7).exit_code == 0
    again, whole = (parquet.read_table(path).to_pylist() for path in (half, tmp_path / "whole.parquet"))
    assert len(again) == len(whole) > 0
    for mine, expected in zip(again, whole, strict=True):
        assert mine.pop("score") == pytest.approx(expected.pop("score"), abs=1e-4)
        for one, other in zip(mine["arguments"], expected["arguments"], strict=True):
            assert one.pop("score") == pytest.approx(other.pop("score"), abs=1e-4)
        assert mine == expected


def test_a_run_goes_on_with_the_parts_that_are_missing(half: Path, many: Path, model: Path, tmp_path: Path) -> None:
    data = half.with_name("e.parquet.parts") / "data"
    first = (data / "part-00000000.parquet").stat().st_ino
    kept = tmp_path / "kept"
    os.link(data / "part-00000000.parquet", kept)
    assert guetteur(many, "--model", model, "--out", half, "--part-size", 7).exit_code == 0
    assert kept.stat().st_ino == first and kept.stat().st_nlink == 1  # it was not written again, and is removed
    assert guetteur(many, "--model", model, "--out", tmp_path / "whole.parquet", "--part-size", 7).exit_code == 0
    assert parquet.read_table(half).equals(parquet.read_table(tmp_path / "whole.parquet"))


def test_a_torn_line_of_the_journal_is_a_part_to_do_again(half: Path, many: Path, model: Path) -> None:
    journal = half.with_name("e.parquet.parts") / "done.jsonl"
    journal.write_bytes(journal.read_bytes()[:-9])
    result = guetteur(many, "--model", model, "--out", half, "--part-size", 7)
    assert result.exit_code == 0 and "30 documents" in result.stderr


CHANGES = ["inputs", "another input", "no input", "part size", "model", "columns text", "published", "version"]


@pytest.mark.parametrize("change", CHANGES)
def test_a_run_with_other_inputs_or_settings_is_refused(
    change: str, half: Path, many: Path, model: Path, tmp_path: Path
) -> None:
    arguments: list[object] = [many, "--model", model, "--out", half, "--part-size", 7]
    if change == "inputs":
        parquet.write_table(parquet.read_table(many).slice(1), many)
    elif change == "another input":
        (tmp_path / "b.txt").write_text("Une bombe.", encoding="utf-8")
        arguments.append(tmp_path / "b.txt")
    elif change == "no input":
        (tmp_path / "b.txt").write_text("Une bombe.", encoding="utf-8")
        arguments[0] = tmp_path / "b.txt"
    elif change == "part size":
        arguments[-1] = 8
    elif change == "model":
        arguments[2] = shutil.copytree(model, tmp_path / "model")
        (tmp_path / "model" / "generation_config.json").write_text("{}", encoding="utf-8")
    elif change == "columns text":
        arguments += ["--text-column", "id"]
    elif change == "published":
        arguments += ["--published", "2024-03-01"]
    else:
        manifest = half.with_name("e.parquet.parts") / "manifest.json"
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"version": "0.0.1"}))
    result = guetteur(*arguments)
    assert result.exit_code == 2
    assert "begun" in result.stderr and f"delete {half}.parts to start again" in result.stderr
    if "input" not in change:
        assert change in result.stderr


def test_two_runs_into_one_output_are_refused(half: Path, many: Path, model: Path) -> None:
    with (half.with_name("e.parquet.parts") / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = guetteur(many, "--model", model, "--out", half, "--part-size", 7)
    assert result.exit_code == 2 and "another run is writing here" in result.stderr


def test_a_finished_run_is_not_done_again_unless_something_changed(many: Path, model: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.jsonl"
    for _ in range(2):
        assert guetteur(many, "--model", model, "--out", out).exit_code == 0
        written = out.stat().st_mtime_ns
    assert guetteur(many, "--model", model, "--out", out).exit_code == 0
    assert out.stat().st_mtime_ns == written
    assert guetteur(many, "--model", model, "--out", out, "--threshold", 0.9).exit_code == 0
    assert out.stat().st_mtime_ns > written


@pytest.mark.parametrize("out", ["e.parquet", "parts/"])
def test_a_kill_while_the_output_is_joined_loses_nothing(
    out: str, many: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import guetteur.bulk.output as output

    write = output.write_atomically

    def killed(path: Path, chunks: Any) -> None:
        if path.name.endswith(".run.json"):
            raise KeyboardInterrupt
        write(path, chunks)

    monkeypatch.setattr(output, "write_atomically", killed)
    assert guetteur(many, "--model", model, "--out", f"{tmp_path}/{out}", "--part-size", 7).exit_code == 130
    monkeypatch.undo()
    result = guetteur(many, "--model", model, "--out", f"{tmp_path}/{out}", "--part-size", 7)
    assert result.exit_code == 0 and "30 documents" in result.stderr
    assert len(set(parquet.read_table(tmp_path / out).column("document").to_pylist())) == 30


@pytest.mark.slow
def test_ten_kills_lose_and_double_no_document(documents: list[Document], model: Path, tmp_path: Path) -> None:
    write_many(documents, tmp_path / "many.parquet", 30)
    (tmp_path / "bad.jsonl").write_bytes(b'{"text": 3}\n{"text": "Une bombe a explos\xc3\xa9."}\n')
    inputs = (tmp_path / "many.parquet", tmp_path / "bad.jsonl")

    def call(name: str) -> list[str]:
        return command(*inputs, "--model", model, "--out", tmp_path / name, "--part-size", 6)

    assert subprocess.run(call("whole.jsonl"), env=environment(), capture_output=True).returncode == 1
    random_moment = random.Random(20240301)
    journal = tmp_path / "killed.jsonl.parts" / "done.jsonl"
    kills = 0
    while kills < 10:
        before = _lines(journal)
        run = subprocess.Popen(call("killed.jsonl"), env=environment(), stderr=subprocess.DEVNULL)
        # Only once it has done something: a kill while Python starts proves little.
        while run.poll() is None and _lines(journal) <= before:
            time.sleep(0.005)
        time.sleep(random_moment.random() * 0.1)
        assert run.poll() is None, "the run was over before ten kills: give it more documents"
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        kills += 1
    assert subprocess.run(call("killed.jsonl"), env=environment(), capture_output=True).returncode == 1
    for end in (".jsonl", ".errors.jsonl"):
        assert (tmp_path / f"killed{end}").read_bytes() == (tmp_path / f"whole{end}").read_bytes()
    assert not (tmp_path / "killed.jsonl.parts").exists()


def _lines(journal: Path) -> int:
    return journal.read_bytes().count(b"\n") if journal.exists() else 0
