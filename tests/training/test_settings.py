from __future__ import annotations

import json
from typing import Any

import pytest

from guetteur.training.settings import TrainingSettings


def test_settings_survive_json() -> None:
    settings = TrainingSettings.from_mapping({"out": "runs/x", "trainer": {"epochs": 3}, "data": {"limit": 2}})
    assert TrainingSettings.from_mapping(json.loads(json.dumps(settings.to_dict()))) == settings


def test_what_is_not_given_keeps_its_default() -> None:
    assert TrainingSettings.from_mapping({}) == TrainingSettings()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"trainer": {"epohcs": 3}}, r"unknown setting 'trainer\.epohcs'.*epochs"),
        ({"trainr": {}}, r"unknown setting 'trainr'.*trainer"),
        ({"encoder": {"source": "x", "lr": 1}}, r"unknown setting 'encoder\.lr'.*learning_rate"),
        ({"trainer": 3}, r"'trainer' must hold settings, got 3"),
        ({"trainer": None}, r"'trainer' must hold settings, got None"),
        ({"data": {"train": "a.jsonl"}}, r"data\.train is a single name; .* data\.train=\[a\.jsonl\]"),
        ({"model": {"kind": "crf"}}, r"model\.kind is 'crf'; it must be 'event' or 'flat'"),
        ({"trainer": {"precision": "int8"}}, r"trainer\.precision is 'int8'"),
    ],
)
def test_a_wrong_setting_is_named(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TrainingSettings.from_mapping(values)
