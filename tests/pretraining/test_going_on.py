from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import CamembertConfig, CamembertModel

from guetteur.pretraining.embeddings import ComposedEmbedding
from guetteur.pretraining.going_on import fit_parts, go_on_from


def vector(word: str) -> np.ndarray | None:
    return np.random.default_rng(sum(map(ord, word[:3]))).normal(size=6) if len(word) > 3 else None


def body(hidden: int, pieces: int) -> CamembertConfig:
    return CamembertConfig(
        vocab_size=pieces, hidden_size=hidden, num_hidden_layers=1, num_attention_heads=2, intermediate_size=2 * hidden,
        max_position_embeddings=66, type_vocab_size=1, pad_token_id=1,
    )  # fmt: skip


def test_the_fit_finds_the_table_again(pieces: list[str]) -> None:
    torch.manual_seed(0)
    table = ComposedEmbedding(pieces, vector, width=6, hidden=32).fold()
    fresh = ComposedEmbedding(pieces, vector, width=6, hidden=32)
    assert fit_parts(fresh, table, steps=300, learning_rate=0.05) < 0.01
    torch.testing.assert_close(fresh.fold(), table, atol=0.05, rtol=0)


def test_an_encoder_goes_on_with_the_body_it_had(tmp_path: Path, pieces: list[str]) -> None:
    torch.manual_seed(0)
    start = CamembertModel(body(32, len(pieces)), add_pooling_layer=False)
    start.save_pretrained(tmp_path)
    encoder = CamembertModel(body(32, len(pieces)), add_pooling_layer=False)
    embedding = ComposedEmbedding(pieces, vector, width=6, hidden=32)
    go_on_from(tmp_path, encoder, embedding)
    for name, value in start.encoder.state_dict().items():
        torch.testing.assert_close(encoder.encoder.state_dict()[name], value)
    table = start.get_input_embeddings().weight.detach()
    assert (embedding.fold() - table).square().mean() < 0.2 * table.var()


def test_an_encoder_of_another_shape_is_refused(tmp_path: Path, pieces: list[str]) -> None:
    CamembertModel(body(16, len(pieces)), add_pooling_layer=False).save_pretrained(tmp_path)
    encoder = CamembertModel(body(32, len(pieces)), add_pooling_layer=False)
    with pytest.raises(ValueError, match=r"set body\.\*"):
        go_on_from(tmp_path, encoder, ComposedEmbedding(pieces, vector, width=6, hidden=32))
