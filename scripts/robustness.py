"""Score a model on the same articles in capitals, without accents, cut, glued, or with HTML left in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from tqdm import tqdm

from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.evaluation.robustness import VARIANTS, WATCHED, losses, robustness
from guetteur.extractor import EventExtractor

GOLD = Path(__file__).resolve().parent.parent / "data" / "test.jsonl"


def main(
    gold: Annotated[Path, typer.Argument(help="Annotated documents.", exists=True)] = GOLD,
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    out: Annotated[Path | None, typer.Option(help="JSON file for the table.")] = None,
) -> None:
    """Print F1 by variant and what each loses in Trig-C."""
    extractor = EventExtractor.from_pretrained(model)
    documents = load_documents(gold)
    with tqdm(total=len(documents) * (len(VARIANTS) + 1), desc="variants", unit="doc") as bar:
        table = robustness(documents, lambda changed: _counted(extractor.stream(changed), bar))
    lost = losses(table, "Trig-C")
    shown = Table(caption="F1 in percent", title_justify="left")
    shown.add_column("articles")
    for name in (*WATCHED, "Trig-C lost"):
        shown.add_column(name, justify="right")
    for name, scores in table.items():
        shown.add_row(name, *(f"{scores[m]:.1f}" for m in WATCHED), f"{lost[name]:.1f}" if name in lost else "")
    Console().print(shown)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def _counted(documents: Iterable[Document], bar: tqdm) -> Iterator[Document]:
    for document in documents:
        bar.update()
        yield document


if __name__ == "__main__":
    typer.run(main)
