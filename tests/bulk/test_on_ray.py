from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import parquet

from guetteur.bulk.settings import Settings
from guetteur.document import Document

from .examples import command, environment, guetteur, write_many


def test_without_ray_the_extra_is_named(
    many: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = guetteur(many, "--model", model, "--out", tmp_path / "e.parquet", "--engine", "ray")
    assert result.exit_code == 2 and "pip install 'guetteur[distributed]'" in result.stderr


def test_a_part_that_ends_its_workers_is_given_up(many: Path, model: Path, tmp_path: Path) -> None:
    from guetteur.bulk.formats import Parquet
    from guetteur.bulk.job import Job
    from guetteur.bulk.on_ray import RayWorker
    from guetteur.bulk.problems import BulkError
    from guetteur.inputs.cursor import count_rows
    from guetteur.inputs.sources import find_sources

    settings = Settings({"path_or_id": str(model), "device": "cpu"}, part_size=7)
    found = find_sources([many]).sources
    job = Job(tmp_path / "parts", Parquet())
    job.claim()
    job.begin(settings, found, lambda: [count_rows(source, settings.columns) for source in found])
    worker = RayWorker(str(job.folder), "e.parquet", settings)
    assert worker({"part": [0]})["documents"] == [7]
    (job.folder / "started" / "1").write_bytes(b"...")  # as three workers that died left it
    with pytest.raises(BulkError, match="part 1 ended 3 workers"):
        worker({"part": [1]})


@pytest.mark.slow
def test_two_workers_give_what_one_process_gives(documents: list[Document], model: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="needs pip install 'guetteur[distributed]'")
    write_many(documents, tmp_path / "many.parquet", 6)
    arguments = (tmp_path / "many.parquet", "--model", model, "--part-size", 7, "--device", "cpu")
    assert guetteur(*arguments, "--out", tmp_path / "here.parquet").exit_code == 0
    call = command(*arguments, "--out", tmp_path / "ray.parquet", "--engine", "ray", "--workers", 2, "--cpus", 0.25)
    # Ray lowers the priority of its workers; on a busy core they would starve.
    quick = environment() | {"RAY_worker_niceness": "0", "RAY_USAGE_STATS_ENABLED": "0"}
    done = subprocess.run(call, env=quick, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    here, ray = (parquet.read_table(tmp_path / name) for name in ("here.parquet", "ray.parquet"))
    assert ray.num_rows > 100 and ray.drop(["score", "arguments"]).equals(here.drop(["score", "arguments"]))
    for one, other in zip(here.to_pylist(), ray.to_pylist(), strict=True):
        assert one["score"] == pytest.approx(other["score"], abs=1e-4)
        assert [(a["role"], a["start"]) for a in one["arguments"]] == [
            (a["role"], a["start"]) for a in other["arguments"]
        ]
    reports = [json.loads((tmp_path / f"{name}.run.json").read_text()) for name in ("here", "ray")]
    assert reports[0] == reports[1]
