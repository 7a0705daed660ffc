"""A backend that counts what passes through it: seconds, floating-point operations, padding."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from guetteur.backends.backend import Backend, ModelSettings


@dataclass
class Meter:
    """Sums over calls: CPU seconds, operations on pieces that are no padding, pieces without and with padding."""

    seconds: float = 0.0
    operations: float = 0.0
    pieces: int = 0
    padded: int = 0

    def add(self, seconds: float, operations: float, mask: np.ndarray) -> None:
        """Take in one call."""
        self.seconds += seconds
        self.operations += operations
        self.pieces += int(mask.sum())
        self.padded += mask.size


class MeteredBackend:
    """Hands every call on to a backend and counts.

    Args:
        backend: what does the work.
        shape: widths of the network, see `network_shape`; without it no operations are counted.
    """

    def __init__(self, backend: Backend, shape: Mapping[str, int] | None = None) -> None:
        self.backend = backend
        self.shape = shape
        self.reset()

    @property
    def settings(self) -> ModelSettings:
        """See `Backend.settings`."""
        return self.backend.settings

    def reset(self) -> None:
        """Count from nothing."""
        self.reading, self.answering = Meter(), Meter()

    def figures(self) -> dict[str, dict[str, Any]]:
        """The sums so far."""
        return {"reading": asdict(self.reading), "answering": asdict(self.answering)}

    def read(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """See `Backend.read`."""
        start = time.process_time()
        result = self.backend.read(ids, mask)
        seconds = time.process_time() - start
        self.reading.add(seconds, reading_operations(self.shape, mask.sum(axis=1)), mask)
        return result

    def answer(
        self, states: np.ndarray, context: np.ndarray, mask: np.ndarray, distance: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See `Backend.answer`."""
        start = time.process_time()
        result = self.backend.answer(states, context, mask, distance)
        seconds = time.process_time() - start
        self.answering.add(seconds, answering_operations(self.shape, mask.sum(axis=1)), mask)
        return result


def network_shape(config: Mapping[str, Any]) -> dict[str, int]:
    """Widths of a network from the contents of its `config.json`."""
    encoder = config.get("encoder", config)
    return {
        "layers": encoder["num_hidden_layers"],
        "hidden": encoder["hidden_size"],
        "inner": encoder["intermediate_size"],
        "answering_layers": config.get("argument_layers", 0),
    }


def reading_operations(shape: Mapping[str, int] | None, lengths: np.ndarray) -> float:
    """Floating-point operations of matrix products of the encoder (and of the reader of its layers) over sequences."""
    if shape is None:
        return 0.0
    hidden, layer = shape["hidden"], _layer(shape["hidden"], shape["inner"], lengths)
    joined = 6.0 * hidden * hidden * lengths.sum() if shape["answering_layers"] else 0.0
    return float(shape["layers"] * layer + joined)


def answering_operations(shape: Mapping[str, int] | None, lengths: np.ndarray) -> float:
    """The same for the query head's layers, which are the encoder's in size, and the joining of their states."""
    if shape is None or not shape["answering_layers"]:
        return 0.0
    layers = shape["answering_layers"] * _layer(shape["hidden"], shape["inner"], lengths)
    return float(layers + 4.0 * shape["hidden"] ** 2 * lengths.sum())


def _layer(hidden: int, inner: int, lengths: np.ndarray) -> float:
    linear = 2 * (4 * hidden * hidden + 2 * hidden * inner) * lengths.sum()
    attention = 4 * hidden * (lengths.astype(float) ** 2).sum()
    return float(linear + attention)
