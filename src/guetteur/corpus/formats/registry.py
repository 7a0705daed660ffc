"""Every format by name and by file name: what `guetteur convert` reads and writes.

A reader gives documents and problems; a writer gives what the format could not carry. Modules are imported when they
are used, for some need packages of the extra `formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guetteur.corpus.problems import Problem
    from guetteur.document import Document

    Reader = Callable[[Path], tuple[list[Document], list[Problem]]]
    Writer = Callable[[Sequence[Document], Path], list[Problem]]


class CorpusFormat(StrEnum):
    """How annotated documents are stored."""

    JSONL = "jsonl"
    NOTATION = "notation"
    BRAT = "brat"
    CONLL = "conll"
    LABELSTUDIO = "labelstudio"
    DOCCANO = "doccano"
    INCEPTION = "inception"
    DOCBIN = "docbin"


# The first ending that fits; what has none is a folder of brat.
_ENDINGS = (
    (".doccano.jsonl", CorpusFormat.DOCCANO),
    (".jsonl", CorpusFormat.JSONL),
    (".txt", CorpusFormat.NOTATION),
    (".conll", CorpusFormat.CONLL),
    (".json", CorpusFormat.LABELSTUDIO),
    (".inception", CorpusFormat.INCEPTION),
    (".spacy", CorpusFormat.DOCBIN),
)
_READERS = {
    CorpusFormat.JSONL: "jsonl:read_jsonl",
    CorpusFormat.NOTATION: "notation:read_notation",
    CorpusFormat.BRAT: "brat:read_brat",
    CorpusFormat.CONLL: "formats.conll_reader:read_conll",
    CorpusFormat.LABELSTUDIO: "formats.labelstudio_reader:read_labelstudio",
    CorpusFormat.DOCCANO: "formats.doccano_reader:read_doccano",
    CorpusFormat.INCEPTION: "formats.inception_reader:read_inception",
    CorpusFormat.DOCBIN: "formats.docbin:read_docbin",
}
_WRITERS = {
    CorpusFormat.CONLL: "formats.conll:write_conll",
    CorpusFormat.LABELSTUDIO: "formats.labelstudio:write_labelstudio",
    CorpusFormat.DOCCANO: "formats.doccano:write_doccano",
    CorpusFormat.INCEPTION: "formats.inception:write_inception",
    CorpusFormat.DOCBIN: "formats.docbin:write_docbin",
}


def format_of(path: Path) -> CorpusFormat:
    """The format that a file name stands for; `.gz` does not count."""
    name = path.name.removesuffix(".gz")
    return next((form for ending, form in _ENDINGS if name.endswith(ending)), CorpusFormat.BRAT)


def read(path: Path, form: CorpusFormat) -> tuple[list[Document], list[Problem]]:
    """Every document of a file or folder, and every problem.

    Raises:
        CorpusError: a package that the format needs is missing.
        OSError: the file cannot be opened.
    """
    reader: Reader = _load(_READERS[form])
    return reader(path)


def write(documents: Sequence[Document], path: Path, form: CorpusFormat) -> list[Problem]:
    """Write documents; returns what the format could not carry.

    Raises:
        CorpusError: the documents are not well formed, or a package is missing; nothing is written.
        OSError: the file cannot be written.
    """
    if form in _WRITERS:
        writer: Writer = _load(_WRITERS[form])
        return writer(documents, path)
    if form is CorpusFormat.NOTATION:
        from guetteur.corpus.files import write_atomically
        from guetteur.corpus.notation import write_notation

        write_atomically(path, [write_notation(list(documents)).encode()])
    elif form is CorpusFormat.BRAT:
        from guetteur.corpus.brat import write_brat

        write_brat(documents, path)
    else:
        from guetteur.corpus.jsonl import write_jsonl

        write_jsonl(documents, path)
    return []


def _load(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(f"guetteur.corpus.{module}"), function)
