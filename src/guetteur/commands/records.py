"""`guetteur records`: from texts or annotated documents to records, in any of the export formats."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guetteur.commands.shared import STDIN, dated, fail, quiet_libraries, read_inputs, with_progress

if TYPE_CHECKING:
    from guetteur.document import Document
    from guetteur.export import Export
    from guetteur.records.record import Record

_WIDTH = 160  # of a table in a file
_SUFFIXES = (".txt", ".jsonl", ".txt.gz", ".jsonl.gz")


class RecordFormat(StrEnum):
    """How records are written: a table for people, or the name of an export format."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    ACLED = "acled"
    GED = "ged"
    PLOVER = "plover"
    GEOJSON = "geojson"


def records(
    files: Annotated[list[Path], typer.Argument(help=".txt and .jsonl files, or folders of them; '-' reads one text.")],
    format: Annotated[RecordFormat, typer.Option(help="Output format.")] = RecordFormat.TABLE,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output if left out.")] = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of publication of all texts.")
    ] = None,
    extract: Annotated[bool, typer.Option("--extract", help="Extract events even where documents have some.")] = False,
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1 …")] = "auto",
) -> None:
    """Print one row for each event: who, whom, where, when, how many, and who says so.

    Texts without events go through the model; documents that have events are used as they are. What a format cannot
    carry is said once on standard error. A file that cannot be read is reported and the others go on; the exit code
    is then 1.
    """
    from guetteur.export import FORMATS, ExportError
    from guetteur.records.build import records_of

    chosen = FORMATS.get(format)
    if chosen is not None and chosen.binary and out is None and sys.stdout.isatty():
        fail(f"{format} is binary; name a file with --out")
    documents, problems = _read(files)
    if published:
        documents = [dated(document, published.date().isoformat()) for document in documents]
    found = list(_with_events(documents, extract, model, device))
    for document in found:
        if "error" in document.meta:
            problems.append(f"{document.id}: {document.meta['error']}")
    for problem in problems:
        typer.echo(problem, err=True)
    rows = [(document.id, records_of(document)) for document in found]
    try:
        if chosen is None:
            _print_tables(rows, out)
        else:
            _write(chosen.write([record for _, each in rows for record in each]), out)
    except ExportError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{out}: {error.strerror or error}")
    if problems:
        raise typer.Exit(1)


def _read(files: Sequence[Path]) -> tuple[list[Document], list[str]]:
    paths: list[Path] = []
    problems: list[str] = []
    for path in files:
        if path == STDIN or not path.is_dir():
            paths.append(path)
            continue
        inside = sorted(file for file in path.iterdir() if file.is_file() and file.name.endswith(_SUFFIXES))
        paths += inside
        problems += [] if inside else [f"{path}: no .txt or .jsonl file in this folder"]
    documents, faults = read_inputs(paths)
    return documents, problems + [str(fault) for fault in faults]


def _with_events(documents: list[Document], extract: bool, model: str | None, device: str) -> Iterator[Document]:
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


def _print_tables(rows: Sequence[tuple[str, Sequence[Record]]], out: Path | None) -> None:
    from rich.console import Console

    from guetteur.corpus.files import write_atomically
    from guetteur.export.table import records_table

    stream = io.StringIO()
    console = Console() if out is None else Console(file=stream, width=_WIDTH)
    for name, found in rows:
        console.print(records_table(name, found) if found else f"{name}: no attack event", markup=False)
    if out is not None:
        write_atomically(out, [stream.getvalue().encode()])


def _write(export: Export, out: Path | None) -> None:
    from guetteur.corpus.files import write_atomically

    if out is None:
        sys.stdout.buffer.write(export.content)
        sys.stdout.flush()
    else:
        write_atomically(out, [export.content])
        typer.echo(f"{export.rows} rows in {out}", err=True)
    for loss in export.losses:
        typer.echo(loss, err=True)
