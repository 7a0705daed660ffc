"""The event model: one encoder pass, three heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import AutoModel, PreTrainedModel
from transformers.utils import ModelOutput

from guetteur.codec.events import FACTUALITIES, IGNORED, ROLE_TAGS, SURFACE_TAGS, TRIGGER_TAGS, TYPES
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.heads import QueryHead, Reader
from guetteur.modeling.upper_layers import copy_upper_layers, layer_like

TASK_WEIGHTS = {"triggers": 4.0, "types": 1.0, "roles": 2.0, "factuality": 0.5, "surface": 1.0}
"""Most pieces are no trigger, so the mean loss of that head is small and would be drowned in the shared layers."""


@dataclass
class EventOutput(ModelOutput):  # type: ignore[misc]
    """Loss (a scalar, where labels were given), trigger scores (W, T, tags), and the answers of `QueryHead`."""

    loss: Tensor | None = None
    trigger_logits: Tensor | None = None
    type_logits: Tensor | None = None
    role_logits: Tensor | None = None
    factuality_logits: Tensor | None = None


class EventModel(PreTrainedModel):  # type: ignore[misc]
    """Encoder with trigger, argument and factuality heads.

    `read` is the one encoder pass; `answer` answers queries over its flat states, so that training (gold triggers,
    window positions) and inference (predicted triggers, document positions) share every line.
    """

    config_class = EventConfig
    base_model_prefix = "encoder"

    def __init__(self, config: EventConfig) -> None:
        super().__init__(config)
        encoder = config.encoder
        self.encoder = AutoModel.from_config(encoder, **_encoder_options(encoder))
        width = encoder.hidden_size
        self.reader = Reader(width, config.head_dropout)
        self.dropout = nn.Dropout(config.head_dropout)
        self.triggers = nn.Linear(width, len(TRIGGER_TAGS))
        self.surface = nn.Linear(width, len(SURFACE_TAGS))
        self.hints = nn.Linear(len(SURFACE_TAGS), width)
        self.query_head = QueryHead(
            layer_like(encoder, config.head_dropout), config.argument_layers, len(TYPES), len(ROLE_TAGS),
            len(FACTUALITIES), config.distance_buckets, config.head_dropout,
        )  # fmt: skip
        self.loss_weights: dict[str, Tensor] = {}
        self.label_smoothing = 0.0
        self.post_init()

    @classmethod
    def from_encoder(cls, source: str, config: EventConfig, **kwargs: Any) -> EventModel:
        """A new event model on a pretrained encoder (a local directory or hub id); the heads are untrained."""
        pretrained = AutoModel.from_pretrained(
            source, dtype=torch.float32, **kwargs, **_encoder_options(config.encoder)
        )
        config.encoder = pretrained.config
        config.encoder.name_or_path = ""  # a path of the training machine means nothing elsewhere
        model = cls(config)
        model.encoder = pretrained
        copy_upper_layers(pretrained, model.query_head.layers.layers)
        return model

    def read(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Piece states (W, T, 2H) of a batch of windows: the reader's, then what enters the encoder's upper layers.

        The upper layers are as many as the argument head has.
        """
        output = self.encoder(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        below = output.hidden_states[max(0, len(output.hidden_states) - 1 - self.config.argument_layers)]
        return torch.cat([self.reader(output.hidden_states), below], dim=-1)

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

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, trigger_labels: Tensor | None = None,
        surface_labels: Tensor | None = None, context: Tensor | None = None, context_mask: Tensor | None = None,
        distance: Tensor | None = None, type_labels: Tensor | None = None, role_labels: Tensor | None = None,
        factuality_labels: Tensor | None = None,
    ) -> EventOutput:  # fmt: skip
        """All scores of a batch made by `WindowCollator`, and the summed loss where it carries labels."""
        states = self.read(input_ids, attention_mask)
        trigger_logits = self.trigger_scores(states)
        output = EventOutput(trigger_logits=trigger_logits)
        losses = []
        if trigger_labels is not None:
            losses.append(self._loss("triggers", trigger_logits, trigger_labels))
        if surface_labels is not None:
            losses.append(self._loss("surface", self.surface_scores(states), surface_labels))
        if context is not None:
            assert context_mask is not None and distance is not None
            output.type_logits, output.role_logits, output.factuality_logits = self.answer(
                self.hinted(states).flatten(0, 1), context, context_mask, distance
            )
            if type_labels is not None and role_labels is not None and factuality_labels is not None:
                losses.append(self._loss("types", output.type_logits, type_labels))
                losses.append(self._loss("roles", output.role_logits, role_labels))
                losses.append(self._loss("factuality", output.factuality_logits, factuality_labels))
        if losses:
            output.loss = torch.stack(losses).sum()
        return output

    def _loss(self, task: str, logits: Tensor, labels: Tensor) -> Tensor:
        weight = self.loss_weights.get(task)
        if weight is not None:
            weight = weight.to(logits.device, torch.float32)
        loss = F.cross_entropy(
            logits.flatten(0, -2).float(), labels.flatten(), weight=weight, ignore_index=IGNORED,
            label_smoothing=self.label_smoothing if self.training else 0.0,
        )  # fmt: skip
        return TASK_WEIGHTS[task] * loss


def _encoder_options(config: Any) -> dict[str, Any]:
    # The pooler of BERT-like models is never used; leaving it out saves weights and a warning about missing ones.
    return {"add_pooling_layer": False} if config.model_type in _WITH_POOLER else {}


_WITH_POOLER = frozenset({"bert", "camembert", "roberta", "xlm-roberta"})
