"""The encoder's upper layers a second time, as PyTorch's own module: for the argument head.

BERT-like layers (Post-LN, GELU) have the weights of `nn.TransformerEncoderLayer` under other names. The encoder that
ships, CamemBERT and XLM-R are of that kind; for any other encoder the layers have its sizes and start untrained.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn


def layer_like(encoder: Any, dropout: float) -> nn.TransformerEncoderLayer:
    """One untrained layer of an encoder's size.

    Args:
        encoder: its configuration. Sizes that it does not name are the usual ones: heads of width 64, four times the
            hidden size.
        dropout: inside the layer.
    """
    hidden = encoder.hidden_size
    return nn.TransformerEncoderLayer(
        hidden,
        nhead=getattr(encoder, "num_attention_heads", max(1, hidden // 64)),
        dim_feedforward=getattr(encoder, "intermediate_size", 4 * hidden),
        dropout=dropout,
        activation="gelu",
        layer_norm_eps=getattr(encoder, "layer_norm_eps", 1e-5),
        batch_first=True,
    )


def copy_upper_layers(encoder: nn.Module, layers: nn.ModuleList) -> bool:
    """Give `layers` the weights of the encoder's last ones; False, and nothing done, where it is not BERT-like."""
    stack = getattr(getattr(encoder, "encoder", None), "layer", ())
    if len(stack) < len(layers) or not all(hasattr(layer, "attention") for layer in stack):
        return False
    for mine, theirs in zip(layers, stack[len(stack) - len(layers) :], strict=True):
        mine.load_state_dict(_renamed(theirs))
    return True


def _renamed(layer: Any) -> dict[str, Tensor]:
    attention = layer.attention.self
    parts = (attention.query, attention.key, attention.value)
    modules = {
        "self_attn.out_proj": layer.attention.output.dense,
        "norm1": layer.attention.output.LayerNorm,
        "linear1": layer.intermediate.dense,
        "linear2": layer.output.dense,
        "norm2": layer.output.LayerNorm,
    }
    state = {f"{name}.{kind}": getattr(module, kind) for name, module in modules.items() for kind in ("weight", "bias")}
    for kind in ("weight", "bias"):
        state[f"self_attn.in_proj_{kind}"] = torch.cat([getattr(part, kind) for part in parts])
    return state
