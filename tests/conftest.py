"""What every test may use: ten annotated documents and a real, tiny, random model, made without a network."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import pytest
import torch
from hypothesis import HealthCheck, settings
from tokenizers import Tokenizer
from transformers import CamembertConfig, CamembertModel, PreTrainedTokenizerFast, set_seed
from transformers.utils import logging

from guetteur.codec.check import record_check
from guetteur.codec.flat import FLAT_TAGS
from guetteur.corpus.jsonl import write_jsonl
from guetteur.corpus.notation import read_notation
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_model import EventModel
from guetteur.pretraining.vocabulary import SPECIALS, build_tokenizer, count_words
from guetteur.training.settings import TrainingSettings

torch.set_num_threads(1)
logging.set_verbosity_error()
logging.disable_progress_bar()
# Time limits of single examples say more about the machine than about the code.
settings.register_profile("guetteur", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("guetteur")

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = Path(__file__).resolve().parent / "fixtures" / "articles.txt"


@dataclass(frozen=True)
class TinyFolders:
    """Model folders: a bare encoder, an event model and a flat model, all with random weights."""

    encoder: Path
    event: Path
    flat: Path


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def articles() -> Path:
    """The file, in notation, of the ten documents."""
    return ARTICLES


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    """Ten short articles with every event type, role and factuality."""
    found, problems = read_notation(ARTICLES)
    assert not problems, problems
    return found


@pytest.fixture(scope="session")
def corpus_file(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ten documents as JSONL."""
    path = tmp_path_factory.mktemp("corpus") / "ten.jsonl"
    write_jsonl(documents, path)
    return path


@pytest.fixture(scope="session")
def backend(documents: list[Document]) -> Tokenizer:
    """A Unigram tokenizer like the embedded one, learnt from the ten documents."""
    counts = count_words(document.text for document in documents for _ in range(3))
    return build_tokenizer(counts, size=700, pieces=160, numbers=50)


@pytest.fixture(scope="session")
def tiny(backend: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> TinyFolders:
    """Folders of tiny models that load like any Hugging Face model."""
    set_seed(7)
    base = tmp_path_factory.mktemp("tiny")
    folders = TinyFolders(base / "encoder", base / "event", base / "flat")
    config = CamembertConfig(
        vocab_size=backend.get_vocab_size(), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=514, type_vocab_size=1, pad_token_id=1, bos_token_id=0,
        eos_token_id=2, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, initializer_range=0.2,
    )  # fmt: skip
    CamembertModel(config, add_pooling_layer=False).save_pretrained(folders.encoder)
    save_tokenizer(backend, folders.encoder)
    event = EventConfig(window_length=48, window_stride=16, argument_layers=1, head_dropout=0.0)
    model = EventModel.from_encoder(str(folders.encoder), event)
    for head in (model.triggers, model.query_head.roles):
        torch.nn.init.normal_(head.weight, std=0.5)  # so that it finds something
    model.save_pretrained(folders.event)
    save_tokenizer(backend, folders.event)
    _flat_model(folders.encoder).save_pretrained(folders.flat)
    save_tokenizer(backend, folders.flat)
    return folders


def save_tokenizer(backend: Tokenizer, folder: Path) -> None:
    """Write tokenizer and check file as training does."""
    names = dict(zip(("bos", "pad", "eos", "unk", "mask"), SPECIALS, strict=True))
    PreTrainedTokenizerFast(
        tokenizer_object=backend, **{f"{name}_token": token for name, token in names.items()}
    ).save_pretrained(folder)
    record_check(backend, folder)


def _flat_model(encoder: Path) -> Any:
    from transformers import AutoModelForTokenClassification

    model = AutoModelForTokenClassification.from_pretrained(
        str(encoder), num_labels=len(FLAT_TAGS), id2label=dict(enumerate(FLAT_TAGS.tags)), label2id=FLAT_TAGS.index
    )
    model.config.window_length, model.config.window_stride = 48, 16
    return model


@pytest.fixture(scope="session")
def extractor(tiny: TinyFolders) -> EventExtractor:
    """The random event model: its events mean nothing, but there are many of them."""
    return EventExtractor.from_pretrained(tiny.event, device="cpu", batch_size=4)


@pytest.fixture(scope="session")
def flat_extractor(tiny: TinyFolders) -> EventExtractor:
    """The random flat model."""
    return EventExtractor.from_pretrained(tiny.flat, device="cpu", batch_size=4)


@pytest.fixture
def run_settings(tiny: TinyFolders, corpus_file: Path, tmp_path: Path) -> Callable[..., TrainingSettings]:
    """Settings of a short run on the ten documents; keyword arguments are groups whose keys are overridden."""

    def settings_of(resume: bool = False, out: str = "run", **groups: dict[str, Any]) -> TrainingSettings:
        values: dict[str, Any] = {
            "out": str(tmp_path / out),
            "resume": resume,
            "encoder": {"source": str(tiny.encoder), "learning_rate": 3e-3},
            "model": {
                "window_length": 64, "window_stride": 16, "argument_layers": 1, "head_dropout": 0.1,
            },
            "data": {"train": [str(corpus_file)], "dev": [str(corpus_file)]},
            "trainer": {
                "epochs": 2, "batch_size": 2, "learning_rate": 5e-3, "patience": 100, "precision": "float32",
                "save_dtype": "float32",
            },
        }  # fmt: skip
        for name, changes in groups.items():
            values[name] |= changes
        return TrainingSettings.from_mapping(values)

    return settings_of
