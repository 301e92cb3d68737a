"""What a rule is, and what it finds."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from apps.municipal.tenders.acts import KINDS, Act, Kind
from apps.municipal.tenders.rules.approvals import Approval

logger = logging.getLogger(__name__)
Told = TypeVar("Told")
Severity = Literal["errore", "avviso", "nota"]
Confidence = Literal["verificata", "alta", "media", "bassa"]
Family = Literal["elementi", "riferimenti", "soglie", "clausole", "codici", "conti", "confronto"]
FAMILIES: tuple[Family, ...] = (
    "elementi",
    "riferimenti",
    "soglie",
    "clausole",
    "codici",
    "conti",
    "confronto",
)
ACTS = frozenset(KINDS)
"""the six types; a rule on any text at all has an empty set of kinds"""
UNVERIFIED = "Regola non ancora verificata da un giurista: confidenza {}."


@dataclass(frozen=True)
class Found:
    """A place of the flattened act; `start == end == 0` when something is missing."""

    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: Severity | None = None
    """less or more serious than the rule says as a rule"""
    against: tuple[tuple[str, int, int], ...] = ()
    """places of other documents that say otherwise: name, start and end in the flattened act"""


Find = Callable[[Act], Iterable[Found]]
Compare = Callable[[Sequence[Act]], Iterable[tuple[Act, Found]]]


@dataclass(frozen=True)
class Rule:
    """One thing to look for. `id` is `family.name`; of a missing element the name is the element's."""

    id: str
    article: str
    severity: Severity
    confidence: Confidence
    source: str
    why: str
    find: Find | None = None
    compare: Compare | None = None
    """instead of `find`, or after it, when the documents of one procedure are read together"""
    kinds: frozenset[Kind] = ACTS
    valid_from: date | None = None
    valid_to: date | None = None
    """of acts made between these days; None leaves the side open"""

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]

    def holds_for(self, act: Act) -> bool:
        """Whether this rule speaks about acts of that kind and day."""
        if self.kinds and act.kind not in self.kinds:
            return False
        return (self.valid_from or date.min) <= act.day <= (self.valid_to or date.max)


def unbroken(rule: Rule, told: Callable[[], Iterable[Told]]) -> Iterator[Told]:
    """What a rule tells, one by one; figures that cannot be reckoned with silence that rule, not the check.

    A price of zero, a day after the year 9999: the log has them, and the other rules go on.
    """
    try:
        yield from told()
    except ArithmeticError:
        logger.exception("La regola %s si è fermata: cifre con cui non si può calcolare.", rule.id)


@dataclass(frozen=True)
class Finding:
    """What a person reads; places are characters of the document, not of the flattened act."""

    rule: str
    family: str
    severity: Severity
    article: str
    quote: str
    start: int
    end: int
    place: str
    message: str
    why: str
    suggestion: str
    confidence: Confidence
    source: str
    valid_from: str | None
    valid_to: str | None

    def to_record(self) -> dict[str, Any]:
        return asdict(self)


def finding(rule: Rule, act: Act, found: Found, approval: Approval | None = None) -> Finding:
    """`found` in the document. What is neither verified nor approved by a jurist is never an error, and says so."""
    start, end = act.flat.place(found.start, found.end) if found.end > found.start else (0, 0)
    severity = found.severity or rule.severity
    unverified = rule.confidence != "verificata" and approval is None
    return Finding(
        rule=rule.id,
        family=rule.family,
        severity="avviso" if unverified and severity == "errore" else severity,
        article=rule.article,
        quote=act.document.text[start:end],
        start=start,
        end=end,
        place=act.document.place(start) if end > start else "",
        message=found.message,
        why=f"{rule.why} {UNVERIFIED.format(rule.confidence)}" if unverified else rule.why,
        suggestion=found.suggestion,
        confidence=rule.confidence if unverified else "verificata",
        source=f"{rule.source}; {approval}" if approval else rule.source,
        valid_from=rule.valid_from.isoformat() if rule.valid_from else None,
        valid_to=rule.valid_to.isoformat() if rule.valid_to else None,
    )
