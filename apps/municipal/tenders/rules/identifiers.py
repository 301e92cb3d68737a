"""`codici`: CIG, CUP, CPV, partita IVA, codice fiscale and IBAN that cannot be right."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.described import DESCRIBED
from apps.municipal.tenders.rules.purchased import PURCHASED
from apps.municipal.tenders.rules.rule import Find, Found, Rule, Severity
from workbench.identifiers import Code, Kind, judge


class Name(NamedTuple):
    """How a kind of code is called, where it comes from, and what to do when it is wrong."""

    name: str
    article: str
    source: str
    remedy: str


NAMES: dict[Kind, Name] = {
    "cig": Name(
        "CIG",
        "art. 3 L. 136/2010",
        "regole formali AGID-Peppol di Intercent-ER, provate su codici pubblici",
        "Riportare il CIG dalla piattaforma di approvvigionamento digitale con cui è stato acquisito.",
    ),
    "cup": Name(
        "CUP",
        "art. 11 L. 3/2003",
        "formato dei codici rilasciati; nessuna cifra di controllo pubblica",
        "Riportare il CUP dal sistema che lo rilascia o dall'atto che finanzia il progetto.",
    ),
    "cpv": Name(
        "CPV",
        "Reg. (CE) 213/2008",
        "tabella ufficiale dei codici",
        "Cercare il codice nel vocabolario CPV 2008.",
    ),
    "partita_iva": Name(
        "Partita IVA",
        "art. 35 D.P.R. 633/1972",
        "algoritmo di Luhn, provato",
        "Riportare la partita IVA dalla visura camerale o da una fattura dell'operatore.",
    ),
    "codice_fiscale": Name(
        "Codice fiscale",
        "D.P.R. 605/1973",
        "tabella dei caratteri di controllo, provata",
        "Riportare il codice fiscale dal documento o dalla dichiarazione dell'interessato.",
    ),
    "iban": Name(
        "IBAN",
        "art. 3 L. 136/2010",
        "ISO 13616 e lettera di controllo (CIN), provati",
        "Riportare l'IBAN dalla comunicazione del conto dedicato.",
    ),
}
RIGHT_CPV = re.compile(r"\d{8}-\d \([^)]*\)")
OLD_CIG_ENDS = date(2024, 1, 1)
"""SIMOG and SmartCIG codes are not issued since"""
REACH = 150
EARLIER = re.compile(
    r"\b(?:precedent|uscent|scadut|originari|pregress|cessat|storic|analogh|esperienz|liquidazion|derivat)\w*"
    r"|\b(?:in\s+(?:scadenza|essere|corso)|padre|madre|già\s+(?:affidat|in\s+essere|stipulat)\w*|prorog\w+|rinnov\w+|accordo\s+quadro|convenzione|variant[ei]|atto\s+aggiuntivo)\b"
    r"|\b(?:contratt|affidament|affidat|appalt|aggiudicat|stipulat|sottoscritt|gar[ae]|procedur|servizi|fornitur|determin)\w*[^;\n]{0,60}\b(?:20(?:0\d|1\d|2[0-3]))\b",
    re.IGNORECASE,
)
"""words beside the code of an earlier contract"""
YEAR = re.compile(r"(?<![\d/.,-])(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?P<year>(?:19|20)\d{2})(?!\d|[./,-]\d)")
OF_NORM = re.compile(
    r"\b(?:legge|l\.|decreto(?!\s+(?:sindacale|del\s+sindaco))|d\.?\s?lgs\.?|d\.?\s?[mpl]\.?(?:\s?[rl]\.)?(?:c\.?m\.)?|regolamento|direttiva|linee\s+guida|delibera\w*|bilancio|programma\w*|"
    r"piano|esercizi\w*|annualità|prezz[ia]\w*|listino|norm[ae]|codice\s+(?:dei\s+contratti|del))\b[^;\n]{0,40}$|\bsino\s+al\b[^;\n]{0,14}$|\bfino\s+al\b[^;\n]{0,14}$",
    re.IGNORECASE,
)
"""what stands before a year that is not one of a contract"""
MADE = re.compile(
    r"\b(?:contratt\w*|affidament\w*|affidat[oaie]|incaric\w+|stipul\w+|aggiudica\w+|appalt\w+|firmat[oaie]|sottoscritt[oaie]|ordin[ei]\b|fornit[oaie]|svolt[oaie]|eseguit[oaie]|commess\w|gara|acquistat\w|assegnat\w|determina\w*)[^;\n|]{0,60}$",
    re.IGNORECASE,
)
"""what stands before the year in which a contract was made"""
CARRIED = re.compile(
    r"\b(?:prorog|rinnov|derivat|accordo\s+quadro|convenzion|variant|aggiuntiv|estension|adesion|scad|cess[aeò]|termin|padre|madre)\w*",
    re.IGNORECASE,
)
"""a contract of one year that lives on in another"""
LETTERS = str.maketrans("", "", " .·\u00a0\u202f-‑–\n\t/")
MISTAKEN = "01"
"""digits for which a letter is mistaken"""


def _judged(kind: Kind) -> Rule:
    def find(act: Act) -> Iterator[Found]:
        for code in act.codes:
            judgement = judge(code, act.day) if code.kind == kind else None
            if judgement and judgement.outcome == "errato":
                yield _found(act, code, judgement.reason)
            elif judgement and (slip := _slip(act, code)):
                yield _found(act, code, slip)
            elif judgement and judgement.outcome == "dubbio" and not _is_old(code):
                yield _found(act, code, judgement.reason, is_sure=False)

    named = NAMES[kind]
    return Rule(
        id=f"codici.{kind}",
        article=named.article,
        severity="errore",
        confidence="verificata",
        source=named.source,
        why="Un codice scritto male ferma pubblicazione, pagamenti e controlli. Formalmente corretto non vuol dire esistente.",
        find=find,
        kinds=frozenset(),
    )


def _found(act: Act, code: Code, reason: str, *, is_sure: bool = True) -> Found:
    named = NAMES[code.kind]
    written = " ".join(act.text[code.start : code.end].split())
    right = RIGHT_CPV.search(reason)
    suggestion = right.group() if right else named.remedy
    severity: Severity | None = None if is_sure else "nota"
    return Found(code.start, code.end, f"{named.name} «{written}»: {reason}", suggestion, severity)


def _slip(act: Act, code: Code) -> str:
    """What to say of a code that is right only once a letter is read as the digit it looks like."""
    written = act.text[code.start : code.end].translate(LETTERS)
    right = code.text.translate(LETTERS)
    if code.kind == "partita_iva":
        written = re.sub(r"^IT(?=[\dOIl])", "", written, flags=re.IGNORECASE)
    if len(written) != len(right):
        return ""
    for letter, digit in zip(written, right, strict=True):
        if digit in MISTAKEN and letter.isalpha():
            return f"C'è la lettera «{letter}» al posto della cifra {digit}: si legge {right}."
    return ""


def _is_old(code: Code) -> bool:
    return code.kind == "cig" and code.generation in ("simog", "smartcig")


def _old_cig(act: Act) -> Iterator[Found]:
    """A code of the systems that ended in 2023, where nothing says that it is of an earlier contract."""
    for code in act.codes:
        if _is_old(code) and judge(code, act.day).outcome == "dubbio" and not _is_earlier(act, code):
            yield _found(act, code, judge(code, act.day).reason, is_sure=bool(act.kind))


def _is_earlier(act: Act, code: Code) -> bool:
    """The years beside the code decide; without years, the words."""
    before, after, is_made = _years(act, code)
    if any(year < OLD_CIG_ENDS.year for year in (*before, *after)):
        return True
    one, other = _sentence(act, code, REACH)
    return not is_made and EARLIER.search(act.text, one, min(other, code.end + REACH // 2)) is not None


def _years(act: Act, code: Code) -> tuple[list[int], list[int], bool]:
    """Years, not of norms, of the sentence or table row: before the code, after it; whether one before is of a contract."""
    one, other = _sentence(act, code, 2 * REACH)
    before: list[int] = []
    after: list[int] = []
    is_made = False
    for found in YEAR.finditer(act.text, one, other):
        words = act.text[one : found.start()]
        if OF_NORM.search(words) or any(each.start < found.end() <= each.end for each in act.citations):
            continue
        (before if found.start() < code.start else after).append(int(found["year"]))
        is_row = "|" in act.text[found.end() : code.start] or "|" in words
        is_made |= found.start() < code.start and (is_row or MADE.search(words) is not None)
    return before, after, is_made


def _young_cig(act: Act) -> Iterator[Found]:
    """A code of the platform of 2024 for a contract that the same sentence or row says to be older."""
    for code in act.codes:
        if code.generation != "pcp" or judge(code, act.day).outcome != "valido":
            continue
        before, after, is_made = _years(act, code)
        if before and is_made and max((*before, *after)) < OLD_CIG_ENDS.year and not _is_carried(act, code):
            reason = f"La forma è quella dei CIG rilasciati dal 2024, ma il contratto è del {before[-1]}."
            yield _found(act, code, reason)


def _is_carried(act: Act, code: Code) -> bool:
    one, other = _sentence(act, code, REACH)
    return CARRIED.search(act.text, one, other) is not None


def _sentence(act: Act, code: Code, reach: int) -> tuple[int, int]:
    """Where the sentence around a code begins and ends; a colon before the code does not begin one."""
    one, other = act.flat.sentence(code.start, code.end)
    if act.text[one - 1 : one] == ":":
        one = act.flat.sentence(one - 2, one - 1)[0]
    return max(one, code.start - reach), min(other, code.end + reach)


def _time_rule(name: str, find: Find) -> Rule:
    return Rule(
        id=f"codici.{name}",
        article="artt. 23 e 25 D.Lgs. 36/2023; art. 3 L. 136/2010",
        severity="errore",
        confidence="alta",
        source="procurement_rules: smartcig_2024",
        why="Dal 1° gennaio 2024 il CIG si acquisisce soltanto con le piattaforme digitali, che gli danno un'altra forma: SIMOG e SmartCIG non ne rilasciano più.",
        find=find,
        kinds=frozenset(),
        valid_from=OLD_CIG_ENDS,
    )


IDENTIFIERS: tuple[Rule, ...] = (
    *(_judged(kind) for kind in NAMES),
    _time_rule("cig_vecchio_sistema", _old_cig),
    _time_rule("cig_anteriore", _young_cig),
    *DESCRIBED,
    *PURCHASED,
)
