"""What an act chooses among few possibilities: platform, criterion, collective agreement, form, procedure, court, inspection."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.counts import points
from apps.municipal.tenders.rules.contradictions.statement import Read, Statement, before, clause, spotted
from apps.municipal.tenders.rules.wording import wording

Options = Sequence[tuple[str, str, re.Pattern[str]]]


def options_of(*options: tuple[str, str, str]) -> Options:
    return [(value, shown, wording(pattern)) for value, shown, pattern in options]


PLATFORMS = options_of(
    ("sintel", "Sintel", r"\bS[I1l]NTEL\b"),
    (
        "mepa",
        "MEPA",
        r"\bM\.?E\.?P\.?A\b\.?|\bmercato\s+elettronico\s+(?:della\s+)?(?:pubblica\s+amministrazione|p\.?a)\b|\bacquist(?:i\s?in|in)\s?rete(?:\s?pa)?\b",
    ),
    ("start", "START", r"(?-i:\bSTART\b)"),
    ("tuttogare", "TuttoGare", r"\btutto\s?gare\b"),
    ("traspare", "Traspare", r"\btraspare\b"),
    ("sater", "SATER", r"\bSATER\b|\bintercent[- ]?er\b"),
    ("stella", "STELLA", r"(?-i:\bSTELLA\b)"),
    ("net4market", "Net4market", r"\bnet\s?4\s?market\b"),
    ("asmecomm", "Asmecomm", r"\basmecomm\b"),
    ("empulia", "EmPULIA", r"\bempulia\b"),
    (
        "maggioli",
        "Appalti & Contratti",
        r"\bappalti\s?(?:&|e)\s?contratti\s+e-?procurement|\bpiattaforma\s+(?:\w+\s+){0,3}maggioli",
    ),
    ("digitalpa", "DigitalPA", r"\bdigital\s?pa\b"),
    ("acquistitelematici", "Acquisti Telematici", r"\bacquisti\s+telematici\b"),
)
USED = re.compile(
    r"\bpiattaform\w+|\bP\.?A\.?D\b|\bportale\b|\butilizzat\w+|\btramite\b|\bmediante\b|\bsvolg\w+|\bgesti\w+|\bcaric\w+|\bpresent\w+|\binseri\w+|\btrasm\w+|\bpervenire\b|\battravers\w+|\bR\.?D\.?O\b|\btrattativa\b|\bsu\b|\bsul\b",
    re.IGNORECASE,
)
NOT_USED = re.compile(
    r"\bnon\s+(?:\w+\s+){0,5}(?:presen\w+|attiv\w+|disponibil\w+|utilizz\w+|risult\w+|obblig\w+|ricorr\w+|tramite|attraverso|sul|su)\b|\bconvenzion\w+|\bassenza\b|\bobblig\w+|\bart\w*\.?\s*1,?\s*(?:comma|c\.)\s*450|\bL(?:egge|\.)\s*(?:n\.\s*)?296|\bin\s+alternativa|\bbando\s+(?:\w+\s+){0,3}MEPA|\babilitat\w+\s+(?:su|al|sul|nel)\b|\bprecedent\w+",
    re.IGNORECASE,
)
CRITERIA = options_of(
    (
        "prezzo",
        "prezzo più basso",
        r"\b(?:minor|miglior)\s+prezzo\b|\b(?:al\s+)?prezzo\s+più\s+basso|\bmassimo\s+ribasso|\bmaggior\s+ribasso|\bcriterio\s+del\s+prezzo\b|\bsolo\s+prezzo\b",
    ),
    (
        "qualità",
        "offerta economicamente più vantaggiosa",
        r"\boffert[ae]\s+economicamente\s+(?:più|piu'?)\s+vantaggios[ae]|\bO\.?E\.?P\.?V\b|\bmiglior\s+rapporto\s+(?:tra\s+)?qualità|\brapporto\s+qualità\s?/\s?prezzo",
    ),
)
AWARD = re.compile(
    r"\bcriteri[oi]\b|\baggiudic\w*|\bsele(?:zion|zio)\w+|\bvalutat\w+|\bscelt[ao]\b|\bscegli\w+|\bOEPV\b|\bsi\s+valuta\b|\bvaluta\w*",
    re.IGNORECASE,
)
NO_AWARD = re.compile(
    r"\bnon\s+(?!aggiudic)(?:\w+\s+){0,4}(?:prezzo|massimo|minor|applica\w*|utilizz\w+|ammess\w+|consentit\w+|offerta)|\binvece\s+de|\banziché\b|\bin\s+luogo\s+de|\bin\s+alternativa|\bparità\b",
    re.IGNORECASE,
)
FORMS = options_of(
    (
        "atto pubblico",
        "atto pubblico",
        r"\batto\s+pubblico\b|\bforma\s+pubblica(?:\s*-?\s*amministrativa)?\b",
    ),
    ("scrittura privata", "scrittura privata", r"\bscrittura\s+privata\b"),
    (
        "scambio di lettere",
        "scambio di lettere",
        r"\bscambio\s+di\s+(?:lettere|corrispondenza|PEC|comunicazioni)|\b(?:corrispondenza|lettera)\s+(?:secondo\s+l'uso\s+(?:del\s+)?commercial?e?|commerciale)|\bcorrispondenza\s+secondo\s+l'uso",
    ),
)
CONTRACT = re.compile(
    r"\bstipul\w+|\bform[ae]\b|\bcontratto\b|\bconclu\w+|\bformalizz\w+|\bsottoscri\w+|\bvincolo\b|\bperfezion\w+|\brapporto\b",
    re.IGNORECASE,
)
NOT_FORM = re.compile(
    r"\bnon\s+(?:(?:è|e'|si|occorre|serve|richiede)\s+)?(?:\w+\s+){0,3}(?:forma\s+pubblica|atto\s+pubblico|scrittura\s+privata)",
    re.IGNORECASE,
)
PROCEDURES = options_of(
    ("aperta", "procedura aperta", r"\bprocedura\s+aperta\b"),
    ("negoziata", "procedura negoziata", r"\b(?:procedura\s+)?negoziata\s+senza\b|\bprocedura\s+negoziata\b"),
    ("diretto", "affidamento diretto", r"\baffidamento\s+diretto\b|\baffid\w+\s+direttamente\b"),
    ("ristretta", "procedura ristretta", r"\bprocedura\s+ristretta\b"),
)
APART = re.compile(r"\ba\s+parte\b|\bseparat\w+|\baccessori\w*", re.IGNORECASE)
"""of what is bought besides"""
INDICES = options_of(
    ("FOI", "FOI", r"(?-i:\bFOI\b)|\bfamiglie\s+di\s+operai"),
    ("NIC", "NIC", r"(?-i:\bNIC\b)|\bintera\s+collettività"),
    ("produzione", "prezzi alla produzione", r"\bprezzi\s+alla\s+produzione|(?-i:\bPPI\b)"),
    (
        "retribuzioni",
        "retribuzioni contrattuali",
        r"\bretribuzioni\s+contrattual\w+|\bretribuzion\w+\s+orari\w+",
    ),
    ("costruzione", "costo di costruzione", r"\bcosto\s+di\s+costruzione"),
    ("armonizzato", "IPCA", r"(?-i:\bIPCA\b)|\barmonizzat\w+"),
)
INDEX = re.compile(r"\bindic[ei]\b|\bISTAT\b", re.IGNORECASE)
RISKS = options_of(
    (
        "no",
        "non redatto",
        r"\bD\.?U\.?V\.?R\.?I\b\.?~{0,40}?\bnon\s+(?:(?:è|e'|viene)\s+)?(?:stato\s+)?(?:redatt|necessari|dovut|allegat|richiest|occorr)\w+|\bnon\s+(?:(?:è|e'|viene|si|occorre)\s+)?(?:stato\s+)?(?:redatt|redig|necessari|dovut|richiest)?\w*\s*(?:redigere\s+|predisporre\s+)?(?:il\s+)?D\.?U\.?V\.?R\.?I\b",
    ),
    (
        "sì",
        "redatto",
        r"(?<!non )\b(?:è|e')\s+(?:stato\s+)?(?:allegat|redatt|predispost)o\s+(?:il\s+)?D\.?U\.?V\.?R\.?I\b|\bD\.?U\.?V\.?R\.?I\b\.?,?\s+(?:allegato|(?:è|e')\s+(?:stato\s+)?(?:redatto|allegato|predisposto)|redatto)\b",
    ),
)
INVOICES = options_of(
    ("mensile", "mensile", r"\bmensil[ei]\b|\bogni\s+mese\b|\bcadenza\s+mensile|\buna\s+volta\s+al\s+mese"),
    ("bimestrale", "bimestrale", r"\bbimestral[ei]\b|\bogni\s+(?:due|2)\s+mesi\b|\bogni\s+bimestre"),
    ("trimestrale", "trimestrale", r"\btrimestral[ei]\b|\bogni\s+(?:tre|3)\s+mesi\b|\bogni\s+trimestre"),
    (
        "quadrimestrale",
        "quadrimestrale",
        r"\bquadrimestral[ei]\b|\bogni\s+(?:quattro|4)\s+mesi\b|\bogni\s+quadrimestre",
    ),
    ("semestrale", "semestrale", r"\bsemestral[ei]\b|\bogni\s+(?:sei|6)\s+mesi\b|\bogni\s+semestre"),
    ("annuale", "annuale", r"\bannual[ei]\b|\bogni\s+anno\b"),
)
BILLED = re.compile(
    r"\bfattur\w+|\brat[ae]\b|\bpagament[oi]\s+(?:\w+\s+){0,3}(?:con\s+cadenza|mensil|bimestral|trimestral)|\b(?:periodicità|cadenza|frequenza)\s+(?:del(?:la|l')?|dei)\s*(?:compens|corrispettiv|pagament|fattur|liquidazion|canon)\w+",
    re.IGNORECASE,
)


PAID_BY = options_of(
    ("corpo", "a corpo", r"\ba\s+corpo\b"),
    ("misura", "a misura", r"\ba\s+misura\b|\beffettivamente\s+misurat\w+"),
)
PAID = re.compile(
    r"\bcontratt\w+|\bappalt\w+|\bstipulat\w+|\bcorrispettiv\w+|\bcompens\w+|\bremunera\w+|\blavori\b|\bpaga\w*|\bcontabilizz\w+",
    re.IGNORECASE,
)


FORMULAS = options_of(
    ("bilineare", "bilineare", r"\bbilinear\w+"),
    ("inversa", "proporzionale inversa", r"\bproporzional\w+\s+invers\w+|\binversamente\s+proporzional\w+"),
    ("non lineare", "non lineare", r"\bnon\s+linear\w+|\bquadratic\w+|\besponenzial\w+"),
    ("lineare", "lineare", r"(?<!non )\blinear[ei]\b|\binterpolazione\s+linear\w+"),
)
OF_PRICE = re.compile(
    r"\bformul\w+|\bpunteggi\w*\s+(?:\w+\s+){0,3}(?:economic|prezzo)\w*|\binterpolazion\w+", re.IGNORECASE
)


NARROW = 60
"""characters on either side of a word in which the whole of an option stands"""


def _chosen(
    options: Options,
    words: str,
    needs: re.Pattern[str] | None = None,
    without: re.Pattern[str] | None = None,
    reach: int = NARROW,
) -> Read:
    """Statements of one of `options`, in sentences that speak of the choice and do not deny it.

    `words`: of which every option holds one.
    """

    def read(act: Act) -> Iterator[Statement]:
        for value, shown, pattern in options:
            for found in spotted(pattern, words.split(), act.text, reach):
                said = clause(act, found.start(), found.end())
                if (needs and not needs.search(_led(act, found.start()) + said)) or (
                    without and without.search(said)
                ):
                    continue
                yield Statement(value, found.start(), found.end(), shown)

    return read


def _led(act: Act, start: int) -> str:
    """What leads to a choice, with the title of its paragraph."""
    title = heading(act.text, act.flat.sentence(start, start + 1)[0])
    return f"{title} {before(act.text, start, 60)}"


platforms = _chosen(
    PLATFORMS,
    "ntel mep m.e.p me.p m.ep mercato acquist start tutto traspare sater intercent stella net4 net asmecomm empulia appalti piattaform digital",
    USED,
    NOT_USED,
)
forms = _chosen(FORMS, "pubblic scrittura scambio corrispondenza lettera", CONTRACT, NOT_FORM)
procedures = _chosen(PROCEDURES, "procedura negoziata dirett", without=APART)
indices = _chosen(
    INDICES, "foi famiglie nic collettivit produzione ppi retribuzion costruzione ipca armonizzat", INDEX
)
risks = _chosen(RISKS, "duvri d.u d.uv", reach=160)
invoices = _chosen(INVOICES, "mensil mese mesi bimestr trimestr semestr annual anno", BILLED)
formulas = _chosen(FORMULAS, "linear invers quadratic esponenzial", OF_PRICE)
payments = _chosen(PAID_BY, "corpo misura", PAID)
chosen_criteria = _chosen(CRITERIA, "prezzo ribasso vantaggios oepv o.e.p oe.p o.ep qualit", AWARD, NO_AWARD)


def criteria(act: Act) -> Iterator[Statement]:
    """Lowest price or quality and price; «più vantaggiosa, al minor prezzo» is the lowest price.

    Who only gives points to both sides looks at quality too.
    """
    found = list(chosen_criteria(act))
    sides = {each.key: each for each in reversed(list(points(act)))}
    if len(sides) > 1 and not found:
        first = min(sides.values(), key=lambda each: each.start)
        yield replace(first, value="qualità", shown="punti alla qualità e al prezzo", key="", weight=0)
    prices = [each for each in found if each.value == "prezzo"]
    for each in found:
        rest = act.text[each.end : each.end + 90]
        is_price = each.value == "qualità" and any(
            0 <= one.start - each.end < 90 and "qualit" not in rest[: one.start - each.end] for one in prices
        )
        if not is_price:
            yield each
