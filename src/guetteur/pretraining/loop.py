"""The pretraining loop: accelerate, one checkpoint file written aside and renamed, losses logged and drawn."""

from __future__ import annotations

import json
import math
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor
from tqdm import tqdm

from guetteur.pretraining.data import Blocks, batches
from guetteur.pretraining.objective import Pretrainer

LOG_EVERY = 50
CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True)
class LoopConfig:
    """Sizes and rates of the loop.

    The schedule runs over `steps`, or over `minutes` of training time where that is set: the recipe for a machine
    whose speed is not known. A resumed run goes on in the same schedule.
    """

    steps: int = 6000
    minutes: float | None = None
    batch_size: int = 16
    learning_rate: float = 1e-3
    warmup: int = 400
    weight_decay: float = 0.01
    clip: float = 1.0
    seed: int = 1
    checkpoint_minutes: float = 5.0
    mixed_precision: str = "bf16"


def learning_rate_at(step: int, progress: float, config: LoopConfig) -> float:
    """Factor on the peak rate: linear warm-up, then cosine down to a fiftieth as `progress` goes from 0 to 1."""
    return min(1.0, (step + 1) / config.warmup) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


def run_loop(model: Pretrainer, data: Blocks, folder: Path, config: LoopConfig) -> int:
    """Train to the end of the schedule, going on from `folder/checkpoint.pt` if there is one; returns the steps done.

    Writes `log.jsonl` (step, tokens, tokens per second, mean of each loss) and the checkpoint into `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    accelerator = Accelerator(mixed_precision=config.mixed_precision)
    torch.manual_seed(config.seed + accelerator.process_index)
    optimizer = torch.optim.AdamW(_groups(model, config), lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
    step, spent = _restore(folder / CHECKPOINT, model, optimizer)
    begun = time.monotonic() - spent
    model, optimizer = accelerator.prepare(model, optimizer)
    # Every process draws its own order of the same blocks.
    stream = batches(data, config.batch_size, config.seed + 1000 * accelerator.process_index, skip=step)
    sums: dict[str, float] = defaultdict(float)
    saved = logged = time.monotonic()
    bar = tqdm(total=config.steps, initial=step, desc="pretraining", unit="step", mininterval=5)
    model.train()
    while (progress := _progress(step, begun, config)) < 1.0:
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * learning_rate_at(step, progress, config)
        batch = {name: values.to(accelerator.device) for name, values in next(stream).items()}
        with accelerator.autocast():
            losses: dict[str, Tensor] = model(batch)
            loss = accelerator.unwrap_model(model).total(losses)
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(model.parameters(), config.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        bar.update()
        for name, value in losses.items():
            sums[name] += float(value.detach())
        if step % LOG_EVERY == 0 and accelerator.is_main_process:
            now = time.monotonic()
            tokens = batch["ids"].numel() * accelerator.num_processes
            entry = {"step": step, "tokens": step * tokens, "tokens_per_second": LOG_EVERY * tokens / (now - logged)}
            entry |= {name: value / LOG_EVERY for name, value in sums.items()}
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")
            sums.clear()
            logged = now
        if time.monotonic() - saved > 60 * config.checkpoint_minutes and accelerator.is_main_process:
            saved = time.monotonic()
            _save(folder / CHECKPOINT, accelerator.unwrap_model(model), optimizer, step, saved - begun)
    if accelerator.is_main_process:
        _save(folder / CHECKPOINT, accelerator.unwrap_model(model), optimizer, step, time.monotonic() - begun)
    bar.close()
    return step


def _progress(step: int, begun: float, config: LoopConfig) -> float:
    if config.minutes is not None:
        return (time.monotonic() - begun) / (60 * config.minutes)
    return step / config.steps


def _groups(model: Pretrainer, config: LoopConfig) -> list[dict[str, Any]]:
    decayed = [p for p in model.parameters() if p.requires_grad and p.dim() > 1]
    plain = [p for p in model.parameters() if p.requires_grad and p.dim() <= 1]
    return [{"params": decayed, "weight_decay": config.weight_decay}, {"params": plain, "weight_decay": 0.0}]


def _save(path: Path, model: Pretrainer, optimizer: Any, step: int, seconds: float) -> None:
    aside = path.with_suffix(".part")
    state = {
        "model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "seconds": seconds,
        "rng": torch.get_rng_state(),
    }  # fmt: skip
    torch.save(state, aside)
    os.replace(aside, path)


def _restore(path: Path, model: Pretrainer, optimizer: Any) -> tuple[int, float]:
    """Steps done and seconds spent so far."""
    if not path.exists():
        return 0, 0.0
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["rng"])
    return int(state["step"]), float(state["seconds"])
