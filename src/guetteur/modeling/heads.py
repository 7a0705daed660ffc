"""The three small heads on the encoder: triggers, trigger-conditioned arguments, factuality."""

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


class ArgumentHead(nn.Module):
    """Roles and factuality of one trigger, read off its sentence.

    The trigger is marked to its context by distance and event type, a light transformer layer spreads the mark, and
    each piece gets role scores; factuality comes from the trigger and the most telling pieces (max pooling).
    """

    def __init__(
        self, hidden: int, layers: int, types: int, roles: int, factualities: int, buckets: int, dropout: float
    ) -> None:
        super().__init__()
        self.buckets = buckets
        self.distance = nn.Embedding(buckets, hidden)
        self.event_type = nn.Embedding(types, hidden)
        self.norm = nn.LayerNorm(hidden)
        layer = nn.TransformerEncoderLayer(
            hidden, nhead=max(1, hidden // 64), dim_feedforward=2 * hidden, dropout=dropout, batch_first=True
        )
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False) if layers else None
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(hidden, roles)
        self.factuality = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.GELU(), nn.Linear(hidden, factualities))

    def forward(
        self, states: Tensor, context: Tensor, context_mask: Tensor, distance: Tensor, event_type: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores from flat piece states (N, H).

        *Shape:* context, context_mask, distance (Q, S); event_type (Q,); returns (Q, S, roles) and (Q, factualities).
        """
        marked = states[context]  # (Q, S, H)
        marked = marked + self.distance(distance_bucket(distance, self.buckets)) + self.event_type(event_type)[:, None]
        read = self.norm(marked)
        if self.layers is not None:
            read = self.layers(read, src_key_padding_mask=~context_mask)
        trigger = ((distance == 0) & context_mask).to(read.dtype)[..., None]
        at_trigger = (read * trigger).sum(dim=1) / trigger.sum(dim=1).clamp(min=1)
        strongest = read.masked_fill(~context_mask[..., None], -1e4).amax(dim=1)
        pooled = self.dropout(torch.cat([at_trigger, strongest], dim=-1))
        return self.roles(self.dropout(read)), self.factuality(pooled)
