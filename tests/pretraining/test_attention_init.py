from __future__ import annotations

import numpy as np
import pytest
import torch
from transformers import CamembertConfig, CamembertModel

from guetteur.pretraining.attention_init import OFFSETS, start_with_neighbours
from guetteur.pretraining.embeddings import ComposedEmbedding

LENGTH = 24


@pytest.fixture(scope="module")
def attentions() -> tuple[torch.Tensor, ...]:
    """Attention weights (heads, T, T) of each layer on random words."""
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    pieces = [f"▁mot{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(300)]
    embedding = ComposedEmbedding(pieces, lambda _: rng.normal(size=32), width=32, hidden=256)
    config = CamembertConfig(
        vocab_size=300, hidden_size=256, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=130, pad_token_id=1, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    encoder = CamembertModel(config, add_pooling_layer=False)
    encoder.set_attn_implementation("eager")  # the only one that gives its weights
    start_with_neighbours(encoder, embedding)
    ids = torch.randint(300, (8, LENGTH))
    with torch.inference_mode():
        output = encoder(inputs_embeds=embedding(ids), output_attentions=True)
    return tuple(attention.mean(dim=0) for attention in output.attentions)


@pytest.mark.parametrize("head", range(len(OFFSETS[0])))
def test_heads_of_the_first_layer_look_at_their_neighbour(attentions: tuple[torch.Tensor, ...], head: int) -> None:
    offset = OFFSETS[0][head]
    places = range(max(0, -offset), LENGTH - max(0, offset))
    assert [int(attentions[0][head, place].argmax()) for place in places] == [place + offset for place in places]
    on_neighbour = torch.stack([attentions[0][head, place, place + offset] for place in places]).mean()
    assert on_neighbour > 3 / LENGTH


@pytest.mark.parametrize("head", range(len(OFFSETS[1])))
def test_heads_of_the_second_layer_look_that_way_too(attentions: tuple[torch.Tensor, ...], head: int) -> None:
    offset = OFFSETS[1][head]
    places = range(max(0, -offset), LENGTH - max(0, offset))
    hits = [int(attentions[1][head, place].argmax()) == place + offset for place in places]
    assert sum(hits) / len(hits) > 0.8


def test_other_heads_stay_as_random_as_they_were(attentions: tuple[torch.Tensor, ...]) -> None:
    assert attentions[1][len(OFFSETS[1]) :].max() < 0.3
