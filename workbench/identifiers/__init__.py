"""The codes of tender acts (CIG, CUP, CPV, partita IVA, codice fiscale, IBAN): found in a text, judged."""

from workbench.identifiers.code import Code, Judgement, Kind, Outcome
from workbench.identifiers.cpv import cpv_label
from workbench.identifiers.judging import judge
from workbench.identifiers.searching import find_codes

__all__ = ["Code", "Judgement", "Kind", "Outcome", "cpv_label", "find_codes", "judge"]
