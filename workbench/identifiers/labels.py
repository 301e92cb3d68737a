"""The words that announce a code: «CIG n.», «C.F./P. IVA», «codice CPV principale»."""

import re

from workbench.identifiers.code import Kind

WRITTEN: dict[Kind, str] = {
    "cig": r"c(?:\.\s?i\.\s?|\si\s)g\b\.?|(?:smart\s?-?\s?)?cig(?![^\W_])|cig(?=[^\W_]{10}(?![^\W_]))"
    r"|codic[ei]\s+(?:identificativ[oi]\s+)?(?:di\s+|della\s+)?gara",
    "cup": r"c\.\s?u\.\s?p\b\.?|cup(?![^\W_])|codic[ei]\s+unic[oi]\s+(?:di\s+|del\s+)?progetto",
    "cpv": r"c\.\s?p\.\s?v\b\.?|cpv(?![^\W_])|vocabolario\s+comune\s+(?:per\s+)?(?:gli\s+|degli\s+)?appalti",
    "partita_iva": r"part(?:ita|\.)[\s_]*i\.?\s?v\.?\s?a\b\.?|p\s?\.?\s?i\s?\.?\s?v\s?\.?\s?a\b\.?"
    r"|p\.\s?i\b\.?|p\.?iva\b|vat(?![^\W_])",
    "codice_fiscale": r"cod(?:ice|\.)?[\s_]*fisc(?:ale|\.)?|c\.\s?f\b\.?|cf(?![^\W_])",
    "iban": r"i\.\s?b\.\s?a\.\s?n\b\.?|iban(?![^\W_])|coordinate\s+bancarie"
    r"|conto\s+(?:corrente\s+)?(?:bancario\s+|postale\s+)?dedicato|c/c(?:\s+(?:bancario|dedicato|postale))?(?![^\W_])|accredit\w+\s+su(?:l\s+conto)?(?![^\W_])",
}
LABEL = "|".join(f"(?P<{kind}>{written})" for kind, written in WRITTEN.items())
AGAIN = "|".join(WRITTEN.values())
LOT = r"\(?\s?(?:del\s+)?lott[oi]\s+(?:unico|n(?:[.°º]|\.°)?\s?)?\s?(?:\d{1,3}|[IVX]{1,4})?(?![^\W_])\s?\)?"
SIGN = r"(?:[\s:=|\"«“(\[)*_–—/-]|[.,](?=\s))++"
NUMBER = r"(?:n(?:umero|r|um)?(?:[.°º]|\.°)?|nn\.)(?=[\s:.]|\d|[A-Z]{1,6}\d)"
WORDS = (
    "e ed o al il è iscrizione registro delle imprese gara derivato derivati padre madre figlio principale "
    "principali prevalente secondario secondari secondaria accessorio acquisito assegnato attribuito "
    "relativo master coincidente con vat quadro accordo bancario coordinate bancarie conto corrente "
    "dedicato intestato vocabolario comune appalti oggetto supplementare simog pcp anac codice codici"
)
WORD = rf"(?:e[’'](?=\s)|(?:{'|'.join(WORDS.split())}|di\s+[^\W\d_]+)(?![^\W_])|dell[’'])"
FILLER = rf"(?:{SIGN}|{LOT}|{NUMBER}|{WORD}|(?<![^\W_])(?:{AGAIN}))"
CHAIN = re.compile(rf"(?<![^\W_])(?:{LABEL})(?P<filler>(?:{FILLER}){{0,24}})", re.IGNORECASE)
"""a label, and all that may stand between it and its code, further labels too"""
ANY = re.compile(rf"(?<![^\W_])(?:{LABEL})", re.IGNORECASE)
DESCRIPTION = r"\([^()\n]{2,90}\)|[,–-]\s[^\W\d_][^\d\n;:()]{2,60}?(?=\s(?:e|ed)\s|[,;]\s)"
NEXT = re.compile(
    rf"\s{{0,2}}(?:{LOT}|{DESCRIPTION})?\s{{0,2}}(?:[,;/|]|\be\b|\bed\b|[–-])\s{{0,2}}(?:{FILLER}){{0,8}}",
    re.IGNORECASE,
)
"""what may stand between two codes of one list: «45233223-8 (manto stradale) e 45233141-9»"""


def kinds_in(written: str) -> tuple[Kind, ...]:
    """The kinds that the labels of a chain name, each once, in their order."""
    found = [kind for match in ANY.finditer(written) for kind in WRITTEN if match[kind]]
    return tuple(dict.fromkeys(found))


NOT_FURTHER = re.compile(
    r"(?<![^\W_])(?:prot|tel|fax|cell|determin|deliber|fattur\w+\s+n|rea\b|impegno|capitolo|pec\b|inps|inail|matricol|polizz|conto|repertorio)",
    re.IGNORECASE,
)
WHOLE: dict[Kind, str] = {
    "cig": r"(?=\d*[A-Z])(?:[A-UXYZ][0-9A-F]{9}|\d{7}[0-9A-F]{3})(?![^\W_])",
    "cup": r"[A-Z]\d{2}[A-Z]\d{11}(?![^\W_])",
    "cpv": r"\d{8}-\d(?![\w-])",
    "partita_iva": r"\d{11}(?![\w/-]|[.,]\d)",
    "codice_fiscale": r"(?:\d{11}|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])(?![\w/-]|[.,]\d)",
    "iban": r"IT\d{2}[A-Z]\d{10}",
}
FURTHER = {
    kind: re.compile(rf"(?P<between>[^\d\n;]{{0,70}}?)(?<![\w.,/-])(?={form})")
    for kind, form in WHOLE.items()
}
"""«CIG rilasciato dalla piattaforma: …»: a code of the whole form some words after its label"""
NEARLY: dict[Kind, str] = {
    "cig": r"(?=[A-Z]*\d[A-Z]*\d[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{7,12}(?![^\W_])",
    "cup": r"(?=(?:[A-Z]{0,2}\d){9})[0-9A-Z]{13,17}(?![^\W_])",
    "partita_iva": r"(?:\d{10}|\d{12})(?![\w/-]|[.,]\d)",
    "codice_fiscale": r"(?:\d{10}|\d{12}|[A-Z]{6}\d{2}[0-9A-Z]{6,9})(?![\w/-]|[.,]\d)",
}
ANNOUNCED = {
    kind: re.compile(rf"(?P<between>[^\d\n;]{{0,70}}?(?:\bè|\be'|[:=|])\s*)(?<![\w.,/-])(?={form})")
    for kind, form in NEARLY.items()
}
"""«CIG da riportare nelle comunicazioni è …»: what is nearly one, where a code must stand"""


def further(kinds: tuple[Kind, ...], text: str, at: int) -> int | None:
    """Where the code stands that a label announces from some words before; None if others come first."""
    for kind in kinds:
        found = FURTHER[kind].match(text, at) or (kind in ANNOUNCED and ANNOUNCED[kind].match(text, at))
        if found and not NOT_FURTHER.search(found["between"]) and not ANY.search(found["between"]):
            return found.end()
    return None
