"""A head start for attention: positions as sinusoids in dimensions of their own, heads that look at neighbours.

Within a small budget attention takes most of the time to discover that neighbouring words matter. Here the first layers
start with heads that attend to fixed offsets (the previous word, the next word …); everything stays trainable and the
shape stays CamemBERT's. With sinusoids (Vaswani et al. 2017) a shift by d positions is a rotation of each (sin, cos)
pair, so a head attends to offset d if its key copies the pairs and its query rotates them by d.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from transformers import CamembertModel

from guetteur.pretraining.embeddings import ComposedEmbedding

OFFSETS: tuple[tuple[int, ...], ...] = ((-1, 1, -2, 2), (-1, 1, -3), (-1, 1))
"""For each layer, the offset that each of its first heads starts with; the other heads start at random."""

_FASTEST, _SLOWEST = 2.5, 0.05  # radians a position


@torch.no_grad()
def start_with_neighbours(encoder: CamembertModel, embedding: ComposedEmbedding) -> None:
    """Initialise position embeddings and the query and key weights of the heads in `OFFSETS`, in place."""
    config = encoder.config
    width = config.hidden_size // config.num_attention_heads
    first = config.hidden_size - width  # positions live in the last `width` dimensions
    frequencies = torch.logspace(math.log10(_FASTEST), math.log10(_SLOWEST), width // 2)
    embedding.leave_out(first)
    scale = math.sqrt(2) * embedding.deviation()
    positions = encoder.embeddings.position_embeddings.weight
    angles = torch.arange(len(positions))[:, None] * frequencies  # (P, width / 2)
    positions.zero_()
    positions[:, first::2] = scale * angles.sin()
    positions[:, first + 1 :: 2] = scale * angles.cos()
    for layer, offsets in zip(encoder.encoder.layer, OFFSETS, strict=False):
        attention = layer.attention.self
        for head, offset in enumerate(offsets[: config.num_attention_heads]):
            rows = slice(head * width, (head + 1) * width)
            attention.key.weight[rows, first:] += torch.eye(width)
            attention.query.weight[rows, first:] += _rotation(frequencies * offset)


def _rotation(angles: Tensor) -> Tensor:
    """Block-diagonal matrix that turns (sin a, cos a) into (sin(a + angle), cos(a + angle)) for each pair."""
    matrix = torch.zeros(2 * len(angles), 2 * len(angles))
    for i, angle in enumerate(angles.tolist()):
        sin, cos = math.sin(angle), math.cos(angle)
        matrix[2 * i, 2 * i], matrix[2 * i, 2 * i + 1] = cos, sin
        matrix[2 * i + 1, 2 * i], matrix[2 * i + 1, 2 * i + 1] = -sin, cos
    return matrix
