"""A minimum above its maximum."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, read_count

WHY = "Un minimo più alto del massimo non si può rispettare."
NUMBER = rf"(?:€\s?|euro\s+|n\.\s?)?(?P<{{}}>\d{{{{1,3}}}}(?:\.\d{{{{3}}}})+(?:,\d+)?|\d+(?:,\d+)?|{COUNT.replace('{', '{{').replace('}', '}}')})\b(?:\s?\(\w+\))?(?P<{{}}_unit>\s?(?:%|‰|€|per\s?cento)|\s+[a-zàèéìòù]+)?"
LOW, HIGH = NUMBER.format("low", "low"), NUMBER.format("high", "high")
GAP = r"[^.;\n|\d]{0,45}?"
AT_LEAST = r"(?:almeno|non\s+meno\s+di|non\s+inferior[ei]\s+(?:a|ai|al)|(?:da|tra|fra)?\s*(?:un\s+|il\s+)?minimo\s*(?:è\s+|di\s+|:\s*|\|\s*|\t\s*)?(?:di\s+)?)"
AT_MOST = r"(?:(?:e|ma|ed)\s+)?(?:comunque\s+)?(?:non\s+più\s+di|non\s+oltre(?:\s+(?:i|le))?|non\s+superior[ei]\s+(?:a|ai|al)|al\s+massimo|fino\s+a\s+un\s+massimo\s+di|(?:a\s+|ad\s+)?(?:un\s+|il\s+)?massimo\s*(?:è\s+|di\s+|:\s*|\|\s*|\t\s*)?(?:di\s+)?)"
PATTERNS = (
    re.compile(rf"\b{AT_LEAST}\s*{LOW}(?:{GAP}|\s*[|\t\n]\s*)\b{AT_MOST}\s*{HIGH}", re.IGNORECASE),
    re.compile(
        rf"\b(?:compres[oaie]|variabil[ei]|oscilla\w*|vari[ao]|va(?:nno)?|intervallo|forbice)\s+(?:\w+\s+)?(?:tra|fra|da)\s+(?:i\s+|le\s+)?{LOW}\s*(?:e|ed|a|ad)\s+(?:i\s+|le\s+)?{HIGH}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:un\s+|il\s+)?massimo\s*(?:di\s+|:\s*)\s*{HIGH}{GAP}\be\s+(?:un\s+|il\s+)?minimo\s*(?:di\s+|:\s*)\s*{LOW}",
        re.IGNORECASE,
    ),
)
NO_UNIT = frozenset(
    ["e", "ed", "a", "ad", "o", "di", "in", "per", "con", "non", "ma", "che", "al", "massimo", "tra", "fra"]
)


def _bounds(act: Act) -> Iterator[Found]:
    for pattern in PATTERNS:
        for match in scan(pattern, act.text):
            low, high = (_value(match[side], match[f"{side}_unit"]) for side in ("low", "high"))
            if (
                low is None
                or high is None
                or low <= high
                or not _same_unit(match["low_unit"], match["high_unit"])
            ):
                continue
            message = f"Il minimo ({match['low']}) supera il massimo ({match['high']})."
            yield Found(match.start(), match.end("high"), message, "Correggere il minimo o il massimo.")


def _value(written: str, unit: str | None) -> Decimal | None:
    millions = 10**6 if (unit or "").strip().lower().startswith("milion") else 1
    if written[:1].isdigit():
        return Decimal(written.replace(".", "").replace(",", ".")) * millions
    count = read_count(written)
    return None if count is None or (count == 1 and millions == 1) else Decimal(count * millions)


def _same_unit(one: str | None, other: str | None) -> bool:
    """Whether both count the same things, as far as they say it."""
    first, second = (
        "" if (plain := (each or "").strip().lower()) in NO_UNIT else plain for each in (one, other)
    )
    return not first or not second or first[:4] == second[:4] or "milion" in (first[:6], second[:6])


WHY_BANDS = (
    "Le fasce devono stare nell'intervallo che dividono: altrimenti non si sa a chi spetta il servizio."
)
OUTER = re.compile(
    r"\bda(?:i|l)?\s+(?P<low>\d{1,2})\s+a(?:i|gli|l|d)?\s*(?P<high>\d{1,2})\s+anni\b", re.IGNORECASE
)
BAND = re.compile(
    r"(?<![\d.,/-])(?P<low>\d{1,2})\s?[-–/]\s?(?P<high>\d{1,2})\s+anni\b|\bda(?:i|l)?\s+(?P<from>\d{1,2})\s+a(?:i|gli|l|d)?\s*(?P<to>\d{1,2})\s+anni\b",
    re.IGNORECASE,
)
NEAR, FEWEST = 320, 3


def _bands(act: Act) -> Iterator[Found]:
    """«dai 6 agli 11 anni … Verde 6-7 anni, Giallo 8-9 anni, Rosso 10-13 anni»."""
    for outer in scan(OUTER, act.text):
        low, high = int(outer["low"]), int(outer["high"])
        bands = list(BAND.finditer(act.text, outer.end(), min(len(act.text), outer.end() + NEAR)))
        ends = [(int(each["low"] or each["from"]), int(each["high"] or each["to"])) for each in bands]
        odd = [at for at, (one, other) in enumerate(ends) if not (low <= one <= other <= high)]
        if len(bands) >= FEWEST and len(odd) == 1 and low <= ends[odd[0]][0] <= high:
            band = bands[odd[0]]
            message = f"La fascia «{band[0]}» esce da quella indicata ({low}-{high} anni)."
            yield Found(band.start(), band.end(), message, "Correggere la fascia.")


BOUNDS = (counted("minimo_massimo", WHY, _bounds), counted("fasce_anni", WHY_BANDS, _bands))
