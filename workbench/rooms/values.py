"""What a room is made of. Every value is frozen: what happens next is in the store, not in a variable."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.backends import Decoding, Message

Pace = Literal["guidata", "propria", "libera"]
"""the trainer's step for everybody | each in order at their own speed | any order"""
State = Literal["attesa", "in corso", "pausa", "chiusa"]
Saved = Literal["nuova", "cambiata", "uguale"]
RunState = Literal["trattenuta", "in attesa", "in corso", "fatta", "annullata", "non riuscita"]


class Step(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    activity: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    """id of an activity of apps/labs"""
    minutes: int = Field(ge=1, le=180)
    title: str = Field(default="", max_length=120)


class Plan(BaseModel):
    """What happens in a room, step after step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    title: str = Field(min_length=1, max_length=120)
    description: str = Field(default="", max_length=2000)
    steps: tuple[Step, ...] = Field(min_length=1, max_length=30)


class RoomOptions(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    municipality: str = Field(default="", max_length=80)
    study: str = Field(default="", max_length=80)
    wave: Literal["", "prima", "dopo"] = ""
    pace: Pace = "guidata"
    hours: int = Field(default=8, ge=1, le=72)
    """after these the code no longer opens"""
    rehearsal: bool = False
    """a room for invented participants; what comes out of it counts nowhere"""
    batch: bool = False
    """model calls are held until the trainer releases them together"""
    model: str = Field(default="incorporato", max_length=256)
    groups: bool = False
    """one device per group"""


@dataclass(frozen=True)
class Room:
    id: str
    code: str
    owner: str
    plan: Plan
    options: RoomOptions
    pace: Pace
    state: State
    step: int
    """-1 before the first"""
    locked: bool
    batch: bool
    revealed: frozenset[int]
    """the steps whose results everybody may see"""
    timer_shown: bool
    ends: float | None
    """unix seconds when the time of the step (or, at one's own pace, of the rest of the plan) runs out"""
    left: float | None
    """seconds left while paused"""
    paused: float
    """seconds of all pauses that are over"""
    paused_since: float | None
    opened: float
    expires: float
    revision: int
    """grows with every change of room, people, answers, runs"""


@dataclass(frozen=True)
class Participant:
    id: str
    room_id: str
    nickname: str
    group: str
    step: int
    """where this person is when the pace is not the trainer's"""
    joined: float
    token_issued: bool
    """whether the certificate's token was handed over: there is one for each person"""


@dataclass(frozen=True)
class Given:
    """One answer. Its key is (room, participant, step, item, attempt)."""

    participant: str
    step: int
    item: str
    attempt: int
    value: Any
    """anything JSON can hold"""
    saved: float
    hidden: bool = False
    """taken off the wall by the trainer"""
    words: bool = True
    """whether a text in the value may have been typed by the person: then it goes when texts go. Chosen
    options are not; numbers never are"""


@dataclass(frozen=True)
class Progress:
    joined: int
    present: int
    answered: dict[int, int]
    """step -> people with at least one answer"""
    waiting_runs: int
    """held ones included"""
    running: int


@dataclass(frozen=True)
class Call:
    """What a model is asked."""

    messages: tuple[Message, ...]
    decoding: Decoding
    key: str = ""
    """which hidden input"""


@dataclass(frozen=True)
class Run:
    """A call that a participant's answer asked for, and what came of it."""

    id: str
    participant: str
    step: int
    item: str
    attempt: int
    call: Call
    state: RunState
    output: str
    error: str
    place: int
    """1 is the next to be answered; 0 when it does not wait"""


@dataclass(frozen=True)
class Swept:
    """What retention removed, or would remove."""

    what: str
    """in Italian, for the page of guarantees"""
    days: int
    """after the end of the room"""
    count: int
