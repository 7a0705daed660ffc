from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.hf_features import hf_features
from guetteur.corpus.jsonl import from_json, load_documents, write_jsonl
from guetteur.document import Document

datasets = pytest.importorskip("datasets")


def load(path: Path, cache: Path) -> Any:
    files = {"train": str(path)}
    return datasets.load_dataset("json", data_files=files, features=hf_features(), cache_dir=str(cache), split="train")


def document_of(row: dict[str, Any]) -> Document:
    meta = {key: value for key, value in row["meta"].items() if value is not None}
    if isinstance(meta.get("date"), date):
        meta["date"] = meta["date"].isoformat()
    return from_json({**row, "meta": meta})


def test_shipped_file_loads_with_every_value(repository: Path, tmp_path: Path) -> None:
    path = repository / "data" / "dev.jsonl"
    rows = load(path, tmp_path)
    assert rows.features == hf_features()
    assert [document_of(row) for row in rows] == load_documents(path)


def test_missing_meta_keys_and_events_are_read_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    write_jsonl([Document("a", "Rien.", meta={"country": "Mali"}), Document("b", "Rien.")], path)
    rows = load(path, tmp_path / "cache")
    assert [row["meta"]["country"] for row in rows] == ["Mali", None]
    assert rows[0]["meta"]["date"] is None
    assert [row["events"] for row in rows] == [[], []]


def test_module_does_not_need_datasets_to_be_imported() -> None:
    code = "import sys, guetteur.corpus.hf_features; sys.exit('datasets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
