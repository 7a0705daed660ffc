"""Scores of predicted documents against gold documents: numpy and scipy only, no I/O.

`strict_f1` lives in `guetteur.scoring.seqeval`, apart, because it needs seqeval and scikit-learn.
"""

from guetteur.scoring.calibration import (
    argument_calibration,
    scored_arguments,
    scored_triggers,
    trigger_calibration,
)
from guetteur.scoring.clusters import score_clusters
from guetteur.scoring.comparison import compare
from guetteur.scoring.counts import Scores
from guetteur.scoring.evaluate import Evaluation, evaluate, f1_scores
from guetteur.scoring.partial import partial_overlap
from guetteur.scoring.records import score_records
from guetteur.scoring.tuples import MEASURES

__all__ = [
    "MEASURES",
    "Evaluation",
    "Scores",
    "argument_calibration",
    "compare",
    "evaluate",
    "f1_scores",
    "partial_overlap",
    "score_clusters",
    "score_records",
    "scored_arguments",
    "scored_triggers",
    "trigger_calibration",
]
