"""What counts as one hit, against naive loops."""

from __future__ import annotations

import pytest
from hypothesis import given

from guetteur.document import Document, Event
from guetteur.scoring import MEASURES

from .examples import document, event, event_tuples

GOLD = event("Bombing", 0, 2, ("Place", 4, 6))

# (predicted event, measures that it hits)
NEAR_MISSES = [
    (GOLD, {"Trig-I", "Trig-C", "Arg-I", "Arg-C", "Arg-I+", "Arg-C+", "Realis"}),
    (event("Attack", 0, 2, ("Place", 4, 6)), {"Trig-I", "Realis"}),
    (event("Bombing", 0, 2, ("Time", 4, 6)), {"Trig-I", "Trig-C", "Realis", "Arg-I", "Arg-I+"}),
    (event("Bombing", 0, 2, ("Place", 4, 5)), {"Trig-I", "Trig-C", "Realis"}),
    (event("Bombing", 0, 3, ("Place", 4, 6)), {"Arg-I", "Arg-C"}),
    (
        event("Bombing", 0, 2, ("Place", 4, 6), factuality="denied"),
        {"Trig-I", "Trig-C", "Arg-I", "Arg-C", "Arg-I+", "Arg-C+"},
    ),
]


@pytest.mark.parametrize(("predicted", "hit"), NEAR_MISSES)
def test_each_measure_asks_for_what_its_row_says(predicted: Event, hit: set[str]) -> None:
    gold, guess = document(GOLD), document(predicted)
    assert {name for name, hits in MEASURES.items() if hits(gold) & hits(guess)} == hit


def test_same_offsets_in_another_document_are_no_hit() -> None:
    for hits in MEASURES.values():
        assert not hits(document(GOLD, id_="a")) & hits(document(GOLD, id_="b"))


def test_duplicates_collapse() -> None:
    for hits in MEASURES.values():
        assert len(hits(document(GOLD, GOLD, event("Bombing", 0, 2, ("Place", 4, 6), ("Place", 4, 6))))) == 1


def test_one_argument_of_two_events_of_a_type_counts_once_unattached_and_twice_attached() -> None:
    shared = document(event("Attack", 0, 1, ("Place", 4, 6)), event("Attack", 2, 3, ("Place", 4, 6)))
    assert {name: len(MEASURES[name](shared)) for name in ("Arg-I", "Arg-C", "Arg-I+", "Arg-C+")} == {
        "Arg-I": 1, "Arg-C": 1, "Arg-I+": 2, "Arg-C+": 2
    }  # fmt: skip


ORACLE = {
    "Trig-I": "{doc} {start}-{end}",
    "Trig-C": "{doc} {start}-{end} {type}",
    "Realis": "{doc} {start}-{end} {factuality}",
    "Arg-I": "{doc} {type} {a_start}-{a_end}",
    "Arg-C": "{doc} {type} {a_start}-{a_end} {role}",
    "Arg-I+": "{doc} {start}-{end} {type} {a_start}-{a_end}",
    "Arg-C+": "{doc} {start}-{end} {type} {a_start}-{a_end} {role}",
}


def written(measure: str, doc: Document) -> list[str]:
    """The hits as lines of text, each once."""
    lines: list[str] = []
    for e in doc.events:
        known = {
            "doc": doc.id, "start": e.trigger.start, "end": e.trigger.end, "type": e.type, "factuality": e.factuality
        }  # fmt: skip
        rows = [known]
        if measure.startswith("Arg"):
            rows = [known | {"a_start": a.span.start, "a_end": a.span.end, "role": a.role} for a in e.arguments]
        for row in rows:
            line = ORACLE[measure].format(**row)
            if line not in lines:
                lines.append(line)
    return lines


@given(event_tuples, event_tuples)
def test_hits_agree_with_hits_written_as_text(left: tuple[Event, ...], right: tuple[Event, ...]) -> None:
    gold, predicted = document(*left), document(*right)
    assert MEASURES.keys() == ORACLE.keys()
    for name, hits in MEASURES.items():
        gold_lines, predicted_lines = written(name, gold), written(name, predicted)
        assert len(hits(gold)) == len(gold_lines)
        assert len(hits(gold) & hits(predicted)) == sum(line in gold_lines for line in predicted_lines)


@given(event_tuples)
def test_the_label_is_the_last_item(drawn: tuple[Event, ...]) -> None:
    doc = document(*drawn)
    assert {hit[-1] for hit in MEASURES["Trig-C"](doc)} == {e.type for e in drawn}
    assert {hit[-1] for hit in MEASURES["Realis"](doc)} == {e.factuality for e in drawn}
    assert {hit[-1] for hit in MEASURES["Arg-C+"](doc)} == {a.role for e in drawn for a in e.arguments}
