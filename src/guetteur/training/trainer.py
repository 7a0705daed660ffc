"""Hugging Face `Trainer` with four changes.

It scores the extractor on whole documents, gives encoder and heads rates of their own, writes checkpoints aside before
it renames them, and several processes make the very steps that one would: they share each batch and its loss.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from accelerate.utils import broadcast_object_list
from safetensors import SafetensorError
from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import DataLoader
from transformers import Trainer

from guetteur.codec.events import IGNORED, WindowFeatures
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.modeling.event_model import EventModel
from guetteur.scoring import f1_scores
from guetteur.training.averaging import WeightAverage
from guetteur.training.checkpoints import ASIDE, checkpoint_name, put_in_place
from guetteur.training.order import SharedBatches
from guetteur.training.settings import TrainingSettings

BEST_METRIC = "arg_c_plus"


class EventTrainer(Trainer):  # type: ignore[misc]
    """See the module's docstring.

    Args:
        batches: this process's part of each batch.
        dev: documents on which every epoch is scored.
        average: what is scored and kept instead of the last weights, if any.
        backend: the Rust tokenizer.
        settings: the run.
    """

    optimizer: torch.optim.Optimizer | None
    control: Any
    predicted: list[Document]
    """The dev documents as last scored; known to the first process alone."""

    def __init__(
        self, *args: Any, batches: SharedBatches, dev: Sequence[Document], backend: Tokenizer,
        settings: TrainingSettings, average: WeightAverage | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.batches, self.dev, self.backend, self.settings, self.average = batches, dev, backend, settings, average
        self.loss_is_scaled_for_ga = True  # `compute_loss` divides by the totals of the whole step
        self.predicted = []
        if average:
            self.add_callback(average)

    def get_train_dataloader(self) -> DataLoader[list[WindowFeatures]]:
        """This process's parts; not prepared by `accelerate`, which would share them out once more."""
        return DataLoader(self.train_dataset, batch_sampler=self.batches, collate_fn=self.data_collator)

    def get_batch_samples(
        self, epoch_iterator: Iterator[dict[str, Tensor]], num_batches: int, device: torch.device
    ) -> tuple[list[dict[str, Tensor]], Tensor]:
        """The batches of a step and, for each task, the total weight of its labels in all processes."""
        batches = list(itertools.islice(epoch_iterator, num_batches))
        totals = torch.stack([self._totals(batch) for batch in batches]).sum(dim=0).to(device)
        return batches, self.accelerator.reduce(totals, reduction="sum")

    def _totals(self, batch: dict[str, Tensor]) -> Tensor:
        if isinstance(self.model, EventModel):
            return self.model.label_totals(batch)
        return (batch["labels"] != IGNORED).sum().float()[None]

    def compute_loss(
        self, model: Any, inputs: dict[str, Tensor], return_outputs: bool = False, num_items_in_batch: Any = None
    ) -> Any:
        """The loss of this process's part of the batch, as its share of the loss of the whole batch."""
        # Gradients are averaged over the processes, but the parts of a loss have to be added up.
        totals = num_items_in_batch / self.accelerator.num_processes
        if "labels" in inputs:
            labels = inputs.pop("labels")
            outputs = model(**inputs)
            logits = outputs.logits.flatten(0, 1).float()
            loss = F.cross_entropy(logits, labels.flatten(), ignore_index=IGNORED, reduction="sum") / totals[0]
        else:
            outputs = model(**inputs, totals=totals)
            loss = outputs.loss
        return (loss, outputs) if return_outputs else loss

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        """AdamW with one rate for the pretrained encoder and one for the new heads."""
        if self.optimizer is None:
            target = model if model is not None else self.model
            # The argument head's layers are copies of the encoder's and as easily spoilt.
            pretrained = (f"{target.base_model_prefix}.", "query_head.layers.")
            groups: dict[tuple[bool, bool], list[Any]] = {}
            for name, parameter in target.named_parameters():
                if parameter.requires_grad:
                    groups.setdefault((name.startswith(pretrained), parameter.dim() > 1), []).append(parameter)
            trainer = self.settings.trainer
            self.optimizer = torch.optim.AdamW(
                [
                    {
                        "params": parameters,
                        "lr": self.settings.encoder.learning_rate if encoder else trainer.learning_rate,
                        "weight_decay": trainer.weight_decay if decayed else 0.0,
                    }
                    for (encoder, decayed), parameters in groups.items()
                ],
                fused=True,  # one pass over the embedding table, which holds two thirds of all weights, instead of ten
            )
        return self.optimizer

    def evaluate(self, *args: Any, metric_key_prefix: str = "eval", **kwargs: Any) -> dict[str, float]:
        """Scores of the extractor that users call, on the whole dev documents (percent); computed once, told to all."""
        told: list[Any] = [None]
        if self.is_world_process_zero():
            with self.average.applied(self.model) if self.average else nullcontext():
                self.predicted = list(EventExtractor.from_parts(self.model, self.backend).stream(self.dev))
            told = [development_scores(self.dev, self.predicted)]
        broadcast_object_list(told)
        self.model.train()
        metrics = {f"{metric_key_prefix}_{name}": score for name, score in told[0].items()}
        self.log(metrics)
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics

    def _load_best_model(self) -> None:
        super()._load_best_model()
        if self.average:
            self.average.load(Path(self.state.best_model_checkpoint), self.args.device)
            self.average.copy_into(self.model)

    def _get_output_dir(self, trial: Any) -> str:
        folder: str = super()._get_output_dir(trial)
        return os.path.join(folder, ASIDE) if getattr(self, "_saving", False) else folder

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        """Write the checkpoint into a folder aside, then rename it: a killed run leaves only whole checkpoints."""
        folder = Path(self.args.output_dir)
        name = checkpoint_name(self.state.global_step)
        if self.is_world_process_zero():
            shutil.rmtree(folder / ASIDE, ignore_errors=True)
        self.accelerator.wait_for_everyone()
        self._saving = True
        try:
            super()._save_checkpoint(model, trial)
            if self.average and self.is_world_process_zero():
                self.average.save(folder / ASIDE / name)
        except (OSError, RuntimeError, SafetensorError) as error:  # each writer has its own way to say that it is full
            free = shutil.disk_usage(folder).free // 2**20
            shutil.rmtree(folder / ASIDE, ignore_errors=True)
            raise OSError(
                f"the checkpoint could not be written into {folder} ({free} MB free there): {error}; "
                "earlier checkpoints are whole: make room and go on with resume=true"
            ) from error
        finally:
            self._saving = False
        best = checkpoint_name(self.state.best_global_step or self.state.global_step)
        self.state.best_model_checkpoint = str(folder / best)
        self.accelerator.wait_for_everyone()  # each process adds the state of its random numbers
        if self.is_world_process_zero():
            self.state.save_to_json(str(folder / ASIDE / name / "trainer_state.json"))
            put_in_place(folder, name, best)
        self.accelerator.wait_for_everyone()


def development_scores(gold: Sequence[Document], predicted: Sequence[Document]) -> dict[str, float]:
    """F1 in percent of the measures that training watches."""
    names = {"trig_i": "Trig-I", "trig_c": "Trig-C", BEST_METRIC: "Arg-C+", "realis": "Realis"}
    scores = f1_scores(gold, predicted, names.values())
    return {key: scores[name] for key, name in names.items()}
