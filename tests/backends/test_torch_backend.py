from __future__ import annotations

from typing import Any

import pytest
import torch

from guetteur.backends import hardware, torch_backend
from guetteur.backends.attention import blocked_attention
from guetteur.backends.packing import pack_linears
from guetteur.codec.check import ModelError
from guetteur.document import Document
from guetteur.extractor import EventExtractor
from guetteur.modeling.loading import load_model
from guetteur.modeling.sources import load_tokenizer


def dtype_of(precision: str, tiny: Any) -> torch.dtype:
    extractor = EventExtractor.from_pretrained(tiny.event, device="cpu", precision=precision)
    dtype: torch.dtype = next(extractor.backend.model.parameters()).dtype  # type: ignore[attr-defined]
    return dtype


def test_auto_is_bf16_only_where_the_processor_has_it(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for has, dtype in ((True, torch.bfloat16), (False, torch.float32)):
        monkeypatch.setattr(torch_backend, "cpu_has_bf16", lambda has=has: has)
        assert dtype_of("auto", tiny) == dtype


def test_without_a_wish_every_machine_computes_in_fp32(tiny: Any) -> None:
    backend = EventExtractor.from_pretrained(tiny.event, device="cpu").backend
    assert next(backend.model.parameters()).dtype == torch.float32  # type: ignore[attr-defined]


def test_bf16_finds_nearly_the_same_events(tiny: Any, extractor: EventExtractor, documents: list[Document]) -> None:
    def triggers(found: list[Document]) -> set[tuple[str, int]]:
        return {(document.id, event.trigger.start) for document in found for event in document.events}

    expected = triggers(extractor.extract(documents))
    found = triggers(EventExtractor.from_pretrained(tiny.event, device="cpu", precision="bf16").extract(documents))
    assert len(found ^ expected) < 0.2 * len(expected)


@pytest.mark.parametrize("length", [8, 40])
def test_blocked_attention_is_attention(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guetteur.backends.attention._BLOCK", 3 * 2 * length * length)  # several blocks, the last short
    query, key, value = torch.randn(3, 7, 2, length, 16)
    kept = torch.arange(length)[None] < torch.randint(1, length, (7, 1))
    for seen in (None, kept[:, None, None]):
        expected = torch.nn.functional.scaled_dot_product_attention(query, key, value, seen)
        torch.testing.assert_close(blocked_attention(query, key, value, seen), expected)


@pytest.mark.parametrize("bias", [True, False])
def test_a_packed_layer_maps_as_the_plain_one(bias: bool) -> None:
    plain = torch.nn.Sequential(torch.nn.Linear(32, 48, bias=bias), torch.nn.GELU(), torch.nn.Linear(48, 7))
    states = torch.randn(3, 11, 32)
    with torch.inference_mode():
        expected = plain(states)
        pack_linears(plain)
        torch.testing.assert_close(plain(states), expected)
    assert not any(type(layer) is torch.nn.Linear for layer in plain)


def test_a_model_in_memory_stays_as_it_is(tiny: Any) -> None:
    model = load_model(str(tiny.event))
    names = [name for name, _ in model.named_parameters()]
    EventExtractor.from_parts(model, load_tokenizer(str(tiny.event)))("Une bombe a tué huit soldats.")
    assert [name for name, _ in model.named_parameters()] == names


def test_int8_is_refused_with_the_way_to_it(tiny: Any) -> None:
    with pytest.raises(ModelError, match="not int8; use the onnx backend"):
        EventExtractor.from_pretrained(tiny.event, device="cpu", precision="int8")


@pytest.mark.parametrize("wrong", [{"backend": "jax"}, {"precision": "fp8"}])
def test_what_does_not_exist_is_named_with_the_choices(tiny: Any, wrong: dict[str, str]) -> None:
    [(name, value)] = wrong.items()
    with pytest.raises(ValueError, match=f"no {name} '{value}'; choose from"):
        EventExtractor.from_pretrained(tiny.event, **wrong)  # type: ignore[arg-type]


def test_threads_are_set(tiny: Any) -> None:
    before = torch.get_num_threads()
    try:
        EventExtractor.from_pretrained(tiny.event, device="cpu", threads=2)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_processor_flags_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware.Path, "read_text", lambda *_, **__: "model name : X\nflags\t\t: fpu avx512_bf16\n")
    assert hardware.cpu_flags() == {"fpu", "avx512_bf16"} and hardware.cpu_has_bf16()
    monkeypatch.setattr(hardware.Path, "read_text", lambda *_, **__: "flags : fpu avx2\n")
    assert not hardware.cpu_has_bf16()
