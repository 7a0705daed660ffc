from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from click.testing import Result
from pyarrow import parquet
from typer.testing import CliRunner

from guetteur.cli import app
from guetteur.document import Document


def guetteur(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["extract", *map(str, arguments)])


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "guetteur.cli", "extract", *map(str, arguments)]


def environment() -> dict[str, str]:
    return os.environ | {"OMP_NUM_THREADS": "1"}


def rows(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parquet.read_table(out).to_pylist()
    return found


def write_many(documents: Sequence[Document], path: Path, times: int) -> None:
    """The documents again and again, under different ids."""
    texts = [(f"{document.id}-{number}", document.text) for number in range(times) for document in documents]
    table = pa.table({"id": [name for name, _ in texts], "text": [text for _, text in texts]})
    parquet.write_table(table, path, row_group_size=17)
