"""The page of guarantees, open to everybody: what is kept, for how long, who looked at what."""

import time
from threading import Lock

from starlette.responses import Response
from starlette.routing import Route

from apps.labs.web.shared.page import html
from apps.labs.web.shared.visit import Visit, endpoint
from workbench.indicators.guarantees import Section, guarantees

KEPT_SECONDS = 30.0
"""it counts whole stores, and anybody may ask for it"""


class Guarantees:
    def __init__(self) -> None:
        self._turn = Lock()
        self._read = float("-inf")
        self._sections: tuple[Section, ...] = ()

    def show(self, _visit: Visit) -> Response:
        with self._turn:
            if time.monotonic() - self._read > KEPT_SECONDS:
                self._sections, self._read = guarantees(), time.monotonic()
        return html("aula/garanzie.html", sections=self._sections)


def guarantee_routes() -> list[Route]:
    return [Route("/garanzie", endpoint(Guarantees().show), methods=["GET"])]
