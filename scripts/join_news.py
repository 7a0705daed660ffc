"""Join the standoff annotation of real news articles in `data/news` to the open collection that holds their texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from guetteur.corpus.jsonl import write_jsonl
from guetteur.corpus.news import hashes, read_articles, texts_by_id
from guetteur.corpus.problems import CorpusError
from guetteur.corpus.splits import SPLITS
from guetteur.corpus.standoff import join_standoff

ANNOTATIONS = Path(__file__).resolve().parent.parent / "data" / "news"


def main(
    source: Annotated[Path, typer.Argument(help="OrangeSum as .jsonl or .jsonl.xz: title, text.", exists=True)],
    out: Annotated[Path, typer.Argument(help="Folder for train.jsonl, dev.jsonl and test.jsonl.")] = Path("runs/news"),
    annotations: Annotated[Path, typer.Option(help="Folder of the standoff files.", exists=True)] = ANNOTATIONS,
) -> None:
    """Find the annotated articles by their hash and write them with their events; keep the result out of Git."""
    out.mkdir(parents=True, exist_ok=True)
    files = {split: annotations / f"{split}.jsonl" for split in SPLITS}
    try:
        wanted = {key: name for file in files.values() for key, name in hashes(file).items()}
        texts = texts_by_id(tqdm(read_articles(source), desc="reading", unit="article"), wanted)
        for split, file in files.items():
            documents = join_standoff(file, texts)
            write_jsonl(documents, out / f"{split}.jsonl")
            typer.echo(f"{len(documents)} documents in {out / f'{split}.jsonl'}")
    except (CorpusError, ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    typer.run(main)
