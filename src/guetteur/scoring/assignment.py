"""One-to-one assignment; the solver is scipy's (Crouse, 2016), never one of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped, unused-ignore]

Row = TypeVar("Row")
Column = TypeVar("Column")


def best_assignment(
    rows: Sequence[Row], columns: Sequence[Column], weight: Callable[[Row, Column], float]
) -> list[tuple[Row, Column]]:
    """The one-to-one pairs with the greatest total weight; pairs without weight are left out.

    Among equally good assignments the choice follows the order of the items, so callers sort them.
    """
    if not rows or not columns:
        return []
    weights = np.array([[weight(row, column) for column in columns] for row in rows], dtype=np.float64)
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(rows[r], columns[c]) for r, c in chosen if weights[r, c] > 0]
