"""The main figures of a model, named and explained once: what the terminal, the page and the averages all show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MEANINGS: Mapping[str, str] = {
    "Trig-I": "triggers found, whatever their type",
    "Trig-C": "triggers found with the right event type",
    "Arg-I": "arguments found for the right event type",
    "Arg-C": "the same with the right role",
    "Arg-I+": "arguments found on the right trigger with the right event type",
    "Arg-C+": "the same with the right role",
    "Realis": "triggers found with the right factuality",
    "Record": "whole event records, every field right",
}
"""What each measure with precision, recall and F1 counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a model, in percent.

    Attributes:
        name: How reports call it.
        value: The number; F1 where there is a precision and a recall.
        meaning: What it says, in a few words.
        precision: Where defined.
        recall: Where defined.
        interval: Ends of the 95 % bootstrap interval of the value, where it was taken.
        main: Whether it is one of the measures by name; else a further reading of them.
        lower_is_better: True of errors.
    """

    name: str
    value: float
    meaning: str
    precision: float | None = None
    recall: float | None = None
    interval: tuple[float, float] | None = None
    main: bool = False
    lower_is_better: bool = False


def figures(measures: Mapping[str, Any]) -> list[Figure]:
    """The figures of what `measure_model` gave: the measures first, then the further readings."""
    scores = {**measures["measures"], "Record": measures["records"]["records"]}
    return [_main(name, scores[name]) for name in MEANINGS] + _further(measures)


def _main(name: str, scores: Mapping[str, Any]) -> Figure:
    low, high = scores["interval"]["f1"]
    return Figure(
        name, scores["f1"], MEANINGS[name], scores["precision"], scores["recall"], interval=(low, high), main=True
    )


def _further(measures: Mapping[str, Any]) -> list[Figure]:
    partial, calibration, clusters = measures["partial"], measures["calibration"], measures["clusters"]
    return [
        Figure("Record fields", measures["records"]["accuracy"], "mean accuracy of the fields of a record"),
        Figure("Clusters", clusters["conll"], "mentions of one event put together (mean of MUC, B³ and CEAF-e)"),
        *(
            Figure(
                f"Partial, {kind}",
                partial[kind]["f1"],
                f"{kind} where a partial overlap is worth half a hit",
                partial[kind]["precision"],
                partial[kind]["recall"],
            )
            for kind in ("triggers", "arguments")
        ),
        *(
            Figure(
                f"Calibration error, {kind}",
                calibration[kind]["error"],
                f"mean gap between the scores of {kind} and how often they are right; lower is better",
                lower_is_better=True,
            )
            for kind in ("triggers", "arguments")
        ),
    ]
