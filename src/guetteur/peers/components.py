"""The two span labellers of spaCy: how each is built on the French pipeline, and how it carries labelled spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from guetteur.codec.tags import TaggedSpan
from guetteur.ontology import EventType
from guetteur.peers.spans import first_wins

_KEY = "sc"
_TYPES = frozenset(str(label) for label in EventType)


class Component(Protocol):
    """A span labeller of spaCy: `factory` is its name, `source` the pipe whose token vectors it starts from."""

    factory: str
    source: str

    def config(self, tok2vec: Any) -> dict[str, Any]:
        """Settings of the pipe around the architecture of its token vectors."""

    def annotate(self, doc: Any, spans: Sequence[TaggedSpan]) -> None:
        """Put labelled spans, in code points of the doc, where the component learns from."""

    def read(self, doc: Any) -> list[TaggedSpan]:
        """The labelled spans of a processed doc."""


class NerComponent:
    """Named entities: one flat layer in which no two spans overlap, so the first one given wins."""

    factory = "ner"
    source = "ner"

    def config(self, tok2vec: Any) -> dict[str, Any]:
        """The transition model of the French pipeline with our labels."""
        return {
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
                "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": tok2vec,
            }
        }  # fmt: skip

    def annotate(self, doc: Any, spans: Sequence[TaggedSpan]) -> None:
        """Entities on whole tokens."""
        doc.set_ents([_token_span(doc, span) for span in first_wins(_on_tokens(doc, spans))])

    def read(self, doc: Any) -> list[TaggedSpan]:
        """Entities; the transition model gives no scores."""
        return [TaggedSpan(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


class SpancatComponent:
    """The span categoriser: every run of up to `longest` tokens is asked for its labels, so spans may overlap."""

    factory = "spancat"
    source = "tok2vec"

    def __init__(self, longest: int = 8, threshold: float = 0.5) -> None:
        self.longest, self.threshold = longest, threshold

    def config(self, tok2vec: Any) -> dict[str, Any]:
        """The categoriser of spaCy with its own reducer and scorer."""
        return {
            "spans_key": _KEY,
            "threshold": self.threshold,
            "suggester": {"@misc": "spacy.ngram_suggester.v1", "sizes": list(range(1, self.longest + 1))},
            "model": {
                "@architectures": "spacy.SpanCategorizer.v1",
                "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
                "scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": None, "nI": None},
                "tok2vec": tok2vec,
            },
        }

    def annotate(self, doc: Any, spans: Sequence[TaggedSpan]) -> None:
        """All spans, overlapping ones too."""
        doc.spans[_KEY] = [_token_span(doc, span) for span in _on_tokens(doc, spans)]

    def read(self, doc: Any) -> list[TaggedSpan]:
        """The best of those spans that overlap: of triggers, and of each role."""
        group = doc.spans[_KEY]
        found = [
            TaggedSpan(span.start_char, span.end_char, span.label_, float(score))
            for span, score in zip(group, group.attrs["scores"], strict=True)
        ]
        found.sort(key=lambda span: -span.score)
        triggers = first_wins(span for span in found if span.label in _TYPES)
        roles = sorted({span.label for span in found} - _TYPES)
        arguments = [span for role in roles for span in first_wins(s for s in found if s.label == role)]
        return [*triggers, *(span for span in arguments if len(first_wins([*triggers, span])) > len(triggers))]


def _on_tokens(doc: Any, spans: Iterable[TaggedSpan]) -> list[TaggedSpan]:
    """Spans widened to whole tokens."""
    whole = (doc.char_span(span.start, span.end, span.label, alignment_mode="expand") for span in spans)
    return list(dict.fromkeys(TaggedSpan(s.start_char, s.end_char, s.label_) for s in whole if s is not None))


def _token_span(doc: Any, span: TaggedSpan) -> Any:
    return doc.char_span(span.start, span.end, span.label)
