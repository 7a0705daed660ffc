"""Records as a pandas data frame. Needs pandas (`pip install 'guetteur[export]'`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guetteur.document import Document
from guetteur.export.extra import load
from guetteur.export.row import COLUMNS, cells
from guetteur.records.build import records_of
from guetteur.records.merge.run import merge_records

if TYPE_CHECKING:
    import pandas


def records_to_dataframe(documents: Iterable[Document], merge: bool = True) -> pandas.DataFrame:
    """The flat rows of the records of some documents, one row a record, in order.

    An event that several documents report is one row, unless `merge` is off: then each report has its own.

    Figures are nullable integers and days are timestamps, so that sums and resampling work; wars, planned and denied
    events are rows too (`frame[~frame.background & frame.claim.isin(["asserted", "claimed"])]`).

    Raises:
        ExportError: pandas is not installed.
    """
    pd = load("pandas")
    articles = [(document, records_of(document)) for document in documents]
    records = merge_records(articles) if merge else [record for _, each in articles for record in each]
    rows = [cells(record) for record in records]
    frame: pandas.DataFrame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in COLUMNS:
        if column.startswith(("killed", "injured")) and not column.endswith("words"):
            frame[column] = frame[column].astype("Int64")
        elif column in ("date_start", "date_end", "published", "published_last"):
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
    return frame
