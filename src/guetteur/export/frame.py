"""Records as a pandas data frame. Needs pandas (`pip install 'guetteur[export]'`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from guetteur.corpus.formats.user_data import KEY, UNNAMED, unpack
from guetteur.corpus.problems import CorpusError
from guetteur.document import Document
from guetteur.export.extra import load
from guetteur.export.row import COLUMNS, cells
from guetteur.records.build import records_of
from guetteur.records.merge.run import merge_records

if TYPE_CHECKING:
    import pandas


def records_to_dataframe(documents: Iterable[Document | Any], merge: bool = True) -> pandas.DataFrame:
    """The flat rows of the records of some documents, one row a record, in order.

    An event that several documents report is one row, unless `merge` is off: then each report has its own. Documents
    are ours or spaCy's: a `Doc` that the component `guetteur` has read. One without an id of its own
    (`doc._.document`) is named by its place, `doc-1`. Figures are nullable integers and days are
    timestamps, so that sums and resampling work; wars, planned and denied events are rows too
    (`frame[~frame.background & frame.claim.isin(["asserted", "claimed"])]`).

    Raises:
        ExportError: pandas is not installed.
        TypeError: something is neither a document nor a `Doc` that was read.
        CorpusError: what the component left in a `Doc` cannot be read any more.
    """
    pd = load("pandas")
    read = [_document(given, number) for number, given in enumerate(documents, start=1)]
    articles = [(document, records_of(document)) for document in read]
    records = merge_records(articles) if merge else [record for _, each in articles for record in each]
    rows = [cells(record) for record in records]
    frame: pandas.DataFrame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in COLUMNS:
        if column.startswith(("killed", "injured")) and not column.endswith("words"):
            frame[column] = frame[column].astype("Int64")
        elif column in ("date_start", "date_end", "published", "published_last"):
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
    return frame


def _document(given: Document | Any, number: int) -> Document:
    if isinstance(given, Document):
        return given
    # Told by what it holds, for this layer knows no spaCy.
    if KEY not in getattr(given, "user_data", ()):
        raise TypeError(
            f"item {number} is a {type(given).__name__}, neither a guetteur.Document nor a spaCy Doc that the "
            "component 'guetteur' has read; add it with nlp.add_pipe('guetteur')"
        )
    document, problems = unpack(given)
    if document is None:
        raise CorpusError(problems)
    return replace(document, id=f"{UNNAMED}-{number}") if document.id == UNNAMED else document
