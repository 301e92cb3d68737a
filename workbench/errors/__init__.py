"""The one error that a person can put right."""


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


def _shorten(text: str, limit: int = 120) -> str:
    """One printable line of at most `limit` characters."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"
