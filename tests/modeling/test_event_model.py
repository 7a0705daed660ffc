from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer
from transformers import AutoConfig, CamembertConfig

from guetteur.codec.events import FACTUALITIES, ROLE_TAGS, TRIGGER_TAGS, TYPES, encode_document, window_features
from guetteur.codec.pieces import PieceTokenizer
from guetteur.document import Document
from guetteur.modeling import batch as batching
from guetteur.modeling.batch import WindowCollator
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_model import EventModel


def batch_of(documents: list[Document], backend: Tokenizer) -> dict[str, Any]:
    tokenizer = PieceTokenizer(backend, 64, 16)
    return WindowCollator(1)(
        [window for document in documents for window in window_features(encode_document(document, tokenizer))]
    )


@pytest.fixture
def model(backend: Tokenizer) -> EventModel:
    """A small event model."""
    torch.manual_seed(3)
    encoder = CamembertConfig(
        vocab_size=backend.get_vocab_size(), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=130, pad_token_id=1, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return EventModel(EventConfig(encoder, 64, 16, head_dropout=0.0)).eval()


def test_each_head_has_a_score_for_each_label(model: EventModel, documents: list[Document], backend: Tokenizer) -> None:
    batch = batch_of(documents, backend)
    output = model(**batch)
    assert output.trigger_logits.shape == (*batch["input_ids"].shape, len(TRIGGER_TAGS))
    assert output.type_logits.shape == (len(batch["context"]), len(TYPES))
    assert output.role_logits.shape == (*batch["context"].shape, len(ROLE_TAGS))
    assert output.factuality_logits.shape == (len(batch["context"]), len(FACTUALITIES))


def test_the_loss_falls(model: EventModel, documents: list[Document], backend: Tokenizer) -> None:
    batch = batch_of(documents[:4], backend)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    losses = []
    for _ in range(30):
        loss = model(**batch).loss
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0] / 2


def test_every_weight_learns(model: EventModel, documents: list[Document], backend: Tokenizer) -> None:
    model(**batch_of(documents, backend)).loss.backward()
    still = [name for name, weight in model.named_parameters() if weight.grad is None or not weight.grad.any()]
    # A key's bias shifts all scores of a softmax alike; type embeddings of BERT-like models have one row.
    assert [name for name in still if not name.endswith("key.bias")] == []


def test_padding_does_not_change_scores(model: EventModel, documents: list[Document], backend: Tokenizer) -> None:
    together = batch_of(documents, backend)
    output = model(**together)
    rows = {tuple(ids): row for row, ids in enumerate(together["input_ids"].tolist())}
    width = together["input_ids"].shape[1]
    for document in documents[:8]:  # one window each
        alone = batch_of([document], backend)
        single = model(**alone)
        length = alone["input_ids"].shape[1]
        row = rows[(*alone["input_ids"][0].tolist(), *[1] * (width - length))]
        torch.testing.assert_close(output.trigger_logits[row, :length], single.trigger_logits[0])
        for query in range(len(alone.get("context", ()))):
            own = alone["context_mask"][query]
            among = (together["context"][:, 0] == row * width + alone["context"][query, 0]).nonzero().flatten()
            distance = alone["distance"][query][own]
            same = [i for i in among if torch.equal(together["distance"][i][: len(own)][own], distance)]
            torch.testing.assert_close(output.role_logits[same[0], : len(own)][own], single.role_logits[query][own])


def test_groups_change_neither_loss_nor_gradients(
    model: EventModel, documents: list[Document], backend: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "SHAPE_STEP", 4)
    monkeypatch.setattr(batching, "WORTH", 8)
    batch = batch_of(documents, backend)
    assert len(batch["window_groups"]) > 1 and len(batch["query_groups"]) > 1
    grouped = model(**batch)
    grouped.loss.backward()
    gradients = {name: weight.grad.clone() for name, weight in model.named_parameters()}
    model.zero_grad()
    whole = model(**{name: values for name, values in batch.items() if "groups" not in name})
    whole.loss.backward()
    torch.testing.assert_close(grouped.loss, whole.loss)
    for name in ("type_logits", "factuality_logits"):
        torch.testing.assert_close(getattr(grouped, name), getattr(whole, name))
    mask = batch["context_mask"]
    torch.testing.assert_close(grouped.role_logits[mask], whole.role_logits[mask])
    for name, weight in model.named_parameters():
        torch.testing.assert_close(weight.grad, gradients[name], rtol=1e-4, atol=1e-5, msg=name)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_losses_of_parts_add_up_to_that_of_the_whole(
    model: EventModel, documents: list[Document], backend: Tokenizer, smoothing: float
) -> None:
    model.loss_weights = {"types": torch.linspace(1, 3, len(TYPES)), "triggers": torch.tensor([1.0, 2.0, 2.5])}
    model.label_smoothing = smoothing
    model.train()
    whole = batch_of(documents, backend)
    parts = [batch_of(documents[:3], backend), batch_of(documents[3:], backend)]
    totals = sum(model.label_totals(part) for part in parts)
    torch.testing.assert_close(totals, model.label_totals(whole))
    losses = [model(**part, totals=totals).loss for part in parts]
    torch.testing.assert_close(sum(losses), model(**whole).loss)
    own = [model(**part).loss for part in parts]
    assert not torch.isclose(sum(own) / 2, sum(losses))  # the mean of means is something else


def test_without_labels_there_is_no_loss(model: EventModel, documents: list[Document], backend: Tokenizer) -> None:
    batch = {name: values for name, values in batch_of(documents, backend).items() if "labels" not in name}
    output = model(**batch)
    assert output.loss is None and output.role_logits is not None


def test_a_batch_without_events_still_has_a_loss(model: EventModel, backend: Tokenizer) -> None:
    output = model(**batch_of([Document("d", "Rien à signaler.")], backend))
    assert output.loss.isfinite() and output.role_logits is None


def test_class_weights_and_smoothing_change_the_loss(
    model: EventModel, documents: list[Document], backend: Tokenizer
) -> None:
    batch = batch_of(documents, backend)
    with torch.no_grad():
        model.query_head.factuality[-1].bias[0] = 5.0  # scores that differ, so that weights tell
    plain = model(**batch).loss
    model.loss_weights = {"factuality": torch.tensor([1.0, 4.0, 4.0, 4.0, 4.0])}
    weighted = model(**batch).loss
    model.label_smoothing = 0.1
    assert not torch.isclose(plain, weighted)
    assert torch.isclose(model(**batch).loss, weighted)  # smoothing is for training only
    assert not torch.isclose(model.train()(**batch).loss, weighted)


def test_a_saved_model_gives_the_same_scores(
    model: EventModel, documents: list[Document], backend: Tokenizer, tmp_path: Path
) -> None:
    model.save_pretrained(tmp_path)
    loaded = EventModel.from_pretrained(str(tmp_path)).eval()
    batch = batch_of(documents, backend)
    for name in ("trigger_logits", "type_logits", "role_logits", "factuality_logits"):
        torch.testing.assert_close(getattr(loaded(**batch), name), getattr(model(**batch), name))


def test_a_saved_configuration_is_the_same(model: EventModel, tmp_path: Path) -> None:
    model.save_pretrained(tmp_path)
    config = AutoConfig.from_pretrained(str(tmp_path))
    assert isinstance(config, EventConfig)
    for name in ("window_length", "window_stride", "argument_layers", "distance_buckets"):
        assert getattr(config, name) == getattr(model.config, name)
    assert config.encoder.hidden_size == model.config.encoder.hidden_size


def test_the_encoder_comes_with_its_pretrained_weights(tmp_path: Path, model: EventModel) -> None:
    model.encoder.save_pretrained(tmp_path)
    new = EventModel.from_encoder(str(tmp_path), EventConfig())
    for name, weight in model.encoder.state_dict().items():
        assert torch.equal(new.encoder.state_dict()[name], weight)
