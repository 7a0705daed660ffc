"""`csv`: one flat row for each record.

It cannot carry a second date, place or toll, nor which mention, span and score a value comes from, nor who gave which
of two values other than tolls. Wars, planned, denied and foiled events are rows like any other: read the columns
`background` and `claim` before you count.
"""

from __future__ import annotations

from collections.abc import Sequence

from guetteur.export.delimited import csv_bytes
from guetteur.export.formats import Export
from guetteur.export.row import COLUMNS, LOSSES, cells
from guetteur.records.record import Record


def write(records: Sequence[Record]) -> Export:
    """One row for each record."""
    return Export(csv_bytes(COLUMNS, map(cells, records)), len(records), LOSSES)
