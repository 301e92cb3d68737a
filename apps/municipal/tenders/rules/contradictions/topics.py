"""Things of which the documents of a procedure give one figure: fees, guarantees, prices, rows of tables, counted things."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.listing import list_totals
from apps.municipal.tenders.rules.contradictions.measures import Figure, amounts, numbers, sums
from apps.municipal.tenders.rules.contradictions.naming import EACH, named_sums
from apps.municipal.tenders.rules.contradictions.pairing import Topic, Values
from apps.municipal.tenders.rules.contradictions.prices import BY_OTHERS
from apps.municipal.tenders.rules.contradictions.qualifying import stems
from apps.municipal.tenders.rules.contradictions.shares import unread
from apps.municipal.tenders.rules.contradictions.statement import before, clause

ELSEWHERE = re.compile(
    r"\buscent\w+|\bprecedent\w+|\b(?:nel|del)\s+20\d\d\b|\berano\b|\bera\b|\brequisit\w+|\banalog\w+|\bultim[oi]\b|\bminimo\s+tecnic\w+|\bpunteggio\s+minimo|\bsoglia\b|\bsbarramento|\bper\s+esempio|\ba\s+titolo\s+d'esempio|\bcapacità\s+(?:di|produttiv\w+|massima)|\bpuò\s+(?:produrre|contenere|ospitare)|\bnon\s+computat\w+",
    re.IGNORECASE,
)
"""of what others must have done, or of a limit, with a rule of its own"""
TOTAL_ROW = re.compile(r"\W*total[ei]\b\W*(?:[\d.,]+\W*)*$", re.IGNORECASE)
RATIO = re.compile(r"\brapporto\s+(?:tra|fra|di)\b[^.;\n]{0,60}$", re.IGNORECASE)
OPTIONAL = re.compile(
    r"(?<!si )\b(?:opzion|esten(?:sion|d)|facolt|aumentabil|incrementabil|elevabil|increment|eventual)\w*\b[^.;\n\d]*$",
    re.IGNORECASE,
)
"""of what may be added"""
DEMANDS = re.compile(
    r"\b(?:requisit\w+|capacità\s+(?:tecnic|economic|profession)\w+|esperienz\w+|aver\w*\s+(?:\w+\s+)?\w+(?:ito|ato|uto))\b[^\n]*$",
    re.IGNORECASE,
)
NEAR = 160
LEAST_HOURS = 100
"""fewer, of no year or week, are within which something is done"""
MANY = 1000
WEEKS, FEW, A_YEAR = "settim", 5, 52
"""fewer are within which something is done"""
INVITED = re.compile(
    r"\binvit\w+|\bconsult\w+|\boperator\w+\s+economic|\bconcorrent\w+|\bmanifest\w+|\bofferent\w+|\bsorteggi\w+|\binterpell\w+",
    re.IGNORECASE,
)
LIKE = re.compile(
    r"\banalog\w+|\bsimil[ei]\b|\bultim[oi]\s+(?:\w+\s+ann[oi]|(?:tri|quinqu)ennio)|\bcapacità\s+tecnic\w+|\bstessa\s+natura|\bidentic\w+",
    re.IGNORECASE,
)
LEAST = re.compile(
    r"\b(?:almeno|non\s+(?:meno|inferiore)\s+(?:di|a)|minimo(?:\s+di)?|più\s+di|oltre)\s*(?:n\.\s?)?$",
    re.IGNORECASE,
)
CONTRACTS = re.compile(r"contrat|serviz|fornit|lavor|incar|appal|commes|eserc|prestaz|ann|mes")
AHEAD = 30
NOT_THINGS = re.compile(r"lott|punt|membri|comm|artico|artt?|letter|quell|invit|esempl|gg")
TIMES = frozenset(["giorn", "mes", "ann", "minut", "euro", "second", "eserci", "decima", "cifr", "mila"])
"""nouns of what other rules read"""
LOOSE = re.compile(r"\s*(?:[;,|\t\n)]|\.(?:\s|$)|punt[io]\b|p\.?ti\b|pezz[io]\b|unità\b|$)", re.IGNORECASE)
SCORES = re.compile(r"\bpunt(?:i(?!\s+(?:luce|presa|rete|acqua|vendita|di)\b)|o|egg\w+)\b", re.IGNORECASE)
TABLE = 900
"""characters before a number in which its table says that it is of points"""
OF_WHICH = re.compile(r",?\s*(?:di|de[il]|delle|fra|tra)\s+(?:i\s+|le\s+)?(?:cui|quali)\b", re.IGNORECASE)
ADDRESS = re.compile(
    r"\b(?:via|viale|piazza\w*|corso|largo|vicolo|tel|fax|cap)\b[^.;\n]{0,40}$", re.IGNORECASE
)
EQUIVALENT = re.compile(r"\s*(?:equivalent\w+|F\.?T\.?E\b)", re.IGNORECASE)
"""of people counted as if all worked full time"""
CUMULATED = re.compile(r"\bcumul\w+|\bprogressiv\w+", re.IGNORECASE)
UNITARY = Decimal(5000)
PRICED = re.compile(
    r"\bcosta\w*\b|\bper\s+(?:ogni|ciascun\w*)\b|\bprezz\w+|\btariff\w+|\bcanone\b|\bunitari\w+|\bcost[oi]\s+(?:\w+\s+)?(?:orari|medi|unitari)\w|\bcompenso\b",
    re.IGNORECASE,
)


EMPLOYING = re.compile(
    r"\b(?:ha|hanno|abbia(?:no)?|avent[ei]|occup\w+|con|impieg\w+)\s+(?:più\s+di|oltre|meno\s+di|fino\s+a)\s+$",
    re.IGNORECASE,
)
"""«chi ha più di 50 dipendenti»: of a firm, for what the law asks of it"""
PARAGRAPH = re.compile(r"(?<=\n)\d{1,2}(?:\)|\.(?!\d))\s*[^\W\d]")
"""«6) CRITERIO»: a number that counts nothing"""


def _sums(keep: Callable[[Act, Figure], bool]) -> Callable[[Act], Sequence[Figure]]:
    return lambda act: [each for each in sums(act) if keep(act, each)]


def _lead(act: Act, figure: Figure) -> str:
    return before(act.text, figure.start, 160)


def _is_row(act: Act, figure: Figure) -> bool:
    return figure.in_row and bool(figure.about)


def _is_price(act: Act, figure: Figure) -> bool:
    return (
        act.kind != "determina_affidamento_diretto"
        and not BY_OTHERS.search(_lead(act, figure))
        and figure.value < UNITARY
        and bool(figure.about)
        and (
            figure.in_row
            or bool(EACH.match(act.text, figure.end))
            or bool(PRICED.search(_lead(act, figure) + act.text[figure.end : figure.end + 30]))
        )
    )


def _any_sum(act: Act, figure: Figure) -> bool:
    return figure.value >= 10


def every_sum(act: Act) -> Values:
    return frozenset(each.value for each in amounts(act))


def things(act: Act) -> Sequence[Figure]:
    """Counted things: `35 aree verdi`, `gli stabili sono quattro`."""
    return [each for each in numbers(act) if _is_thing(act, each)]


def _is_thing(act: Act, figure: Figure) -> bool:
    if not figure.noun and not figure.named and not (figure.in_row and figure.about):
        return False
    if figure.noun in TIMES or NOT_THINGS.fullmatch(figure.noun):
        return False
    if not figure.noun and (figure.in_row or not figure.named) and _is_score(act, figure):
        return False
    if figure.noun == "volt" and not figure.period:
        return False
    said = clause(act, figure.start, figure.end)
    if EQUIVALENT.match(act.text, figure.end) or (
        WEEKS in (figure.noun, figure.named) and not FEW <= figure.value < A_YEAR
    ):
        return False
    if figure.noun == "or" and figure.value < (LEAST_HOURS if not figure.period else 10):
        return False
    return (
        bool(figure.about)
        and not ELSEWHERE.search(said)
        and not OPTIONAL.search(act.text, max(0, figure.start - 50), figure.start)
        and not RATIO.search(act.text, max(0, figure.start - NEAR), figure.start)
        and not DEMANDS.search(act.text, max(0, figure.start - NEAR), figure.start)
        and not (
            figure.noun == "addetti"
            and (
                INVITED.search(said) or EMPLOYING.search(act.text, max(0, figure.start - AHEAD), figure.start)
            )
        )
    )


def demanded(act: Act) -> Sequence[Figure]:
    """How much others must have done before: «contratti analoghi, ciascuno per almeno trenta impianti»."""
    return [
        each
        for each in numbers(act)
        if each.noun
        and each.noun not in TIMES
        and not NOT_THINGS.fullmatch(each.noun)
        and not CONTRACTS.match(each.noun)
        and LEAST.search(act.text, max(0, each.start - AHEAD), each.start)
        and LIKE.search(clause(act, each.start, each.end))
    ]


def entries(act: Act) -> Sequence[Figure]:
    """Numbers at the end of a row or of an item, whose words say what they are of: points, meals of a school."""
    return [
        replace(each, noun="", named="")
        for each in numbers(act)
        if each.about
        and each.noun in ("", "punt")
        and (each.in_row or LOOSE.match(act.text, each.end))
        and not OF_WHICH.match(act.text, each.end)
        and not PARAGRAPH.match(act.text, each.start)
        and not ADDRESS.search(act.text[max(0, each.start - 60) : each.start])
        and not ELSEWHERE.search(clause(act, each.start, each.end))
    ]


def many(act: Act) -> Sequence[Figure]:
    """Great numbers, of which one may be the other with two digits exchanged."""
    return [each for each in numbers(act) if each.value >= MANY]


def every_number(act: Act) -> Values:
    return frozenset(each.value for each in numbers(act))


def told_by_tables(act: Act) -> Values:
    """Sums of lists, and what stands in the last row of a table, whose columns are not read."""
    totals = (each.value for each in numbers(act) if each.in_row and TOTAL_ROW.match(_line(act, each)))
    return list_totals(act) | frozenset(totals)


def _line(act: Act, figure: Figure) -> str:
    return act.text[act.text.rfind("\n", 0, figure.start) + 1 : figure.start]


def _is_score(act: Act, figure: Figure) -> bool:
    return figure.noun == "punt" or bool(SCORES.search(act.text, max(0, figure.start - TABLE), figure.start))


OF_A_YEAR = ("fatturato", "prestazioni analoghe", "polizza")


def _named(name: str, low: int, high: int, title: str = "", **more: Any) -> Topic:
    return Topic(
        title or name[0].upper() + name[1:],
        lambda act: named_sums(act, name, low, high, name not in OF_A_YEAR),
        shared=0,
        ratio=Decimal(9),
        known=every_sum,
        money=True,
        **more,
    )


EVERY_FINE = stems(
    "penale sanzione applica applicata comporta episodio evento inadempienza infrazione caso importo"
)


def fines(act: Act) -> Sequence[Figure]:
    """What is paid for one breach, with the words that say for which."""
    return [
        replace(each, period="", about=each.about - EVERY_FINE)
        for each in named_sums(act, "penale", 5, 5000, whole=False)
    ]


PAID_BY_AUTHORITY = frozenset((30, 225, 250, 375, 410, 600, 660, 800, 880))
"""euro; what the contracting authority pays to ANAC, never a competitor"""


def fees(act: Act) -> Sequence[Figure]:
    """What a competitor pays to ANAC."""
    return [
        each for each in named_sums(act, "contributo ANAC", 10, 5000) if each.value not in PAID_BY_AUTHORITY
    ]


MOST = 10**9


def percentages(act: Act) -> Sequence[Figure]:
    """Shares that no other rule reads."""
    return [
        each
        for each in unread(act)
        if each.about and not CUMULATED.search(act.text, max(0, each.start - 2 * NEAR), each.start)
    ]


TOPICS: dict[str, Topic] = {
    "contributo_anac": Topic("Contributo ANAC", fees, shared=0, ratio=Decimal(9)),
    "importo_garanzia_provvisoria": _named(
        "garanzia provvisoria", 50, 10**7, "Importo della garanzia provvisoria"
    ),
    "penale_fissa": Topic("Penale", fines, shared=0, ratio=Decimal(9), known=every_sum, kindred=True),
    "franchigia": _named("franchigia", 50, 10**6),
    "polizze": _named("polizza", 50_000, MOST, "Massimale"),
    "fatturato": _named("fatturato", 1000, MOST, "Fatturato richiesto"),
    "prestazioni_analoghe": _named("prestazioni analoghe", 500, MOST),
    "costo_manodopera": _named("manodopera", 500, MOST, "Costo della manodopera"),
    "oneri_sicurezza": _named("sicurezza", 20, MOST, "Oneri della sicurezza"),
    "valore_con_opzioni": _named("valore globale", 500, MOST, "Valore con le opzioni"),
    "importo_rinnovo": _named("rinnovo", 500, MOST, "Importo del rinnovo"),
    "importo_opzioni": _named("opzioni", 500, MOST, "Importo delle opzioni"),
    "importo_proroga": _named("proroga", 500, MOST, "Importo della proroga"),
    "voci": Topic(
        "Importo della voce", _sums(_is_row), likeness=0.6, ratio=Decimal(2), known=every_sum, money=True
    ),
    "prezzi": Topic("Prezzo unitario", _sums(_is_price), likeness=0.6, money=True),
    "somme": Topic(
        "Importo",
        _sums(_any_sum),
        shared=0,
        only_exchanged=True,
        ratio=Decimal(9),
        known=every_sum,
        money=True,
    ),
    "quantita": Topic("Quantità", things, likeness=0.5, known=told_by_tables, counted=True),
    "dimensione_richiesta": Topic("Dimensione richiesta", demanded, likeness=0.4, counted=True),
    "cifre": Topic("Quantità", many, shared=0, only_exchanged=True, ratio=Decimal(9), known=every_number),
    "numeri": Topic("Numero della voce", entries, likeness=0.6, known=told_by_tables),
    "quote": Topic("Percentuale", percentages, likeness=0.6),
}
