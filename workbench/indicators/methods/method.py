"""What a method of counting is: a name, a version, and a function from place and month to aggregates."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.store import secret_key


@dataclass(frozen=True)
class Measured:
    """Aggregates only: a value, its 95 % interval or bounds, and the figures that must stand beside it."""

    value: float
    n: int
    """people (or completions) behind the value"""
    low: float | None = None
    high: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """what is counted -> municipality -> people: all that the value tells of people, for the rules of
    publication; never published itself"""
    cannot: tuple[str, ...] = ()
    """what the data behind it cannot answer, in words"""
    study: str = ""
    digest: str = ""
    """of the data behind the value"""


@dataclass(frozen=True)
class Method:
    """A change of what `measure` counts needs a new version: it starts a new series."""

    name: str
    version: int
    measure: Callable[[str, str], Measured | None]
    """(municipality or `TOGETHER`, month "2026-11") -> None when nothing was measured, which is not zero"""


def digest_of(data: Any) -> str:
    """Fingerprint of the data (JSON values) behind a figure: tells whether it was computed from the same.

    Keyed with a secret of this installation: the plain digest of a few small counts could be undone by trying
    them all, and would tell the cells that publication hides.
    """
    whole = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hmac.new(secret_key("impronte").encode(), whole.encode(), hashlib.sha256).hexdigest()
