"""The small heads on the encoder: a reader of its layers, and the answers about one trigger and its sentence."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Reader(nn.Module):
    """Joins the input embeddings, a middle and the last encoder layer into one state a piece.

    The last layer of a small encoder pretrained on syntax keeps little of the word itself, which is what names an event
    type; the lower layers still have it (cf. the layer mix of Peters et al. 2018). Maps three (W, T, H) to (W, T, H).
    """

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.join = nn.Linear(3 * hidden, hidden)
        self.norm = nn.LayerNorm(hidden)

    def forward(self, layers: tuple[Tensor, ...]) -> Tensor:
        """States from the hidden states of all layers, embeddings first."""
        chosen = torch.cat([layers[0], layers[len(layers) // 2], layers[-1]], dim=-1)
        joined: Tensor = self.norm(nn.functional.gelu(self.join(self.dropout(chosen))))
        return joined


def distance_bucket(distance: Tensor, buckets: int) -> Tensor:
    """Signed distance to a bucket: 0 on the trigger, exact near it, then powers of two (Raffel et al. 2020)."""
    half = buckets // 2
    size = distance.abs()
    exact = half // 2
    far = exact + torch.log2(size.clamp(min=1).float() / max(1, exact)).floor().long().clamp(min=0)
    bucket = torch.where(size <= exact, size, far.clamp(max=half - 1))
    return torch.where(distance < 0, bucket + half, bucket)


class QueryHead(nn.Module):
    """Type, roles and factuality of one trigger, read off its sentence.

    The sentence goes once more through layers like the encoder's uppermost, now with the trigger marked by its own
    state and by distance. They start as copies (`upper_layers.py`), so that what pretraining taught about which word
    depends on which also serves the question whose argument a word is. Each piece gets role scores; type and
    factuality come from the trigger and the most telling pieces (max pooling).

    Args:
        layer: one layer, Post-LN; `layers` of its kind are made.
        layers: how many.
        types, roles, factualities: number of classes.
        buckets: of the signed distance from the trigger.
        dropout: before each classifier.
    """

    def __init__(
        self, layer: nn.TransformerEncoderLayer, layers: int, types: int, roles: int, factualities: int, buckets: int,
        dropout: float,
    ) -> None:  # fmt: skip
        super().__init__()
        hidden = layer.linear1.in_features
        self.buckets = buckets
        self.distance = nn.Embedding(buckets, hidden)
        self.trigger = nn.Linear(hidden, hidden)
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.join = nn.Linear(2 * hidden, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(hidden, roles)
        self.types = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.GELU(), nn.Linear(hidden, types))
        self.factuality = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.GELU(), nn.Linear(hidden, factualities))

    def forward(
        self, states: Tensor, context: Tensor, context_mask: Tensor, distance: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores from flat piece states (N, 2H): the reader's, then those that go into the upper layers.

        *Shape:* context, context_mask, distance (Q, S); returns (Q, types), (Q, S, roles), (Q, factualities).
        """
        word, below = states[context].chunk(2, dim=-1)  # (Q, S, H)
        on_trigger = ((distance == 0) & context_mask).to(word.dtype)[..., None]
        mark = self.distance(distance_bucket(distance, self.buckets)) + self.trigger(_mean(word, on_trigger))[:, None]
        above = self.layers(below + mark, src_key_padding_mask=~context_mask)
        read = self.norm(nn.functional.gelu(self.join(self.dropout(torch.cat([word + mark, above], dim=-1)))))
        strongest = read.masked_fill(~context_mask[..., None], -1e4).amax(dim=1)
        pooled = self.dropout(torch.cat([_mean(read, on_trigger), strongest], dim=-1))
        return self.types(pooled), self.roles(self.dropout(read)), self.factuality(pooled)


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    total: Tensor = (states * chosen).sum(dim=1) / chosen.sum(dim=1).clamp(min=1)
    return total
