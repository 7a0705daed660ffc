"""CSV with a header: a record is a row; comma, semicolon or tab, whichever shows the text column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from guetteur.corpus.files import open_bytes, why_not_text
from guetteur.corpus.objects import Fault
from guetteur.document import Document
from guetteur.inputs.reader import Reader
from guetteur.inputs.rows import document_of

_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 256 * 2**20  # an open quote must not fill the memory


class DelimitedReader(Reader):
    """`.csv` and `.tsv` files. A record that is not UTF-8 does not spoil the others."""

    def _rows(self, path: Path) -> Iterator[tuple[Sequence[str], Sequence[str]] | Fault]:
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        with open_bytes(path) as stream:
            if reason := why_not_text(stream.peek(8192)):
                yield Fault(reason, "or leave the file out")
                return
            text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
            first = text.readline()
            headers: list[list[str]] = [next(csv.reader([first], delimiter=each), []) for each in _DELIMITERS]
            header = next((each for each in headers if self.columns.text in each), None)
            if header is None:
                names = ", ".join(max(headers, key=lambda cells: len(list(cells)))) or "none"
                yield Fault(f"no column {self.columns.text!r} in the header ({names})", "name it: --text-column")
                return
            records = csv.reader(text, delimiter=_DELIMITERS[headers.index(header)])
            while True:
                try:
                    yield header, next(records)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Fault(f"not CSV: {error}", "look for a quote that is not closed")

    def document(self, raw: tuple[Sequence[str], Sequence[str]], default_id: str) -> Document | None:
        """The document of a record."""
        header, cells = raw
        if not cells:
            return None
        if len(cells) != len(header):
            message = f"the record has {len(cells)} cells, the header {len(header)}"
            raise Fault(message, "put quotes around cells that hold the delimiter or a newline")
        if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
            raise Fault("the record is not UTF-8", "save the file as UTF-8")
        row = dict(zip(header, cells, strict=True))
        row.pop("meta", None)
        if not row.get(self.columns.id):
            row.pop(self.columns.id, None)
        return document_of(row, default_id, self.columns)
