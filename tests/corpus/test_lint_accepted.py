from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from guetteur.corpus.jsonl import read_jsonl, write_jsonl
from guetteur.corpus.lint import lint
from guetteur.corpus.notation import read_notation
from guetteur.document import Document

Annotate = Callable[..., Document]


def accepting(document: Document, entry: str) -> Document:
    return replace(document, meta={**document.meta, "lint": entry})


@pytest.fixture
def warned(annotate: Annotate) -> Document:
    """A document with two warnings."""
    return annotate("Une attaque à Gao contre l’école.", "attaque", ("Place", "à Gao"), ("Target", "l’école"))


def test_an_entry_accepts_its_warning_and_no_other(warned: Document) -> None:
    (left,) = lint([accepting(warned, "lead à Gao: the town is called so")])
    assert "l’école" in left.message
    assert lint([accepting(warned, "lead à Gao: its name | lead l'école: a nickname")]) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("lead Bamako: its name", "there is no such warning"),
        ("edge à Gao: its name", "there is no such warning"),
        ("lead à Ga: cut short", "there is no such warning"),
        ("lead à Gao", "is not 'check quotation: reason'"),
        ("lead à Gao: ", "is not 'check quotation: reason'"),
    ],
)
def test_an_entry_without_its_warning_or_its_reason_is_reported(warned: Document, entry: str, said: str) -> None:
    problems = lint([accepting(warned, entry)], "corpus.jsonl")
    assert [problem.check for problem in problems] == ["lead", "lead", "accepted"]
    assert said in problems[-1].message
    assert (problems[-1].severity, problems[-1].document, problems[-1].file) == ("warning", "d", "corpus.jsonl")


def test_errors_are_never_accepted(annotate: Annotate) -> None:
    document = annotate("Une attaque à Gao.", "attaque", cluster="")
    problems = lint([accepting(document, "cluster attaque: no idea which")])
    assert [problem.check for problem in problems] == ["cluster", "accepted"]


def test_entries_travel_from_the_notation_into_jsonl(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "=== gao\n@typography curly\n@lint lead l'école: a nickname\n"
        "Une attaque contre l'école.\n> attaque | Attack | asserted | e1 | Target: l'école\n",
        encoding="utf-8",
    )
    documents, problems = read_notation(source)
    assert problems == []
    write_jsonl(documents, tmp_path / "a.jsonl")
    assert lint(documents) == lint(read_jsonl(tmp_path / "a.jsonl")[0]) == []
    assert lint([replace(documents[0], meta={})]) != []
