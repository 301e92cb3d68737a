"""`riferimenti`: norms that are gone, do not exist, or do not speak of what they are cited for; obsolete terms."""

from apps.municipal.tenders.rules.references.below import BELOW_THRESHOLD
from apps.municipal.tenders.rules.references.commas import COMMAS
from apps.municipal.tenders.rules.references.confused import CONFUSED
from apps.municipal.tenders.rules.references.decrees import DECREES
from apps.municipal.tenders.rules.references.letters import LETTERS
from apps.municipal.tenders.rules.references.misplaced import MISPLACED
from apps.municipal.tenders.rules.references.repealed import REPEALED
from apps.municipal.tenders.rules.references.responsible import RESPONSIBLE
from apps.municipal.tenders.rules.references.terms import TERMS
from apps.municipal.tenders.rules.references.unknown import UNKNOWN
from apps.municipal.tenders.rules.rule import Rule

REFERENCES: tuple[Rule, ...] = (
    *REPEALED,
    *TERMS,
    *RESPONSIBLE,
    *UNKNOWN,
    *COMMAS,
    *CONFUSED,
    *DECREES,
    *MISPLACED,
    *LETTERS,
    *BELOW_THRESHOLD,
)

__all__ = ["REFERENCES"]
