"""One part: read its rows, extract, write its files. The same rows give the same bytes wherever this runs."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from guetteur.bulk.formats import format_of
from guetteur.bulk.job import Done, Job, read_sources
from guetteur.bulk.problems import BulkError
from guetteur.bulk.settings import Settings
from guetteur.corpus.files import write_atomically
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.inputs.cursor import Cursor, Failure, Place

_SURELY_BROKEN = 20
"""A model that fails on so many documents of a part, and on each of them, is broken, not its documents."""


@dataclass(slots=True)
class _Tally:
    documents: int = 0
    events: int = 0
    model_errors: int = 0
    failures: list[Failure] = field(default_factory=list)


class Worker:
    """A loaded model and a place in the inputs of a run's folder.

    Args:
        folder: the run's folder, as `Job.begin` left it.
        out: the name of the output, which gives the format.
        settings: those of the run.
        step: called after each document or failure.

    Raises:
        ModelError: the model cannot be loaded.
    """

    def __init__(self, folder: Path, out: str, settings: Settings, step: Callable[[], object] = lambda: None) -> None:
        self._job = Job(folder, format_of(out))
        self._cursor = Cursor(read_sources(folder), settings.columns)
        self._settings, self._step = settings, step
        self._extractor = EventExtractor.from_pretrained(**settings.loading)

    def do(self, part: int) -> Done:
        """Write the files of a part; they replace what an earlier attempt left.

        Raises:
            BulkError: the model failed on every document.
            OSError: the disk is full or cannot be written.
        """
        tally = _Tally()
        self._job.format.write(self._job.part(part), self._kept(part, tally))
        errors = self._job.errors(part)
        if tally.failures:
            write_atomically(errors, map(_error_line, tally.failures))
        else:
            errors.unlink(missing_ok=True)
        return Done(part, tally.documents, tally.events, len(tally.failures))

    def _kept(self, part: int, tally: _Tally) -> Iterator[tuple[Place, Document]]:
        reason = ""
        for place, document in self._extracted(part, tally):
            if "error" in document.meta:
                reason = str(document.meta["error"])
                tally.model_errors += 1
                tally.failures.append(Failure(place, reason, document.id))
            else:
                tally.documents += 1
                tally.events += len(document.events)
                yield place, document
            self._step()
        if tally.model_errors >= _SURELY_BROKEN and not tally.documents:
            raise BulkError(f"the model failed on all {tally.model_errors} documents of part {part} ({reason})")

    def _extracted(self, part: int, tally: _Tally) -> Iterator[tuple[Place, Document]]:
        """Documents through the model, each with its place; rows that hold none go to the failures."""
        places: deque[Place] = deque()

        def given() -> Iterator[Document]:
            first = part * self._settings.part_size
            for item in self._cursor.read(first, min(first + self._settings.part_size, self._cursor.total)):
                if isinstance(item, Failure):
                    tally.failures.append(item)
                    self._step()
                else:
                    places.append(item[0])
                    yield self._dated(item[1])

        for document in self._extractor.stream(given()):
            yield places.popleft(), document

    def _dated(self, document: Document) -> Document:
        if self._settings.published is None:
            return document
        return replace(document, meta={**document.meta, "date": self._settings.published})


def _error_line(failure: Failure) -> bytes:
    value = {
        "source": failure.place.source, "row": failure.place.row, "document": failure.document,
        "reason": failure.reason,
    }  # fmt: skip
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
