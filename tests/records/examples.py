"""Four short articles, a made-up gazetteer and the records that come of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from guetteur.corpus.notation import read_notation
from guetteur.document import Document
from guetteur.normalize.values import PlacePrecision, PlaceValue
from guetteur.records.build import records_of
from guetteur.records.record import Record

ARTICLES = Path(__file__).resolve().parent.parent / "fixtures" / "records.txt"


POINTS = {
    "Mali": PlaceValue("Mali", 12.65, -8.0, PlacePrecision.COUNTRY, "ML"),
    "Kolma": PlaceValue("Kolma", 16.5, -0.25, PlacePrecision.TOWN, "ML", "09", 11),
    "Goundo": PlaceValue("Goundo", 15.0, -2.5, PlacePrecision.NEAR, "ML", "05", 12),
    "village de Tibari": PlaceValue("Tibari", 13.125, 2.0, PlacePrecision.TOWN, "NE", "", 13),
}


class Places:
    """A gazetteer of invented towns, so that no test hangs on the one that ships."""

    def resolve(self, words: Sequence[str], context: Sequence[str] = ()) -> list[PlaceValue | None]:
        return [POINTS.get(each) for each in words]


@cache
def documents() -> tuple[Document, ...]:
    found, problems = read_notation(ARTICLES)
    assert not problems, problems
    return tuple(found)


@cache
def records() -> tuple[Record, ...]:
    return tuple(record for document in documents() for record in records_of(document, places=Places()))


def record(id: str) -> Record:
    return next(each for each in records() if each.id == id)
