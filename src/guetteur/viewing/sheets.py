"""One article with everything that is drawn beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guetteur.corpus.jsonl import with_mention_ids
from guetteur.document import Document
from guetteur.records.build import records_of
from guetteur.viewing.cards import RecordCard, card_of
from guetteur.viewing.highlight import event_marks, numbered
from guetteur.viewing.maps import Entry, Map, map_of, place_of
from guetteur.viewing.marks import Paragraph, lanes, paragraphs
from guetteur.viewing.pages import meta_of
from guetteur.viewing.timeline import Bar, Scale, scale_of, time_of

_FACTS = ("source", "date", "country", "url")
"""What the line under a headline names first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article ready to be drawn.

    Attributes:
        anchor: Its id in the page.
        title: Its title in the meta data, or its id.
        meta: What else is known about it.
        paragraphs: The text with its marks.
        cards: Its records.
        scale: The days of its timeline; None where no record has a date.
        bars: The dated records.
        undated: The others.
        published: Where the day of publication is on the scale, in percent, if it is there.
        map: None where no record has a place that is known.
        unplaced: Records without such a place.
    """

    anchor: str
    title: str
    meta: Mapping[str, str]
    paragraphs: Sequence[Paragraph]
    cards: Sequence[RecordCard]
    scale: Scale | None
    bars: Sequence[tuple[RecordCard, Bar]]
    undated: Sequence[RecordCard]
    published: float | None
    map: Map | None
    unplaced: Sequence[RecordCard]


def sheet_of(document: Document, anchor: str) -> Sheet:
    """The sheet of a document; `anchor` has to be unique in the page."""
    document = with_mention_ids(document)
    records = records_of(document)
    events = numbered(document, records)
    cards = [card_of(record, n, f"{anchor}r{n}", events) for n, record in enumerate(records, start=1)]
    dated = [(card, time) for card in cards if (time := time_of(card.record))]
    scale = scale_of([time for _, time in dated])
    day = records[0].published if records else None
    meta = meta_of(document)
    title = meta.pop("title", "") or document.id
    first = {key: meta.pop(key) for key in _FACTS if key in meta}
    return Sheet(
        anchor,
        title,
        first | meta,
        paragraphs(document.text, lanes(event_marks(document, events, anchor)), ()),
        cards,
        scale,
        [(card, scale.bar(time)) for card, time in dated] if scale else [],
        [card for card in cards if time_of(card.record) is None],
        scale.at(day.toordinal()) if scale and day and scale.first <= day <= scale.last else None,
        map_of([Entry(card.anchor, f"{card.number} {card.title}", card.record) for card in cards]),
        [card for card in cards if place_of(card.record) is None],
    )
