"""Text cut at the boundaries of overlapping marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guetteur.document import Span
from guetteur.viewing.marks import Card, Mark, Paragraph, lanes, paragraphs


def mark(start: int, end: int, kind: str = "argument", label: str = "") -> Mark:
    return Mark(Span(start, end), kind, label or f"{start}-{end}", "", "correct")


def joined(found: list[Paragraph]) -> str:
    return "".join("".join(segment.text for segment in line.segments) + line.gap for line in found)


texts = st.text("ab \n\r💥é", max_size=25)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(texts)
    marks = []
    for number in range(draw(st.integers(0, 6)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        kind = draw(st.sampled_from(["trigger", "argument"]))
        marks.append(mark(start, draw(st.integers(start + 1, len(text))), kind, f"m{number}"))
    return text, marks


@given(marked_texts())
def test_pieces_make_up_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert joined(paragraphs(text, lanes(marks), [])) == text


@given(marked_texts())
def test_each_mark_covers_its_span_without_line_breaks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = paragraphs(text, lanes(marks), [])
    for m in marks:
        covered = "".join(s.text for line in found for s in line.segments if m in [c for c, _ in s.covers])
        assert covered == m.span.of(text).replace("\n", "").replace("\r", "")


@given(marked_texts())
def test_each_visible_mark_closes_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    closed = [m for line in paragraphs(text, lanes(marks), []) for s in line.segments for m in s.closing]
    assert len(closed) == len(set(closed))
    # A mark whose end lies in the gap at the start of a line with nothing before it there has no piece to close.
    assert {m for m in marks if text[m.span.end - 1] not in "\r\n"} <= set(closed)


@given(marked_texts())
def test_overlapping_marks_have_lanes_of_their_own(case: tuple[str, list[Mark]]) -> None:
    placed = lanes(case[1])
    assert sorted(m.label for m, _ in placed) == sorted(m.label for m in case[1])
    for i, (first, lane) in enumerate(placed):
        assert all(lane != other or not first.span.overlaps(second.span) for second, other in placed[i + 1 :])


def test_crossing_marks_share_their_middle() -> None:
    left, right = mark(0, 4), mark(2, 6)
    (line,) = paragraphs("abcdefgh", lanes([left, right]), [])
    covers = [(segment.text, {m for m, _ in segment.covers}) for segment in line.segments]
    assert covers == [("ab", {left}), ("cd", {left, right}), ("ef", {right}), ("gh", set())]
    assert [segment.closing for segment in line.segments] == [(), (left,), (right,), ()]
    assert line.depth == 2


def test_trigger_lies_nearest_to_the_text_and_on_top() -> None:
    trigger, argument = mark(2, 4, "trigger"), mark(0, 8)
    assert lanes([argument, trigger]) == [(argument, 1), (trigger, 0)]


def test_event_stands_at_the_line_of_its_trigger() -> None:
    cards = [Card(n, "Attack", Span(at, at + 1), "", "asserted", ()) for n, at in ((1, 0), (2, 4), (3, 5))]
    found = paragraphs("ab\n\ncd", [], cards)
    assert [[card.number for card in line.cards] for line in found] == [[1], [2, 3]]


def test_no_text_has_no_line() -> None:
    assert paragraphs("", [], []) == []
