from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guetteur.backends.onnx_backend import READER
from guetteur.codec.check import ModelError
from guetteur.document import Document
from guetteur.extractor import EventExtractor


def test_the_packaged_model_has_no_graphs_and_the_way_to_them_is_named() -> None:
    with pytest.raises(ModelError, match=r"no ONNX graphs; write one: scripts/export_onnx\.py"):
        EventExtractor.from_pretrained(backend="onnx")


def test_a_folder_without_graphs_is_named(tiny: Any) -> None:
    with pytest.raises(ModelError, match=f"{tiny.event}: no ONNX export"):
        EventExtractor.from_pretrained(tiny.event, backend="onnx")


@pytest.fixture(scope="module")
def graphs(tiny: Any, documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny event model in all ONNX precisions."""
    for package in ("onnxruntime", "onnx", "onnxscript"):
        pytest.importorskip(package, reason=f"the ONNX backend needs {package}; install guetteur[onnx]")
    from guetteur.backends.onnx_backend import OnnxBackend
    from guetteur.backends.onnx_export import export_onnx
    from guetteur.backends.onnx_quantize import RecordingBackend, quantize

    folder = export_onnx(tiny.event, tmp_path_factory.mktemp("onnx"))
    quantize(folder)
    recording = RecordingBackend(OnnxBackend.load(folder, "fp32", 1))
    plain = EventExtractor.from_pretrained(folder, backend="onnx", threads=1)
    EventExtractor(recording, plain.tokenizer, batch_size=2).extract(documents)
    quantize(folder, recording.feeds)
    return folder


@pytest.mark.slow
def test_fp32_decides_as_torch_does(graphs: Path, extractor: EventExtractor, documents: list[Document]) -> None:
    texts = [*documents, Document("empty", ""), Document("one", "Gao."), Document("long", documents[0].text * 3)]
    expected = extractor.extract(texts)
    assert sum(len(document.events) for document in expected) > 20
    assert EventExtractor.from_pretrained(graphs, backend="onnx", threads=1).extract(texts) == expected


@pytest.mark.slow
@pytest.mark.parametrize("precision", ["int8", "int8-static"])
def test_int8_finds_mostly_the_same(
    graphs: Path, precision: str, extractor: EventExtractor, documents: list[Document]
) -> None:
    def triggers(found: list[Document]) -> set[tuple[str, int]]:
        return {(document.id, event.trigger.start) for document in found for event in document.events}

    quantized = EventExtractor.from_pretrained(graphs, backend="onnx", precision=precision, threads=1)
    expected, found = triggers(extractor.extract(documents)), triggers(quantized.extract(documents))
    assert len(found & expected) > 0.6 * len(expected)
    assert (graphs / precision / READER).stat().st_size < (graphs / "fp32" / READER).stat().st_size


@pytest.mark.slow
def test_torch_is_not_imported(graphs: Path) -> None:
    code = (
        "import sys; from guetteur import EventExtractor; "
        f"EventExtractor.from_pretrained({str(graphs)!r}, backend='onnx', threads=1)('Une bombe a tué huit soldats.'); "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_a_flat_model_can_be_exported(tiny: Any, graphs: Path, flat_extractor: EventExtractor, tmp_path: Path) -> None:
    from guetteur.backends.onnx_export import export_onnx

    export_onnx(tiny.flat, tmp_path)
    text = "Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats."
    assert EventExtractor.from_pretrained(tmp_path, backend="onnx", threads=1)(text) == flat_extractor(text)


@pytest.mark.slow
def test_a_missing_precision_is_named_with_those_there_are(graphs: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no ONNX graphs in bf16, only in fp32, int8, int8-static"):
        EventExtractor.from_pretrained(graphs, backend="onnx", precision="bf16")
