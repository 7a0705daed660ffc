"""Two processes, started as users start them, make the steps that one makes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from guetteur.training.run import train
from guetteur.training.settings import TrainingSettings

MakeSettings = Callable[..., TrainingSettings]
PROGRAM = """
import json, sys, torch
torch.set_num_threads(1)
from guetteur.training.run import train
from guetteur.training.settings import TrainingSettings
train(TrainingSettings.from_mapping(json.loads(sys.argv[1])))
"""


def train_together(settings: TrainingSettings, tmp_path: Path, processes: int) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launch = [sys.executable, "-m", "accelerate.commands.launch", "--cpu", "--num_processes", str(processes)]
    options = ["--num_machines", "1", "--mixed_precision", "no", "--main_process_port", str(port)]
    command = [*launch, *options, str(program), json.dumps(settings.to_dict())]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "batch_size", "processes"), [("event", 3, 2), ("event", 2, 3), ("flat", 3, 2)])
def test_processes_reach_the_weights_and_scores_of_one(
    run_settings: MakeSettings, tmp_path: Path, kind: str, batch_size: int, processes: int
) -> None:
    # Ten documents in batches of three: the last batch has one, so a process stays without any.
    model = {"kind": kind, "head_dropout": 0.0, "argument_layers": int(kind == "event")}
    groups = {"model": model, "trainer": {"batch_size": batch_size, "epochs": 3, "average": 0.9}}
    one, several = run_settings(out="one", **groups), run_settings(out="several", **groups)
    train(one)
    train_together(several, tmp_path, processes)
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
def test_processes_go_on_after_a_stop(run_settings: MakeSettings, tmp_path: Path) -> None:
    groups = {"model": {"head_dropout": 0.0}, "trainer": {"epochs": 3}}
    whole, stopped = run_settings(out="whole", **groups), run_settings(out="stopped", **groups)
    train(whole)
    train_together(stopped, tmp_path, 2)
    before = (stopped.folder / "metrics.json").read_text()
    resumed = run_settings(out="stopped", resume=True, **groups)
    train_together(resumed, tmp_path, 2)
    assert (resumed.folder / "metrics.json").read_text() == before
