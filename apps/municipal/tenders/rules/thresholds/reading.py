"""Amounts that an act states as limits, as they are written: with or without a sign, in figures or in words."""

import re
from dataclasses import replace
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.topics import MILLION
from apps.municipal.tenders.rules.wording import wording
from workbench.italian import read_words

LIMITING = r"(?:sogli[ae]|limit[ei]|tett[oi]|asticell[ae]|inferior[ei]|superior[ei]|massimal[ei]|confin[ei]|fasci[ae]|sbarramento)"
"""what alone makes a limit of the next amount, however many words stand between"""
COMPARATOR = (
    rf"(?:{LIMITING}|(?:di)?sotto|(?:di)?sopra|oltre(?!\s+ad?\s)|fino|sino|entro|almeno|a\s+partire|par[ei]\s+o|minor[ei]"
    r"|maggior[ei]|meno\s+di|più\s+di|massim[oi]|minim[oi]|super\w+|ecced\w+|oltrepass\w+|sorpass\w+|raggiung\w+|arriv\w+|attest\w+|ferm\w+"
    r"|tocc\w+|valic\w+|varc\w+|passa(?:no|re|ndo|sse)?|scatt\w+|comincia\w*|cominci|inizi\w*|parte|partono|partire|sorge|decorre)"
)
FROM = r"(?:tra|fra|d[ae]i|dal(?:l[ae'])?|da|da(?:gli)?|su[il]|a[il])"
STATED = wording(
    rf"(?:\b{COMPARATOR}(?:\b|(?<='))~{{0,60}}|\b{LIMITING}\b[^.;\n\d€]{{0,130}}(?:(?:€\s?)?\d[\d.]*(?:,00)?\s?(?:euro|€)?\s?[-–]\s?)?(?:€\s?)?|\b{FROM}(?:\s+|(?<='))(?:un\s+(?:import\w+|valore|corrispettivo)\s+(?:di|pari\s+a)\s+)?(?:(?:€\s?|euro\s+)?\d[\d.,]*\s+(?:(?:di\s+)?euro\s+)?(?:e|ed|a|ai)\s+)?[^.;\n\d]{{0,18}}|\d\s(?:di\s)?euro\s?[-–]\s?|[<>≤≥]=?\s?(?:di\s+)?(?:€|euro)?\s?)$"
)
EQUALLED = wording(
    r"\b(?:sogli[ae]|limite|tetto|asticella)\b~{0,220}\b(?:è|pari|ammonta|fissat\w|stabilit\w|corrispond\w+|coincid\w+|quantificat\w|era|di|risulta|vale|sale|scende|resta|rimane|sia)\b(?:[^.;\d\n]|\b20\d\d\b|\b1°|\bart\.\s?\d+(?:,?\s(?:comma|c\.)\s?\d)?){0,50}$"
)
AFTERWARDS = re.compile(
    r"\s?(?:\([^)\n]{0,60}\)\s?)?,?\s?(?:euro\s)?(?:(?:la\s+soglia|il\s+(?:limite|tetto))\s+(?:de|di|per|oltre|entro)|è\s+(?:la|il|l'import\w+|fissat\w)|(?:quale|come)\s+(?:soglia|limite)|\(?(?:soglia|limite)\b|in\s+(?:su|poi|avanti|giù)\b"
    r"|[-–]\s?(?:€\s?)?\d[\d.]+(?:,00)?\s(?:di\s)?euro\b|[eo]\s+(?:oltre|più)\b|a\s+salire\b|fissat\w|(?:al\s+di\s+)?(?:oltre|sotto|sopra|fino\s+a|sino\s+a)\s?(?:il|i|la|le|a[il]|l[ae]?)?\s?qual\w)",
    re.IGNORECASE,
)
REJECTED = re.compile(
    r"\b(?:non|anziché|piuttosto\s+che|invece\s+(?:di|che|dei|delle)|e\s+non|né)\s+(?:(?:più|già)\s+)?(?:(?:quell[aoi]|l[ae]|i|il|gli|a)\s+)?(?:(?:vecch\w+|sogli\w+|limit\w+|import\w+)\s+)*(?:di|dei|da|ai|a)?\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
"""«216.000, non 221.000»"""
MOVED = re.compile(r"\bda(?:i|gli)?\s*(?:€|euro)?\s*$", re.IGNORECASE)
TO = re.compile(r"(?:,00)?\s*(?:euro|€)?\s*a(?:i|gli)?\s+(?:€|euro)?\s*\d", re.IGNORECASE)
"""«portata da 221.000 a 216.000»: the first is the old one"""
LEGAL = re.compile(
    r"\b(?:sogli[ae]|limite|tetto)\b[^.;\d]{0,90}\b(?:Codice|legge|norma)\b[^.;\d]{0,30}$|\b(?:superior|inferior)[ei]\s+od?\s+(?:ugual|par)[ei]\s+a\s*$|\bentro\s+i\s+$",
    re.IGNORECASE,
)
"""of a limit, not of what this contract is worth"""
UP_TO_UNION = re.compile(
    r"\A\s*(?:euro|€)?\s*(?:e|ed|(?:[fs]ino\s+)?al?)\s*la\s+sogli[ae]\s+(?:europe\w|comunitari\w|U\.?E\b)",
    re.IGNORECASE,
)
"""«tra un milione e la soglia europea»: the amount is the other end"""
UNITS = r"mq|m2|m²|kg|km|ore\b|pasti|abitanti|copie|metri|utenti|alunni|residenti|anni"
IN_WORDS = r"(?:mezzo|un|il|due|tre|quattro|cinque|sei|sette|otto|nove|dieci)\s+milion[ei](?:\s+e\s+mezzo)?"
BARE = re.compile(
    rf"(?<![\w.,/-])(?P<figures>\d{{1,3}}(?:\.\d{{3}})+)(?:,00)?(?:\s(?:di\s)?euro\b)?(?![\d/]|[.,]\d|\s*(?:{UNITS}))"
    rf"|(?<![\w.,/-])(?P<thousands>\d{{1,3}})\s?(?:mila|k)\b(?:\s(?:di\s)?euro\b)?(?!\s*(?:{UNITS}))"
    r"|(?<![\w.,/-])(?P<millions>\d(?:,\d{1,3})?)\s?milion[ei]\b(?:\s(?:di\s)?euro\b)?"
    rf"|\b(?P<wordy>{IN_WORDS})\b(?:\s(?:di\s)?euro\b)?"
    rf"|\b(?P<words>[a-zà]{{2,36}}mila|[a-zà]{{2,36}}milacinquecento)\b(?:\s(?:di\s)?euro\b)?(?!\s*(?:{UNITS}))",
    re.IGNORECASE,
)
HALF = MILLION / 2
LEAST = THOUSAND = Decimal(1_000)
MOST = 1500
"""so many round amounts no act has; a price list may"""


def stated_amounts(standing: Standing) -> tuple[Money, ...]:
    """The round amounts of an act, also those without a sign or in words: «la soglia di 221.000»; the first `MOST`."""
    return _stated_amounts(standing.act)


@per_act
def _stated_amounts(act: Act) -> tuple[Money, ...]:
    amounts = list(act.amounts)
    taken = {at for each in amounts for at in range(each.start, each.words_end)}
    for match in scan(BARE, act.text):
        value = _bare_value(match)
        if value and match.start() not in taken:
            amounts.append(Money(value, match.start(), match.end(), "", words_end=match.end()))
    round_ones = (replace(each, value=_rounded(each.value)) for each in amounts if each.value >= LEAST - 1)
    stated = [each for each in round_ones if each.tax != "lordo" and not each.value % (THOUSAND / 2)]
    return tuple(sorted(stated, key=lambda each: each.start)[:MOST])


def _rounded(value: Decimal) -> Decimal:
    """«fino a 139.999,99» is the limit of 140.000."""
    rest = value % THOUSAND
    return value - rest + THOUSAND if rest >= THOUSAND - 1 else value


def _bare_value(match: re.Match[str]) -> Decimal | None:
    """«221.000», «221 mila», «140k», «1,5 milioni», «due milioni e mezzo», «quarantamila»."""
    if match["figures"]:
        return Decimal(match["figures"].replace(".", ""))
    if match["thousands"]:
        return Decimal(match["thousands"]) * 1000
    if match["millions"]:
        return Decimal(match["millions"].replace(",", ".")) * MILLION
    if match["wordy"]:
        return _millions(match["wordy"].lower())
    read = read_words(match["words"])
    return None if read is None else Decimal(read)


def _millions(written: str) -> Decimal | None:
    count, _, rest = written.partition(" ")
    if count == "mezzo":
        return HALF
    read = 1 if count in ("un", "il") else read_words(count)
    return None if read is None else read * MILLION + (HALF if rest.endswith("mezzo") else 0)
