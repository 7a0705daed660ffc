"""What a run over many files depends on, as its manifest keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from guetteur import __version__
from guetteur.inputs.rows import Columns

_SPEED_ONLY = ("device", "batch_size", "threads")
"""Loading options that may differ between the start of a run and its end: sums in another order change only the last
digits of scores."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run.

    Args:
        loading: keyword arguments of `EventExtractor.from_pretrained`.
        columns: what is read of a row.
        published: day of publication of all texts; None for each row's own.
        part_size: rows of a part.
    """

    loading: Mapping[str, Any] = field(default_factory=dict)
    columns: Columns = field(default_factory=Columns)
    published: str | None = None
    part_size: int = 1000

    def identity(self) -> dict[str, Any]:
        """What must be the same when a run goes on, by name, as JSON has it."""
        loading = {name: value for name, value in self.loading.items() if name not in _SPEED_ONLY}
        loading |= {"path_or_id": fingerprint(self.loading.get("path_or_id"))}
        columns = {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self.columns).items()
        }
        return {
            "version": __version__, "model": loading, "columns": columns, "published": self.published,
            "part size": self.part_size,
        }  # fmt: skip


def fingerprint(source: str | Path | None) -> str:
    """A hash of the files of a model folder; the id of a model on the hub."""
    from guetteur.modeling.sources import resolve

    name = resolve(source)
    if not Path(name).is_dir():
        return name
    digest = hashlib.sha256()
    for path in sorted(
        file for file in Path(name).rglob("*") if file.suffix in (".json", ".safetensors", ".bin", ".onnx")
    ):
        digest.update(path.name.encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"sha256:{digest.hexdigest()}"
