"""The three small heads on the encoder: triggers, trigger-conditioned arguments, factuality."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Reader(nn.Module):
    """Bidirectional LSTM over encoder states joined with the input embeddings.

    A small encoder keeps little of the word itself in its last layer; the recurrent reader sees both and adds word
    order that position embeddings learn slowly (Lample et al. 2016). Maps (W, T, H) to (W, T, 2 * size).
    """

    def __init__(self, hidden: int, embedding: int, size: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.lstm = nn.LSTM(hidden + embedding, size, batch_first=True, bidirectional=True)

    def forward(self, hidden: Tensor, embedded: Tensor, mask: Tensor) -> Tensor:
        """States of both directions; padding (mask 0) is never read."""
        joined = self.dropout(torch.cat([hidden, embedded], dim=-1))
        packed = nn.utils.rnn.pack_padded_sequence(
            joined, mask.sum(dim=1).cpu(), batch_first=True, enforce_sorted=False
        )
        read, _ = self.lstm(packed)
        padded, _ = nn.utils.rnn.pad_packed_sequence(read, batch_first=True, total_length=hidden.shape[1])
        return padded


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
