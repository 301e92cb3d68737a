"""Numbers as Italian writes them, in digits and in words."""

import re
from decimal import Decimal

from workbench.checks.dates import Made

BELOW_TWENTY = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove"
)
UNITS = BELOW_TWENTY.split()
TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
MULTIPLES = {"mila": 1_000, "milione": 1_000_000, "milioni": 1_000_000, "miliardo": 10**9, "miliardi": 10**9}
LONGEST = 30
"""digits; what is longer is a code, not a number"""
NUMBER = r"\d+(?:[.,]\d+)*"


def _words() -> dict[str, int]:
    found = {word: at for at, word in enumerate(UNITS)}
    for ten, word in enumerate(TENS, start=2):
        found[word] = ten * 10
        for unit in range(1, 10):
            # «ventuno», «ventotto»: the vowel of the ten falls before a vowel.
            stem = word[:-1] if unit in (1, 8) else word
            found[stem + UNITS[unit]] = ten * 10 + unit
        found[f"{word}tré"] = ten * 10 + 3
        found[f"{word[:-1]}un"] = ten * 10 + 1
    return found | {"cento": 100, "mille": 1000}


WORDS = _words()
CLEAR_WORDS = frozenset(WORDS) - {"zero", "uno", "due", "sei"}
"""words that are numbers wherever they stand; `due` and `sei` only before what is counted, `uno` never"""

ANY_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
CLEAR_WORD = "|".join(sorted(CLEAR_WORDS, key=len, reverse=True))
MULTIPLE_WORD = "|".join(MULTIPLES)
COUNTED = (
    r"(?:giorn[oi]|mes[ei]|ann[oi]|or[ae]|minut[oi]|settiman[ae]|euro|rat[ae]|copi[ae]|volt[ae]|person[ae]|metri|punti"
    r"|per\s?cento|documenti|marche|fogli|figli|piani|posti|domande)\b"
)
MULTIPLE = re.compile(rf"(?<![\w.,])({NUMBER})\s?({MULTIPLE_WORD})\b", re.IGNORECASE)
MONEY = re.compile(rf"(?:€|(?<!\w)euro?)\s?({NUMBER})|(?<![\w.,])({NUMBER})\s?(?:€|euro?\b)", re.IGNORECASE)
PERCENT = re.compile(rf"(?<![\w.,])({NUMBER}|{ANY_WORD})\s?(?:%|per\s?cento\b)", re.IGNORECASE)
SLASHED = re.compile(r"(?<![\w.,/])(\d+)/(\d{2,4})(?![\w/])")
CODE = re.compile(r"(?<!\w)(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{5,40}(?!\w)")
PLAIN = re.compile(rf"(?<![^\W\d_]){NUMBER}")
IN_WORDS = re.compile(rf"(?<!\w)(?:({CLEAR_WORD})(?!\w)|({ANY_WORD})(?=\s+{COUNTED}))", re.IGNORECASE)


def canonical(written: str) -> str:
    """`1.250,00` -> `1250`, `12,5` -> `12.5`, `007` -> `7`; what is no number (`3.4.10`) stays as it is."""
    plain = written
    if THOUSANDS.fullmatch(written):
        plain = written.replace(".", "")
    plain = plain.replace(",", ".")
    if plain.count(".") > 1 or len(plain) > LONGEST:
        return written
    return shown(Decimal(plain))


def shown(number: Decimal) -> str:
    """Without zeros at the end and without exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def times(written: str, multiple: str) -> str:
    """`1,5`, `milioni` -> `1500000`."""
    number = canonical(written)
    if number.count(".") > 1 or len(number) > LONGEST:
        return number
    return shown(Decimal(number) * MULTIPLES[multiple.lower()])


def multiple(match: re.Match[str]) -> Made:
    return [(times(match[1], match[2]), frozenset())]


def money(match: re.Match[str]) -> Made:
    return [(canonical(match[1] or match[2]), frozenset())]


def percent(match: re.Match[str]) -> Made:
    written = match[1].lower()
    return [(f"{WORDS[written] if written in WORDS else canonical(written)}%", frozenset())]


def slashed(match: re.Match[str]) -> Made:
    """The number of an act with its year: `0045/2027` -> `45/2027`, which supports both."""
    parts = canonical(match[1]), canonical(match[2])
    return [("/".join(parts), frozenset(parts))]


def code(match: re.Match[str]) -> Made:
    return [(match.group(), frozenset())]


def plain(match: re.Match[str]) -> Made:
    return [(canonical(match.group()), frozenset())]


def in_words(match: re.Match[str]) -> Made:
    return [(str(WORDS[match.group().lower()]), frozenset())]
