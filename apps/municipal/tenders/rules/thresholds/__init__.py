"""`soglie`: limits, procedure and number of operators against amount, object and day."""

from apps.municipal.tenders.rules.rule import Rule
from apps.municipal.tenders.rules.thresholds.bands import BANDS
from apps.municipal.tenders.rules.thresholds.comparing import COMPARISONS
from apps.municipal.tenders.rules.thresholds.estimate import ESTIMATES
from apps.municipal.tenders.rules.thresholds.exceptions import EXCEPTIONS
from apps.municipal.tenders.rules.thresholds.fees import FEES
from apps.municipal.tenders.rules.thresholds.fitness import FITNESS
from apps.municipal.tenders.rules.thresholds.invited import INVITATIONS
from apps.municipal.tenders.rules.thresholds.level import LEVELS
from apps.municipal.tenders.rules.thresholds.limits import LIMITS
from apps.municipal.tenders.rules.thresholds.measures import MEASURES
from apps.municipal.tenders.rules.thresholds.procedure import PROCEDURES
from apps.municipal.tenders.rules.thresholds.terms import TERMS
from apps.municipal.tenders.rules.thresholds.totals import TOTALS
from apps.municipal.tenders.rules.thresholds.wholes import WHOLES

THRESHOLDS: tuple[Rule, ...] = (
    *LIMITS,
    *COMPARISONS,
    *PROCEDURES,
    *FEES,
    *FITNESS,
    *INVITATIONS,
    *EXCEPTIONS,
    *ESTIMATES,
    *LEVELS,
    *TERMS,
    *BANDS,
    *WHOLES,
    *TOTALS,
    *MEASURES,
)

__all__ = ["THRESHOLDS"]
