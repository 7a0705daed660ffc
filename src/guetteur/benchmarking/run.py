"""Measure several systems side by side: each in its own process, their repeats interleaved, medians taken."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tqdm import tqdm

from guetteur.benchmarking.metered import network_shape


@dataclass(frozen=True)
class Plan:
    """What to measure.

    Args:
        systems: names, see `guetteur.benchmarking.systems.build`.
        texts: the articles that all of them read.
        repeats: passes over the articles, after one that is not counted.
        threads: CPU threads.
        model: our model, the packaged one if None.
        onnx: folder of its exported graphs.
        latencies: articles that are read one by one.
    """

    systems: Sequence[str]
    texts: Sequence[str]
    repeats: int = 3
    threads: int = 1
    model: str | None = None
    onnx: Path | None = None
    latencies: int = 10


def measure(plan: Plan) -> dict[str, dict[str, Any]]:
    """Figures by system, or `{"skipped": why}`.

    Raises:
        RuntimeError: a system ended by itself; its own message is on standard error.
    """
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        running = {}
        for name in tqdm(plan.systems, desc="starting", delay=2):
            worker = _Worker(name, plan, Path(folder))
            first = worker.answer()
            if "skipped" in first:
                results[name] = first
                continue
            running[name] = worker
            results[name] = {**first, "start_wall_s": time.perf_counter() - worker.started, "passes": []}
        for repeat in tqdm(range(plan.repeats + 1), desc="repeats", delay=2):
            for name, worker in running.items():
                figures = worker.ask("pass")
                if repeat:  # the first one warms up
                    results[name]["passes"].append(figures)
        for name, worker in running.items():
            results[name]["latency"] = worker.ask("latency")
            worker.end()
    return {name: figures if "skipped" in figures else _summary(figures, plan) for name, figures in results.items()}


class _Worker:
    def __init__(self, name: str, plan: Plan, folder: Path) -> None:
        texts = folder / "texts.json"
        if not texts.exists():
            texts.write_text(json.dumps(list(plan.texts)), encoding="utf-8")
        request = {
            "system": name, "texts": str(texts), "threads": plan.threads, "model": plan.model,
            "onnx": None if plan.onnx is None else str(plan.onnx), "latencies": plan.latencies,
            "shape": _shape(plan.model),
        }  # fmt: skip
        counts = {key: str(plan.threads) for key in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
        self.name = name
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "guetteur.benchmarking.worker", json.dumps(request)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
            env={**os.environ, **counts, "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip

    def ask(self, word: str) -> dict[str, Any]:
        """Its answer to a word."""
        stream: IO[str] = self._process.stdin  # type: ignore[assignment]
        stream.write(word + "\n")
        stream.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """The next thing that it says."""
        stream: IO[str] = self._process.stdout  # type: ignore[assignment]
        if not (line := stream.readline()):
            raise RuntimeError(f"{self.name} ended with exit code {self._process.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()


def _shape(model: str | None) -> dict[str, int]:
    from guetteur.modeling.sources import resolve

    return network_shape(json.loads((Path(resolve(model)) / "config.json").read_text(encoding="utf-8")))


def _summary(figures: dict[str, Any], plan: Plan) -> dict[str, Any]:
    passes = figures.pop("passes")
    latency = figures.pop("latency")
    seconds = {kind: statistics.median(run[f"{kind}_s"] for run in passes) for kind in ("wall", "cpu")}
    middle = sorted(passes, key=lambda run: float(run["cpu_s"]))[len(passes) // 2]
    return {
        **figures,
        "documents": len(plan.texts),
        "found": middle["found"],
        **{f"documents_per_{kind}_s": len(plan.texts) / seconds[kind] for kind in seconds},
        **{f"latency_{kind}_ms": 1000 * statistics.median(latency[f"{kind}_s"]) for kind in seconds},
        "spread": [round(len(plan.texts) / run["cpu_s"], 2) for run in passes],
        "peak_first_pass_mb": passes[0]["peak_mb"],
        "peak_mb": passes[-1]["peak_mb"],
        "cpu_s": middle["cpu_s"],
        "network": middle["network"],
    }
