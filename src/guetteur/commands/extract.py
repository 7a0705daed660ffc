"""`guetteur extract`: events on standard output, or from many files into one output that survives a kill."""

from __future__ import annotations

import errno
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guetteur.commands.shared import Published, dated, fail, quiet_libraries, read_inputs, with_progress

if TYPE_CHECKING:
    from guetteur.bulk.run import Engine
    from guetteur.bulk.settings import Settings

_FILES = "Options with --out"


class OutputFormat(StrEnum):
    """How events are printed."""

    JSONL = "jsonl"
    TABLE = "table"
    CSV = "csv"


class EngineName(StrEnum):
    """Where the parts of a large run are done."""

    HERE = "here"
    RAY = "ray"


def extract(
    files: Annotated[
        list[Path], typer.Argument(help="Files, with --out folders too; without --out, '-' reads standard input.")
    ],
    format: Annotated[OutputFormat, typer.Option(help="Output format on standard output.")] = OutputFormat.JSONL,
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    published: Published = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1 …")] = "auto",
    batch_size: Annotated[int, typer.Option(help="Windows of full length in one encoder pass.", min=1)] = 8,
    threshold: Annotated[float, typer.Option(help="Least score of an event.", min=0.0, max=1.0)] = 0.0,
    backend: Annotated[str, typer.Option(help="torch, or onnx with a folder of exported graphs as --model.")] = "torch",
    precision: Annotated[str, typer.Option(help="fp32; auto, bf16 (torch); int8, int8-static (onnx).")] = "fp32",
    threads: Annotated[int | None, typer.Option(help="CPU threads; all cores if left out.", min=1)] = None,
    out: Annotated[
        str | None,
        typer.Option(
            help="Write .parquet (events), .jsonl or .jsonl.gz (documents), or NAME/ (folder of .parquet).",
            rich_help_panel=_FILES,
        ),
    ] = None,
    text_column: Annotated[str, typer.Option(help="Column of the text.", rich_help_panel=_FILES)] = "text",
    id_column: Annotated[str, typer.Option(help="Column of the id, if any.", rich_help_panel=_FILES)] = "id",
    date_column: Annotated[
        str, typer.Option(help="Column of the day of publication, if any.", rich_help_panel=_FILES)
    ] = "date",
    max_characters: Annotated[
        int, typer.Option(help="Longer texts are errors.", min=1, rich_help_panel=_FILES)
    ] = 1_000_000,
    part_size: Annotated[
        int, typer.Option(help="Rows between two restart points.", min=1, rich_help_panel=_FILES)
    ] = 1000,
    engine: Annotated[EngineName, typer.Option(help="This process, or Ray.", rich_help_panel=_FILES)] = EngineName.HERE,
    workers: Annotated[int, typer.Option(help="Ray: models at work.", min=1, rich_help_panel=_FILES)] = 2,
    cpus: Annotated[float, typer.Option(help="Ray: cores of a worker.", min=0.0, rich_help_panel=_FILES)] = 1.0,
    gpus: Annotated[
        float, typer.Option(help="Ray: GPUs of a worker, such as 0.25.", min=0.0, rich_help_panel=_FILES)
    ] = 0.0,
) -> None:
    """Find the attack events of texts.

    Without --out, events of .txt and .jsonl files go to standard output. With --out, any number of .txt, .jsonl, .csv
    and .parquet files (.gz, .zst too) and folders of them are read; the same command goes on after a kill. A file or
    row that cannot be read is reported and the others go on; the exit code is then 1.
    """
    if backend != "onnx":
        quiet_libraries()
    loading = {
        "path_or_id": model, "device": device, "batch_size": batch_size, "threshold": threshold, "backend": backend,
        "precision": precision, "threads": threads,
    }  # fmt: skip
    day = published.date().isoformat() if published else None
    if out is None:
        _print(files, format, loading, day)
        return
    from guetteur.bulk.settings import Settings
    from guetteur.inputs.rows import Columns

    columns = Columns(text_column, id_column, date_column, longest=max_characters)
    settings = Settings(loading, columns, day, part_size)
    if engine == EngineName.RAY:
        from guetteur.bulk.on_ray import RayEngine

        _write(files, out, settings, RayEngine(workers, cpus, gpus))
    else:
        from guetteur.bulk.run import run_here

        _write(files, out, settings, run_here)


def _print(files: list[Path], format: OutputFormat, loading: dict[str, Any], published: str | None) -> None:
    from guetteur.codec.check import ModelError
    from guetteur.extractor import EventExtractor
    from guetteur.printing import print_documents

    documents, problems = read_inputs(files)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if published:
        documents = [dated(document, published) for document in documents]
    try:
        extractor = EventExtractor.from_pretrained(**loading)
    except (ModelError, ValueError) as error:
        fail(str(error))
    found = with_progress(extractor.stream(documents), len(documents))
    failed = print_documents(found, format)
    for name, reason in failed:
        typer.echo(f"{name}: {reason}", err=True)
    if problems or failed:
        raise typer.Exit(1)


def _write(files: list[Path], out: str, settings: Settings, engine: Engine) -> None:
    from guetteur.bulk.formats import format_of
    from guetteur.bulk.output import Output
    from guetteur.bulk.problems import BulkError
    from guetteur.bulk.run import extract_files
    from guetteur.codec.check import ModelError
    from guetteur.inputs.sources import find_sources

    found = find_sources(files)
    if found.others:
        kinds = ", ".join(f"{times} {suffix}" for suffix, times in found.others.most_common(5))
        typer.echo(f"left out, no kind that can be read: {kinds}", err=True)
    try:
        report = extract_files(files, found, out, settings, engine)
    except (BulkError, ModelError) as error:
        fail(str(error))
    except OSError as error:
        place = error.filename or out
        reason = os.strerror(error.errno) if error.errno else str(error)
        remedy = "make room" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "repair that"
        fail(f"{place}: {reason}; finished parts are safe: {remedy}, then run the same command again")
    typer.echo(f"{report.documents} documents, {report.events} events in {out}", err=True)
    if report.errors:
        errors = Output(out, format_of(out)).errors
        typer.echo(f"{report.errors} rows or documents failed; the reasons are in {errors}", err=True)
        raise typer.Exit(1)
