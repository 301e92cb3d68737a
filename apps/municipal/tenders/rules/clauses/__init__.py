"""`clausole`: clauses that an act states against the Code, one file per subject."""

from apps.municipal.tenders.rules.clauses.access import ENTRANCE
from apps.municipal.tenders.rules.clauses.adjustments import ADJUSTMENTS
from apps.municipal.tenders.rules.clauses.awarding import AWARDING
from apps.municipal.tenders.rules.clauses.brands import BRANDS
from apps.municipal.tenders.rules.clauses.certificates import CERTIFICATES
from apps.municipal.tenders.rules.clauses.commission import JUDGES
from apps.municipal.tenders.rules.clauses.contents import CONTENTS
from apps.municipal.tenders.rules.clauses.contracting import CONTRACTING
from apps.municipal.tenders.rules.clauses.declarations import DECLARATIONS
from apps.municipal.tenders.rules.clauses.delays import DELAYS
from apps.municipal.tenders.rules.clauses.disputes import DISPUTED
from apps.municipal.tenders.rules.clauses.execution import EXECUTION
from apps.municipal.tenders.rules.clauses.flows import FLOWS
from apps.municipal.tenders.rules.clauses.guarantees import GUARANTEES
from apps.municipal.tenders.rules.clauses.invoicing import INVOICING
from apps.municipal.tenders.rules.clauses.labour import LABOUR
from apps.municipal.tenders.rules.clauses.lawful import LAWFUL
from apps.municipal.tenders.rules.clauses.offers import OFFERS
from apps.municipal.tenders.rules.clauses.partners import PARTNERS
from apps.municipal.tenders.rules.clauses.performance import PERFORMANCE
from apps.municipal.tenders.rules.clauses.reliance import RELIED
from apps.municipal.tenders.rules.clauses.remedies import REMEDIES
from apps.municipal.tenders.rules.clauses.renewals import RENEWALS
from apps.municipal.tenders.rules.clauses.requirements import REQUIREMENTS
from apps.municipal.tenders.rules.clauses.revision import REVISIONS
from apps.municipal.tenders.rules.clauses.rotation import ROTATION
from apps.municipal.tenders.rules.clauses.scores import SCORES
from apps.municipal.tenders.rules.clauses.signing import SIGNING
from apps.municipal.tenders.rules.clauses.splitting import SPLITTING
from apps.municipal.tenders.rules.clauses.subcontracting import SUBCONTRACTING
from apps.municipal.tenders.rules.clauses.sureties import SURETIES
from apps.municipal.tenders.rules.clauses.survey import SURVEYS
from apps.municipal.tenders.rules.clauses.terms import TERMS
from apps.municipal.tenders.rules.clauses.thirds import THIRDS
from apps.municipal.tenders.rules.clauses.workers import WORKERS
from apps.municipal.tenders.rules.rule import Rule

CLAUSES: tuple[Rule, ...] = (
    *GUARANTEES,
    *ADJUSTMENTS,
    *REVISIONS,
    *EXECUTION,
    *CERTIFICATES,
    *DELAYS,
    *SUBCONTRACTING,
    *CONTRACTING,
    *REMEDIES,
    *SIGNING,
    *ROTATION,
    *SURVEYS,
    *SPLITTING,
    *AWARDING,
    *SCORES,
    *LABOUR,
    *WORKERS,
    *REQUIREMENTS,
    *RELIED,
    *ENTRANCE,
    *JUDGES,
    *SURETIES,
    *FLOWS,
    *PERFORMANCE,
    *DISPUTED,
    *CONTENTS,
    *BRANDS,
    *INVOICING,
    *TERMS,
    *RENEWALS,
    *THIRDS,
    *DECLARATIONS,
    *LAWFUL,
    *OFFERS,
    *PARTNERS,
)

__all__ = ["CLAUSES"]
