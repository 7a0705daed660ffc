"""CSV as spreadsheets and `pandas.read_csv` read it: UTF-8, a header, a comma, quotes where they are needed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

Cell = str | int | float | bool | None


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """A CSV file; columns that a row lacks stay empty, a column that is not listed is an error."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return stream.getvalue().encode("utf-8")


def _cell(value: Cell) -> Cell:
    return str(value).lower() if isinstance(value, bool) else value
