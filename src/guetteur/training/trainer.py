"""Hugging Face `Trainer` with three changes.

It scores the extractor on whole documents, gives encoder and heads rates of their own, and writes checkpoints aside
before it renames them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from tokenizers import Tokenizer
from torch import Tensor
from transformers import Trainer, TrainerCallback
from transformers.trainer_utils import PREFIX_CHECKPOINT_DIR

from guetteur.codec.events import WindowFeatures
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.modeling.batch import WindowCollator
from guetteur.scoring import f1_scores
from guetteur.training.averaging import WeightAverage
from guetteur.training.settings import TrainingSettings

BEST_METRIC = "arg_c_plus"
_ASIDE = ".unfinished"


class DocumentCollator:
    """Joins the windows of several documents into one batch."""

    def __init__(self, pad_id: int, kind: str) -> None:
        self.windows = WindowCollator(pad_id)
        self.kind = kind

    def __call__(self, documents: Sequence[list[WindowFeatures]]) -> dict[str, Tensor]:
        """Tensors for the model's `forward`."""
        batch = self.windows([window for document in documents for window in document])
        if self.kind == "flat":
            batch["labels"] = batch.pop("surface_labels")
            del batch["trigger_labels"]
        return batch


class SetEpoch(TrainerCallback):  # type: ignore[misc]
    """Tells the training set which epoch begins."""

    def __init__(self, dataset: Any) -> None:
        self.dataset = dataset

    def on_epoch_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Set `dataset.epoch`."""
        self.dataset.epoch = int(state.epoch or 0)


class Patience(TrainerCallback):  # type: ignore[misc]
    """Stops training after `epochs` without a better score; it remembers nothing, so a resumed run stops on time."""

    def __init__(self, epochs: int) -> None:
        self.epochs = epochs

    def is_over(self, state: Any) -> bool:
        """Whether a run in this state has to stop."""
        steps_per_epoch = state.max_steps / state.num_train_epochs
        return bool(state.global_step - (state.best_global_step or 0) >= self.epochs * steps_per_epoch)

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Look after every epoch; the checkpoint with its score is written by then."""
        control.should_training_stop |= self.is_over(state)


class EventTrainer(Trainer):  # type: ignore[misc]
    """See the module's docstring.

    Args:
        dev: documents on which every epoch is scored.
        average: what is scored and kept instead of the last weights, if any.
        backend: the Rust tokenizer.
        settings: the run.
    """

    optimizer: torch.optim.Optimizer | None
    control: Any

    def __init__(
        self, *args: Any, dev: Sequence[Document], backend: Tokenizer, settings: TrainingSettings,
        average: WeightAverage | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.dev, self.backend, self.settings, self.average = dev, backend, settings, average
        if average:
            self.add_callback(average)

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
                ]
            )
        return self.optimizer

    def evaluate(self, *args: Any, metric_key_prefix: str = "eval", **kwargs: Any) -> dict[str, float]:
        """Scores of the extractor that users call, on the whole dev documents (percent)."""
        with self.average.applied(self.model) if self.average else nullcontext():
            predicted = list(EventExtractor.from_parts(self.model, self.backend).stream(self.dev))
        self.model.train()
        metrics = {
            f"{metric_key_prefix}_{name}": score for name, score in development_scores(self.dev, predicted).items()
        }
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
        return os.path.join(folder, _ASIDE) if getattr(self, "_saving", False) else folder

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        """Write the checkpoint into a folder aside, then rename it: a killed run leaves only whole checkpoints."""
        folder = Path(self.args.output_dir)
        shutil.rmtree(folder / _ASIDE, ignore_errors=True)
        self._saving = True
        try:
            super()._save_checkpoint(model, trial)
            if self.average and self.is_world_process_zero():
                self.average.save(folder / _ASIDE / f"{PREFIX_CHECKPOINT_DIR}-{self.state.global_step}")
        except (OSError, RuntimeError, SafetensorError) as error:  # each writer has its own way to say that it is full
            free = shutil.disk_usage(folder).free // 2**20
            shutil.rmtree(folder / _ASIDE, ignore_errors=True)
            raise OSError(
                f"the checkpoint could not be written into {folder} ({free} MB free there): {error}; "
                "earlier checkpoints are whole: make room and go on with resume=true"
            ) from error
        finally:
            self._saving = False
        if not self.is_world_process_zero():
            return
        name = f"{PREFIX_CHECKPOINT_DIR}-{self.state.global_step}"
        best = folder / f"{PREFIX_CHECKPOINT_DIR}-{self.state.best_global_step or self.state.global_step}"
        self.state.best_model_checkpoint = str(best)
        self.state.save_to_json(str(folder / _ASIDE / name / "trainer_state.json"))
        shutil.rmtree(folder / name, ignore_errors=True)
        os.replace(folder / _ASIDE / name, folder / name)
        shutil.rmtree(folder / _ASIDE, ignore_errors=True)
        for old in folder.glob(f"{PREFIX_CHECKPOINT_DIR}-*"):
            if old.name != name and old != best:
                shutil.rmtree(old, ignore_errors=True)


def last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint of a run."""
    found = [path for path in folder.glob(f"{PREFIX_CHECKPOINT_DIR}-*") if (path / "trainer_state.json").exists()]
    return max(found, key=lambda path: int(path.name.rsplit("-", 1)[1]), default=None)


def forget_checkpoints(folder: Path) -> None:
    """Remove what an earlier run left, so that nothing of it can be taken for this run's."""
    for old in (*folder.glob(f"{PREFIX_CHECKPOINT_DIR}-*"), folder / _ASIDE):
        shutil.rmtree(old, ignore_errors=True)


def development_scores(gold: Sequence[Document], predicted: Sequence[Document]) -> dict[str, float]:
    """F1 in percent of the measures that training watches."""
    names = {"trig_i": "Trig-I", "trig_c": "Trig-C", BEST_METRIC: "Arg-C+", "realis": "Realis"}
    scores = f1_scores(gold, predicted, names.values())
    return {key: scores[name] for key, name in names.items()}
