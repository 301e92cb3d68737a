"""`conti`: amounts, shares, weights and days that do not add up."""

from apps.municipal.tenders.rules.rule import Rule
from apps.municipal.tenders.rules.sums.calendar import CALENDAR
from apps.municipal.tenders.rules.sums.counts import COUNTS
from apps.municipal.tenders.rules.sums.lettering import LETTERING
from apps.municipal.tenders.rules.sums.prose import PROSE
from apps.municipal.tenders.rules.sums.shares import SHARES
from apps.municipal.tenders.rules.sums.spans import SPANS
from apps.municipal.tenders.rules.sums.totals import TOTALS
from apps.municipal.tenders.rules.sums.weights import WEIGHTS

SUMS: tuple[Rule, ...] = (*LETTERING, *TOTALS, *SHARES, *PROSE, *COUNTS, *WEIGHTS, *CALENDAR, *SPANS)

__all__ = ["SUMS"]
