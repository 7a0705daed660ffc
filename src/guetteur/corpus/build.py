"""From the articles that people wrote to the JSONL files of the corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guetteur.corpus.jsonl import write_jsonl
from guetteur.corpus.lint import lint
from guetteur.corpus.notation import read_notation
from guetteur.corpus.problems import CorpusError, Problem, errors
from guetteur.corpus.splits import SPLITS, Split, split_documents
from guetteur.corpus.validate import duplicate_id, validate
from guetteur.document import Document


def read_articles(folder: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every article of the `.txt` files of a folder, in order of file name, and every problem, warnings included.

    Raises:
        OSError: a file cannot be opened.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    file_of: dict[str, str] = {}
    paths = sorted(Path(folder).glob("*.txt"))
    for path in paths:
        found, faults = read_notation(path)
        problems += faults + validate(found, str(path)) + lint(found, str(path))
        for document in found:
            if file_of.setdefault(document.id, str(path)) != str(path):
                message = f"the id {document.id!r} stands in {file_of[document.id]} already"
                problems.append(replace(duplicate_id(document.id), file=str(path), message=message))
        documents += found
    if not paths:
        problems.append(Problem(str(folder), 0, "", "no .txt file in this folder", remedy="check the path"))
    return documents, problems


def write_splits(documents: list[Document], folder: Path | str) -> dict[Split, Path]:
    """Write `train.jsonl`, `dev.jsonl` and `test.jsonl`.

    Raises:
        CorpusError: a document is not well formed or an id is given twice; nothing is written.
        OSError: the folder cannot be written.
    """
    if problems := errors(validate(documents)):
        raise CorpusError(problems)
    parts = split_documents(documents)
    paths = {split: Path(folder) / f"{split}.jsonl" for split in SPLITS}
    for split, path in paths.items():
        write_jsonl(parts[split], path)
    return paths
