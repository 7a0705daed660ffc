"""Records as a pandas data frame. Needs pandas (`pip install 'guetteur[export]'`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guetteur.document import Document
from guetteur.export.extra import load
from guetteur.export.row import COLUMNS, cells
from guetteur.records.build import records_of

if TYPE_CHECKING:
    import pandas


def records_to_dataframe(documents: Iterable[Document]) -> pandas.DataFrame:
    """The flat rows of the records of some documents, one row a record, in order.

    Figures are nullable integers and days are timestamps, so that sums and resampling work; wars, planned and denied
    events are rows too (`frame[~frame.background & frame.claim.isin(["asserted", "claimed"])]`).

    Raises:
        ExportError: pandas is not installed.
    """
    pd = load("pandas")
    rows = [cells(record) for document in documents for record in records_of(document)]
    frame: pandas.DataFrame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in COLUMNS:
        if column.startswith(("killed", "injured")) and not column.endswith("words"):
            frame[column] = frame[column].astype("Int64")
        elif column in ("date_start", "date_end", "published"):
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
    return frame
