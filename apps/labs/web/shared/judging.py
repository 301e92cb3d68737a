"""What came of a prompt: the activity's verdicts on the outputs of its runs, judged once."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from apps.labs.activities import Feedback, activity
from workbench import rooms

ENDED = frozenset({"fatta", "non riuscita", "annullata"})


class _Kept(tuple[rooms.Run, ...]):
    """Ended runs as a key: they never change, so their ids say it all."""

    def __hash__(self) -> int:
        return hash(tuple(run.id for run in self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and [run.id for run in self] == [run.id for run in other]


def judge(activity_id: str, item: str, prompt: str, runs: Sequence[rooms.Run]) -> Feedback | None:
    """The feedback once all runs of an attempt have ended, None before or when none has an output."""
    done = _Kept(run for run in runs if run.state == "fatta")
    if not done or any(run.state not in ENDED for run in runs):
        return None
    return _judged(activity_id, item, prompt, done)


def outcomes(activity_id: str, runs: Iterable[rooms.Run]) -> dict[tuple[str, str], dict[str, int]]:
    """(participant, item) -> points of the last attempt that has ended, for the charts of a room."""
    attempts: dict[tuple[str, str, int], list[rooms.Run]] = {}
    for run in runs:
        attempts.setdefault((run.participant, run.item, run.attempt), []).append(run)
    found = {}
    for (participant, item, _attempt), own in sorted(attempts.items()):
        if feedback := judge(activity_id, item, "", own):
            found[participant, item] = {"passed": feedback.passed, "total": feedback.total}
    return found


@lru_cache(maxsize=4000)
def _judged(activity_id: str, item: str, prompt: str, runs: _Kept) -> Feedback:
    return activity(activity_id).feedback(item, prompt, [(run.call, run.output) for run in runs])
