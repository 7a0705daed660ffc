"""Speed, latency, memory and start-up of our backends and of peers, on the same articles in the same run.

`pip install '.[onnx,compare]'`, `python scripts/export_onnx.py runs/onnx`, then
`python scripts/benchmark.py --onnx runs/onnx --out runs/benchmark`; what is not installed is skipped with a message.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from guetteur.benchmarking.machine import gemm_rates, machine
from guetteur.benchmarking.report import NAMES, chart, network_table, table
from guetteur.benchmarking.run import Plan, measure
from guetteur.corpus.files import write_atomically
from guetteur.corpus.jsonl import load_documents
from guetteur.extractor import EventExtractor

ARTICLES = Path(__file__).resolve().parent.parent / "data" / "test.jsonl"


def main(
    articles: Annotated[Path, typer.Argument(help="Documents to read.", exists=True)] = ARTICLES,
    out: Annotated[Path, typer.Option(help="Folder for benchmark.json, .md and .png.")] = Path("runs/benchmark"),
    model: Annotated[str | None, typer.Option(help="Our model; the packaged one if left out.")] = None,
    onnx: Annotated[Path | None, typer.Option(help="Folder that export_onnx.py wrote.")] = None,
    system: Annotated[list[str] | None, typer.Option(help="Systems to measure; all if left out.")] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first articles.", min=1)] = None,
    repeats: Annotated[int, typer.Option(help="Interleaved passes over the articles.", min=1)] = 3,
    threads: Annotated[int, typer.Option(help="CPU threads.", min=1)] = 1,
) -> None:
    """Measure and write the table, the chart and every figure."""
    texts = [document.text for document in load_documents(articles)[:limit]]
    if unknown := set(system or ()) - set(NAMES):
        sys.exit(f"benchmark: no system '{unknown.pop()}'; choose from {', '.join(NAMES)}")
    rates = gemm_rates(threads)
    results = measure(Plan(system or list(NAMES), texts, repeats, threads, model, onnx))
    pieces = sum(map(len, EventExtractor.from_pretrained(model, device="cpu").tokenizer.encode(texts)))
    shown = f"{table(results, pieces)}\n\n{network_table(results, rates)}\n\nGEMM, GFLOP/s: {rates}\n"
    out.mkdir(parents=True, exist_ok=True)
    report = {
        "machine": machine(threads), "gemm_gflops": rates, "repeats": repeats, "articles": len(texts), "pieces": pieces,
        "systems": results,
    }  # fmt: skip
    write_atomically(out / "benchmark.json", [json.dumps(report, ensure_ascii=False, indent=1).encode()])
    write_atomically(out / "benchmark.md", [shown.encode()])
    write_atomically(out / "benchmark.png", [chart(results)])
    typer.echo(shown)


if __name__ == "__main__":
    typer.run(main)
