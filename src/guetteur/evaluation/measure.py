"""Every measure of one or more models, as plain dictionaries that `json.dumps` takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import Any

import numpy as np

from guetteur.document import Document
from guetteur.evaluation.figures import figures
from guetteur.scoring import (
    argument_calibration,
    compare,
    evaluate,
    partial_overlap,
    score_clusters,
    score_records,
    trigger_calibration,
)
from guetteur.scoring.bootstrap import draw_documents, intervals
from guetteur.scoring.curves import argument_curve, role_curves, trigger_curve
from guetteur.scoring.pairing import pair_documents

COMPARED = ("Trig-C", "Arg-C+")
"""The measures on which models are compared: the right events, and what hangs on each of them."""


def measure_model(gold: Sequence[Document], predicted: Sequence[Document], resamples: int = 1000) -> dict[str, Any]:
    """Every measure of one set of predictions.

    Args:
        gold: Annotated documents.
        predicted: Documents with the same ids and texts, in any order.
        resamples: Bootstrap resamples of the documents behind each interval.

    Returns:
        What `Evaluation.to_dict` gives (documents, measures, per_type, per_role, per_factuality, confusion), and
        `records` with an interval too, `clusters`, `partial`, `calibration` with its reliability tables and `curves`
        over thresholds, of the roles only their best points. Ratios are percentages.

    Raises:
        ValueError: If ids or texts do not agree; the message names them.

    Example:
        >>> from guetteur.document import Document, Event, Span
        >>> gold = [Document("a", "Un raid.", (Event("Attack", Span(3, 7)),))]
        >>> measure_model(gold, gold, resamples=10)["measures"]["Trig-C"]["f1"]
        100.0
    """
    records = score_records(gold, predicted).to_dict()
    records["records"]["interval"] = _record_intervals(gold, predicted, resamples)
    return {
        **evaluate(gold, predicted, resamples).to_dict(),
        "records": records,
        "clusters": score_clusters(gold, predicted).to_dict(),
        "partial": partial_overlap(gold, predicted).to_dict(),
        "calibration": {
            "triggers": trigger_calibration(gold, predicted).to_dict(),
            "arguments": argument_calibration(gold, predicted).to_dict(),
        },
        "curves": _curves(gold, predicted),
    }


def measure_models(
    gold: Sequence[Document], predictions: Mapping[str, Sequence[Document]], resamples: int = 1000
) -> dict[str, Any]:
    """Every measure of several models, and each of them compared with the first.

    Args:
        gold: Annotated documents.
        predictions: Predicted documents by model name; the first model is the one that the others have to beat.
        resamples: Bootstrap resamples of the documents behind each interval and p-value.

    Returns:
        `models`, by name what `measure_model` gives, and `comparisons`, a list in which `difference` is the model minus
        the baseline, so that more than 0 speaks for the model.

    Raises:
        ValueError: If there is no model, or if ids or texts do not agree.
    """
    if not predictions:
        raise ValueError("nothing to measure: give the predictions of at least one model, as {name: documents}")
    baseline, *others = predictions
    return {
        "models": {name: measure_model(gold, documents, resamples) for name, documents in predictions.items()},
        "comparisons": [
            _comparison(gold, predictions, name, baseline, measure, resamples)
            for name in others
            for measure in COMPARED
        ],
    }


def mean_and_deviation(reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Mean and sample deviation of the main figures over runs that differ in their seed.

    Args:
        reports: What `measure_model` gave for each run.

    Returns:
        `runs`, and by name of the figure its `mean` and `deviation`; the latter is None for a single run, which says
        nothing about spread.

    Raises:
        ValueError: If there is no run.
    """
    if not reports:
        raise ValueError("no runs to average: give the measures of at least one")
    by_run = [{figure.name: figure.value for figure in figures(report)} for report in reports]
    return {
        "runs": len(by_run),
        "figures": {name: _spread([run[name] for run in by_run]) for name in by_run[0]},
    }


def seeds_of(models: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Runs that differ in their seed: models named `x-1`, `x-2` … by their common name, those with two runs or more."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for name, measures in models.items():
        stem, separator, seed = name.rpartition("-")
        if separator and seed.isdigit():
            groups.setdefault(stem, []).append(measures)
    return {stem: runs for stem, runs in groups.items() if len(runs) > 1}


def _spread(values: Sequence[float]) -> dict[str, float | None]:
    return {"mean": round(fmean(values), 2), "deviation": round(stdev(values), 2) if len(values) > 1 else None}


def _comparison(
    gold: Sequence[Document],
    predictions: Mapping[str, Sequence[Document]],
    model: str,
    baseline: str,
    measure: str,
    resamples: int,
) -> dict[str, Any]:
    found = compare(gold, predictions[model], predictions[baseline], measure, resamples).to_dict()
    return {
        "measure": measure,
        "model": model,
        "baseline": baseline,
        "f1": found["first"],
        "baseline_f1": found["second"],
        "difference": found["difference"],
        "interval": found["interval"],
        "p_value": found["p_value"],
    }


def _curves(gold: Sequence[Document], predicted: Sequence[Document]) -> dict[str, Any]:
    roles = {role: curve.to_dict() for role, curve in role_curves(gold, predicted).items()}
    return {
        "triggers": trigger_curve(gold, predicted).to_dict(),
        "arguments": argument_curve(gold, predicted).to_dict(),
        "roles": {role: {key: curve[key] for key in ("average_precision", "best")} for role, curve in roles.items()},
    }


def _record_intervals(
    gold: Sequence[Document], predicted: Sequence[Document], resamples: int
) -> dict[str, list[float]]:
    pairs = pair_documents(gold, predicted)
    scores = [score_records([g], [p]).records for g, p in pairs]
    counts = np.array([(s.correct, s.predicted, s.gold) for s in scores], dtype=np.int64).reshape(-1, 3)
    # The seed of `evaluate`, so that the intervals of all measures are taken over the same resampled articles.
    drawn = draw_documents(len(pairs), resamples, seed=0)
    return {name: interval.to_list() for name, interval in intervals(counts, drawn).items()}
