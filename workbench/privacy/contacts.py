"""Telephone numbers, e-mail addresses, number plates: a form, and the words around it.

The telephone and the address of an office count like anybody's: a rule cannot tell them apart.
"""

import re
from collections.abc import Iterator

from workbench.privacy.context import Context
from workbench.privacy.found import Found

SEPARATOR = r"[ \u00a0\u202f./‑–-]"
INNER = r"[ \u00a0.‑–-]"
COUNTRY = rf"(?P<country>(?:\+|(?<!\d)00)39{SEPARATOR}?)?"
# After a slash only where another number ends there: «3401122334/0297112233», not «2027/0331-471925».
NOT_INSIDE = r"(?<!\w)(?<!\d[.,-])(?:(?<!\d/)|(?<=\d{6}/))(?<!\+)"
NOT_GOING_ON = r"(?!\w)(?![.,]\d)(?!/\d{1,5}(?!\d))(?!\.[a-z]{3}\b)"
MOBILE = re.compile(
    rf"{NOT_INSIDE}{COUNTRY}3[2-9]\d{SEPARATOR}{{0,3}}\d(?:{INNER}?\d){{5,6}}(?<!{INNER}\d){NOT_GOING_ON}"
)
# Area codes: 02, 06, 0x0, 0x1, 0x5, 0x9 have no other digit, the others have one more.
AREA = r"0(?:2|6|[1345789](?:[0159]|[2-46-8]\d))"
LANDLINE = re.compile(
    rf"{NOT_INSIDE}{COUNTRY}(?P<open>\()?(?:{AREA}|(?P<odd>0[1-9]\d{{1,2}}))(?(open)\))"
    rf"(?P<gap>{SEPARATOR}{{0,3}})\d(?:{INNER}?\d){{4,7}}{NOT_GOING_ON}"
)
FREE = re.compile(
    rf"{NOT_INSIDE}(?:800|803|840|848|199|892){SEPARATOR}?\d{{3}}{SEPARATOR}?\d{{3}}{NOT_GOING_ON}"
)
FOREIGN = re.compile(
    rf"(?<![\w+])(?:\+|00)(?!39)[1-9]\d{{0,2}}(?:{SEPARATOR}?\(?\d{{1,9}}\)?){{2,6}}{NOT_GOING_ON}"
)
LENGTH_OF_MOBILE = 10
GROUPS_OF_FOREIGN = 4
DATE = re.compile(rf"\d{{1,2}}{SEPARATOR}\d{{1,2}}{SEPARATOR}\d{{4}}")
THOUSANDS = re.compile(r"\d{3}(?:\.\d{3})+")
MONEY_AFTER = re.compile(r"\s*(?:€|euro\b|lire\b)", re.IGNORECASE)
CALLED = Context(
    r"tel\b|telefon|cell\b|cellular|fax\b|(?:ri)?chiam|whatsapp|wapp\b|recapit|numero verde|centralino"
    r"|contatt|informazion|messagg|linea diretta|urgenz|mobile\b|mio numero|numeri\b|sms\b|rispond",
    r"prot\b|protocol|pratic[ah]|cig\b|cup\b|cpv\b|fattur|matricol|codice|ordine|pod\b|pdr\b|contatore|mandato"
    r"|repertorio|determin|deliber|verbal|ricevuta|bollett|avviso|cartella|iuv\b|sezione|foglio|fg\b|mapp"
    r"|particell|part\b|catast|serial|serie\b|badge|impegno|capitolo|rif\b|(?:€|eur|euro)\s?$|import[oi]\b|spesa"
    r"|totale|base d.asta|canone|posizione|utenza|polizza|rdo\b|lotto|tessera|identificativ|gara\b|ticket"
    r"|transazion|tracking|valore",
)
NUMBERED = re.compile(r"(?<!\w)n(?:[.°]|um\.)\s?$", re.IGNORECASE)
EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{1,64}(?:@|\s?[\[(](?:at|chiocciola)[\])]\s?|\s(?:chiocciola)\s)"
    r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}(?![\w-])",
    re.IGNORECASE,
)
LETTER = "[A-HJ-NPR-TV-Z]"
PLATE = re.compile(
    rf"(?<![^\W_]){LETTER}{{2}}[ \u00a0-]?\d{{3}}[ \u00a0-]?{LETTER}{{2}}(?![^\W_])", re.IGNORECASE
)
MOTORCYCLE = re.compile(rf"(?<![^\W_]){LETTER}{{2}}[ \u00a0]?\d{{5}}(?![^\W_])", re.IGNORECASE)
ON_WHEELS = Context(
    r"targ|auto\b|automobil|veicol|vettur|macchina|furgon|moto\b|motocicl|scooter|ciclomotor|camion|contrassegno",
    r"deliber|determin|atto\b|atti\b|verbal|prot|registro|cavo\b|modello\b|mod\.|edificio|aula"
    r"|lotto\b|norma\b|serie\b|codice\b|cig\b",
)


def telephones(text: str) -> Iterator[Found]:
    for pattern, is_telephone in (
        (FOREIGN, _is_foreign),
        (MOBILE, _is_mobile),
        (LANDLINE, _is_landline),
        (FREE, _is_free),
    ):
        for match in pattern.finditer(text):
            if is_telephone(match, _context(text, match.start())):
                yield Found("telefono", match.start(), match.end(), match.group())


def _context(text: str, start: int) -> str:
    """`n.` alone announces the number of an act; after «chiamare il n.» it says nothing."""
    context = CALLED.before(text, start)
    is_numbered = NUMBERED.search(text[max(0, start - 6) : start])
    return "against" if context == "none" and is_numbered else context


def _is_foreign(match: re.Match[str], context: str) -> bool:
    digits = re.findall(r"\d+", match.group())
    is_grouped = len(digits) >= GROUPS_OF_FOREIGN and context == "none"
    return 8 <= sum(map(len, digits)) <= 15 and (match.group()[0] == "+" or context == "favour" or is_grouped)


def _is_mobile(match: re.Match[str], context: str) -> bool:
    if match["country"] or context == "favour":
        return True
    is_money = THOUSANDS.fullmatch(match.group()) or MONEY_AFTER.match(match.string, match.end())
    is_short = len(match.group()) < LENGTH_OF_MOBILE
    return context == "none" and not is_money and not is_short


def _is_landline(match: re.Match[str], context: str) -> bool:
    """Written without a gap a land line looks like any number: then a word must name it."""
    if DATE.fullmatch(match.group()) or THOUSANDS.fullmatch(match.group()):
        return False
    if match["country"] or context == "favour":
        return True
    is_money = MONEY_AFTER.match(match.string, match.end())
    return context == "none" and bool(match["gap"]) and not match["odd"] and not is_money


def _is_free(match: re.Match[str], context: str) -> bool:
    is_grouped = not match.group().isdigit() and not THOUSANDS.fullmatch(match.group())
    return context == "favour" or (context == "none" and is_grouped)


def emails(text: str) -> Iterator[Found]:
    for match in EMAIL.finditer(text):
        yield Found("e-mail", match.start(), match.end(), match.group())


def plates(text: str) -> Iterator[Found]:
    """Cars since 1994; in small letters, and of motorcycles, only after a word that names a vehicle."""
    for pattern in (PLATE, MOTORCYCLE):
        for match in pattern.finditer(text):
            context = ON_WHEELS.before(text, match.start())
            is_plain = pattern is PLATE and match.group().isupper() and context == "none"
            if context == "favour" or is_plain:
                yield Found("targa", match.start(), match.end(), match.group())
