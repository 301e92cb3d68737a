"""The one thread in which models answer."""

from collections.abc import Callable

from workbench.errors import UserError
from workbench.models import classify
from workbench.serving.group import Group
from workbench.serving.protocol import ClassifyRequest
from workbench.serving.shelf import Loaded, Shelf, require
from workbench.serving.tickets import End, Event, Ticket
from workbench.serving.turns import Turns

Deliver = Callable[[list[tuple[Ticket, Event]]], None]


class Engine:
    """Continuous batching: between two steps at most one request joins, so that no answer stands still."""

    def __init__(self, turns: Turns, deliver: Deliver) -> None:
        self._turns = turns
        self._deliver = deliver
        self._shelf = Shelf()
        self._groups: dict[Loaded, Group] = {}

    def run(self) -> None:
        """Answers until the turns are closed."""
        import workbench.serving.columns  # noqa: F401  torch takes seconds: now, not with the first request

        while not self._turns.closed:
            if not self._groups and not self._turns.wait_for_work():
                return
            self._admit()
            for loaded, group in list(self._groups.items()):
                self._deliver(group.step())
                if not len(group):
                    del self._groups[loaded]

    def _admit(self) -> None:
        """The next request, unless its model needs room that others still use: then all wait for that."""
        ticket = self._turns.head()
        if ticket is None:
            return
        try:
            loaded = self._shelf.take(ticket.request.model, self._groups)
            if loaded is not None and self._turns.start(ticket):
                self._deliver(self._begin(ticket, loaded))
        except UserError as problem:
            self._turns.start(ticket)  # it may have failed before its start, and must not come again
            self._deliver([(ticket, End(problem=problem))])

    def _begin(self, ticket: Ticket, loaded: Loaded) -> list[tuple[Ticket, Event]]:
        request = ticket.request
        require(loaded.model, generates=not isinstance(request, ClassifyRequest))
        if isinstance(request, ClassifyRequest):
            return [(ticket, End(labels=_labels(loaded, request.text)))]
        group = self._groups.get(loaded) or Group(loaded)
        events = group.admit(ticket)
        if len(group):
            self._groups[loaded] = group
        return events


def _labels(loaded: Loaded, text: str) -> dict[str, float]:
    """Label -> probability, the likeliest first; a text too long is cut, as in training."""
    if not text.strip():
        raise UserError("Il testo è vuoto.", remedy="Scrivere almeno una parola.")
    row = classify(loaded.network, loaded.tokenizer, [text])[0].tolist()
    names = loaded.network.config.id2label
    found = {names[index]: probability for index, probability in enumerate(row)}
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
