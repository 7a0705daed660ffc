"""int8 versions of exported graphs: weights per channel, activations scaled on the fly or by calibration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from guetteur.backends.backend import Backend, ModelSettings
from guetteur.backends.onnx_backend import ANSWERER, READER
from guetteur.codec.check import ModelError

Feed = dict[str, np.ndarray]
_PRODUCTS = ["MatMul", "Gemm"]
"""Only matrix products by weights: embeddings, norms, attention and activations stay in fp32."""


class RecordingBackend:
    """Hands every call on to a backend and keeps what it was fed with, for calibration."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.feeds: dict[str, list[Feed]] = {READER: [], ANSWERER: []}

    @property
    def settings(self) -> ModelSettings:
        """See `Backend.settings`."""
        return self.backend.settings

    def read(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """See `Backend.read`."""
        self.feeds[READER].append({"input_ids": ids, "attention_mask": mask})
        return self.backend.read(ids, mask)

    def answer(
        self, states: np.ndarray, context: np.ndarray, mask: np.ndarray, distance: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See `Backend.answer`."""
        self.feeds[ANSWERER].append({"states": states, "context": context, "mask": mask, "distance": distance})
        return self.backend.answer(states, context, mask, distance)


def quantize(folder: Path, feeds: dict[str, list[Feed]] | None = None) -> Path:
    """Write int8 graphs beside the fp32 ones: `int8`, or `int8-static` where there are feeds to calibrate by.

    Args:
        folder: what `export_onnx` wrote.
        feeds: what `RecordingBackend` recorded.

    Raises:
        ModelError: onnx or onnxruntime is not installed.
    """
    try:
        from onnx import TensorProto
        from onnxruntime import quantization
    except ImportError as error:
        raise ModelError(f"quantization needs {error.name}; install guetteur[onnx]") from None
    out = folder / ("int8" if feeds is None else "int8-static")
    out.mkdir(exist_ok=True)
    common: dict[str, Any] = {
        "weight_type": quantization.QuantType.QInt8, "per_channel": True, "op_types_to_quantize": _PRODUCTS,
        "extra_options": {"DefaultTensorType": TensorProto.FLOAT, "MatMulConstBOnly": True},
    }  # fmt: skip
    for graph in (path for name in (READER, ANSWERER) if (path := folder / "fp32" / name).is_file()):
        if feeds is None:
            quantization.quantize_dynamic(graph, out / graph.name, **common)
        else:
            quantization.quantize_static(
                graph, out / graph.name, _Feeds(feeds[graph.name]), quant_format=quantization.QuantFormat.QDQ,
                activation_type=quantization.QuantType.QUInt8, **common,
            )  # fmt: skip
    return out


class _Feeds:
    """The calibration data reader of ONNX Runtime."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        self._left = iter(feeds)

    def get_next(self) -> Feed | None:
        """The next inputs of the graph."""
        return next(self._left, None)
