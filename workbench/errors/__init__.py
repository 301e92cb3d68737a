"""The one error that a person can put right."""

import sys
from collections.abc import Callable

USER_ERROR_EXIT = 4
"""exit code of a command that ended for such an error"""


class UserError(Exception):
    """Says in Italian what is wrong, with which value, and what to do next.

    Raised where the value is used; caught only at the borders (page, command line, job, web route).
    """

    def __init__(self, problem: str, *, remedy: str, value: object = None) -> None:
        self.problem = problem
        self.remedy = remedy
        self.value = value
        shown = "" if value is None else f" [{_shorten(str(value))}]"
        super().__init__(f"{problem}{shown} {remedy}".strip())


def exit_code(work: Callable[[], int]) -> int:
    """Of a command: its own, or 4 with the problem told to whoever reads the terminal."""
    try:
        return work()
    except UserError as error:
        print(error, file=sys.stderr)
        return USER_ERROR_EXIT


def _shorten(text: str, limit: int = 120) -> str:
    """One printable line of at most `limit` characters."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"
