"""`guetteur view`: texts or annotated documents as one page with marks, lines, records, a timeline and a map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guetteur.commands.shared import STDIN, Published, dated, expand, fail, read_inputs, with_events

NOTATION_START = b"=== "
"""A .txt file that begins so holds annotated articles in block notation."""

if TYPE_CHECKING:
    from guetteur.document import Document


def view(
    files: Annotated[
        list[Path], typer.Argument(help="Texts (.txt), .jsonl, annotated files, or folders; '-' reads one text.")
    ],
    out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path("guetteur.html"),
    published: Published = None,
    extract: Annotated[bool, typer.Option("--extract", help="Extract events even where documents have some.")] = False,
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1 …")] = "auto",
) -> None:
    """Write one HTML page that needs no network: the texts with their events, records, a timeline and a map.

    Texts go through the model; a file in which a document has events is shown as it is. A file that cannot be read is
    reported and the others go on; the exit code is then 1.
    """
    from guetteur.corpus.files import write_atomically
    from guetteur.viewing import view_html

    annotated, problems = _read(files)
    if published:
        day = published.date().isoformat()
        annotated = [(dated(document, day), done) for document, done in annotated]
    extracted = with_events([document for document, done in annotated if extract or not done], True, model, device)
    shown = [document if done and not extract else next(extracted) for document, done in annotated]
    problems += [f"{document.id}: {document.meta['error']}" for document in shown if "error" in document.meta]
    for problem in problems:
        typer.echo(problem, err=True)
    if not shown and problems:
        raise typer.Exit(1)
    try:
        write_atomically(out, [view_html(shown).encode()])
    except OSError as error:
        fail(f"{out}: {error.strerror or error}")
    typer.echo(f"{len(shown)} documents in {out}", err=True)
    if problems:
        raise typer.Exit(1)


def _read(files: Sequence[Path]) -> tuple[list[tuple[Document, bool]], list[str]]:
    """Texts and JSONL as `guetteur records` reads them, every other file by its format (brat, CoNLL …).

    Returns:
        each document, and whether its file is an annotated one, where no event may mean that there is none; problems.
    """
    from guetteur.corpus.formats.registry import format_of, read
    from guetteur.corpus.problems import CorpusError, errors
    from guetteur.corpus.validate import validate

    documents: list[tuple[Document, bool]] = []
    problems: list[str] = []
    for path in files:
        if _holds_texts(path):
            paths, faults = expand([path])
            problems += faults
            for file in paths:
                found, wrong = read_inputs([file])
                done = any(document.events for document in found)
                documents += [(document, done) for document in found]
                problems += map(str, wrong)
            continue
        try:
            found, flaws = read(path, format_of(path))
            wrong_ones = errors([*flaws, *validate(found, str(path))])
            broken = {problem.document for problem in wrong_ones}
            documents += [(document, True) for document in found if document.id not in broken]
            problems += dict.fromkeys(map(str, wrong_ones))
        except CorpusError as error:
            problems += map(str, error.problems)
        except OSError as error:
            problems.append(f"{path}: {error.strerror or error}")
        except ValueError as error:
            problems.append(f"{path}: {error}")
    return documents, problems


def _holds_texts(path: Path) -> bool:
    """Whether a path holds plain texts or JSONL rather than annotations in one of the other formats."""
    from guetteur.corpus.files import open_bytes
    from guetteur.corpus.formats.registry import CorpusFormat, format_of

    form = format_of(path)
    if path == STDIN or form is CorpusFormat.JSONL:
        return True
    if form is CorpusFormat.NOTATION:
        try:
            with open_bytes(path) as stream:
                return not stream.readline().startswith(NOTATION_START)
        except (OSError, EOFError):
            return True  # where it is said what is wrong
    return form is CorpusFormat.BRAT and not any(path.glob("*.ann"))
