from __future__ import annotations

import pytest
import torch

from guetteur.pretraining.embeddings import ComposedEmbedding, normal_form, shape_of


@pytest.mark.parametrize(("piece", "form"), [("▁Été", "▁ete"), ("ÇA", "ca"), ("▁l'", "▁l'"), ("▁œuvre", "▁œuvre")])
def test_the_normal_form_has_neither_capitals_nor_accents(piece: str, form: str) -> None:
    assert normal_form(piece) == form


@pytest.mark.parametrize(
    ("piece", "shape"),
    [
        ("▁soldat", "lower"), ("▁Djibo", "title"), ("▁ONU", "upper"), ("▁McDo", "mixed"), ("▁l'", "lower'"),
        ("▁2024", "digits4"), ("▁123456", "digits4"), ("▁7", "digits1"), ("▁»", "punctuation"),
        ("ment", "part-lower"), ("d'", "part-lower'"),
    ],
)  # fmt: skip
def test_the_shape_tells_the_kind_of_letters(piece: str, shape: str) -> None:
    assert shape_of(piece) == shape


def test_folding_gives_the_table_of_the_forward_pass(embedding: ComposedEmbedding, pieces: list[str]) -> None:
    ids = torch.randint(len(pieces), (4, 9))
    torch.testing.assert_close(embedding.fold()[ids], embedding(ids))


def test_spellings_of_a_word_share_parts() -> None:
    embedding = ComposedEmbedding(["▁Été", "▁ETE", "▁mur"], lambda _: None, width=2, hidden=64)
    table = embedding.fold()
    cosine = torch.nn.functional.cosine_similarity
    assert cosine(table[0], table[1], dim=0) > cosine(table[0], table[2], dim=0) + 0.3


def test_only_word_initial_pieces_have_static_vectors(embedding: ComposedEmbedding, pieces: list[str]) -> None:
    known = embedding.vectors.norm(dim=1) > 0
    assert known[pieces.index("▁soldats")] and not known[pieces.index("▁le")]
    assert not any(known[i] for i, piece in enumerate(pieces) if not piece.startswith("▁"))


def test_dimensions_can_be_left_out(embedding: ComposedEmbedding) -> None:
    embedding.leave_out(20)
    table = embedding.fold()
    assert not table[:, 20:].any() and table[:, :20].any()
    assert embedding.deviation() == pytest.approx(float(table[:, :20].std()), rel=1e-3)
