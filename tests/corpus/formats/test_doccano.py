from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.formats.doccano import to_doccano, write_doccano
from guetteur.corpus.formats.doccano_reader import read_doccano
from guetteur.corpus.formats.units import Utf16Offsets
from guetteur.corpus.objects import Fault
from guetteur.corpus.problems import Problem
from guetteur.document import Document, Event, Span


def read_back(line: Any, tmp_path: Path) -> tuple[list[Document], list[Problem]]:
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return read_doccano(path)


def test_offsets_count_utf_16_units(document: Document) -> None:
    line = to_doccano(document)
    first = line["entities"][0]
    units = document.text.encode("utf-16-le")[2 * first["start_offset"] : 2 * first["end_offset"]]
    assert units.decode("utf-16-le") == "bombardé"
    assert first["label"] == "AirDroneStrike:claimed"
    assert first["start_offset"] == document.events[0].trigger.start + 1


def test_units_convert_both_ways_and_refuse_half_a_character() -> None:
    units = Utf16Offsets("a🚀b🚀")
    for span in (Span(0, 1), Span(1, 2), Span(1, 4), Span(2, 3)):
        assert units.to_span(*units.to_units(span), "x") == span
    assert units.to_units(Span(1, 3)) == (1, 4)
    for start, end in ((2, 4), (1, 2), (4, 7), (3, 3)):
        with pytest.raises(Fault):
            units.to_span(start, end, "x")


def test_ids_that_doccano_changed_and_its_own_columns_do_no_harm(document: Document, tmp_path: Path) -> None:
    line = to_doccano(document)
    for entity in line["entities"]:
        entity["id"] += 1000
    for relation in line["relations"]:
        relation["from_id"] += 1000
        relation["to_id"] += 1000
    assert read_back({"id": 33, **line, "Comments": []}, tmp_path) == ([document], [])


def test_a_project_that_began_there_gives_number_and_columns(tmp_path: Path) -> None:
    documents, problems = read_back({"id": 33, "text": "Rien.", "entities": [], "source": "x"}, tmp_path)
    assert problems == []
    assert documents == [Document("33", "Rien.", (), {"source": "x"})]


def test_relations_decide_which_mentions_are_one_event(document: Document, tmp_path: Path) -> None:
    line = to_doccano(document)
    same = next(relation for relation in line["relations"] if relation["type"] == "SameEvent")
    line["relations"].remove(same)
    parted = read_back(line, tmp_path)[0][0]
    assert [event.cluster for event in parted.events] == ["e1", "", "e2"]
    line["relations"] += [{**same, "to_id": 1}, {**same, "from_id": 1, "to_id": 2}]
    joined = read_back(line, tmp_path)[0][0]
    assert [event.cluster for event in joined.events] == ["e1", "e1", "e1"]


def _set(name: str, index: int, **changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda line: line[name][index].update(changes)


@pytest.mark.parametrize(
    ("change", "message", "left"),
    [
        (_set("entities", 0, end_offset=999), "is no range of a text", 2),
        (_set("entities", 0, start_offset=1), "inside a character", 2),
        (_set("entities", 0, start_offset="1"), "'start_offset' of entities[0] is '1'", 2),
        (_set("entities", 0, label="Raid:claimed"), "unknown label 'Raid'", 2),
        (_set("entities", 0, label="Attack"), "unknown factuality ''", 2),
        (_set("entities", 0, label="Attack:sure"), "unknown factuality 'sure'", 2),
        (_set("entities", 0, id=1), "stands twice", 2),
        (_set("relations", 0, type="Place"), "it says Place, the region Attacker", 3),
        (_set("relations", 0, to_id=99), "'99', which is no region", 3),
        (_set("relations", 0, type="SameEvent"), "SameEvent does not join two triggers", 3),
        (lambda line: line["guetteur"]["mentions"][0].update(score="x"), "the note", 3),
        (lambda line: line.update(Comments=["?"]), "comments are not carried over", 3),
        (lambda line: line["relations"].clear(), "belongs to no event", 3),
    ],
)
def test_a_broken_entity_costs_only_what_needs_it(
    change: Callable[[dict[str, Any]], None], message: str, left: int, document: Document, tmp_path: Path
) -> None:
    line = to_doccano(document)
    change(line)
    documents, problems = read_back(line, tmp_path)
    assert len(documents[0].events) == left
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.line == 1 and problem.document == document.id and problem.remedy for problem in problems)


def test_a_line_without_a_text_is_reported_and_the_next_is_read(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text(f"{{}}\n[]\n{json.dumps(to_doccano(document))}\n", encoding="utf-8")
    documents, problems = read_doccano(path)
    assert documents == [document]
    assert [problem.line for problem in problems] == [1, 2]


def test_of_two_mentions_alike_each_keeps_its_own_note(tmp_path: Path) -> None:
    plain, noted = Event("Attack", Span(0, 4)), Event("Attack", Span(0, 4), cluster="e1", score=0.5)
    document = Document("a", "raid", (plain, noted))
    assert write_doccano([document], tmp_path / "one.jsonl") == []
    (found,), problems = read_doccano(tmp_path / "one.jsonl")
    assert problems == []
    assert [(event.cluster, event.score) for event in found.events] == [("", 1.0), ("e1", 0.5)]
