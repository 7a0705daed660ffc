from __future__ import annotations

import numpy as np
import pytest

from guetteur.codec.confidence import calibrated
from guetteur.document import Argument, Document, Event, Span
from guetteur.scoring import argument_calibration, trigger_calibration
from guetteur.training.calibrate import fit_score_map, fit_score_maps


def overconfident(count: int, seed: int) -> tuple[list[Document], list[Document]]:
    """Gold and predictions whose scores are the square root of the truth."""
    rng = np.random.default_rng(seed)
    gold, predicted = [], []
    for number in range(count):
        truth = float(rng.random())
        right = rng.random() < truth
        place = Argument("Place", Span(5, 8), truth**0.5)
        event = Event("Attack", Span(0, 4), (place,), score=truth**0.5)
        gold.append(Document(str(number), "raid Gao", (event,) if right else ()))
        predicted.append(Document(str(number), "raid Gao", (event,)))
    return gold, predicted


def test_calibrated_scores_are_the_share_that_is_right() -> None:
    maps = fit_score_maps(*overconfident(2000, seed=1))
    gold, predicted = overconfident(2000, seed=2)
    better = [document.with_events(tuple(calibrated(document.events, maps))) for document in predicted]
    for measure in (trigger_calibration, argument_calibration):
        assert measure(gold, predicted).error > 0.1
        assert measure(gold, better).error < 0.04


def test_a_map_never_turns_an_order_round() -> None:
    rng = np.random.default_rng(0)
    found = fit_score_map(rng.random(500).tolist(), (rng.random(500) < 0.5).tolist())
    assert found is not None
    raw, new = np.array(found).T
    assert (np.diff(raw) > 0).all() and (np.diff(new) >= 0).all() and new.min() >= 0 and new.max() <= 1


@pytest.mark.parametrize("count", [0, 1, 19])
def test_too_little_gives_no_map(count: int) -> None:
    assert fit_score_map([0.5] * count, [True] * count) is None
