"""A run from first to last: find and count inputs, do the parts that are missing, join them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from guetteur.bulk.formats import format_of
from guetteur.bulk.job import Done, Job
from guetteur.bulk.output import Output, Report
from guetteur.bulk.problems import BulkError
from guetteur.bulk.settings import Settings
from guetteur.inputs.cursor import count_rows
from guetteur.inputs.sources import Found, Source


class Engine(Protocol):
    """Does parts in any order, and gives each when its files are whole."""

    def __call__(self, folder: Path, out: str, settings: Settings, parts: Sequence[int], bar: Any) -> Iterable[Done]:
        """The parts; moves the bar by the rows that are done."""


def run_here(folder: Path, out: str, settings: Settings, parts: Sequence[int], bar: Any) -> Iterator[Done]:
    """One part after the other in this process."""
    from guetteur.bulk.worker import Worker

    worker = Worker(folder, out, settings, step=bar.update)
    yield from map(worker.do, parts)


def extract_files(paths: Sequence[Path], found: Found, out: str, settings: Settings, engine: Engine) -> Report:
    """Extract all files into `out`, going on where an earlier run was cut off.

    Raises:
        BulkError: the output's name, the inputs or the settings do not allow it, or the model is broken.
        ModelError: the model cannot be loaded.
        OSError: the disk is full or cannot be written; finished parts are safe.
    """
    output = Output(out, format_of(out))
    output.check(paths)
    identity = settings.identity()
    job = Job(output.parts, output.format)
    if not job.folder.exists() and (report := output.finished(identity, found.sources)):
        return report
    output.sweep()
    job.claim()
    try:
        sources = job.begin(settings, found.sources, lambda: _counted(found.sources, settings))
        rows = sum(source.rows for source in sources)
        if not rows:
            raise BulkError(
                "no document in the inputs; check the path, or the kinds of files: see docs/large-corpora.md"
            )
        parts = -(-rows // settings.part_size)
        missing = [part for part in range(parts) if part not in job.done]
        _do(job, out, settings, missing, rows, engine)
        return output.publish(job, parts, identity, sources)
    finally:
        job.release()


def _do(job: Job, out: str, settings: Settings, missing: Sequence[int], rows: int, engine: Engine) -> None:
    if not missing:
        return
    begun = rows - sum(min(settings.part_size, rows - part * settings.part_size) for part in missing)
    with _bar(total=rows, initial=begun, unit="doc") as bar:
        for done in engine(job.folder, out, settings, missing, bar):
            job.finish(done)


def _counted(sources: Sequence[Source], settings: Settings) -> list[Source]:
    with _bar(total=len(sources), unit="file", desc="counting rows") as bar:
        counted = []
        for source in sources:
            counted.append(count_rows(source, settings.columns))
            bar.update()
    return counted


def _bar(**options: Any) -> Any:
    """A bar from two seconds on; once a minute where nobody watches."""
    from tqdm import tqdm

    watched = sys.stderr.isatty()
    return tqdm(delay=2, mininterval=0.1 if watched else 60, maxinterval=10 if watched else 60, **options)
