from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from transformers import AutoModel, BertConfig, CamembertConfig

from guetteur.extractor import EventExtractor
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_model import EventModel
from guetteur.modeling.loading import load_model
from guetteur.modeling.network import EventNetwork, read_network
from guetteur.modeling.plain_encoder import EncoderShape, PlainEncoder

SIZES = {
    "vocab_size": 40, "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 24,
    "max_position_embeddings": 30,
}  # fmt: skip
IDS = torch.tensor([[5, 9, 17, 23, 39, 8], [6, 7, 12, 1, 1, 1]])
MASK = (IDS != 1).long()


@pytest.mark.parametrize("rows", [slice(0, 2), slice(0, 1)], ids=["padded", "whole"])
def test_all_states_are_those_of_transformers(rows: slice) -> None:
    torch.manual_seed(0)
    config = CamembertConfig(**SIZES)
    theirs = AutoModel.from_config(config, add_pooling_layer=False).eval()
    for weight in theirs.parameters():
        nn.init.normal_(weight, std=0.5)  # every bias counts
    ours = PlainEncoder(EncoderShape.of(config.to_dict()))
    ours.load_state_dict(theirs.state_dict())
    expected = theirs(IDS[rows], attention_mask=MASK[rows], output_hidden_states=True).hidden_states
    found = ours(IDS[rows], MASK[rows])
    assert len(found) == len(expected)
    for mine, their in zip(found, expected, strict=True):
        torch.testing.assert_close(mine[MASK[rows] == 1], their[MASK[rows] == 1])


@pytest.mark.parametrize(
    "config",
    [BertConfig(**SIZES), CamembertConfig(**SIZES, hidden_act="relu"), CamembertConfig(**SIZES, is_decoder=True)],
    ids=["bert", "relu", "decoder"],
)
def test_an_encoder_of_another_build_is_left_to_transformers(config: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a plain CamemBERT"):
        EncoderShape.of(config.to_dict())
    EventModel(EventConfig(config, window_length=24, window_stride=8)).save_pretrained(tmp_path)
    assert read_network(str(tmp_path), torch.float32) is None
    assert isinstance(load_model(str(tmp_path)), EventModel)


def test_the_network_scores_as_the_trained_model(tiny: Any) -> None:
    found = read_network(str(tiny.event), torch.float32)
    assert found is not None
    network, model = found[0], load_model(str(tiny.event))
    states, expected = network.read(IDS, MASK), model.read(IDS, MASK)
    torch.testing.assert_close(states[MASK == 1], expected[MASK == 1])
    torch.testing.assert_close(network.trigger_scores(states)[MASK == 1], model.trigger_scores(expected)[MASK == 1])


def test_what_ships_needs_no_transformers() -> None:
    assert isinstance(EventExtractor.from_pretrained(device="cpu").backend.model, EventNetwork)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"rubbish" * 100])
def test_a_folder_that_is_not_whole_is_left_to_the_loader_that_says_why(
    name: str, content: bytes | None, tiny: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "spoilt"
    shutil.copytree(tiny.event, folder)
    (folder / name).unlink() if content is None else (folder / name).write_bytes(content)
    assert read_network(str(folder), torch.float32) is None


IMPORTS = """
import json, sys
sys.argv = json.loads(sys.argv[1])
from guetteur.cli import app
try:
    app()
except SystemExit as end:
    print(file=sys.stderr)
    print(json.dumps([end.code, sorted(sys.modules)]), file=sys.stderr)
"""


def modules_after(*arguments: str) -> set[str]:
    """Modules that a process has imported when a command has ended well."""
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS, json.dumps(["guetteur", *arguments])], capture_output=True, text=True,
        env=os.environ, check=True,
    )  # fmt: skip
    code, modules = json.loads(run.stderr.splitlines()[-1])
    assert not code and run.stdout
    return set(modules)


def test_help_imports_nothing_heavy() -> None:
    assert not modules_after("--help") & {"torch", "numpy", "scipy", "transformers", "tokenizers", "yaml", "jinja2"}


def test_extraction_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Une bombe a tué huit soldats mardi à Gao.", encoding="utf-8")
    loaded = modules_after("extract", str(text))
    assert "torch" in loaded
    assert not loaded & {"transformers", "matplotlib", "pandas", "scipy", "torch._dynamo", "sympy"}
