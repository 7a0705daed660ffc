"""`guetteur records`: from texts or annotated documents to records, in any of the export formats."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guetteur.commands.shared import Published, dated, expand, fail, read_inputs, with_events

if TYPE_CHECKING:
    from rich.console import RenderableType

    from guetteur.document import Document
    from guetteur.export import Export
    from guetteur.records.record import Record

_WIDTH = 160  # of a table in a file


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
    published: Published = None,
    merge: Annotated[
        bool, typer.Option("--merge/--no-merge", help="One row for an event that several documents report.")
    ] = True,
    why: Annotated[
        bool,
        typer.Option("--why", help="Say on standard error why reports were merged, with the weight of each reason."),
    ] = False,
    extract: Annotated[bool, typer.Option("--extract", help="Extract events even where documents have some.")] = False,
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1 …")] = "auto",
) -> None:
    """Print one row for each event: who, whom, where, when, how many, and who says so.

    Texts without events go through the model; documents that have events are used as they are. Reports of one event in
    several documents become one row that names them all and says why; its toll is the last one, never the sum. What a
    format cannot carry is said once on standard error. A file that cannot be read is reported and the others go on; the
    exit code is then 1.
    """
    from guetteur.export import FORMATS, ExportError
    from guetteur.records.build import records_of
    from guetteur.records.merge.run import merge_records

    chosen = FORMATS.get(format)
    if chosen is not None and chosen.binary and out is None and sys.stdout.isatty():
        fail(f"{format} is binary; name a file with --out")
    paths, problems = expand(files)
    documents, faults = read_inputs(paths)
    problems += map(str, faults)
    if published:
        documents = [dated(document, published.date().isoformat()) for document in documents]
    found = list(with_events(documents, extract, model, device))
    for document in found:
        if "error" in document.meta:
            problems.append(f"{document.id}: {document.meta['error']}")
    for problem in problems:
        typer.echo(problem, err=True)
    articles = [(document, records_of(document)) for document in found]
    together = merge_records(articles) if merge and len(articles) > 1 else None
    try:
        if chosen is None:
            _print_tables(_tables(articles, together), out)
        else:
            _write(chosen.write([r for _, each in articles for r in each] if together is None else together), out)
    except ExportError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{out}: {error.strerror or error}")
    for record in together or () if why else ():
        for link in record.links:
            typer.echo(f"{record.id}: {link.first} and {link.second}, score {link.score:.1f}", err=True)
            for reason in link.reasons:
                typer.echo(f"  {reason.weight:+.1f} {reason.text}", err=True)
    if problems:
        raise typer.Exit(1)


def _tables(
    articles: Sequence[tuple[Document, Sequence[Record]]], together: Sequence[Record] | None
) -> Iterator[RenderableType]:
    """One table for each document, or one for all where their events are merged."""
    from guetteur.export.table import records_table

    for document, found in articles:
        if not found:
            yield f"{document.id}: no attack event"
        elif together is None:
            yield records_table(document.id, found)
    if together:
        yield records_table(f"{len(together)} events in {len(articles)} documents", together, whole_ids=True)


def _print_tables(tables: Iterator[RenderableType], out: Path | None) -> None:
    from rich.console import Console

    from guetteur.corpus.files import write_atomically

    stream = io.StringIO()
    console = Console() if out is None else Console(file=stream, width=_WIDTH)
    for table in tables:
        console.print(table, markup=False)
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
