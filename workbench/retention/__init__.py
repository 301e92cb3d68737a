"""What is kept too long goes, in every store that holds something of people; a dry run only counts it."""

import time
from datetime import UTC, datetime

from workbench import attendance, rooms
from workbench.retention import uploads
from workbench.rooms import Swept
from workbench.settings import settings

__all__ = ["Swept", "sweep"]


def sweep(now: float | None = None, *, dry_run: bool) -> list[Swept]:
    """Removes what is older than the settings allow, or with `dry_run` counts it. `now` in Unix seconds.

    Certificates go only where OFFICINA_ATTENDANCE_DAYS says after how long: the body's own plan decides.
    """
    moment = time.time() if now is None else now
    swept = [*rooms.sweep(moment, dry_run=dry_run), *uploads.sweep(moment, dry_run=dry_run)]
    if days := settings().attendance_days:
        today = datetime.fromtimestamp(moment, UTC).date()
        swept.append(Swept("attestati", days, attendance.sweep(today, days=days, dry_run=dry_run)))
    return swept
