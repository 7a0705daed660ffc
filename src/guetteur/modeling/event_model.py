"""The event model as it is trained: an encoder of transformers, the heads, their losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import AutoModel, PreTrainedModel
from transformers.utils import ModelOutput

from guetteur.codec.events import IGNORED
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_heads import EventHeads
from guetteur.modeling.grouping import Groups, in_groups
from guetteur.modeling.upper_layers import copy_upper_layers

TASK_WEIGHTS = {"triggers": 4.0, "types": 1.0, "roles": 2.0, "factuality": 0.5, "surface": 1.0}
"""Most pieces are no trigger, so the mean loss of that head is small and would be drowned in the shared layers."""

TASKS = {
    "triggers": "trigger_labels", "surface": "surface_labels", "types": "type_labels", "roles": "role_labels",
    "factuality": "factuality_labels",
}  # fmt: skip
"""Tasks and where `WindowCollator` puts their labels."""


@dataclass
class EventOutput(ModelOutput):  # type: ignore[misc]
    """Loss (a scalar, where labels were given), trigger scores (W, T, tags), and the answers of `QueryHead`."""

    loss: Tensor | None = None
    trigger_logits: Tensor | None = None
    type_logits: Tensor | None = None
    role_logits: Tensor | None = None
    factuality_logits: Tensor | None = None


class EventModel(EventHeads, PreTrainedModel):  # type: ignore[misc]
    """The heads on any encoder of transformers, with their losses."""

    config_class = EventConfig
    config: Any

    def __init__(self, config: EventConfig) -> None:
        super().__init__(config)
        encoder = config.encoder
        self.encoder = AutoModel.from_config(encoder, **_encoder_options(encoder))
        self.add_heads(encoder, config.argument_layers, config.distance_buckets, config.head_dropout)
        self.loss_weights: dict[str, Tensor] = {}
        self.label_smoothing = 0.0
        self.post_init()  # type: ignore[operator]

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

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Sequence[Tensor]:
        """See `EventHeads.encode`."""
        encoder: Any = self.encoder
        output = encoder(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        layers: Sequence[Tensor] = output.hidden_states
        return layers

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, trigger_labels: Tensor | None = None,
        surface_labels: Tensor | None = None, context: Tensor | None = None, context_mask: Tensor | None = None,
        distance: Tensor | None = None, type_labels: Tensor | None = None, role_labels: Tensor | None = None,
        factuality_labels: Tensor | None = None, window_groups: Groups | None = None,
        query_groups: Groups | None = None, totals: Tensor | None = None,
    ) -> EventOutput:  # fmt: skip
        """All scores of a batch made by `WindowCollator`, and the summed loss where it carries labels.

        Rows of a group (`window_groups`, `query_groups`) are computed together. The loss of each of `TASKS` is divided
        by its entry in `totals`, see `label_totals`; by that of this batch if there is none.
        """
        (states,) = in_groups(lambda *rows: (self.read(*rows),), (input_ids, attention_mask), window_groups)
        trigger_logits = self.trigger_scores(states)
        output = EventOutput(trigger_logits=trigger_logits)
        answers = {}
        if trigger_labels is not None:
            answers["triggers"] = (trigger_logits, trigger_labels)
        if surface_labels is not None:
            answers["surface"] = (self.surface_scores(states), surface_labels)
        if context is not None:
            assert context_mask is not None and distance is not None
            flat = self.hinted(states).flatten(0, 1)
            output.type_logits, output.role_logits, output.factuality_logits = in_groups(
                lambda *rows: self.answer(flat, *rows), (context, context_mask, distance), query_groups
            )
            if type_labels is not None and role_labels is not None and factuality_labels is not None:
                answers["types"] = (output.type_logits, type_labels)
                answers["roles"] = (output.role_logits, role_labels)
                answers["factuality"] = (output.factuality_logits, factuality_labels)
        if answers:
            losses = []
            known_totals = dict(zip(TASKS, totals, strict=True)) if totals is not None else {}
            for task, (logits, labels) in answers.items():
                total = known_totals[task] if known_totals else self._total(task, labels)
                losses.append(self._loss(task, logits, labels) / total.clamp(min=1e-6))
            output.loss = torch.stack(losses).sum()
        return output

    def label_totals(self, batch: Mapping[str, Tensor]) -> Tensor:
        """Sum of the class weights of a batch's labels for each of `TASKS`, shape (5,).

        The loss of a task is the mean over its labels. Where several processes share a batch, each divides its part by
        the total of all: the mean of the processes' own means would weigh a label by how few others it came with.
        """
        labels = [batch.get(name) for name in TASKS.values()]
        totals = [self._total(task, found) for task, found in zip(TASKS, labels, strict=True)]
        return torch.stack(totals)

    def _loss(self, task: str, logits: Tensor, labels: Tensor) -> Tensor:
        loss = F.cross_entropy(
            logits.flatten(0, -2).float(), labels.flatten(), weight=self._weight(task, labels.device), reduction="sum",
            ignore_index=IGNORED, label_smoothing=self.label_smoothing if self.training else 0.0,
        )  # fmt: skip
        return TASK_WEIGHTS[task] * loss

    def _total(self, task: str, labels: Tensor | None) -> Tensor:
        if labels is None:
            return torch.zeros(())
        known = labels[labels != IGNORED]
        weight = self._weight(task, labels.device)
        return known.new_tensor(len(known), dtype=torch.float32) if weight is None else weight[known].sum()

    def _weight(self, task: str, device: torch.device) -> Tensor | None:
        weight = self.loss_weights.get(task)
        return None if weight is None else weight.to(device, torch.float32)


def _encoder_options(config: Any) -> dict[str, Any]:
    # The pooler of BERT-like models is never used; leaving it out saves weights and a warning about missing ones.
    return {"add_pooling_layer": False} if config.model_type in _WITH_POOLER else {}


_WITH_POOLER = frozenset({"bert", "camembert", "roberta", "xlm-roberta"})
