"""The network in ONNX Runtime, on the CPU and without torch: graphs that `onnx_export` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from guetteur.backends.backend import ModelSettings
from guetteur.backends.hardware import usable_cores
from guetteur.codec.check import ModelError

READER, ANSWERER = "reader.onnx", "answerer.onnx"
_HOW = "write one: scripts/export_onnx.py, or guetteur.backends.onnx_export.export_onnx"


class OnnxBackend:
    """A `Backend` over two graphs: windows to scores and states, queries to answers (none for a flat model)."""

    def __init__(self, settings: ModelSettings, reader: Any, answerer: Any | None) -> None:
        self.settings = settings
        self._reader = reader
        self._answerer = answerer

    @classmethod
    def load(cls, folder: Path, precision: str, threads: int | None) -> OnnxBackend:
        """Load the graphs of one precision: `fp32` (`auto` too), `int8` or `int8-static`.

        Raises:
            ModelError: onnxruntime is not installed, or the folder holds no such graphs.
        """
        graphs = folder / ("fp32" if precision == "auto" else precision)
        if not (graphs / READER).is_file():
            held = sorted(path.parent.name for path in folder.glob(f"*/{READER}"))
            raise ModelError(f"{folder}: no ONNX graphs in {graphs.name}, only in {', '.join(held) or 'none'}; {_HOW}")
        settings = ModelSettings.of(_configuration(folder))
        answerer = session(graphs / ANSWERER, threads) if settings.answers else None
        return cls(settings, session(graphs / READER, threads), answerer)

    def read(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """See `Backend.read`."""
        tags, *states = self._reader.run(None, {"input_ids": ids, "attention_mask": mask})
        return tags, states[0] if states else None

    def answer(
        self, states: np.ndarray, context: np.ndarray, mask: np.ndarray, distance: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See `Backend.answer`."""
        assert self._answerer is not None
        inputs = {"states": states, "context": context, "mask": mask, "distance": distance}
        types, roles, factuality = self._answerer.run(None, inputs)
        return types, roles, factuality


def session(path: Path, threads: int | None = None) -> Any:
    """An ONNX Runtime session on the CPU.

    Raises:
        ModelError: onnxruntime is not installed, or the file is no graph that it can run.
    """
    try:
        import onnxruntime
    except ImportError:
        raise ModelError("the onnx backend needs onnxruntime; install guetteur[onnx]") from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or usable_cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        # On CPU its fused skip and layer norm is slower than the two apart: 205 against 174 ms in int8.
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
    except Exception as error:  # the library's own kinds share no base
        reason = next(iter(str(error).splitlines()), "")
        raise ModelError(f"{path}: no usable ONNX graph ({reason}); {_HOW}") from None


def exported(source: str | Path | None) -> Path:
    """The folder of an exported model.

    Raises:
        ModelError: there is none.
    """
    if source is None:
        raise ModelError(f"the packaged model has no ONNX graphs; {_HOW}, and name its folder")
    folder = Path(source)
    if not any(folder.glob(f"*/{READER}")):
        raise ModelError(f"{source}: no ONNX export in this folder; {_HOW}")
    return folder


def _configuration(folder: Path) -> dict[str, Any]:
    try:
        configuration: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return configuration
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'config.json'}: {error}; export the model again") from None
