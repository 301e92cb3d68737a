"""The trace of every figure in MLflow: digests, counts and aggregates, never a person or a row."""

from workbench.tracking.calibrations import Calibration, track_calibration
from workbench.tracking.client import TrackingError, prepare, relocate
from workbench.tracking.copying import copy_job
from workbench.tracking.data_sets import track_data_set
from workbench.tracking.evaluations import track_comparison, track_evaluation
from workbench.tracking.indicators import IndicatorPoint, indicator_history, track_indicator
from workbench.tracking.lineage import Stage, lineage, run_link
from workbench.tracking.registry import register_model

__all__ = [
    "Calibration",
    "IndicatorPoint",
    "Stage",
    "TrackingError",
    "copy_job",
    "indicator_history",
    "lineage",
    "prepare",
    "register_model",
    "relocate",
    "run_link",
    "track_calibration",
    "track_comparison",
    "track_data_set",
    "track_evaluation",
    "track_indicator",
]
