"""Jinja templates, escaped throughout, and articles laid out for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from guetteur.document import Document
from guetteur.viewing.marks import Card, Mark, Paragraph, lanes, paragraphs


@dataclass(frozen=True, slots=True)
class Article:
    """A document ready to be drawn."""

    id: str
    meta: Mapping[str, str]
    paragraphs: Sequence[Paragraph]


def article(document: Document, cards: Sequence[Card], marks: Sequence[Mark]) -> Article:
    """Lay the marks over the text and put each event beside the line of its trigger."""
    return Article(document.id, meta_of(document), paragraphs(document.text, lanes(marks), cards))


def meta_of(document: Document) -> dict[str, str]:
    """What is known about a text and can be shown as words."""
    return {key: str(value) for key, value in document.meta.items() if isinstance(value, str | int | float) and value}


def environment(package: str = "guetteur.viewing") -> Environment:
    """The templates of a package, then those of this one: what both pages need is here once."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("guetteur.viewing")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["verbatim"] = verbatim
    return made


def render(made: Environment, template: str, **values: Any) -> str:
    """A template with its values."""
    return made.get_template(template).render(**values)


def verbatim(text: str) -> Markup:
    """Escaped text; a carriage return is written as a reference, because HTML readers turn it into a newline."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))
