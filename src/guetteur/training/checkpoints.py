"""Folders of checkpoints: the newest whole one, what an earlier run left, and how one is put in its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from transformers.trainer_utils import PREFIX_CHECKPOINT_DIR

ASIDE = ".unfinished"
"""Where a checkpoint is written before it is renamed."""


def checkpoint_name(step: int | str) -> str:
    """Folder of the checkpoint after so many steps, or a pattern of them."""
    return f"{PREFIX_CHECKPOINT_DIR}-{step}"


def last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint of a run."""
    found = [path for path in folder.glob(checkpoint_name("*")) if (path / "trainer_state.json").exists()]
    return max(found, key=lambda path: int(path.name.rsplit("-", 1)[1]), default=None)


def forget_checkpoints(folder: Path) -> None:
    """Remove what an earlier run left, so that nothing of it can be taken for this run's."""
    for old in (*folder.glob(checkpoint_name("*")), folder / ASIDE):
        shutil.rmtree(old, ignore_errors=True)


def put_in_place(folder: Path, name: str, best: str) -> None:
    """Rename the finished checkpoint and remove all others but the best."""
    shutil.rmtree(folder / name, ignore_errors=True)
    os.replace(folder / ASIDE / name, folder / name)
    shutil.rmtree(folder / ASIDE, ignore_errors=True)
    for old in folder.glob(checkpoint_name("*")):
        if old.name not in (name, best):
            shutil.rmtree(old, ignore_errors=True)
