from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

from guetteur.pretraining.recipe import PretrainingConfig
from guetteur.structured import build
from guetteur.training.settings import TrainingSettings

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = ROOT / "configs"


def names(group: str) -> list[str]:
    return sorted(path.stem for path in (CONFIGS / group).glob("*.yaml"))


def composed(config: str, *overrides: str) -> Any:
    with initialize_config_dir(str(CONFIGS), version_base="1.3"):
        return OmegaConf.to_container(compose(config, list(overrides)), resolve=True)


def settings(*overrides: str) -> TrainingSettings:
    return TrainingSettings.from_mapping(composed("train", *overrides))


def run(script: str, *overrides: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, overrides)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", names("experiment"))
def test_every_experiment_composes(name: str) -> None:
    assert settings(f"+experiment={name}").out.startswith("runs/")


@pytest.mark.parametrize("name", names("encoder"))
def test_every_encoder_composes(name: str) -> None:
    assert settings(f"encoder={name}").encoder.source


@pytest.mark.parametrize("group", ["model", "data", "trainer"])
def test_every_choice_of_a_group_composes(group: str) -> None:
    for name in names(group):
        settings(f"{group}={name}")


def test_the_files_give_every_setting() -> None:
    def keys(values: Any) -> Any:
        return {key: keys(value) for key, value in values.items()} if isinstance(values, dict) else None

    assert keys(composed("train")) == keys(TrainingSettings().to_dict())


def test_the_files_and_the_defaults_agree() -> None:
    assert settings() == TrainingSettings()


@pytest.mark.parametrize("name", names("pretraining"))
def test_every_pretraining_recipe_composes(name: str) -> None:
    config = build(PretrainingConfig, composed("pretrain", f"+pretraining={name}", "sources=[news.jsonl]"))
    assert config.vocabulary_sources == ["news.jsonl"]


@pytest.mark.parametrize("override", ["trainer.epohcs=3", "+trainer.epohcs=3"])
def test_a_mistyped_setting_fails_and_is_named(override: str, tmp_path: Path) -> None:
    done = run("train.py", override, f"out={tmp_path}/run", folder=tmp_path)
    assert done.returncode == 1
    assert "epohcs" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_missing_data_file_is_one_sentence(tmp_path: Path) -> None:
    done = run("train.py", "data.train=[missing.jsonl]", f"out={tmp_path}/run", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("train: ") and "missing.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_model_can_be_trained_and_evaluated(tiny: Any, corpus_file: Path, tmp_path: Path) -> None:
    trained = run(
        "train.py", "+experiment=smoke", f"encoder.source={tiny.encoder}", f"data.train=[{corpus_file}]",
        f"data.dev=[{corpus_file}]", f"out={tmp_path}/run", folder=tmp_path,
    )  # fmt: skip
    assert trained.returncode == 0, trained.stderr
    assert f"model: {tmp_path}/run/model" in trained.stdout
    assert json.loads((tmp_path / "run" / "settings.json").read_text(encoding="utf-8"))["data"]["limit"] == 8
    done = run(
        "evaluate.py", f"gold={corpus_file}", f"+models.mine={tmp_path}/run/model", f"+models.random={tiny.event}",
        f"out={tmp_path}/report", folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert set(report["models"]) == {"mine", "random"}
    assert "mine" in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")


def test_evaluating_a_missing_model_is_one_sentence(corpus_file: Path, tmp_path: Path) -> None:
    done = run("evaluate.py", f"gold={corpus_file}", "+models.x=no/such/model", f"out={tmp_path}/r", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("evaluate: 'no/such/model'")
    assert "Traceback" not in done.stderr


def test_the_corpus_script_reports_and_writes(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ten.txt").write_text(articles.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("build_corpus.py", "--articles", folder, "--out", tmp_path / "out", "--quiet", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "10 articles, 0 errors" in done.stderr
    lines = [line for path in (tmp_path / "out").glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == 10


@pytest.mark.slow
def test_left_out_groups_and_shares_are_trained_and_scored_once(tiny: Any, corpus_file: Path, tmp_path: Path) -> None:
    overrides = [
        "+experiment=smoke", f"encoder.source={tiny.encoder}", f"data.train=[{corpus_file}]",
        f"data.dev=[{corpus_file}]", f"test=[{corpus_file}]", "shares=[0.5]",
        "~held_out", "+held_out.Mali.country=Mali", f"out={tmp_path}/g",
    ]  # fmt: skip
    done = run("generalization.py", *overrides, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    values = json.loads((tmp_path / "g" / "generalization.json").read_text(encoding="utf-8"))
    (group,) = values["held_out"]
    assert group["name"] == "Mali" and group["training_articles"] > 0
    without = (tmp_path / "g" / "without-Mali" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(without) == 10 - group["training_articles"]
    assert [row["articles"] for row in values["curve"]] == [5, 10]
    assert (tmp_path / "g" / "generalization.png").read_bytes().startswith(b"\x89PNG")
    again = run("generalization.py", *overrides, folder=tmp_path)
    assert again.returncode == 0 and "train_runtime" not in again.stdout
    assert "| Mali |" in again.stdout
