"""A record as the lines of its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guetteur.export.row import name_of, toll_words
from guetteur.normalize.values import NameValue, PlaceValue, TimeValue
from guetteur.records.record import Record, Toll, Value
from guetteur.viewing.highlight import Numbered
from guetteur.viewing.palette import group_of, number_of, style_of


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a record: `words` as they stand in the text, `reading` what was made of them where it differs."""

    field: str
    group: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A record ready to be drawn; `anchor` is its id in the page, `events` the numbers of its mentions."""

    record: Record
    anchor: str
    number: int
    colour: int
    style: str
    title: str
    lines: tuple[Line, ...]
    mentions: tuple[Numbered, ...]
    words: tuple[str, ...]

    @property
    def events(self) -> tuple[int, ...]:
        """Numbers of its mentions in the article."""
        return tuple(mention.number for mention in self.mentions)


def card_of(record: Record, number: int, anchor: str, events: Sequence[Numbered]) -> RecordCard:
    """The card of a record.

    Args:
        record: One of an article.
        number: Its place among them, from 1.
        anchor: Its id in the page.
        events: All mentions of the article, numbered.
    """
    mentions = tuple(event for event in events if event.record == number)
    words = {mention.id: mention.words for mention in record.mentions}
    return RecordCard(
        record,
        anchor,
        number,
        number_of(record.type),
        style_of(record.claim.kind),
        _title(record),
        tuple(line for line in _lines(record) if line.values),
        mentions,
        tuple(words[mention.event.id] for mention in mentions),
    )


def _title(record: Record) -> str:
    """Date and place in short, for lists and for those who hear them."""
    date = record.best.date.value.iso if record.best.date and record.best.date.value else ""
    place = record.best.place.value.name if record.best.place and record.best.place.value else ""
    return ", ".join(part for part in (record.type, place, date) if part)


def _lines(record: Record) -> list[Line]:
    return [
        Line("Date", group_of("Time"), tuple((value.words, _time(value)) for value in record.times)),
        Line("Place", group_of("Place"), _places(record)),
        Line("Attacker", group_of("Attacker"), _names(record.attackers)),
        Line("Target", group_of("Target"), _names(record.targets)),
        Line("Victims", group_of("Victim"), _names(record.victims)),
        Line("Weapon", group_of("Instrument"), _names(record.instruments)),
        Line("Killed", group_of("Killed"), _toll(record.tolls, record.best.killed)),
        Line("Injured", group_of("Injured"), _toll(record.injury_tolls, record.best.injured)),
        Line("Source", group_of("Source"), _names(record.sources)),
        Line("Motive", group_of("Motive"), tuple((value.words, "") for value in record.motives)),
    ]


def said(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    """Who speaks for the claim of a record and who against it."""
    parts = [("says", record.claim.says), ("denies", record.claim.denies)]
    return [(verb, names) for verb, names in parts if names]


def _time(value: Value[TimeValue]) -> str:
    if value.value is None:
        return "not understood"
    about = "about " if value.value.approximate else ""
    return f"{about}{value.value.iso} ({value.value.precision})"


def _places(record: Record) -> tuple[tuple[str, str], ...]:
    shown = [(value.words, _place(value)) for value in record.places]
    best = record.best.place
    if record.best.place_is_target and best is not None:
        shown.append((best.words, f"{_place(best)}; from the target"))
    return tuple(shown)


def _place(value: Value[PlaceValue]) -> str:
    place = value.value
    if place is None:
        return "not on the map"
    return (
        ", ".join(part for part in (place.name, place.country) if part and part != value.words)
        + f" ({place.precision})"
    )


def _names(values: Sequence[Value[NameValue]]) -> tuple[tuple[str, str], ...]:
    return tuple((value.words, "" if name_of(value) == value.words else name_of(value)) for value in values)


def _toll(tolls: Sequence[Toll], best: Toll | None) -> tuple[tuple[str, str], ...]:
    shown = []
    for toll in tolls:
        count = toll.value
        high = "+" if count.high is None else f"–{count.high}" if count.high != count.low else ""
        figure = str(count.best) if not high else f"{count.low}{high}"
        mark = "in exports" if toll is best and len(tolls) > 1 else ""
        words = toll_words([toll]) or ""
        shown.append((words, "; ".join(part for part in (figure, mark) if part and part != words)))
    return tuple(shown)
