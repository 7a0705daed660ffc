"""What a model does on a region or a voice it never saw, and how much the size of the corpus matters.

`python scripts/generalization.py` trains one model on everything, one without each group of `held_out`, and one on each
share of the training part, then writes `generalization.md`, `.json` and `.png` into `out`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import hydra
from omegaconf import DictConfig, OmegaConf

from guetteur.corpus.files import write_atomically
from guetteur.corpus.jsonl import load_documents, write_jsonl
from guetteur.document import Document
from guetteur.evaluation.generalization import HeldOut, Share, draw, tables
from guetteur.extractor import EventExtractor
from guetteur.scoring import f1_scores
from guetteur.training.run import train
from guetteur.training.settings import TrainingSettings

CONFIGS = str(Path(__file__).resolve().parent.parent / "configs")
MEASURES = ("Trig-C", "Arg-C+", "Realis")


def belongs(document: Document, group: Mapping[str, str]) -> bool:
    """Whether every pattern of the group is found in the document's meta field of that name."""
    return all(re.search(pattern, str(document.meta.get(field, ""))) for field, pattern in group.items())


def share_of(documents: Sequence[Document], share: float) -> list[Document]:
    """A part chosen by the hash of the id, so that smaller parts lie within larger ones."""
    ranked = sorted(documents, key=lambda document: sha256(document.id.encode()).digest())
    chosen = {document.id for document in ranked[: round(share * len(ranked))]}
    return [document for document in documents if document.id in chosen]


def model_of(
    name: str, training: Sequence[Document], dev: Sequence[Document], epochs: int, settings: TrainingSettings
) -> EventExtractor:
    """A model trained on `training`, made once in a folder of its name; a run that was stopped goes on."""
    folder = settings.folder / re.sub(r"\W+", "-", name)
    if not (folder / "metrics.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for part, documents in (("train", training), ("dev", dev)):
            write_jsonl(documents, folder / f"{part}.jsonl")
        data = replace(settings.data, train=[str(folder / "train.jsonl")], dev=[str(folder / "dev.jsonl")])
        trainer = replace(settings.trainer, epochs=epochs)
        train(replace(settings, out=str(folder), resume=True, data=data, trainer=trainer))
    return EventExtractor.from_pretrained(folder / "model")


def run(
    settings: TrainingSettings, test_files: Sequence[str], shares: Sequence[float], groups: Mapping[str, Any]
) -> None:
    """Train and score everything, write the tables after each run."""
    training, dev, test = (
        [document for file in files for document in load_documents(Path(file))]
        for files in (settings.data.train, settings.data.dev, test_files)
    )
    epochs = settings.trainer.epochs
    scored = [*dev, *test]
    whole = list(model_of("everything", training, dev, epochs, settings).stream(scored))
    held_out: list[HeldOut] = []
    curve: list[Share] = []
    for name, group in groups.items():
        kept, dev_kept = ([d for d in documents if not belongs(d, group)] for documents in (training, dev))
        gold = [d for d in scored if belongs(d, group)]
        seen = f1_scores(gold, [d for d in whole if belongs(d, group)], MEASURES)
        extractor = model_of(f"without {name}", kept, dev_kept, epochs, settings)
        without = f1_scores(gold, extractor.stream(gold), MEASURES)
        held_out.append(HeldOut(name, len(training) - len(kept), len(gold), seen, without))
        _write(settings.folder, held_out, curve)
    for share in shares:
        part = share_of(training, share)
        extractor = model_of(f"share {share:g}", part, dev, round(epochs / share), settings)
        curve.append(_point(part, f1_scores(test, extractor.stream(test), MEASURES)))
        _write(settings.folder, held_out, curve)
    curve.append(_point(training, f1_scores(test, whole[len(dev) :], MEASURES)))
    _write(settings.folder, held_out, curve)


def _point(part: Sequence[Document], scores: dict[str, float]) -> Share:
    return Share(len(part), sum(len(document.events) for document in part), scores)


def _write(folder: Path, held_out: Sequence[HeldOut], curve: Sequence[Share]) -> None:
    values = {"held_out": [vars(row) for row in held_out], "curve": [vars(row) for row in curve]}
    for suffix, text in (("md", tables(held_out, curve)), ("json", json.dumps(values, indent=1, ensure_ascii=False))):
        write_atomically(folder / f"generalization.{suffix}", [text.encode()])
    draw(held_out, curve, folder / "generalization.png")


@hydra.main(version_base="1.3", config_path=CONFIGS, config_name="generalization")
def main(config: DictConfig) -> None:
    """Compose the configuration and run."""
    values: dict[str, Any] = OmegaConf.to_container(config, resolve=True)  # type: ignore[assignment]
    try:
        test, shares, groups = (values.pop(key) for key in ("test", "shares", "held_out"))
        settings = TrainingSettings.from_mapping(values)
        run(settings, test, shares, groups)
    except (ValueError, RuntimeError, OSError) as error:
        sys.exit(f"generalization: {error}")
    print((settings.folder / "generalization.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
