"""Write a model as ONNX graphs, so that it runs without torch.

Both graphs take any number of windows or queries of any length. The encoder's attention becomes ONNX Runtime's own
fused operator where it is plain; int8 versions are made by `onnx_quantize` from the fp32 ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, PreTrainedModel
from transformers.activations import GELUActivation
from transformers.masking_utils import AttentionMaskInterface

from guetteur.backends.onnx_backend import ANSWERER, READER
from guetteur.codec.check import ModelError, record_check
from guetteur.modeling.event_model import EventModel
from guetteur.modeling.loading import load_model
from guetteur.modeling.sources import load_tokenizer, resolve

FUSED = "guetteur_onnx"
PLAIN_ATTENTION = frozenset({"bert", "camembert", "roberta", "xlm-roberta"})
"""Encoders in which every piece of a window attends to every other one."""
_OPSET = 18


def export_onnx(source: str | Path | None, out: Path) -> Path:
    """Write configuration, tokenizer and the fp32 graphs of a model.

    Args:
        source: model folder or hub id; the packaged model if None.
        out: folder to write; its graphs come into `out/fp32`.

    Raises:
        ModelError: no usable model there, or a package that the export needs is missing.
    """
    name = resolve(source)
    model, tokenizer = load_model(name), load_tokenizer(name)
    graphs = out / "fp32"
    graphs.mkdir(parents=True, exist_ok=True)
    model.config.to_json_file(out / "config.json", use_diff=False)
    tokenizer.save(str(out / "tokenizer.json"))
    record_check(tokenizer, out)
    encoder = getattr(model, model.base_model_prefix)
    if encoder.config.model_type in PLAIN_ATTENTION:
        encoder.config._attn_implementation = FUSED
    for parent in list(encoder.modules()):
        for child_name, child in list(parent.named_children()):
            if isinstance(child, GELUActivation):
                setattr(parent, child_name, _FusedGelu())
    windows, length = torch.export.Dim("windows", min=1), torch.export.Dim("length", min=2, max=1 << 16)
    ids = torch.randint(5, 9, (2, 16))
    shape = {0: windows, 1: length}
    _write(
        _Reader(model), (ids, torch.ones_like(ids)), graphs / READER, ["input_ids", "attention_mask"],
        ["tags", "states"] if isinstance(model, EventModel) else ["tags"], [shape, shape],
    )  # fmt: skip
    if isinstance(model, EventModel):
        rows, queries = torch.export.Dim("rows", min=2), torch.export.Dim("queries", min=1)
        shape = {0: queries, 1: torch.export.Dim("context_length", min=2, max=1 << 16)}
        states = torch.randn(48, 2 * model.config.encoder.hidden_size)
        context = torch.arange(48).view(3, 16)
        _write(
            _Answerer(model), (states, context, context < 40, context % 16 - 5), graphs / ANSWERER,
            ["states", "context", "mask", "distance"], ["types", "roles", "factuality"],
            [{0: rows}, shape, shape, shape],
        )  # fmt: skip
    return out


class _Reader(nn.Module):
    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, ...]:
        if not isinstance(self.model, EventModel):
            return (self.model(input_ids=input_ids, attention_mask=attention_mask).logits,)
        states = self.model.read(input_ids, attention_mask)
        return self.model.trigger_scores(states), self.model.hinted(states)


class _Answerer(nn.Module):
    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, states: Tensor, context: Tensor, mask: Tensor, distance: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.model.answer(states, context, mask, distance)


class _FusedGelu(nn.Module):
    def forward(self, states: Tensor) -> Tensor:
        return torch.onnx.ops.symbolic(
            "com.microsoft::Gelu", [states], dtype=states.dtype, shape=states.shape, version=1
        )


def _write(module: nn.Module, inputs: Any, path: Path, names: list[str], outputs: list[str], shapes: list[Any]) -> None:
    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)  # its single operator has no counterpart in ONNX
    try:
        torch.onnx.export(
            module.eval(), inputs, str(path), input_names=names, output_names=outputs, dynamic_shapes=tuple(shapes),
            opset_version=_OPSET, dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
    except ImportError as error:
        raise ModelError(f"the ONNX export needs {error.name}; install guetteur[onnx]") from None
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)


def _fused_attention(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor, scaling: float | None = None,
    dropout: float = 0.0, **_: Any,
) -> tuple[Tensor, None]:  # fmt: skip
    windows, heads, length, size = query.shape
    inputs = [states.transpose(1, 2).reshape(windows, length, heads * size) for states in (query, key, value)]
    result = torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention", [*inputs, None, attention_mask],
        {"num_heads": heads, "scale": float(size**-0.5 if scaling is None else scaling)},
        dtype=query.dtype, shape=inputs[0].shape, version=1,
    )  # fmt: skip
    return result.view(windows, length, heads, size), None


def _mask(*_: Any, attention_mask: Tensor, **__: Any) -> Tensor:
    return attention_mask.to(torch.int32)


AttentionInterface.register(FUSED, _fused_attention)
AttentionMaskInterface.register(FUSED, _mask)
