"""Collation: windows and their queries to padded tensors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from guetteur.codec import padding
from guetteur.codec.events import IGNORED, Query, WindowFeatures
from guetteur.modeling.grouping import Groups, group_rows

SHAPE_STEP = 32
"""Padded lengths are multiples of this: CPU libraries prepare and keep a kernel for each shape that they meet."""
WORTH = 256
"""Padded places that a group of rows of like length must save, see `group_rows`."""


def pad_windows(ids: Sequence[np.ndarray], pad_id: int) -> dict[str, Tensor]:
    """`input_ids` and `attention_mask` (W, T) of windows of unequal length."""
    input_ids, mask = padding.pad_windows(ids, pad_id, SHAPE_STEP)
    return {"input_ids": torch.from_numpy(input_ids), "attention_mask": torch.from_numpy(mask)}


def pad_queries(queries: Sequence[Query], bases: Sequence[int]) -> dict[str, Tensor]:
    """Tensors of the argument head for Q queries over a flat (N, H) matrix of piece states.

    Args:
        queries: ranges of pieces, each relative to its own base.
        bases: row of the flat matrix at which the pieces of each query's window or document begin.

    Returns:
        `context` (Q, S) rows of the flat matrix, 0 where padded; `context_mask` (Q, S); `distance` (Q, S) signed pieces
        from the trigger, 0 on it; and, where known, `role_labels` (Q, S), `type_labels` (Q,), `factuality_labels` (Q,).
    """
    context, mask, distance = padding.pad_queries(queries, bases, SHAPE_STEP)
    roles = torch.full(context.shape, IGNORED)
    for i, query in enumerate(queries):
        if query.roles is not None:
            roles[i, : len(query.roles)] = torch.from_numpy(query.roles)
    return {
        "context": torch.from_numpy(context),
        "context_mask": torch.from_numpy(mask),
        "distance": torch.from_numpy(distance),
        "type_labels": torch.tensor([query.type for query in queries]),
        "role_labels": roles,
        "factuality_labels": torch.tensor([query.factuality for query in queries]),
    }


class WindowCollator:
    """Joins training examples into one batch for `EventModel.forward`; rows stand in order of their length."""

    def __init__(self, pad_id: int) -> None:
        self.pad_id = pad_id

    def __call__(self, features: Sequence[WindowFeatures]) -> dict[str, Tensor | Groups]:
        """Pad windows, tags and queries; batches without any query carry no query tensors."""
        features = sorted(features, key=lambda feature: len(feature.ids))
        batch: dict[str, Tensor | Groups] = {**pad_windows([feature.ids for feature in features], self.pad_id)}
        width = padding.round_up(len(features[-1].ids), SHAPE_STEP)
        for kind, name in (("trigger_labels", "tags"), ("surface_labels", "surface")):
            labels = torch.full((len(features), width), IGNORED)
            for i, feature in enumerate(features):
                values = getattr(feature, name)
                labels[i, : len(values)] = torch.from_numpy(values)
            batch[kind] = labels
        batch["window_groups"] = _groups([len(feature.ids) for feature in features])
        asked = [(query, i * width) for i, feature in enumerate(features) for query in feature.queries]
        if asked:
            asked.sort(key=lambda found: _length(found[0]))
            batch |= pad_queries([query for query, _ in asked], [base for _, base in asked])
            batch["query_groups"] = _groups([_length(query) for query, _ in asked])
        return batch


def _length(query: Query) -> int:
    return query.context[1] - query.context[0]


def _groups(lengths: Sequence[int]) -> Groups:
    return group_rows([padding.round_up(length, SHAPE_STEP) for length in lengths], WORTH)
