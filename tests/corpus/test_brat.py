from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guetteur.corpus.brat import annotation_conf, from_brat, read_brat, to_brat, write_brat
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import CorpusError
from guetteur.document import Argument, Document, Event, Span

TEXT = "Attaque à Gao et à\nMénaka. Le raid 🚀 a tué."
DOCUMENT = Document(
    "d",
    TEXT,
    (
        Event(
            "Attack", Span(0, 7), (Argument("Place", Span(10, 13)), Argument("Place", Span(19, 25))), "claimed", "e1"
        ),
        Event("Attack", Span(30, 34), (Argument("Instrument", Span(35, 36), 0.5),), "asserted", "e1", 0.75),
    ),
)
ANN = """\
T1\tAttack 0 7\tAttaque
T2\tPlace 10 13\tGao
T3\tPlace 19 25\tMénaka
T4\tAttack 30 34\traid
T5\tInstrument 35 36\t🚀
E1\tAttack:T1 Place:T2 Place2:T3
E2\tAttack:T4 Instrument:T5
A1\tFactuality E1 claimed
A2\tCluster E1 e1
A3\tFactuality E2 asserted
*\tEquiv E1 E2
#1\tGuetteurMention E2\t{"score": 0.75, "arguments": [0.5]}
"""


def test_lines_are_those_of_brat() -> None:
    assert to_brat(DOCUMENT) == ANN


@given(data=st.data())
def test_round_trip_is_exact(any_document: st.SearchStrategy[Document], data: st.DataObject) -> None:
    document = data.draw(any_document)
    back, problems = from_brat(document.id, document.text, to_brat(document))
    assert problems == []
    # repr holds scores and ids too, which equality leaves out.
    assert repr(back) == repr(with_mention_ids(document))


@given(data=st.data())
def test_every_annotation_is_one_line_whose_text_is_as_long_as_its_span(
    any_document: st.SearchStrategy[Document], data: st.DataObject
) -> None:
    ann = to_brat(data.draw(any_document))
    assert ann.splitlines() == ann.split("\n")[:-1]


def test_span_over_a_line_break_is_in_fragments() -> None:
    document = Document("d", "Gao et\n\nMénaka", (Event("Attack", Span(4, 14), (), "asserted", "e1"),))
    assert to_brat(document).split("\n")[0] == "T1\tAttack 4 6;8 14\tet Ménaka"


def test_folder_round_trip_with_awkward_ids(tmp_path: Path, any_document: st.SearchStrategy[Document]) -> None:
    documents = [Document(name, f"{name}\r\n\ufeff") for name in ("../a", "b%2F", "é è", "c.txt", ".")]
    documents.append(Document("z", "\ufeff" + TEXT, (), {"date": "2024"}))
    write_brat(documents, tmp_path)
    back, problems = read_brat(tmp_path)
    assert problems == []
    assert sorted(back, key=lambda d: d.id) == sorted(documents, key=lambda d: d.id)
    assert (tmp_path / "annotation.conf").read_text(encoding="utf-8") == annotation_conf()


@pytest.mark.parametrize(
    ("old", "new", "message", "left"),
    [
        ("T2\tPlace 10 13\tGao", "T2 Place 10 13 Gao", "not a line of brat standoff", 1),
        ("T2\tPlace 10 13\tGao", "T2\tPlace 10\tGao", "expected 'Label start end'", 1),
        ("T2\tPlace 10 13\tGao", "T2\tPlace 13 10\tGao", "is no range", 1),
        ("T2\tPlace 10 13\tGao", "T2\tPlace 10 99\tGao", "is no range", 1),
        ("T2\tPlace 10 13\tGao", "T2\tPlace 9 12\tGao", "is ' Ga', not 'Gao'", 1),
        ("T2\tPlace 10 13\tGao", "T2\tPlace 10 11;12 13\tG o", "in pieces", 1),
        ("T2\tPlace 10 13\tGao", "T1\tPlace 10 13\tGao", "T1 stands in an earlier line", 1),
        ("E1\tAttack:T1 Place", "E1\tAttack:T1 Place T9", "one colon", 1),
        ("E1\tAttack:T1", "E1\tRaid:T1", "E1 is a Raid, its trigger T1 a Attack", 1),
        ("Place2:T3", "Lieu:T3", "unknown role 'Lieu'", 1),
        ("Place2:T3", "Place2:E2", "which is another event", 1),
        ("Place2:T3", "Place2:T9", "no T line", 1),
        ("A1\tFactuality E1 claimed", "A1\tFactuality E1", "expected 'Factuality E1 value'", 1),
        ("A1\tFactuality E1 claimed", "A1\tFactuality E1 sure", "unknown factuality 'sure'", 1),
        ("A1\tFactuality E1 claimed\n", "", "E1 has no Factuality", 1),
        ("A3\tFactuality E2", "A3\tFactuality E1", "E1 has a Factuality already", 1),
        ("*\tEquiv E1 E2", "*\tEquiv E1", "name two mentions", 2),
        ("*\tEquiv E1 E2", "*\tEquiv E1 E2 E7", "E7, which is no mention", 2),
        ("*\tEquiv", "A4\tCluster E2 e2\n*\tEquiv", "joins the clusters e1 and e2", 2),
        ('{"score": 0.75', '{"score" 0.75', "is broken", 2),
        ('{"score": 0.75', '{"score": 7', "score 7 of event", 1),
        ("[0.5]", "[0.5, 1]", "1 arguments, its note 2 scores", 1),
        ("*\tEquiv", "R1\tBefore Arg1:E1 Arg2:E2\n*\tEquiv", "relations are not carried over", 2),
        ("*\tEquiv", "A9\tNegation E1\n*\tEquiv", "'Negation' is not carried over", 2),
        ("*\tEquiv", "#9\tAnnotatorNotes E1\tvoir\n*\tEquiv", "notes of people", 2),
        ("*\tEquiv", "T9\tTime 14 16\tet\n*\tEquiv", "T9 (Time 'et') belongs to no event", 2),
        ("*\tEquiv", "A9\tFactuality E9 denied\n*\tEquiv", "about E9, which is no mention", 2),
    ],
)
def test_a_broken_line_costs_only_what_needs_it(old: str, new: str, message: str, left: int) -> None:
    assert ANN.count(old) == 1
    document, problems = from_brat("d", TEXT, ANN.replace(old, new), "d.ann")
    assert len(document.events) == left
    assert any(message in str(problem) for problem in problems), problems
    assert all(problem.file == "d.ann" and problem.line and problem.remedy for problem in problems)


def test_problem_has_the_line_it_stands_in() -> None:
    _, problems = from_brat("d", TEXT, ANN.replace("*\tEquiv E1 E2", "\nwhat"), "d.ann")
    assert [problem.line for problem in problems] == [12]


def test_equivalence_without_a_name_gets_a_free_one() -> None:
    ann = ANN.replace("A2\tCluster E1 e1\n", "")
    assert {event.cluster for event in from_brat("d", TEXT, ann)[0].events} == {"e1"}


def test_windows_lines_are_read() -> None:
    assert from_brat("d", TEXT, ANN.replace("\n", "\r\n")) == (with_mention_ids(DOCUMENT), [])


def test_missing_halves_and_binary_files_are_reported(tmp_path: Path) -> None:
    write_brat([DOCUMENT], tmp_path)
    (tmp_path / "lone.txt").write_text("Rien.")
    (tmp_path / "bin.txt").write_bytes(b"\0")
    (tmp_path / "bin.ann").write_text("")
    documents, problems = read_brat(tmp_path)
    assert documents == [DOCUMENT]
    assert [(problem.document, "no lone.ann" in problem.message) for problem in problems] == [
        ("bin", False),
        ("lone", True),
    ]
    (tmp_path / "empty").mkdir()
    assert "no .txt" in read_brat(tmp_path / "empty")[1][0].message


def test_documents_that_are_not_well_formed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        write_brat([DOCUMENT, DOCUMENT], tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(CorpusError):
        to_brat(Document("d", "court", DOCUMENT.events))
