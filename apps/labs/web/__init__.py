"""Workshop rooms on the web: phones of participants, console of the trainer, board on the wall."""

from apps.labs.web.mounting import Rooms

__all__ = ["Rooms"]
