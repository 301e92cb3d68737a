"""Who presses a button, as the gate told it."""

from typing import Any

from apps.gate import person_from_headers
from workbench.jobs import Person


def who(request: Any) -> Person:
    """Of a Gradio request: its headers are those that the gate wrote."""
    return person_from_headers(dict(request.headers))
