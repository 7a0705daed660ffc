"""One training run: data in, run folder out."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import parse_flag_from_env
from tokenizers import Tokenizer
from transformers import (
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    PreTrainedModel,
    TrainerState,
    TrainingArguments,
    set_seed,
)

from guetteur.codec.check import record_check
from guetteur.codec.confidence import calibrated
from guetteur.codec.flat import FLAT_TAGS
from guetteur.codec.pieces import PieceTokenizer
from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_model import EventModel
from guetteur.modeling.sources import from_source, load_tokenizer, resolve
from guetteur.training.averaging import WeightAverage
from guetteur.training.calibrate import best_argument_threshold, fit_score_maps
from guetteur.training.callbacks import Patience, SetEpoch
from guetteur.training.checkpoints import forget_checkpoints, last_checkpoint
from guetteur.training.curves import draw_curves
from guetteur.training.data import DocumentCollator, TrainingSet, loss_weights
from guetteur.training.model_card import model_card
from guetteur.training.order import SharedBatches
from guetteur.training.settings import TrainingSettings
from guetteur.training.trainer import BEST_METRIC, EventTrainer


@dataclass(frozen=True)
class Outcome:
    """Where the best model is and what it scored on dev (percent)."""

    model: Path
    metrics: dict[str, float]


def train(settings: TrainingSettings) -> Outcome:
    """Fine-tune and leave in `settings.out`: `settings.json`, `metrics.json`, `history.json`, `curves.png`, `model/`.

    With `resume`, a run that was stopped goes on from its last whole checkpoint with the same result. Under `accelerate
    launch` the processes share each batch, and the first of them writes; the folder must be one that all of them see.

    Raises:
        CorpusError: a data file has errors (all are listed).
        ModelError: the encoder cannot be found.
    """
    train_documents = _load(settings.data.train, settings.data.limit)
    dev_documents = _load(settings.data.dev, settings.data.limit)
    folder = settings.folder
    arguments = _arguments(settings, len(train_documents))
    with arguments.main_process_first(local=False):
        if arguments.process_index == 0:
            folder.mkdir(parents=True, exist_ok=True)
            if not settings.resume:
                forget_checkpoints(folder)
            _write(folder / "settings.json", settings.to_dict())
    set_seed(settings.trainer.seed)
    source = resolve(settings.encoder.source)
    backend = load_tokenizer(source)
    tokenizer = PieceTokenizer(backend, settings.model.window_length, settings.model.window_stride)
    model = build_model(settings, source)
    if isinstance(model, EventModel):
        weights = loss_weights(train_documents, tokenizer, settings.trainer.balance)
        model.loss_weights = {task: torch.from_numpy(values) for task, values in weights.items()}
        model.label_smoothing = settings.trainer.label_smoothing
    if settings.encoder.freeze_embeddings:
        model.base_model.get_input_embeddings().requires_grad_(False)
    trainer = _trainer(settings, arguments, model, backend, tokenizer, train_documents, dev_documents)
    torch.manual_seed(settings.trainer.seed + arguments.process_index)  # dropout differs from process to process
    checkpoint = last_checkpoint(folder)
    if checkpoint:
        if trainer.average:
            trainer.average.load(checkpoint, trainer.args.device)
        state = TrainerState.load_from_json(str(checkpoint / "trainer_state.json"))
        if Patience(settings.trainer.patience).is_over(state):
            trainer.args.num_train_epochs = state.epoch  # it had stopped of itself: only the best epoch is left to take
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    metrics = {
        name.removeprefix("eval_"): round(value, 2)
        for name, value in trainer.evaluate().items()
        if name.startswith("eval_")
    }
    calibrate(trainer.model, dev_documents, trainer.predicted)
    return _finish(settings, trainer, source, backend, metrics, len(train_documents))


def _load(files: Sequence[str], limit: int | None) -> list[Document]:
    return [document for file in files for document in load_documents(Path(file))[:limit]]


def calibrate(model: PreTrainedModel, gold: Sequence[Document], raw: Sequence[Document]) -> None:
    """Set score maps and least argument score of a model by what it found, uncalibrated, in documents new to it."""
    maps = fit_score_maps(gold, raw)
    scored = [document.with_events(tuple(calibrated(document.events, maps))) for document in raw]
    model.config.calibration = maps
    model.config.argument_threshold = best_argument_threshold(gold, scored)


def build_model(settings: TrainingSettings, source: str) -> PreTrainedModel:
    """An untrained event or flat model on a pretrained encoder."""
    chosen = settings.model
    longest = _longest_input(source)
    if chosen.window_length > longest:
        raise ValueError(
            f"model.window_length={chosen.window_length}, but {source} reads at most {longest} pieces; lower it"
        )
    if chosen.kind == "event":
        config = EventConfig(
            window_length=chosen.window_length,
            window_stride=chosen.window_stride,
            argument_layers=chosen.argument_layers,
            head_dropout=chosen.head_dropout,
        )
        model: PreTrainedModel = from_source(EventModel.from_encoder, source, "encoder", config=config)
        return model
    model = from_source(
        AutoModelForTokenClassification.from_pretrained, source, "model", dtype=torch.float32,
        num_labels=len(FLAT_TAGS), id2label=dict(enumerate(FLAT_TAGS.tags)), label2id=FLAT_TAGS.index,
    )  # fmt: skip
    model.config.window_length, model.config.window_stride = chosen.window_length, chosen.window_stride
    return model


def _longest_input(source: str) -> int:
    config = from_source(AutoConfig.from_pretrained, source, "model")
    positions: int = config.max_position_embeddings
    # RoBERTa-like models count positions from behind the padding index.
    return (
        positions - config.pad_token_id - 1
        if config.model_type in ("camembert", "roberta", "xlm-roberta")
        else positions
    )


def _arguments(settings: TrainingSettings, documents: int) -> TrainingArguments:
    chosen = settings.trainer
    steps = max(1, -(-documents // chosen.batch_size)) * chosen.epochs
    arguments = TrainingArguments(
        output_dir=str(settings.folder), num_train_epochs=chosen.epochs,
        per_device_train_batch_size=chosen.batch_size, learning_rate=chosen.learning_rate,
        warmup_steps=int(chosen.warmup * steps), lr_scheduler_type="cosine", max_grad_norm=1.0, seed=chosen.seed,
        bf16=use_bfloat16(chosen.precision), use_cpu=not torch.cuda.is_available() or _on_cpu(),
        eval_strategy="epoch", save_strategy="epoch", logging_strategy="epoch",
        load_best_model_at_end=True, metric_for_best_model=f"eval_{BEST_METRIC}", greater_is_better=True,
        remove_unused_columns=False, report_to="none", dataloader_pin_memory=False,
        ddp_find_unused_parameters=True,  # a part of a batch without any event asks the argument head nothing
    )  # fmt: skip
    # Several GPUs are used by as many processes; one process alone would split a batch where it cannot be split.
    arguments._n_gpu = min(1, arguments.n_gpu)
    return arguments


def _trainer(
    settings: TrainingSettings, arguments: TrainingArguments, model: PreTrainedModel, backend: Tokenizer,
    tokenizer: PieceTokenizer, train_documents: list[Document], dev_documents: list[Document],
) -> EventTrainer:  # fmt: skip
    chosen = settings.trainer
    dataset = TrainingSet(train_documents, tokenizer, settings.model.kind, settings.data.augment, chosen.seed)
    batches = SharedBatches(len(dataset), chosen.batch_size, chosen.seed, arguments.process_index, arguments.world_size)
    encoder_config = getattr(model.config, "encoder", model.config)
    return EventTrainer(
        model=model, args=arguments, train_dataset=dataset, eval_dataset=dataset,
        data_collator=DocumentCollator(encoder_config.pad_token_id or 0, settings.model.kind),
        callbacks=[Patience(chosen.patience), SetEpoch(dataset, batches)],
        average=WeightAverage(chosen.average) if chosen.average else None,
        batches=batches, dev=dev_documents, backend=backend, settings=settings,
    )  # fmt: skip


def _on_cpu() -> bool:
    return bool(parse_flag_from_env("ACCELERATE_USE_CPU"))  # `accelerate launch --cpu`


def use_bfloat16(precision: str) -> bool:
    """Whether to train in bfloat16; `auto` says yes where the processor or the GPU computes in it."""
    if precision != "auto":
        return precision == "bfloat16"
    if torch.cuda.is_available() and not _on_cpu():
        return bool(torch.cuda.is_bf16_supported())
    found = torch.cpu.get_capabilities()
    return bool(found.get("avx512_bf16") or found.get("amx_bf16"))


def _finish(
    settings: TrainingSettings, trainer: EventTrainer, source: str, backend: Tokenizer, metrics: dict[str, float],
    documents: int,
) -> Outcome:  # fmt: skip
    folder = settings.folder
    model = trainer.model
    target = folder / "model"
    if trainer.is_world_process_zero():
        model.to(getattr(torch, settings.trainer.save_dtype)).save_pretrained(target)
        AutoTokenizer.from_pretrained(source).save_pretrained(target)
        record_check(backend, target)
        history = trainer.state.log_history
        _write(folder / "history.json", history)
        _write(folder / "metrics.json", metrics)
        draw_curves(history, folder / "curves.png")
        card = model_card(settings, metrics, documents, sum(p.numel() for p in model.parameters()))
        (target / "README.md").write_text(card, encoding="utf-8")
    return Outcome(target, metrics)


def _write(path: Path, value: Any) -> None:
    aside = path.with_name(path.name + ".part")
    aside.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
    os.replace(aside, path)
