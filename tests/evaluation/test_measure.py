"""Every measure together."""

from __future__ import annotations

import json

import pytest

from guetteur.evaluation import mean_and_deviation, measure_model, measure_models
from guetteur.evaluation.figures import figures
from guetteur.scoring import MEASURES, compare, evaluate, partial_overlap, score_clusters, score_records

from .examples import GOLD, NOTHING, PREDICTED


def test_holds_what_scoring_gives() -> None:
    found = measure_model(GOLD, PREDICTED, resamples=50)
    for key, value in evaluate(GOLD, PREDICTED, resamples=50).to_dict().items():
        assert found[key] == value
    assert found["partial"] == partial_overlap(GOLD, PREDICTED).to_dict()
    assert found["clusters"] == score_clusters(GOLD, PREDICTED).to_dict()
    records = found["records"]["records"]
    low, high = records.pop("interval")["f1"]
    assert found["records"] == score_records(GOLD, PREDICTED).to_dict()
    assert low <= records["f1"] <= high


def test_calibration_comes_with_its_reliability_tables() -> None:
    calibration = measure_model(GOLD, PREDICTED, resamples=10)["calibration"]
    assert sum(b["count"] for b in calibration["triggers"]["bins"]) == calibration["triggers"]["count"] == 4
    assert len(calibration["arguments"]["bins"]) == 10


@pytest.mark.parametrize("predicted", [PREDICTED, NOTHING, GOLD])
def test_goes_into_json(predicted: list[object]) -> None:
    found = measure_models(GOLD, {"a": predicted, "b": NOTHING}, resamples=10)  # type: ignore[dict-item]
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_perfect_prediction_has_every_figure_at_its_best() -> None:
    for figure in figures(measure_model(GOLD, GOLD, resamples=10)):
        # MUC has no link to find here, which by its definition is 0.
        if figure.name != "Clusters":
            assert figure.value == (0.0 if figure.lower_is_better else 100.0), figure


def test_each_measure_is_a_main_figure() -> None:
    names = [figure.name for figure in figures(measure_model(GOLD, PREDICTED, resamples=10)) if figure.main]
    assert names == [*MEASURES, "Record"]


def test_models_are_compared_with_the_first() -> None:
    found = measure_models(GOLD, {"base": PREDICTED, "empty": NOTHING, "gold": GOLD}, resamples=100)
    assert list(found["models"]) == ["base", "empty", "gold"]
    assert [(c["model"], c["baseline"], c["measure"]) for c in found["comparisons"]] == [
        ("empty", "base", "Trig-C"),
        ("empty", "base", "Arg-C+"),
        ("gold", "base", "Trig-C"),
        ("gold", "base", "Arg-C+"),
    ]
    trigger = found["comparisons"][2]
    assert trigger["p_value"] == compare(GOLD, GOLD, PREDICTED, "Trig-C", resamples=100).to_dict()["p_value"]


def test_better_model_has_a_positive_difference() -> None:
    (trigger, _) = measure_models(GOLD, {"empty": NOTHING, "gold": GOLD}, resamples=20)["comparisons"]
    assert (trigger["f1"], trigger["baseline_f1"], trigger["difference"]) == (100.0, 0.0, 100.0)


def test_one_model_has_no_comparison() -> None:
    assert measure_models(GOLD, {"a": PREDICTED}, resamples=10)["comparisons"] == []


def test_no_model_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one model"):
        measure_models(GOLD, {})


def test_other_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="calme"):
        measure_model(GOLD, [PREDICTED[0], PREDICTED[2]])


def test_mean_and_sample_deviation_over_seeds() -> None:
    reports = [measure_model(GOLD, predicted, resamples=10) for predicted in (GOLD, NOTHING)]
    found = mean_and_deviation(reports)
    assert found["runs"] == 2
    assert found["figures"]["Trig-C"] == {"mean": 50.0, "deviation": 70.71}
    assert set(found["figures"]) == {figure.name for figure in figures(reports[0])}


def test_single_run_has_no_deviation() -> None:
    found = mean_and_deviation([measure_model(GOLD, GOLD, resamples=10)])
    assert found["figures"]["Arg-C+"] == {"mean": 100.0, "deviation": None}


def test_no_run_is_refused() -> None:
    with pytest.raises(ValueError, match="no runs"):
        mean_and_deviation([])


def test_no_articles_at_all() -> None:
    assert measure_model([], [], resamples=10)["measures"]["Trig-C"]["f1"] == 0.0
