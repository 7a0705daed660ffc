"""The peer: a trigger lexicon of counts, then rules over the parse of spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from guetteur.codec.attachment import attach
from guetteur.codec.tags import TaggedSpan
from guetteur.document import Argument, Document, Event, Span
from guetteur.peers.patterns.factuality import factuality_of
from guetteur.peers.patterns.lexicon import Lexicon
from guetteur.peers.patterns.roles import Filler, arguments_at_large, arguments_of
from guetteur.peers.pipelines import french_pipeline, sentence_docs
from guetteur.peers.spans import with_mentions

_FILE = "lexicon.json"


class PatternsPeer:
    """Finds triggers by lemma, arguments by dependency, factuality by cue; learns counts and nothing else."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self._pipeline: Any = None

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Count the lemmas of `train`; nothing is chosen by `dev`."""
        self.lexicon = Lexicon.count(
            (doc, list(_triggers(document, sentence, doc)))
            for document in tqdm(train, desc="patterns", unit="doc")
            for sentence, doc in self._parsed(document)
        )

    def predict(self, documents: Sequence[Document]) -> list[Document]:
        """Apply lexicon and rules to each sentence."""
        return [
            with_mentions(
                document, [event for s, doc in self._parsed(document) for event in self._events(doc, s, document.text)]
            )
            for document in documents
        ]

    def save(self, folder: Path) -> None:
        """One JSON file that a person can read and change."""
        entries = [
            {"lemmas": key, "type": kind, "patient": self.lexicon.patient(key)}
            for key, kind in sorted(self.lexicon.types.items())
        ]
        (folder / _FILE).write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Read the file."""
        entries = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        self.lexicon = Lexicon(
            {tuple(entry["lemmas"]): entry["type"] for entry in entries},
            {tuple(entry["lemmas"]): entry["patient"] for entry in entries},
        )

    def _parsed(self, document: Document) -> Iterator[tuple[Span, Any]]:
        if self._pipeline is None:
            self._pipeline = french_pipeline()
        docs = ((doc, sentence) for sentence, doc in sentence_docs(self._pipeline, document))
        for doc, sentence in self._pipeline.pipe(docs, as_tuples=True):
            yield sentence, doc

    def _events(self, doc: Any, sentence: Span, text: str) -> list[Event]:
        found = self.lexicon.find(doc)
        if not found:
            return []
        taken = [(trigger.start, trigger.end) for trigger in found]
        own = [
            [filler for filler in dict.fromkeys(arguments_of(trigger, doc, self.lexicon)) if _free(filler, taken)]
            for trigger in found
        ]
        taken += [(start, end) for fillers in own for _, start, end in fillers]
        spans = [_tagged(trigger.type, trigger.start, trigger.end, doc, sentence) for trigger in found]
        for role, start, end in arguments_at_large(doc):
            if _free((role, start, end), taken):
                taken.append((start, end))
                spans.append(_tagged(role, start, end, doc, sentence))
        events = attach(spans, text, lambda _: (sentence.start, sentence.end), Span)
        return [
            replace(
                event,
                arguments=(*(_argument(*filler, doc, sentence) for filler in fillers), *event.arguments),
                factuality=factuality_of(doc[trigger.start : trigger.end].root),
            )
            for event, trigger, fillers in zip(events, found, own, strict=True)
        ]


def _triggers(document: Document, sentence: Span, doc: Any) -> Iterator[tuple[int, int, Event]]:
    """Token ranges of the triggers of a sentence."""
    for event in document.events:
        if sentence.contains(event.trigger):
            start, end = event.trigger.start - sentence.start, event.trigger.end - sentence.start
            tokens = doc.char_span(start, end, alignment_mode="expand")
            yield tokens.start, tokens.end, event


def _free(filler: Filler, taken: Iterable[tuple[int, int]]) -> bool:
    """Whether a filler leaves alone what other labels have taken."""
    _, start, end = filler
    return all(end <= left or right <= start for left, right in taken)


def _place(start: int, end: int, doc: Any, sentence: Span) -> Span:
    tokens = doc[start:end]
    return Span(tokens.start_char + sentence.start, tokens.end_char + sentence.start)


def _tagged(label: str, start: int, end: int, doc: Any, sentence: Span) -> TaggedSpan:
    place = _place(start, end, doc, sentence)
    return TaggedSpan(place.start, place.end, label)


def _argument(role: str, start: int, end: int, doc: Any, sentence: Span) -> Argument:
    return Argument(role, _place(start, end, doc, sentence))
