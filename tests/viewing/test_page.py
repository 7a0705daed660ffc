"""Documents as a page."""

from __future__ import annotations

import pytest
from guetteur.evaluation.highlight import colour, event_marks
from hypothesis import given, settings
from hypothesis import strategies as st

from guetteur.document import Document
from guetteur.evaluation import view_html
from guetteur.ontology import EventType

from .examples import GOLD, NOTHING, SCRIPT, Page, event, loads_nothing


@pytest.mark.parametrize("documents", [GOLD, NOTHING, GOLD[:1], []])
def test_loads_and_runs_nothing(documents: list[Document]) -> None:
    loads_nothing(view_html(documents))


def test_each_text_can_be_had_back() -> None:
    page = Page(view_html(GOLD))
    assert [page.texts(article) for article in page.find("article")] == [document.text for document in GOLD]


def test_script_in_a_text_shows_as_text() -> None:
    html = view_html([GOLD[2]])
    assert "<script" not in html
    assert Page(html).texts() == SCRIPT


def test_everything_else_is_escaped_too() -> None:
    evil = "<script>\"'&"
    document = Document(evil, "Un raid ici.", (event(evil, 3, 7, (evil, 8, 11), factuality=evil),), {evil: evil})
    html = view_html([document])
    assert "<script" not in html
    page = Page(html)
    assert page.find("h2")[0].text == evil
    assert evil in page.find("caption")[0].text and page.find("th")[0].text == evil


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_any_text_can_be_had_back(text: str) -> None:
    assert Page(view_html([Document("d", text)])).texts() == text


def test_events_are_listed_with_role_text_and_factuality() -> None:
    page = Page(view_html([GOLD[0]]))
    captions = [" ".join(caption.text.split()) for caption in page.find("caption")]
    assert captions == [
        "1 AirDroneStrike “raid” asserted",
        "2 ArmedAssault “tué” asserted",
        "3 Attack “raid” planned (menace)",
    ]
    rows = [[cell.text for cell in page.find(within=row)] for row in page.find("tr")]
    assert rows[0] == ["Killed", "trois"] and rows[-1] == ["Attacker", "Le groupe"]


def test_factuality_has_a_line_style_and_a_word() -> None:
    page = Page(view_html([GOLD[0]]))
    trigger = page.find("mark", class_="trigger")[-1]
    assert "s-planned" in trigger.classes and trigger.prose == "raid" and "planned" in trigger.attributes["title"]
    assert [e.text for e in page.find("span", class_="s-planned") if "line" in e.classes] == ["planned", "planned"]


def test_overlapping_spans_of_two_events_are_both_whole() -> None:
    text = "l'attaque de la base de Gao"
    document = Document(
        "d", text, (event("Attack", 2, 9, ("Target", 13, 27)), event("Bombing", 16, 20, ("Place", 2, 20)))
    )
    page = Page(view_html([document]))
    assert page.texts() == text
    covered = {
        title: "".join(m.prose for m in page.find("mark", title=title))
        for title in {m.attributes["title"] for m in page.find("mark")}
    }
    assert covered == {
        "trigger, event 1: Attack, asserted": "attaque",
        "trigger, event 2: Bombing, asserted": "base",
        "argument: Target of event 1": "la base de Gao",
        "argument: Place of event 2": "attaque de la base",
    }
    assert sorted(tag.text for tag in page.find("span", class_="tag")) == [
        "1 Attack",
        "2 Bombing",
        "Place 2",
        "Target 1",
    ]


def test_tags_are_spoken_in_full() -> None:
    tags = Page(view_html([GOLD[0]])).find("span", class_="tag")
    assert all(tag.attributes["role"] == "note" and tag.attributes["aria-label"] for tag in tags)


def test_shared_argument_is_one_mark_with_both_numbers() -> None:
    _, marks = event_marks(GOLD[0])
    assert [mark.label for mark in marks if mark.label.startswith("Place")] == ["Place 1, 2"]


def test_no_events_is_said() -> None:
    assert "No events." in view_html([GOLD[1]])


def test_colours_of_types_differ() -> None:
    assert len({colour(str(event_type)) for event_type in EventType}) == len(EventType)
    assert colour("Inconnu") == 0
