"""Articles and laws, however they are cited."""

import re

YEAR_IN_WORDS = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
)
MONTHS = tuple(YEAR_IN_WORDS.split())
MONTH = rf"(?:{'|'.join(MONTHS)})"
LATIN = "bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies|terdecies"
LATIN += "|quaterdecies|quindecies|sexdecies|sexiesdecies|septiesdecies"
KINDS_OF_LAW = {
    "d.lgs.": r"d\.?\s?lgs?\b\.?(?:\s?vo)?|d\.?\s?l(?:eg)?\.?\s?vo|decreto\s+(?:legislativo|lgs\.?)",
    "d.l.": r"d\.\s?l\.?(?=[\s\d.])\.?|decreto[\s-]{1,2}legge|dl(?=\s)",
    "d.p.r.": r"d\.?\s?p\.?\s?r\.?|decreto\s+del\s+presidente\s+della\s+repubblica",
    "d.p.c.m.": r"d\.?p\.?c\.?m\.?|decreto\s+del\s+presidente\s+del\s+consiglio(?:\s+dei\s+ministri)?",
    "d.m.": r"d\.\s?m\.|dm(?=\s)|decreto\s+ministeriale|decreto\s+del\s+ministro\s+[^\d\n;:.]{3,80}?",
    "l.r.": r"(?:l\.\s?r\.|legge\s+regionale)(?:\s+(?:della\s+)?(?:regione\s+)?lombard(?:ia|a)\b)?",
    "l. cost.": r"l(?:egge|\.)\s+cost(?:ituzionale|\.)",
    "l.": r"l\.|legge|l(?=\s\d{1,4}/\d)",
    "r.d.": r"r\.\s?d\.|regio\s+decreto",
    "reg. ue": r"reg(?:olamento|\.)\s*(?:delegato\s+|di\s+esecuzione\s+|europeo\s+)?"
    r"\(?\s?(?:ue|ce|cee|u\.e\.|c\.e\.)(?:,\s?euratom)?\s?\)?/?|regolamento\s+europeo",
}
"""how a kind of law is written here, and how it may be written in a text"""
GAP = r"[\s,]{0,6}"
DATE_OF_LAW = rf"\d{{1,2}}°?\s+{MONTH}\s+\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}"
NUMBER_SIGN = r"(?:№\s?|n(?:umero|r|um)?(?:\.\s?°|[.°º])?\s?)?"
LAW = (
    rf"(?:{'|'.join(f'(?P<law{at}>{written})' for at, written in enumerate(KINDS_OF_LAW.values()))})"
    rf"(?:(?<=\.)|(?![^\W\d_])){GAP}(?:(?:del\s+)?(?P<date>{DATE_OF_LAW}){GAP}{NUMBER_SIGN}(?P<number_after>\d{{1,5}})"
    rf"|{NUMBER_SIGN}(?P<number>\d{{1,5}})"
    rf"(?:\s?/\s?(?P<year>\d{{2,4}})|{GAP}del\s+(?P<date_after>{DATE_OF_LAW})|{GAP}del(?:l['’]anno)?\s+(?P<year_after>\d{{4}})))"
    r"(?!\d)"
)
ONE_ARTICLE = rf"\d{{1,4}}(?:[\s-]?(?:{LATIN})\b)?"
PARAGRAPH = rf"(?:comm[ai]|co\.)\s*(?P<paragraph>{ONE_ARTICLE})"
ARTICLE = (
    rf"(?:artt?\.?|articol[oi])\s*(?P<articles>{ONE_ARTICLE}(?:(?:\s?,\s?|\s+e\s+){ONE_ARTICLE}){{0,9}})"
    rf"(?:{GAP}(?:{PARAGRAPH}))?(?:{GAP}(?:lett(?:era|\.)|par(?:agrafo|\.)|punto)\s*\(?(?:[a-z]|\d{{1,2}})\b\)?)?"
)
JOIN = rf"{GAP}(?:del(?:la|lo)?\s+|dell['’]\s?)?"
ARTICLE_OF_LAW = re.compile(rf"(?<!\w)(?:{ARTICLE}{JOIN})?{LAW}", re.IGNORECASE)
LAW_AND_ARTICLE = re.compile(rf"(?<!\w){LAW}{GAP}\(?(?:all['’]\s?)?{ARTICLE}", re.IGNORECASE)
ONLY_ARTICLE = re.compile(rf"(?<!\w){ARTICLE}", re.IGNORECASE)
ONLY_PARAGRAPH = re.compile(rf"(?<!\w){PARAGRAPH}", re.IGNORECASE)
EACH_ARTICLE = re.compile(ONE_ARTICLE, re.IGNORECASE)
DATED_DECREE = re.compile(
    rf"(?<!\w)(?:(?P<ministry>{KINDS_OF_LAW['d.m.']})|(?P<president>{KINDS_OF_LAW['d.p.c.m.']}))"
    rf"(?:(?<=\.)|(?![^\W\d_])){GAP}(?:del\s+)?(?P<date>{DATE_OF_LAW})(?!{GAP}{NUMBER_SIGN}\d)",
    re.IGNORECASE,
)
"""a decree that is cited by its date alone, as those on environmental criteria"""
DIRECTIVE = re.compile(
    r"(?<![\w/])(?P<word>dir(?:ettiv[ae]|\.)\s*(?:europe[ae]\s+)?\(?(?:ue|ce|cee)?\)?\s*(?:n\.\s?)?)?"
    r"(?P<year>\d{2,4})/(?P<number>\d{1,4})(?P<suffix>/(?:ue|ce|cee)\b)?(?![\w/])",
    re.IGNORECASE,
)
"""«direttiva 2014/24/UE», «direttiva (UE) 2019/882»; a match with neither word nor suffix is none"""
AUTHORITY = r"(?:a\.?\s?n\.?\s?a\.?\s?c\b\.?|autorità\s+nazionale\s+anti\s?corruzione)"
OF_AUTHORITY = rf"(?:del\s+consiglio\s+)?(?:del(?:la)?\s+|dell['’]\s?)?{AUTHORITY}"
NUMBER_OF_RESOLUTION = (
    rf"{NUMBER_SIGN}(?P<number>\d{{1,4}})(?:\s?/\s?(?P<year>\d{{4}}|\d{{2}})(?!\d)"
    rf"|{GAP}del\s+(?:(?P<date>{DATE_OF_LAW})|(?P<year_after>\d{{4}})))"
)
RESOLUTION = re.compile(
    rf"(?<!\w)(?:delibera(?:zione)?|determinazione)\s+(?:{OF_AUTHORITY}{GAP}{NUMBER_OF_RESOLUTION})",
    re.IGNORECASE,
)
RESOLUTION_OF = re.compile(
    rf"(?<!\w)(?:delibera(?:zione)?|determinazione)\s+{NUMBER_OF_RESOLUTION}{GAP}{OF_AUTHORITY}",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
FIRST_YEAR_BEFORE_NUMBER = 2015
FIRST_SHORT_YEAR = 45
"""two-digit years from 45 on are of the twentieth century"""


def law_of(match: re.Match[str]) -> str:
    """`Legge 7 agosto 1990, n. 241` -> `l. 241/1990`; empty when the match has no law."""
    groups = match.groupdict()
    kind = next((kind for at, kind in enumerate(KINDS_OF_LAW) if groups.get(f"law{at}")), "")
    if not kind:
        return ""
    number = groups["number"] or groups["number_after"]
    year = groups["year"] or groups["year_after"] or (groups["date"] or groups["date_after"])[-4:]
    if kind == "reg. ue" and YEAR.fullmatch(number):
        # European regulations put the year first since 2015: 2016/679.
        is_year_first = not YEAR.fullmatch(year) or int(number) >= FIRST_YEAR_BEFORE_NUMBER
        number, year = (year, number) if is_year_first else (number, year)
    return f"{kind} {int(number)}/{long_year(year)}"


def long_year(year: str) -> str:
    """`90` -> `1990`, `27` -> `2027`."""
    if len(year) != 2:
        return year
    return f"{'19' if int(year) >= FIRST_SHORT_YEAR else '20'}{year}"


def articles_of(match: re.Match[str]) -> list[str]:
    """`artt. 7 e 10 bis` -> `art. 7`, `art. 10-bis`; empty when the match has no article."""
    written = match.groupdict().get("articles")
    return [f"art. {_with_dash(each)}" for each in EACH_ARTICLE.findall(written)] if written else []


def paragraph_of(match: re.Match[str]) -> str:
    written = match.groupdict().get("paragraph")
    return f"comma {_with_dash(written)}" if written else ""


def _with_dash(written: str) -> str:
    """`10 bis` -> `10-bis`."""
    digits = re.sub(r"\D", "", written)
    latin = re.sub(r"[\d\s-]", "", written).lower()
    return f"{int(digits)}-{latin}" if latin else str(int(digits))
