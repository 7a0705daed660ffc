from __future__ import annotations

import pytest
import torch
from transformers import CamembertConfig

from guetteur.modeling.heads import QueryHead, Reader, distance_bucket
from guetteur.modeling.upper_layers import layer_like


def test_near_distances_have_buckets_of_their_own() -> None:
    near = torch.arange(-4, 5)
    buckets = distance_bucket(near, 16).tolist()
    assert len(set(buckets)) == len(buckets)
    assert buckets[4] == 0


def test_buckets_stay_in_range_and_grow_with_distance() -> None:
    distances = torch.arange(0, 600)
    right, left = distance_bucket(distances, 16), distance_bucket(-distances[1:], 16)
    assert right.min() == 0 and right.max() == 7 and left.max() == 15
    assert (right.diff() >= 0).all() and (left.diff() >= 0).all()


def test_the_reader_hears_embeddings_middle_and_last_layer_only() -> None:
    torch.manual_seed(0)
    reader = Reader(hidden=6, dropout=0.0).eval()
    layers = tuple(torch.randn(2, 5, 6) for _ in range(5))
    read = reader(layers)
    assert read.shape == (2, 5, 6)
    for changed in range(5):
        others = tuple(layer + (index == changed) for index, layer in enumerate(layers))
        assert torch.equal(reader(others), read) == (changed in (1, 3))


@pytest.fixture(params=[1, 2])
def head(request: pytest.FixtureRequest) -> QueryHead:
    """A query head with so many layers."""
    torch.manual_seed(1)
    layer = layer_like(CamembertConfig(hidden_size=8, num_attention_heads=2, intermediate_size=16), dropout=0.0)
    return QueryHead(layer, layers=request.param, types=3, roles=5, factualities=4, buckets=16, dropout=0.0).eval()


def test_scores_have_the_shape_of_the_question(head: QueryHead) -> None:
    context = torch.tensor([[0, 1, 2], [5, 6, 0]])
    mask = torch.tensor([[True, True, True], [True, True, False]])
    distance = torch.tensor([[0, 1, 2], [-1, 0, 0]])
    types, roles, factuality = head(torch.randn(9, 16), context, mask, distance)
    assert types.shape == (2, 3) and roles.shape == (2, 3, 5) and factuality.shape == (2, 4)


def test_padding_of_a_question_changes_nothing(head: QueryHead) -> None:
    states = torch.randn(9, 16)
    bare = (torch.tensor([[5, 6]]), torch.tensor([[True, True]]), torch.tensor([[-1, 0]]))
    padded = (torch.tensor([[5, 6, 0]]), torch.tensor([[True, True, False]]), torch.tensor([[-1, 0, 0]]))
    types, roles, factuality = head(states, *padded)
    expected = head(states, *bare)
    torch.testing.assert_close((types, roles[:, :2], factuality), expected)


def test_the_same_words_get_other_roles_for_another_trigger(head: QueryHead) -> None:
    states, context, mask = torch.randn(3, 16), torch.arange(3)[None], torch.ones(1, 3, dtype=torch.bool)
    first, second = (head(states, context, mask, torch.tensor([far])) for far in ([0, 1, 2], [-2, -1, 0]))
    assert not torch.allclose(first[1], second[1])
