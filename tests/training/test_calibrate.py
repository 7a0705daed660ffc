from __future__ import annotations

import numpy as np
import pytest

from guetteur.codec.confidence import calibrated
from guetteur.document import Argument, Document, Event, Span
from guetteur.scoring import argument_calibration, trigger_calibration
from guetteur.training.calibrate import best_argument_threshold, fit_score_map, fit_score_maps


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


def test_the_argument_threshold_is_where_f1_is_best() -> None:
    text = "raid Gao Mali Kati"
    spans = {"Gao": Span(5, 8), "Mali": Span(9, 13), "Kati": Span(14, 18)}
    right = Event("Attack", Span(0, 4), (Argument("Place", spans["Gao"]), Argument("Place", spans["Mali"])))
    scored = [("Gao", 0.9), ("Mali", 0.456), ("Kati", 0.3)]
    guess = Event("Attack", Span(0, 4), tuple(Argument("Place", spans[name], score) for name, score in scored))
    gold, predicted = Document("d", text, (right,)), Document("d", text, (guess,))
    assert best_argument_threshold([gold], [predicted]) == 0.45
    assert best_argument_threshold([gold], [Document("d", text)]) == 0.0
