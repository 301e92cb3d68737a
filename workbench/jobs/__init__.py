"""Long work as detached processes, each with a folder that is the only contract with the rest."""

from workbench.jobs.checkpoints import (
    Checkpoint,
    checkpoint_folder,
    checkpoint_problem,
    proven_checkpoint,
    seal_checkpoint,
)
from workbench.jobs.control import Offer, delete, may_control, resume, resume_offer, stop
from workbench.jobs.events import Events, last_event, read_events, request_stop, stop_requested
from workbench.jobs.files import disk_explained, replace_whole
from workbench.jobs.holding import hold
from workbench.jobs.job import Job, Person, list_jobs, open_job, position, submit
from workbench.jobs.launch import run_here
from workbench.jobs.state import Status

__all__ = [
    "Checkpoint",
    "Events",
    "Job",
    "Offer",
    "Person",
    "Status",
    "checkpoint_folder",
    "checkpoint_problem",
    "delete",
    "disk_explained",
    "hold",
    "last_event",
    "list_jobs",
    "may_control",
    "open_job",
    "position",
    "proven_checkpoint",
    "read_events",
    "replace_whole",
    "request_stop",
    "resume",
    "resume_offer",
    "run_here",
    "seal_checkpoint",
    "stop",
    "stop_requested",
    "submit",
]
