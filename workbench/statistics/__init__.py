"""Intervals, paired tests and power for comparisons on the same items."""

from workbench.statistics.hypotheses import holm, mcnemar_exact, paired_permutation, permuted_statistic
from workbench.statistics.intervals import (
    FEW_CLUSTERS,
    Difference,
    Interval,
    is_binary,
    mean_interval,
    paired_difference,
    paired_statistic,
    statistic_interval,
    wilson,
)
from workbench.statistics.power import smallest_effect
from workbench.statistics.resampling import Statistic, mean_parts, mean_statistic

__all__ = [
    "FEW_CLUSTERS",
    "Difference",
    "Interval",
    "Statistic",
    "holm",
    "is_binary",
    "mcnemar_exact",
    "mean_interval",
    "mean_parts",
    "mean_statistic",
    "paired_difference",
    "paired_permutation",
    "paired_statistic",
    "permuted_statistic",
    "smallest_effect",
    "statistic_interval",
    "wilson",
]
