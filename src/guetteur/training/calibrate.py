"""Scores that mean what they say: fitted on dev, kept in the model's configuration.

Isotonic regression on equally filled bins (Zadrozny & Elkan 2002), one map for events and one for arguments, because an
argument is right only where its event is.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np
from scipy.optimize import isotonic_regression

from guetteur.codec.confidence import ScoreMap, ScoreMaps
from guetteur.document import Document
from guetteur.scoring import scored_arguments, scored_triggers
from guetteur.scoring.curves import argument_curve

BINS = 20
FEWEST_IN_A_BIN = 10


def fit_score_maps(gold: Sequence[Document], predicted: Sequence[Document]) -> ScoreMaps:
    """Maps from raw scores to the share that is right: Trig-C for events, Arg-C+ for arguments.

    Args:
        gold: documents that the model was not trained on.
        predicted: the same with raw scores.
    """
    return {
        "events": fit_score_map(*scored_triggers(gold, predicted)),
        "arguments": fit_score_map(*scored_arguments(gold, predicted)),
    }


def best_argument_threshold(gold: Sequence[Document], predicted: Sequence[Document]) -> float:
    """The least calibrated score of an argument that gives the best Arg-C+ on dev; 0 without predictions.

    Rounded down to two digits: a finer choice would only fit the noise of dev.
    """
    best = argument_curve(gold, predicted).best
    return floor(best.threshold * 100) / 100 if best else 0.0


def fit_score_map(scores: Sequence[float], correct: Sequence[bool]) -> ScoreMap | None:
    """Knots (raw, calibrated) of a rising piecewise linear map; None where there is too little to learn from."""
    bins = min(BINS, len(scores) // FEWEST_IN_A_BIN)
    if bins < 2:
        return None
    order = np.argsort(scores, kind="stable")
    groups = np.array_split(order, bins)
    raw = np.array([np.mean(np.take(scores, group)) for group in groups])
    share = np.array([np.mean(np.take(correct, group)) for group in groups])
    fitted = isotonic_regression(share, weights=[len(group) for group in groups]).x
    return [[round(float(x), 4), round(float(y), 4)] for x, y in zip(raw, fitted, strict=True)]
