"""The procedure wizard: what a purchase asks for, every line with its article and how sure it is."""

from apps.municipal.tenders.wizard.advice import DISCLAIMER, Advice, GuaranteeAdvice, Line, as_json
from apps.municipal.tenders.wizard.advising import advise
from apps.municipal.tenders.wizard.awards import Award, Brought, read_awards
from apps.municipal.tenders.wizard.case import Case, read_case
from apps.municipal.tenders.wizard.evidence import Evidence, Wanted, gather
from apps.municipal.tenders.wizard.printing import page
from apps.municipal.tenders.wizard.saving import (
    Saved,
    erase_awards,
    erase_case,
    keep_awards,
    list_awards,
    list_cases,
    open_awards,
    open_case,
    save_case,
)

__all__ = [
    "DISCLAIMER",
    "Advice",
    "Award",
    "Brought",
    "Case",
    "Evidence",
    "GuaranteeAdvice",
    "Line",
    "Saved",
    "Wanted",
    "advise",
    "as_json",
    "erase_awards",
    "erase_case",
    "gather",
    "keep_awards",
    "list_awards",
    "list_cases",
    "open_awards",
    "open_case",
    "page",
    "read_awards",
    "read_case",
    "save_case",
]
