"""Tokens per second of training, setting by setting: `python scripts/benchmark_training.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import torch
import typer

from guetteur.codec.pieces import PieceTokenizer
from guetteur.corpus.jsonl import load_documents
from guetteur.modeling.sources import load_tokenizer, resolve
from guetteur.training.data import DocumentCollator, TrainingSet
from guetteur.training.run import build_model
from guetteur.training.settings import TrainingSettings
from guetteur.training.speed import CLOCKS, PARTS, measure, some_batches


def main(
    corpus: Annotated[Path, typer.Argument(help="Annotated documents, JSONL.")] = Path("data/train.jsonl"),
    out: Annotated[Path, typer.Option(help="JSON of the figures.")] = Path("runs/benchmark-training.json"),
    encoder: Annotated[str, typer.Option(help="embedded, a folder or a hub id.")] = "embedded",
    steps: Annotated[int, typer.Option(help="Batches in a pass.")] = 12,
    repeats: Annotated[int, typer.Option(help="Passes in each setting.")] = 5,
    threads: Annotated[int, typer.Option(help="Threads of PyTorch.")] = 1,
    clock: Annotated[str, typer.Option(help="wall, or cpu on a machine with other work.")] = "wall",
) -> None:
    """Measure and print a table."""
    if clock not in CLOCKS:
        raise typer.BadParameter(f"{clock!r}; it must be wall or cpu", param_hint="--clock")
    torch.set_num_threads(threads)
    settings = TrainingSettings.from_mapping({"encoder": {"source": encoder}})
    documents = load_documents(corpus)
    source = resolve(encoder)
    tokenizer = PieceTokenizer(load_tokenizer(source), settings.model.window_length, settings.model.window_stride)
    model = build_model(settings, source).train()
    dataset = TrainingSet(documents, tokenizer, "event", settings.data.augment, settings.trainer.seed)
    batches = some_batches(len(documents), settings.trainer.batch_size, steps, seed=1)
    collator = DocumentCollator(model.config.encoder.pad_token_id or 0, "event")
    found = measure(model, dataset, collator, batches, repeats, clock)
    out.parent.mkdir(parents=True, exist_ok=True)
    facts = {"torch": torch.__version__, "threads": threads, "clock": clock, "steps": steps, "repeats": repeats}
    out.write_text(json.dumps({**facts, "settings": found}, indent=1), encoding="utf-8")
    columns = ["tokens/s", "step ms", *(f"{part} ms" for part in PARTS)]
    print("| setting |", " | ".join(columns), "|")
    print("|", " | ".join(["---"] * (len(columns) + 1)), "|")
    for name, values in found.items():
        print(f"| {name} |", " | ".join(f"{values[column]:.0f}" for column in columns), "|")


if __name__ == "__main__":
    typer.run(main)
