from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guetteur.corpus.formats.inception import write_inception
from guetteur.corpus.formats.inception_reader import read_inception
from guetteur.document import Document

pytest.importorskip("cassis", reason="inception needs it: pip install 'guetteur[formats]'")


def test_offsets_count_utf_16_units_and_sentences_are_ours(document: Document, tmp_path: Path) -> None:
    write_inception([document], tmp_path)
    (path,) = tmp_path.glob("*.xmi")
    xmi = path.read_text(encoding="utf-8")
    start = document.events[0].trigger.start + 1
    assert f'begin="{start}" end="{start + 8}" kind="AirDroneStrike"' in xmi
    assert xmi.count(":Sentence ") == 2
    assert xmi.count('role="Attacker"') == 3  # one participant, two slots


def test_characters_that_xml_forbids_are_reported(document: Document, tmp_path: Path) -> None:
    (loss,) = write_inception([replace(document, text="\x07" + document.text), Document("b", "Rien.")], tmp_path)
    assert "U+0007, which XML forbids" in loss.message and loss.offset == 0
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["TypeSystem.xml", "b.xmi"]


@pytest.mark.parametrize(
    ("old", "new", "message", "left"),
    [
        ('kind="AirDroneStrike"', 'kind="Raid"', "unknown label 'Raid'", 2),
        ('factuality="claimed"', 'factuality="sure"', "unknown factuality 'sure'", 2),
        ('factuality="claimed"', "", "unknown factuality ''", 2),
        ('role="Killed"/>', 'role="Place"/>', "unknown label", 3),
        ("{&quot;score", "{score", "not JSON", 2),
    ],
)
def test_a_broken_annotation_costs_only_what_needs_it(
    old: str, new: str, message: str, left: int, document: Document, tmp_path: Path
) -> None:
    write_inception([document], tmp_path)
    (path,) = tmp_path.glob("*.xmi")
    xmi = path.read_text(encoding="utf-8")
    if old.startswith("role"):  # of the participant, not of the slot
        old, new, message = 'role="Killed" target', 'role="Place" target', "it says Place, the region Killed"
        left = 2
    assert old in xmi
    path.write_text(xmi.replace(old, new, 1), encoding="utf-8")
    documents, problems = read_inception(tmp_path)
    assert len(documents[0].events) == left, problems
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.file == str(path) for problem in problems)


def test_a_broken_file_does_not_hide_the_next(document: Document, tmp_path: Path) -> None:
    write_inception([document, Document("b", "Rien.")], tmp_path)
    (tmp_path / "a.xmi").write_text("<xmi", encoding="utf-8")
    documents, problems = read_inception(tmp_path)
    assert len(documents) == 2
    assert [problem.document for problem in problems] == ["a"]
    (tmp_path / "empty").mkdir()
    assert "no .xmi file" in read_inception(tmp_path / "empty")[1][0].message
