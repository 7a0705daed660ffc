"""Loading models with transformers: folders and hub ids, any encoder; with checks and plain errors."""

from __future__ import annotations

from typing import Any

import torch
from transformers import AutoConfig, AutoModelForTokenClassification, PreTrainedModel

from guetteur.codec.check import ModelError
from guetteur.modeling.configuration import EventConfig
from guetteur.modeling.event_model import EventModel
from guetteur.modeling.sources import from_source


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


AutoConfig.register(EventConfig.model_type, EventConfig, exist_ok=True)
