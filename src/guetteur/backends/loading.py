"""Choosing a backend by name; its libraries are imported only then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from guetteur.backends.backend import Backend

BACKENDS = ("torch", "onnx")
PRECISIONS = ("auto", "fp32", "bf16", "int8", "int8-static")


def load_backend(
    source: str | Path | None, backend: str, device: str, precision: str, threads: int | None
) -> tuple[Backend, Tokenizer]:
    """The network and the Rust tokenizer of a model; see `EventExtractor.from_pretrained`.

    Raises:
        ValueError: there is no such backend or precision.
        ModelError: no usable model there, no such device, or a package is missing.
    """
    for name, value, known in (("backend", backend, BACKENDS), ("precision", precision, PRECISIONS)):
        if value not in known:
            raise ValueError(f"there is no {name} '{value}'; choose from {', '.join(known)}")
    if backend == "onnx":
        from guetteur.backends.onnx_backend import OnnxBackend, exported
        from guetteur.codec.check import read_tokenizer

        folder = exported(source)
        return OnnxBackend.load(folder, precision, threads), read_tokenizer(folder)
    from guetteur.backends.torch_backend import TorchBackend
    from guetteur.modeling.sources import load_tokenizer, resolve

    found = resolve(source)
    return TorchBackend.load(found, device, precision, threads), load_tokenizer(found)
