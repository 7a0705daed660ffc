"""The event model's heads and passes, without transformers: what training and inference share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from guetteur.codec.events import FACTUALITIES, ROLE_TAGS, SURFACE_TAGS, TRIGGER_TAGS, TYPES
from guetteur.modeling.heads import QueryHead, Reader
from guetteur.modeling.upper_layers import layer_like


class EventHeads(nn.Module):
    """Trigger, argument and factuality heads over an encoder that a subclass brings.

    `read` is the one encoder pass; `answer` answers queries over its flat states, so that training (gold triggers,
    window positions) and inference (predicted triggers, document positions) share every line.
    """

    base_model_prefix = "encoder"
    encoder: nn.Module

    def add_heads(self, encoder: Any, argument_layers: int, distance_buckets: int, dropout: float) -> None:
        """Make the heads, untrained; to be called once, after the encoder is there.

        Args:
            encoder: configuration of the encoder.
            argument_layers: layers of the argument head.
            distance_buckets: buckets of the signed distance from the trigger.
            dropout: before each classifier.
        """
        width = encoder.hidden_size
        self.argument_layers = argument_layers
        self.reader = Reader(width, dropout)
        self.dropout = nn.Dropout(dropout)
        self.triggers = nn.Linear(width, len(TRIGGER_TAGS))
        self.surface = nn.Linear(width, len(SURFACE_TAGS))
        self.hints = nn.Linear(len(SURFACE_TAGS), width)
        self.query_head = QueryHead(
            layer_like(encoder, dropout), argument_layers, len(TYPES), len(ROLE_TAGS), len(FACTUALITIES),
            distance_buckets, dropout,
        )  # fmt: skip

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Sequence[Tensor]:
        """States (W, T, H) of all layers of the encoder, embeddings first."""
        raise NotImplementedError

    def read(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Piece states (W, T, 2H) of a batch of windows: the reader's, then what enters the encoder's upper layers.

        The upper layers are as many as the argument head has.
        """
        layers = self.encode(input_ids, attention_mask)
        below = layers[max(0, len(layers) - 1 - self.argument_layers)]
        return torch.cat([self.reader(layers), below], dim=-1)

    def trigger_scores(self, states: Tensor) -> Tensor:
        """Scores (…, tags) of piece states (…, 2H)."""
        scores: Tensor = self.triggers(self.dropout(states.chunk(2, dim=-1)[0]))
        return scores

    def surface_scores(self, states: Tensor) -> Tensor:
        """What each piece looks like on its own (a count, a place): scores (…, tags) of piece states (…, 2H)."""
        scores: Tensor = self.surface(self.dropout(states.chunk(2, dim=-1)[0]))
        return scores

    def hinted(self, states: Tensor) -> Tensor:
        """Piece states (…, 2H) that also say what each piece looks like on its own, for `answer`."""
        read, below = states.chunk(2, dim=-1)
        looks = self.surface(read).float().softmax(dim=-1).to(read.dtype)
        return torch.cat([read + self.hints(looks), below], dim=-1)

    def answer(
        self, states: Tensor, context: Tensor, context_mask: Tensor, distance: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Type, role and factuality scores of queries over flat hinted states (N, 2H); see `QueryHead.forward`."""
        scores: tuple[Tensor, Tensor, Tensor] = self.query_head(states, context, context_mask, distance)
        return scores
