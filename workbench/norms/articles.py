"""Groups of articles as texts write them: «artt. 94, 95, comma 2, lett. b), e 98», «articoli da 94 a 98»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.checks.references import LATIN

NUMBER = rf"\d{{1,4}}(?:[\s-]{{0,2}}(?:{LATIN})\b)?(?![\d/]|[.,]\d)"
LETTER = rf"[a-z]{{1,3}}(?:[\s-]?(?:{LATIN}))?(?![^\W_])"
HEAD = re.compile(
    r"(?<!\w)(?P<span>dall['’]\s?)?(?P<word>(?P<many>artt\.?|articoli)|art\.?|articolo)\s*(?:nn?\.\s*)?"
    r"(?P<span_after>da(?:l|ll['’])?\s*)?(?=\d)",
    re.IGNORECASE,
)
ITEM = re.compile(NUMBER, re.IGNORECASE)
COMMA = re.compile(
    rf"[\s,(]{{0,4}}(?:(?:e|ed|al|nonché)\s+)?(?:(?P<many>commi|cc\.)|comma|co\.|c\.|cm\.|com\.|co?(?=\s?\d))\s*(?P<number>{NUMBER})",
    re.IGNORECASE,
)
MORE_COMMAS = re.compile(rf"(?:\s?,\s?|\s*,?\s+ed?\s+|\s?[-–]\s?)({NUMBER})(?!\s*(?:{LATIN}))", re.IGNORECASE)
LETTER_OF = re.compile(
    rf"[\s,(]{{0,4}}(?:e\s+)?(?:lett(?:er[ae]|\.)?|lit\.)\s*\(?[\"«“']?(?P<letter>{LETTER})[\"»”']?\)?"
    rf"(?:(?:\s?,\s?|\s+ed?\s+)[\"«“']?(?:{LETTER})[\"»”']?\))*",
    re.IGNORECASE,
)
ORDINALS = ("primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo")
OTHER_PART = re.compile(
    rf"[\s,(]{{0,4}}(?:e\s+)?(?:(?:(?P<ordinal>{'|'.join(ORDINALS)})|ultimo|penultimo)\s+(?P<what>periodo|comma|capoverso)"
    r"|(?:par(?:agraf[oi]|\.)|punt[oi]|n(?:\.|umer[oi])|num\.|periodo|capoverso|cpv\.?)\s*\(?\d{0,3}\)?)(?![^\W_])",
    re.IGNORECASE,
)
AND_FOLLOWING = re.compile(
    r"\s*,?\s*(?:e\s+)?(?:ss\.?|segg?\.?|seguenti)(?![^\W_])(?:\s*mm\.?)?", re.IGNORECASE
)
NEXT = re.compile(
    r"\s*(?:(?P<range>[-–—]|,?\s+a(?:l(?:l['’](?:articolo|art\.)?)?)?\s+)|[,;]\s*(?:(?:e|ed|o|od|nonché)\s+)?|(?:e|ed|o|od|nonché)\s+)\s*"
    rf"(?={NUMBER})",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\s*,\s*(?:con\s+(?:riguardo|riferimento)\s+a|relativ\w+\s+a|in\s+(?:materia|tema)\s+di|quanto\s+a|concernent\w+\s|recant\w+\s|sul|per\s)"
    rf"[^,;.:\d\n]{{1,70}},\s*(?:(?:e|ed|o|nonché)\s+)?(?={NUMBER})",
    re.IGNORECASE,
)
"""«articoli 105, con riguardo al subappalto, 108 e 110»"""
GOES_ON = re.compile(
    rf"[\s-]*(?:{LATIN})?\s*(?:$|[,;.:)\]»”\"–•*·|-]|(?<=\n)(?-i:[A-ZÈ])|ed?\b|o\b|nonché|del|dell|al\b|all|comm|co\.|c\.|cc\.|lett|par|punt|ss|segg"
    r"|primo|secondo|ultimo|d\.|l\.|l\s\d|r\.d|dpr|dpcm|dlgs|d\s?lgs|d[lm]\s\d|legge|decreto|reg\.|regol|dirett|cost"
    r"|tuel|cad|gdpr|codice|a\s+\d)",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"(?:(?:lett(?:er[ae]|\.)?)\s*(?P<letter>{LETTER})\)?\s*,?\s*(?:del(?:l['’])?\s*)?)?"
    rf"(?:comm[ai]|co\.|c\.|co?(?=\s?\d))\s*(?P<number>{NUMBER})(?:\s*,?\s*lett(?:er[ae]|\.)?\s*(?P<letter_after>{LETTER})\)?)?"
    r"\s*,?\s*(?:del(?:lo)?\s*(?:l['’]|medesim[oa]\s+|stess[oa]\s+|citat[oa]\s+)?|dell['’]\s*)$",
    re.IGNORECASE,
)
LONGEST_BEFORE = 70
LONGEST_RANGE = 60


@dataclass(frozen=True)
class Part:
    """One article of a group, with its paragraphs and letter."""

    article: str
    commas: tuple[str, ...] = ()
    letter: str = ""


@dataclass(frozen=True)
class Group:
    parts: tuple[Part, ...]
    start: int
    end: int


def groups(text: str) -> Iterator[Group]:
    """Every «art. …» of the text, in order; time grows linearly with it."""
    end = 0
    for head in HEAD.finditer(text):
        if head.start() < end:
            continue
        group = _group(text, head)
        if group:
            end = group.end
            yield group


def _group(text: str, head: re.Match[str]) -> Group | None:
    parts: list[Part] = []
    at, is_range = head.end(), False
    is_plural = bool(head["many"])
    may_span = bool(head["many"] or head["span"] or head["span_after"])
    while item := ITEM.match(text, at):
        if is_range and parts:
            parts += [Part(str(number)) for number in _between(parts[-1].article, plain(item.group()))]
        part, at = _details(text, item, is_plural=is_plural)
        parts.append(part)
        following = NEXT.match(text, at)
        aside = ASIDE.match(text, at) if is_plural and following is None else None
        if aside and _is_listed(text, aside.end()):
            is_range, at = False, aside.end()
        elif following and _goes_on(text, following, may_span=may_span):
            is_range, at = bool(following["range"]), following.end()
        else:
            break
    if not parts:
        return None
    after = AND_FOLLOWING.match(text, at)
    start, first = _with_before(text, head.start("word"), parts[0])
    return Group((first, *parts[1:]), start, after.end() if after else at)


def _goes_on(text: str, following: re.Match[str], *, may_span: bool) -> bool:
    """«art. 50 e 3 operatori» and «art. 50, 12 marzo» end before the second number; so does «art. 50-2»."""
    if following["range"]:
        return may_span
    return _is_listed(text, following.end())


def _is_listed(text: str, at: int) -> bool:
    item = ITEM.match(text, at)
    return item is not None and GOES_ON.match(text, item.end()) is not None


def _details(text: str, item: re.Match[str], *, is_plural: bool) -> tuple[Part, int]:
    """The paragraphs and letters after an article; «art. 17, comma 1 e 2» has two paragraphs."""
    commas: list[str] = []
    letter, at = "", item.end()
    while True:
        if found := COMMA.match(text, at):
            commas.append(plain(found["number"]))
            at = found.end()
            while (found["many"] or not is_plural) and (more := MORE_COMMAS.match(text, at)):
                if not GOES_ON.match(text, more.end()):
                    break
                commas.append(plain(more[1]))
                at = more.end()
        elif found := LETTER_OF.match(text, at):
            letter, at = letter or found["letter"].lower(), found.end()
        elif found := OTHER_PART.match(text, at):
            if found["ordinal"] and found["what"].lower() == "comma":
                commas.append(str(ORDINALS.index(found["ordinal"].lower()) + 1))
            at = found.end()
        else:
            return Part(plain(item.group()), tuple(commas), letter), at


def _with_before(text: str, start: int, first: Part) -> tuple[int, Part]:
    """«lett. b) del comma 1 dell'art. 50»: the paragraph may stand first."""
    window = text[max(0, start - LONGEST_BEFORE) : start]
    before = BEFORE.search(window)
    if before is None:
        return start, first
    letter = (before["letter"] or before["letter_after"] or "").lower()
    commas = (plain(before["number"]), *first.commas)
    return start - len(window) + before.start(), Part(first.article, commas, first.letter or letter)


def _between(first: str, last: str) -> range:
    """The articles inside a range of plain numbers; none when it is too long or runs backwards."""
    if not (first.isdigit() and last.isdigit()) or int(last) - int(first) > LONGEST_RANGE:
        return range(0)
    return range(int(first) + 1, int(last))


def plain(written: str) -> str:
    """`10 bis` and `10Bis` -> `10-bis`."""
    digits = re.match(r"\d+", written)
    number = digits.group() if digits else ""
    latin = re.sub(r"[\W\d_]", "", written).lower()
    return f"{int(number)}-{latin}" if latin else str(int(number))
