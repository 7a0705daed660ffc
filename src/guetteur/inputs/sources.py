"""The files that a run reads, in a fixed order, and what tells one state of a file from another."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from guetteur.corpus.files import PACKED
from guetteur.inputs.delimited import DelimitedReader
from guetteur.inputs.lines import LineReader
from guetteur.inputs.parquet import ParquetReader
from guetteur.inputs.reader import Reader
from guetteur.inputs.rows import Columns
from guetteur.inputs.text import TextReader

READERS: dict[str, Callable[[Columns], Reader]] = {
    ".txt": TextReader,
    ".jsonl": LineReader,
    ".ndjson": LineReader,
    ".csv": DelimitedReader,
    ".tsv": DelimitedReader,
    ".parquet": ParquetReader,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file.

    Args:
        path: where it is, absolute: a worker may stand elsewhere.
        name: how outputs and errors call it: relative to the folder it was found in.
        size: bytes; -1 if it cannot be read.
        changed: time of its last change, in nanoseconds.
        rows: how many rows it gives; 0 until they are counted.
    """

    path: str
    name: str
    size: int
    changed: int
    rows: int = 0

    @property
    def kind(self) -> str:
        """The suffix that decides how it is read; a file of another kind is one text."""
        return kind_of(self.path) or ".txt"

    def default_id(self, row: int) -> str:
        """The id of a row (from 0) that has none: `articles/a` for a text, `a.jsonl#17` for a row."""
        if self.kind == ".txt":
            return str(Path(_unpacked(self.name)).with_suffix(""))
        return f"{self.name}#{row + 1}"


@dataclass(slots=True)
class Found:
    """The files of a command line, and how many files of other kinds its folders hold, by suffix."""

    sources: list[Source] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def find_sources(paths: Sequence[Path]) -> Found:
    """Every file, the files of a folder (sub-folders too, hidden ones not) sorted by path."""
    found = Found()
    for path in paths:
        inside = _inside(path, found.others) if path.is_dir() else [(path, path.name)]
        found.sources += [_source(file, name) for file, name in inside]
    repeated = {name for name, times in Counter(source.name for source in found.sources).items() if times > 1}
    if repeated:  # two folders with an a.jsonl each: only whole paths tell them apart
        found.sources = [replace(source, name=source.path) for source in found.sources]
    return found


def kind_of(path: str) -> str:
    """The suffix among `READERS`, a packing left out; empty if there is none."""
    suffix = Path(_unpacked(path)).suffix
    packed = path.endswith(PACKED)
    return suffix if suffix in READERS and not (packed and suffix == ".parquet") else ""


def _unpacked(path: str) -> str:
    return path.rpartition(".")[0] if path.endswith(PACKED) else path


def _inside(folder: Path, others: Counter[str]) -> list[tuple[Path, str]]:
    files = []
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.startswith("."):
                continue
            path = Path(base, name)
            if kind_of(name):
                files.append((path, path.relative_to(folder).as_posix()))
            else:
                others[path.suffix or name] += 1
    return sorted(files, key=lambda file: file[1])


def _source(path: Path, name: str) -> Source:
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
    except OSError:
        return Source(str(path.absolute()), name, -1, 0)
    return Source(str(path.absolute()), name, status.st_size, status.st_mtime_ns)
