from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoTokenizer, CamembertForTokenClassification

from guetteur.codec.check import CHECK_FILE, CHECK_SENTENCE, ModelError, check_tokenizer, record_check
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.modeling import sources
from guetteur.modeling.event_model import EventModel
from guetteur.modeling.loading import load_model
from guetteur.modeling.sources import load_tokenizer, resolve


@pytest.fixture
def folder(tiny: Any, tmp_path: Path) -> Path:
    """A copy of the event model, to be spoilt."""
    target = tmp_path / "spoilt"
    shutil.copytree(tiny.event, target)
    return target


def error_of(load: Callable[[str], object], source: str | Path) -> str:
    with pytest.raises(ModelError) as caught:
        load(str(source))
    return str(caught.value)


def letters() -> Tokenizer:
    """What is left of a tokenizer whose vocabulary was lost."""
    words = sorted(set(CHECK_SENTENCE))
    backend = Tokenizer(models.WordLevel({char: i for i, char in enumerate([*words, "<unk>"])}, unk_token="<unk>"))
    backend.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    return backend


def test_kinds_of_models_are_told_apart(tiny: Any) -> None:
    assert isinstance(load_model(str(tiny.event)), EventModel)
    assert isinstance(load_model(str(tiny.flat)), CamembertForTokenClassification)


def test_a_loaded_model_is_ready_for_inference(tiny: Any) -> None:
    model = load_model(str(tiny.event))
    assert not model.training and next(model.parameters()).dtype == torch.float32


def test_a_saved_extractor_finds_the_same_again(
    extractor: EventExtractor, documents: list[Document], tiny: Any
) -> None:
    again = EventExtractor.from_pretrained(str(tiny.event), device="cpu", batch_size=4)
    assert again.extract(documents) == extractor.extract(documents)


@pytest.mark.parametrize("load", [load_model, load_tokenizer])
def test_a_missing_folder_is_one_plain_sentence(load: Callable[[str], object]) -> None:
    message = error_of(load, "no/such/folder")
    assert message.startswith("'no/such/folder' is neither a folder nor a model")
    assert "\n" not in message and len(message) < 300


@pytest.mark.parametrize("load", [load_model, load_tokenizer])
def test_a_hub_name_without_network_is_one_plain_sentence(load: Callable[[str], object]) -> None:
    message = error_of(load, "guetteur-tests/does-not-exist")
    assert "'guetteur-tests/does-not-exist'" in message and "network" in message
    assert "\n" not in message and "http" not in message


def test_a_missing_packaged_model_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sources.resources, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"packaged model 'event' is missing .* reinstall"):
        resolve(None)
    with pytest.raises(ModelError, match="packaged model 'embedded' is missing"):
        resolve("embedded")


def test_other_names_are_left_alone(tmp_path: Path) -> None:
    assert resolve("almanach/camembert-base") == "almanach/camembert-base"
    assert resolve(tmp_path) == str(tmp_path)


def spoil_nothing_left(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def spoil_config_syntax(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "guett', encoding="utf-8")


def spoil_config_binary(folder: Path) -> None:
    (folder / "config.json").write_bytes(b"\x89PNG\xff\xfe")


def spoil_config_list(folder: Path) -> None:
    (folder / "config.json").write_text("[]", encoding="utf-8")


def spoil_config_kind(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "unheard-of"}), encoding="utf-8")


def spoil_config_encoder(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    del config["encoder"]["model_type"]
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def spoil_config_shape(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["encoder"]["hidden_size"] = 64
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def spoil_weights_missing(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def spoil_weights_of_another_model(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    save_file({f"other.{name}": values for name, values in weights.items()}, folder / "model.safetensors")


def spoil_weights_without_heads(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    save_file(
        {name: values for name, values in weights.items() if not name.startswith("triggers")},
        folder / "model.safetensors",
    )


def spoil_weights_truncated(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def spoil_weights_empty(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"")


def spoil_weights_rubbish(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"rubbish" * 100)


SPOILERS = [value for name, value in dict(globals()).items() if name.startswith("spoil_")]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__.removeprefix("spoil_"))
def test_a_spoilt_model_folder_is_named(spoil: Callable[[Path], None], folder: Path) -> None:
    spoil(folder)
    message = error_of(load_model, folder)
    assert message.startswith(f"{folder}: no usable model in this folder")
    assert "\n" not in message


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": "1.0"}', b"\xff\xfe\x00"])
def test_a_spoilt_tokenizer_is_named(content: bytes, folder: Path) -> None:
    (folder / "tokenizer.json").write_bytes(content)
    message = error_of(load_tokenizer, folder)
    assert message.startswith(f"{folder}: ") and "tokenizer" in message
    assert "\n" not in message


def test_a_missing_tokenizer_is_named(folder: Path) -> None:
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).unlink()
    message = error_of(load_tokenizer, folder)
    assert message.startswith(f"{folder}: ") and "tokenizer" in message


def test_a_folder_of_an_encoder_is_no_event_model(tiny: Any) -> None:
    message = error_of(EventExtractor.from_pretrained, tiny.encoder)
    assert str(tiny.encoder) in message and "train" in message


def test_a_tokenizer_that_lost_its_vocabulary_is_caught(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"17 words into \d+ pieces, as if it had lost its vocabulary"):
        check_tokenizer(letters(), str(tmp_path))


def test_a_tokenizer_that_loses_characters_is_caught(tmp_path: Path) -> None:
    backend = letters()
    backend.pre_tokenizer = pre_tokenizers.Split("é", "removed")
    backend.model = models.WordLevel({"<unk>": 0}, unk_token="<unk>")
    with pytest.raises(ModelError, match="offsets lose the characters"):
        check_tokenizer(backend, str(tmp_path))


def test_a_tokenizer_that_cuts_otherwise_than_in_training_is_caught(backend: Tokenizer, folder: Path) -> None:
    recorded = json.loads((folder / CHECK_FILE).read_text(encoding="utf-8"))
    recorded["pieces"][3] += 1
    (folder / CHECK_FILE).write_text(json.dumps(recorded), encoding="utf-8")
    assert "not the" in error_of(load_tokenizer, folder)


@pytest.mark.parametrize("content", ["", "{", "{}", "[1]"])
def test_a_spoilt_check_file_is_named(content: str, folder: Path) -> None:
    (folder / CHECK_FILE).write_text(content, encoding="utf-8")
    assert CHECK_FILE in error_of(load_tokenizer, folder)


def test_what_was_recorded_passes(backend: Tokenizer, tmp_path: Path) -> None:
    record_check(backend, tmp_path)
    check_tokenizer(backend, str(tmp_path))


def test_a_tokenizer_with_truncation_is_checked_whole(backend: Tokenizer, tmp_path: Path) -> None:
    short = Tokenizer.from_str(backend.to_str())
    short.enable_truncation(max_length=4)
    record_check(short, tmp_path)
    check_tokenizer(backend, str(tmp_path))


def test_a_slow_tokenizer_is_refused(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / CHECK_FILE).unlink()  # as in a folder that training did not write
    monkeypatch.setattr(AutoTokenizer, "from_pretrained", lambda *_, **__: SimpleNamespace())
    with pytest.raises(ModelError, match="no fast"):
        load_tokenizer(str(folder))
