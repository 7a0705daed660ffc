"""The command line. Results go to standard output, everything else to standard error.

Heavy imports happen inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guetteur.commands.extract import extract
from guetteur.commands.records import records
from guetteur.commands.shared import fail
from guetteur.commands.view import view
from guetteur.corpus.formats.registry import CorpusFormat, format_of

if TYPE_CHECKING:
    from guetteur.document import Document

app = typer.Typer(
    help="Attack events from French news: extract, check, convert, view and score.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Files = Annotated[list[Path], typer.Argument(help="Files; '-' reads standard input.")]


app.command()(extract)


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

    total = wrong = warned = 0
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
        warned += len(unique) - len(errors(unique))
    typer.echo(f"{total} documents, {wrong} errors, {warned} warnings", err=True)
    if wrong:
        raise typer.Exit(1)


@app.command()
def stats(files: Files, as_json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False) -> None:
    """Count what annotated files hold: types, roles, factuality, lengths, commonest triggers."""
    from rich.console import Console

    from guetteur.corpus.statistics import corpus_statistics
    from guetteur.corpus.tables import statistics_tables

    figures = corpus_statistics([document for path in files for document in _load(path, format_of(path))])
    if as_json:
        typer.echo(json.dumps(figures.to_dict(), ensure_ascii=False, indent=1))
    else:
        Console().print(statistics_tables(figures))


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="File, or folder for brat and inception.")],
    target: Annotated[Path, typer.Argument(help="File, or folder for brat and inception.")],
    to: Annotated[CorpusFormat | None, typer.Option(help="Format of the target; by its name if left out.")] = None,
    source_format: Annotated[
        CorpusFormat | None, typer.Option("--from", help="Format of the source; by its name if left out.")
    ] = None,
) -> None:
    """Convert annotated documents between the formats of docs/formats.md.

    By name: .jsonl, .txt (notation), .conll, .json (Label Studio), .doccano.jsonl, .spacy, a folder .inception; any
    other folder is brat. What the target cannot carry is printed; the exit code is 1 if annotations were left out.
    """
    from guetteur.corpus.formats.registry import write
    from guetteur.corpus.problems import errors

    documents = _load(source, source_format or format_of(source))
    try:
        losses = write(documents, target, to or format_of(target))
    except (OSError, ValueError) as error:
        fail(f"{target}: {error}")
    for loss in losses:
        typer.echo(str(loss), err=True)
    left_out = len(errors(losses))
    more = f", {left_out} annotations or documents left out" if left_out else ""
    typer.echo(f"{len(documents)} documents written to {target}{more}", err=True)
    if left_out:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold JSONL.")],
    predicted: Annotated[Path, typer.Argument(help="Predicted JSONL with the same documents.")],
    as_json: Annotated[bool, typer.Option("--json", help="Every figure as JSON.")] = False,
    resamples: Annotated[int, typer.Option(help="Bootstrap resamples for the intervals.", min=1)] = 1000,
) -> None:
    """Score predicted against gold documents; no model is needed."""
    from rich.console import Console

    from guetteur.evaluation.console import label_table, report_table
    from guetteur.evaluation.measure import measure_model

    try:
        report = measure_model(
            _load(gold, CorpusFormat.JSONL), _load(predicted, CorpusFormat.JSONL), resamples=resamples
        )
    except ValueError as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        console = Console()
        console.print(report_table({"models": {str(predicted): report}}))
        console.print(label_table(report, "per_factuality", title="Realis by factuality"))


def _load(path: Path, form: CorpusFormat) -> list[Document]:
    from guetteur.corpus.formats.registry import read
    from guetteur.corpus.problems import CorpusError, errors

    try:
        documents, problems = read(path, form)
        if errors(problems):
            raise CorpusError(errors(problems))
    except (OSError, ValueError) as error:
        fail(str(error))
    for problem in problems:
        typer.echo(str(problem), err=True)
    return documents


app.command()(records)
app.command()(view)


if __name__ == "__main__":
    app()
