"""What all kinds of files have in common: numbered rows, cheap to pass over, made into documents one by one."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guetteur.corpus.files import BROKEN
from guetteur.corpus.objects import Fault
from guetteur.document import Document
from guetteur.inputs.rows import Columns


class Reader(ABC):
    """Reads one kind of file.

    The same file gives the same rows each time, so that a run can be cut by row numbers. What cannot be read is a row
    too: a `Fault` in its place.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def rows(self, path: Path, start: int = 0) -> Iterator[Any]:
        """The raw rows from number `start` (from 0) on, or a `Fault` in place of one; a broken end is one row."""
        stream = self._rows(path)
        try:
            yield from itertools.islice(stream, start, None)
        except BROKEN as error:
            yield Fault(f"broken gzip data: {error}", "copy the file again")
        except OSError as error:
            yield Fault(f"cannot be read: {error.strerror or error}", "repair the file or leave it out")

    def count(self, path: Path) -> int:
        """How many rows `rows` gives."""
        return sum(1 for _ in self.rows(path))

    @abstractmethod
    def _rows(self, path: Path) -> Iterator[Any]:
        """All raw rows; may raise what `open_bytes` and its stream raise."""

    @abstractmethod
    def document(self, raw: Any, default_id: str) -> Document | None:
        """The document of a raw row; None for an empty line.

        Raises:
            Fault: there is none in it.
        """
