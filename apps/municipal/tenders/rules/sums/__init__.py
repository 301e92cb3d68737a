"""`conti`: amounts, shares, weights and days that do not add up."""

from apps.municipal.tenders.rules.rule import Rule
from apps.municipal.tenders.rules.sums.additions import ADDITIONS
from apps.municipal.tenders.rules.sums.annualities import ANNUALITIES
from apps.municipal.tenders.rules.sums.bounds import BOUNDS
from apps.municipal.tenders.rules.sums.calendar import CALENDAR
from apps.municipal.tenders.rules.sums.chronology import CHRONOLOGY
from apps.municipal.tenders.rules.sums.claims import CLAIMS
from apps.municipal.tenders.rules.sums.committees import COMMITTEES
from apps.municipal.tenders.rules.sums.counts import COUNTS
from apps.municipal.tenders.rules.sums.deductions import DEDUCTIONS
from apps.municipal.tenders.rules.sums.derivations import DERIVATIONS
from apps.municipal.tenders.rules.sums.dimensions import DIMENSIONS
from apps.municipal.tenders.rules.sums.entry import told_once
from apps.municipal.tenders.rules.sums.enumerations import ENUMERATIONS
from apps.municipal.tenders.rules.sums.expressions import EXPRESSIONS
from apps.municipal.tenders.rules.sums.framework import FRAMEWORK
from apps.municipal.tenders.rules.sums.frequencies import FREQUENCIES
from apps.municipal.tenders.rules.sums.hours import CLOCKS
from apps.municipal.tenders.rules.sums.identities import NAMED_AMOUNTS
from apps.municipal.tenders.rules.sums.implied import IMPLIED
from apps.municipal.tenders.rules.sums.instalments import INSTALMENTS
from apps.municipal.tenders.rules.sums.lasting import LASTING
from apps.municipal.tenders.rules.sums.lettering import LETTERING
from apps.municipal.tenders.rules.sums.lines import LINES
from apps.municipal.tenders.rules.sums.means import MEANS
from apps.municipal.tenders.rules.sums.milestones import MILESTONES
from apps.municipal.tenders.rules.sums.misprints import MISPRINTS
from apps.municipal.tenders.rules.sums.multiples import MULTIPLES
from apps.municipal.tenders.rules.sums.named import NAMED
from apps.municipal.tenders.rules.sums.parallel import PARALLEL
from apps.municipal.tenders.rules.sums.partitions import PARTITIONS, RESTS
from apps.municipal.tenders.rules.sums.payments import PAYMENTS
from apps.municipal.tenders.rules.sums.periods import PERIODS
from apps.municipal.tenders.rules.sums.portions import PORTIONS
from apps.municipal.tenders.rules.sums.products import PRODUCTS
from apps.municipal.tenders.rules.sums.proportions import PROPORTIONS
from apps.municipal.tenders.rules.sums.prose import PROSE
from apps.municipal.tenders.rules.sums.rates import RATES
from apps.municipal.tenders.rules.sums.reckonings import RECKONINGS
from apps.municipal.tenders.rules.sums.relations import RELATIONS
from apps.municipal.tenders.rules.sums.rhythms import RHYTHMS
from apps.municipal.tenders.rules.sums.scoring import SCORING
from apps.municipal.tenders.rules.sums.shares import SHARES
from apps.municipal.tenders.rules.sums.spans import SPANS
from apps.municipal.tenders.rules.sums.stretches import STRETCHES
from apps.municipal.tenders.rules.sums.surfaces import SURFACES
from apps.municipal.tenders.rules.sums.tallies import TALLIES
from apps.municipal.tenders.rules.sums.terms import TERMS
from apps.municipal.tenders.rules.sums.totals import TOTALS
from apps.municipal.tenders.rules.sums.units import UNITS
from apps.municipal.tenders.rules.sums.variations import VARIATIONS
from apps.municipal.tenders.rules.sums.weights import WEIGHTS
from apps.municipal.tenders.rules.sums.wholes import WHOLES
from apps.municipal.tenders.rules.sums.worked import WORKED
from apps.municipal.tenders.rules.sums.years import FISCAL_YEARS

SUMS: tuple[Rule, ...] = told_once(
    (
        *LETTERING,
        *EXPRESSIONS,
        *TOTALS,
        *SHARES,
        *PROSE,
        *FRAMEWORK,
        *PERIODS,
        *PORTIONS,
        *PRODUCTS,
        *MISPRINTS,
        *INSTALMENTS,
        *DEDUCTIONS,
        *ADDITIONS,
        *RATES,
        *ANNUALITIES,
        *PAYMENTS,
        *SURFACES,
        *COUNTS,
        *FREQUENCIES,
        *PARTITIONS,
        *COMMITTEES,
        *WEIGHTS,
        *CALENDAR,
        *CHRONOLOGY,
        *MILESTONES,
        *SPANS,
        *TERMS,
        *FISCAL_YEARS,
        *UNITS,
        *LASTING,
        *TALLIES,
        *SCORING,
        *MULTIPLES,
        *ENUMERATIONS,
        *BOUNDS,
        *CLAIMS,
        *CLOCKS,
        *RECKONINGS,
        *RELATIONS,
        *WHOLES,
        *PROPORTIONS,
        *VARIATIONS,
        *PARALLEL,
        *MEANS,
        *NAMED,
        *IMPLIED,
        *DERIVATIONS,
        *LINES,
        *DIMENSIONS,
        *NAMED_AMOUNTS,
        *RHYTHMS,
        *STRETCHES,
        *RESTS,
        *WORKED,
    )
)

__all__ = ["SUMS"]
