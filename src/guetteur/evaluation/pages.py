"""Templates of the report, with figures as people read them and the exact ones for machines."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from guetteur.viewing import pages


def render(template: str, **values: Any) -> str:
    """A template of this package with its values, escaped."""
    made = pages.environment("guetteur.evaluation")
    made.filters |= {"number": number, "signed": signed}
    return pages.render(made, template, **values)


def number(value: float | None, digits: int = 1) -> Markup:
    """A figure as people read it, with the exact one for machines."""
    if value is None:
        return Markup("–")
    return Markup('<data value="{}">{}</data>').format(value, f"{value:.{digits}f}")


def signed(value: float) -> Markup:
    """A difference, with its sign."""
    return Markup('<data value="{}">{}</data>').format(value, f"{value:+.1f}".replace("-", "−"))
