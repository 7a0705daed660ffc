"""One-to-one assignment."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.scoring.assignment import best_assignment


@given(st.lists(st.integers(0, 9), max_size=4), st.lists(st.integers(0, 9), max_size=4))
def test_weight_is_the_best_of_all_permutations(rows: list[int], columns: list[int]) -> None:
    def weight(row: int, column: int) -> float:
        return float((row * 7 + column * 3) % 10)

    short, long = sorted([[(r, True) for r in rows], [(c, False) for c in columns]], key=len)
    best = max(
        sum(
            weight(a, b) if is_row else weight(b, a)
            for (a, is_row), (b, _) in zip(short, chosen, strict=True)
        )
        for chosen in itertools.permutations(long, len(short))
    )  # fmt: skip
    assert sum(weight(*pair) for pair in best_assignment(rows, columns, weight)) == pytest.approx(best)


def test_pairs_without_weight_are_left_out() -> None:
    assert best_assignment("ab", "bc", lambda r, c: float(r == c)) == [("b", "b")]


@pytest.mark.parametrize(("rows", "columns"), [("", ""), ("a", ""), ("", "a")])
def test_an_empty_side_gives_no_pairs(rows: str, columns: str) -> None:
    assert best_assignment(rows, columns, lambda r, c: 1.0) == []
