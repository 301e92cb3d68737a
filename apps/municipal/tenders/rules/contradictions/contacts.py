"""Where one writes and calls: certified and plain mail, telephone, site of the municipality."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement, clause, spotted
from apps.municipal.tenders.rules.scanning import scan

MAIL = re.compile(r"\b[\w.+-]{1,64}@(?P<domain>[\w-]+(?:\.[\w-]+){1,4})\b", re.IGNORECASE)
CERTIFIED = re.compile(r"\bp\.?e\.?c\b|certificat|legalmail", re.IGNORECASE)
MUNICIPAL = re.compile(r"\bcomune\b", re.IGNORECASE)
PRIVACY = re.compile(r"\b(?:[dr]p[do]|privacy|protezione\s+dei\s+dati|titolare)\b", re.IGNORECASE)
OF_A_FIRM = re.compile(
    r"\b(?:s\.?\s?r\.?\s?l|s\.?\s?p\.?\s?a|s\.?\s?n\.?\s?c|coop\w*|società|ditta|impresa|operatore|affidatari[oa]|appaltatore|aggiudicatari[oa]|fornitore|offerente|concorrente|assistenza|help\s?desk|ANAC|ARIA|Consip)\b",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"\b(?:tel(?:efono|\.)?|telefonic[oa]|telefonare|chiam\w+|rispond\w+(?=\s+al\b)|cell\.?|centralino)(?:\s+(?:al|il|n\.|numero|n°|dell'ufficio))*\s*[:.|]?\s*(?P<number>(?:\+39\s?)?[03]\d(?:[\s./-]?\d){5,9})\b",
    re.IGNORECASE,
)
WHOSE = re.compile(
    r"\bR\.?U\.?P\b|\bD\.?E\.?C\b|\breferente\b|\bdirettore\b|\b(?:ufficio|servizio|settore|sportello)\s+\w+|\bpolizia\b|\burgenz\w+|\bsopralluog\w+",
    re.IGNORECASE,
)
"""of whom a telephone is"""
AROUND = 90


def mails(act: Act) -> Iterator[Statement]:
    """Addresses of the municipality: certified, plain, and of who looks after personal data."""
    for found in scan(MAIL, act.text):
        one, other = act.flat.sentence(*found.span())
        lead = act.text[max(one, found.start() - AROUND) : found.start()]
        if OF_A_FIRM.search(lead) and not MUNICIPAL.search(found["domain"]):
            continue
        said = f"{lead} {found[0]} {act.text[found.end() : min(other, found.end() + 25)]}"
        yield Statement(found[0].lower(), *found.span(), key=_kind(said))


def _kind(said: str) -> str:
    if PRIVACY.search(said):
        return "protezione dei dati"
    return "PEC" if CERTIFIED.search(said) else "posta elettronica"


OFFICE = re.compile(
    r"\b[Cc](?:odice|od\.)\s+(?:[Uu]nivoco|IPA|[Dd]estinatario)\b(?:\s+(?:di\s+fatturazione|(?:dell')?\s?(?:[Uu]fficio|IPA)|per\s+la\s+fatturazione))?[^.;\n\d]{0,15}?[\s:«\"]+(?P<code>(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,7})\b"
)
CHAPTER = re.compile(
    r"\b(?:capitol[oi]|cap\.)\s*(?:(?:n\.|di\s+(?:bilancio|spesa)|di\s+P\.?E\.?G\.?|P\.?E\.?G\.?)\s*)?(?P<chapter>\d{2,8}(?:[/.]\d{1,4})*)\b",
    re.IGNORECASE,
)
SPENDING = re.compile(
    r"\bimpegn\w+|\bimput\w+|\bfinanzi\w+|\bspesa\b|\bbilancio\b|\bprenot\w+|\bcopertura\b", re.IGNORECASE
)


def offices(act: Act) -> Iterator[Statement]:
    """The code of the office that electronic invoices go to."""
    for found in scan(OFFICE, act.text):
        yield Statement(found["code"], found.start("code"), found.end("code"))


def chapters(act: Act) -> Iterator[Statement]:
    """The chapter of the budget that pays."""
    for found in spotted(CHAPTER, ("capitol", "cap."), act.text, 50):
        if SPENDING.search(clause(act, *found.span())):
            yield Statement(found["chapter"], *found.span())


def phones(act: Act) -> Iterator[Statement]:
    for found in scan(PHONE, act.text):
        lead = act.text[max(0, found.start() - AROUND) : found.start()].rpartition("\n")[2]
        if not OF_A_FIRM.search(lead):
            digits = re.sub(r"\D", "", found["number"].replace("+39", ""))
            whose = [each[0].lower() for each in WHOSE.finditer(lead)]
            yield Statement(digits, found.start("number"), found.end("number"), key="".join(whose[-1:]))


def same_chapter(one: Stated, other: Stated) -> bool:
    """Only where each names one: a contract may be paid from several."""
    return max(len(one.values), len(other.values)) > 1 or one.values == other.values
