"""The table of events: one row for each event mention, with its sentence and its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guetteur.corpus.jsonl import with_mention_ids
from guetteur.document import Document
from guetteur.inputs.cursor import Place
from guetteur.sentences import sentence_of, split_sentences


def schema() -> Any:
    """The Arrow schema; every column of docs/large-corpora.md."""
    import pyarrow as pa

    argument = pa.struct(
        [("role", pa.string()), ("text", pa.string()), ("start", pa.int64()), ("end", pa.int64()),
         ("score", pa.float64())]
    )  # fmt: skip
    return pa.schema(
        [
            ("document", pa.string()), ("source", pa.string()), ("row", pa.int64()), ("date", pa.string()),
            ("mention", pa.string()), ("cluster", pa.string()), ("type", pa.string()), ("factuality", pa.string()),
            ("score", pa.float64()), ("trigger", pa.string()), ("start", pa.int64()), ("end", pa.int64()),
            ("sentence", pa.string()), ("arguments", pa.list_(argument)),
        ]
    )  # fmt: skip


def event_rows(place: Place, document: Document) -> Iterator[dict[str, Any]]:
    """The rows of a document, in order of its triggers; none where it has no events."""
    if not document.events:
        return
    text, sentences = document.text, split_sentences(document.text)
    date = document.meta.get("date")
    for event in with_mention_ids(document).events:
        yield {
            "document": document.id,
            "source": place.source,
            "row": place.row,
            "date": None if date is None else str(date),
            "mention": event.id,
            "cluster": event.cluster,
            "type": str(event.type),
            "factuality": str(event.factuality),
            "score": event.score,
            "trigger": event.trigger.of(text),
            "start": event.trigger.start,
            "end": event.trigger.end,
            "sentence": sentences[sentence_of(sentences, event.trigger.start)].of(text),
            "arguments": [
                {"role": str(a.role), "text": a.span.of(text), "start": a.span.start, "end": a.span.end,
                 "score": a.score}
                for a in event.arguments
            ],
        }  # fmt: skip
