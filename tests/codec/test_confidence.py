from __future__ import annotations

import pytest

from guetteur.codec.confidence import Thresholds, above, calibrated
from guetteur.document import Argument, Event, Span

EVENT = Event(
    "Attack", Span(0, 4), (Argument("Place", Span(5, 8), 0.4), Argument("Attacker", Span(9, 12), 0.6)), score=0.8
)


def test_scores_follow_their_maps_and_stay_at_the_ends() -> None:
    maps = {"events": [[0.2, 0.1], [0.6, 0.5], [1.0, 0.7]], "arguments": [[0.5, 0.2], [0.9, 0.6]]}
    (event,) = calibrated([EVENT], maps)
    assert event.score == pytest.approx(0.6)
    assert [argument.score for argument in event.arguments] == pytest.approx([0.2, 0.3])
    assert event == EVENT  # scores never enter equality


@pytest.mark.parametrize("maps", [None, {}, {"events": None, "arguments": None}])
def test_without_a_map_scores_stay_raw(maps: dict[str, None] | None) -> None:
    (event,) = calibrated([EVENT], maps)
    assert (event.score, [argument.score for argument in event.arguments]) == (0.8, [0.4, 0.6])


def test_thresholds_drop_events_and_arguments_below_them() -> None:
    assert above([EVENT], Thresholds(0.8)) == [EVENT]
    assert above([EVENT], Thresholds(0.81)) == []
    (event,) = above([EVENT], Thresholds(argument=0.5, roles={"Place": 0.4}))
    assert len(event.arguments) == 2
    (event,) = above([EVENT], Thresholds(argument=0.5))
    assert [argument.role for argument in event.arguments] == ["Attacker"]
    (event,) = above([EVENT], Thresholds(roles={"Place": 0.5, "Attacker": 0.6}))
    assert [argument.role for argument in event.arguments] == ["Attacker"]


def test_unknown_roles_and_impossible_thresholds_are_named() -> None:
    with pytest.raises(ValueError, match="no role 'Lieu'"):
        Thresholds(roles={"Lieu": 0.5})
    with pytest.raises(ValueError, match="threshold of Place is 2"):
        Thresholds(roles={"Place": 2})
    with pytest.raises(ValueError, match="threshold of event is -1"):
        Thresholds(-1)
