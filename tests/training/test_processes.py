"""Two processes, started as users start them, make the steps that one makes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch
from safetensors.torch import load_file

from guetteur.training.checkpoints import last_checkpoint
from guetteur.training.run import train
from guetteur.training.settings import TrainingSettings

MakeSettings = Callable[..., TrainingSettings]
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "train.py"


def overrides(values: dict[str, Any], prefix: str = "") -> list[str]:
    """Settings as arguments of the script."""
    found = []
    for name, value in values.items():
        if isinstance(value, dict):
            found += overrides(value, f"{prefix}{name}.")
        else:
            found.append(f"{prefix}{name}={value if isinstance(value, str) else json.dumps(value)}")
    return found


def launched(settings: TrainingSettings, log: Path) -> subprocess.Popen[bytes]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launch = [sys.executable, "-m", "accelerate.commands.launch", "--cpu", "--num_processes", "2"]
    options = ["--num_machines", "1", "--mixed_precision", "no", "--main_process_port", str(port)]
    command = [*launch, *options, str(SCRIPT), *overrides(settings.to_dict())]
    with log.open("wb") as stream:
        return subprocess.Popen(command, stdout=stream, stderr=stream, env={**os.environ, "OMP_NUM_THREADS": "1"})


def train_together(settings: TrainingSettings, log: Path) -> str:
    code = launched(settings, log).wait(timeout=900)
    told = log.read_text("utf-8", "replace")
    assert code == 0, told[-4000:]
    return told


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["event", "flat"])
def test_processes_reach_the_weights_and_scores_of_one(run_settings: MakeSettings, tmp_path: Path, kind: str) -> None:
    # Ten documents in batches of three: the last batch has one, so a process stays without any.
    model = {"kind": kind, "head_dropout": 0.0, "argument_layers": int(kind == "event")}
    groups = {"model": model, "trainer": {"batch_size": 3, "epochs": 3, "average": 0.9}}
    one, several = run_settings(out="one", **groups), run_settings(out="several", **groups)
    train(one)
    said = train_together(several, tmp_path / "log")
    assert said.count("model: ") == 1
    alone, together = (load_file(run.folder / "model" / "model.safetensors") for run in (one, several))
    assert alone.keys() == together.keys()
    for name, weight in alone.items():
        torch.testing.assert_close(
            together[name], weight, rtol=1e-3, atol=1e-4, msg=lambda text, at=name: f"{at}: {text}"
        )
    first, second = (json.loads((run.folder / "metrics.json").read_text()) for run in (one, several))
    assert second == pytest.approx(first, abs=1.0)
    losses = [
        [row["loss"] for row in json.loads((run.folder / "history.json").read_text()) if "loss" in row]
        for run in (one, several)
    ]
    assert losses[1] == pytest.approx(losses[0], rel=1e-3)
    assert not list(several.folder.glob(".unfinished")) and len(list(several.folder.glob("checkpoint-*"))) <= 2


@pytest.mark.slow
def test_killed_processes_go_on_to_the_same_result(run_settings: MakeSettings, tmp_path: Path) -> None:
    long = {"epochs": 20, "balance": 0.0}
    whole, killed = run_settings(out="whole", trainer=long), run_settings(out="killed", trainer=long)
    group = launched(killed, tmp_path / "log")
    limit = time.monotonic() + 600
    while not (found := last_checkpoint(killed.folder)) or int(found.name.split("-")[1]) < 20:  # four epochs
        assert group.poll() is None and time.monotonic() < limit, (tmp_path / "log").read_text()
        time.sleep(0.01)
    launcher = psutil.Process(group.pid)
    for process in [launcher, *launcher.children(recursive=True)]:
        process.kill()
    group.wait()
    assert not (killed.folder / "metrics.json").exists()
    train_together(run_settings(out="killed", resume=True, trainer=long), tmp_path / "log")
    train_together(whole, tmp_path / "log")
    one, other = (load_file(run.folder / "model" / "model.safetensors") for run in (whole, killed))
    assert [name for name in one if not torch.equal(one[name], other[name])] == []
