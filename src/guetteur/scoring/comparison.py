"""Is one model better than another, or were these the articles that suited it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from guetteur.document import Document
from guetteur.scoring.bootstrap import Interval, document_counts, draw_documents, percentile_interval, ratios
from guetteur.scoring.counts import percent
from guetteur.scoring.pairing import pair_documents
from guetteur.scoring.tuples import MEASURES

_TIE = 1e-12  # differences of F1 that arithmetic alone can make


@dataclass(frozen=True, slots=True)
class Comparison:
    """F1 of two sets of predictions in one measure.

    `difference` is first minus second; `p_value` is two-sided, against the hypothesis of no difference.
    """

    measure: str
    first: float
    second: float
    difference: float
    interval: Interval
    p_value: float

    def to_dict(self) -> dict[str, Any]:
        """F1 and their difference in percent, the p-value as it is."""
        return {
            "measure": self.measure,
            "first": percent(self.first),
            "second": percent(self.second),
            "difference": percent(self.difference),
            "interval": self.interval.to_list(),
            "p_value": round(self.p_value, 4),
        }


def compare(
    gold: Sequence[Document],
    first: Sequence[Document],
    second: Sequence[Document],
    measure: str = "Arg-C+",
    resamples: int = 10_000,
    seed: int = 0,
) -> Comparison:
    """Paired bootstrap over documents (Koehn, 2004; Berg-Kirkpatrick et al., 2012).

    Both sides are scored on the same resampled articles. The p-value is the part of the resamples whose difference lies
    at least as far from the observed one as that lies from 0, with the observed sample counted once, so it is never 0.

    Raises:
        ValueError: If the measure is unknown, or if ids or texts do not agree.
    """
    if measure not in MEASURES:
        raise ValueError(f"unknown measure {measure!r}; choose one of {', '.join(MEASURES)}")
    hits = MEASURES[measure]
    counts = [document_counts(pair_documents(gold, predicted), hits) for predicted in (first, second)]
    drawn = draw_documents(len(gold), resamples, seed)
    first_f1, second_f1 = (float(ratios(c.sum(axis=0, keepdims=True))["f1"][0]) for c in counts)
    difference = first_f1 - second_f1
    resampled = ratios(drawn @ counts[0])["f1"] - ratios(drawn @ counts[1])["f1"]
    extreme = int(np.count_nonzero(np.abs(resampled - difference) >= abs(difference) - _TIE))
    return Comparison(
        measure=measure,
        first=first_f1,
        second=second_f1,
        difference=difference,
        interval=percentile_interval(resampled),
        p_value=(extreme + 1) / (resamples + 1),
    )
