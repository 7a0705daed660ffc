"""An event model for inference alone, read from its folder without transformers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from guetteur.modeling.event_heads import EventHeads
from guetteur.modeling.plain_encoder import EncoderShape, PlainEncoder


class EventNetwork(EventHeads):
    """`EventModel` with a `PlainEncoder`: the same parameters and scores, no losses.

    Args:
        config: contents of the model's `config.json`.

    Raises:
        KeyError, ValueError: it is no event model, or one with an encoder of another build.
    """

    encoder: PlainEncoder

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        encoder = config["encoder"]
        self.encoder = PlainEncoder(EncoderShape.of(encoder))
        self.add_heads(
            SimpleNamespace(**encoder), config["argument_layers"], config["distance_buckets"], config["head_dropout"]
        )

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Sequence[Tensor]:
        """See `EventHeads.encode`."""
        states: list[Tensor] = self.encoder(input_ids, attention_mask)
        return states


def read_network(source: str, dtype: torch.dtype) -> tuple[EventNetwork, dict[str, Any]] | None:
    """The network and configuration in a folder, ready for inference.

    None where that is not a whole event model on a plain CamemBERT: then `loading.load_model` either loads it with
    transformers, which knows every encoder, or says what is wrong.
    """
    folder = Path(source)
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        network = EventNetwork(config)
        weights = load_file(folder / "model.safetensors")
        network.load_state_dict({name: weight.to(dtype) for name, weight in weights.items()}, assign=True)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError):
        return None
    return network.eval(), config
