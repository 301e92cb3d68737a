"""Mentions of acts: by kind and number, by name («TUEL»), or by what was said before («del Codice»)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from workbench.checks.dates import NUMERIC_DATE, WRITTEN_DATE, date
from workbench.checks.references import (
    DATED_DECREE,
    DIRECTIVE,
    GAP,
    LAW,
    NUMBER_SIGN,
    OF_AUTHORITY,
    RESOLUTION,
    RESOLUTION_OF,
    YEAR,
    law_of,
    long_year,
)
from workbench.norms.acts import list_acts

LAW_ALONE = re.compile(rf"(?<!\w){LAW}", re.IGNORECASE)
POINTING = (
    r"(?:medesim|stess|citat|sopra\s?citat|suddett|predett|richiamat|anzidett|ridett|menzionat|summenzionat"
    r"|sopra\s?menzionat|indicat|vigent|attual|nuov)[oaei]"
)
NOT_THE_CODE = (
    r"\s+(?:di\b|dell?[aeo]?\b|degli\b|dell['’]|dei\b|fiscal|civil|penal|etic|identific|unic|cig\b|cup\b|cpv\b|iban\b|ateco|univoc|istat"
    r"|ipa\b|antimafia|privacy|amministr|postal|appalti|tribut|bilancio|siope|in\s+materia|gara|ente|ausa|nuts|ccnl|alfanum"
    r"|disciplin|deontolog|commessa|cliente|fornitore|\d)"
)
ANAPHORA = re.compile(
    rf"(?<!\w){POINTING}\s+(?P<kind>decreto(?:\s+legislativo|[\s-]legge)?|d\.?\s?lgs\.?|legge|codice|regolamento|direttiva)"
    rf"(?![^\W_])(?!(?<=codice){NOT_THE_CODE})|(?<!\w)(?P<kind_before>decreto(?:\s+legislativo|[\s-]legge)?|d\.?\s?lgs\.?|legge|regolamento|direttiva)"
    r"[\s,]+(?:(?:medesim|stess|citat|suddett|predett|anzidett)[oa](?![^\W_])|cit\.)",
    re.IGNORECASE,
)
BARE_CODE = re.compile(rf"(?<![^\W_])codice(?![^\W_])(?!{NOT_THE_CODE})", re.IGNORECASE)
CALLED_CODE = re.compile(
    r"[^.;\n]{0,90}?(?:(?:di|nel|in)\s+seguito|d['’]ora\s+in\s+(?:poi|avanti)|breviter|per\s+brevità)"
    r"[\s,:]*(?:anche|solo|semplicemente|denominat[oa]|indicat[oa]|per\s+brevità|[\s,:])*(?:il\s+)?[\"«“'‘]?\s?(?:nuovo\s+)?codice(?![^\W_])"
    rf"(?!{NOT_THE_CODE})",
    re.IGNORECASE,
)
APPOSITION = re.compile(
    r"[\s,:(–«“\"-]*(?:recante\s+|di\s+cui\s+al\s+|approvato\s+con\s+|adottato\s+con\s+|emanato\s+con\s+|ossia\s+|c\.?d\.?\s+)?"
    r"(?:il\s+)?[«“\"]?\s?",
    re.IGNORECASE,
)
AMENDED_BY = re.compile(
    r"(?:modificat|integrat|corrett|novellat|aggiornat|emendat)\w*\s+(?:(?:ed?|o)\s+\w+\s+|(?:in\s+)?\w+\s+)?(?:dal|da|con)\s+(?:il\s+)?$",
    re.IGNORECASE,
)
"""«D.Lgs. 36/2023, come modificato dal D.Lgs. 209/2024 (di seguito Codice)»: the first of the two"""
CODE_OF_CONTRACTS = ("d.lgs. 36/2023", "d.lgs. 50/2016", "d.lgs. 163/2006")
YEAR_OF_CODE = {"2006": CODE_OF_CONTRACTS[2], "2016": CODE_OF_CONTRACTS[1], "2023": CODE_OF_CONTRACTS[0]}
OF_YEAR = re.compile(r"\s+del(?:l['’]anno)?\s+(?P<year>2006|2016|2023)(?!\d)", re.IGNORECASE)
CODE_OF_YEAR = re.compile(
    r"(?<![^\W_])codice(?=\s+del(?:l['’]anno)?\s+(?:2006|2016|2023)(?!\d))", re.IGNORECASE
)
FORMER = re.compile(r"(?:vecchi|previgent|pre-vigent|precedent|abrogat)[oe]\s+$", re.IGNORECASE)
OTHER_WORD = r"(?!deliber|determin|art|legge|decret|regolament|d\.|l\.)[^\W\d_]+['’,]?\s*"
GUIDELINES = re.compile(
    rf"(?<!\w)line[ea][\s-]+guida\s+(?:(?:non\s+)?(?:vincolanti|attuative)\s+)?(?:(?P<before>{OF_AUTHORITY}){GAP}(?:{OTHER_WORD}){{0,6}}?\(?)?"
    rf"(?P<sign>(?:n\.ro|num\.|nn\.|{NUMBER_SIGN})\s?)(?P<number>\d{{1,2}})(?![\d°])"
    rf"(?P<year>\s?/\s?(?:20)?1\d(?!\d)|\s+del\s+201\d(?!\d))?(?!/|[.,]\d)(?P<after>[\s,(]{{0,3}}{OF_AUTHORITY})?"
    rf"(?P<other>\s+(?:del(?:la|l['’])?\s*|di\s+)?(?:minister|regione|agid|garante|edpb|comun|provinci|iss\b|inail))?",
    re.IGNORECASE,
)
"""«Linee guida ANAC n. 4», «linea guida n. 4 ANAC», «Linee guida n. 4/2016», «linee guida ANAC 4»"""
OTHER_ACT_OF_UNION = re.compile(
    r"(?:raccomandazion|decision|comunicazion|risoluzion|parer)[a-z]*\W*(?:n\.\s*)?$", re.IGNORECASE
)
KINDS_POINTED_AT = {
    "decreto": ("d.lgs.", "d.l.", "d.p.r.", "d.m.", "d.p.c.m."),
    "decretolegislativo": ("d.lgs.",),
    "dlgs": ("d.lgs.",),
    "decretolegge": ("d.l.",),
    "legge": ("l.", "l.r."),
    "regolamento": ("reg. ue", "d.p.r."),
    "direttiva": ("dir. ue",),
}


@dataclass(frozen=True)
class Mention:
    act: str
    start: int
    end: int
    day: str = ""
    is_named: bool = True
    counts_alone: bool = True
    """whether it is a citation without an article too; «Codice» and «c.c.» are not"""


def mentions(text: str) -> list[Mention]:
    """The acts that the text mentions, in its order, none overlapping."""
    numbered = _without_overlaps(list(_numbered(text)))
    code = _meaning_of_code(text, numbered)
    named = _without_overlaps([*numbered, *_by_name(text, numbered, code)])
    pointing = [
        Mention(act, match.start(), match.end(), is_named=False, counts_alone=False)
        for match in chain(ANAPHORA.finditer(text), BARE_CODE.finditer(text))
        if (act := _pointed_at(match, named, code))
    ]
    starts = [mention.start for mention in named]
    free = [each for each in pointing if not _overlaps(each, named, starts)]
    return _without_overlaps([*named, *free])


def _overlaps(mention: Mention, others: list[Mention], starts: list[int]) -> bool:
    at = bisect_left(starts, mention.end)
    return at > 0 and others[at - 1].end > mention.start


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    """In the order of the text; of two that overlap the one that begins first, then the longest."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _numbered(text: str) -> Iterator[Mention]:
    for match in LAW_ALONE.finditer(text):
        yield Mention(law_of(match), match.start(), match.end(), _day(match))
    for match in DATED_DECREE.finditer(text):
        day = _day(match)
        if day:
            kind = "d.m." if match["ministry"] else "d.p.c.m."
            yield Mention(f"{kind} {day}", match.start(), match.end(), day)
    for match in DIRECTIVE.finditer(text):
        if match["word"] or _is_listed_directive(match):
            yield Mention(_directive(match), match.start(), match.end())
    for match in chain(RESOLUTION.finditer(text), RESOLUTION_OF.finditer(text)):
        year = match["year"] or match["year_after"] or match["date"][-4:]
        act = f"delibera anac {int(match['number'])}/{long_year(year)}"
        yield Mention(act, match.start(), match.end(), _day(match))
    for match in GUIDELINES.finditer(text):
        is_of_authority = match["before"] or match["after"]
        if is_of_authority or (match["sign"].strip() and not match["other"]):
            yield Mention(f"linee guida anac {int(match['number'])}", match.start(), match.end())


def _is_listed_directive(match: re.Match[str]) -> bool:
    """«2014/24/UE» after other directives; not after «raccomandazione»."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    return bool(match["suffix"]) and not OTHER_ACT_OF_UNION.search(before)


def _directive(match: re.Match[str]) -> str:
    year, number = match["year"], match["number"]
    if YEAR.fullmatch(number) and not YEAR.fullmatch(year) and not match["suffix"]:
        year, number = number, year
    return f"dir. ue {int(number)}/{long_year(year)}"


def _day(match: re.Match[str]) -> str:
    """The whole date that the citation gives, ISO."""
    groups = match.groupdict()
    written = groups.get("date") or groups.get("date_after") or ""
    found = WRITTEN_DATE.fullmatch(written) or NUMERIC_DATE.fullmatch(written)
    made = date(found) if found else []
    return made[0][0] if made else ""


@cache
def _names() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    """One pattern of all names of acts; per name, folded, its act and whether it counts without article."""
    known: dict[str, tuple[str, bool]] = {}
    written: list[str] = []
    for act in list_acts():
        for name in act.aliases:
            is_acronym = name.upper() == name or " " not in name
            is_short = "." in name and not any(map(str.isdigit, name))
            known[_folded(name)] = (act.id, not is_short and name != "Costituzione")
            words = r"\s+".join(_word(word) for word in name.split())
            written.append(rf"(?-i:{words})" if is_acronym and "." not in name else words)
    # Longest first: «Codice dei contratti pubblici» before «Codice dei contratti».
    joined = "|".join(sorted(written, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])", re.IGNORECASE), known


def _word(word: str) -> str:
    """`c.p.a.` with a blank after any full stop; any apostrophe."""
    escaped = re.escape(word).replace("'", "['’]")
    return escaped.replace(r"\.", r"\.\s?").removesuffix(r"\s?")


def _folded(name: str) -> str:
    return re.sub(r"\s+", "" if "." in name else " ", name.replace("’", "'")).lower()


def _by_name(text: str, numbered: list[Mention], code: str) -> Iterator[Mention]:
    """«Codice dei contratti pubblici» is the code cited beside it, else the one that the text is about."""
    pattern, known = _names()
    starts = [mention.start for mention in numbered]
    for match in pattern.finditer(text):
        act, counts_alone = known[_folded(match.group())]
        if act == CODE_OF_CONTRACTS[0] and match.group().lower().startswith("codice"):
            at = bisect_left(starts, match.start())
            beside = _beside(text, match, numbered[max(0, at - 1) : at + 1])
            act, counts_alone = (beside, False) if beside else (code, counts_alone)
            yield _of_its_year(text, match) or Mention(
                act, match.start(), match.end(), counts_alone=counts_alone
            )
        else:
            yield Mention(act, match.start(), match.end(), counts_alone=counts_alone)
    for match in CODE_OF_YEAR.finditer(text):
        if found := _of_its_year(text, match):
            yield found


def _of_its_year(text: str, name: re.Match[str]) -> Mention | None:
    """«codice degli appalti del 2016», «precedente codice dei contratti»: what stands beside the name."""
    year = OF_YEAR.match(text, name.end())
    former = FORMER.search(text, max(0, name.start() - 20), name.start())
    if year is None and former is None:
        return None
    start = former.start() if former else name.start()
    end = year.end() if year else name.end()
    return Mention(YEAR_OF_CODE[year["year"] if year else "2016"], start, end)


def _beside(text: str, name: re.Match[str], near: list[Mention]) -> str:
    """The code of contracts that stands beside its name: «Codice dei contratti, di cui al D.Lgs. 50/2016»."""
    for mention in near:
        between = (
            text[mention.end : name.start()]
            if mention.end <= name.start()
            else text[name.end() : mention.start]
        )
        if mention.act in CODE_OF_CONTRACTS and APPOSITION.fullmatch(between):
            return mention.act
    return ""


def _meaning_of_code(text: str, named: list[Mention]) -> str:
    """Which act «il Codice» is: the one that the text calls so, else the newest code that it cites."""
    amended = ""
    for mention in named:
        if not AMENDED_BY.search(text, max(0, mention.start - 40), mention.start):
            amended = mention.act
        if CALLED_CODE.match(text, mention.end) and amended in _known():
            return amended
    cited = {mention.act for mention in named}
    return next((act for act in CODE_OF_CONTRACTS if act in cited), CODE_OF_CONTRACTS[0])


def _pointed_at(match: re.Match[str], named: list[Mention], code: str) -> str:
    groups = match.groupdict()
    kind = re.sub(r"[\W_]", "", groups.get("kind") or groups.get("kind_before") or "codice").lower()
    if kind == "codice" and not groups.get("kind"):
        return code
    before = (mention.act for mention in reversed(named) if mention.end <= match.start())
    if kind == "codice":
        return next((act for act in before if act in _codes()), code)
    return next((act for act in before if act.startswith(KINDS_POINTED_AT[kind])), "")


@cache
def _known() -> frozenset[str]:
    """Acts of the table: one that nobody knows, mistyped, is not what the text goes on to speak of."""
    return frozenset(act.id for act in list_acts())


@cache
def _codes() -> frozenset[str]:
    return frozenset(act.id for act in list_acts() if act.title.startswith("Codice"))
