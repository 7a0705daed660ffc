from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guetteur.corpus.formats.conll import to_conll, write_conll
from guetteur.corpus.formats.conll_reader import read_conll
from guetteur.corpus.formats.tokens import tokenize
from guetteur.document import Argument, Document, Event, Span

DOCUMENT = Document(
    "d",
    "Des rebelles ont attaqué Gao.\n\nRaid, mort.",
    (
        Event("ArmedAssault", Span(17, 24), (Argument("Attacker", Span(0, 12)), Argument("Target", Span(25, 28)))),
        Event("Attack", Span(31, 35), (), "claimed", "e 1"),
    ),
)
LINES = """\
# document = {"id": "d", "meta": {}}
# columns = ID START END FORM SPACE TYPE FACTUALITY CLUSTER NOTE ROLES
1\t0\t3\tDes\t\\s\tO\t_\t_\t_\tB-Attacker
2\t4\t12\trebelles\t\\s\tO\t_\t_\t_\tI-Attacker
3\t13\t16\tont\t\\s\tO\t_\t_\t_\tO
4\t17\t24\tattaqué\t\\s\tB-ArmedAssault\tasserted\t_\t_\tO
5\t25\t28\tGao\t_\tO\t_\t_\t_\tB-Target
6\t28\t29\t.\t\\n\\n\tO\t_\t_\t_\tO

1\t31\t35\tRaid\t_\tB-Attack\tclaimed\te\\s1\t_\tO
2\t35\t36\t,\t\\s\tO\t_\t_\t_\tO
3\t37\t41\tmort\t_\tO\t_\t_\t_\tO
4\t41\t42\t.\t_\tO\t_\t_\t_\tO

"""


def test_lines_hold_one_role_column_for_each_trigger() -> None:
    assert to_conll(DOCUMENT) == (LINES, [])


def test_tokens_keep_elisions_decimals_and_combining_accents() -> None:
    text = "L'arme\u0301e a tué 3,5 fois jusqu’à Tin-Zaouatène."
    (tokens,) = tokenize(text)
    expected = "L' arme\u0301e a tué 3,5 fois jusqu’ à Tin - Zaouatène ."
    assert [token.of(text) for token in tokens] == expected.split(" ")


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([Event("Attack", Span(1, 3))], "its trigger is not made of whole tokens"),
        ([Event("Attack", Span(17, 35))], "its trigger is not made of whole tokens"),
        ([Event("Attack", Span(13, 24)), Event("Attack", Span(17, 24))], "shares a token with one before it"),
        ([Event("Attack", Span(17, 24), (Argument("Place", Span(31, 35)),))], "Place 'Raid' of 'attaqué' is left out"),
        (
            [Event("Attack", Span(17, 24), (Argument("Place", Span(25, 28)), Argument("Target", Span(25, 28))))],
            "Target 'Gao' of 'attaqué' is left out: it shares a token",
        ),
        (
            [Event("Attack", Span(17, 24), (Argument("Place", Span(25, 28)), Argument("Attacker", Span(0, 12))))],
            "come back in the order of the text",
        ),
    ],
)
def test_what_does_not_fit_is_reported_with_its_place(events: list[Event], message: str, tmp_path: Path) -> None:
    (loss,) = write_conll([replace(DOCUMENT, events=tuple(events))], tmp_path / "x.conll")
    assert message in loss.message
    assert loss.file.endswith("x.conll") and loss.document == "d" and loss.offset is not None


@pytest.mark.parametrize(
    ("old", "new", "message", "left"),
    [
        ("I-Attacker", "I-Target", "'I-Target' after 'B-Attacker' is not IOB2", 1),
        ("B-Attacker", "I-Attacker", "'I-Attacker' after 'O' is not IOB2", 1),
        ("B-Target", "B-Lieu", "unknown role 'Lieu'", 1),
        ("B-ArmedAssault", "B-Raid", "unknown event type 'Raid'", 1),
        ("B-ArmedAssault", "O", "0 triggers, this line 1 role columns", 1),
        ("claimed", "sure", "unknown factuality 'sure'", 1),
        ("mort\t_\tO\t_\t_\t_\tO", "mort\t_\tO\t_\t_\t_", "1 triggers, this line 0 role columns", 1),
        ("e\\s1\t_", 'e\\s1\t{"score": "x"}', "the note", 1),
        ("e\\s1\t_", "e\\s1\t{", "not JSON", 1),
        ("e\\s1", "e\\q1", "unknown escape", 1),
        ("rebelles", "rebelle", "should span 4 to 11, got 4 to 12", 0),
        ("17\t24", "18\t24", "should span 17 to 24", 0),
        ("Raid\t_\tB-Attack\tclaimed", "Raid", "the line has 7 cells", 0),
        ('{"id": "d"', '{"name": "d"', "the head has no 'id'", 0),
    ],
)
def test_a_broken_line_costs_only_what_needs_it(old: str, new: str, message: str, left: int, tmp_path: Path) -> None:
    assert LINES.count(old) == 1
    path = tmp_path / "x.conll"
    path.write_text(LINES.replace(old, new), encoding="utf-8")
    documents, problems = read_conll(path)
    assert sum(len(document.events) for document in documents) == left
    assert any(message in problem.message for problem in problems), problems
    assert all(problem.file == str(path) and problem.line and problem.remedy for problem in problems)


def test_tokens_before_a_document_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    path.write_bytes(("1\t0\t1\ta\n\n" + LINES).replace("\n", "\r\n").encode())
    documents, problems = read_conll(path)
    assert documents == [DOCUMENT]
    assert [(problem.line, problem.message) for problem in problems] == [(1, "a token before the first document")]
