"""A linear-chain CRF (Lafferty et al., 2001) over words with lexical features, and nothing pretrained."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from guetteur.codec.tags import TaggedSpan
from guetteur.document import Document
from guetteur.peers.peer import PeerError
from guetteur.peers.spans import labelled_spans, with_labelled_spans
from guetteur.peers.words import Sentence, sentences_of

_MODEL = "model.crfsuite"
_WINDOW = 2
_AFFIXES = range(2, 6)


class CrfPeer:
    """One BIO tag a word over types and roles, trained with L-BFGS and elastic-net penalties.

    Args:
        iterations: most steps of L-BFGS.
        l1: weight of the absolute values of the parameters, which empties most of them.
        l2: weight of their squares.
        least_count: features seen less often are not learnt.
    """

    def __init__(self, iterations: int = 100, l1: float = 0.05, l2: float = 0.05, least_count: int = 2) -> None:
        self.settings = {
            "max_iterations": iterations, "c1": l1, "c2": l2, "feature.minfreq": least_count,
            "feature.possible_transitions": True,
        }  # fmt: skip
        self.model = b""

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Learn from every sentence of `train`; nothing is chosen by `dev`."""
        trainer = _trainer(int(self.settings["max_iterations"]))
        for document in train:
            spans = labelled_spans(document)
            for sentence in sentences_of(document.text):
                trainer.append(features(sentence.words), sentence.tags(spans))
        trainer.set_params(self.settings)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / _MODEL
            trainer.train(str(path))
            self.model = path.read_bytes()

    def predict(self, documents: Sequence[Document]) -> list[Document]:
        """The most probable tags of each sentence; a score is the mean marginal probability of a span's tags."""
        tagger = _crfsuite().Tagger()
        tagger.open_inmemory(self.model)
        found = []
        for document in documents:
            spans = [span for sentence in sentences_of(document.text) for span in _tagged(tagger, sentence)]
            found.append(with_labelled_spans(document, spans))
        return found

    def save(self, folder: Path) -> None:
        """One file in the format of CRFsuite."""
        (folder / _MODEL).write_bytes(self.model)

    def load(self, folder: Path) -> None:
        """Read the file."""
        self.model = (folder / _MODEL).read_bytes()


def features(words: Sequence[str]) -> list[list[str]]:
    """What the CRF sees of each word: itself, its affixes and shape, and the words around it."""
    lower = [word.lower() for word in words]
    shapes = [_shape(word) for word in words]
    rows = []
    for i, word in enumerate(words):
        row = ["bias", f"word={word}", f"lower={lower[i]}", f"shape={shapes[i]}"]
        row += [f"prefix={lower[i][:n]}" for n in _AFFIXES if len(word) > n]
        row += [f"suffix={lower[i][-n:]}" for n in _AFFIXES if len(word) > n]
        for step in (step for step in range(-_WINDOW, _WINDOW + 1) if step):
            near = i + step
            if 0 <= near < len(words):
                row += [f"{step}:lower={lower[near]}", f"{step}:shape={shapes[near]}", f"{step}:end={lower[near][-3:]}"]
            else:
                row.append(f"{step}:none")
        for first in (i - 1, i):
            if 0 <= first < len(words) - 1:
                row.append(f"{first - i}:pair={lower[first]} {lower[first + 1]}")
        rows.append(row)
    return rows


def _shape(word: str) -> str:
    """*Djibo* as `Xx`, *12* as `0`, *M23* as `X0`: kinds of characters, repeats once."""
    kinds = re.sub(r"[^\W\d_]", lambda letter: "X" if letter[0].isupper() else "x", re.sub(r"\d", "0", word))
    return re.sub(r"(.)\1+", r"\1", kinds)


def _tagged(tagger: Any, sentence: Sentence) -> list[TaggedSpan]:
    tags = tagger.tag(features(sentence.words))
    return sentence.spans(tags, [tagger.marginal(tag, i) for i, tag in enumerate(tags)])


def _crfsuite() -> Any:
    try:
        import pycrfsuite
    except ImportError:
        raise PeerError("the peer 'crf' needs python-crfsuite; install guetteur[compare]") from None
    return pycrfsuite


def _trainer(iterations: int) -> Any:
    """A trainer of CRFsuite whose log is a progress bar."""
    bar = tqdm(total=iterations, desc="crf", unit="step")

    class Trainer(_crfsuite().Trainer):  # type: ignore[misc]
        def on_iteration(self, log: str, info: dict[str, Any]) -> None:
            bar.update()
            bar.set_postfix(loss=f"{info['loss']:.0f}")

        def on_end(self, log: str) -> None:
            bar.close()

    return Trainer()
