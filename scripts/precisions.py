"""How many decisions each backend and precision changes against torch in fp32, and the scores with each.

`python scripts/precisions.py data/dev.jsonl --onnx runs/onnx`; without graphs only torch's precisions are compared.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from guetteur.benchmarking.decisions import decisions_table
from guetteur.codec.check import ModelError
from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.extractor import EventExtractor

GOLD = Path(__file__).resolve().parent.parent / "data" / "dev.jsonl"
TORCH = [("torch", "fp32"), ("torch", "bf16")]
ONNX = [("onnx", "fp32"), ("onnx", "int8"), ("onnx", "int8-static")]


def main(
    gold: Annotated[Path, typer.Argument(help="Annotated documents.", exists=True)] = GOLD,
    model: Annotated[str | None, typer.Option(help="Our model; the packaged one if left out.")] = None,
    onnx: Annotated[Path | None, typer.Option(help="Folder that export_onnx.py wrote.")] = None,
    threads: Annotated[int | None, typer.Option(help="CPU threads; all cores if left out.", min=1)] = None,
) -> None:
    """Predict with every setting and print the table."""
    try:
        documents = load_documents(gold)
        predicted: dict[str, list[Document]] = {}
        for backend, precision in TORCH + (ONNX if onnx else []):
            extractor = EventExtractor.from_pretrained(
                onnx if backend == "onnx" else model, device="cpu", backend=backend, precision=precision,
                threads=threads,
            )  # fmt: skip
            name = f"{backend} {precision}"
            predicted[name] = list(tqdm(extractor.stream(documents), total=len(documents), desc=name, delay=2))
    except (ModelError, ValueError, OSError) as error:
        sys.exit(f"precisions: {error}")
    typer.echo(decisions_table(documents, predicted))


if __name__ == "__main__":
    typer.run(main)
