"""The flat row of a record: what CSV, Parquet, GeoJSON and data frames share.

Several values of one field stand in one cell, parted by `; `: attackers, weapons and sources in their canonical form
where there is one, who and what was hit in the words of the text (*casques bleus*, not the UN). Date, place and tolls
are the best ones (`guetteur.records.best`); the rest of the record is in `jsonl` alone. The row of an event that
several articles report names all of them and says why they were merged; `published` is the day of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from guetteur.export.delimited import Cell
from guetteur.normalize.values import NameValue
from guetteur.records.record import Quote, Record, Toll, Value

LIST = "; "


@dataclass(frozen=True, slots=True)
class Row:
    """One record, flat. Dates are ISO 8601; a figure is None where the text gives none, never 0 for want of one."""

    id: str
    document: str
    type: str
    claim: str
    says: str
    denies: str
    confirmed: bool
    background: bool
    contradictory: bool
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    date_words: str | None
    place: str | None
    place_words: str | None
    place_precision: str | None
    place_is_target: bool
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    attackers: str
    targets: str
    victims: str
    instruments: str
    killed: int | None
    killed_low: int | None
    killed_high: int | None
    killed_words: str | None
    injured: int | None
    injured_low: int | None
    injured_high: int | None
    injured_words: str | None
    sources: str
    motives: str
    score: float
    published: str | None
    published_last: str | None
    outlet: str
    url: str
    reports: int
    merged_because: str
    quote: str


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Row))

LOSSES = (
    "a flat row shows one date, place and toll; other values, their spans, scores and mentions are in jsonl alone",
)


def row_of(record: Record) -> Row:
    """The flat row of one record."""
    date, place = record.best.date, record.best.place
    time, point = (date.value if date else None), (place.value if place else None)
    killed, injured = record.best.killed, record.best.injured
    return Row(
        id=record.id,
        document=documents(record),
        type=record.type,
        claim=record.claim.kind,
        says=LIST.join(record.claim.says),
        denies=LIST.join(record.claim.denies),
        confirmed=record.claim.confirmed,
        background=record.background,
        contradictory=record.contradictory,
        date_start=time.start.isoformat() if time and time.start else None,
        date_end=time.end.isoformat() if time and time.end else None,
        date_precision=str(time.precision) if time else None,
        date_words=date.words if date else None,
        place=point.name if point else None,
        place_words=place.words if place else None,
        place_precision=str(point.precision) if point else None,
        place_is_target=record.best.place_is_target,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        country=point.country if point else None,
        admin1=point.admin1 or None if point else None,
        attackers=names(record.attackers),
        targets=words(record.targets),
        victims=words(record.victims),
        instruments=names(record.instruments),
        killed=killed.value.best if killed else None,
        killed_low=killed.value.low if killed else None,
        killed_high=killed.value.high if killed else None,
        killed_words=toll_words(record.tolls),
        injured=injured.value.best if injured else None,
        injured_low=injured.value.low if injured else None,
        injured_high=injured.value.high if injured else None,
        injured_words=toll_words(record.injury_tolls),
        sources=names(record.sources),
        motives=words(record.motives),
        score=round(record.score, 3),
        published=record.published.isoformat() if record.published else None,
        published_last=_last_day(record),
        outlet=outlets(record),
        url=urls(record),
        reports=len(record.reports),
        merged_because=merged_because(record),
        quote=quote(record),
    )


def cells(record: Record) -> dict[str, Cell]:
    """The flat row as a mapping."""
    return asdict(row_of(record))


def our_columns(record: Record) -> dict[str, Cell]:
    """What a row needs to be checked and other people's formats have no column for, by the name of our column.

    All that was hit stands in the words of the text, weapons too.
    """
    return {
        "claim": record.claim.kind,
        "says": LIST.join(record.claim.says),
        "denies": LIST.join(record.claim.denies),
        "confirmed": record.claim.confirmed,
        "type": record.type,
        "target": words(record.targets),
        "victims": words(record.victims),
        "instruments": words(record.instruments),
        "killed_words": toll_words(record.tolls),
        "injured_words": toll_words(record.injury_tolls),
        "date_words": record.best.date.words if record.best.date else None,
        "place_words": record.best.place.words if record.best.place else None,
        "quote": quote(record),
        "score": round(record.score, 3),
        "document": documents(record),
        "reports": len(record.reports),
        "merged_because": merged_because(record),
    }


def documents(record: Record) -> str:
    """The ids of all articles that report the event, in order of publication."""
    return LIST.join(report.document for report in record.reports)


def outlets(record: Record) -> str:
    """Their outlets, each once."""
    return LIST.join(dict.fromkeys(report.outlet for report in record.reports if report.outlet))


def urls(record: Record) -> str:
    """Their addresses, each once."""
    return LIST.join(dict.fromkeys(report.url for report in record.reports if report.url))


def merged_because(record: Record) -> str:
    """Why they were taken for reports of one event, in sentences; empty where there is one report."""
    return LIST.join(link.sentence.replace(LIST, ", ") for link in record.links)


def _last_day(record: Record) -> str | None:
    days = [report.published for report in record.reports if report.published]
    return max(days).isoformat() if days else None


def name_of(value: Value[NameValue]) -> str:
    """The canonical name, or the words where there is none."""
    return value.value.name if value.value else value.words


def names(values: Iterable[Value[NameValue]]) -> str:
    """Every different name in one cell."""
    return LIST.join(dict.fromkeys(name_of(value) for value in values))


def words(values: Iterable[Value[Any]]) -> str:
    """The words of every value in one cell."""
    return LIST.join(value.words for value in values)


def toll_words(tolls: Sequence[Toll]) -> str | None:
    """Every toll in words, each with its source: `sept (police); douze (hôpital)`.

    Tolls of several articles also have the day on which they were published: `sept (police, 2024-03-12)`.
    """
    if not tolls:
        return None
    dated = len({name for toll in tolls for name in (toll.document, *toll.also)}) > 1
    return LIST.join(_toll_in_words(toll, dated) for toll in tolls)


def _toll_in_words(toll: Toll, dated: bool) -> str:
    day = [toll.published.isoformat()] if dated and toll.published else []
    notes = ", ".join([*toll.said_by, *day])
    return " + ".join(toll.words) + (f" ({notes})" if notes else "")


def quote(record: Record) -> str:
    """The sentences of the mentions; `[…]` where the article goes on between two of them.

    Those of several articles follow each other, each article's behind its id in square brackets.
    """
    if not record.merged:
        return _quoted(record.quotes)
    articles = [
        (report.document, [q for q in record.quotes if q.document == report.document]) for report in record.reports
    ]
    return " ".join(f"[{document}] {_quoted(quotes)}" for document, quotes in articles)


def _quoted(quotes: Sequence[Quote]) -> str:
    pieces = []
    last = None
    for sentence in quotes:
        if last is not None:
            pieces.append(" " if sentence.span.start - last <= 1 else " […] ")
        pieces.append(" ".join(sentence.text.split()))
        last = sentence.span.end
    return "".join(pieces)
