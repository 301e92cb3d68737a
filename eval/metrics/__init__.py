"""The metrics, one file each. To add one: write the file, list it here, test it."""

from eval.metrics import accuracy, chrf, exact_match, macro_f1, token_f1
from eval.metrics.metric import Answers, Compared, Draws, MeanMetric, Metric, SummedMetric
from workbench.errors import UserError

METRICS: tuple[MeanMetric | SummedMetric, ...] = (
    accuracy.METRIC,
    macro_f1.METRIC,
    exact_match.METRIC,
    token_f1.METRIC,
    chrf.METRIC,
)


def find_metric(name: str) -> MeanMetric | SummedMetric:
    """The listed metric of that name."""
    for metric in METRICS:
        if metric.name == name:
            return metric
    raise UserError(
        "Non esiste una misura con questo nome.",
        value=name,
        remedy="Misure disponibili: " + ", ".join(metric.name for metric in METRICS) + ".",
    )


__all__ = ["METRICS", "Answers", "Compared", "Draws", "MeanMetric", "Metric", "SummedMetric", "find_metric"]
