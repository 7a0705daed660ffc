"""The spaCy component: reads each `Doc` with an `EventExtractor`.

It looks at `doc.text` alone, so its place among a parser, a tagger or an entity recogniser does not matter.
"""

# No `from __future__ import annotations` here: spaCy checks settings against the annotations of `create`.
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.util import raise_error

from guetteur.corpus.jsonl import with_mention_ids
from guetteur.document import Document
from guetteur.spacy.attributes import as_day, document_in, put_document
from guetteur.spacy.spans import put_spans

if TYPE_CHECKING:
    from guetteur.extractor import EventExtractor

MOST_DOCUMENTS = 32
"""Documents read at once: `nlp.pipe` asks for 1,000, whose states would fill the memory."""


class Guetteur:
    """Finds the attack events of each `Doc`; see `guetteur.spacy.attributes` for where it puts them.

    Args:
        extractor: what reads the texts.
        name: name of the component in its pipeline.
        published: day of publication of every `Doc` that has none of its own.

    Raises:
        ValueError: `published` is no ISO date.
    """

    def __init__(self, extractor: "EventExtractor", name: str = "guetteur", published: str | None = None) -> None:
        self.extractor = extractor
        self.name = name
        self.published = as_day(published).isoformat() if published is not None else None
        self._handle: Any = raise_error

    def __call__(self, doc: Any) -> Any:
        """Read one `Doc`; if it cannot be read and the error handler does not raise, it comes back as it was."""
        return next(self.pipe([doc]), doc)

    def pipe(self, stream: Iterable[Any], *, batch_size: int = MOST_DOCUMENTS) -> Iterator[Any]:
        """Read many, lazily and in order, with one pass of the encoder for each batch.

        Of a `Doc` that cannot be read the error handler is told, with that `Doc` alone; if the handler does not raise,
        the `Doc` is left out, as spaCy's own components do.
        """
        docs = iter(stream)
        size = max(1, min(batch_size, MOST_DOCUMENTS))
        while batch := list(islice(docs, size)):
            for doc, found in zip(batch, self._read(batch), strict=True):
                try:
                    if isinstance(found, Exception):
                        raise found
                    put_document(doc, found)
                    put_spans(doc, found)
                except Exception as error:
                    self._handle(self.name, self, [doc], error)
                else:
                    yield doc

    def set_error_handler(self, handler: Any) -> None:
        """What is called with name, component, docs and error; `Language.set_error_handler` calls this."""
        self._handle = handler

    def get_error_handler(self) -> Any:
        """The handler that is set; by default errors are raised."""
        return self._handle

    def _read(self, batch: list[Any]) -> list[Document | Exception]:
        given: list[Document | Exception] = []
        for doc in batch:
            try:
                given.append(self._dated(document_in(doc)))
            except Exception as error:
                given.append(error)
        readable = [document for document in given if isinstance(document, Document)]
        found = self.extractor.stream(readable, batch_size=len(batch))
        return [_checked(next(found)) if isinstance(document, Document) else document for document in given]

    def _dated(self, document: Document) -> Document:
        if self.published is None or "date" in document.meta:
            return document
        return replace(document, meta={**document.meta, "date": self.published})


def _checked(document: Document) -> Document | Exception:
    if "error" in document.meta:
        return RuntimeError(f"the text cannot be read: {document.meta['error']}")
    # The model names its mentions anew; ids that a former run gave are gone with its events.
    return with_mention_ids(document)


def create(
    nlp: Any,
    name: str,
    model: str | None,
    device: str,
    batch_size: int,
    threshold: float,
    argument_threshold: float | None,
    role_thresholds: dict[str, float],
    backend: str,
    precision: str,
    threads: int | None,
    published: str | None,
) -> Guetteur:
    """The factory `guetteur`; its settings are those of `EventExtractor.from_pretrained`, and `published`.

    They are saved with the pipeline by `nlp.to_disk`; a model given as a folder is named there, not copied.

    Raises:
        ValueError: a threshold is not between 0 and 1, there is no such role, backend or precision, or `published`
            is no ISO date.
        ModelError: no model there, or there is no such device.
    """
    from guetteur.extractor import EventExtractor

    extractor = EventExtractor.from_pretrained(
        model, device, batch_size, threshold, argument_threshold, role_thresholds, backend, precision, threads
    )
    return Guetteur(extractor, name, published)


Language.factory(
    "guetteur",
    assigns=["doc._.events", "doc._.records", "doc._.document", "doc.spans", "span._.event"],
    default_config={
        "model": None,
        "device": "auto",
        "batch_size": 8,
        "threshold": 0.0,
        "argument_threshold": None,
        "role_thresholds": {},
        "backend": "torch",
        "precision": "fp32",
        "threads": None,
        "published": None,
    },
    func=create,
)
