"""What a corpus holds, in numbers; `guetteur.corpus.tables` shows them to people."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from guetteur.document import Document
from guetteur.ontology import EventType, Factuality, Role
from guetteur.sentences import split_sentences

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Distribution:
    """Five numbers about a list of counts; all 0 where the list is empty."""

    minimum: int
    median: float
    mean: float
    p95: int
    maximum: int

    @classmethod
    def of(cls, values: Sequence[int]) -> Distribution:
        """Of a list of counts; `p95` is the smallest value that 95 % of them do not exceed."""
        if not values:
            return cls(0, 0.0, 0.0, 0, 0)
        ordered = sorted(values)
        rank = -(-len(ordered) * 95 // 100)
        return cls(
            ordered[0], float(statistics.median(ordered)), statistics.fmean(ordered), ordered[rank - 1], ordered[-1]
        )


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """Counts over whole documents.

    `events` are clusters, `mentions` their triggers. Words are runs of letters and digits, so that *l'armée* is two.
    Trigger forms are lower-cased; `top_trigger_share` is the share of mentions whose trigger is the commonest form,
    `top10_trigger_share` that of the ten commonest: a corpus that a word list could solve has them near 1.
    """

    documents: int
    documents_without_events: int
    sentences: int
    words: int
    mentions: int
    events: int
    arguments: int
    types: dict[str, int]
    roles: dict[str, int]
    factuality: dict[str, int]
    mentions_per_document: Distribution
    arguments_per_mention: Distribution
    words_per_document: Distribution
    words_per_sentence: Distribution
    trigger_forms: dict[str, int]
    top_trigger_share: float
    top10_trigger_share: float

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return asdict(self)


def corpus_statistics(documents: Iterable[Document]) -> CorpusStatistics:
    """Count what documents hold; labels that never occur are counted as 0."""
    types, roles, realis, forms = _zeros(EventType), _zeros(Role), _zeros(Factuality), Counter[str]()
    mentions: list[int] = []
    arguments: list[int] = []
    document_words: list[int] = []
    sentence_words: list[int] = []
    events = 0
    for document in documents:
        mentions.append(len(document.events))
        document_words.append(_words(document.text))
        sentence_words += [_words(sentence.of(document.text)) for sentence in split_sentences(document.text)]
        clusters = {event.cluster for event in document.events if event.cluster}
        # A mention without a cluster speaks of an event of its own.
        events += len(clusters) + sum(not event.cluster for event in document.events)
        for event in document.events:
            types[str(event.type)] += 1
            realis[str(event.factuality)] += 1
            forms[" ".join(event.trigger.of(document.text).casefold().split())] += 1
            arguments.append(len(event.arguments))
            roles.update(str(argument.role) for argument in event.arguments)
    ranked = dict(sorted(forms.items(), key=lambda item: (-item[1], item[0])))
    return CorpusStatistics(
        documents=len(mentions),
        documents_without_events=mentions.count(0),
        sentences=len(sentence_words),
        words=sum(document_words),
        mentions=sum(mentions),
        events=events,
        arguments=sum(arguments),
        types=dict(types),
        roles=dict(roles),
        factuality=dict(realis),
        mentions_per_document=Distribution.of(mentions),
        arguments_per_mention=Distribution.of(arguments),
        words_per_document=Distribution.of(document_words),
        words_per_sentence=Distribution.of(sentence_words),
        trigger_forms=ranked,
        top_trigger_share=_top_share(ranked, 1),
        top10_trigger_share=_top_share(ranked, 10),
    )


def _zeros(labels: type[StrEnum]) -> Counter[str]:
    return Counter({label.value: 0 for label in labels})


def _words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _top_share(ranked: dict[str, int], top: int) -> float:
    total = sum(ranked.values())
    return sum(islice(ranked.values(), top)) / total if total else 0.0
