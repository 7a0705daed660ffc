"""Fit peers (CRF, spaCy, patterns) and score them beside models, on the same corpus, splits and scorer.

`pip install '.[compare]'`, then `python scripts/compare.py`; fitted peers are kept in `cache` and read the next time.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import hydra
from omegaconf import DictConfig
from rich.console import Console

from guetteur.codec.check import ModelError
from guetteur.corpus.jsonl import load_documents
from guetteur.evaluation.console import comparison_table
from guetteur.evaluation.report import write_report
from guetteur.extractor import EventExtractor
from guetteur.peers.comparison import System, cost_table, run
from guetteur.peers.fitting import fitted
from guetteur.peers.peer import PeerError

CONFIGS = str(Path(__file__).resolve().parent.parent / "configs")


@hydra.main(version_base="1.3", config_path=CONFIGS, config_name="compare")
def main(config: DictConfig) -> None:
    """Fit or read every peer, predict, measure, write `report.json` and `report.html` for each gold file."""
    console = Console()
    try:
        golds = {Path(path).stem: load_documents(path)[: config.limit] for path in config.gold}
        train, dev = (
            [document for path in paths for document in load_documents(path)[: config.limit]]
            for paths in (config.train, config.dev)
        )
        systems: dict[str, System] = {}
        for name, source in (dict(config.models) or {"packaged": None}).items():
            extractor = EventExtractor.from_pretrained(source, device=config.device, batch_size=config.batch_size)
            systems[name] = System(extractor.extract)
        for name in config.peers:
            folder = Path(config.cache) / (name if config.limit is None else f"{name}-{config.limit}")
            known = fitted(name, train, dev, folder)
            systems[name] = System(known.peer.predict, known.seconds)
        for stem, gold in golds.items():
            results = {name: run(f"{name} on {stem}", system, gold) for name, system in systems.items()}
            predictions = {name: documents for name, (documents, _) in results.items()}
            costs = {name: cost for name, (_, cost) in results.items()}
            extra = {"costs": {name: asdict(cost) for name, cost in costs.items()}}
            report = write_report(gold, predictions, Path(config.out) / stem, title=stem, extra=extra)
            console.print(cost_table(report, costs), comparison_table(report))
            console.print(f"report: {Path(config.out) / stem / 'report.html'}")
    except (PeerError, ModelError, ValueError, OSError) as error:
        sys.exit(f"compare: {error}")


if __name__ == "__main__":
    main()
