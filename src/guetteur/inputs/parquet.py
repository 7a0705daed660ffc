"""Parquet: rows come from the footer's count and one row group at a time, only the columns that are needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guetteur.corpus.objects import Fault
from guetteur.document import Document
from guetteur.inputs.reader import Reader
from guetteur.inputs.rows import document_of

_BATCH = 256


class ParquetReader(Reader):
    """`.parquet` files; needs pyarrow (`pip install 'guetteur[export]'`)."""

    def count(self, path: Path) -> int:
        """The rows that the footer tells; one where the file cannot be read."""
        try:
            return int(self._open(path).metadata.num_rows)
        except Fault:
            return 1

    def rows(self, path: Path, start: int = 0) -> Iterator[Any]:
        """Row groups before `start` are not read; each row of a broken group is a `Fault`."""
        try:
            file = self._open(path)
        except Fault as fault:
            yield from [fault][start:]
            return
        with file:
            first = 0
            for group in range(file.metadata.num_row_groups):
                size = file.metadata.row_group(group).num_rows
                if first + size > start:
                    yield from self._group(file, group, size, max(0, start - first))
                first += size

    def _rows(self, path: Path) -> Iterator[Any]:
        return self.rows(path)

    def _open(self, path: Path) -> Any:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise Fault(".parquet needs pyarrow", "install it with pip install 'guetteur[export]'") from None
        try:
            file = parquet.ParquetFile(path)
        except (OSError, pyarrow.ArrowException) as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise Fault(f"cannot be read: {reason}", "repair the file or leave it out") from None
        names = file.schema_arrow.names
        if self.columns.text not in names:
            file.close()
            raise Fault(f"no column {self.columns.text!r} ({', '.join(names)})", "name it: --text-column")
        return file

    def _group(self, file: Any, group: int, size: int, skip: int) -> Iterator[Any]:
        import pyarrow

        names = [name for name in self.columns.wanted if name in file.schema_arrow.names]
        done = 0
        try:
            for batch in file.iter_batches(_BATCH, row_groups=[group], columns=names):
                for index in range(batch.num_rows):
                    done += 1
                    if done > skip:
                        yield batch, index
        except (OSError, pyarrow.ArrowException) as error:
            reason = str(error).splitlines()[0]
            for _ in range(max(done, skip), size):
                yield Fault(f"row group {group} cannot be read: {reason}", "write the file again")

    def document(self, raw: Any, default_id: str) -> Document:
        """The document of a row."""
        batch, index = raw
        try:
            row = {name: batch.column(name)[index].as_py() for name in batch.schema.names}
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            raise Fault(f"not UTF-8: byte 0x{byte:02x}", "write the file again from UTF-8 texts") from None
        return document_of(row, default_id, self.columns)
