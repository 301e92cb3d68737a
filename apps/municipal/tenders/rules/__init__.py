"""The rules, one file per family. A rule is one entry in its family's tuple."""

from apps.municipal.tenders.rules.approvals import Approval, approvals
from apps.municipal.tenders.rules.clauses import CLAUSES
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from apps.municipal.tenders.rules.elements import ELEMENTS
from apps.municipal.tenders.rules.identifiers import IDENTIFIERS
from apps.municipal.tenders.rules.references import REFERENCES
from apps.municipal.tenders.rules.rule import (
    ACTS,
    FAMILIES,
    Confidence,
    Family,
    Finding,
    Found,
    Rule,
    Severity,
    finding,
    unbroken,
)
from apps.municipal.tenders.rules.sums import SUMS
from apps.municipal.tenders.rules.thresholds import THRESHOLDS

RULES: tuple[Rule, ...] = (
    *REFERENCES,
    *IDENTIFIERS,
    *ELEMENTS,
    *SUMS,
    *CONTRADICTIONS,
    *CLAUSES,
    *THRESHOLDS,
)

__all__ = [
    "ACTS",
    "FAMILIES",
    "RULES",
    "Approval",
    "Confidence",
    "Family",
    "Finding",
    "Found",
    "Rule",
    "Severity",
    "approvals",
    "finding",
    "unbroken",
]
