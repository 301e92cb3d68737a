"""Intervals, paired tests and power for comparisons on the same items."""

from workbench.statistics.adjusting import FEWEST_OF_AN_ORDER, AdjustedGain, adjusted_gain
from workbench.statistics.equating import FEWEST_TO_EQUATE, EquatedGain, equated_gain
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
from workbench.statistics.orders import OrderTest, order_test, printed_p, smallest_p
from workbench.statistics.paired import (
    FEW_PAIRS,
    FEWEST_FOR_GAIN,
    FEWEST_PAIRS,
    PairedEffect,
    class_gain,
    paired_effect,
    smallest_paired_effect,
    time_ratio,
)
from workbench.statistics.power import smallest_effect
from workbench.statistics.resampling import Statistic, mean_parts, mean_statistic

__all__ = [
    "FEWEST_FOR_GAIN",
    "FEWEST_OF_AN_ORDER",
    "FEWEST_PAIRS",
    "FEWEST_TO_EQUATE",
    "FEW_CLUSTERS",
    "FEW_PAIRS",
    "AdjustedGain",
    "Difference",
    "EquatedGain",
    "Interval",
    "OrderTest",
    "PairedEffect",
    "Statistic",
    "adjusted_gain",
    "class_gain",
    "equated_gain",
    "holm",
    "is_binary",
    "mcnemar_exact",
    "mean_interval",
    "mean_parts",
    "mean_statistic",
    "order_test",
    "paired_difference",
    "paired_effect",
    "paired_permutation",
    "paired_statistic",
    "permuted_statistic",
    "printed_p",
    "smallest_effect",
    "smallest_p",
    "smallest_paired_effect",
    "statistic_interval",
    "time_ratio",
    "wilson",
]
