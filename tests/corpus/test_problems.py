from __future__ import annotations

import pickle

import pytest

from guetteur.corpus.problems import CorpusError, Problem, errors

FULL = Problem("a.jsonl", 3, "d1", "unknown role 'Lieu'", 14, "one of: Place", check="label")
WARNING = Problem("", 0, "", "begins with 'le'", severity="warning")


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (FULL, "a.jsonl:3 [d1] at 14: unknown role 'Lieu'; one of: Place"),
        (WARNING, "warning: begins with 'le'"),
        (Problem("a.txt", 0, "", "binary"), "a.txt: binary"),
        (Problem("", 0, "d", "no id", 0), "[d] at 0: no id"),
    ],
)
def test_problem_reads_as_one_line(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_errors_leave_warnings_out() -> None:
    assert errors([FULL, WARNING]) == [FULL]


def test_corpus_error_lists_all_and_survives_a_process_border() -> None:
    error = CorpusError([FULL, WARNING])
    assert str(error).split("\n") == ["2 problems:", str(FULL), str(WARNING)]
    assert pickle.loads(pickle.dumps(error)).problems == (FULL, WARNING)
