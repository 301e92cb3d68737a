"""`clausole`: clauses that an act states against the Code, one file per subject."""

from apps.municipal.tenders.rules.clauses.awarding import AWARDING
from apps.municipal.tenders.rules.clauses.contracting import CONTRACTING
from apps.municipal.tenders.rules.clauses.execution import EXECUTION
from apps.municipal.tenders.rules.clauses.guarantees import GUARANTEES
from apps.municipal.tenders.rules.clauses.labour import LABOUR
from apps.municipal.tenders.rules.clauses.remedies import REMEDIES
from apps.municipal.tenders.rules.clauses.revision import REVISIONS
from apps.municipal.tenders.rules.clauses.rotation import ROTATION
from apps.municipal.tenders.rules.clauses.scores import SCORES
from apps.municipal.tenders.rules.clauses.splitting import SPLITTING
from apps.municipal.tenders.rules.clauses.subcontracting import SUBCONTRACTING
from apps.municipal.tenders.rules.rule import Rule

CLAUSES: tuple[Rule, ...] = (
    *GUARANTEES,
    *REVISIONS,
    *EXECUTION,
    *SUBCONTRACTING,
    *CONTRACTING,
    *REMEDIES,
    *ROTATION,
    *SPLITTING,
    *AWARDING,
    *SCORES,
    *LABOUR,
)

__all__ = ["CLAUSES"]
