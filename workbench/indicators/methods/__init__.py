"""How each indicator is computed, one file each."""

from workbench.indicators.methods.completions import COMPLETIONS
from workbench.indicators.methods.gain import GAIN
from workbench.indicators.methods.method import Measured, Method
from workbench.indicators.methods.people_involved import PEOPLE_INVOLVED
from workbench.indicators.methods.timed_task import TIMED_TASK

METHODS = (PEOPLE_INVOLVED, COMPLETIONS, GAIN, TIMED_TASK)

__all__ = ["METHODS", "Measured", "Method"]
