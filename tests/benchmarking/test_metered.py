from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from guetteur.benchmarking.metered import MeteredBackend, answering_operations, network_shape, reading_operations
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.modeling.loading import load_model


def test_the_meter_changes_nothing_and_counts_every_piece(extractor: EventExtractor, documents: list[Document]) -> None:
    meter = MeteredBackend(extractor.backend)
    metered = EventExtractor(meter, extractor.tokenizer, extractor.batch_size)
    assert metered.extract(documents) == extractor.extract(documents)
    pieces = extractor.tokenizer.encode([document.text for document in documents])
    assert meter.reading.pieces == sum(len(window.ids) for text in pieces for window in text.windows)
    assert meter.reading.padded >= meter.reading.pieces and meter.answering.pieces > 0
    meter.reset()
    assert meter.figures()["reading"]["pieces"] == 0


def test_operations_agree_with_torchs_own_counter(tiny: Any) -> None:
    shape = network_shape(json.loads((tiny.event / "config.json").read_text(encoding="utf-8")))
    model: Any = load_model(str(tiny.event))  # without packed layers, which the counter does not know
    ids = torch.full((3, 40), 9)
    # The counter does not know the fused attention of CPUs.
    with FlopCounterMode(display=False) as counter, torch.no_grad(), sdpa_kernel(SDPBackend.MATH):
        model.read(ids, torch.ones_like(ids))
    assert reading_operations(shape, np.array([40, 40, 40])) == pytest.approx(counter.get_total_flops(), rel=0.01)


def test_a_flat_model_answers_nothing(tiny: Any) -> None:
    shape = network_shape(json.loads((tiny.flat / "config.json").read_text(encoding="utf-8")))
    assert answering_operations(shape, np.array([40])) == 0 < reading_operations(shape, np.array([40]))
