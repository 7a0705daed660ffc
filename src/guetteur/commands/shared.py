"""What commands share: reading inputs, progress, errors in one sentence. Heavy imports happen inside."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from guetteur.corpus.problems import Problem
    from guetteur.document import Document

STDIN = Path("-")
Published = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of publication of all texts.")]
"""The option of every command that reads texts."""
_SUFFIXES = (".txt", ".jsonl", ".txt.gz", ".jsonl.gz")


def read_inputs(files: Sequence[Path]) -> tuple[list[Document], list[Problem | str]]:
    """The documents of .txt and .jsonl files, and what could not be read; a bad file never stops the others."""
    from guetteur.corpus.files import decode_utf8
    from guetteur.corpus.jsonl import read_texts
    from guetteur.corpus.problems import CorpusError
    from guetteur.document import Document

    documents: list[Document] = []
    problems: list[Problem | str] = []
    for path in files:
        try:
            if path == STDIN:
                documents.append(Document("stdin", decode_utf8(sys.stdin.buffer.read())))
            else:
                documents += read_texts(path)
        except CorpusError as error:
            problems += error.problems
        except OSError as error:
            problems.append(f"{path}: {error.strerror or error}")
        except ValueError as error:
            problems.append(f"standard input: {error}")
    return documents, problems


def expand(files: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Every .txt and .jsonl file of the folders among the files, in their place; and which folders have none."""
    paths: list[Path] = []
    problems: list[str] = []
    for path in files:
        if path == STDIN or not path.is_dir():
            paths.append(path)
            continue
        inside = sorted(file for file in path.iterdir() if file.is_file() and file.name.endswith(_SUFFIXES))
        paths += inside
        problems += [] if inside else [f"{path}: no .txt or .jsonl file in this folder"]
    return paths, problems


def with_events(documents: list[Document], extract: bool, model: str | None, device: str) -> Iterator[Document]:
    """The documents in order, those without events (or all, with `extract`) through the model."""
    missing = [document for document in documents if extract or not document.events]
    if not missing:
        yield from documents
        return
    from guetteur.codec.check import ModelError
    from guetteur.extractor import EventExtractor

    quiet_libraries()
    try:
        extractor = EventExtractor.from_pretrained(model, device=device)
    except ModelError as error:
        fail(str(error))
    extracted = with_progress(extractor.stream(missing), len(missing))
    for document in documents:
        yield next(extracted) if extract or not document.events else document


def dated(document: Document, published: str) -> Document:
    """A copy with a day of publication."""
    from guetteur.document import Document

    return Document(document.id, document.text, document.events, {**document.meta, "date": published})


def with_progress(documents: Iterator[Document], total: int) -> Iterator[Document]:
    """The same documents; a bar at a terminal when the work takes longer than two seconds."""
    from tqdm import tqdm

    yield from tqdm(documents, total=total, unit="doc", delay=2, disable=not sys.stderr.isatty())


def quiet_libraries() -> None:
    """Keep transformers from talking on standard error, should a model need it; it is not imported for that."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")


def fail(message: str) -> NoReturn:
    """End the command with one sentence and exit code 2."""
    typer.echo(f"guetteur: {message}", err=True)
    raise typer.Exit(2)
