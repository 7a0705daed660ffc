from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from transformers import CamembertConfig, CamembertModel

from guetteur.pretraining.embeddings import ComposedEmbedding
from guetteur.pretraining.extension import extend_tokenizer, fit_parts, go_on_from


def in_order(tokenizer: Tokenizer) -> list[str]:
    return [piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]


def vector(word: str) -> np.ndarray | None:
    return np.random.default_rng(sum(map(ord, word[:3]))).normal(size=6) if len(word) > 3 else None


def body(hidden: int, pieces: int) -> CamembertConfig:
    return CamembertConfig(
        vocab_size=pieces, hidden_size=hidden, num_hidden_layers=1, num_attention_heads=2, intermediate_size=2 * hidden,
        max_position_embeddings=66, type_vocab_size=1, pad_token_id=1,
    )  # fmt: skip


def test_new_words_become_one_piece_and_old_pieces_keep_their_ids(backend: Tokenizer) -> None:
    assert len(backend.encode("mitraillages", add_special_tokens=False).tokens) > 1
    extended = extend_tokenizer(backend, ["mitraillages", "mitraillages", "soldats"])
    assert extended.encode("mitraillages", add_special_tokens=False).tokens == ["▁mitraillages"]
    old, new = in_order(backend), in_order(extended)
    assert new[: len(old)] == old and len(new) == len(old) + 1


def test_words_without_a_new_piece_are_cut_as_before(backend: Tokenizer) -> None:
    extended = extend_tokenizer(backend, ["mitraillages"])
    text = "Des soldats ont été tués mardi près de Djibo, selon l’armée ; des mitrailles aussi."
    assert extended.encode(text).ids == backend.encode(text).ids


def test_the_fit_finds_the_table_again_and_predicts_rows_of_new_words(pieces: list[str]) -> None:
    torch.manual_seed(0)
    old = ComposedEmbedding(pieces, vector, width=6, hidden=32)
    table = old.fold()
    twin = next(piece for piece in pieces if piece.startswith("▁") and piece[1:].islower() and len(piece) > 6)
    # A word of its own with the vector and the prefix of its twin, but another shape and suffix.
    extended = ComposedEmbedding([*pieces, "▁" + twin[1:].capitalize() + "x"], vector, width=6, hidden=32)
    left = fit_parts(extended, table, steps=300, learning_rate=0.05)
    assert left < 0.01
    torch.testing.assert_close(extended.fold()[: len(table)], table, atol=0.05, rtol=0)
    cosine = torch.nn.functional.cosine_similarity(extended.fold()[-1][None], table)
    assert cosine[pieces.index(twin)] > cosine.median() + 0.2


def test_an_encoder_goes_on_with_the_body_it_had(tmp_path: Path, pieces: list[str]) -> None:
    torch.manual_seed(0)
    start = CamembertModel(body(32, len(pieces)), add_pooling_layer=False)
    start.save_pretrained(tmp_path)
    encoder = CamembertModel(body(32, len(pieces) + 1), add_pooling_layer=False)
    embedding = ComposedEmbedding([*pieces, "▁neufs"], vector, width=6, hidden=32)
    go_on_from(tmp_path, encoder, embedding)
    for name, value in start.encoder.state_dict().items():
        torch.testing.assert_close(encoder.encoder.state_dict()[name], value)


def test_an_encoder_of_another_shape_is_refused(tmp_path: Path, pieces: list[str]) -> None:
    CamembertModel(body(16, len(pieces)), add_pooling_layer=False).save_pretrained(tmp_path)
    encoder = CamembertModel(body(32, len(pieces)), add_pooling_layer=False)
    with pytest.raises(ValueError, match=r"set body\.\*"):
        go_on_from(tmp_path, encoder, ComposedEmbedding(pieces, vector, width=6, hidden=32))
