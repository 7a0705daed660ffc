"""Formats of an output: how a part is written and how parts become one file, in memory that does not grow."""

from __future__ import annotations

import io
import json
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from guetteur.bulk.problems import BulkError
from guetteur.bulk.table import event_rows, schema
from guetteur.corpus.files import write_atomically
from guetteur.corpus.jsonl import to_json
from guetteur.document import Document
from guetteur.inputs.cursor import Place

_ROW_GROUP = 100_000
_COMPRESSION = "zstd"


class Format(ABC):
    """A format by the suffix of its files."""

    suffix: str

    @abstractmethod
    def write(self, path: Path, found: Iterable[tuple[Place, Document]]) -> None:
        """Write a part; the file is there when it is whole."""

    @abstractmethod
    def join(self, parts: Iterable[Path], stream: BinaryIO) -> None:
        """Write the content of all parts, in order."""


class Jsonl(Format):
    """Documents with their events, one a line, as everything else in Guetteur reads them."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix

    def write(self, path: Path, found: Iterable[tuple[Place, Document]]) -> None:
        """One line a document; packed where the suffix says so."""
        write_atomically(path, ((json.dumps(to_json(d), ensure_ascii=False) + "\n").encode() for _, d in found))

    def join(self, parts: Iterable[Path], stream: BinaryIO) -> None:
        """The bytes one after the other; gzip files may be joined like that."""
        for part in parts:
            with part.open("rb") as content:
                shutil.copyfileobj(content, stream)


class Parquet(Format):
    """One row for each event mention (`guetteur.bulk.table`)."""

    suffix = ".parquet"

    def __init__(self) -> None:
        try:
            import pyarrow.parquet
        except ImportError:
            raise BulkError("Parquet needs pyarrow; install it with pip install 'guetteur[export]'") from None
        self._arrow, self._parquet = pyarrow, pyarrow.parquet

    def write(self, path: Path, found: Iterable[tuple[Place, Document]]) -> None:
        """One table, one row group."""
        rows = [row for place, document in found for row in event_rows(place, document)]
        stream = io.BytesIO()
        table = self._arrow.Table.from_pylist(rows, schema=schema())
        self._parquet.write_table(table, stream, compression=_COMPRESSION)
        write_atomically(path, [stream.getvalue()])

    def join(self, parts: Iterable[Path], stream: BinaryIO) -> None:
        """Row groups of about a hundred thousand rows, whatever the size of the parts."""
        with self._parquet.ParquetWriter(stream, schema(), compression=_COMPRESSION) as writer:
            tables, rows = [], 0
            for part in parts:
                tables.append(self._parquet.read_table(part, schema=schema()))
                rows += tables[-1].num_rows
                if rows >= _ROW_GROUP:
                    writer.write_table(self._arrow.concat_tables(tables))
                    tables, rows = [], 0
            if rows:
                writer.write_table(self._arrow.concat_tables(tables))


def format_of(out: str) -> Format:
    """The format of an output by its name; a name that ends in `/` is a folder of Parquet files.

    Raises:
        BulkError: no format has this name, or pyarrow is missing.
    """
    for suffix in (".jsonl", ".jsonl.gz"):
        if out.endswith(suffix):
            return Jsonl(suffix)
    if out.endswith((".parquet", "/")):
        return Parquet()
    raise BulkError(f"{out}: no format has this name; end it in .parquet, .jsonl, .jsonl.gz, or / for a folder")
