"""How many tokens a training step learns from in a second, and what the step spends its time on.

A setting is measured on the same documents, its repeats interleaved with the others' so that whatever else runs on the
machine disturbs all alike; medians are reported. Tokens are the pieces of the windows, padding not counted.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from statistics import median
from types import SimpleNamespace
from typing import Any

import torch
from torch import nn

from guetteur.codec.events import WindowFeatures
from guetteur.training.averaging import WeightAverage
from guetteur.training.data import DocumentCollator, TrainingSet

PARTS = ("encode", "collate", "forward", "backward", "clip", "optimizer", "average")
CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}


@dataclass(frozen=True)
class Setting:
    """One way to train: computing in bfloat16, documents cached, rows in groups of like length, a fused optimizer."""

    bfloat16: bool
    cached: bool
    grouped: bool
    fused: bool


SETTINGS = {
    "naive Trainer": Setting(bfloat16=False, cached=False, grouped=False, fused=True),
    "before": Setting(bfloat16=True, cached=False, grouped=False, fused=False),
    "now, float32": Setting(bfloat16=False, cached=True, grouped=True, fused=True),
    "now": Setting(bfloat16=True, cached=True, grouped=True, fused=True),
}
"""`naive Trainer`: what `Trainer` does unasked (float32, each batch padded to its longest, documents encoded every
time, its default AdamW, which is fused); `before`: this project until these measures."""


@dataclass
class Measured:
    """Seconds of each part and tokens of a pass over the batches, one entry a repeat."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    tokens: list[int] = field(default_factory=list)

    def summary(self, steps: int) -> dict[str, float]:
        """Medians: tokens in a second, milliseconds of a step and of each of its parts."""
        totals = [sum(values) for values in zip(*self.seconds.values(), strict=True)]
        rates = [tokens / total for tokens, total in zip(self.tokens, totals, strict=True)]
        parts = {f"{part} ms": 1000 * median(values) / steps for part, values in self.seconds.items()}
        return {"tokens/s": median(rates), "step ms": 1000 * median(totals) / steps, **parts}


def measure(
    model: nn.Module, dataset: TrainingSet, collator: DocumentCollator, batches: Sequence[Sequence[int]], repeats: int,
    clock: str = "wall",
) -> dict[str, dict[str, float]]:  # fmt: skip
    """Train for some steps in each of `SETTINGS`; see `Measured.summary` for what comes back.

    Args:
        model: event model in training mode; it is changed.
        dataset: annotated documents.
        collator: joins them.
        batches: documents of each step.
        repeats: passes over the batches, in each setting; one more goes ahead unmeasured.
        clock: `wall`, or `cpu`, which a machine that is busy with other work disturbs less.
    """
    now = CLOCKS[clock]
    optimizers = {fused: torch.optim.AdamW(model.parameters(), lr=1e-5, fused=fused) for fused in (True, False)}
    average = WeightAverage(0.998)
    measured = {name: Measured() for name in SETTINGS}
    datasets = {True: dataset, False: copy(dataset)}
    for repeat in range(repeats + 1):
        datasets[True].epoch = datasets[False].epoch = repeat
        for name, setting in SETTINGS.items():
            spent = dict.fromkeys(PARTS, 0.0)
            tokens = 0
            source, optimizer = datasets[setting.cached], optimizers[setting.fused]
            for batch in batches:
                datasets[False].forget()
                tokens += _step(model, source, collator, batch, setting, optimizer, average, spent, now)
            if repeat:
                measured[name].tokens.append(tokens)
                for part, seconds in spent.items():
                    measured[name].seconds[part].append(seconds)
    return {name: found.summary(len(batches)) for name, found in measured.items()}


def _step(
    model: nn.Module, dataset: TrainingSet, collator: DocumentCollator, batch: Sequence[int], setting: Setting,
    optimizer: torch.optim.Optimizer, average: WeightAverage, spent: dict[str, float], now: Callable[[], float],
) -> int:  # fmt: skip
    @contextmanager
    def timed(part: str) -> Iterator[None]:
        start = now()
        yield
        spent[part] += now() - start

    with timed("encode"):
        documents: list[list[WindowFeatures]] = [dataset[index] for index in batch]
    with timed("collate"):
        inputs = collator(documents)
        if not setting.grouped:
            inputs = {name: value for name, value in inputs.items() if not name.endswith("_groups")}
    with timed("forward"), torch.autocast("cpu", torch.bfloat16, enabled=setting.bfloat16):
        loss: Any = model(**inputs).loss
    with timed("backward"):
        loss.backward()
    with timed("clip"):
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    with timed("optimizer"):
        optimizer.step()
        optimizer.zero_grad()
    with timed("average"):
        average.on_step_end(None, SimpleNamespace(global_step=100), None, model=model)
    return sum(len(window.ids) for document in documents for window in document)


def some_batches(documents: int, size: int, steps: int, seed: int) -> list[list[int]]:
    """Documents of so many steps, at random."""
    order = random.Random(seed).sample(range(documents), min(documents, size * steps))
    return [order[start : start + size] for start in range(0, len(order), size)]
