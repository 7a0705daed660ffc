from __future__ import annotations

import pytest
import torch
from torch import nn
from transformers import AutoModel, BertConfig, CamembertConfig, DistilBertConfig, PreTrainedConfig

from guetteur.modeling.upper_layers import copy_upper_layers, layer_like

SIZES = {
    "vocab_size": 40, "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 24,
    "max_position_embeddings": 30,
}  # fmt: skip


def layers_for(config: PreTrainedConfig, count: int) -> nn.TransformerEncoder:
    return nn.TransformerEncoder(layer_like(config, dropout=0.1), count, enable_nested_tensor=False).eval()


@pytest.mark.parametrize("config", [CamembertConfig(**SIZES), BertConfig(**SIZES)], ids=["camembert", "bert"])
@pytest.mark.parametrize("count", [1, 2])
def test_copies_compute_what_the_encoder_computes(config: PreTrainedConfig, count: int) -> None:
    torch.manual_seed(0)
    encoder = AutoModel.from_config(config).eval()
    for weight in encoder.parameters():
        nn.init.normal_(weight, std=0.5)  # every bias counts
    layers = layers_for(config, count)
    assert copy_upper_layers(encoder, layers.layers)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    states = encoder(torch.randint(5, 40, (2, 5)), attention_mask=mask, output_hidden_states=True).hidden_states
    again = layers(states[-1 - count], src_key_padding_mask=mask == 0)
    torch.testing.assert_close(again[mask == 1], states[-1][mask == 1], atol=1e-4, rtol=1e-4)


def test_an_encoder_of_another_build_is_left_alone() -> None:
    config = DistilBertConfig(vocab_size=40, dim=64, n_layers=2, n_heads=2, hidden_dim=24)
    layers = layers_for(config, 1)
    before = layers.layers[0].linear1.weight.clone()
    assert not copy_upper_layers(AutoModel.from_config(config), layers.layers)
    assert torch.equal(layers.layers[0].linear1.weight, before)


def test_more_layers_than_the_encoder_has_start_untrained() -> None:
    config = CamembertConfig(**SIZES)
    assert not copy_upper_layers(AutoModel.from_config(config), layers_for(config, 4).layers)
