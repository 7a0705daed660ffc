from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def benchmark(root: Path, *options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "scripts" / "benchmark.py"), *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_systems_are_measured_and_what_is_missing_is_skipped_with_a_reason(
    root: Path, tiny: Any, corpus_file: Path, tmp_path: Path
) -> None:
    systems = ["torch-fp32", "onnx-fp32", "pipeline-small"]
    done = benchmark(
        root, corpus_file, "--out", tmp_path, "--model", tiny.event, "--limit", 3, "--repeats", 1,
        *(word for name in systems for word in ("--system", name)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "benchmark.json").read_text(encoding="utf-8"))
    assert report["systems"]["onnx-fp32"] == {"skipped": "no folder of exported graphs was given (--onnx)"}
    ours = report["systems"]["torch-fp32"]
    assert ours["documents"] == report["articles"] == 3 and ours["found"] > 0
    assert ours["network"]["reading"]["operations"] > 0 < report["gemm_gflops"]["fp32"]
    assert report["machine"]["threads"] == 1 and report["machine"]["packages"]["torch"]
    assert (tmp_path / "benchmark.png").read_bytes().startswith(b"\x89PNG")
    assert "transformers pipeline, our encoder" in (tmp_path / "benchmark.md").read_text(encoding="utf-8")


def test_an_unknown_system_is_named_with_those_there_are(root: Path, tmp_path: Path) -> None:
    done = benchmark(root, "--out", tmp_path, "--system", "tensorflow")
    assert done.returncode == 1
    assert done.stderr.startswith("benchmark: no system 'tensorflow'; choose from torch-fp32, ")
