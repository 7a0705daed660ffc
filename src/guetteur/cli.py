"""The command line. Results go to standard output, everything else to standard error.

Heavy imports happen inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from guetteur.corpus.problems import Problem
    from guetteur.document import Document

app = typer.Typer(
    help="Attack events from French news: extract, check, convert, view and score.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Files = Annotated[list[Path], typer.Argument(help="Files; '-' reads standard input.")]
STDIN = Path("-")


class OutputFormat(StrEnum):
    """How events are printed."""

    JSONL = "jsonl"
    TABLE = "table"
    CSV = "csv"


class CorpusFormat(StrEnum):
    """How annotated documents are stored."""

    JSONL = "jsonl"
    NOTATION = "notation"
    BRAT = "brat"


@app.command()
def extract(
    files: Files,
    format: Annotated[OutputFormat, typer.Option(help="Output format.")] = OutputFormat.JSONL,
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication of all texts (YYYY-MM-DD).")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1 …")] = "auto",
    batch_size: Annotated[int, typer.Option(help="Windows in one encoder pass.", min=1)] = 16,
    threshold: Annotated[float, typer.Option(help="Least score of an event.", min=0.0, max=1.0)] = 0.0,
) -> None:
    """Print the attack events of .txt or .jsonl files.

    A file that cannot be read is reported and the others go on; the exit code is then 1.
    """
    _quiet_libraries()
    from guetteur.extractor import EventExtractor
    from guetteur.modeling.loading import ModelError
    from guetteur.printing import print_documents

    documents, problems = _read_inputs(files)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if published:
        documents = [_dated(document, published) for document in documents]
    try:
        extractor = EventExtractor.from_pretrained(model, device=device, batch_size=batch_size, threshold=threshold)
    except ModelError as error:
        _fail(str(error))
    found = _with_progress(extractor.stream(documents), len(documents))
    failed = print_documents(found, format)
    for name, reason in failed:
        typer.echo(f"{name}: {reason}", err=True)
    if problems or failed:
        raise typer.Exit(1)


@app.command()
def validate(
    files: Files,
    lint: Annotated[bool, typer.Option("--lint/--no-lint", help="Also check the annotation rules.")] = True,
) -> None:
    """Check annotated files: every fault with file, line, document, offset and remedy. Exit code 1 on errors."""
    from guetteur.corpus.jsonl import read_jsonl
    from guetteur.corpus.lint import lint as lint_documents
    from guetteur.corpus.notation import read_notation
    from guetteur.corpus.problems import Problem, errors
    from guetteur.corpus.validate import validate as validate_documents

    total = wrong = 0
    for path in files:
        try:
            documents, problems = read_notation(path) if path.suffix == ".txt" else read_jsonl(path)
        except OSError as error:
            documents, problems = [], [Problem(str(path), 0, "", error.strerror or str(error))]
        problems += validate_documents(documents, str(path))
        problems += lint_documents(documents, str(path)) if lint else []
        unique = list(dict.fromkeys(problems))
        for problem in unique:
            typer.echo(str(problem))
        total, wrong = total + len(documents), wrong + len(errors(unique))
    typer.echo(f"{total} documents, {wrong} errors", err=True)
    if wrong:
        raise typer.Exit(1)


@app.command()
def stats(files: Files, as_json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False) -> None:
    """Count what annotated files hold: types, roles, factuality, lengths, commonest triggers."""
    from rich.console import Console

    from guetteur.corpus.statistics import corpus_statistics
    from guetteur.corpus.tables import statistics_tables

    figures = corpus_statistics([document for path in files for document in _load(path, _format_of(path))])
    if as_json:
        typer.echo(json.dumps(figures.to_dict(), ensure_ascii=False, indent=1))
    else:
        Console().print(statistics_tables(figures))


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="File, or folder for brat.")],
    target: Annotated[Path, typer.Argument(help="File, or folder for brat.")],
    to: Annotated[CorpusFormat | None, typer.Option(help="Format of the target; by its name if left out.")] = None,
) -> None:
    """Convert annotated documents between JSONL (.jsonl), notation (.txt) and brat (a folder)."""
    from guetteur.corpus.brat import write_brat
    from guetteur.corpus.files import write_atomically
    from guetteur.corpus.jsonl import write_jsonl
    from guetteur.corpus.notation import write_notation

    documents = _load(source, _format_of(source))
    wanted = to or _format_of(target)
    try:
        if wanted is CorpusFormat.BRAT:
            write_brat(documents, target)
        elif wanted is CorpusFormat.NOTATION:
            write_atomically(target, [write_notation(documents).encode()])
        else:
            write_jsonl(documents, target)
    except (OSError, ValueError) as error:
        _fail(f"{target}: {error}")
    typer.echo(f"{len(documents)} documents written to {target}", err=True)


@app.command()
def view(files: Files, out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path("guetteur.html")) -> None:
    """Write annotated documents (for instance the output of extract) as one HTML page with highlights."""
    from guetteur.corpus.files import write_atomically
    from guetteur.evaluation.highlight import view_html

    documents = [document for path in files for document in _load(path, _format_of(path))]
    try:
        write_atomically(out, [view_html(documents).encode()])
    except OSError as error:
        _fail(f"{out}: {error.strerror or error}")
    typer.echo(f"{len(documents)} documents in {out}", err=True)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold JSONL.")],
    predicted: Annotated[Path, typer.Argument(help="Predicted JSONL with the same documents.")],
    as_json: Annotated[bool, typer.Option("--json", help="Every figure as JSON.")] = False,
    resamples: Annotated[int, typer.Option(help="Bootstrap resamples for the intervals.", min=1)] = 1000,
) -> None:
    """Score predicted against gold documents; no model is needed."""
    from rich.console import Console

    from guetteur.evaluation.console import report_table
    from guetteur.evaluation.measure import measure_model

    try:
        report = measure_model(
            _load(gold, CorpusFormat.JSONL), _load(predicted, CorpusFormat.JSONL), resamples=resamples
        )
    except ValueError as error:
        _fail(str(error))
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        Console().print(report_table({"models": {str(predicted): report}}))


def _read_inputs(files: list[Path]) -> tuple[list[Document], list[Problem | str]]:
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


def _load(path: Path, form: CorpusFormat) -> list[Document]:
    from guetteur.corpus.brat import read_brat
    from guetteur.corpus.jsonl import load_documents
    from guetteur.corpus.notation import read_notation
    from guetteur.corpus.problems import CorpusError, errors

    try:
        if form is CorpusFormat.JSONL:
            return load_documents(path)
        documents, problems = read_brat(path) if form is CorpusFormat.BRAT else read_notation(path)
        if errors(problems):
            raise CorpusError(errors(problems))
        return documents
    except (OSError, ValueError) as error:
        _fail(str(error))


def _format_of(path: Path) -> CorpusFormat:
    names = path.name.removesuffix(".gz")
    if names.endswith(".jsonl"):
        return CorpusFormat.JSONL
    return CorpusFormat.NOTATION if names.endswith(".txt") else CorpusFormat.BRAT


def _dated(document: Document, published: str) -> Document:
    from guetteur.document import Document

    return Document(document.id, document.text, document.events, {**document.meta, "date": published})


def _with_progress(documents: Iterator[Document], total: int) -> Iterator[Document]:
    from tqdm import tqdm

    # Shown only at a terminal and only when the work takes longer than two seconds.
    yield from tqdm(documents, total=total, unit="doc", delay=2, disable=not sys.stderr.isatty())


def _quiet_libraries() -> None:
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def _fail(message: str) -> NoReturn:
    typer.echo(f"guetteur: {message}", err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
