"""Every command of the README: run where it is quick, composed or planned where it trains for minutes."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def commands(start: str) -> list[str]:
    lines = [line.split(" #")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith(start)]


def test_readme_has_two_make_commands_and_make_knows_them() -> None:
    found = [command.split()[1] for command in commands("make ")]
    assert found == ["demo", "test"]
    for target in found:
        planned = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
        assert planned.returncode == 0, planned.stderr


@pytest.mark.parametrize("command", commands("guetteur "))
def test_readme_guetteur_command_runs(command: str) -> None:
    (ROOT / "runs").mkdir(exist_ok=True)
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "guetteur.cli", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", commands("python scripts/"))
def test_readme_script_command_composes(command: str) -> None:
    from hydra import compose, initialize_config_dir

    _, script, *overrides = shlex.split(command)
    if not (ROOT / "configs" / f"{Path(script).stem}.yaml").exists():  # a script with options
        options = {word for word in overrides if word.startswith("--")}
        shown = subprocess.run([sys.executable, script, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert all(option in shown.stdout for option in options)
        return
    with initialize_config_dir(str(ROOT / "configs"), version_base="1.3"):
        config = compose(Path(script).stem, overrides=overrides)
    assert (ROOT / script).exists()
    assert config


def test_readme_python_example_finds_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    [example] = blocks("python")
    exec(compile(example, "README.md", "exec"), {})
    assert "attaqué" in capsys.readouterr().out


def test_readme_tree_names_only_what_exists() -> None:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    tree = next(block for language, block in fenced if not language and "src/guetteur/" in block)
    folder = ROOT
    for line in tree.splitlines():
        names = line.split("  ")[0] if not line.startswith(" ") else line.strip().split("  ")[0]
        if not line.startswith(" "):
            folder = ROOT / names.strip()
            assert folder.exists(), names
        else:
            for name in names.split(", "):
                assert (folder / name.strip()).exists(), f"{folder / name}"
