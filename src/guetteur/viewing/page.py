"""The page: articles with their records, a timeline and a map for each, and both for all of them together."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from guetteur.document import Document
from guetteur.ontology import Factuality
from guetteur.viewing import palette, timeline
from guetteur.viewing.cards import said
from guetteur.viewing.maps import Entry, Map, map_of, place_of
from guetteur.viewing.pages import environment, render
from guetteur.viewing.projection import LARGE, outlines
from guetteur.viewing.sheets import Sheet, sheet_of


def view_html(documents: Iterable[Document]) -> str:
    """One self-contained page: nothing is loaded from anywhere, whatever the texts say is shown and never run.

    Args:
        documents: Gold or predicted documents.

    Returns:
        HTML whose content security policy lets no script but its own run and no request leave.

    Example:
        >>> from guetteur.document import Document, Event, Span
        >>> "Bombing" in view_html([Document("a", "Une explosion.", (Event("Bombing", Span(4, 13)),))])
        True
    """
    sheets = [sheet_of(document, f"a{number}") for number, document in enumerate(documents, start=1)]
    overview = _overview(sheets) if len(sheets) > 1 else None
    made = environment()
    return render(
        made,
        "view.html.jinja",
        sheets=sheets,
        overview=overview,
        records=sum(len(sheet.cards) for sheet in sheets),
        events=sum(len(card.mentions) for sheet in sheets for card in sheet.cards),
        outlines=_outlines([sheet.map for sheet in sheets] + ([overview["map"]] if overview else [])),
        said=said,
        **_legend(),
        **_script(made),
    )


def _overview(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What all articles look like together."""
    entries = [
        Entry(card.anchor, f"{card.title} in {sheet.title}", card.record) for sheet in sheets for card in sheet.cards
    ]
    records = [entry.record for entry in entries]
    ticks, columns, left_out = timeline.columns(records)
    return {
        "ticks": ticks,
        "columns": columns,
        "left_out": left_out,
        "most": max((column.total for column in columns), default=0),
        "map": map_of(entries, LARGE),
        "unplaced": sum(place_of(record) is None for record in records),
    }


def _outlines(maps: Sequence[Map | None]) -> list[str]:
    """The paths of the countries that any map shows: the page carries no others."""
    numbers = {number for drawn in maps if drawn for number in drawn.countries}
    return [outlines()["countries"][number]["path"] for number in sorted(numbers)]


def _legend() -> dict[str, Any]:
    tones = [palette.OTHER[0], *(tone for tone, _ in palette.TYPES.values())]
    return {
        "types": [(str(name), number) for number, name in enumerate(palette.TYPES, start=1)],
        "shapes": [palette.OTHER[1], *(shape for _, shape in palette.TYPES.values())],
        "roles": [(group, [str(role) for role in roles]) for group, (_, roles) in palette.ROLES.items()],
        "styles": {str(value): palette.STYLES[value] for value in Factuality},
        "tones": [(f"t{number}", tone) for number, tone in enumerate(tones)]
        + [(f"g-{group}", tone) for group, (tone, _) in palette.ROLES.items()],
        "tint": palette.TINT,
    }


def _script(made: Environment) -> dict[str, Any]:
    """The script, and the hash by which the page's policy knows it from any other."""
    script = render(made, "view.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {"script": Markup(script), "script_hash": f"sha256-{digest}"}
