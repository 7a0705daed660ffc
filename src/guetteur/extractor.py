"""Text to events: the object that users call and that every evaluation runs.

Documents of any length go through overlapping windows in one encoder pass; the argument head is asked about all
triggers of a chunk of documents in few batches. torch is imported only if the network runs in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guetteur.backends import passes
from guetteur.backends.loading import load_backend
from guetteur.codec.confidence import Thresholds, above, calibrated
from guetteur.codec.events import decode_event, decode_triggers, trigger_queries
from guetteur.codec.flat import decode_flat
from guetteur.codec.pieces import PieceText, PieceTokenizer
from guetteur.codec.rulings import ruled
from guetteur.document import Document, Event
from guetteur.records.clusters import assign_clusters

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedModel

    from guetteur.backends.backend import Backend

_FIRST_CHUNK = 8  # documents: the first events come soon, later chunks double


class EventExtractor:
    """Finds the attack events of French texts.

    Example:
        >>> from guetteur import EventExtractor
        >>> extractor = EventExtractor.from_pretrained()
        >>> document = extractor("Des hommes armés ont attaqué mardi un poste de gendarmerie près de Djibo.")
        >>> [event.trigger.of(document.text) for event in document.events]
        ['attaqué']

    An instance can be shared by threads: nothing in it changes after loading.

    Args:
        backend: runs the network.
        tokenizer: cuts texts into the windows that the model was trained with.
        batch_size: windows of full length in one encoder pass; shorter ones share its room.
        thresholds: least scores of what is kept.
    """

    def __init__(
        self, backend: Backend, tokenizer: PieceTokenizer, batch_size: int = 8, thresholds: Thresholds | None = None
    ) -> None:
        self.backend = backend
        self.tokenizer = tokenizer
        self.batch_size = batch_size
        self.thresholds = thresholds or Thresholds()

    @classmethod
    def from_pretrained(
        cls,
        path_or_id: str | Path | None = None,
        device: str = "auto",
        batch_size: int = 8,
        threshold: float = 0.0,
        argument_threshold: float | None = None,
        role_thresholds: Mapping[str, float] | None = None,
        backend: str = "torch",
        precision: str = "fp32",
        threads: int | None = None,
    ) -> EventExtractor:
        """Load a fine-tuned model: the packaged one, a run's `model` folder or a hub id.

        Args:
            path_or_id: None for the model that ships with the package (no network).
            device: `auto` takes a GPU where there is one; else any torch device name. ONNX runs on the CPU.
            batch_size: windows of full length in one encoder pass; shorter ones share its room.
            threshold: least score of an event, from 0 (all) to 1.
            argument_threshold: least score of an argument; None for the model's own, which gave the best F1 on dev, 0
                for all.
            role_thresholds: the same for single roles, such as `{"Attacker": 0.5}`.
            backend: `torch`, or `onnx` for a folder that `guetteur.backends.onnx_export` wrote.
            precision: `fp32`, the same decisions everywhere; `bf16` (torch), `int8` or `int8-static` (ONNX), faster and
                almost the same (docs/benchmark.md); `auto`: bf16 where torch's device has instructions for it.
            threads: CPU threads of one operation (torch: for the whole process); None for the library's own choice.

        Raises:
            ValueError: a threshold is not between 0 and 1, or there is no such role, backend or precision.
            ModelError: no model there, its tokenizer fails the self-check, there is no such device, or a package is
                missing.
        """
        thresholds = Thresholds(threshold, argument_threshold or 0.0, dict(role_thresholds or {}))
        network, tokenizer = load_backend(path_or_id, backend, device, precision, threads)
        if argument_threshold is None:
            thresholds = replace(thresholds, argument=network.settings.argument_threshold)
        return cls(network, _cutter(network, tokenizer), batch_size, thresholds)

    @classmethod
    def from_parts(cls, model: PreTrainedModel, tokenizer: Tokenizer, batch_size: int = 8) -> EventExtractor:
        """From a torch model in memory and its Rust tokenizer; nothing is left out by its score."""
        from guetteur.backends.backend import ModelSettings
        from guetteur.backends.torch_backend import TorchBackend

        network = TorchBackend(model, ModelSettings.of(model.config.to_dict()))
        return cls(network, _cutter(network, tokenizer), batch_size)

    def __call__(self, text: str, published: str | date | None = None) -> Document:
        """The events of one text.

        Args:
            text: plain text of any length.
            published: day of publication (ISO), kept in `meta["date"]`.
        """
        meta = {"date": str(published)} if published is not None else {}
        return self.extract([Document("text", text, meta=meta)])[0]

    def stream(self, texts: Iterable[str | Document], batch_size: int = 128) -> Iterator[Document]:
        """Events of many texts, lazily and in order, holding at most `batch_size` documents at a time.

        A text that cannot be processed comes back without events and with the reason in `meta["error"]`.
        """
        numbered = enumerate(texts, start=1)
        size = min(_FIRST_CHUNK, batch_size)
        while chunk := list(itertools.islice(numbered, size)):
            documents = [_as_document(text, number) for number, text in chunk]
            try:
                yield from self.extract(documents)
            except Exception:
                yield from (self._one(document) for document in documents)
            size = min(2 * size, batch_size)

    def extract(self, documents: Sequence[Document]) -> list[Document]:
        """New documents with predicted events in place of whatever events they had."""
        usable = [document for document in documents if "error" not in document.meta]
        pieces = self.tokenizer.encode([document.text for document in usable])
        settings = self.backend.settings
        found = self._event_mentions(pieces) if settings.answers else self._flat_mentions(pieces)
        kept = (above(calibrated(events, settings.calibration), self.thresholds) for events in found)
        events = {id(document): ruled(each, document.text) for document, each in zip(usable, kept, strict=True)}
        return [
            document.with_events(assign_clusters(document.text, events.get(id(document), []))) for document in documents
        ]

    def _one(self, document: Document) -> Document:
        try:
            return self.extract([document])[0]
        except Exception as error:
            return Document(
                document.id, document.text, (), {**document.meta, "error": f"{type(error).__name__}: {error}"}
            )

    def _event_mentions(self, pieces: Sequence[PieceText]) -> list[list[Event]]:
        readings = self._read(pieces)
        asked = []
        for index, text in enumerate(pieces):
            triggers = decode_triggers(text, readings.tags_of(index))
            asked += [(index, t, q) for t, q in zip(triggers, trigger_queries(text, triggers), strict=True)]
        answers = passes.answer(self.backend, readings, [(index, query) for index, _, query in asked])
        results: list[list[Event]] = [[] for _ in pieces]
        for (index, trigger, query), answer in zip(asked, answers, strict=True):
            event = decode_event(pieces[index], trigger, query, answer)
            if event is not None:
                results[index].append(event)
        return results

    def _flat_mentions(self, pieces: Sequence[PieceText]) -> list[list[Event]]:
        readings = self._read(pieces)
        return [decode_flat(text, readings.tags_of(index)) for index, text in enumerate(pieces)]

    def _read(self, pieces: Sequence[PieceText]) -> passes.Readings:
        return passes.read(self.backend, pieces, self.batch_size * self.tokenizer.max_length)


def _cutter(backend: Backend, tokenizer: Tokenizer) -> PieceTokenizer:
    return PieceTokenizer(tokenizer, backend.settings.window_length, backend.settings.window_stride)


def _as_document(text: str | Document, number: int) -> Document:
    if isinstance(text, Document):
        return text
    if isinstance(text, str):
        return Document(f"text-{number}", text)
    return Document(f"text-{number}", "", meta={"error": f"expected a str or a Document, got {type(text).__name__}"})
