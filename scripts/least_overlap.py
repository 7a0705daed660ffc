"""Write the half of an annotated file that shares fewest names with training files: a harder, fairer test of news."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from guetteur.corpus.jsonl import load_documents, write_jsonl
from guetteur.corpus.problems import CorpusError
from guetteur.document import Document

_NAME = re.compile(r"(?<=[^.!?…»\n] )[A-ZÀ-Þ][\w'’-]{3,}")  # a capital inside a sentence


def names(document: Document) -> frozenset[str]:
    """The words with a capital inside a sentence, once each."""
    return frozenset(_NAME.findall(document.text))


def main(
    gold: Annotated[Path, typer.Argument(help="Annotated JSONL to take the half from.", exists=True)],
    train: Annotated[list[Path], typer.Argument(help="JSONL files of the training part.", exists=True)],
    out: Annotated[Path, typer.Option(help="JSONL file to write.")],
) -> None:
    """Rank documents by the share of their names that stand in training; keep the lower half, in its order."""
    try:
        documents = load_documents(gold)
        known = frozenset[str]().union(*(names(document) for path in train for document in load_documents(path)))
    except (CorpusError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    shares = {document.id: len(names(document) & known) / max(1, len(names(document))) for document in documents}
    chosen = set(sorted(shares, key=lambda key: (shares[key], key))[: len(documents) // 2])
    out.parent.mkdir(parents=True, exist_ok=True)
    write_jsonl([document for document in documents if document.id in chosen], out)
    mean = sum(shares[key] for key in chosen) / max(1, len(chosen))
    typer.echo(f"{len(chosen)} documents in {out}; on average {mean:.0%} of their names stand in training")


if __name__ == "__main__":
    typer.run(main)
