"""One system in a process of its own, so that start-up time and peak memory are its own.

It takes one word a line on standard input (`pass`, `latency`) and answers with one JSON object a line.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guetteur.benchmarking.systems import System


def main(request: dict[str, Any]) -> None:
    """Build the system, find what is in the first article, then do as asked until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # libraries talk on standard output
    from guetteur.benchmarking.systems import Skipped, build

    texts: list[str] = json.loads(Path(request["texts"]).read_text(encoding="utf-8"))
    onnx = request["onnx"]
    try:
        system = build(request["system"], request["model"], Path(onnx) if onnx else None, request["threads"])
    except Skipped as reason:
        print(json.dumps({"skipped": str(reason)}), file=answers, flush=True)
        return
    if system.meter is not None:
        system.meter.shape = request["shape"]
    system.one(texts[0])
    print(json.dumps({"start_cpu_s": time.process_time(), "peak_mb": _peak_mb()}), file=answers, flush=True)
    few = texts[: request["latencies"]]
    for line in sys.stdin:
        figures = _pass(system, texts) if line.strip() == "pass" else _latency(system, few)
        print(json.dumps(figures), file=answers, flush=True)


def _pass(system: System, texts: list[str]) -> dict[str, Any]:
    if system.meter is not None:
        system.meter.reset()
    wall, cpu = time.perf_counter(), time.process_time()
    found = system.many(texts)
    figures = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu, "found": found}
    network = system.meter.figures() if system.meter is not None else None
    return {**figures, "peak_mb": _peak_mb(), "network": network}


def _latency(system: System, texts: list[str]) -> dict[str, Any]:
    seconds = []
    for text in texts:
        wall, cpu = time.perf_counter(), time.process_time()
        system.one(text)
        seconds.append((time.perf_counter() - wall, time.process_time() - cpu))
    walls, cpus = zip(*seconds, strict=True)
    return {"wall_s": list(walls), "cpu_s": list(cpus)}


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
