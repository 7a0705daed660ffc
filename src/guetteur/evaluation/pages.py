"""Jinja templates of the package, escaped throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from guetteur.document import Document
from guetteur.evaluation.marks import Card, Mark, Paragraph, lanes, paragraphs


@dataclass(frozen=True, slots=True)
class Article:
    """A document ready to be drawn."""

    id: str
    meta: Mapping[str, str]
    paragraphs: Sequence[Paragraph]


def article(document: Document, cards: Sequence[Card], marks: Sequence[Mark]) -> Article:
    """Lay the marks over the text and put each event beside the line of its trigger."""
    meta = {key: str(value) for key, value in document.meta.items() if isinstance(value, str | int | float) and value}
    return Article(document.id, meta, paragraphs(document.text, lanes(marks), cards))


def render(template: str, **values: Any) -> str:
    """A template of the package with its values, escaped."""
    environment = Environment(
        loader=PackageLoader("guetteur.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"verbatim": verbatim, "number": number, "signed": signed}
    return environment.get_template(template).render(**values)


def verbatim(text: str) -> Markup:
    """Escaped text; a carriage return is written as a reference, because HTML readers turn it into a newline."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def number(value: float | None, digits: int = 1) -> Markup:
    """A figure as people read it, with the exact one for machines."""
    if value is None:
        return Markup("–")
    return Markup('<data value="{}">{}</data>').format(value, f"{value:.{digits}f}")


def signed(value: float) -> Markup:
    """A difference, with its sign."""
    return Markup('<data value="{}">{}</data>').format(value, f"{value:+.1f}".replace("-", "−"))
