"""Whether the model of a room carries an exercise; looked up at most twice a minute for each."""

import time
from threading import Lock

from apps.labs.activities import Activity
from apps.labs.calibration import Availability, availability

KEPT_SECONDS = 30.0
_kept: dict[tuple[str, str], tuple[float, Availability]] = {}
_turn = Lock()


def offered(activity: Activity, model: str) -> Availability:
    """Calibration cards are files and weights are digested: too much to do for each phone."""
    key, now = (activity.id, model), time.monotonic()
    with _turn:
        found = _kept.get(key)
        if found is None or now - found[0] > KEPT_SECONDS:
            found = _kept[key] = now, availability(activity, model)
        return found[1]
