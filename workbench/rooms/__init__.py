"""Rooms: a plan, a code, people under nicknames, their answers, and the model calls these ask for."""

from workbench.rooms.answers import answers_of, answers_to, check_open, hide, save_answer, save_answers
from workbench.rooms.codes import new_code, pseudonym
from workbench.rooms.counting import progress
from workbench.rooms.groups import make_groups
from workbench.rooms.opening import find_room, list_rooms, open_room, revision, room
from workbench.rooms.people import claim_token, go_to, join, new_nickname, participant, participants, rejoin
from workbench.rooms.plan import list_plans, make_plan, read_plan, save_plan
from workbench.rooms.presence import minutes_present, touch
from workbench.rooms.rehearsal import rehearse
from workbench.rooms.retention import sweep
from workbench.rooms.rights import erase, export_of
from workbench.rooms.running import Runner
from workbench.rooms.runs import cancel_runs, release_runs, request_runs, runs_of, runs_to
from workbench.rooms.steering import (
    close,
    extend,
    hold_runs,
    lock,
    move,
    pause,
    resume,
    reveal,
    set_pace,
    show_timer,
    start,
)
from workbench.rooms.values import (
    Call,
    Given,
    Pace,
    Participant,
    Plan,
    Progress,
    Room,
    RoomOptions,
    Run,
    RunState,
    Saved,
    State,
    Step,
    Swept,
)

__all__ = [
    "Call",
    "Given",
    "Pace",
    "Participant",
    "Plan",
    "Progress",
    "Room",
    "RoomOptions",
    "Run",
    "RunState",
    "Runner",
    "Saved",
    "State",
    "Step",
    "Swept",
    "answers_of",
    "answers_to",
    "cancel_runs",
    "check_open",
    "claim_token",
    "close",
    "erase",
    "export_of",
    "extend",
    "find_room",
    "go_to",
    "hide",
    "hold_runs",
    "join",
    "list_plans",
    "list_rooms",
    "lock",
    "make_groups",
    "make_plan",
    "minutes_present",
    "move",
    "new_code",
    "new_nickname",
    "open_room",
    "participant",
    "participants",
    "pause",
    "progress",
    "pseudonym",
    "read_plan",
    "rehearse",
    "rejoin",
    "release_runs",
    "request_runs",
    "resume",
    "reveal",
    "revision",
    "room",
    "runs_of",
    "runs_to",
    "save_answer",
    "save_answers",
    "save_plan",
    "set_pace",
    "show_timer",
    "start",
    "sweep",
    "touch",
]
