"""What a limit of the law may be of, and its right figures by object and day."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

from apps.municipal.tenders.law import (
    ANAC_FORM_BELOW,
    BEST_VALUE_FROM,
    CODE_EFFECTIVE,
    COLLEGE_SERVICES_BEFORE,
    CONTRIBUTION_FROM,
    CONTRIBUTIONS,
    CORRECTIVE,
    IMPORTANT_SUPPLY_ABOVE,
    MARKETPLACE_FROM,
    PAYMENT_CHECK_ABOVE,
    PROJECT_CHECK_BY_RUP,
    ROTATION_FREE_BELOW,
    SELF_DECLARATION_BELOW,
    STAMP_BANDS,
    THRESHOLDS_KNOWN_TO,
    URGENT_WORKS,
    direct_award_limit,
    eu_threshold,
    programme_limit,
    qualification_limit,
)

MILLION = Decimal(1_000_000)
BIM_FROM = Decimal(2_000_000)
BIDDER_FROM = Decimal(min(start for start, _, bidder in CONTRIBUTIONS.value if bidder))
"""of the tender from which who bids pays a contribution too"""
PROJECT_CHECK_ACCREDITED = Decimal(20_000_000)
SMALL_LOT = Decimal(80_000)
"""below it, and for works below the million, a lot may follow the simpler rules (art. 14 c. 11)"""
ANTIMAFIA_ABOVE = Decimal(150_000)
SOA_FROM = Decimal(150_000)
"""works from this value need a builder with a SOA certificate (art. 100 c. 4; annex II.12), from the one above it a digital model (art. 43);
as known in the trade, not verified"""
TOPICS: dict[str, str] = {
    "soglia_ue": r"\b(?:sogli[ae]|limit[ei]|tett[oi])\b(?:\s+\w+){0,4}?\s+(?:europe\w+|comunitari\w|eurounitari\w|unional[ei]|U\.?E\b)|\brili?ev(?:anza|o)\s+(?:europe[ao]|comunitari[ao]|eurounitari[ao]|unionale)|\bsogli[ae]\s+(?:di\s+cui\s+)?(?:al?l?'|dell')\s?art(?:\.|icolo)\s*14\b|\bart(?:\.|icolo)\s*14\b(?!,?\s*(?:comma|co?\.)\s*(?:[2-9]|1\d))|\ballegato\s+XIV\b|\bregolament\w+\s+delegat\w+|\b(?:sopra|sotto)\s?-?soglia\b|\b(?:gara|bando|evidenza|pubblicità|livello|rilievo|dimensione)\s+europe[ao]|\bsoglia\s+dell'Unione|\bsub\s?-?\s?central[ei]|\bart(?:\.|icolo)\s*187\b",
    "affidamento_diretto": r"\baffid(?:ament\w+|am|o)?\.?\s+(?:in\s+via\s+)?dir(?:ett\w+|\.)|\baffida\w+\s+(?:in\s+via\s+)?dirett\w+|\bart(?:\.|icolo)\s*50,?\s*(?:comma|co\.|c\.)\s*1,?\s*lett(?:\.|era|ere)?\s*[ab]\b|\btrattativa\s+diretta|\bdirettamente\b|\b(?:affid\w+|scelta|acquist\w+)\s+(?:\w+\s+){0,2}?(?:dirett\w+|senza\s+(?:alcuna\s+)?gara)|\bdirett[oi]\s+affidament\w+|\bsenza\s+(?:\w+\s+)?(?:gara|confronto)\b|\bin\s+(?:via|modo|forma|maniera)\s+dirett\w|\bpiù\s+(?:operatori|preventivi)\b",
    "negoziata": r"\bnegoziat\w+|\bart(?:\.|icolo)\s*50,?\s*(?:comma|co\.|c\.)\s*1,?\s*lett(?:\.|era|ere)?\s*[cde]\b",
    "art50": r"\bart(?:\.|icolo)\s*50\b(?!,?\s*(?:comma|co\.|c\.)\s*[2-9])",
    "dieci": r"\b(?:dieci|10)\s+(?:operator|impres|ditt|invit|concorr|candid|soggett|consultat)\w*|\bminimo\s+di\s+(?:dieci|10)\b",
    "cinque": r"\b(?:cinque|5)\s+(?:operator|impres|ditt|invit|concorr|candid|soggett|consultat)\w*|\bminimo\s+di\s+(?:cinque|5)\b",
    "soa": r"\bSOA\b|\battestazion\w+\s+di\s+qualificazione",
    "mepa": r"\bM\.?E\.?P\.?A\b\.?|\bmercato\s+elettronico|\b(?:comma|c\.)\s*450\b|\bL(?:\.|egge)\s*(?:n\.\s*)?296\b|\bSintel\b|\bmercati\s+elettronici",
    "pcp": r"\bP\.?C\.?P\b\.?|\bPiattaforma\s+(?:dei\s+)?contratti\s+pubblici|\binterfaccia\s+web",
    "rotazione": r"(?<!rispetto del principio di )(?<!rispetto del criterio di )(?<!rispetto della )\brotazion\w+|\bart(?:\.|icolo)\s*49\b",
    "autodichiarazione": r"\bF\.?V\.?O\.?E\b|\bfascicolo\s+virtuale|\bautodichiarazion\w+|\bdichiarazion\w+\s+sostitutiv\w+|\bart(?:\.|icolo)\s*52\b|\ba\s+campione\b|\bcontrolli\s+(?:sul|sui)\b|\bautocertifica\w+|\bverific\w+\s+(?:dei|sui|sul\s+possesso)",
    "qualificazione": r"\bqualificazion\w+|\bqualificat\w\b|\bart(?:t?\.|icol[oi])\s*6[23]\b|\bcentrale\s+(?:unica\s+)?di\s+committenza",
    "programma": r"\bprogramma\w*\s+(?:triennal\w|biennal\w|degli\s+acquist\w|dei\s+lavori|dei\s+servizi)|\bprogrammazion\w+|\bprogrammat\w\b|\bprogrammare\b|\bart(?:\.|icolo)\s*37\b|(?-i:\bC\.?U\.?I\b)",
    "bollo": r"\bboll[oi]\b|\ballegato\s+I\.4\b",
    "contributo": r"\bcontribut\w+",
    "garanzia": r"\bgaranzi\w+|\bcauzion\w+|\bart(?:\.|icolo)\s*53\b",
    "criterio": r"\bart(?:\.|icolo)\s*108\b|\bmiglior\w*\s+rapporto|\bingegneria\b|\bcriterio\b",
    "collegio": r"\bcollegio\s+consultivo|\bC\.?C\.?T\b",
    "bim": r"\bB\.?I\.?M\b|\bgestione\s+informativa\s+digitale|\bmodellazione\s+informativa",
    "antimafia": r"\bantimafia\b",
    "somma_urgenza": r"\bsomm[ae]\s+urgenz[ae]\b|\bart(?:\.|icolo)\s*140\b",
    "pagamenti": r"\b48\s?-?\s?bis\b|\binadempien\w+|\bAgenzia\s+(?:delle\s+)?entrate\W+riscossione",
    "direzione": r"\bdirettor\w\s+dell'esecuzione|\bD\.?E\.?C\b\.?|\bparticolare\s+importanza|\ballegato\s+II\.14\b",
    "verifica_progetto": r"\bverific\w+\s+(?:preventiva\s+)?(?:(?:de[il]|della|il|la|dei)\s+)?(?:progett\w+|livelli)|\bvalidazion\w+|\ballegato\s+I\.7\b|\bart(?:\.|icolo)\s*42\b",
    "lotti": r"\bscorporat\w|\b(?:venti\s+per\s?cento|20\s?(?:%|per\s?cento))|\bart(?:\.|icolo)\s*14,?\s*(?:comma|c\.|co\.)\s*11\b",
    "altro": r"\bsettori\s+speciali|\bDUVRI\b|\bpatto\s+di\s+integrità|\bASMEL\b|\bsubappalt\w+|\btracciabilità|\bscambio\s+di\s+(?:lettere|corrispondenza)|\bscrittura\s+privata|\batto\s+pubblico|\bforma\s+(?:scritta|pubblica)",
}
"""what a limit may be of; a sentence that speaks about several is right when one of them is"""
NAMES = {
    "soglia_ue": "la soglia europea",
    "affidamento_diretto": "il limite dell'affidamento diretto",
    "negoziata": "il limite della procedura negoziata",
    "art50": "il limite dell'art. 50",
    "dieci": "l'importo da cui gli operatori da consultare sono almeno dieci",
    "cinque": "il limite della procedura con cinque operatori",
    "soa": "l'importo da cui occorre l'attestazione SOA",
    "collegio": "l'importo da cui il collegio consultivo tecnico è obbligatorio",
    "bim": "l'importo da cui è obbligatoria la gestione informativa digitale",
    "antimafia": "l'importo oltre il quale si acquisisce la documentazione antimafia",
    "contributo": "l'importo sotto il quale il contributo ad ANAC non è dovuto",
    "criterio": "l'importo da cui vale soltanto il miglior rapporto qualità/prezzo",
    "mepa": "l'importo da cui vale l'obbligo di MEPA o altra piattaforma",
    "pcp": "l'importo sotto il quale si può usare l'interfaccia web della PCP",
    "rotazione": "l'importo sotto il quale si può derogare alla rotazione",
    "autodichiarazione": "l'importo sotto il quale basta la dichiarazione sostitutiva",
    "qualificazione": "il limite oltre il quale serve la qualificazione",
    "bollo": "l'importo sotto il quale il bollo non è dovuto",
    "programma": "l'importo da cui si è nel programma triennale",
    "somma_urgenza": "il limite della somma urgenza",
    "pagamenti": "l'importo oltre il quale il pagamento è preceduto dalla verifica di inadempienze",
    "verifica_progetto": "l'importo sotto il quale il RUP verifica il progetto con la propria struttura",
    "direzione": "l'importo oltre il quale il direttore dell'esecuzione è diverso dal RUP",
}
ARTICLES = {
    "soglia_ue": "art. 14",
    "affidamento_diretto": "art. 50, comma 1, lettere a) e b)",
    "negoziata": "art. 50, comma 1, lettere c), d) ed e)",
    "art50": "art. 50, comma 1",
    "dieci": "art. 50, comma 1, lettera d)",
    "cinque": "art. 50, comma 1, lettere c) ed e)",
    "soa": "art. 100, comma 4; allegato II.12",
    "collegio": "art. 215",
    "bim": "art. 43",
    "antimafia": "art. 83 del D.Lgs. 159/2011",
    "contributo": "delibera annuale di ANAC",
    "criterio": "art. 108, comma 2",
    "mepa": "art. 1, comma 450, L. 296/2006",
    "pcp": "artt. 25-26",
    "rotazione": "art. 49, comma 6",
    "autodichiarazione": "art. 52",
    "qualificazione": "art. 62",
    "bollo": "art. 18, comma 10; allegato I.4",
    "programma": "art. 37",
    "somma_urgenza": URGENT_WORKS.article,
    "pagamenti": PAYMENT_CHECK_ABOVE.article,
    "verifica_progetto": "allegato I.7, art. 34",
    "direzione": IMPORTANT_SUPPLY_ABOVE.article,
}

BIDS = re.compile(
    r"\b(?:operator\w|concorrent\w|partecipant\w|offerent\w|impres[ae]|ditt[ae])\b", re.IGNORECASE
)
LEVELS = frozenset(Decimal(each) for each in (750_000, 1_000_000, 5_000_000))
"""to which the three levels of qualification reach (art. 63 c. 2)"""
UNVERIFIED = frozenset(
    {
        "programma",
        "soa",
        "criterio",
        "collegio",
        "bim",
        "antimafia",
        "contributo",
        "somma_urgenza",
        "pagamenti",
        "verifica_progetto",
        "bollo",
        "direzione",
    }
)
"""limits as known in the trade; what goes against them is a warning"""
STRICT = frozenset(("affidamento_diretto", "mepa", "rotazione", "autodichiarazione", "pcp"))
"""limits below which something is allowed, and which do not belong to it"""
PAYING = re.compile(
    r"\b(?:40|120|250|500|1\.000)(?:,00)?\s?(?:euro|€)|(?:euro|€)\s?(?:40|120|250|500)(?:,00)?(?!\.)\b"
)
"""of a sentence on the bands of the stamp duty"""


@cache
def topic_pattern() -> re.Pattern[str]:
    """All topics, each a named group."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in TOPICS.items()), re.IGNORECASE)


def limits(topic: str, kind: str, day: date) -> frozenset[Decimal]:
    """The right figures of a topic for an object and a day, in euro, net of VAT."""
    capped = min(max(day, CODE_EFFECTIVE), THRESHOLDS_KNOWN_TO)
    direct, union = direct_award_limit(kind, capped).value, eu_threshold(kind, capped).value
    fixed: dict[str, set[Decimal]] = {
        "soglia_ue": {union},
        "affidamento_diretto": {direct},
        "negoziata": {direct, union} | ({MILLION} if kind == "lavori" else set()),
        "art50": {direct, union} | ({MILLION} if kind == "lavori" else set()),
        "dieci": {MILLION, union} if kind == "lavori" else set(),
        "cinque": {direct, union} | ({MILLION} if kind == "lavori" else set()),
        "soa": {SOA_FROM},
        "collegio": _college(kind, capped, union),
        "somma_urgenza": {URGENT_WORKS.value} if kind == "lavori" else {union},
        "verifica_progetto": {PROJECT_CHECK_BY_RUP.value, union, PROJECT_CHECK_ACCREDITED},
        "pagamenti": {PAYMENT_CHECK_ABOVE.value},
        "direzione": {IMPORTANT_SUPPLY_ABOVE.value} if kind == "forniture" else set(),
        "bim": {BIM_FROM, union} if kind in ("lavori", "servizi_ingegneria") and day >= CORRECTIVE else set(),
        "antimafia": {ANTIMAFIA_ABOVE, union},
        "mepa": {MARKETPLACE_FROM.value, union},
        "pcp": {ANAC_FORM_BELOW.value},
        "rotazione": {ROTATION_FREE_BELOW.value},
        "autodichiarazione": {SELF_DECLARATION_BELOW.value},
        "qualificazione": {qualification_limit(kind, capped).value},
        "programma": {programme_limit(kind).value},
        "bollo": {Decimal(min(start for start, _ in STAMP_BANDS if start))},
        "contributo": {CONTRIBUTION_FROM.value},
        "criterio": {BEST_VALUE_FROM},
        "lotti": {MILLION, SMALL_LOT},
    }
    return frozenset(fixed.get(topic, set()))


def _college(kind: str, day: date, union: Decimal) -> set[Decimal]:
    if kind in ("lavori", "concessione"):
        return {union}
    return (
        {COLLEGE_SERVICES_BEFORE.value} if COLLEGE_SERVICES_BEFORE.holds(day) and day < CORRECTIVE else set()
    )
