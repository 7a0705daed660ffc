"""From the parts of a finished run to the output, its errors and its report."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from guetteur.bulk.formats import Format
from guetteur.bulk.job import Job
from guetteur.bulk.problems import BulkError
from guetteur.corpus.files import replacing, write_atomically
from guetteur.inputs.sources import Source


@dataclass(frozen=True, slots=True)
class Report:
    """What a finished run gave; `OUT.run.json` holds it together with the settings."""

    files: int
    rows: int
    documents: int
    events: int
    errors: int


class Output:
    """An output and the files beside it: `events.parquet`, `events.errors.jsonl`, `events.run.json`."""

    def __init__(self, out: str, format: Format) -> None:
        self.name, self.format = out, format
        self.is_folder = out.endswith("/")
        self.path = Path(out)
        stem = self.path.name if self.is_folder else self.path.name.removesuffix(format.suffix)
        self.errors = self.path.with_name(f"{stem}.errors.jsonl")
        self.report = self.path.with_name(f"{stem}.run.json")
        self.parts = self.path.with_name(f"{self.path.name}.parts")
        self._trash = self.path.with_name(f".{self.path.name}.parts.old")

    def check(self, inputs: Sequence[Path]) -> None:
        """Refuse an output that would be read as input, or that would replace what is no output.

        Raises:
            BulkError: the name must not be used.
        """
        target = self.path.resolve()
        for path in inputs:
            if target == path.resolve() or (path.is_dir() and path.resolve() in target.parents):
                raise BulkError(f"{self.name} lies in the input {path}; write somewhere else")
        if not self.is_folder:
            if self.path.is_dir():
                raise BulkError(f"{self.name} is a folder; end the name in / for a folder of Parquet files")
        elif self.path.exists():
            others = [] if not self.path.is_dir() else [p for p in self.path.iterdir() if not p.match("part-*.parquet")]
            if others or not self.path.is_dir():
                raise BulkError(f"{self.name} holds other things than a former output; name a new folder")

    def finished(self, identity: dict[str, Any], found: Sequence[Source]) -> Report | None:
        """The report of a run with the same inputs and settings whose output is there."""
        if not self.path.exists() or not self.report.exists():
            return None
        try:
            kept = json.loads(self.report.read_text(encoding="utf-8"))
        except ValueError:
            return None
        same = kept.get("settings") == json.loads(json.dumps(identity)) and kept.get("inputs") == inputs_hash(found)
        return Report(**{name: kept[name] for name in Report.__slots__}) if same else None

    def publish(self, job: Job, parts: int, identity: dict[str, Any], sources: Sequence[Source]) -> Report:
        """Join the parts, then remove the run's folder; cut off anywhere, it can be done again.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        done = [job.done[number] for number in range(parts)]
        report = Report(
            len(sources), sum(source.rows for source in sources), sum(each.documents for each in done),
            sum(each.events for each in done), sum(each.errors for each in done),
        )  # fmt: skip
        if report.errors:
            write_atomically(self.errors, (job.errors(each.part).read_bytes() for each in done if each.errors))
        else:
            self.errors.unlink(missing_ok=True)
        if self.is_folder:
            self._move(job.data)
        else:
            with replacing(self.path) as stream:
                self.format.join(map(job.part, range(parts)), stream)
        kept = asdict(report) | {"settings": identity, "inputs": inputs_hash(sources)}
        write_atomically(self.report, [json.dumps(kept, indent=1).encode() + b"\n"])
        self.sweep()
        job.folder.rename(self._trash)
        self.sweep()
        return report

    def sweep(self) -> None:
        """Remove what a run that was cut off in its last moment left."""
        shutil.rmtree(self._trash, ignore_errors=True)

    def _move(self, data: Path) -> None:
        if not data.exists():  # moved before a kill
            return
        if self.path.exists():
            shutil.rmtree(self.path)
        data.rename(self.path)


def inputs_hash(sources: Sequence[Source]) -> str:
    """One hash of names, sizes and times of change."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.name}\0{source.size}\0{source.changed}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
