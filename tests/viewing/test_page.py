"""Documents as a page."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evaluation.examples import GOLD, NOTHING, SCRIPT, Page, event

from guetteur.document import Document
from guetteur.viewing import view_html

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def scripts(html: str) -> list[str]:
    return re.findall(r"<script.*?>(.*?)</script>", html, flags=re.DOTALL)


def runs_nothing_foreign(html: str) -> None:
    """Fail if a browser would fetch something, or run anything but the one script that the policy names."""
    page = Page(html)
    assert not {e.tag for e in page.elements} & {"link", "img", "iframe", "object", "embed", "base", "form"}
    for element in page.elements:
        for key, value in element.attributes.items():
            assert not key.startswith("on") and key not in ("src", "srcset", "action", "data", "poster")
            assert "href" not in key or value.startswith("#"), element
            assert "url(" not in value, element
    for style in page.find("style"):
        assert "@import" not in style.text and "url(" not in style.text
    (script,) = scripts(html)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = page.find("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    assert f"script-src 'sha256-{digest}'" in policy and policy.startswith("default-src 'none'")


@pytest.mark.parametrize("documents", [GOLD, NOTHING, GOLD[:1], []])
def test_loads_nothing_and_runs_its_own_script_alone(documents: list[Document]) -> None:
    runs_nothing_foreign(view_html(documents))


def test_the_script_does_not_depend_on_the_documents() -> None:
    assert scripts(view_html(GOLD)) == scripts(view_html([]))


def test_each_text_can_be_had_back() -> None:
    page = Page(view_html(GOLD))
    assert [page.texts(article) for article in page.find("article")] == [document.text for document in GOLD]


def test_script_in_a_text_shows_as_text() -> None:
    html = view_html([GOLD[2]])
    assert len(scripts(html)) == 1
    assert Page(html).texts() == SCRIPT


def test_everything_else_is_escaped_too() -> None:
    text = f"Un raid ici {EVIL} à Gao."
    roles = ("Place", "Time", "Attacker", "Target", "Killed", "Injured", "Instrument", "Source", "Motive", "Victim")
    raid = event(EVIL, 3, 7, *((role, 12, 12 + len(EVIL)) for role in roles), factuality="claimed")
    document = Document(EVIL, text, (raid,), {EVIL: EVIL, "title": EVIL, "date": EVIL})
    html = view_html([document, document])
    runs_nothing_foreign(html)
    page = Page(html)
    assert page.find("article")[0].attributes == {"id": "a1", "aria-labelledby": "a1h"}
    assert page.find("h2", id="a1h")[0].text == EVIL
    assert EVIL in page.find("caption")[0].text and EVIL in page.find("td")[0].text
    assert page.texts(page.find("article")[0]) == text


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_any_text_can_be_had_back(text: str) -> None:
    assert Page(view_html([Document("d", text)])).texts() == text


def test_an_identifier_stands_once_and_every_link_leads_somewhere() -> None:
    page = Page(view_html(GOLD))
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    links = {element.attributes["href"] for element in page.elements if "href" in element.attributes}
    assert {link.removeprefix("#") for link in links} <= set(ids)
    labels = [e.attributes["aria-labelledby"].split() for e in page.elements if "aria-labelledby" in e.attributes]
    assert {name for names in labels for name in names} <= set(ids)


def test_a_record_has_a_table_with_caption_and_row_headings() -> None:
    page = Page(view_html([GOLD[0]]))
    captions = [" ".join(caption.text.split()) for caption in page.find("caption")]
    assert captions == ["1 AirDroneStrike asserted", "2 ArmedAssault asserted", "3 Attack planned"]
    rows = [[cell.text for cell in page.find(within=row) if cell.tag in ("th", "td")] for row in page.find("tr")]
    assert ["Place", "Gao ML (town)"] in [[cell.strip() for cell in row] for row in rows]
    assert ["Killed", "trois 3"] in [[cell.strip() for cell in row] for row in rows]
    assert all(cell.attributes["scope"] == "row" for cell in page.find("th"))


def test_trigger_and_record_lead_to_each_other_without_a_script() -> None:
    page = Page(view_html([GOLD[0]]))
    tag = page.find("a", class_="tag")[2]
    assert tag.attributes["href"] == "#a1r3" and tag.attributes["id"] == "a1e3"
    card = page.find("div", id="a1r3")[0]
    assert "#a1e3" in [link.attributes["href"] for link in page.find("a", within=card)]


def test_page_has_landmarks_a_skip_link_and_french_text() -> None:
    page = Page(view_html(GOLD))
    assert [len(page.find(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    first = page.find("a")[0]
    assert "skip" in first.classes and page.find(id=first.attributes["href"][1:])[0].tag == "main"
    assert {paragraph.attributes["lang"] for paragraph in page.find("p", class_="prose")} == {"fr"}
    assert page.find("html")[0].attributes["lang"] == "en"


def test_pictures_have_a_title_and_a_description() -> None:
    page = Page(view_html(GOLD))
    pictures = page.find("svg", role="img")
    assert pictures
    for picture in pictures:
        texts = [page.find(id=name)[0].text for name in picture.attributes["aria-labelledby"].split()]
        assert len(texts) == 2 and all(texts)
    others = [svg for svg in page.find("svg") if svg not in pictures and not set(pictures) & set(svg.ancestors)]
    assert all(svg.attributes.get("aria-hidden") == "true" for svg in others)


def test_print_style_hides_what_needs_a_screen_and_starts_articles_on_a_page() -> None:
    style = Page(view_html(GOLD)).find("style")[0].text
    printed = style[style.index("@media print {\n  :root") :]
    assert "break-before: page" in printed
    assert re.search(r"\.list, \.switches, .*\.lines-over.* \{ display: none", printed)
    assert "prefers-color-scheme: dark" in style


def test_an_article_without_events_says_so_and_has_no_picture() -> None:
    html = view_html([GOLD[1]])
    assert "No events." in html
    assert not Page(html).find("svg", role="img")


def test_articles_are_listed_when_there_are_several() -> None:
    page = Page(view_html(GOLD))
    nav = page.find("nav")[0]
    assert [link.text for link in page.find("a", within=nav)] == ["mali", "calme", "script"]
    assert not Page(view_html(GOLD[:1])).find("nav")


def test_only_outlines_in_view_are_carried() -> None:
    everywhere = Page(view_html([GOLD[0]])).find("path", class_="land")
    assert 3 < len(everywhere) < 20
    assert not Page(view_html(NOTHING)).find("path", class_="land")
