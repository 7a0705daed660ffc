from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guetteur.corpus.formats.labelstudio import labeling_config, to_task
from guetteur.corpus.formats.labelstudio_reader import read_labelstudio
from guetteur.corpus.problems import Problem
from guetteur.document import Document
from guetteur.ontology import EventType, Role


def read_back(task: Any, tmp_path: Path) -> tuple[list[Document], list[Problem]]:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    return read_labelstudio(path)


def test_offsets_count_code_points_and_quote_their_text(document: Document) -> None:
    task = to_task(document)
    results = task["annotations"][0]["result"]
    trigger = next(item for item in results if item["id"] == "t1")
    assert trigger["value"]["text"] == "bombardé" == task["data"]["text"][trigger["value"]["start"] :][:8]
    assert [item["type"] for item in results if item.get("id") == "t1"] == ["labels", "choices", "textarea"]
    # The army takes part in two events and is one region.
    assert sum(item.get("value", {}).get("labels") == ["Attacker"] for item in results) == 1
    assert [item["labels"] for item in results if item["type"] == "relation" and item["from_id"] == "t1"] == [
        ["Attacker"],
        ["Target"],
    ]


def test_the_labeling_interface_names_every_label() -> None:
    config = ET.fromstring(labeling_config())
    assert [label.get("value") for label in config.iter("Label")] == [*EventType, *Role]
    assert {tag.get("name") for tag in config.iter() if tag.get("name")} == {"label", "text", "factuality", "cluster"}


def test_an_export_in_utf_16_units_is_converted_with_a_warning(document: Document, tmp_path: Path) -> None:
    task = to_task(document)
    for item in task["annotations"][0]["result"]:
        if "value" in item:  # one emoji at the start of the text
            item["value"]["start"] += 1
            item["value"]["end"] += 1
    documents, problems = read_back(task, tmp_path)
    assert documents == [document]
    assert problems and all("UTF-16" in p.message and p.severity == "warning" for p in problems)


def test_a_prediction_stands_in_for_an_annotation(document: Document, tmp_path: Path) -> None:
    task = to_task(document)
    task["predictions"] = task.pop("annotations")
    task["annotations"] = [{"was_cancelled": True, "result": []}]
    assert read_back(task, tmp_path) == ([document], [])


def test_a_task_that_began_there_gets_its_number_as_id(tmp_path: Path) -> None:
    documents, problems = read_back({"id": 7, "data": {"text": "Rien."}}, tmp_path)
    assert documents == [Document("7", "Rien.")]
    assert [(problem.severity, problem.message) for problem in problems] == [("warning", "task 1 has 0 annotations")]


def test_scores_of_changed_arguments_are_dropped_with_a_warning(document: Document, tmp_path: Path) -> None:
    task = to_task(document)
    results = task["annotations"][0]["result"]
    results.remove(next(item for item in results if item["type"] == "relation"))
    documents, problems = read_back(task, tmp_path)
    assert [len(event.arguments) for event in documents[0].events] == [1, 2, 1]
    assert documents[0].events[0].arguments[0].score == 1
    assert [problem.severity for problem in problems] == ["warning"]


def _change(where: Callable[[dict[str, Any]], bool], **changes: Any) -> Callable[[list[dict[str, Any]]], None]:
    def change(results: list[dict[str, Any]]) -> None:
        item = next(item for item in results if where(item))
        item.update(changes)

    return change


def _is(kind: str, key: str = "t1") -> Callable[[dict[str, Any]], bool]:
    return lambda item: item["type"] == kind and item.get("id", key) == key


@pytest.mark.parametrize(
    ("change", "message", "left"),
    [
        (_change(_is("labels"), value={"start": 5, "end": 99, "labels": ["Attack"]}), "the text at 5 to 99", 2),
        (_change(_is("labels"), value={"start": 0, "end": 1, "text": "x", "labels": ["Attack"]}), "not 'x'", 2),
        (_change(_is("labels"), value={"start": 0, "end": 1, "labels": ["Raid"]}), "unknown label 'Raid'", 2),
        (_change(_is("labels"), value={"start": 0, "end": 1, "labels": []}), "expected one of 'labels'", 2),
        (_change(_is("labels"), value=None), "has no 'value'", 2),
        (_change(_is("labels"), id="t2"), "stands twice", 2),
        (_change(_is("labels"), meta={"guetteur": {"score": "x"}}), "the note", 3),
        (_change(_is("choices"), value={"choices": ["sure"]}), "unknown factuality", 2),
        (_change(_is("choices"), from_name="mood"), "has no factuality", 2),
        (_change(_is("choices"), id="a1"), "is ignored, for it is no trigger", 2),
        (_change(_is("relation"), to_id="zz"), "'zz', which is no region", 3),
        (_change(_is("relation"), to_id="t2"), "joins no trigger to a participant", 3),
        (_change(_is("relation"), labels=["Place"]), "it says Place, the region Attacker", 3),
        (_change(_is("labels", "a1"), type="brush"), "'brush' of 'label' is not carried over", 3),
    ],
)
def test_a_broken_result_costs_only_what_needs_it(
    change: Callable[[list[dict[str, Any]]], None], message: str, left: int, document: Document, tmp_path: Path
) -> None:
    task = to_task(document)
    change(task["annotations"][0]["result"])
    documents, problems = read_back(task, tmp_path)
    assert len(documents[0].events) == left
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.file and problem.document == document.id for problem in problems)


def test_two_annotations_of_one_task_are_refused(document: Document, tmp_path: Path) -> None:
    task = to_task(document)
    task["annotations"] *= 2
    _, problems = read_back(task, tmp_path)
    assert [problem.message for problem in problems] == ["task 1 has 2 annotations"]
    assert problems[0].severity == "error"
