"""Write a model as ONNX graphs in fp32 and int8, the static int8 ones calibrated on training articles.

`pip install '.[onnx]'`, then `python scripts/export_onnx.py runs/onnx` and
`guetteur extract --backend onnx --model runs/onnx --precision int8 data/example.txt`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from guetteur.backends.onnx_backend import OnnxBackend
from guetteur.backends.onnx_export import export_onnx
from guetteur.backends.onnx_quantize import RecordingBackend, quantize
from guetteur.codec.check import ModelError
from guetteur.corpus.jsonl import load_documents
from guetteur.extractor import EventExtractor

TRAIN = Path(__file__).resolve().parent.parent / "data" / "train.jsonl"


def main(
    out: Annotated[Path, typer.Argument(help="Folder to write.")],
    model: Annotated[str | None, typer.Option(help="Model folder or hub id; the packaged model if left out.")] = None,
    calibration: Annotated[Path, typer.Option(help="Articles for int8-static.", exists=True)] = TRAIN,
    articles: Annotated[int, typer.Option(help="How many of them.", min=1)] = 64,
) -> None:
    """Export, quantize, and say what was written."""
    try:
        export_onnx(model, out)
        quantize(out)
        plain = EventExtractor.from_pretrained(out, backend="onnx")
        recording = RecordingBackend(OnnxBackend.load(out, "fp32", None))
        EventExtractor(recording, plain.tokenizer, batch_size=4).extract(load_documents(calibration)[:articles])
        quantize(out, recording.feeds)
    except (ModelError, ValueError, OSError) as error:
        sys.exit(f"export_onnx: {error}")
    for path in sorted(out.glob("*/*.onnx")):
        typer.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
