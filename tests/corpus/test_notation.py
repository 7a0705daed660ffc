from __future__ import annotations

from pathlib import Path

import pytest

from guetteur.corpus.notation import apply_typography, read_notation, write_notation
from guetteur.document import Document, Span

ARTICLE = """\
=== bf-djibo-01
@date 2024-03-02
@country Burkina Faso

Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats. L'attaque a suivi une autre attaque.
> attaque~2 | Attack | asserted | e2
> attaqué | ArmedAssault | asserted | e1 | Time: vendredi | Attacker: hommes armés | Killed: huit
> attaque~1 | Attack | claimed | e1

Fin.
"""


def read(tmp_path: Path, text: str) -> tuple[list[Document], list[str]]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    documents, problems = read_notation(path)
    return documents, [f"{problem.line}: {problem.message}" for problem in problems]


def test_article_is_read(tmp_path: Path) -> None:
    (document,), problems = read(tmp_path, ARTICLE)
    assert problems == []
    assert document.id == "bf-djibo-01"
    assert document.meta == {"date": "2024-03-02", "country": "Burkina Faso"}
    assert document.text.startswith("Des hommes") and document.text.endswith("\n\nFin.")
    assert [event.trigger.of(document.text) for event in document.events] == ["attaqué", "attaque", "attaque"]
    assert [event.id for event in document.events] == ["m1", "m2", "m3"]
    assert [event.cluster for event in document.events] == ["e1", "e1", "e2"]
    first = document.events[0]
    assert [(a.role, a.span.of(document.text)) for a in first.arguments] == [
        ("Attacker", "hommes armés"), ("Time", "vendredi"), ("Killed", "huit"),
    ]  # fmt: skip


def test_several_articles_in_a_file(tmp_path: Path) -> None:
    documents, problems = read(tmp_path, ARTICLE + ARTICLE.replace("-01", "-02"))
    assert [document.id for document in documents] == ["bf-djibo-01", "bf-djibo-02"]
    assert problems == []


def test_windows_lines_read_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, ARTICLE.replace("\n", "\r\n")) == read(tmp_path, ARTICLE)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, ARTICLE)
    assert read(tmp_path, write_notation(documents)) == (documents, [])


def test_span_is_looked_for_at_word_boundaries(tmp_path: Path) -> None:
    text = "La contre-attaque, les attaques, l'attaque."
    (document,), problems = read(tmp_path, f"=== a\n{text}\n> attaque~2 | Attack | asserted | e1\n")
    assert problems == []
    assert document.events[0].trigger == Span(35, 42)


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("attaqué | ArmedAssault | asserted", "expected 'trigger | Type"),
        ("attaqué | Raid | asserted | e1", "unknown event type 'Raid'; one of: AirDroneStrike"),
        ("attaqué | Attack | sure | e1", "unknown factuality 'sure'"),
        ("attaqué | Attack | asserted | e1 | Lieu: Djibo", "unknown role 'Lieu'"),
        ("attaqué | Attack | asserted | e1 | Djibo", "expected 'Role: span', got 'Djibo'"),
        ("attaqué | Attack | asserted | e1 | Place:", "empty span"),
        ("raid | Attack | asserted | e1", "'raid' does not stand in the line above"),
        ("attaque | Attack | asserted | e1", "stands 2 times in the line above; number it"),
        ("attaque~3 | Attack | asserted | e1", "stands only 2 times"),
        ("attaqué | Attack | asserted | e1 | Place: Fin", "does not stand in the sentence of the trigger"),
        ("attaqué | Attack | asserted | e1 | Target: attaque~1", "is not in the sentence of its trigger"),
        ("attaqué | Attack | asserted | e1 | Target: poste de Djibo | Place: Djibo", "overlap: no nesting"),
    ],
)
def test_fault_has_its_line_and_does_not_hide_the_next(tmp_path: Path, note: str, message: str) -> None:
    lines = ARTICLE.split("\n")
    lines.insert(5, f"> {note}")
    (document,), problems = read(tmp_path, "\n".join(lines))
    assert len(document.events) == 3
    assert len(problems) == 1
    assert problems[0].startswith("6: ")
    assert message in problems[0]


def test_annotation_and_text_need_their_place(tmp_path: Path) -> None:
    documents, problems = read(tmp_path, "perdu\n=== a\n> attaque | Attack | asserted | e1\nUne attaque.\n")
    assert [document.text for document in documents] == ["Une attaque."]
    assert problems == [
        "1: text before the first '=== id' line; add one above it",
        "3: an annotation needs a text line above it",
    ]


def test_file_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("=== é\n".encode("latin-1"))
    documents, problems = read_notation(path)
    assert documents == []
    assert "save the file as UTF-8" in problems[0].message


def test_typography_moves_no_offset(tmp_path: Path) -> None:
    plain = "« L'attaque » : 10 000 morts !"
    assert apply_typography(plain, []) == plain
    assert apply_typography(plain, ["nbsp", "curly"]) == "«\u00a0L’attaque\u00a0»\u00a0: 10\u00a0000 morts\u00a0!"
    assert apply_typography(plain, ["nnbsp"]) == "«\u202fL'attaque\u202f»\u202f: 10\u202f000 morts\u202f!"
    note = f"=== a\n@typography nbsp curly\n{plain}\n> attaque | Attack | asserted | e1 | Killed: 10 000\n"
    (document,), problems = read(tmp_path, note)
    assert problems == []
    assert "typography" not in document.meta
    assert document.events[0].arguments[0].span.of(document.text) == "10\u00a0000"
