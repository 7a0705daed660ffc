from __future__ import annotations

import pytest

from guetteur.document import Argument, Event, Span
from guetteur.normalize.counts import normalize_count
from guetteur.normalize.values import CountValue
from guetteur.ontology import EventType, Role
from guetteur.records.tolls import fold_tolls, toll_of


def toll(text: str, *counts: str) -> CountValue | None:
    arguments = []
    for count in counts:
        start = text.index(count)
        arguments.append(Argument(Role.KILLED, Span(start, start + len(count))))
    found = toll_of(Event(EventType.ATTACK, Span(0, 1), tuple(arguments)), Role.KILLED, text, normalize_count)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "counts", "best"),
    [
        ("Sept morts.", ["Sept"], 7),
        ("Sept morts, dont deux enfants et un chauffeur.", ["Sept", "deux", "un"], 7),
        ("Huit morts : six soldats et deux civils.", ["Huit", "six", "deux"], 8),
        ("Tuant cinq soldats et trois civils.", ["cinq", "trois"], 8),
        ("Six soldats et deux civils, huit morts en tout.", ["Six", "deux", "huit"], 8),
    ],
)
def test_parts_are_not_added_to_their_total(text: str, counts: list[str], best: int) -> None:
    value = toll(text, *counts)
    assert value is not None and value.best == best


def test_a_sum_with_an_open_count_stays_open() -> None:
    assert toll("Tuant cinq soldats et au moins trois civils.", "cinq", "au moins trois") == CountValue(8, 8, None)


def test_a_count_that_is_not_understood_leaves_the_sum_open() -> None:
    assert toll("Tuant cinq soldats et la plupart des civils.", "cinq", "la plupart") == CountValue(5, 5, None)
    assert toll("Tuant la plupart des civils.", "la plupart") is None


def test_equal_tolls_are_one() -> None:
    event = Event(EventType.ATTACK, Span(0, 1), (Argument(Role.KILLED, Span(0, 4)),))
    found = toll_of(event, Role.KILLED, "Sept morts", normalize_count)
    assert len(fold_tolls([found, None, found])) == 1
