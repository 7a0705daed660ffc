from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.jsonl import (
    from_json,
    load_documents,
    read_jsonl,
    read_texts,
    to_json,
    with_mention_ids,
    write_jsonl,
)
from guetteur.corpus.problems import CorpusError
from guetteur.document import Argument, Document, Event, Span

TEXT = "Une « attaque »\u00a0🚀 à Gao."
ATTACK = Event("Attack", Span(6, 13), (Argument("Place", Span(20, 23), 0.5),), "claimed", "e1", 0.25)
DOCUMENT = Document("d1", TEXT, (ATTACK,), {"date": "2024-03-02", "pages": [1, 2]})


def obj(**changes: Any) -> dict[str, Any]:
    return {**to_json(DOCUMENT), **changes}


def mention(**changes: Any) -> dict[str, Any]:
    return obj(events=[{**to_json(DOCUMENT)["events"][0], **changes}])


def write_lines(path: Path, *lines: Any) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


@given(data=st.data())
def test_json_round_trip_is_exact(any_document: st.SearchStrategy[Document], data: st.DataObject) -> None:
    document = data.draw(any_document)
    back = from_json(json.loads(json.dumps(to_json(document), ensure_ascii=False)))
    # repr holds scores and ids too, which equality leaves out.
    assert repr(back) == repr(with_mention_ids(document))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_file_round_trip_keeps_line_separators_inside_a_text(tmp_path: Path, name: str) -> None:
    documents = [DOCUMENT, Document("d2", "un\r\n\u2028deux\x85")]
    write_jsonl(documents, tmp_path / name)
    assert load_documents(tmp_path / name) == [with_mention_ids(document) for document in documents]
    assert (tmp_path / name).read_bytes()[:2] == (b"\x1f\x8b" if name.endswith("gz") else b'{"')


def test_offsets_count_code_points() -> None:
    assert to_json(DOCUMENT)["events"][0]["arguments"][0]["text"] == "Gao"


def test_mention_ids_are_kept_or_given() -> None:
    events = (replace(ATTACK, id="m2"), replace(ATTACK, id=""), replace(ATTACK, id="x"))
    assert [event.id for event in with_mention_ids(DOCUMENT.with_events(events)).events] == ["m2", "m3", "x"]


def test_events_come_out_in_order_of_triggers() -> None:
    value = obj()
    value["events"] = [
        {"type": "Attack", "factuality": "asserted", "trigger": {"start": 20, "end": 23}},
        {"type": "Attack", "factuality": "asserted", "trigger": {"start": 6, "end": 13}},
    ]
    assert [event.trigger.start for event in from_json(value).events] == [6, 20]


@pytest.mark.parametrize(
    ("value", "message", "remedy"),
    [
        ([], "the line is an array", "schema"),
        (obj(id=3), "'id' of the document is a whole number", "make it a string"),
        (obj(id=""), "no id", "give it one"),
        (obj(event=[]), "unknown field 'event'", "known fields"),
        ({"id": "d", "text": ""}, "no 'events'", "add"),
        (obj(meta=[]), "'meta' of the document is an array", "an object"),
        (mention(type="attack"), "unknown event type 'attack'", "did you mean 'Attack'"),
        (mention(factuality="sure"), "unknown factuality 'sure'", "one of: asserted"),
        (mention(score=1.5), "score 1.5", "probability"),
        (mention(score=10**400), "is not from 0 to 1", "probability"),
        (mention(score=True), "'score' of events[0] is true or false", "number from 0 to 1"),
        (mention(trigger={"start": 6, "end": 6}), "start 6, end 6 is no range", "code points"),
        (mention(trigger={"start": -1, "end": 6}), "start -1", "code points"),
        (mention(trigger={"start": 6, "end": 99}), "no range of a text of 24", "code points"),
        (mention(trigger={"start": True, "end": 6}), "'start' of events[0].trigger is true or false", "whole number"),
        (mention(trigger={"start": 5, "end": 12, "text": "attaque"}), "not 'attaque'", "code points"),
        (mention(trigger={"start": 7, "end": 14, "text": "attaque"}), "not 'attaque'", "count bytes"),
        (mention(arguments=[{"role": "Place", "start": 21, "end": 24, "text": "Gao"}]), "not 'Gao'", "UTF-16"),
        (mention(arguments=[{"role": "Lieu", "start": 20, "end": 23}]), "unknown role 'Lieu'", "one of"),
        (mention(arguments=[3]), "events[0].arguments[0] is a whole number", "schema"),
    ],
)
def test_every_fault_says_what_where_and_what_to_do(tmp_path: Path, value: Any, message: str, remedy: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", obj(id="before"), value, obj(id="after"))
    documents, problems = read_jsonl(path)
    assert [document.id for document in documents if document.id != "d1"] == ["before", "after"]
    assert [problem.line for problem in problems] == [2]
    assert message in problems[0].message
    assert remedy in problems[0].remedy
    assert str(problems[0]).startswith(f"{path}:2")
    if isinstance(value, dict) and value.get("id") == "d1":
        assert problems[0].document == "d1"


def test_a_broken_mention_does_not_hide_the_next(tmp_path: Path) -> None:
    value = obj()
    value["events"] = [{"type": "Attack"}, *value["events"]]
    documents, problems = read_jsonl(write_lines(tmp_path / "a.jsonl", value))
    assert documents == [DOCUMENT]
    assert len(problems) == 1


def test_span_fault_gives_the_offset(tmp_path: Path) -> None:
    _, problems = read_jsonl(write_lines(tmp_path / "a.jsonl", mention(type="Raid")))
    assert problems[0].offset == 6


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "an array"),
        ('{"id": NaN}', "NaN is not a JSON number"),
        ('{"id": "a", "id": "b"}', "'id' stands twice"),
        ('{"id": "\\ud800", "text": "", "events": []}', "without its pair"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_a_broken_line_does_not_hide_the_next(tmp_path: Path, line: str, message: str) -> None:
    documents, problems = read_jsonl(write_lines(tmp_path / "a.jsonl", line, "", obj()))
    assert [document.id for document in documents] == ["d1"]
    assert [problem.line for problem in problems] == [1]
    assert message in problems[0].message
    assert problems[0].remedy


def test_a_line_that_is_not_utf8_does_not_hide_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"id": "é"}\n'.encode("latin-1") + json.dumps(obj()).encode())
    documents, problems = read_jsonl(path)
    assert [document.id for document in documents] == ["d1"]
    assert "byte 0xe9" in problems[0].message


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "no document"), (b"\n \n", "no document"), (b"\x89PNG\0\0", "binary"), ("{}".encode("utf-16"), "UTF-16")],
)
def test_files_without_documents_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=message):
        load_documents(path)


def test_cut_gzip_is_reported_with_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps(obj(id=f"d{number}", meta={"n": str(number) * 50})) + "\n" for number in range(3000))
    data = gzip.compress(lines.encode())
    path.write_bytes(data[: len(data) // 2])
    documents, problems = read_jsonl(path)
    assert documents
    assert "broken gzip data" in problems[-1].message
    path.write_bytes(b"no gzip")
    assert "broken gzip data" in read_jsonl(path)[1][0].message


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(obj()).encode() + b"\r\n")
    assert load_documents(path) == [DOCUMENT]


def test_second_document_with_an_id_is_reported(tmp_path: Path) -> None:
    documents, problems = read_jsonl(write_lines(tmp_path / "a.jsonl", obj(), obj()))
    assert len(documents) == 1
    assert "stands in line 1 already" in problems[0].message


def test_load_lists_all_problems(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", "{", obj(), obj())
    with pytest.raises(CorpusError) as caught:
        load_documents(path)
    assert [problem.line for problem in caught.value.problems] == [1, 3]
    assert str(caught.value).startswith("2 problems:")
    with pytest.raises(FileNotFoundError):
        load_documents(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    "bad",
    [
        replace(DOCUMENT, id="d2", text="court"),
        DOCUMENT,
        replace(DOCUMENT, id="d2", text="\ud800" * 30),
        DOCUMENT.with_events((replace(ATTACK, score=float("nan")),)),
    ],
)
def test_what_could_not_be_read_back_is_not_written(tmp_path: Path, bad: Document) -> None:
    path = write_lines(tmp_path / "a.jsonl", "old")
    with pytest.raises(CorpusError):
        write_jsonl([DOCUMENT, bad], path)
    assert path.read_text() == "old"


def test_text_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "dépêche.1.txt"
    path.write_bytes("\ufeffUn.\r\nDeux.\n".encode())
    assert read_texts(path) == [Document("dépêche.1", "Un.\r\nDeux.\n")]


def test_binary_text_file_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"%PDF\0")
    with pytest.raises(CorpusError, match=r"a\.txt: the file is binary, not text; extract"):
        read_texts(path)


def test_jsonl_texts_need_no_events(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "a", "text": "Rien."}, obj())
    assert read_texts(path) == [Document("a", "Rien."), DOCUMENT]
    with pytest.raises(CorpusError, match="no 'text'"):
        read_texts(write_lines(path, {"id": "a"}))
