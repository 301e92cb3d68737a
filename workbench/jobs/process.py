"""Which process is which: a number alone may belong to a stranger after a restart."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

JOB_VARIABLE = "OFFICINA_JOB"
"""environment variable that marks every process of a job with its folder"""


@dataclass(frozen=True)
class Identity:
    pid: int
    start: int
    """clock ticks between the machine's boot and the process's start; unlike a date, it never drifts"""
    boot: str
    """the kernel's identifier of this boot"""


def identify(pid: int) -> Identity | None:
    """The identity of a living process, None when it has ended (a zombie has)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *rest = fields.rpartition(")")[2].split()  # the name in brackets may hold spaces
    return None if state in "ZX" else Identity(pid, start=int(rest[18]), boot=_boot())


def is_alive(identity: Identity) -> bool:
    return identify(identity.pid) == identity


def find_marked(folder: Path) -> Identity | None:
    """The process launched for this job folder, even if its launcher died before noting the number.

    A job's process leads its own session; its children carry the same mark but do not lead.
    """
    for process in psutil.process_iter():
        try:
            marked = process.environ().get(JOB_VARIABLE) == str(folder)
        except psutil.Error:
            continue
        if marked and _leads_session(process.pid):
            found = identify(process.pid)
            if found:
                return found
    return None


def _leads_session(pid: int) -> bool:
    try:
        return os.getsid(pid) == pid
    except ProcessLookupError:
        return False


@cache
def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
