"""`codici`: CIG, CUP, CPV, partita IVA, codice fiscale and IBAN that cannot be right."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from apps.municipal.tenders.acts import Act
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


def _judged(kind: Kind) -> Rule:
    def find(act: Act) -> Iterator[Found]:
        for code in act.codes:
            judgement = judge(code, act.day) if code.kind == kind else None
            if judgement and judgement.outcome == "errato":
                yield _found(act, code, judgement.reason)
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


def _is_old(code: Code) -> bool:
    return code.kind == "cig" and code.generation in ("simog", "smartcig")


def _old_cig(act: Act) -> Iterator[Found]:
    """A code of the systems that ended in 2023, where nothing says that it is of an earlier contract."""
    for code in act.codes:
        if _is_old(code) and judge(code, act.day).outcome == "dubbio" and not _is_earlier(act, code):
            yield _found(act, code, judge(code, act.day).reason, is_sure=bool(act.kind))


def _is_earlier(act: Act, code: Code) -> bool:
    one, other = act.flat.sentence(code.start, code.end)
    around = act.text[max(one, code.start - REACH) : min(other, code.end + REACH // 2)]
    return EARLIER.search(around) is not None


def _old_rule(find: Find) -> Rule:
    return Rule(
        id="codici.cig_vecchio_sistema",
        article="artt. 23 e 25 D.Lgs. 36/2023; art. 3 L. 136/2010",
        severity="errore",
        confidence="alta",
        source="procurement_rules: smartcig_2024",
        why="Dal 1° gennaio 2024 il CIG si acquisisce soltanto con le piattaforme digitali: SIMOG e SmartCIG non ne rilasciano più.",
        find=find,
        kinds=frozenset(),
        valid_from=OLD_CIG_ENDS,
    )


IDENTIFIERS: tuple[Rule, ...] = (*(_judged(kind) for kind in NAMES), _old_rule(_old_cig))
