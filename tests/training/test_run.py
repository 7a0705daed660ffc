from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from guetteur.codec.check import ModelError
from guetteur.corpus.problems import CorpusError
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.training.averaging import FILE
from guetteur.training.checkpoints import last_checkpoint
from guetteur.training.run import train
from guetteur.training.settings import TrainingSettings
from guetteur.training.trainer import development_scores

MakeSettings = Callable[..., TrainingSettings]
PLAIN: dict[str, Any] = {"augment": {"quotes": 0.0, "capitals": 0.0}}
LONG = {"epochs": 60, "balance": 0.0}


def weights_of(folder: Path) -> dict[str, torch.Tensor]:
    found: dict[str, torch.Tensor] = load_file(folder / "model" / "model.safetensors")
    return found


def assert_same_result(one: Path, other: Path) -> None:
    assert json.loads((one / "metrics.json").read_text()) == json.loads((other / "metrics.json").read_text())
    first, second = weights_of(one), weights_of(other)
    assert first.keys() == second.keys()
    assert [name for name in first if not torch.equal(first[name], second[name])] == []


def start(settings: TrainingSettings, log: Path, before: str = "") -> subprocess.Popen[bytes]:
    code = (
        f"import json, sys, torch; torch.set_num_threads(1)\n{before}\n"
        "from guetteur.training.run import train; from guetteur.training.settings import TrainingSettings\n"
        "train(TrainingSettings.from_mapping(json.loads(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, json.dumps(settings.to_dict())]
    with log.open("wb") as stream:
        return subprocess.Popen(command, stdout=stream, stderr=stream)


def test_a_run_leaves_everything_in_its_folder(run_settings: MakeSettings) -> None:
    settings = run_settings()
    outcome = train(settings)
    folder = settings.folder
    assert outcome.model == folder / "model"
    assert TrainingSettings.from_mapping(json.loads((folder / "settings.json").read_text())) == settings
    assert json.loads((folder / "metrics.json").read_text()) == outcome.metrics
    assert set(outcome.metrics) == {"trig_i", "trig_c", "arg_c_plus", "realis"}
    history = json.loads((folder / "history.json").read_text())
    assert [row["epoch"] for row in history if "loss" in row] == [1.0, 2.0]
    assert (folder / "curves.png").read_bytes().startswith(b"\x89PNG")
    card = (folder / "model" / "README.md").read_text(encoding="utf-8")
    assert "fine-tuned on 10 documents" in card and "| Arg-C+ |" in card and '"epochs": 2' in card
    assert {path.name for path in (folder / "model").iterdir()} >= {
        "config.json", "model.safetensors", "tokenizer.json", "tokenizer_check.json",
    }  # fmt: skip
    assert not list(folder.rglob("*.part")) and not (folder / ".unfinished").exists()


def test_the_saved_model_scores_what_the_run_reports(run_settings: MakeSettings, documents: list[Document]) -> None:
    outcome = train(run_settings(trainer={"epochs": 6}))
    extractor = EventExtractor.from_pretrained(outcome.model, device="cpu")
    scores = development_scores(documents, extractor.extract(documents))
    assert {name: round(score, 2) for name, score in scores.items()} == outcome.metrics


def test_ten_documents_are_learnt_by_heart(run_settings: MakeSettings) -> None:
    settings = run_settings(data=PLAIN, model={"head_dropout": 0.0}, trainer={"epochs": 90, "balance": 0.0})
    metrics = train(settings).metrics
    assert metrics["trig_c"] == 100
    assert metrics["arg_c_plus"] == 100
    assert metrics["realis"] == 100


def test_a_flat_run_works_and_can_be_used(run_settings: MakeSettings) -> None:
    outcome = train(run_settings(model={"kind": "flat"}, trainer={"epochs": 20}, data=PLAIN))
    assert outcome.metrics["trig_c"] > 30
    document = EventExtractor.from_pretrained(outcome.model, device="cpu")("Une bombe a explosé dimanche.")
    assert all(event.factuality == "asserted" for event in document.events)


def test_two_equal_runs_give_equal_models(run_settings: MakeSettings) -> None:
    one, other = run_settings(out="one"), run_settings(out="other")
    train(one)
    train(other)
    assert_same_result(one.folder, other.folder)


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_result(run_settings: MakeSettings, tmp_path: Path) -> None:
    whole, killed = run_settings(out="whole", trainer=LONG), run_settings(out="killed", trainer=LONG)
    process = start(killed, tmp_path / "log.txt")
    limit = time.monotonic() + 120
    while not (found := last_checkpoint(killed.folder)) or int(found.name.split("-")[1]) < 175:  # 35 epochs
        assert process.poll() is None and time.monotonic() < limit, (tmp_path / "log.txt").read_text()
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (killed.folder / "metrics.json").exists()
    left = last_checkpoint(killed.folder)
    assert left is not None
    for name in ("model.safetensors", "optimizer.pt", "scheduler.pt", "rng_state.pth", "trainer_state.json", FILE):
        assert (left / name).stat().st_size
    resumed = run_settings(out="killed", resume=True, trainer=LONG)
    train(resumed)
    train(whole)
    assert_same_result(resumed.folder, whole.folder)
    histories = [json.loads((run.folder / "history.json").read_text()) for run in (resumed, whole)]
    losses, scores = ([[row.get(key) for row in rows] for rows in histories] for key in ("loss", "eval_arg_c_plus"))
    assert losses[0] == losses[1] and scores[0] == scores[1]
    assert max(score or 0 for score in scores[0]) > 20


def test_resuming_a_finished_run_changes_nothing(run_settings: MakeSettings) -> None:
    settings = run_settings()
    metrics = train(settings).metrics
    before = weights_of(settings.folder)
    assert train(run_settings(resume=True)).metrics == metrics
    assert all(torch.equal(values, before[name]) for name, values in weights_of(settings.folder).items())


def test_resuming_without_a_checkpoint_starts_anew(run_settings: MakeSettings) -> None:
    one, other = run_settings(out="one", resume=True), run_settings(out="other")
    train(one)
    train(other)
    assert_same_result(one.folder, other.folder)


def test_a_new_run_takes_nothing_from_an_old_one_in_its_folder(run_settings: MakeSettings) -> None:
    train(run_settings(out="one", trainer={"epochs": 3, "seed": 99}))
    one, other = run_settings(out="one"), run_settings(out="other")
    train(one)
    train(other)
    assert_same_result(one.folder, other.folder)


def test_training_stops_when_the_score_stays(run_settings: MakeSettings) -> None:
    still = {"epochs": 9, "patience": 2, "learning_rate": 0.0}
    settings = run_settings(encoder={"learning_rate": 0.0}, trainer=still)
    train(settings)
    history = json.loads((settings.folder / "history.json").read_text())
    assert [row["epoch"] for row in history if "loss" in row] == [1.0, 2.0, 3.0]


def test_resuming_a_run_that_had_stopped_adds_no_epoch(run_settings: MakeSettings) -> None:
    still = {"epochs": 9, "patience": 2, "learning_rate": 0.0}
    train(run_settings(encoder={"learning_rate": 0.0}, trainer=still))
    settings = run_settings(resume=True, encoder={"learning_rate": 0.0}, trainer=still)
    train(settings)
    history = json.loads((settings.folder / "history.json").read_text())
    assert [row["epoch"] for row in history if "loss" in row] == [1.0, 2.0, 3.0]


def test_a_resumed_run_remembers_how_long_the_score_has_stayed(run_settings: MakeSettings) -> None:
    still = {"patience": 4, "learning_rate": 0.0}
    train(run_settings(encoder={"learning_rate": 0.0}, trainer={**still, "epochs": 3}))
    settings = run_settings(resume=True, encoder={"learning_rate": 0.0}, trainer={**still, "epochs": 9})
    train(settings)
    history = json.loads((settings.folder / "history.json").read_text())
    assert [row["epoch"] for row in history if "loss" in row] == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_only_the_best_and_the_last_checkpoint_are_kept(run_settings: MakeSettings) -> None:
    settings = run_settings(trainer={"epochs": 5})
    train(settings)
    assert len(list(settings.folder.glob("checkpoint-*"))) <= 2


def test_frozen_embeddings_stay_as_they_were(run_settings: MakeSettings) -> None:
    settings = run_settings(encoder={"freeze_embeddings": True})
    train(settings)
    before = load_file(Path(settings.encoder.source) / "model.safetensors")
    name = "embeddings.word_embeddings.weight"
    after = weights_of(settings.folder)
    assert torch.equal(after[f"encoder.{name}"], before[name])
    assert not torch.equal(after["encoder.encoder.layer.0.output.dense.weight"], before["encoder.layer.0.output.dense.weight"])  # fmt: skip  # noqa: E501


def test_half_precision_weights_are_half_as_large(run_settings: MakeSettings) -> None:
    settings = run_settings(trainer={"epochs": 1, "save_dtype": "float16"})
    train(settings)
    assert {values.dtype for values in weights_of(settings.folder).values()} == {torch.float16}
    extractor = EventExtractor.from_pretrained(settings.folder / "model", device="cpu")
    assert next(extractor.backend.model.parameters()).dtype == torch.float32


def test_a_window_longer_than_the_encoder_reads_is_refused(run_settings: MakeSettings) -> None:
    with pytest.raises(ValueError, match=r"model\.window_length=513, but .* reads at most 512 pieces; lower it"):
        train(run_settings(model={"window_length": 513}))


def test_a_stride_as_long_as_the_window_is_refused(run_settings: MakeSettings) -> None:
    with pytest.raises(ValueError, match="stride 64 must be"):
        train(run_settings(model={"window_stride": 64}))


def test_a_missing_encoder_is_named(run_settings: MakeSettings) -> None:
    with pytest.raises(ModelError, match="no/such/folder"):
        train(run_settings(encoder={"source": "no/such/folder"}))


def test_a_missing_data_file_is_named(run_settings: MakeSettings) -> None:
    with pytest.raises(OSError, match=r"missing\.jsonl"):
        train(run_settings(data={"train": ["missing.jsonl"]}))


def test_all_faults_of_a_data_file_are_listed(run_settings: MakeSettings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{\n[]\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        train(run_settings(data={"dev": [str(broken)]}))
    assert str(caught.value).count("broken.jsonl") == 2


def test_a_full_disk_is_named_and_leaves_no_half_checkpoint(run_settings: MakeSettings, tmp_path: Path) -> None:
    # A limit on the size of a file stands for the end of the disk.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    settings = run_settings(trainer={"epochs": 1})
    log = tmp_path / "log"
    assert start(settings, log, before=limit).wait(timeout=300) != 0
    told = log.read_text("utf-8", "replace")
    assert "the checkpoint could not be written into" in told and "resume=true" in told
    assert not list(settings.folder.glob("*checkpoint*")) and not list(settings.folder.glob(".unfinished"))
