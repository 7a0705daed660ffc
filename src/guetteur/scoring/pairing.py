"""Gold and predicted documents side by side, by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from guetteur.document import Document

Pair: TypeAlias = tuple[Document, Document]

_SHOWN = 10


def pair_documents(gold: Sequence[Document], predicted: Sequence[Document]) -> list[Pair]:
    """Pair each gold document with the prediction of the same id.

    Returns:
        `(gold, predicted)` in order of their ids, so that no result depends on the order of the files.

    Raises:
        ValueError: Naming the ids that are missing, extra or there twice, and the documents whose text differs:
            offsets into another text mean nothing.
    """
    golds = {document.id: document for document in gold}
    predictions = {document.id: document for document in predicted}
    both = golds.keys() & predictions.keys()
    faults = {
        "ids that stand twice in the gold documents": _repeated(gold),
        "ids that stand twice in the predicted documents": _repeated(predicted),
        "ids without a prediction": golds.keys() - predictions.keys(),
        "predicted ids that are not in the gold documents": predictions.keys() - golds.keys(),
        "ids whose predicted text is not the gold text": {i for i in both if golds[i].text != predictions[i].text},
    }
    found = [f"{what}: {_listed(ids)}" for what, ids in faults.items() if ids]
    if found:
        raise ValueError("cannot compare predictions with gold documents; " + "; ".join(found))
    return [(golds[i], predictions[i]) for i in sorted(both)]


def _repeated(documents: Sequence[Document]) -> set[str]:
    counts = Counter(document.id for document in documents)
    return {document_id for document_id, count in counts.items() if count > 1}


def _listed(ids: set[str]) -> str:
    names = sorted(ids)
    shown = ", ".join(repr(name) for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
