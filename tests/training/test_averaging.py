from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import torch
from torch import nn

from guetteur.training.averaging import WeightAverage


def step(average: WeightAverage, model: nn.Module, number: int) -> None:
    average.on_step_end(None, SimpleNamespace(global_step=number), None, model=model)


def filled(value: float) -> nn.Linear:
    model = nn.Linear(2, 1)
    nn.init.constant_(model.weight, value)
    nn.init.constant_(model.bias, value)
    return model


def test_the_average_lags_behind_and_forgets_the_start_fast() -> None:
    average, model = WeightAverage(0.9), filled(0.0)
    step(average, model, 1)
    nn.init.constant_(model.weight, 1.0)
    step(average, model, 2)
    torch.testing.assert_close(average.values["weight"], torch.full((1, 2), 1 - 3 / 12))
    for number in range(1000, 1100):
        step(average, model, number)
    assert average.values["weight"].min() > 0.999
    assert average.values["bias"].abs().max() == 0


def test_the_model_has_the_average_only_inside_the_block() -> None:
    average, model = WeightAverage(0.9), filled(3.0)
    step(average, model, 1)
    nn.init.constant_(model.weight, 5.0)
    with average.applied(model):
        assert model.weight.unique().tolist() == [3.0]
    assert model.weight.unique().tolist() == [5.0]


def test_before_the_first_step_nothing_changes() -> None:
    model = filled(2.0)
    with WeightAverage(0.9).applied(model):
        assert model.weight.unique().tolist() == [2.0]


def test_a_saved_average_comes_back(tmp_path: Path) -> None:
    average, other = WeightAverage(0.9), WeightAverage(0.9)
    step(average, filled(4.0), 1)
    average.save(tmp_path)
    other.load(tmp_path)
    assert other.values.keys() == average.values.keys()
    assert all(torch.equal(other.values[name], value) for name, value in average.values.items())
