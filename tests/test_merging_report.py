"""The script that measures merging, on two small groups."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS = """\
=== m02-a
@date 2024-03-12
Une bombe a explosé lundi au marché de Gao, tuant cinq civils.
> explosé | Bombing | asserted | e1 | Instrument: bombe | Time: lundi | Target: marché | Place: Gao | Killed: cinq

=== m02-b
@date 2024-03-13
L'explosion de lundi au marché de Gao a fait douze morts.
> explosion | Bombing | asserted | e1 | Time: lundi | Target: marché | Place: Gao | Killed: douze

=== m03-a
@date 2023-05-02
Des inconnus ont enlevé lundi un prêtre à Jos.
> enlevé | Abduction | asserted | e1 | Attacker: inconnus | Time: lundi | Victim: prêtre | Place: Jos
"""


def report(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "merging_report.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_halves_are_measured_apart(tmp_path: Path) -> None:
    (tmp_path / "groups.txt").write_text(GROUPS, encoding="utf-8")
    done = report(tmp_path)
    assert done.returncode == 0, done.stderr
    dev = next(line for line in done.stdout.splitlines() if "dev" in line and "guetteur" in line)
    assert dev.count("100.0") == 7 and "1/1" in dev
    assert sum("test" in line for line in done.stdout.splitlines()) == 3


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    done = report(tmp_path)
    assert done.returncode == 2 and "no articles" in done.stderr


def test_the_set_that_ships_is_well_formed() -> None:
    from guetteur.corpus.notation import read_notation

    read = [read_notation(path) for path in sorted((ROOT / "data" / "merging").glob("*.txt"))]
    assert not [problem for _, problems in read for problem in problems]
    ids = [document.id for documents, _ in read for document in documents]
    assert len(ids) == len(set(ids)) and len({id.partition("-")[0] for id in ids}) >= 60
