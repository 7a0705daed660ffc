"""Join the hand annotation of the five seed articles to their texts: an evaluation set, never training data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guetteur.corpus.jsonl import write_jsonl
from guetteur.corpus.problems import CorpusError
from guetteur.corpus.standoff import join_standoff

GOLD = Path(__file__).resolve().parent.parent / "seeds" / "gold.jsonl"


def main(
    texts: Annotated[Path, typer.Argument(help="Folder with the texts, <id>.txt.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Argument(help="JSONL file to write.")],
    gold: Annotated[Path, typer.Option(help="Standoff annotation.", exists=True)] = GOLD,
) -> None:
    """Write the joined documents; refuse any text that is not, byte for byte, the annotated one."""
    try:
        documents = join_standoff(gold, texts)
    except CorpusError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    write_jsonl(documents, out)
    typer.echo(f"{len(documents)} documents in {out}, for evaluation only")


if __name__ == "__main__":
    typer.run(main)
