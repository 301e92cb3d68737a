"""Codes of the procedure that an act states: CIG, CUP, CPV, the IBAN and the tax code of the municipality."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import ANOTHER, Read, Statement, before
from apps.municipal.tenders.rules.scanning import scan
from workbench.identifiers import Code, Kind

MASTER = re.compile(
    r"\bmaster\b|\bpadre\b|\bCIG\s+(?:dell'|della\s+)?(?:accordo|convenzione|quadro)", re.IGNORECASE
)
SECONDARY = re.compile(r"\bsecondari\w|\bsupplementar\w|\bulterior\w|\baltr[oi]\s+CPV", re.IGNORECASE)
CUI = re.compile(r"\b[LSF]\d{20}\b", re.IGNORECASE)


def codes(kind: Kind) -> Read:
    def read(act: Act) -> Iterator[Statement]:
        found = [code for code in act.codes if code.kind == kind]
        own = [code for code in found if not _of_another(act, code, found)]
        for code in own:
            yield Statement(code.text, code.start, code.end, code.text)

    return read


def _of_another(act: Act, code: Code, found: list[Code]) -> bool:
    lead = before(act.text, code.start)
    if MASTER.search(lead[-60:]):
        return True
    if code.kind != "cig" or (
        code.start == found[0].start and code.start < 600 and not ANOTHER.search(lead[-80:])
    ):
        return False
    if code.generation in ("simog", "smartcig") and any(each.generation == "pcp" for each in found):
        return True
    return bool(ANOTHER.search(lead[-110:]))


def plans(act: Act) -> Iterator[Statement]:
    """The CUI of the purchase in the programme of the municipality."""
    for found in scan(CUI, act.text):
        yield Statement(found[0].upper(), found.start(), found.end())


def main_cpv(act: Act) -> Iterator[Statement]:
    """The CPV codes, without those that the act calls secondary."""
    for statement in codes("cpv")(act):
        if not SECONDARY.search(before(act.text, statement.start)[-70:].rpartition("\n")[2]):
            yield statement


def tax_codes(act: Act) -> Iterator[Statement]:
    """Of the municipality: the number that follows its name."""
    for code in act.codes:
        lead = act.text[max(0, code.start - 90) : code.start]
        named = re.search(
            r"\b(?:Comune|Città|stazione\s+appaltante|Ente)\b(?!.*\b(?:s\.?r\.?l|s\.?p\.?a|ditta|impresa|operatore|società|cooperativa)\b)",
            lead,
            re.IGNORECASE,
        )
        if named and code.kind in ("partita_iva", "codice_fiscale") and code.text.isdigit():
            yield Statement(code.text, code.start, code.end, code.text)
