"""Strict seqeval F1 over tag sequences: for picking checkpoints, never for reporting.

Not imported by the package itself, because seqeval brings scikit-learn along.
"""

from __future__ import annotations

from collections.abc import Sequence

from seqeval.metrics import f1_score  # type: ignore[import-untyped, unused-ignore]
from seqeval.scheme import IOB2  # type: ignore[import-untyped, unused-ignore]


def strict_f1(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> float:
    """Micro F1 of the entities of BIO sequences, in which a broken sequence names no entity (seqeval issue 23).

    Args:
        gold: Tags such as `B-Attack`, `I-Attack` and `O`, one list per window.
        predicted: The same number of tags for each window.

    Returns:
        F1 from 0 to 1; 0 where there is no entity on either side.

    Raises:
        ValueError: If the numbers of windows or of tags differ.
    """
    if len(gold) != len(predicted):
        raise ValueError(f"got {len(predicted)} predicted tag sequences for {len(gold)} gold ones")
    for number, (gold_tags, predicted_tags) in enumerate(zip(gold, predicted, strict=True)):
        if len(gold_tags) != len(predicted_tags):
            raise ValueError(
                f"sequence {number} has {len(gold_tags)} gold tags and {len(predicted_tags)} predicted ones"
            )
    if not gold:
        return 0.0
    # seqeval tells lists of lists from flat lists by their type, so tuples would be refused.
    gold_lists, predicted_lists = [list(tags) for tags in gold], [list(tags) for tags in predicted]
    return float(f1_score(gold_lists, predicted_lists, mode="strict", scheme=IOB2, zero_division=0))
