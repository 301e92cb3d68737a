"""Threads that take calls from the store and have a backend answer them."""

import threading
from collections.abc import Iterable
from contextlib import suppress

from workbench.backends import Backend
from workbench.errors import UserError
from workbench.rooms.codes import pseudonym
from workbench.rooms.queue import Taken, bell, fail, finish, put_back, take
from workbench.store.tables.rooms import runs

LOOK_SECONDS = 1.0
"""how often to look for calls that another process asked for"""
STOP_SECONDS = 10.0
BROKEN = "La richiesta non è riuscita per un errore di Officina: avvisare chi conduce."

_in_hand: dict[str, Backend] = {}
"""the calls being answered in this process, only to be able to tell a backend to stop"""


class Runner:
    """Answers the calls of every room. One in an installation: at its start it takes over unfinished ones."""

    def __init__(self, backend: Backend, workers: int = 8) -> None:
        self._backend = backend
        self._workers = workers
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        put_back(runs.c.id.is_not(None))
        self._stopping.clear()
        for _ in range(self._workers):
            self._hire()

    def stop(self) -> None:
        """Ends the threads; calls in their hands wait again for the next start."""
        self._stopping.set()
        bell.ring()
        cancel(list(_in_hand))
        for thread in list(self._threads):
            thread.join(STOP_SECONDS)
        self._threads.clear()

    def _hire(self) -> None:
        thread = threading.Thread(target=self._work, name="rooms-runner", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        try:
            while not self._stopping.is_set():
                heard = bell.rung
                taken = take()
                if taken is None:
                    bell.wait(heard, LOOK_SECONDS)
                else:
                    self._answer(taken)
        finally:
            # A bug ends this thread, and shows in the log; the others still have people to serve.
            if not self._stopping.wait(0):
                self._threads.remove(threading.current_thread())
                self._stopping.wait(LOOK_SECONDS)
                self._hire()

    def _answer(self, taken: Taken) -> None:
        settled = False
        _in_hand[taken.id] = self._backend
        try:
            settled = self._ask(taken)
        finally:
            del _in_hand[taken.id]
            if not settled:
                fail(taken, BROKEN)

    def _ask(self, taken: Taken) -> bool:
        try:
            answer = self._backend.complete(
                taken.call.messages,
                model=taken.model,
                decoding=taken.call.decoding,
                person=pseudonym(taken.participant),
                request_id=taken.id,
            )
        except UserError as error:
            fail(taken, f"{error.problem} {error.remedy}".strip())
            return True
        if answer.finish == "cancelled":
            put_back(runs.c.id == taken.id)  # unless the person cancelled it: then it stays so
        else:
            finish(taken, answer.text)
        return True


def cancel(run_ids: Iterable[str]) -> None:
    """Tells the backends to stop answering these; a backend that is away has stopped already."""
    for run_id in run_ids:
        if backend := _in_hand.get(run_id):
            with suppress(UserError):
                backend.cancel(run_id)
