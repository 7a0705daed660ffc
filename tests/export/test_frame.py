from __future__ import annotations

import sys

import pytest
from tests.records.examples import documents

from guetteur.export.formats import ExportError
from guetteur.export.frame import records_to_dataframe
from guetteur.export.row import COLUMNS


def test_a_frame_has_a_row_for_each_record_and_typed_columns() -> None:
    pandas = pytest.importorskip("pandas")
    frame = records_to_dataframe(documents())
    assert list(frame.columns) == list(COLUMNS) and len(frame) == 7
    assert frame.killed.dtype == "Int64" and pandas.api.types.is_datetime64_any_dtype(frame.date_start)
    assert frame[~frame.background].killed.sum() == 17


def test_a_frame_without_records_still_has_its_columns() -> None:
    pytest.importorskip("pandas")
    assert list(records_to_dataframe([]).columns) == list(COLUMNS)


def test_a_missing_pandas_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExportError, match=r"pandas.*guetteur\[export\]"):
        records_to_dataframe([])
