"""The rows of all files under one numbering, read forward from wherever one stands."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from guetteur.corpus.objects import Fault
from guetteur.document import Document
from guetteur.inputs.rows import Columns
from guetteur.inputs.sources import READERS, Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: the file's name and the row, counted from 1 (in JSONL the line)."""

    source: str
    row: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that gave no document, or a document that gave no events, and why."""

    place: Place
    reason: str
    document: str = ""


class Cursor:
    """Reads ranges of rows. A range that lies after the last one goes on in the open file."""

    def __init__(self, sources: Sequence[Source], columns: Columns) -> None:
        self._sources = sources
        self._starts = [0, *itertools.accumulate(source.rows for source in sources)]
        self._readers = {kind: reader(columns) for kind, reader in READERS.items()}
        self._open: Iterator[Any] = iter(())
        self._at = (-1, 0)

    @property
    def total(self) -> int:
        """Rows of all files."""
        return self._starts[-1]

    def read(self, first: int, last: int) -> Iterator[tuple[Place, Document] | Failure]:
        """The documents of the rows from `first` up to, not with, `last`, numbered from 0 over all files."""
        index = bisect_right(self._starts, first) - 1
        while first < last:
            source, base = self._sources[index], self._starts[index]
            until = min(last, self._starts[index + 1])
            yield from self._slice(index, source, first - base, until - base)
            first, index = until, index + 1

    def _slice(self, index: int, source: Source, first: int, last: int) -> Iterator[tuple[Place, Document] | Failure]:
        self._seek(index, first)
        for row in range(first, last):
            place = Place(source.name, row + 1)
            try:
                raw = next(self._open, None)
                self._at = (index, row + 1)
                if raw is None:
                    raise Fault("the file has lost rows since the run began", "restore it")
                if isinstance(raw, Fault):
                    raise raw
                document = self._readers[source.kind].document(raw, source.default_id(row))
            except Fault as fault:
                yield Failure(place, f"{fault}; {fault.remedy}" if fault.remedy else str(fault))
                continue
            if document is not None:
                yield place, document

    def _seek(self, index: int, row: int) -> None:
        source = self._sources[index]
        if self._at[0] != index or self._at[1] > row:
            self._open = self._readers[source.kind].rows(Path(source.path), row)
        else:
            next(itertools.islice(self._open, row - self._at[1], row - self._at[1]), None)
        self._at = (index, row)


def count_rows(source: Source, columns: Columns) -> Source:
    """The file with its number of rows."""
    return replace(source, rows=READERS[source.kind](columns).count(Path(source.path)))
