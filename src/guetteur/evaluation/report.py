"""An evaluation as files: `report.json` with every number and `report.html` that shows them and each miss."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guetteur.corpus.files import write_atomically
from guetteur.document import Document
from guetteur.evaluation import charts
from guetteur.evaluation.differences import SIGNS, count_hits, differences
from guetteur.evaluation.figures import figures
from guetteur.evaluation.measure import measure_model, measure_models
from guetteur.evaluation.pages import render
from guetteur.scoring.errors import KINDS, count_kinds, examples, sort_misses
from guetteur.viewing.pages import article

EXAMPLES = 8
"""Misses of each kind that the page quotes."""
SHOWN_ARTICLES = 200
"""More would make a page that no browser opens with ease; the counts of the others are in the JSON file."""


def write_report(
    gold: Sequence[Document],
    predictions: Mapping[str, Sequence[Document]],
    folder: Path | str,
    title: str,
    oracle: Sequence[Document] | None = None,
    extra: Mapping[str, Any] | None = None,
    resamples: int = 1000,
) -> dict[str, Any]:
    """Measure models and write `report.json` and `report.html` into a folder, which is made if need be.

    Args:
        gold: Annotated documents.
        predictions: Predicted documents by model name; the others are compared with the first.
        folder: Where the files go.
        title: Heading of the page.
        oracle: Gold labels through encode, decode and assembly: the ceiling of the representation.
        extra: What else a reader should know (data, seeds, thresholds); has to go into JSON.
        resamples: Bootstrap resamples behind each interval and p-value.

    Returns:
        What `report.json` holds: that of `measure_models`, and `title`, `oracle`, `errors` (by model, the number of
        misses of each kind), `articles` and `extra`.

    Raises:
        ValueError: If there is no model, ids or texts do not agree, or a number is not finite.
        TypeError: If `extra` does not go into JSON.
        OSError: If a file cannot be written.
    """
    report = {
        "title": title,
        "documents": len(gold),
        "events": sum(len(document.events) for document in gold),
        **measure_models(gold, predictions, resamples),
        "oracle": measure_model(gold, oracle, resamples) if oracle is not None else None,
        "errors": {name: count_kinds(sort_misses(gold, documents)) for name, documents in predictions.items()},
        "articles": _article_counts(gold, predictions),
        "extra": dict(extra or {}),
    }
    # Both are made before either is written, so that a fault leaves the old pair.
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    page = report_html(report, gold, predictions)
    write_atomically(Path(folder) / "report.json", [text.encode("utf-8")])
    write_atomically(Path(folder) / "report.html", [page.encode("utf-8")])
    return report


def report_html(
    report: Mapping[str, Any], gold: Sequence[Document], predictions: Mapping[str, Sequence[Document]]
) -> str:
    """The page of a report; `report` is what `write_report` returns for these documents."""
    golds = {document.id: document for document in gold}
    predicted = {name: {document.id: document for document in documents} for name, documents in predictions.items()}
    shown = report["articles"][:SHOWN_ARTICLES]
    columns = {name: figures(measures) for name, measures in report["models"].items()}
    if report["oracle"]:
        columns["oracle"] = figures(report["oracle"])
    return render(
        "report.html.jinja",
        report=report,
        columns=columns,
        charts={
            name: _charts(f"c{number}", name, measures)
            for number, (name, measures) in enumerate(report["models"].items())
        },
        kinds=KINDS,
        examples={name: examples(sort_misses(gold, documents), EXAMPLES) for name, documents in predictions.items()},
        signs=SIGNS,
        articles=[
            {
                **counts,
                "views": {
                    name: article(golds[counts["id"]], *differences(golds[counts["id"]], documents[counts["id"]]))
                    for name, documents in predicted.items()
                },
            }
            for counts in shown
        ],
    )


def _article_counts(gold: Sequence[Document], predictions: Mapping[str, Sequence[Document]]) -> list[dict[str, Any]]:
    """Hits of every article by model, the articles with most misses first, then those with most spurious hits."""
    by_id = {name: {document.id: document for document in documents} for name, documents in predictions.items()}
    counted = []
    for document in gold:
        models = {name: count_hits(document, documents[document.id]) for name, documents in by_id.items()}
        scores = [kind for model in models.values() for kind in model.values()]
        missed = sum(s["gold"] - s["correct"] for s in scores)
        spurious = sum(s["predicted"] - s["correct"] for s in scores)
        counted.append({"id": document.id, "missed": missed, "spurious": spurious, "models": models})
    return sorted(counted, key=lambda a: (-a["missed"], -a["spurious"], a["id"]))


def _charts(prefix: str, name: str, measures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The pictures of one model with their captions."""
    types, calibration = measures["confusion"]["types"], measures["calibration"]
    curves = {kind: measures["curves"][kind] for kind in ("triggers", "arguments")}
    drawn = [
        ("F1 per event type (Trig-C)", charts.label_bars, measures["per_type"]),
        ("F1 per role (Arg-C+)", charts.label_bars, measures["per_role"]),
        ("Event types taken for one another, on equal trigger spans", charts.confusion_matrix, types),
        ("Are the scores to be believed? On the dotted line they are", charts.reliability, calibration),
        ("F1 per factuality (Realis)", charts.label_bars, measures["per_factuality"]),
        ("Precision and recall over thresholds, best F1 ringed", charts.precision_recall, curves),
    ]
    return [
        {"caption": caption, "svg": draw(values, f"{prefix}-{number}", f"{caption}: {name}. {_spoken(values)}")}
        for number, (caption, draw, values) in enumerate(drawn)
        if values
    ]


def _spoken(values: Mapping[str, Any]) -> str:
    """The numbers of a chart in words, for those who hear it."""
    parts = []
    for label, value in values.items():
        if "f1" in value:
            parts.append(f"{label} {value['f1']}")
        elif "error" in value:
            parts.append(f"calibration error of {label} {value['error']}")
        elif "average_precision" in value:
            parts.append(f"average precision of {label} {value['average_precision']}")
        else:
            parts.append(f"{label}: " + ", ".join(f"{count} as {other}" for other, count in value.items()))
    return "; ".join(parts)
