"""A peer around a span labeller of spaCy, fine-tuned from the French pipeline."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from guetteur.codec.tags import TaggedSpan
from guetteur.document import Document
from guetteur.peers.components import Component
from guetteur.peers.pipelines import french_pipeline, sentence_docs
from guetteur.peers.spans import labelled_spans, with_labelled_spans
from guetteur.scoring import evaluate

_FOLDER = "pipeline"


class SpacyLabeller:
    """Learns types and roles as labels of spans; the epoch that scores best on dev is kept.

    The component starts from the pipeline's own token vectors and a new head, since no label of ours is one of theirs.

    Args:
        component: which labeller, and how it carries spans.
        epochs: passes over the training sentences.
        batch_size: sentences in an update.
        dropout: share of activations left out while training.
        seed: of the order of the sentences and the first weights.
    """

    def __init__(
        self, component: Component, epochs: int, batch_size: int = 32, dropout: float = 0.2, seed: int = 13
    ) -> None:
        self.component = component
        self.epochs, self.batch_size, self.dropout, self.seed = epochs, batch_size, dropout, seed
        self.pipeline: Any = None

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Fine-tune on the sentences of `train`; without `dev` the last epoch is kept."""
        source = french_pipeline()
        from thinc.api import fix_random_seed

        fix_random_seed(self.seed)
        examples = [example for document in train for example in self._examples(source, document)]
        self.pipeline = self._build(source, examples)
        optimizer = self.pipeline.create_optimizer()
        best, kept = -1.0, b""
        for epoch in range(self.epochs):
            random.Random(self.seed + epoch).shuffle(examples)
            starts = range(0, len(examples), self.batch_size)
            for start in tqdm(starts, desc=f"{self.component.factory} {epoch + 1}/{self.epochs}", unit="batch"):
                self.pipeline.update(examples[start : start + self.batch_size], sgd=optimizer, drop=self.dropout)
            score = self._dev_score(dev)
            if score >= best:
                best, kept = score, self.pipeline.to_bytes(exclude=["vocab"])
        self.pipeline.from_bytes(kept, exclude=["vocab"])

    def predict(self, documents: Sequence[Document]) -> list[Document]:
        """Label sentence by sentence; arguments go to the nearest trigger."""
        return [with_labelled_spans(document, list(self._labelled(document))) for document in documents]

    def save(self, folder: Path) -> None:
        """A folder that `spacy.load` takes."""
        self.pipeline.to_disk(folder / _FOLDER)

    def load(self, folder: Path) -> None:
        """Read the folder."""
        self.pipeline = french_pipeline(folder / _FOLDER)

    def _build(self, source: Any, examples: Sequence[Any]) -> Any:
        """A pipeline of one component, whose token vectors are those of the French pipeline."""
        kind = source.config.interpolate()["components"][self.component.source]["model"]
        vectors = source.get_pipe(self.component.source).model
        if self.component.source != "tok2vec":
            kind, vectors = kind["tok2vec"], vectors.get_ref("tok2vec")
        weights = vectors.to_bytes()
        for name in source.pipe_names:
            source.remove_pipe(name)
        pipe = source.add_pipe(self.component.factory, config=self.component.config(kind))
        pipe.initialize(lambda: examples, nlp=source)
        pipe.model.get_ref("tok2vec").from_bytes(weights)
        return source

    def _examples(self, pipeline: Any, document: Document) -> Iterator[Any]:
        from spacy.training import Example

        spans = labelled_spans(document)
        for sentence, doc in sentence_docs(pipeline, document):
            here = [
                TaggedSpan(span.start - sentence.start, min(span.end, sentence.end) - sentence.start, span.label)
                for span in spans
                if sentence.start <= span.start < sentence.end
            ]
            reference = doc.copy()
            self.component.annotate(reference, here)
            yield Example(doc, reference)

    def _labelled(self, document: Document) -> Iterator[TaggedSpan]:
        docs = ((doc, sentence) for sentence, doc in sentence_docs(self.pipeline, document))
        for doc, sentence in self.pipeline.pipe(docs, as_tuples=True):
            for span in self.component.read(doc):
                yield TaggedSpan(span.start + sentence.start, span.end + sentence.start, span.label, span.score)

    def _dev_score(self, dev: Sequence[Document]) -> float:
        """Half Trig-C, half Arg-C+; without dev all epochs are alike, and so the last one is kept."""
        if not dev:
            return 0.0
        scores = evaluate(dev, self.predict(dev), resamples=1).scores
        return (scores["Trig-C"].f1 + scores["Arg-C+"].f1) / 2
