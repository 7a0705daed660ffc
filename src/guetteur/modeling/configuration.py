"""Configuration of the event model."""

from __future__ import annotations

from typing import Any, ClassVar

from transformers import AutoConfig, CamembertConfig, PreTrainedConfig


class EventConfig(PreTrainedConfig):  # type: ignore[misc]
    """What an `EventModel` needs to be rebuilt.

    Args:
        encoder: configuration of the encoder, as a dict with its `model_type`.
        window_length: pieces in a window, special tokens included.
        window_stride: pieces shared by neighbouring windows.
        argument_layers: layers of the argument head, copies of the encoder's uppermost at the start.
        head_dropout: dropout before each classifier.
        distance_buckets: buckets of the signed distance from the trigger.
        calibration: maps from raw scores to probabilities, see `guetteur.codec.confidence`.
        argument_threshold: least score of an argument unless the user asks otherwise, chosen on dev.
    """

    model_type = "guetteur-event"
    sub_configs: ClassVar[dict[str, Any]] = {"encoder": AutoConfig}

    def __init__(
        self,
        encoder: dict[str, Any] | PreTrainedConfig | None = None,
        window_length: int = 384,
        window_stride: int = 128,
        argument_layers: int = 2,
        head_dropout: float = 0.1,
        distance_buckets: int = 16,
        labels: dict[str, list[str]] | None = None,
        calibration: dict[str, Any] | None = None,
        argument_threshold: float = 0.0,
        **kwargs: Any,
    ) -> None:
        if encoder is None:
            encoder = CamembertConfig(vocab_size=8, hidden_size=8, num_hidden_layers=1, num_attention_heads=1)
        if isinstance(encoder, dict):
            known = dict(encoder)
            encoder = AutoConfig.for_model(known.pop("model_type"), **known)
        self.encoder: PreTrainedConfig = encoder
        self.window_length = window_length
        self.window_stride = window_stride
        self.argument_layers = argument_layers
        self.head_dropout = head_dropout
        self.distance_buckets = distance_buckets
        self.labels = labels
        self.calibration = calibration
        self.argument_threshold = argument_threshold
        super().__init__(**kwargs)
