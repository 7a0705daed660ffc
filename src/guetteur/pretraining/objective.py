"""Multi-task objective: masked words and the silver tasks on one encoder pass.

Silver supervision lets attention form long before masked language modelling alone would, at this size and budget.
Masking follows Devlin et al. 2019 (80 % mask, 10 % random, 10 % kept).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import CamembertConfig, CamembertModel

from guetteur.pretraining.data import IGNORE, TASKS
from guetteur.pretraining.embeddings import ComposedEmbedding


@dataclass
class Objective:
    """Weights of the tasks and the share of masked tokens."""

    mask_share: float = 0.15
    mask_words: int = 16_000
    weights: dict[str, float] = field(
        default_factory=lambda: {"mlm": 0.5, "pos": 1.0, "dep": 1.0, "head": 1.0, "ner": 1.0}
    )


class Pretrainer(nn.Module):
    """Encoder, composed embeddings and the heads of all tasks; `forward` gives each task's mean loss.

    Only the `mask_words` lowest ids that are words (the vocabulary is ordered by frequency) are masked-word targets.
    """

    def __init__(
        self, config: CamembertConfig, embedding: ComposedEmbedding, sizes: dict[str, int], objective: Objective,
        first_word: int, mask_id: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self.encoder = CamembertModel(config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings = nn.Identity()
        self.embedding = embedding
        self.objective = objective
        self.first_word, self.mask_id = first_word, mask_id
        hidden = config.hidden_size
        self.heads = nn.ModuleDict({name: nn.Linear(hidden, sizes[name]) for name in TASKS})
        self.mlm = nn.Sequential(
            nn.Linear(hidden, hidden), nn.GELU(), nn.LayerNorm(hidden), nn.Linear(hidden, objective.mask_words)
        )
        self.max_positions = config.max_position_embeddings - config.pad_token_id - 1
        self.first_position = config.pad_token_id + 1

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Mean loss of each task on a batch of blocks (B, T)."""
        ids = batch["ids"]  # (B, T)
        inputs, masked = self._mask(ids)
        # A random shift, so that every position is trained although blocks are shorter than the longest input.
        shift = int(torch.randint(self.max_positions - ids.shape[1] + 1, (1,)))
        positions = torch.arange(ids.shape[1], device=ids.device) + self.first_position + shift
        hidden = self.encoder(
            inputs_embeds=self.embedding(inputs), position_ids=positions.expand_as(ids)
        ).last_hidden_state  # (B, T, H)
        losses = {
            name: F.cross_entropy(head(hidden).flatten(0, 1).float(), batch[name].flatten(), ignore_index=IGNORE)
            for name, head in self.heads.items()
        }
        targets = ids[masked] - self.first_word
        wanted = (targets >= 0) & (targets < self.objective.mask_words)
        losses["mlm"] = F.cross_entropy(self.mlm(hidden[masked][wanted]).float(), targets[wanted])
        return losses

    def total(self, losses: dict[str, Tensor]) -> Tensor:
        """Weighted sum of the tasks."""
        return torch.stack([self.objective.weights[name] * loss for name, loss in losses.items()]).sum()

    def _mask(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        masked = (torch.rand(ids.shape, device=ids.device) < self.objective.mask_share) & (ids >= self.first_word)
        dice = torch.rand(ids.shape, device=ids.device)
        noise = torch.randint(self.first_word, len(self.embedding.vectors), ids.shape, device=ids.device)
        inputs = torch.where(masked & (dice < 0.8), self.mask_id, ids)
        return torch.where(masked & (dice >= 0.9), noise, inputs), masked

    def export(self) -> CamembertModel:
        """A plain CamemBERT encoder with the folded embedding table."""
        config = self.encoder.config
        plain = CamembertModel(config, add_pooling_layer=False)
        state = {k: v for k, v in self.encoder.state_dict().items() if not k.startswith("embeddings.word_embeddings")}
        plain.load_state_dict(state, strict=False)
        with torch.no_grad():
            plain.embeddings.word_embeddings.weight.copy_(self.embedding.fold())
        return plain
