"""The same parts on a Ray cluster, through Ray Data: one loaded model a worker, retries, fractions of GPUs.

Needs ray (`pip install 'guetteur[distributed]'`) on every node, and inputs, output and model under the same path on
every node. A worker writes its part itself; only counts come back, so that the driver needs no memory for results.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from guetteur.bulk.job import Done
from guetteur.bulk.problems import BulkError
from guetteur.bulk.settings import Settings

_STARTED = "started"
_ATTEMPTS = 3  # at a part whose worker dies or meets an I/O error


@dataclass(frozen=True, slots=True)
class RayEngine:
    """Does parts on Ray.

    Args:
        workers: models at work at the same time.
        cpus: cores of a worker.
        gpus: GPUs of a worker; 0.25 puts four on one.
    """

    workers: int = 2
    cpus: float = 1.0
    gpus: float = 0.0

    def __call__(self, folder: Path, out: str, settings: Settings, parts: Sequence[int], bar: Any) -> Iterator[Done]:
        """The parts in the order in which they are finished.

        Raises:
            BulkError: ray is not installed, or a part failed on every attempt.
        """
        try:
            import ray
            import ray.data
        except ImportError:
            raise BulkError("--engine ray needs ray; install it with pip install 'guetteur[distributed]'") from None
        if not ray.is_initialized():
            ray.init(log_to_driver=False)  # RAY_ADDRESS names a cluster; without it this machine is one
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        shutil.rmtree(folder / _STARTED, ignore_errors=True)
        # Workers stand in another folder.
        model = settings.loading.get("path_or_id")
        if model is not None and Path(model).is_dir():
            settings = replace(settings, loading={**settings.loading, "path_or_id": str(Path(model).absolute())})
        arguments = {"folder": str(folder.absolute()), "out": out, "settings": settings}
        # One block a part: a block is what is handed out, retried and reported.
        data = ray.data.from_items([{"part": part} for part in parts], override_num_blocks=len(parts))
        done = data.map_batches(
            RayWorker, fn_constructor_kwargs=arguments, batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=self.workers), num_cpus=self.cpus, num_gpus=self.gpus,
        )  # fmt: skip
        try:
            for row in done.iter_rows():
                bar.update(row.pop("rows"))
                yield Done(**row)
        except (ray.exceptions.RayError, ray.data.exceptions.RayDataUserCodeException) as error:
            raise BulkError(f"a part failed on Ray: {_reason(error)}") from error


class RayWorker:
    """An actor with a model of its own."""

    def __init__(self, folder: str, out: str, settings: Settings) -> None:
        from guetteur.bulk.worker import Worker

        self._rows = 0
        self._started = Path(folder) / _STARTED
        self._worker = Worker(Path(folder), out, settings, step=self._step)

    def _step(self) -> None:
        self._rows += 1

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[int]]:
        """Do the one part of a batch."""
        part = int(batch["part"][0])
        done = self._do(part)
        return {name: [value] for name, value in (asdict(done) | {"rows": self._rows}).items()}

    def _do(self, part: int) -> Done:
        """Try until it works. Ray hands a part out again for ever when its workers die; the count on disk ends that."""
        self._started.mkdir(exist_ok=True)
        count = self._started / str(part)
        while True:
            attempts = count.stat().st_size if count.exists() else 0
            if attempts >= _ATTEMPTS:
                raise BulkError(f"part {part} ended {attempts} workers, perhaps for want of memory: lower --part-size")
            with count.open("ab") as stream:
                stream.write(b".")
            self._rows = 0
            try:
                done = self._worker.do(part)
            except OSError:
                if attempts + 1 >= _ATTEMPTS:
                    raise
                continue
            count.unlink()
            return done


def _reason(error: BaseException) -> str:
    cause: BaseException = error
    while (inner := getattr(cause, "cause", None) or cause.__cause__) is not None:
        cause = inner
    lines = [line for line in str(cause).splitlines() if line.strip()]
    return lines[-1] if lines else type(cause).__name__
