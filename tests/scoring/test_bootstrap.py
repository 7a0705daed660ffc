"""Bootstrap intervals, against resampling one document at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guetteur.scoring.bootstrap import Interval, draw_documents, intervals, percentile_interval
from guetteur.scoring.counts import Scores

counts = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)).map(lambda t: (t[0], t[0] + t[1], t[0] + t[2])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=30)
@given(counts, st.integers(0, 99))
def test_intervals_agree_with_adding_up_the_drawn_documents(rows: list[tuple[int, int, int]], seed: int) -> None:
    drawn = draw_documents(len(rows), 40, seed)
    samples = []
    for row in drawn:
        total = Scores(0, 0, 0)
        for index, times in enumerate(row):
            for _ in range(times):
                total += Scores(*rows[index])
        if total.predicted or total.gold:
            samples.append(total)
    found = intervals(np.array(rows), drawn)
    for name in ("precision", "recall", "f1"):
        values = [getattr(sample, name) for sample in samples] or [0.0]
        assert found[name].low == pytest.approx(np.percentile(values, 2.5))
        assert found[name].high == pytest.approx(np.percentile(values, 97.5))


def test_each_resample_draws_as_many_documents_as_there_are() -> None:
    drawn = draw_documents(7, 500, seed=1)
    assert drawn.shape == (500, 7)
    assert set(drawn.sum(axis=1)) == {7}
    assert drawn.mean(axis=0) == pytest.approx(1.0, abs=0.2)


def test_the_seed_decides_the_resamples() -> None:
    assert (draw_documents(5, 20, seed=3) == draw_documents(5, 20, seed=3)).all()
    assert (draw_documents(5, 20, seed=3) != draw_documents(5, 20, seed=4)).any()


def test_no_resample_is_refused() -> None:
    with pytest.raises(ValueError, match="resamples=0"):
        draw_documents(3, 0, seed=0)


def test_interval_of_nothing_is_zero() -> None:
    assert percentile_interval(np.array([])) == Interval(0.0, 0.0)


def test_interval_of_many_like_documents_has_the_width_of_the_normal_approximation() -> None:
    rows = np.array([(1, 1, 1)] * 200 + [(0, 1, 1)] * 200)
    found = intervals(rows, draw_documents(400, 4000, seed=0))["f1"]
    assert found.high - found.low == pytest.approx(2 * 1.96 * (0.25 / 400) ** 0.5, rel=0.1)


def test_documents_without_events_leave_a_perfect_interval_at_100() -> None:
    rows = np.array([(2, 2, 2), (0, 0, 0), (0, 0, 0)])
    assert intervals(rows, draw_documents(3, 500, seed=0))["f1"] == Interval(1.0, 1.0)
