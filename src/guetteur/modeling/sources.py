"""Where a model is (packaged ones by name, folders, hub ids), and its tokenizer; without torch."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from guetteur.codec.check import CHECK_FILE, ModelError, check_tokenizer, read_tokenizer

_PACKAGED = ("embedded", "event")


def packaged(name: str) -> Path:
    """Folder of a model that ships with the package: `embedded` (the encoder) or `event` (the finished model).

    Raises:
        ModelError: the installation lacks the folder.
    """
    folder = Path(str(resources.files("guetteur") / "assets" / {"embedded": "encoder"}.get(name, name)))
    if not (folder / "config.json").exists():
        raise ModelError(f"the packaged model '{name}' is missing from {folder}; reinstall guetteur")
    return folder


def resolve(source: str | Path | None) -> str:
    """Folder or hub id of a model name; None is the packaged event model."""
    if source is None:
        return str(packaged("event"))
    return str(packaged(str(source))) if str(source) in _PACKAGED else str(source)


def load_tokenizer(source: str) -> Tokenizer:
    """The Rust tokenizer of a model, after a self-check.

    Raises:
        ModelError: it is missing, not a fast tokenizer, or does not cut text as it should.
    """
    if (Path(source) / CHECK_FILE).is_file():  # one of ours, written with what it must give
        return read_tokenizer(Path(source))
    from transformers import AutoTokenizer

    fast = from_source(AutoTokenizer.from_pretrained, source, "tokenizer")
    backend = getattr(fast, "backend_tokenizer", None)
    if backend is None:
        raise ModelError(
            f"{source}: the tokenizer has no fast (Rust) version, which exact offsets need; choose another"
        )
    check_tokenizer(backend, source)
    assert isinstance(backend, Tokenizer)
    return backend


def from_source(load: Any, source: str, what: str, **kwargs: Any) -> Any:
    """Call a `from_pretrained`; a missing or unusable source is one plain sentence, not a stack of network errors."""
    try:
        return load(source, **kwargs)
    except Exception as error:  # each file format has errors of its own, and `tokenizers` raises bare ones
        if Path(source).exists() or not isinstance(error, OSError | ValueError):
            reason = next(iter(str(error).splitlines()), "")
            raise ModelError(
                f"{source}: no usable {what} in this folder ({type(error).__name__}: {reason}); "
                "train one or name another"
            ) from error
        raise ModelError(
            f"'{source}' is neither a folder nor a model that the Hugging Face hub can be reached for; check the name "
            "and the network, or use the packaged model: encoder=embedded in training, no name in inference"
        ) from None
