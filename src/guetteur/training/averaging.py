"""A running average of the weights, which is what is scored and kept (Polyak & Juditsky 1992)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import TrainerCallback

FILE = "average.safetensors"


class WeightAverage(TrainerCallback):  # type: ignore[misc]
    """Exponential moving average of all parameters, updated after every step.

    High rates suit a small encoder but leave its weights noisy; their average is better in every epoch and lets the
    checkpoints of one run be compared. The average lives beside the weights in each checkpoint, so that a resumed run
    goes on with the same one.

    Args:
        decay: weight of the past in each step; the first steps use less, so that the start is soon forgotten.
    """

    def __init__(self, decay: float) -> None:
        self.decay = decay
        self.values: dict[str, Tensor] = {}

    def on_step_end(self, args: Any, state: Any, control: Any, model: Any = None, **kwargs: Any) -> None:
        """Move the average towards the new weights."""
        weights = {name: parameter.detach() for name, parameter in _plain(model).named_parameters()}
        if not self.values:
            self.values = {name: weight.clone() for name, weight in weights.items()}
            return
        decay = min(self.decay, (1 + state.global_step) / (10 + state.global_step))
        for name, weight in weights.items():
            self.values[name].lerp_(weight, 1 - decay)

    @contextmanager
    def applied(self, model: nn.Module) -> Iterator[None]:
        """The model with the average as its weights, for the time of a `with` block."""
        kept = {name: parameter.detach().clone() for name, parameter in _plain(model).named_parameters()}
        self.copy_into(model)
        try:
            yield
        finally:
            _copy(kept, model)

    def copy_into(self, model: nn.Module) -> None:
        """Replace the model's weights by the average; nothing happens before the first step."""
        _copy(self.values, model)

    def save(self, folder: Path) -> None:
        """Write the average into a checkpoint."""
        save_file(self.values, folder / FILE)

    def load(self, folder: Path, device: torch.device | str = "cpu") -> None:
        """Take the average of a checkpoint."""
        self.values = load_file(folder / FILE, device=str(device))


def _plain(model: Any) -> nn.Module:
    # Several processes see the model inside a wrapper.
    plain: nn.Module = getattr(model, "module", model)
    return plain


@torch.no_grad()
def _copy(values: dict[str, Tensor], model: nn.Module) -> None:
    for name, parameter in _plain(model).named_parameters():
        if name in values:
            parameter.copy_(values[name])
