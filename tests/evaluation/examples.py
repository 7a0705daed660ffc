"""Small articles with every kind of miss, and a reader of the pages made of them."""

from __future__ import annotations

from html.parser import HTMLParser

from guetteur.document import Argument, Document, Event, Span

SCRIPT = (
    "<script>alert('« Œil »')</script> & \"guillemets\"\r\n"
    "Deuxième ligne :\u00a0 l\u2019attaque 💥.\n\n\nFin &lt;b&gt;\n"
)


def event(
    type_: str, start: int, end: int, *arguments: tuple[str, int, int], factuality: str = "asserted", score: float = 1.0
) -> Event:
    filled = tuple(Argument(role, Span(s, e), score) for role, s, e in arguments)
    return Event(type_, Span(start, end), filled, factuality, score=score)


TEXT = "Un raid a tué trois soldats à Gao.\nLe groupe menace d'un autre raid."

GOLD = [
    Document(
        "mali",
        TEXT,
        (
            event("AirDroneStrike", 3, 7, ("Killed", 14, 19), ("Victim", 20, 27), ("Place", 30, 33)),
            event("ArmedAssault", 10, 13, ("Killed", 14, 19), ("Place", 30, 33)),
            event("Attack", 63, 67, ("Attacker", 35, 44), factuality="planned"),
        ),
        {"date": "2024-05-01", "source": "<agence>"},
    ),
    Document("calme", "Rien à signaler.", ()),
    Document("script", SCRIPT, (event("Attack", SCRIPT.index("attaque"), SCRIPT.index("attaque") + 7),)),
]

PREDICTED = [
    GOLD[0].with_events(
        (
            # Trigger right, one role right, one wrong, one missed, one spurious.
            event("AirDroneStrike", 3, 7, ("Killed", 14, 19), ("Target", 20, 27), ("Time", 28, 33), score=0.9),
            # Wrong type with a right role, and a wrong factuality.
            event("Bombing", 10, 13, ("Place", 30, 33), score=0.4),
            event("Attack", 63, 67, ("Attacker", 38, 44), factuality="claimed", score=0.7),
            event("Campaign", 45, 51, score=0.2),
        )
    ),
    GOLD[1],
    GOLD[2].with_events(()),
]

NOTHING = [document.with_events(()) for document in GOLD]

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Elements of a page with their attributes, text and ancestors; fails on a tag that is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs}, list(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1].tag == tag, f"</{tag}> closes {self.open[-1:]}, at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        in_tag = any("tag" in element.classes for element in self.open)
        for element in self.open:
            element.text += data
            element.prose += "" if in_tag else data

    def find(self, tag: str = "", within: Element | None = None, **attributes: str) -> list[Element]:
        """Elements with these attributes; `class_` asks for one class, `data_x` for data-x."""
        return [
            element
            for element in self.elements
            if tag in ("", element.tag)
            and (within is None or within in element.ancestors)
            and all(
                value in element.classes if key == "class_" else element.attributes.get(key.replace("_", "-")) == value
                for key, value in attributes.items()
            )
        ]

    def texts(self, within: Element | None = None) -> str:
        """The article text below an element, without the tags set into it."""
        return "".join(element.prose for element in self.find("p", within, class_="prose"))


class Element:
    """One element; `prose` is its text without tags."""

    def __init__(self, tag: str, attributes: dict[str, str], ancestors: list[Element]) -> None:
        self.tag, self.attributes, self.ancestors = tag, attributes, ancestors
        self.text = self.prose = ""

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


def loads_nothing(html: str) -> None:
    """Fail if a browser would fetch or run something."""
    page = Page(html)
    assert not {e.tag for e in page.elements} & {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    for element in page.elements:
        for key, value in element.attributes.items():
            assert not key.startswith("on") and key not in ("src", "srcset", "action", "data", "poster")
            assert "href" not in key or value.startswith("#"), element
            assert "url(" not in value.replace("url(#", ""), element
    for style in page.find("style"):
        assert "@import" not in style.text and "url(" not in style.text
