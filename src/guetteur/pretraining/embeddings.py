"""Word embeddings put together from shared parts, and folded into one plain table after pretraining.

A piece's embedding is the sum of a projected static word vector and of learnt vectors for its normal form (lower case,
no accents), its first and last letters and its shape. Rare names thus share what is learnt from frequent words, and
capitals without accents what is learnt from running text. Folding gives an ordinary embedding table: the shipped model
is a plain CamemBERT.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from guetteur.codec.restoring import WORD_START, strip_accents


def normal_form(piece: str) -> str:
    """Lower case without accents."""
    return strip_accents(piece.lower())


def shape_of(piece: str) -> str:
    """Word-initial or not, and the kind of letters: lower, Title, UPPER, digits, mixed, punctuation."""
    word = piece.removeprefix(WORD_START)
    kind = "punctuation"
    if word.isdigit():
        kind = f"digits{min(len(word), 4)}"
    elif any(char.isalpha() for char in word):
        kind = (
            "lower" if word.islower() else "title" if word.istitle() else "upper" if word.isupper() else "mixed"
        ) + ("'" if word.endswith("'") else "")
    return kind if piece.startswith(WORD_START) else "part-" + kind


def _index(values: Sequence[str]) -> tuple[Tensor, int]:
    known: dict[str, int] = {}
    ids = [known.setdefault(value, len(known)) for value in values]
    return torch.tensor(ids), len(known)


class ComposedEmbedding(nn.Module):
    """Sum of the parts above; `forward` maps ids (B, T) to (B, T, H).

    Args:
        pieces: the vocabulary in order of ids.
        vector: gives a static vector for a word, or None; zero where there is none.
        width: dimension of the static vectors.
        hidden: H.
    """

    vectors: Tensor

    def __init__(
        self, pieces: Sequence[str], vector: Callable[[str], np.ndarray | None], width: int, hidden: int
    ) -> None:
        super().__init__()
        table = np.zeros((len(pieces), width), dtype=np.float32)
        for i, piece in enumerate(pieces):
            if piece.startswith(WORD_START):
                found = vector(piece.removeprefix(WORD_START).removesuffix("'"))
                if found is not None:
                    table[i] = found / (np.linalg.norm(found) + 1e-6)
        self.register_buffer("vectors", torch.from_numpy(table))
        self.project = nn.Linear(width, hidden, bias=False)
        normal = [normal_form(piece) for piece in pieces]
        features = {
            "normal": normal,
            "prefix": [form[:4] for form in normal],
            "suffix": [form[-3:] for form in normal],
            "shape": [shape_of(piece) for piece in pieces],
        }
        self.parts = nn.ModuleDict()
        for name, values in features.items():
            ids, size = _index(values)
            self.register_buffer(f"{name}_ids", ids)
            self.parts[name] = nn.Embedding(size, hidden)
            nn.init.normal_(self.parts[name].weight, std=0.02)  # type: ignore[arg-type]
        nn.init.normal_(self.project.weight, std=0.08)

    def forward(self, ids: Tensor) -> Tensor:
        """Embeddings of ids."""
        summed: Tensor = self.project(self.vectors[ids])
        for name, part in self.parts.items():
            summed = summed + part(self.get_buffer(f"{name}_ids")[ids])
        return summed

    @torch.no_grad()
    def leave_out(self, first: int) -> None:
        """Start with zeros in the dimensions from `first` on."""
        self.project.weight[first:] = 0
        for part in self.parts.values():
            part.get_parameter("weight")[:, first:] = 0

    @torch.no_grad()
    def deviation(self) -> float:
        """Standard deviation of the table where it is not zero."""
        table = self.fold()
        return float(table[table != 0].std())

    @torch.no_grad()
    def fold(self) -> Tensor:
        """The plain table (V, H)."""
        table: Tensor = self(torch.arange(len(self.vectors), device=self.vectors.device))
        return table
