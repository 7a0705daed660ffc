from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from guetteur.document import Document

from .examples import write_many


@pytest.fixture
def model(tiny: Any) -> Path:
    """The folder of the tiny event model."""
    folder: Path = tiny.event
    return folder


@pytest.fixture
def many(documents: list[Document], tmp_path: Path) -> Path:
    """A Parquet file of thirty documents in small row groups."""
    path = tmp_path / "many.parquet"
    write_many(documents, path, 3)
    return path
