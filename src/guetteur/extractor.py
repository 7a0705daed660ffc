"""Text to events: the object that users call and that every evaluation runs.

Documents of any length go through overlapping windows in one encoder pass; windows are batched by length, the argument
head is asked about all triggers of a batch at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import torch
from torch import Tensor
from transformers import PreTrainedModel

from guetteur.codec.confidence import Thresholds, above, calibrated
from guetteur.codec.events import Answer, decode_event, decode_triggers, trigger_queries
from guetteur.codec.flat import decode_flat
from guetteur.codec.pieces import PieceText, PieceTokenizer
from guetteur.document import Document, Event
from guetteur.modeling.batch import pad_queries, pad_windows
from guetteur.modeling.event_model import EventModel
from guetteur.modeling.loading import ModelError, load_model, load_tokenizer, resolve
from guetteur.records.clusters import assign_clusters

QUERIES_PER_BATCH = 128


class EventExtractor:
    """Finds the attack events of French texts.

    Example:
        >>> from guetteur import EventExtractor
        >>> extractor = EventExtractor.from_pretrained()
        >>> document = extractor("Des hommes armés ont attaqué mardi un poste de gendarmerie près de Djibo.")
        >>> [event.trigger.of(document.text) for event in document.events]
        ['attaqué']

    An instance can be shared by threads: nothing in it changes after loading.
    """

    def __init__(
        self, model: PreTrainedModel, tokenizer: PieceTokenizer, pad_id: int, batch_size: int = 16,
        thresholds: Thresholds | None = None,
    ) -> None:  # fmt: skip
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.pad_id = pad_id
        self.batch_size = batch_size
        self.thresholds = thresholds or Thresholds()

    @classmethod
    def from_pretrained(
        cls,
        path_or_id: str | Path | None = None,
        device: str = "auto",
        dtype: str = "auto",
        batch_size: int = 16,
        threshold: float = 0.0,
        argument_threshold: float | None = None,
        role_thresholds: Mapping[str, float] | None = None,
    ) -> EventExtractor:
        """Load a fine-tuned model: the packaged one, a run's `model` folder or a hub id.

        Args:
            path_or_id: None for the model that ships with the package (no network).
            device: `auto` takes a GPU where there is one; else any torch device name.
            dtype: `auto` is float32 on CPU and bfloat16 on GPU; else `float32`, `bfloat16` or `float16`.
            batch_size: windows in one encoder pass.
            threshold: least score of an event, from 0 (all) to 1.
            argument_threshold: least score of an argument; None for the model's own, which gave the best F1 on dev, 0
                for all.
            role_thresholds: the same for single roles, such as `{"Attacker": 0.5}`.

        Raises:
            ValueError: a threshold is not between 0 and 1, or there is no such role.
            ModelError: no model there, its tokenizer fails the self-check, or there is no such device.
        """
        thresholds = Thresholds(threshold, argument_threshold or 0.0, dict(role_thresholds or {}))
        source = resolve(path_or_id)
        place = _usable(("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device)
        kind = ("bfloat16" if place.type == "cuda" else "float32") if dtype == "auto" else dtype
        model = load_model(source, getattr(torch, kind)).to(place)
        if argument_threshold is None:
            thresholds = replace(thresholds, argument=getattr(model.config, "argument_threshold", 0.0))
        backend = load_tokenizer(source)
        return cls.from_parts(model, backend, batch_size, thresholds)

    @classmethod
    def from_parts(
        cls, model: PreTrainedModel, backend: object, batch_size: int = 16, thresholds: Thresholds | None = None
    ) -> EventExtractor:
        """From a model in memory and its Rust tokenizer; windows are cut as the model's configuration says."""
        config = model.config
        encoder = getattr(config, "encoder", config)
        tokenizer = PieceTokenizer(backend, config.window_length, config.window_stride)  # type: ignore[arg-type]
        return cls(model, tokenizer, encoder.pad_token_id or 0, batch_size, thresholds)

    def __call__(self, text: str, published: str | date | None = None) -> Document:
        """The events of one text.

        Args:
            text: plain text of any length.
            published: day of publication (ISO), kept in `meta["date"]`.
        """
        meta = {"date": str(published)} if published is not None else {}
        return self.extract([Document("text", text, meta=meta)])[0]

    def stream(self, texts: Iterable[str | Document], batch_size: int = 32) -> Iterator[Document]:
        """Events of many texts, lazily and in order, holding `batch_size` documents at a time.

        A text that cannot be processed comes back without events and with the reason in `meta["error"]`.
        """
        numbered = enumerate(texts, start=1)
        while chunk := list(itertools.islice(numbered, batch_size)):
            documents = [_as_document(text, number) for number, text in chunk]
            try:
                yield from self.extract(documents)
            except Exception:
                yield from (self._one(document) for document in documents)

    def extract(self, documents: Sequence[Document]) -> list[Document]:
        """New documents with predicted events in place of whatever events they had."""
        usable = [document for document in documents if "error" not in document.meta]
        pieces = self.tokenizer.encode([document.text for document in usable])
        with torch.inference_mode():
            found = self._event_mentions(pieces) if isinstance(self.model, EventModel) else self._flat_mentions(pieces)
        maps = getattr(self.model.config, "calibration", None)
        kept = (above(calibrated(events, maps), self.thresholds) for events in found)
        events = dict(zip(map(id, usable), kept, strict=True))
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
        assert isinstance(self.model, EventModel)
        states = self._states(pieces)
        results: list[list[Event]] = [[] for _ in pieces]
        asked = []
        base = 0
        bases = []
        for index, (text, rows) in enumerate(zip(pieces, states, strict=True)):
            bases.append(base)
            base += len(rows)
            if len(text):
                triggers = decode_triggers(text, self.model.trigger_scores(rows).float().cpu().numpy())
                asked += [(index, t, q) for t, q in zip(triggers, trigger_queries(text, triggers), strict=True)]
        flat = self.model.hinted(torch.cat(states)) if asked else torch.empty(0)
        # Questions of like length share a batch.
        order = sorted(range(len(asked)), key=lambda i: asked[i][2].context[1] - asked[i][2].context[0])
        answers: dict[int, Answer] = {}
        for start in range(0, len(order), QUERIES_PER_BATCH):
            batch = order[start : start + QUERIES_PER_BATCH]
            tensors = pad_queries([asked[i][2] for i in batch], [bases[asked[i][0]] for i in batch])
            inputs = (tensors[name].to(flat.device) for name in ("context", "context_mask", "distance"))
            types, roles, factuality = (scores.float().cpu().numpy() for scores in self.model.answer(flat, *inputs))
            answers |= {i: Answer(roles[n], types[n], factuality[n]) for n, i in enumerate(batch)}
        for i, (index, trigger, query) in enumerate(asked):
            event = decode_event(pieces[index], trigger, query, answers[i])
            if event is not None:
                results[index].append(event)
        return results

    def _flat_mentions(self, pieces: Sequence[PieceText]) -> list[list[Event]]:
        scores = self._states(pieces)
        return [decode_flat(text, rows.float().cpu().numpy()) for text, rows in zip(pieces, scores, strict=True)]

    def _states(self, pieces: Sequence[PieceText]) -> list[Tensor]:
        """For each document its pieces' rows (n, H), each from the window that owns the piece."""
        windows = [(index, window) for index, text in enumerate(pieces) for window in text.windows if window.count]
        by_length = sorted(range(len(windows)), key=lambda i: len(windows[i][1].ids))
        rows: dict[int, list[tuple[int, Tensor]]] = {index: [] for index in range(len(pieces))}
        for start in range(0, len(by_length), self.batch_size):
            batch = by_length[start : start + self.batch_size]
            tensors = pad_windows([windows[i][1].ids for i in batch], self.pad_id)
            inputs = {name: tensor.to(self.model.device) for name, tensor in tensors.items()}
            hidden = self.model.read(**inputs) if isinstance(self.model, EventModel) else self.model(**inputs).logits
            for i, state in zip(batch, hidden, strict=True):
                index, window = windows[i]
                rows[index].append((window.base, state[window.owned]))
        width = hidden.shape[-1] if windows else 1
        empty = torch.empty(0, width, device=self.model.device)
        return [
            torch.cat([state for _, state in sorted(rows[index], key=lambda row: row[0])]) if rows[index] else empty
            for index in range(len(pieces))
        ]


def _usable(device: str) -> torch.device:
    try:
        return torch.empty(0, device=device).device
    except (RuntimeError, AssertionError) as error:  # torch without CUDA asserts
        reason = str(error).splitlines()[0]
        raise ModelError(f"the device '{device}' cannot be used here ({reason}); use auto or cpu") from None


def _as_document(text: str | Document, number: int) -> Document:
    if isinstance(text, Document):
        return text
    if isinstance(text, str):
        return Document(f"text-{number}", text)
    return Document(f"text-{number}", "", meta={"error": f"expected a str or a Document, got {type(text).__name__}"})
