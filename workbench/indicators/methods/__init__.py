"""How each indicator is computed, one file each."""

from workbench.indicators.methods.completions import COMPLETIONS
from workbench.indicators.methods.correction_rate import CORRECTION_RATE
from workbench.indicators.methods.gain import GAIN
from workbench.indicators.methods.method import Measured, Method
from workbench.indicators.methods.minutes_per_act import MINUTES_PER_ACT
from workbench.indicators.methods.people_involved import PEOPLE_INVOLVED
from workbench.indicators.methods.timed_task import TIMED_TASK

METHODS = (PEOPLE_INVOLVED, COMPLETIONS, GAIN, TIMED_TASK, MINUTES_PER_ACT, CORRECTION_RATE)

__all__ = ["METHODS", "Measured", "Method"]
