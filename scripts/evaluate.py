"""Score models on annotated documents, through the extractor that users call, and write the report.

`python scripts/evaluate.py gold=data/test.jsonl +models.mine=runs/latest/model`
"""

from __future__ import annotations

import sys
from pathlib import Path

import hydra
from omegaconf import DictConfig
from rich.console import Console
from tqdm import tqdm

from guetteur.codec.events import oracle
from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.evaluation.console import report_table
from guetteur.evaluation.report import write_report
from guetteur.extractor import EventExtractor
from guetteur.modeling.loading import ModelError

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
    for name, figures in report["models"].items():
        console.print(f"\n[bold]{name}[/bold] on {config.gold}")
        console.print(report_table(figures))
    console.print(f"report: {Path(config.out) / 'report.html'}")


if __name__ == "__main__":
    main()
