"""What a training run depends on, as plain dataclasses: the schema behind the YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from guetteur.structured import build
from guetteur.training.augment import AugmentSettings


@dataclass(frozen=True)
class EncoderSettings:
    """Which encoder: `embedded`, a hub id or a local folder."""

    source: str = "embedded"
    freeze_embeddings: bool = False
    learning_rate: float = 5e-4


@dataclass(frozen=True)
class ModelSettings:
    """Kind of model (`event` or `flat`) and its heads."""

    kind: str = "event"
    window_length: int = 384
    window_stride: int = 128
    argument_layers: int = 2
    head_dropout: float = 0.15


@dataclass(frozen=True)
class DataSettings:
    """JSONL files of annotated documents."""

    train: list[str] = field(default_factory=lambda: ["data/train.jsonl"])
    dev: list[str] = field(default_factory=lambda: ["data/dev.jsonl"])
    augment: AugmentSettings = field(default_factory=AugmentSettings)
    limit: int | None = None

    def __post_init__(self) -> None:
        for name in ("train", "dev"):
            if isinstance(getattr(self, name), str):
                raise ValueError(f"data.{name} is a single name; it must be a list of files: data.{name}=[a.jsonl]")


@dataclass(frozen=True)
class TrainerSettings:
    """Length and rates of training; `batch_size` counts documents, those of all processes together."""

    epochs: int = 8
    batch_size: int = 4
    learning_rate: float = 2e-3
    warmup: float = 0.1
    weight_decay: float = 0.01
    label_smoothing: float = 0.0
    balance: float = 0.1
    average: float = 0.998
    patience: int = 8
    seed: int = 13
    precision: str = "auto"
    save_dtype: str = "float16"


@dataclass(frozen=True)
class TrainingSettings:
    """The whole run."""

    out: str = "runs/latest"
    resume: bool = False
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    data: DataSettings = field(default_factory=DataSettings)
    trainer: TrainerSettings = field(default_factory=TrainerSettings)

    def __post_init__(self) -> None:
        if self.model.kind not in ("event", "flat"):
            raise ValueError(f"model.kind is {self.model.kind!r}; it must be 'event' or 'flat'")
        if self.model.kind == "event" and self.model.argument_layers < 1:
            raise ValueError(f"model.argument_layers is {self.model.argument_layers}; it must be at least 1")
        if not 0 <= self.trainer.average < 1:
            raise ValueError(f"trainer.average is {self.trainer.average}; it must be at least 0 and below 1")
        if self.trainer.precision not in ("auto", "float32", "bfloat16"):
            raise ValueError(f"trainer.precision is {self.trainer.precision!r}; it must be auto, float32 or bfloat16")

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> TrainingSettings:
        """Settings of nested mappings, as a YAML file gives them.

        Raises:
            ValueError: a key is unknown; the message names it and the keys there are.
        """
        settings: TrainingSettings = build(cls, values)
        return settings

    def to_dict(self) -> dict[str, Any]:
        """Nested dictionaries."""
        return asdict(self)

    @property
    def folder(self) -> Path:
        """The run folder."""
        return Path(self.out)
