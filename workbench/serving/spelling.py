"""From tokens to the characters that may be shown, as the tokens come."""

from collections.abc import Callable

HALF = "\N{REPLACEMENT CHARACTER}"
"""how a tokenizer decodes part of a character"""


class Spelling:
    """The text of one answer. The work per token does not grow with the answer.

    A token is decoded after the few before it, never alone: tokenizers write the first token of a text in
    another way. Characters wait while they are incomplete, or while they may be the start of a stop text.
    """

    def __init__(self, decode: Callable[[list[int]], str], stop: tuple[str, ...] = ()) -> None:
        self.stopped = False
        """a stop text appeared; nothing more is to be shown"""
        self._decode = decode
        self._stop = stop
        self._before: list[int] = []
        self._fresh: list[int] = []
        self._held = ""

    def add(self, token: int) -> str:
        """The characters that became certain with this token."""
        self._fresh.append(token)
        known, text = self._decode(self._before), self._decode(self._before + self._fresh)
        if text.endswith(HALF) or len(text) <= len(known):
            return ""
        self._before, self._fresh = self._fresh, []
        return self._show(self._held + text[len(known) :])

    def rest(self) -> str:
        """What was held back, once no token follows; half a character is never shown."""
        held, self._held = self._held, ""
        return "" if self.stopped else held

    def _show(self, text: str) -> str:
        places = [place for stop in self._stop if (place := text.find(stop)) >= 0]
        if places:
            self.stopped = True
            return text[: min(places)]
        longest = max((_start_at_end(text, stop) for stop in self._stop), default=0)
        self._held = text[len(text) - longest :]
        return text[: len(text) - longest]


def _start_at_end(text: str, stop: str) -> int:
    """How many characters at the end of `text` may be the start of `stop`."""
    sizes = range(min(len(text), len(stop) - 1), 0, -1)
    return next((size for size in sizes if text.endswith(stop[:size])), 0)
