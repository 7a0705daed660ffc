"""Going on from an encoder: its body, and the parts of its embeddings found again.

An exported encoder holds one plain table. Its rows were sums of shared parts (`embeddings.py`); they are fitted back,
so that a rare word goes on to learn from the words that share its affixes.
"""

from __future__ import annotations

import logging
from pathlib import Path

import torch
from torch import Tensor
from tqdm import trange
from transformers import CamembertModel

from guetteur.pretraining.embeddings import ComposedEmbedding

logger = logging.getLogger(__name__)


def fit_parts(embedding: ComposedEmbedding, table: Tensor, steps: int = 150, learning_rate: float = 0.02) -> float:
    """Fit the parts of `embedding` to a table, in place.

    The shared parts (vector projection, prefix, suffix, shape) explain what they can; what is particular to a word goes
    into its normal form, which is penalised. Least squares by Adam over all rows at once.

    Args:
        embedding: of the same vocabulary.
        table: (V, H).
        steps: passes over the table.
        learning_rate: at the start; it falls to zero.

    Returns:
        The share of the table's variance that is left unexplained, 0 to 1.
    """
    ids = torch.arange(len(table))
    normal = embedding.parts["normal"].get_parameter("weight")
    with torch.no_grad():
        normal.zero_()
    optimizer = torch.optim.Adam(embedding.parameters(), lr=learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    variance = float(table.var())
    penalty = 0.3 * len(table) / len(normal)
    for _ in trange(steps, desc="fitting embeddings", unit="step", mininterval=2):
        error = (embedding(ids) - table).square().mean()
        loss = error + penalty * normal.square().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
    with torch.no_grad():
        # The penalty shrank what is particular to a word: give each normal form the mean error of its pieces.
        rest = table - embedding(ids)
        forms = embedding.get_buffer("normal_ids")
        counts = torch.bincount(forms, minlength=len(normal)).clamp(min=1)
        normal.add_(torch.zeros_like(normal).index_add_(0, forms, rest) / counts[:, None])
        return float((embedding(ids) - table).square().mean()) / variance


def go_on_from(folder: Path, encoder: CamembertModel, embedding: ComposedEmbedding) -> None:
    """Copy the body of the encoder in `folder` into `encoder` and fit `embedding` to its table, both in place.

    Raises:
        ValueError: the two encoders differ in shape.
    """
    old = CamembertModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32)
    state = old.state_dict()
    del state["embeddings.word_embeddings.weight"]
    wanted = encoder.state_dict()
    for name, value in state.items():
        if name not in wanted or wanted[name].shape != value.shape:
            raise ValueError(
                f"{folder}: {name} is {tuple(value.shape)}, unlike the body asked for; set body.* as there"
            )
    encoder.load_state_dict(state, strict=False)
    left = fit_parts(embedding, old.embeddings.word_embeddings.weight.detach())
    logger.info("embeddings fitted to %s; share of variance left: %.4f", folder.name, left)
