from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Argument, Document, Event, Span
from guetteur.scoring.errors import KINDS, count_kinds, examples, sort_misses

TEXT = "Selon l'armée, un raid a tué six soldats à Gao.\nUn tir a blessé le maire."
RAID, TIR = Span(18, 22), Span(51, 54)
SIX, SOLDIERS, GAO, MAYOR = Span(29, 32), Span(33, 40), Span(43, 46), Span(67, 72)


def document(*events: Event) -> Document:
    return Document("d", TEXT, events)


def raid(*arguments: tuple[str, Span], type_: str = "Attack", realis: str = "asserted", at: Span = RAID) -> Event:
    return Event(type_, at, tuple(Argument(role, span) for role, span in arguments), realis)


GOLD = raid(("Killed", SIX), ("Place", GAO))

CASES = {
    "missed trigger, argument lost with its trigger, argument lost with its trigger": [],
    "trigger edge, argument lost with its trigger, argument lost with its trigger": [raid(at=Span(15, 22))],
    "wrong type": [raid(("Killed", SIX), ("Place", GAO), type_="Bombing")],
    "fact read as attribution": [raid(("Killed", SIX), ("Place", GAO), realis="claimed")],
    "wrong factuality": [raid(("Killed", SIX), ("Place", GAO), realis="denied")],
    "missed argument": [raid(("Killed", SIX))],
    "wrong role": [raid(("Killed", SIX), ("Target", GAO))],
    "span edge": [raid(("Killed", SIX), ("Place", Span(41, 46)))],
    "wrong role and edge": [raid(("Killed", SIX), ("Target", Span(41, 46)))],
    "spurious argument": [raid(("Killed", SIX), ("Place", GAO), ("Victim", SOLDIERS))],
    "spurious trigger": [GOLD, raid(at=TIR)],
    "": [GOLD],
}


@pytest.mark.parametrize(("kinds", "predicted"), [(kinds, events) for kinds, events in CASES.items()])
def test_each_miss_has_its_kind(kinds: str, predicted: list[Event]) -> None:
    found = sort_misses([document(GOLD)], [document(*predicted)])
    assert sorted(miss.kind for miss in found) == sorted(filter(None, kinds.split(", ")))


def test_an_attribution_read_as_fact_is_named() -> None:
    (miss,) = sort_misses([document(raid(realis="claimed"))], [document(raid())])
    assert (miss.kind, miss.gold, miss.predicted) == ("attribution read as fact", "claimed", "asserted")
    assert miss.context == "Selon l'armée, un [raid] a tué six soldats à Gao."


def test_a_trigger_in_an_article_without_attack_is_bait() -> None:
    (miss,) = sort_misses([document()], [document(raid())])
    assert miss.kind == "spurious trigger in bait"


def test_an_argument_of_the_neighbour_is_told_apart() -> None:
    gold = document(raid(("Place", GAO)), raid(("Victim", MAYOR), at=TIR))
    swapped = document(raid(("Victim", MAYOR)), raid(("Place", GAO), at=TIR))
    assert count_kinds(sort_misses([gold], [swapped])) == dict.fromkeys(KINDS, 0) | {
        "argument given to another event": 2, "argument of the neighbouring event": 2,
    }  # fmt: skip


def test_examples_are_few_and_spread() -> None:
    gold = [Document(f"d{i}", TEXT, (GOLD,)) for i in range(9)]
    misses = sort_misses(gold, [d.with_events(()) for d in gold])
    shown = examples(misses, 3)
    assert [miss.document for miss in shown["missed trigger"]] == ["d0", "d3", "d6"]
    assert len(shown["argument lost with its trigger"]) == 3


spans = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
arguments = st.lists(st.builds(Argument, st.sampled_from(["Place", "Killed"]), spans), max_size=3).map(tuple)
realis = st.sampled_from(["asserted", "claimed"])
events = st.lists(
    st.builds(Event, st.sampled_from(["Attack", "Bombing"]), spans, arguments, realis),
    max_size=4, unique_by=lambda event: event.trigger,
).map(tuple)  # fmt: skip


@given(events, events)
def test_without_misses_both_sides_are_equal(gold: tuple[Event, ...], predicted: tuple[Event, ...]) -> None:
    def content(events: tuple[Event, ...]) -> set[tuple[object, ...]]:
        return {(e.trigger, e.type, e.factuality, frozenset(e.arguments)) for e in events}

    misses = sort_misses([document(*gold)], [document(*predicted)])
    assert bool(misses) == (content(gold) != content(predicted))
    assert all(miss.kind in KINDS for miss in misses)
