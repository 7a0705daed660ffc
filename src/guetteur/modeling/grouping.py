"""Rows of like length computed together: padding is work, and in a mixed batch most of the work is padding.

A batch of four documents holds windows of 40 to 384 pieces and some 40 queries over sentences of 5 to 250. Sorted by
length and cut into a few groups, each only as wide as its longest row, they cost about two thirds as much; which
documents share a batch, and so the gradient, stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

Groups = Sequence[tuple[int, int]]
"""(rows, width) of each group, in the order of the rows; together they are all rows."""


def group_rows(widths: Sequence[int], worth: int) -> list[tuple[int, int]]:
    """Cut rows, sorted by rising width, into groups.

    Args:
        widths: of each row, padded as it would be on its own.
        worth: padded places that a further group must save; each one costs a call of every layer.
    """
    groups: list[tuple[int, int]] = []
    rows = 0
    for width, following in zip(widths, [*widths[1:], None], strict=True):
        rows += 1
        if following is None or rows * (following - width) >= worth:
            groups.append((rows, width))
            rows = 0
    return groups


def in_groups(
    compute: Callable[..., tuple[Tensor, ...]], inputs: Sequence[Tensor], groups: Groups | None
) -> list[Tensor]:
    """Call `compute` on each group and put the results together as if it had been called once.

    Args:
        compute: maps tensors (R, T, …) to tensors (R, T, …) or (R, …).
        inputs: tensors (R, T) of all rows.
        groups: None computes all rows at their full width.

    Returns:
        What `compute` gives, (R, T, …) filled up with zeros where a row's group was narrower than T.
    """
    if groups is None:
        return list(compute(*inputs))
    full = inputs[0].shape[1]
    parts = []
    start = 0
    for rows, width in groups:
        found = compute(*(tensor[start : start + rows, :width] for tensor in inputs))
        parts.append([_widened(tensor, width, full) for tensor in found])
        start += rows
    return [torch.cat(tensors) for tensors in zip(*parts, strict=True)]


def _widened(tensor: Tensor, width: int, full: int) -> Tensor:
    if tensor.dim() < 3 or width == full:
        return tensor
    return F.pad(tensor, (0, 0, 0, full - width))
