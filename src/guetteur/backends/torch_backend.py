"""The network in torch, on CPU or GPU, in float32 or bfloat16."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from guetteur.backends.attention import blocked_attention
from guetteur.backends.backend import ModelSettings
from guetteur.backends.hardware import cpu_has_bf16
from guetteur.backends.packing import pack_linears
from guetteur.codec.check import ModelError
from guetteur.modeling.event_heads import EventHeads
from guetteur.modeling.network import EventNetwork, read_network


class TorchBackend:
    """A `Backend` over a model in memory.

    Args:
        model: an event model or a flat token classifier; it is put into evaluation mode and used as it is.
        settings: what its configuration says.
    """

    def __init__(self, model: nn.Module, settings: ModelSettings) -> None:
        self.model = model.eval()
        self.settings = settings
        weight = next(model.parameters())
        self._device, self._dtype = weight.device, weight.dtype

    @classmethod
    def load(cls, source: str, device: str, precision: str, threads: int | None) -> TorchBackend:
        """Load a model folder or hub id.

        Args:
            source: folder or hub id.
            device: `auto` takes a GPU where there is one; else any torch device name.
            precision: `fp32`, `bf16`, or `auto`: bf16 where the device has instructions for it.
            threads: CPU threads of one operation, for the whole process; torch's own choice if None.

        Raises:
            ModelError: no model there, no such device, or a precision that torch has not.
        """
        if threads is not None:
            torch.set_num_threads(threads)
        place = _usable(("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device)
        if precision == "auto":
            precision = "bf16" if place.type == "cuda" or cpu_has_bf16() else "fp32"
        if precision not in ("fp32", "bf16"):
            raise ModelError(f"the torch backend computes in fp32 or bf16, not {precision}; use the onnx backend")
        model, settings = _load(source, torch.float32 if precision == "fp32" else torch.bfloat16)
        model.to(place)
        if place.type == "cpu":
            pack_linears(getattr(model, model.base_model_prefix))
            if precision == "bf16" and isinstance(model, EventNetwork):
                model.encoder.attention = blocked_attention
        return cls(model, settings)

    def read(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """See `Backend.read`."""
        with torch.inference_mode():
            inputs = {"input_ids": self._tensor(ids), "attention_mask": self._tensor(mask)}
            if not isinstance(self.model, EventHeads):
                return _array(self.model(**inputs).logits), None
            states = self.model.read(**inputs)
            return _array(self.model.trigger_scores(states)), _array(self.model.hinted(states))

    def answer(
        self, states: np.ndarray, context: np.ndarray, mask: np.ndarray, distance: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See `Backend.answer`."""
        assert isinstance(self.model, EventHeads)
        # Only the rows that this batch asks about travel to the device.
        used, rows = np.unique(context, return_inverse=True)
        with torch.inference_mode():
            types, roles, factuality = self.model.answer(
                self._tensor(states[used]).to(self._dtype), self._tensor(rows.reshape(context.shape)),
                self._tensor(mask), self._tensor(distance),
            )  # fmt: skip
            return _array(types), _array(roles), _array(factuality)

    def _tensor(self, values: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(values).to(self._device)


def _load(source: str, dtype: torch.dtype) -> tuple[Any, ModelSettings]:
    if found := read_network(source, dtype):
        network, config = found
        return network, ModelSettings.of(config)
    from guetteur.modeling.loading import load_model  # transformers, which takes longer than all the rest

    model = load_model(source, dtype)
    return model, ModelSettings.of(model.config.to_dict())


def _array(scores: torch.Tensor) -> np.ndarray:
    result: np.ndarray = scores.float().cpu().numpy()
    return result


def _usable(device: str) -> torch.device:
    try:
        return torch.empty(0, device=device).device
    except (RuntimeError, AssertionError) as error:  # torch without CUDA asserts
        reason = str(error).splitlines()[0]
        raise ModelError(f"the device '{device}' cannot be used here ({reason}); use auto or cpu") from None
