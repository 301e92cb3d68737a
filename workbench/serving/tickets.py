"""A request from its arrival to its end, and what happens to it on the way."""

import asyncio
import time
from dataclasses import dataclass, field

from workbench.backends import Piece
from workbench.errors import UserError
from workbench.serving.protocol import Request


@dataclass(frozen=True)
class End:
    """The last thing that happens to a request."""

    finish: str = "stop"
    """`stop`, `length` or `cancelled`"""
    prompt_tokens: int = 0
    labels: dict[str, float] | None = None
    """label -> probability, of a text to classify"""
    problem: UserError | None = None


Event = Piece | End


@dataclass(eq=False)
class Ticket:
    id: str
    request: Request
    arrived: float = field(default_factory=time.time)
    """seconds since 1970: it must outlive the process"""
    attempts: int = 0
    """how many processes ended while it waited or was answered"""
    cancelled: bool = False
    """set in the event loop, read by the engine between two steps"""
    events: list[Event] = field(default_factory=list)
    followers: set[asyncio.Event] = field(default_factory=set)

    @property
    def person(self) -> str:
        """Who asks; a request of nobody in particular stands for itself."""
        return self.request.user or f"richiesta {self.id}"

    @property
    def ended(self) -> bool:
        return bool(self.events) and isinstance(self.events[-1], End)
