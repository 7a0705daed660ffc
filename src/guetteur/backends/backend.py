"""What a backend does: read windows, answer queries. Cutting, batching and decoding are the same for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from guetteur.codec.confidence import ScoreMaps


@dataclass(frozen=True)
class ModelSettings:
    """What the configuration of a model says to its user.

    `answers` is whether it is an event model; a flat one only tags pieces.
    """

    answers: bool
    window_length: int
    window_stride: int
    pad_id: int
    calibration: ScoreMaps | None
    argument_threshold: float

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> ModelSettings:
        """From the contents of a `config.json`, of an event model or of a flat one."""
        return cls(
            "encoder" in config,
            config["window_length"],
            config["window_stride"],
            config.get("encoder", config).get("pad_token_id") or 0,
            config.get("calibration"),
            config.get("argument_threshold", 0.0),
        )


class Backend(Protocol):
    """Runs the network of one model; an instance can be shared by threads."""

    @property
    def settings(self) -> ModelSettings:
        """What the model's configuration says."""

    def read(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Read a batch of windows.

        Args:
            ids: pieces (W, T) int64, padded.
            mask: (W, T) int64, 1 where there is a piece.

        Returns:
            Tag scores (W, T, tags) and the states (W, T, 2H) that `answer` reads, None of a flat model; both float32.
        """

    def answer(
        self, states: np.ndarray, context: np.ndarray, mask: np.ndarray, distance: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Answer a batch of queries about triggers.

        Args:
            states: (N, 2H), the states of all pieces.
            context: (Q, S) int64, rows of the pieces around each trigger.
            mask: (Q, S) bool, which of them are pieces and not padding.
            distance: (Q, S) int64, signed pieces from the trigger, 0 on it.

        Returns:
            Type (Q, types), role (Q, S, tags) and factuality (Q, factualities) scores, float32.
        """
