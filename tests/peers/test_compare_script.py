from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pycrfsuite", reason="the peer 'crf' needs python-crfsuite; install guetteur[compare]")


def compare(root: Path, folder: Path, *overrides: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "scripts" / "compare.py"), *overrides]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_peer_and_a_model_are_scored_and_the_second_run_fits_nothing(
    root: Path, tiny: Any, corpus_file: Path, tmp_path: Path
) -> None:
    overrides = [
        f"gold=[{corpus_file}]", f"train=[{corpus_file}]", f"dev=[{corpus_file}]", "peers=[crf]",
        f"+models.random={tiny.event}",
    ]  # fmt: skip
    first = compare(root, tmp_path, *overrides)
    assert first.returncode == 0, first.stderr
    model = tmp_path / "runs" / "peers" / "crf" / "model.crfsuite"
    written = model.stat().st_mtime_ns
    assert compare(root, tmp_path, *overrides).returncode == 0
    assert model.stat().st_mtime_ns == written
    report = json.loads((tmp_path / "runs" / "compare" / "ten" / "report.json").read_text(encoding="utf-8"))
    assert list(report["models"]) == list(report["extra"]["costs"]) == ["random", "crf"]
    assert report["models"]["crf"]["measures"]["Trig-C"]["f1"] > report["models"]["random"]["measures"]["Trig-C"]["f1"]


@pytest.mark.parametrize(
    ("override", "told"), [("peers=[bert]", "unknown peer 'bert'"), ("gold=[missing.jsonl]", "missing.jsonl")]
)
def test_a_fault_is_one_sentence(
    root: Path, tiny: Any, corpus_file: Path, tmp_path: Path, override: str, told: str
) -> None:
    files = [f"gold=[{corpus_file}]", f"train=[{corpus_file}]", f"dev=[{corpus_file}]", f"+models.x={tiny.event}"]
    done = compare(root, tmp_path, *[file for file in files if file[:4] != override[:4]], override)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("compare: ") and told in done.stderr
    assert "Traceback" not in done.stderr
