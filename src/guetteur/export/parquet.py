"""`parquet`: the rows of `csv` with their types, for pandas, DuckDB, Arrow and R.

It loses what `csv` loses. Needs pyarrow (`pip install 'guetteur[export]'`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, get_type_hints

from guetteur.export.extra import load
from guetteur.export.formats import Export
from guetteur.export.row import COLUMNS, LOSSES, Row, cells
from guetteur.records.record import Record


def write(records: Sequence[Record]) -> Export:
    """One row for each record; every column has its type even where all its cells are empty."""
    pyarrow, parquet = load("pyarrow"), load("pyarrow.parquet")
    kinds: dict[Any, Any] = {
        str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_(),
    }  # fmt: skip
    hints = get_type_hints(Row)
    schema = pyarrow.schema([(name, kinds[_of(hints[name])]) for name in COLUMNS])
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([cells(record) for record in records], schema=schema), stream)
    return Export(stream.getvalue(), len(records), LOSSES)


def _of(hint: Any) -> Any:
    """`int` of `int | None`."""
    return next((part for part in getattr(hint, "__args__", ()) if part is not type(None)), hint)
