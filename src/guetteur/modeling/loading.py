"""Finding and loading models: packaged ones by name, local folders, hub ids; with checks and plain errors."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer, PreTrainedModel

from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_model import EventModel

CHECK_FILE = "tokenizer_check.json"
CHECK_SENTENCE = "Selon l’armée, l'attaque de Gao aurait fait 12\u00a0morts : « Une embuscade », dit-on près d'Ansongo."
_PACKAGED = ("embedded", "event")
_MOST_PIECES_PER_WORD = 4.0


class ModelError(RuntimeError):
    """A model cannot be found or must not be used; the message says which, where and what to do."""


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
    fast = from_source(AutoTokenizer.from_pretrained, source, "tokenizer")
    backend = getattr(fast, "backend_tokenizer", None)
    if backend is None:
        raise ModelError(
            f"{source}: the tokenizer has no fast (Rust) version, which exact offsets need; choose another"
        )
    check_tokenizer(backend, source)
    assert isinstance(backend, Tokenizer)
    return backend


def check_tokenizer(backend: Tokenizer, source: str) -> None:
    """Cut a known sentence: silent fall-backs to characters or shifted offsets are caught here, not in the results.

    See transformers issue 45701 (a tokenizer rebuilt wrongly by a newer library).
    """
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_truncation()
    encoding = tokenizer.encode(CHECK_SENTENCE, add_special_tokens=False)
    words = CHECK_SENTENCE.split()
    covered = {i for start, end in encoding.offsets for i in range(start, end)}
    lost = [char for i, char in enumerate(CHECK_SENTENCE) if not char.isspace() and i not in covered]
    if lost:
        raise ModelError(
            f"{source}: the tokenizer's offsets lose the characters {''.join(lost)!r}; reinstall or replace it"
        )
    recorded = Path(source) / CHECK_FILE
    if recorded.is_file():
        expected = _recorded_pieces(recorded)
        if encoding.ids != expected:
            raise ModelError(
                f"{source}: the tokenizer cuts the check sentence into {len(encoding.ids)} pieces, not the "
                f"{len(expected)} it was trained with; install the versions in constraints.txt"
            )
    elif len(encoding.ids) > _MOST_PIECES_PER_WORD * len(words):
        raise ModelError(
            f"{source}: the tokenizer cuts {len(words)} words into {len(encoding.ids)} pieces, as if it had lost its "
            "vocabulary; install the versions in constraints.txt or choose another model"
        )


def _recorded_pieces(path: Path) -> list[int]:
    try:
        pieces: list[int] = json.loads(path.read_text(encoding="utf-8"))["pieces"]
        return pieces
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path}: the record of the tokenizer's check is broken ({error}); copy the model again"
        ) from None


def record_check(backend: Tokenizer, folder: Path) -> None:
    """Write what the check sentence must give, beside the model."""
    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_truncation()
    pieces = tokenizer.encode(CHECK_SENTENCE, add_special_tokens=False).ids
    (folder / CHECK_FILE).write_text(json.dumps({"sentence": CHECK_SENTENCE, "pieces": pieces}), encoding="utf-8")


def load_model(source: str, dtype: torch.dtype = torch.float32) -> PreTrainedModel:
    """An event model or a flat token classifier, ready for inference.

    Raises:
        ModelError: nothing usable is there.
    """
    config = from_source(AutoConfig.from_pretrained, source, "model")
    if not hasattr(config, "window_length"):
        raise ModelError(
            f"{source}: this {config.model_type} model was not trained to find events; "
            f"train one on it: python scripts/train.py encoder.source={source}"
        )
    kind: Any = EventModel if isinstance(config, EventConfig) else AutoModelForTokenClassification
    model: PreTrainedModel
    model, report = from_source(kind.from_pretrained, source, "model", dtype=dtype, output_loading_info=True)
    if missing := sorted(report["missing_keys"]):
        # The library fills what is missing with random numbers and a warning.
        raise ModelError(
            f"{source}: no usable model in this folder (its weights lack {missing[0]}"
            f"{f' and {len(missing) - 1} more' * (len(missing) > 1)}); copy it again or name another"
        )
    return model.eval()


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


AutoConfig.register(EventConfig.model_type, EventConfig, exist_ok=True)
