from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from guetteur.benchmarking.decisions import Changes, decisions_table
from guetteur.document import Document


def test_nothing_changes_between_equal_documents(documents: list[Document]) -> None:
    changes = Changes.between(documents, documents)
    assert changes.same == changes.documents == len(documents)
    assert changes.events[0] > 10 and changes.events[1:] == changes.arguments[1:] == (0, 0)


def test_a_lost_event_and_another_type_are_counted(documents: list[Document]) -> None:
    first = next(document for document in documents if len(document.events) > 1)
    retyped = replace(first.events[1], type="Nothing")
    other = [first.with_events((retyped, *first.events[2:])) if d is first else d for d in documents]
    changes = Changes.between(documents, other)
    assert changes.same == len(documents) - 1
    assert changes.events[1:] == (2, 1)
    assert changes.arguments[1:] == (len({(a.role, a.span) for a in first.events[0].arguments}), 0)


def test_the_table_has_scores_of_every_setting(documents: list[Document]) -> None:
    empty = [document.with_events(()) for document in documents]
    _, _, same, nothing = decisions_table(documents, {"gold": documents, "nothing": empty}).splitlines()
    assert same.endswith("| 100.00 | 100.00 |") and nothing.endswith("| 0.00 | 0.00 |")


@pytest.mark.slow
def test_the_script_compares_the_precisions_of_torch(root: Path, tiny: Any, corpus_file: Path) -> None:
    command = [sys.executable, str(root / "scripts" / "precisions.py"), str(corpus_file), "--model", str(tiny.event)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "| torch fp32 | 10 of 10 |" in done.stdout and "| torch bf16 |" in done.stdout
