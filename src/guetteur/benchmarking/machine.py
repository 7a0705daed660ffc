"""What the figures were measured on, and how fast it multiplies matrices at best."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from guetteur.backends.hardware import cpu_flags, usable_cores

_PACKAGES = ("guetteur", "torch", "transformers", "tokenizers", "numpy", "onnxruntime", "spacy", "gliner2")
_WATCHED = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8")


def machine(threads: int) -> dict[str, Any]:
    """Processor, cores, threads, load and versions."""
    return {
        "cpu": _cpu_name(),
        "cpu_flags": [flag for flag in _WATCHED if flag in cpu_flags()],
        "usable_cores": usable_cores(),
        "threads": threads,
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
    }


def gemm_rates(threads: int, size: int = 1024, repeats: int = 9) -> dict[str, float]:
    """Measured GFLOP/s of torch's own matrix product in each precision: medians of interleaved repeats, by CPU time.

    Args:
        threads: CPU threads.
        size: rows of the left matrix are twice this, all other sides this long.
        repeats: of each precision.
    """
    import torch

    torch.set_num_threads(threads)
    left, right = torch.randn(2 * size, size), torch.randn(size, size)
    left16, right16 = left.bfloat16(), right.bfloat16()
    left8, right8 = (torch.randint(-127, 127, matrix.shape, dtype=torch.int8) for matrix in (left, right))
    products: dict[str, Callable[[], Any]] = {
        "fp32": lambda: left @ right,
        "bf16": lambda: left16 @ right16,
        "int8": lambda: torch._int_mm(left8, right8),
    }
    operations = 4 * size**3
    measured: dict[str, list[float]] = {name: [] for name in products}
    with torch.inference_mode():
        for repeat in range(repeats + 1):
            for name, product in products.items():
                start = time.process_time()
                product()
                seconds = time.process_time() - start
                if repeat:  # the first one prepares a kernel
                    measured[name].append(operations * threads / max(seconds, 1e-9) / 1e9)
    return {name: round(statistics.median(rates), 1) for name, rates in measured.items()}


def _cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
