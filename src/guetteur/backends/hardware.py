"""What the processor can do."""

from __future__ import annotations

import os
from pathlib import Path

_BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16", "bf16"})  # the last one on ARM


def cpu_flags() -> frozenset[str]:
    """Instruction sets of the first processor, as Linux names them; empty on other systems."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    found = next((line for line in lines if line.lower().startswith(("flags", "features"))), "")
    return frozenset(found.partition(":")[2].split())


def cpu_has_bf16() -> bool:
    """Whether the processor multiplies bfloat16 matrices itself; elsewhere bf16 is slower than fp32."""
    return bool(cpu_flags() & _BF16_FLAGS)


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
