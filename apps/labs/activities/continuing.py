"""How a model goes on with a text, on one line. What is the same for a whole room is asked once."""

from functools import lru_cache

from apps.labs.activities.answering import clean
from apps.labs.activities.protocol import Asking
from workbench.backends import Backend, Decoding, HttpBackend


def for_the_room(asking: Asking, start: str, decoding: Decoding, model: str) -> str:
    """The continuation of a text that nobody of the room wrote."""
    if isinstance(asking.backend, HttpBackend):  # a script in a test costs nothing and may change
        return _kept(asking.backend, start, decoding, model)
    return _written(asking.backend, start, decoding, model)


def for_one_person(asking: Asking, start: str, decoding: Decoding, model: str) -> str:
    """The continuation of a text of one's own, which is kept nowhere."""
    return _written(asking.backend, start, decoding, model, asking.person)


@lru_cache(maxsize=128)
def _kept(backend: HttpBackend, start: str, decoding: Decoding, model: str) -> str:
    return _written(backend, start, decoding, model)


def _written(backend: Backend, start: str, decoding: Decoding, model: str, person: str = "") -> str:
    text = backend.complete(start, model=model, decoding=decoding, person=person).text
    return " ".join(clean(text).split())
