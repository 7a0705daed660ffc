"""Score models on annotated documents, through the extractor that users call, and write the report.

`python scripts/evaluate.py gold=data/test.jsonl +models.mine=runs/latest/model`; models named `x-1`, `x-2` … count as
runs of `x` that differ in their seed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import hydra
from omegaconf import DictConfig
from rich.console import Console
from tqdm import tqdm

from guetteur.codec.check import ModelError
from guetteur.codec.events import oracle
from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.evaluation.console import comparison_table, error_table, label_table, report_table, spread_table
from guetteur.evaluation.measure import mean_and_deviation, seeds_of
from guetteur.evaluation.report import write_report
from guetteur.extractor import EventExtractor

CONFIGS = str(Path(__file__).resolve().parent.parent / "configs")


@hydra.main(version_base="1.3", config_path=CONFIGS, config_name="evaluate")
def main(config: DictConfig) -> None:
    """Extract with every model, measure, compare, write `report.json` and `report.html`."""
    try:
        gold = load_documents(Path(config.gold))
        predictions: dict[str, list[Document]] = {}
        for name, source in (dict(config.models) or {"packaged": None}).items():
            extractor = EventExtractor.from_pretrained(source, device=config.device, batch_size=config.batch_size)
            predictions[name] = list(tqdm(extractor.stream(gold), total=len(gold), desc=name, unit="doc"))
        ceiling = [oracle(document, extractor.tokenizer) for document in gold]
    except (ModelError, ValueError, OSError) as error:
        sys.exit(f"evaluate: {error}")
    report = write_report(gold, predictions, Path(config.out), title=config.title, oracle=ceiling)
    console = Console()
    console.print(report_table(report))
    if len(predictions) > 1:
        console.print(comparison_table(report))
    for group, runs in seeds_of(report["models"]).items():
        console.print(spread_table(group, mean_and_deviation(runs)))
    for name, measures in report["models"].items():
        console.print(label_table(measures, "per_factuality", title=f"{name}: Realis by factuality"))
    console.print(error_table(report))
    console.print(f"report: {Path(config.out) / 'report.html'}")


if __name__ == "__main__":
    main()
