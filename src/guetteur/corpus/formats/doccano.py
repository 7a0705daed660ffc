"""doccano: JSONL for a sequence labelling project with relations, in and out.

| here | there |
| --- | --- |
| trigger, type, factuality | an entity `Bombing:claimed`, for an entity of doccano has no attributes |
| argument | an entity `Place` and a relation `Place` from the trigger to it |
| the mentions of one event | relations `SameEvent` from each to the next |
| id, meta, names of clusters, scores, mention ids that are not m1, m2 … | the column `guetteur`, which doccano keeps |

Checked in doccano's repository: the example file of relation import (`text`, `entities` with id, label, start_offset,
end_offset, `relations` with from_id, to_id, type), its import and export code. Ids link within one line only and come
back as others; further columns become metadata of the example and come back as columns; `Comments` are exported too.
Offsets are those of JavaScript, **UTF-16 units** (issue 2290): they are converted both ways. The project must have
"Use relation" and "Allow overlapping spans" on, or the import drops spans, and "Count grapheme clusters as one
character" off, or it counts otherwise.

It carries everything of a document, as long as the column `guetteur` comes back. doccano quotes no text, so offsets
that slipped cannot be told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from guetteur.corpus.files import write_atomically
from guetteur.corpus.formats.graph import participants
from guetteur.corpus.formats.notes import note_of
from guetteur.corpus.formats.units import Utf16Offsets
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import Problem
from guetteur.corpus.validate import well_formed
from guetteur.document import Document, Span

COLUMN = "guetteur"
SAME_EVENT = "SameEvent"
SEPARATOR = ":"


def to_doccano(document: Document) -> dict[str, Any]:
    """The line of a well-formed document, as a JSON object."""
    document = with_mention_ids(document)
    units = Utf16Offsets(document.text)
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    last_of: dict[str, int] = {}
    alike = Counter((event.trigger, event.type) for event in document.events)

    def add_entity(label: str, span: Span) -> int:
        start, end = units.to_units(span)
        entities.append({"id": len(entities), "label": label, "start_offset": start, "end_offset": end})
        return len(entities) - 1

    def add_relation(source: int, target: int, kind: str) -> None:
        relations.append({"id": len(relations), "from_id": source, "to_id": target, "type": kind})

    triggers = [add_entity(f"{event.type}{SEPARATOR}{event.factuality}", event.trigger) for event in document.events]
    regions, chosen = participants(document.events)
    places = [add_entity(region.label, region.span) for region in regions]
    for number, (event, trigger, mine) in enumerate(zip(document.events, triggers, chosen, strict=True), start=1):
        for index in mine:
            add_relation(trigger, places[index], regions[index].label)
        note = note_of(event, number)
        if event.cluster:
            if event.cluster in last_of:
                add_relation(last_of[event.cluster], trigger, SAME_EVENT)
            last_of[event.cluster] = trigger
            note["cluster"] = event.cluster
        if note or alike[event.trigger, event.type] > 1:
            # By its place and not by its entity, whose id doccano changes; of mentions alike each has one, in order.
            start, end = units.to_units(event.trigger)
            mentions.append({"start": start, "end": end, "type": str(event.type), **note})
    column = {"id": document.id, "meta": dict(document.meta), "mentions": mentions}
    return {"text": document.text, "entities": entities, "relations": relations, COLUMN: column}


def write_doccano(documents: Iterable[Document], path: Path | str) -> list[Problem]:
    """Write documents, one a line; nothing is ever lost, so the list of losses is empty.

    Raises:
        CorpusError: a document is not well formed or an id is given twice; nothing is written.
        OSError: the file cannot be written.
    """
    documents = well_formed(documents)
    write_atomically(Path(path), _lines(documents))
    return []


def _lines(documents: Iterable[Document]) -> Iterator[bytes]:
    for document in documents:
        yield (json.dumps(to_doccano(document), ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")
