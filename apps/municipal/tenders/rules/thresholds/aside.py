"""Amounts near the words of a limit that are no limit of the law: prices, other contracts, the body's own bands."""

import re
from decimal import Decimal

from apps.municipal.tenders.acts import Money
from apps.municipal.tenders.rules.standing import Standing, law_figures

ASIDE = re.compile(
    r"\b(?:fatturat\w+|serviz\w+\s+analog\w+|fornitur\w+\s+analog\w+|massimal\w+|referenz\w+|polizz\w+|classific\w+|stat[io]\s+di\s+avanzamento|SAL|acconto|rata|sinistro|valore\s+medio|manodopera)\b",
    re.IGNORECASE,
)
ASIDE_NEAR = 75
OWN_RULES = re.compile(
    r"\b(?:regolament\w+\s+(?:comunal\w|intern\w|dell'ente|per\s+(?:gli\s+acquisti|la\s+disciplina|i\s+contratti))|direttiv\w+\s+intern\w|linee\s+(?:guida\s+)?intern\w)",
    re.IGNORECASE,
)
BANDS = re.compile(r"\bfasc(?:e|ia)\b", re.IGNORECASE)
OF_THE_CODE = re.compile(
    r"\b(?:legge|Codice|art(?:\.|icolo)\s*(?:14|50)|D\.?\s?Lgs|dirett\w+|negoziat\w+|UE|europea)\b",
    re.IGNORECASE,
)
"""of bands that are the law's, not the body's own"""
PRICES = frozenset(
    (
        "offerta",
        "base",
        "ribassabile",
        "totale",
        "sicurezza",
        "manodopera",
        "impegno",
        "iva",
        "unitario",
        "opzioni",
        "ribasso",
    )
)
STRONG = re.compile(
    r"\b(?:inferior\w+|superior\w+|sogli\w+|limit\w+|tett\w+|sotto|sopra|ecced\w+|superi?\w*|fino|sino|entro|(?<!importo )(?<!valore )massim\w+|raggiung\w+|arriv\w+|oltre(?!\s+(?:ad?\b|all|i\.?v))|obblig\w+|programm\w+|fasci[ae])\b",
    re.IGNORECASE,
)

EARLIER = frozenset(Decimal(each) for each in (209_000, 214_000, 5_225_000, 5_350_000, 5_186_000))
"""European thresholds of the Code before this one"""
REST = re.compile(
    r"\b(?:eccedent\w|eccedenz\w|differenz\w|scart\w|residu\w+)\s*(?:\(|,?\s*(?:di|pari\s+a)\s+)(?:€|euro)?\s*$",
    re.IGNORECASE,
)
SIDE = re.compile(
    r"\b(?:sopra|sotto|oltre)[\s-]?soglia\s*[(,–-]\s*(?:(?:pari\s+a|di)\s+)?(?:€|euro)?\s*$", re.IGNORECASE
)
"""«appalto sopra soglia (euro 6.150.000,00)»: what the contract is worth"""
VALUED = re.compile(
    r"\b(?:sopra|sotto)[\s-]?soglia\b[^.;\n\d]{0,40}$|\b(?:inferior\w|superior\w)\s+all[ae]\s+sogli[ae]\s+(?:europe\w+|comunitari\w+|U\.?E)\s*\(\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
"""«lavori sotto soglia, contratto 300.000,00 euro»"""
OTHER_OBJECT = re.compile(
    r"\bma\s+(?:per|nell[ae]|qui|trattandosi)\b|\b(?:mentre|invece|diversamente|a\s+differenza)\b",
    re.IGNORECASE,
)


def amount_written(standing: Standing, amount: Money) -> str:
    return standing.act.text[amount.start : amount.end]


def is_apart(amount: Money, before: str, sentence: str, standing: Standing) -> bool:
    """An amount that is the rest of two others, this contract's own, or another object's beside the right one."""
    if REST.search(before[-60:]):
        return True
    has_cents, is_known = ",00" in amount_written(standing, amount), amount.value in law_figures() | EARLIER
    if SIDE.search(before[-45:]) and not is_known:
        return True
    if (
        VALUED.search(before[-100:])
        and (has_cents or before.rstrip(" €").endswith(","))
        and amount.value not in law_figures()
    ):
        return True
    if amount.value not in law_figures() or not OTHER_OBJECT.search(sentence):
        return False
    return any(
        f"{each:,.0f}".replace(",", ".") in sentence for each in standing.thresholds if each != amount.value
    )


def is_own(sentence: str) -> bool:
    """Whether the limit is the body's own: of its regulation, or a band of anything but the Code."""
    return bool(OWN_RULES.search(sentence) or (BANDS.search(sentence) and not OF_THE_CODE.search(sentence)))


def is_price(amount: Money, text: str, before: str) -> bool:
    """An amount of this contract, written to the cent and labelled so: «ridotto da 65.000,00 a 62.000,00»."""
    if "," not in text[amount.start : amount.end] or STRONG.search(before[-70:]):
        return False
    return amount.role in PRICES or (amount.role == "" and amount.value not in law_figures() | EARLIER)


def is_inclusive(before: str, after: str) -> bool:
    """«fino a 5.000 euro compresi», «pari o inferiore a 5.000»: whether the limit itself is said to belong to it."""
    if AT_MOST.search(before):
        return True
    return UP_TO.search(before) is not None and COUNTED.match(after) is not None


UP_TO = re.compile(r"\b(?:[fs]ino|entro|inferior\w|sotto)\b[^.;\d]{0,25}$", re.IGNORECASE)
COUNTED = re.compile(r"(?:,00)?\s*(?:euro|€)?\s*,?\s*\(?(?:compres|inclus)[oi]\b", re.IGNORECASE)
AT_MOST = re.compile(
    r"\b(?:par[ei]\s+od?\s+inferior[ei]|inferior[ei]\s+od?\s+(?:par[ei]|ugual[ei]))\s+(?:a[il]?\s+)?(?:€|euro)?\s*$",
    re.IGNORECASE,
)


def own_part(before: str, after: str) -> str:
    """What stands near an amount, without the brackets in which it does not stand."""
    plain = BRACKETS.sub("", before)
    near = plain[-NEAR:].partition(" ")[2] if len(plain) > NEAR else plain
    return f"{near} {after.partition(')')[0].partition('(')[0][:NEAR_AFTER]}"


BRACKETS = re.compile(r"\([^()\n]{0,160}\)")
NEAR, NEAR_AFTER = 130, 60


def phrase_start(text: str, start: int, least: int) -> int:
    """From «inferiore a», «soglia», «pari o superiore a» when they stand right before."""
    found = re.search(
        r"\b(?:(?:di\s+)?import[oi]\s+)?(?:par[ei]\s+o\s+)?(?:inferior[ei]|superior[ei]|sotto|oltre|fino|soglia|limite|sogli[ae]|pari)\b[^.;\n]{0,45}$",
        text[max(least, start - 90) : start],
        re.IGNORECASE,
    )
    return start - len(found[0]) if found else start
