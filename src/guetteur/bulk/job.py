"""The folder of a run that is under way: what it reads, with what, which parts are done.

    events.parquet.parts/
      manifest.json    settings that must not change
      inputs.jsonl     each file with size, time of change and rows
      done.jsonl       one line for each finished part: the only place that says so
      data/            part-00000000.parquet …
      errors/          part-00000000.jsonl …, where there were errors

A part counts as done once its line stands in `done.jsonl`, which is written after its files. A part that was cut off
is made again, with the same bytes.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from guetteur.bulk.formats import Format
from guetteur.bulk.problems import BulkError
from guetteur.bulk.settings import Settings
from guetteur.corpus.files import write_atomically
from guetteur.inputs.sources import Source


@dataclass(frozen=True, slots=True)
class Done:
    """A finished part and what it holds."""

    part: int
    documents: int
    events: int
    errors: int


class Job:
    """A run's folder; `claim` it before anything is written."""

    def __init__(self, folder: Path, format: Format) -> None:
        self.folder, self.format = folder, format
        self.done: dict[int, Done] = {}
        self._lock: BinaryIO | None = None

    @property
    def data(self) -> Path:
        """Folder of the parts' files."""
        return self.folder / "data"

    def part(self, number: int) -> Path:
        """The file of a part."""
        return self.data / f"part-{number:08}{self.format.suffix}"

    def errors(self, number: int) -> Path:
        """The errors of a part; missing where it had none."""
        return self.folder / "errors" / f"part-{number:08}.jsonl"

    def claim(self) -> None:
        """Keep other processes away until this one ends, however it ends.

        Raises:
            BulkError: another run writes here.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self.folder / "lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BulkError(f"{self.folder}: another run is writing here; wait for it or stop it") from None

    def release(self) -> None:
        """Let others in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def begin(self, settings: Settings, found: Sequence[Source], count: Callable[[], list[Source]]) -> list[Source]:
        """The inputs with their rows, counted now or read from the run that this one goes on with.

        Raises:
            BulkError: that run had other inputs or settings.
            OSError: the folder cannot be written.
        """
        manifest = self.folder / "manifest.json"
        if manifest.exists():
            sources = read_sources(self.folder)
            _compare(json.loads(manifest.read_text(encoding="utf-8")), settings.identity(), self.folder)
            _compare_inputs(sources, found, self.folder)
            self._read_done()
            for path in (*self.data.glob(".*.tmp"), *(self.folder / "errors").glob(".*.tmp")):
                path.unlink()
            return sources
        for name in ("data", "errors"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()
        (self.folder / "done.jsonl").unlink(missing_ok=True)
        sources = count()
        write_atomically(self.folder / "inputs.jsonl", (_line(asdict(source)) for source in sources))
        write_atomically(manifest, [_line(settings.identity())])
        return sources

    def finish(self, done: Done) -> None:
        """Note that the files of a part are whole."""
        with (self.folder / "done.jsonl").open("ab") as journal:
            journal.write(_line(asdict(done)))
            journal.flush()
            os.fsync(journal.fileno())
        self.done[done.part] = done

    def _read_done(self) -> None:
        path = self.folder / "done.jsonl"
        if not path.exists():
            return
        content = path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:  # cut off by a kill or a full disk
            os.truncate(path, len(whole))
        for line in whole.splitlines():
            done = Done(**json.loads(line))
            self.done[done.part] = done


def read_sources(folder: Path) -> list[Source]:
    """The inputs of a run, in order, with their rows."""
    lines = (folder / "inputs.jsonl").read_text(encoding="utf-8").split("\n")
    return [Source(**json.loads(line)) for line in lines if line]


def _line(value: dict[str, Any]) -> bytes:
    return (json.dumps(value) + "\n").encode()


def _compare(then: Any, now: Any, folder: Path, name: str = "") -> None:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            _compare(then.get(key), now.get(key), folder, f"{name} {key}".strip())
    elif then != now:
        raise BulkError(f"{folder}: this run was begun with another {name} ({then}, now {now}); {_remedy(folder)}")


def _compare_inputs(then: Iterable[Source], now: Iterable[Source], folder: Path) -> None:
    before = {source.name: source for source in then}
    after = {source.name: source for source in now}
    for name in sorted({*before, *after}):
        if name not in after:
            raise BulkError(f"{folder}: this run was begun with {name}, which is not there now; {_remedy(folder)}")
        if name not in before:
            raise BulkError(f"{folder}: this run was begun without {name}; {_remedy(folder)}")
        one, other = before[name], after[name]
        if (one.size, one.changed) != (other.size, other.changed):
            sizes = f"{one.size} bytes then, {other.size} now" if one.size != other.size else "it was written anew"
            raise BulkError(f"{folder}: {name} has changed since this run was begun ({sizes}); {_remedy(folder)}")
    if list(before) != list(after):
        raise BulkError(f"{folder}: this run was begun with its inputs in another order; {_remedy(folder)}")


def _remedy(folder: Path) -> str:
    return f"give what it was begun with, or delete {folder} to start again"
