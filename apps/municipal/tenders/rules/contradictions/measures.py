"""Every figure of an act with what it is of: its unit, the period it is for, and the words that stand about it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.lengths import WORDS
from apps.municipal.tenders.rules.contradictions.nouns import NO_NOUNS, noun_after, noun_before
from apps.municipal.tenders.rules.contradictions.qualifying import (
    parts_of,
    period_of,
    sorts_of,
    stems,
)
from apps.municipal.tenders.rules.contradictions.statement import before, spotted
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.scanning import scan
from workbench.italian import read_words

LEAD, REST, FAR = 110, 45, 180
NUMBER = re.compile(
    rf"(?<![\w.,/€:'§°-])(?<!\b[nN]r\. )(?:(?P<figures>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})(?![\w/]|[.,:]\d)|\b(?P<words>{WORDS}{{0,3}}mil(?:le|a){WORDS}{{0,4}}|{WORDS}{{1,4}})\b)"
    r"(?:\s?\(\s?[\w.]{1,24}\s?\))?(?!\s?(?:%|‰|°|ª|€|euro\b|per\s?cento\b|per\s?mille\b))",
    re.IGNORECASE,
)
NO_COUNT = re.compile(
    r"(?:\b(?:artt?(?:\.|icol[oi])|comm[ai]|c\.|co\.|lett(?:\.|era)|all(?:\.|egat[oi])|d\.?\s?lgs\.?|d\.?p\.?r\.?|d\.?m\.?|d\.?g\.?[cr]\.?|legge|l\.|reg(?:\.|olamento)?|ue|UNI|EN|ISO|SA|class\w*|categoria|OG|OS|prot\w*\.?|rep\.?|capitolo|cap\.|piano|punto|par\.|paragrafo|capo|titolo|busta|lotto|fase|tabella|tel\.?|fax|cell\.?|int\.|civico|via|viale|piazza|corso|largo|vicolo|mod(?:\.|ello)|serie|GU|G\.U\.|anno|del|nel|dal|al|dall'|all'|ore|alle|bando[- ]tipo|codice|matricola|foglio|mappale|particella|tra|fra|determinazione|deliberazione|delibera|schede?)\s*(?:n(?:\.|°|r\.)\s?)?|\b(?:atto|nota|decreto|avviso|ordine|contratto|bando)\s+n(?:\.|°)\s?)$",
    re.IGNORECASE,
)
"""before what numbers something instead of counting it"""
PERCENT = re.compile(r"\bper (?:cento|mille)$", re.IGNORECASE)
MONTH = re.compile(
    r"\s*(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"[^.;\n\d]{0,45}[,e]\s*(?:quell[ei]\s[^.;\n\d]{1,30}\s)?", re.IGNORECASE)
THOSE = re.compile(r"\bquell[ei]\b", re.IGNORECASE)
OF_WHAT = re.compile(r"\s+(?:per|ai?|all?[aeo]?|agli|ne(?:i|gli|l|ll[aeo])|in)\b", re.IGNORECASE)
IN_WORDS = re.compile(
    rf"\b(?P<words>{WORDS}{{0,4}}(?:mille|mila|\s?milion[ei])(?:\s+e\s+mezzo|(?:\s+e\s+)?{WORDS}{{1,4}}(?:mila)?)?|{WORDS}{{1,4}})(?:/\d\d)?\s+(?:di\s+)?euro\b|\beuro\s+(?P<units>{WORDS}{{1,4}})\s+e\s+(?:centesimi\s+(?P<cents>{WORDS}{{1,3}})\b|(?P<hundredths>{WORDS}{{1,3}})\s+centesimi)|(?:\beuro|€)\s+(?P<follows>{WORDS}{{0,4}}\s?mil(?:a|le|ion[ei]){WORDS}{{0,4}}(?:mila{WORDS}{{0,4}})?)\b|\b(?P<count>\d{{1,3}}(?:,\d{{1,3}})?)\s?(?P<scale>mila|milion[ei])\s+(?:di\s+)?euro\b",
    re.IGNORECASE,
)
"""«tre milioni di euro», «trentamila euro»"""
CUT = re.compile(r"[;\n]|[.](?=\s+[A-ZÀÈÉÌÒÙ«\"])")
ROW = re.compile(r"[|\t]|\.{3,}|…|\s\.{2}\s?$")
ITEM = re.compile(
    r"\W*(?:[a-z0-9]{1,3}[.)]\s+)?(?:[^\W\d]+[\s,'/():-]+){1,7}[:=-]?\s*(?:euro\s*|€\s*)?", re.IGNORECASE
)
"""what stands before the one figure of a list item"""
ITEM_MARK = re.compile(
    r"\W*(?:criterio\s+)?(?P<mark>(?:[A-Z]|\d{1,2})(?:\.\d{1,2})*)[.)\s:,|-]", re.IGNORECASE
)
SUBITEM = re.compile(r"(?:^|[\s,;:(])(?:[A-Z]\.?\d{1,2}|\d{1,2}\.\d{1,2})(?=[.)\s:,|-])")
ASIDE = re.compile(r"\([^()]*\)")
LONGEST_ROW = 260
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY = 24
"""hours; «ore 2.540» is no time of the day"""


@dataclass(frozen=True)
class Figure:
    """An amount in euro, or a number, at its place in the flattened act."""

    value: Decimal
    start: int
    end: int
    about: frozenset[str]
    """stems of the words of its part of the sentence, or of its row"""
    noun: str = ""
    """what is counted, when it is named after the number"""
    period: str = ""
    role: str = ""
    """of an amount: as the act was read"""
    in_row: bool = False
    depth: int = 0
    """of its item: 1 for «A)», 2 for «A.1»; 0 where there is none"""
    sorts: frozenset[str] = frozenset()
    """words of which one excludes the others: «globale» or «specifico», «RCT» or «RCO»"""
    named: str = ""
    """what is counted, when it is named before the number"""
    row: tuple[Decimal, ...] = ()
    """all figures of its row"""


def _like_the_last(text: str, figure: Figure, found: Sequence[Figure]) -> Figure:
    """«50 ore la settimana nel primo e 36 ore nella seconda», «tre tagli per le scarpate, otto per i parchi»."""
    last = found[-1] if found else None
    noun = (last.noun or last.named) if last else ""
    if not last or not noun or not GOES_ON.fullmatch(text, last.end, figure.start):
        return figure
    if not figure.noun and (THOSE.search(text, last.end, figure.start) or OF_WHAT.match(text, figure.end)):
        return replace(figure, noun=noun, period=last.period, about=figure.about | {noun})
    if last.noun == figure.noun != "" and not figure.period:
        return replace(figure, period=last.period)
    return figure


@per_act
def amounts(act: Act) -> tuple[Money, ...]:
    """Every amount in euro, those written only in words too."""
    found = list(act.amounts)
    spans = sorted((each.start, each.words_end or each.end) for each in act.amounts)
    for match in spotted(IN_WORDS, ("euro", "€"), act.text, 150):
        written = match["words"] or match["follows"] or match["units"] or ""
        value = _scaled(match) if match["count"] else read_words(re.sub(r"\s+e\s+mezzo", "", written.strip()))
        cents = read_words(match["cents"] or match["hundredths"] or "") or 0
        if (
            value
            and (value >= 10 or cents)
            and not _in(spans, match.end() - 1)
            and not _in(spans, match.start())
        ):
            half = Decimal(500_000) if "mezzo" in written else Decimal(0)
            found.append(Money(value + half + Decimal(cents) / 100, match.start(), match.end(), ""))
    return tuple(sorted(found, key=lambda each: each.start))


def _scaled(match: re.Match[str]) -> Decimal:
    """«92 mila euro», «1,5 milioni di euro»."""
    times = 1_000 if match["scale"].lower() == "mila" else 1_000_000
    return Decimal(match["count"].replace(",", ".")) * times


def _led(text: str, start: int) -> str:
    """The sentence before an amount, with the title above it."""
    lead = before(text, start, FAR)
    return f"{heading(text, start - len(lead))} {lead}"


@per_act
def sums(act: Act) -> tuple[Figure, ...]:
    """Every amount in euro."""
    found: list[Figure] = []
    last = 0
    for each in amounts(act):
        lead, rest, in_row = _about(act.text, each.start, each.end, last)
        found.append(
            Figure(
                each.value,
                each.start,
                each.end,
                stems(f"{lead} {rest}"),
                period=period_of(lead, rest),
                role=each.role,
                sorts=sorts_of(f"{_led(act.text, each.start)} {rest}"),
                in_row=in_row,
            )
        )
        last = each.words_end or each.end
    return tuple(_in_their_rows(act.text, found))


def _in_their_rows(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The same figures, those of tables with all that stand in one row."""
    rows: dict[int, list[Decimal]] = {}
    for each in figures:
        if each.in_row and not each.noun:
            rows.setdefault(text.rfind("\n", 0, each.start), []).append(each.value)
    for each in figures:
        row = rows[text.rfind("\n", 0, each.start)] if each.in_row and not each.noun else ()
        yield replace(each, row=tuple(row)) if len(row) > 1 else each


@per_act
def numbers(act: Act) -> tuple[Figure, ...]:
    """Every number that counts something: no date, code, norm, amount, share or time."""
    taken = _taken(act)
    found: list[Figure] = []
    last = 0
    for match in scan(NUMBER, act.text):
        if _in(taken, match.start()) or MONTH.match(act.text, match.end()) or _is_ordinal(act.text, match):
            continue
        value = _value(match)
        label = NO_COUNT.search(act.text, max(0, match.start() - 30), match.start())
        if label and not _counts_after_all(label[0].strip().lower(), value):
            continue
        if value is not None and value > 1 and not PERCENT.search(act.text, match.start() - 4, match.end()):
            found.append(_like_the_last(act.text, _number(act, match, value, last), found))
            last = match.end()
    return tuple(_in_their_rows(act.text, found))


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """The number of a row, in a column of its own."""
    return text[match.start() - 1 : match.start()] == "\n" and text[match.end() : match.end() + 1] == "\t"


def _counts_after_all(label: str, value: Decimal | None) -> bool:
    """«ore 2.540», «nell'anno 2.450 ore»: no time of the day, no year."""
    if value is None:
        return False
    return (label == "ore" and value > DAY) or (label == "anno" and not FIRST_YEAR <= value <= LAST_YEAR)


def figure_at(act: Act, value: Decimal, start: int, end: int) -> Figure:
    """A value that others have read, with the words about it."""
    lead, rest, in_row = _about(act.text, start, end, 0)
    return Figure(
        value,
        start,
        end,
        stems(f"{lead} {rest}"),
        period=period_of(lead, rest),
        in_row=in_row,
        sorts=sorts_of(lead),
    )


def _number(act: Act, match: re.Match[str], value: Decimal, last: int) -> Figure:
    lead, rest, in_row = _about(act.text, match.start(), match.end(), last)
    item = ITEM_MARK.match(lead)
    noun, end = noun_after(act.text, match.end())
    if len(noun) < 2 or noun in NO_NOUNS or _begins_anew(act.text, match):
        noun, end = "", match.end()
    return Figure(
        value,
        match.start(),
        end,
        stems(f"{lead} {rest}"),
        noun,
        period_of(lead, rest),
        in_row=in_row,
        depth=2 if SUBITEM.search(lead) else len(re.findall(r"[^\W_]+", item["mark"])) if item else 0,
        sorts=sorts_of(f"{lead} {rest}") | parts_of(lead, rest),
        named="" if noun else noun_before(act.text, match.start()),
    )


def _begins_anew(text: str, match: re.Match[str]) -> bool:
    """«educatori presenti: 2 Plesso Pascoli»: a new row, once its line end was lost."""
    return text[: match.start()].endswith(": ") and text[match.end() + 1 : match.end() + 2].isupper()


def _value(match: re.Match[str]) -> Decimal | None:
    if match["figures"]:
        plain = match["figures"].replace(".", "")
        return None if len(plain) > 1 and plain[0] == "0" else Decimal(plain)
    read = read_words(match["words"])
    return None if read is None else Decimal(read)


def _taken(act: Act) -> Sequence[tuple[int, int]]:
    spans = [
        *((each.start, each.end) for each in act.days),
        *((each.start, each.end) for each in act.citations),
        *((each.start, each.end) for each in act.codes),
        *((each.start, each.words_end or each.end) for each in act.amounts),
    ]
    return sorted(spans)


def _in(spans: Sequence[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, (at, at + LONGEST_ROW)) - 1
    return any(one <= at < other for one, other in spans[max(0, index - 2) : index + 1])


def _about(text: str, start: int, end: int, last: int) -> tuple[str, str, bool]:
    """The words that belong to a figure: those of its row, or of its part of the sentence."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end, end + LONGEST_ROW)
    label = text[max(line, start - LONGEST_ROW) : start]
    tail = text[end : stop if stop >= 0 else end + LONGEST_ROW]
    if len(label) < LONGEST_ROW and ROW.search(label):
        return label, re.split(r"\d", tail[:REST])[0], True
    rest = re.split(r"[:;,\n(\d]|\.(?=\s)", tail[:REST])[0]
    if ITEM.fullmatch(label) and not tail.strip(" ;.,)\t€"):
        return label, rest, True
    lead = before(text, start, LEAD)
    if last and start - last < len(lead) and ")" not in text[last:start][:3]:
        lead = text[last:start]
    return ASIDE.sub(" ", CUT.split(lead)[-1]), rest, False
