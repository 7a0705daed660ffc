"""Train the same-event pair scorer on the gold clusters of annotated files and write it into the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from sklearn.ensemble import HistGradientBoostingClassifier

from guetteur.corpus.jsonl import load_documents
from guetteur.document import Document
from guetteur.records.clusters import assign_clusters, candidates, mentions
from guetteur.records.pairs import Cluster
from guetteur.records.trees import SCORER, Trees
from guetteur.scoring.clusters import score_clusters

ROOT = Path(__file__).resolve().parent.parent
PACKAGED = ROOT / "src" / "guetteur" / "records" / "data" / SCORER


def pairs(document: Document) -> tuple[list[np.ndarray], list[bool]]:
    """A row for each mention and candidate event of the gold clusters, and whether it is the mention's own."""
    clusters: dict[str, Cluster] = {}
    rows: list[np.ndarray] = []
    own: list[bool] = []
    for event, mention in mentions(document.text, document.events):
        found, features = candidates(mention, list(clusters.values()))
        rows += list(features)
        own += [cluster.name == event.cluster for cluster in found]
        clusters.setdefault(event.cluster, Cluster(event.cluster)).add(mention)
    return rows, own


def main(
    train: Annotated[list[Path], typer.Argument(help="Annotated files to learn from.", exists=True)],
    test: Annotated[list[Path], typer.Option(help="Annotated files to score.", exists=True)],
    out: Annotated[Path, typer.Option(help="Where the scorer goes.")] = PACKAGED,
) -> None:
    """Fit, write, and print CoNLL F1 on gold mentions of each file to score."""
    found = [pairs(document) for path in train for document in load_documents(path)]
    rows = np.array([row for each, _ in found for row in each])
    own = np.array([answer for _, each in found for answer in each])
    model = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.08, max_leaf_nodes=15, l2_regularization=3.0, min_samples_leaf=40, random_state=0
    )
    trees = Trees.of_scikit_learn(model.fit(rows, own))
    out.parent.mkdir(parents=True, exist_ok=True)
    trees.save(out)
    typer.echo(f"{len(rows)} pairs, {own.mean():.1%} of one event; {out}")
    for path in test:
        gold = load_documents(path)
        guess = [d.with_events(assign_clusters(d.text, d.events, trees.probability)) for d in gold]
        typer.echo(f"{path}: CoNLL F1 {100 * score_clusters(gold, guess).conll:.1f}")


if __name__ == "__main__":
    typer.run(main)
