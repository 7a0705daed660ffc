"""Print the figures of the corpus: size, labels, lengths, spread, diversity; put them into data/README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from guetteur.corpus.figures import corpus_figures, figures_markdown, replace_figures
from guetteur.corpus.files import read_utf8, write_atomically
from guetteur.corpus.jsonl import load_documents
from guetteur.corpus.problems import CorpusError
from guetteur.corpus.splits import SPLITS
from guetteur.document import Document

DATA = Path(__file__).resolve().parent.parent / "data"


def main(
    data: Annotated[Path, typer.Option(help="Folder of the JSONL files and README.md.", exists=True)] = DATA,
    seeds: Annotated[Path | None, typer.Option(help="Joined seeds, for their overlap.", exists=True)] = None,
    write: Annotated[bool, typer.Option("--write", help="Replace the figures in README.md.")] = False,
) -> None:
    """Print every table."""
    try:
        parts: dict[str, list[Document]] = {split: load_documents(data / f"{split}.jsonl") for split in SPLITS}
        figures = corpus_figures(parts, load_documents(seeds) if seeds else None)
        if write:
            page = data / "README.md"
            text = replace_figures(read_utf8(page), figures_markdown(figures))
            write_atomically(page, [text.encode("utf-8")])
    except (CorpusError, OSError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    console = Console()
    for figure in figures:
        console.print(figure.rich())


if __name__ == "__main__":
    typer.run(main)
