"""From gold and predicted documents to figures, a terminal table and pages that show each miss."""

from guetteur.evaluation.console import comparison_table, label_table, report_table
from guetteur.evaluation.measure import mean_and_deviation, measure_model, measure_models
from guetteur.evaluation.report import write_report

__all__ = [
    "comparison_table",
    "label_table",
    "mean_and_deviation",
    "measure_model",
    "measure_models",
    "report_table",
    "write_report",
]
