"""Build data/train.jsonl, dev.jsonl and test.jsonl from the articles in data/articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from guetteur.corpus.build import read_articles, write_splits
from guetteur.corpus.jsonl import load_documents
from guetteur.corpus.problems import errors
from guetteur.corpus.statistics import corpus_statistics
from guetteur.corpus.tables import statistics_tables

DATA = Path(__file__).resolve().parent.parent / "data"


def main(
    articles: Annotated[Path, typer.Option(help="Folder of articles in notation.", exists=True)] = DATA / "articles",
    out: Annotated[Path, typer.Option(help="Folder for the JSONL files.")] = DATA,
    check: Annotated[bool, typer.Option("--check", help="Only report, write nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Leave the statistics out.")] = False,
) -> None:
    """Print every problem; write nothing when one of them is an error."""
    documents, problems = read_articles(articles)
    for problem in problems:
        typer.echo(str(problem), err=True)
    wrong = len(errors(problems))
    typer.echo(f"{len(documents)} articles, {wrong} errors, {len(problems) - wrong} warnings", err=True)
    if not quiet:
        Console().print(statistics_tables(corpus_statistics(documents)))
    if wrong:
        typer.echo("nothing written: repair the errors first", err=True)
        raise typer.Exit(1)
    if not check:
        for split, path in write_splits(documents, out).items():
            count = len(load_documents(path)) if path.stat().st_size else 0
            typer.echo(f"{split}: {count} articles in {path}")


if __name__ == "__main__":
    typer.run(main)
