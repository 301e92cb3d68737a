"""What is asked of who takes part: certificates, contracts of the same kind, the mark to be reached."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.lengths import WORDS
from apps.municipal.tenders.rules.contradictions.money import SMALLEST
from apps.municipal.tenders.rules.contradictions.statement import Statement, before, clause
from apps.municipal.tenders.rules.scanning import scan
from workbench.italian import read_words

ANOTHER = re.compile(
    r"\bincaricat\w+|\bdipendent\w+|\bcoordinator\w+|\bconsum\w+|\bsocial\w+\s+media", re.IGNORECASE
)
"""of persons, or of what was spent"""

COUNT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|\b{WORDS}{{1,3}})"
CERTIFICATE = re.compile(
    r"\b(?:UNI\s+)?(?:EN\s+)?(?:ISO(?:/IEC|/TS)?|SA|OHSAS|EMAS|PdR)\s?-?\s?(?P<number>\d{3,5})\b(?:[:-]\d{4})?|\bEMAS\b",
    re.IGNORECASE,
)
REQUIRED = re.compile(
    r"\brequisit\w+|\brichied\w+|\bcertific\w+|\bpossess\w+|\bpossied\w+|\bin\s+corso\s+di\s+validità|\brichiest\w+|\bcapacità\b",
    re.IGNORECASE,
)
NOT_REQUIRED = re.compile(
    r"\bgaranzi\w+|\bcauzion\w+|\bfideiuss\w+|\bridu\w+|\bpunt[oi]\b|\bpunteggi\w*|\bpremial\w+|\bcriteri\w*|\bpreferenz\w+|\bfacoltativ\w+|\bse\s+possedut\w+|\bprodott\w+|\bdetergent\w+|\bcarta\b|\bimballagg\w+",
    re.IGNORECASE,
)
SIMILAR = re.compile(
    rf"\b(?:almeno|esig\w+|richied\w+|chied\w+|elenca\w*|indica\w*|dimostra\w*|present\w+|esibi\w+|vanta\w*|attest\w+|document\w+|comprova\w*|non\s+meno\s+di|minimo|un\s+minimo\s+di|non\s+inferior\w+\s+a|esecuzione\s+di|(?:aver\w*|abbia\w*)\s+(?:svolto|eseguito|gestito|realizzato|espletato|concluso)(?:\s+con\s+buon\s+esito)?(?:\s+(?:almeno|non\s+meno\s+di))?)\s+(?:n\.\s?)?(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:distint\w\s+)?(?:contratt[oi]|serviz[io]|fornitur[ae]|lavor[io]|incaric(?:o|hi)|appalt[oi]|commess[ae])\b"
    rf"|\b(?:contratti|servizi|forniture|lavori|incarichi|appalti)\s+(?:analogh?|simil|identic)\w+[^.:;|\n]{{0,60}}[:|]\s*(?:(?:almeno|minimo|n\.|non\s+meno\s+di)\s*)?(?P<told>{COUNT})(?=\W*(?:\n|$|;))"
    rf"|(?:^|[.:;\n]\s*)(?P<first>{COUNT})\s+(?:contratti|servizi|forniture|lavori|incarichi|appalti)\s+(?:analogh?|simil|identic)\w+",
    re.IGNORECASE,
)
EXPERIENCE = re.compile(
    r"\banalog\w+|\bsimil[ei]\b|\bbuon\s+esito|\bultim[oi]\b|\b(?:trienn|quinquenn|decenn)io|\bsvolt\w+|\beseguit\w+|\besecuzion\w+|\brequisit\w+|\bresi\b",
    re.IGNORECASE,
)
MARK = re.compile(
    rf"(?:\balmeno|\bmeno\s+di|\bsotto(?:\s+i)?|\binferior\w+\s+ai?|\braggiung\w+|\bottien\w+|\botten\w+|\bconsegu\w+|\bsuper\w+|\b(?:soglia|sbarramento|minim[oaie])\b[^.;\n\d]{{0,75}}?)\s*(?:(?:di|a|pari\s+a|è|almeno|i|il|un|punteggio|fissat\w+|in|complessivo|minimo|tecnico|:)\s+){{0,5}}(?P<mark>{COUNT})\s*(?:punti\b|p\.ti\b|/\s?\d{{2,3}}|su\s+\d{{2,3}})"
    rf"|\b(?:soglia|sbarramento)\b[^.;\n\d]{{0,40}}[|:]\s*punti\s+(?P<row>{COUNT})\b"
    rf"|\bpunteggio\s+(?:\w+\s+){{0,3}}?(?:pari\s+o\s+superiore|uguale\s+o\s+superiore|non\s+inferiore|superiore|inferiore|almeno\s+pari)\s+a\s+(?P<least>{COUNT})\b",
    re.IGNORECASE,
)
ADMITTED = re.compile(
    r"\bpunteggio\s+(?:tecnico\s+)?minimo|\bammess\w+|\bammission\w+|\besclu\w+|\bacced\w+|\bfase\b|\bapertura\b|\bapert\w\b|\bprosegu\w+|\bpassa\w*|\bsoglia\b|\bsbarramento\b|\bvalutat\w+|\bbust[ae]\b|\bin\s+corsa\b|\bgraduatoria\b",
    re.IGNORECASE,
)


def requirements(act: Act) -> Iterator[Statement]:
    """The turnover and the similar contracts asked of who takes part."""
    if act.kind not in ("avviso", "lettera_invito", "disciplinare", "decisione_di_contrarre"):
        return
    for amount in act.amounts:
        lead = before(act.text, amount.start)
        found = re.search(
            r"\bfatturato\s+(?P<what>globale|specifico|minimo|medio|annuo)|\b(?P<like>servizi|forniture|lavori)\s+(?:\w+\s+){0,2}(?:analog\w+|identic\w+)",
            lead,
            re.IGNORECASE,
        )
        if found and amount.value >= SMALLEST:
            yield Statement(
                amount.value,
                amount.start,
                amount.end,
                key=f"fatturato {found['what'].lower()}" if found["what"] else "prestazioni analoghe",
            )


NOT_ASKED = re.compile(
    r"\bnon\s+(?:(?:è|e'|sono|si|viene|vengono)\s+)?(?:richie\w+|chied\w+|necessari\w+|occorr\w+|serv\w+)\s+(?:alcun\w+\s+|il\s+possesso\s+di\s+)?certificazion\w+|\bnessuna\s+certificazione\s+(?:\w+\s+){0,3}(?:è|viene)\s+(?:richiesta|chiesta)",
    re.IGNORECASE,
)


def certifications(act: Act) -> Iterator[Statement]:
    """The numbers of the standards that a competitor must be certified by, or that there is none."""
    for none in scan(NOT_ASKED, act.text):
        yield Statement("nessuna", *none.span(), "nessuna")
    for found in scan(CERTIFICATE, act.text):
        said = clause(act, found.start(), found.end())
        if REQUIRED.search(before(act.text, found.start(), 60) + said) and not NOT_REQUIRED.search(said):
            yield Statement((found["number"] or "EMAS").upper(), found.start(), found.end())


def experiences(act: Act) -> Iterator[Statement]:
    """How many contracts of the same kind must have been carried out."""
    for found in scan(SIMILAR, act.text):
        count = _count(found["count"] or found["told"] or found["first"])
        if count and EXPERIENCE.search(clause(act, found.start(), found.end())):
            yield Statement(count, found.start(), found.end())


LATELY = re.compile(
    rf"\bultim[oi]\s+(?:(?:n\.\s?)?(?P<count>{COUNT})\s+(?:anni|esercizi)|(?P<span>biennio|triennio|quadriennio|quinquennio|decennio))\b|\b(?:nei|negli)\s+(?P<before>{COUNT})\s+anni\s+(?:preced|anteced|anterior)\w+|\bnel\s+(?P<past>biennio|triennio|quinquennio|decennio)\s+(?:preced|anteced|anterior)\w+",
    re.IGNORECASE,
)
SPANS = {"biennio": 2, "triennio": 3, "quadriennio": 4, "quinquennio": 5, "decennio": 10}
TURNOVER = re.compile(r"\bfatturat\w+|\bricav\w+|\bbilanci\w*|\bvolume\s+d'affari", re.IGNORECASE)
DONE = re.compile(
    r"\b(?:aver\w*|abbia\w*|avvenut\w+|espletament\w+|esecuzione|svolgimento|gestione)\b|\banalog\w+|\bsimil[ei]\b|\beseguit\w+|\bres[oiae]\b|\bstessa\s+natura|\bprestat\w+|\bsvolt\w+|\bgestit\w+|\bespletat\w+|\brealizzat\w+",
    re.IGNORECASE,
)


def lately(act: Act) -> Iterator[Statement]:
    """In how many years back the contracts of the same kind must have been carried out."""
    for found in scan(LATELY, act.text):
        said = clause(act, *found.span())
        if DONE.search(said) and not TURNOVER.search(said) and not ANOTHER.search(said):
            years = SPANS.get((found["span"] or found["past"] or "").lower()) or _count(
                found["count"] or found["before"] or "0"
            )
            yield Statement(years, *found.span())


def marks(act: Act) -> Iterator[Statement]:
    """The technical points below which an offer goes no further."""
    for found in scan(MARK, act.text):
        written = found["mark"] or found["row"] or found["least"]
        value = _count(written)
        said = clause(act, found.start(), found.end())
        if value and value >= 10 and value != 100 and ADMITTED.search(said):
            yield Statement(value, found.start(), found.end(), f"{written} punti")


def _count(written: str) -> float | None:
    plain = written.replace(",", ".").lower()
    return float(plain) if plain[0].isdigit() else read_words(plain)
