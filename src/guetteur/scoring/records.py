"""The Record measure: what a desk would enter per event, compared field by field.

Mentions of one cluster make one record. Records are compared under the best one-to-one assignment, as the templates of
MUC-4 were (Chinchor, 1992) and as document-level event extraction does since (Du et al., 2021).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from guetteur.document import Document, Event
from guetteur.ontology import EventType, Role
from guetteur.scoring.assignment import best_assignment
from guetteur.scoring.counts import Scores, percent
from guetteur.scoring.pairing import pair_documents

Normaliser: TypeAlias = Callable[[str, Document], str]
"""Text of a span and its document (for the date that *vendredi* hangs on) to a comparable value; "" drops the span."""

Record: TypeAlias = tuple[frozenset[str], ...]
"""The values of a record, one set per field in the order of `FIELDS`."""

ROLE_FIELDS: Mapping[str, Role] = {
    "date": Role.TIME,
    "place": Role.PLACE,
    "attacker": Role.ATTACKER,
    "target": Role.TARGET,
    "killed": Role.KILLED,
    "injured": Role.INJURED,
}
"""Fields that are filled from the arguments with one role."""

FIELDS: tuple[str, ...] = ("type", *ROLE_FIELDS)

_APOSTROPHES = re.compile("[\u2019\u02bc\u2032\u2018\u00b4`]")


@dataclass(frozen=True)
class RecordScores:
    """Agreement of records under the best one-to-one assignment.

    Attributes:
        records: Whole records; correct means that every field agrees.
        fields: By field, correct means that the sets are equal, both empty included, out of all records.
        filled: By field, the same without empty sets, so that a mostly blank table does not look good.
    """

    records: Scores
    fields: Mapping[str, Scores]
    filled: Mapping[str, Scores]

    def accuracy(self, field: str) -> float:
        """Part of the gold records whose field is right; a record that was missed has every field wrong."""
        return self.fields[field].recall

    @property
    def mean_accuracy(self) -> float:
        """Mean of the accuracy over the fields."""
        return sum(self.accuracy(field) for field in self.fields) / len(self.fields)

    def to_dict(self) -> dict[str, Any]:
        """Whole records, mean accuracy, then accuracy and scores of each field, in percent."""
        return {
            "records": self.records.to_dict(),
            "accuracy": percent(self.mean_accuracy),
            "fields": {
                field: {"accuracy": percent(self.accuracy(field)), "filled": self.filled[field].to_dict()}
                for field in self.fields
            },
        }


def score_records(
    gold: Sequence[Document],
    predicted: Sequence[Document],
    normalise: Mapping[str, Normaliser] | None = None,
) -> RecordScores:
    """Compare the records of predicted documents with those of gold documents.

    Args:
        gold: Annotated documents.
        predicted: Documents with the same ids and texts, in any order.
        normalise: How the spans of a field (see `ROLE_FIELDS`) become values; `plain` for the fields not named.

    Raises:
        ValueError: If ids or texts do not agree, or `normalise` names an unknown field.
    """
    records = Scores(0, 0, 0)
    fields = {field: Scores(0, 0, 0) for field in FIELDS}
    filled = {field: Scores(0, 0, 0) for field in FIELDS}
    for gold_document, predicted_document in pair_documents(gold, predicted):
        golds = build_records(gold_document, normalise)
        predictions = build_records(predicted_document, normalise)
        pairs = _assign(golds, predictions)
        records += Scores(sum(g == p for g, p in pairs), len(predictions), len(golds))
        for i, field in enumerate(FIELDS):
            agreeing = [g[i] for g, p in pairs if g[i] == p[i]]
            fields[field] += Scores(len(agreeing), len(predictions), len(golds))
            filled[field] += Scores(
                _nonempty(agreeing), _nonempty(p[i] for p in predictions), _nonempty(g[i] for g in golds)
            )
    return RecordScores(records, fields, filled)


def build_records(document: Document, normalise: Mapping[str, Normaliser] | None = None) -> list[Record]:
    """The records of a document, sorted by content.

    A mention without cluster makes a record of its own. A cluster of nothing but Campaign makes none: a background war
    is never a record by itself.
    """
    normalisers = dict.fromkeys(ROLE_FIELDS, plain) | dict(normalise or {})
    unknown = normalisers.keys() - ROLE_FIELDS.keys()
    if unknown:
        raise ValueError(f"no record field to normalise: {', '.join(sorted(unknown))}; use {', '.join(ROLE_FIELDS)}")
    clusters: defaultdict[tuple[Any, ...], list[Event]] = defaultdict(list)
    for event in document.events:
        clusters[(event.cluster,) if event.cluster else ("", event.trigger, event.type)].append(event)
    records = []
    for mentions in clusters.values():
        if all(event.type == EventType.CAMPAIGN for event in mentions):
            continue
        values = [frozenset({record_type(mentions)})]
        for field, role in ROLE_FIELDS.items():
            spans = {a.span for event in mentions for a in event.arguments if a.role == role}
            values.append(frozenset(normalisers[field](span.of(document.text), document) for span in spans) - {""})
        records.append(tuple(values))
    return sorted(records, key=lambda record: [sorted(values) for values in record])


def record_type(mentions: Sequence[Event]) -> str:
    """The most specific type of some mentions.

    A type that names the means wins over `Attack`, and `Attack` over `Campaign`; then the more frequent type, then
    the one that the text names first.
    """
    places = {(event.type, event.trigger) for event in mentions}
    counts = Counter(name for name, _ in places)
    vague = {str(EventType.ATTACK): 1, str(EventType.CAMPAIGN): 2}

    def rank(name: str) -> tuple[Any, ...]:
        return vague.get(name, 0), -counts[name], min(trigger for other, trigger in places if other == name), name

    return str(min(counts, key=rank))


def plain(text: str, document: Document | None = None) -> str:
    """Text without the differences that only typography makes: case, white space, apostrophes, composed accents."""
    del document  # part of the `Normaliser` signature
    return " ".join(_APOSTROPHES.sub("'", unicodedata.normalize("NFC", text)).casefold().split())


def _assign(golds: Sequence[Record], predictions: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Most agreeing filled fields, then most agreeing fields, then most whole records.

    Filled fields go first, or two records would be paired for what neither of them says. Equal records never lose by
    this: swapping the partners of an equal pair cannot agree in more fields.
    """
    base = len(FIELDS) * (min(len(golds), len(predictions)) + 1)

    def weight(gold: Record, predicted: Record) -> float:
        agreeing = [g for g, p in zip(gold, predicted, strict=True) if g == p]
        return _nonempty(agreeing) * base**2 + len(agreeing) * base + (gold == predicted)

    return best_assignment(golds, predictions, weight)


def _nonempty(values: Iterable[frozenset[str]]) -> int:
    return sum(1 for value in values if value)
