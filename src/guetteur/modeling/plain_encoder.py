"""CamemBERT's encoder for inference, in torch alone.

Importing transformers' model classes takes as long as importing torch, reading the weights and extracting the first
events together (docs/benchmark.md), and of those classes inference needs these layers. Parameters have transformers'
names, so that its files load as they are; a test holds the states against those of transformers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Attention = Callable[[Tensor, Tensor, Tensor, Tensor | None], Tensor]
"""Maps queries, keys, values (W, heads, T, d) and a mask (W, 1, 1, T), True where a piece may be seen, to
(W, heads, T, d).
"""

_PLAIN = {"hidden_act": "gelu", "is_decoder": False, "add_cross_attention": False}
_KINDS = frozenset({"camembert", "roberta", "xlm-roberta"})


@dataclass(frozen=True)
class EncoderShape:
    """What a configuration says about the build of an encoder, under transformers' names."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float
    pad_token_id: int

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> EncoderShape:
        """From the `encoder` part of a `config.json`.

        Raises:
            KeyError: it does not name everything.
            ValueError: the encoder is of another build.
        """
        if config["model_type"] not in _KINDS or any(config[name] != value for name, value in _PLAIN.items()):
            raise ValueError(f"not a plain CamemBERT but {config['model_type']}")
        return cls(**{field.name: config[field.name] for field in fields(cls)})


class PlainEncoder(nn.Module):
    """Pieces and mask (W, T) to the states (W, T, H) of all layers, embeddings first; no dropout.

    `attention` is what its layers compute with; it may be replaced.
    """

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.attention: Attention = F.scaled_dot_product_attention
        self.embeddings = _Embeddings(shape)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_Layer(shape) for _ in range(shape.num_hidden_layers))})

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> list[Tensor]:
        """The states."""
        seen = None if bool(attention_mask.all()) else attention_mask.bool()[:, None, None, :]
        states = [self.embeddings(input_ids)]
        layers: Any = self.encoder["layer"]
        for layer in layers:
            states.append(layer(states[-1], seen, self.attention))
        return states


class _Embeddings(nn.Module):
    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.padding = shape.pad_token_id
        self.word_embeddings = _table(shape.vocab_size, shape.hidden_size)
        self.position_embeddings = _table(shape.max_position_embeddings, shape.hidden_size)
        self.token_type_embeddings = _table(shape.type_vocab_size, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)

    def forward(self, ids: Tensor) -> Tensor:
        pieces = ids.ne(self.padding).long()
        positions = pieces.cumsum(dim=1) * pieces + self.padding  # RoBERTa counts from its padding on
        states = self.word_embeddings(ids) + self.token_type_embeddings.weight[0] + self.position_embeddings(positions)
        normed: Tensor = self.LayerNorm(states)
        return normed


class _Layer(nn.Module):
    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        size, wide = shape.hidden_size, shape.intermediate_size
        self.heads = shape.num_attention_heads
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({name: nn.Linear(size, size) for name in ("query", "key", "value")}),
            "output": _joined(size, size, shape.layer_norm_eps),
        })  # fmt: skip
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(size, wide)})
        self.output = _joined(wide, size, shape.layer_norm_eps)

    def forward(self, states: Tensor, seen: Tensor | None, attention: Attention) -> Tensor:
        project: Any = self.attention["self"]
        query, key, value = (
            project[name](states).unflatten(-1, (self.heads, -1)).transpose(1, 2) for name in ("query", "key", "value")
        )
        read = attention(query, key, value, seen).transpose(1, 2).flatten(-2)
        states = _added(self.attention["output"], read, states)
        return _added(self.output, F.gelu(self.intermediate["dense"](states)), states)


def _table(rows: int, size: int) -> nn.Embedding:
    """An embedding to be loaded: random numbers for two thirds of the weights would only be thrown away."""
    return nn.Embedding(rows, size, _weight=torch.empty(rows, size))


def _joined(inputs: int, size: int, eps: float) -> nn.ModuleDict:
    return nn.ModuleDict({"dense": nn.Linear(inputs, size), "LayerNorm": nn.LayerNorm(size, eps=eps)})


def _added(join: Any, new: Tensor, states: Tensor) -> Tensor:
    """Post-LN: what is new added to the states, then normed."""
    normed: Tensor = join["LayerNorm"](join["dense"](new) + states)
    return normed
