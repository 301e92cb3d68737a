"""What a printed page adds to an act: running headers, page numbers, stamps of copies. Blanks in their place."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

NUMBER = r"\bp(?:agina|agg?\.?|\.)[ ]?(?:n\.[ ]?)?\d{1,3}(?:[ ]?(?:di|/|su)[ ]?\d{1,3})?\b"
ONLY_NUMBER = re.compile(
    rf"\W*(?:{NUMBER}|[-–—][ ]?\d{{1,3}}[ ]?[-–—]|\d{{1,3}}[ ]?/[ ]?\d{{1,3}})\W*", re.IGNORECASE
)
NUMBERED = re.compile(
    rf"(?P<before>[^\n]{{3,100}}?)(?:[ \t]{{2,}}|[ ][-–—|][ ]|\t)\W{{0,3}}{NUMBER}\W*|\W*{NUMBER}(?:[ \t]{{2,}}|[ ]?[-–—|][ ])[^\n]{{3,100}}",
    re.IGNORECASE,
)
ANY_NUMBER = re.compile(rf"{NUMBER}|\d+[ ]?$", re.IGNORECASE)
COPY = re.compile(
    r"(?:[^\n]{3,60}?(?:[ \t]{2,}|[ ][-–—|][ ]))?\W*(?:copia\s+(?:informatica|conforme|digitale|analogica|cartacea)|riproduzione\s+(?:cartacea|del\s+documento)|documento\s+(?:informatico\s+)?(?:firmato|sottoscritto)\s+digitalmente|atto\s+(?:firmato|sottoscritto)\s+digitalmente|stampa\s+(?:conforme|del\s+documento))[^\n]{0,110}",
    re.IGNORECASE,
)
COPY_WORD = re.compile(r"copia|riproduzione|digitalmente|stampa", re.IGNORECASE)
RULER = re.compile(r"[\s_=*·.–—-]*[_=*·–—-]{3}[\s_=*·.–—-]*|\f")
UNFINISHED = re.compile(r"[^.;:!?|]\s*$")
CONTINUED = re.compile(r"\s*[a-zàèéìòù(]")
ROW = re.compile(r"\||\d,\d\d\b")
SHORTEST, LONGEST = 8, 130
"""characters of a line that can stand at the head or the foot of each page"""
TOP = 6
"""lines at the beginning, in which the header is the title of the act"""
MOST_WORDS = 20
REPEATED, APART = 3, 10
"""times that a line stands in the act, and lines from one time to the next, to belong to the pages"""


def without_pages(text: str) -> str:
    """The text, as long as before, with blanks where the furniture of the pages stood; a sentence that it broke goes on."""
    lines = text.split("\n")
    dropped = _furniture(lines)
    if not dropped:
        return text
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    characters = list(text)
    for place in dropped:
        _blank(characters, starts[place], starts[place] + len(lines[place]))
    for first, last in _gaps(lines, dropped):
        if first and UNFINISHED.search(lines[first - 1]) and not ROW.search(lines[first - 1]):
            end = starts[last + 1] if last + 1 < len(lines) else len(text)
            _blank(characters, starts[first], end)
    return "".join(characters)


def _blank(characters: list[str], start: int, end: int) -> None:
    characters[start:end] = [" "] * (end - start)


def _furniture(lines: Sequence[str]) -> set[int]:
    """Lines that belong to the pages."""
    alike = _alike(lines)
    sure = {at for at in range(len(lines)) if _is_numbered(lines, at, alike)}
    sure |= {
        at
        for at, line in enumerate(lines)
        if COPY_WORD.search(line)
        and COPY.fullmatch(line)
        and (len(alike[_key(line)]) > 1 or _is_inside(lines, at))
    }
    for places in alike.values():
        if len(places) >= REPEATED and _is_spread(places) and _is_header(lines[places[0]]):
            near = [at for at in places if _beside(lines, at, sure) or _is_inside(lines, at)]
            sure |= {at for at in places if near and at >= TOP}
    rulers = {at for at in range(len(lines)) if RULER.fullmatch(lines[at]) and _beside(lines, at, sure)}
    return sure | rulers


def _alike(lines: Sequence[str]) -> Mapping[str, list[int]]:
    """Places of the lines that are the same but for the number of the page."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if SHORTEST <= len(line.strip()) <= LONGEST or ONLY_NUMBER.fullmatch(line):
            places[_key(line)].append(at)
    return places


def _key(line: str) -> str:
    return ANY_NUMBER.sub("0", " ".join(line.split()))


def _is_numbered(lines: Sequence[str], at: int, alike: Mapping[str, list[int]]) -> bool:
    """A line with the number of the page; what else it says stands on other pages too, or breaks a sentence."""
    line = lines[at]
    if not any(map(str.isdigit, line)) or len(line.split()) > MOST_WORDS:
        return False
    is_repeated = len(alike[_key(line)]) > 1
    if ONLY_NUMBER.fullmatch(line):
        return "p" in line.lower() or is_repeated
    if at < TOP or "p" not in line.lower() or ROW.search(line) or not NUMBERED.fullmatch(line):
        return False
    return line.strip()[0].isupper() and (is_repeated or _is_inside(lines, at))


def _is_header(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) >= SHORTEST and stripped[-1] not in ";:," and not ROW.search(line)


def _is_spread(places: Sequence[int]) -> bool:
    return all(after - before >= APART for before, after in pairwise(places))


def _beside(lines: Sequence[str], at: int, sure: set[int]) -> bool:
    return _next(lines, at, -1) in sure or _next(lines, at, 1) in sure


def _is_inside(lines: Sequence[str], at: int) -> bool:
    """Whether the line stands in the middle of a sentence."""
    before, after = _next(lines, at, -1), _next(lines, at, 1)
    if before < 0 or after >= len(lines):
        return False
    return bool(UNFINISHED.search(lines[before]) and CONTINUED.match(lines[after]))


def _next(lines: Sequence[str], at: int, step: int) -> int:
    """The next line, or the one before, that has words."""
    at += step
    while 0 <= at < len(lines) and (not lines[at].strip() or RULER.fullmatch(lines[at])):
        at += step
    return at


def _gaps(lines: Sequence[str], dropped: set[int]) -> list[tuple[int, int]]:
    """Runs of dropped and empty lines in which a line was dropped: the first line and the last."""
    found: list[tuple[int, int]] = []
    for at in sorted(dropped):
        if found and at <= found[-1][1]:
            continue
        first, last = at, at
        while first > 0 and (first - 1 in dropped or not lines[first - 1].strip()):
            first -= 1
        while last + 1 < len(lines) and (last + 1 in dropped or not lines[last + 1].strip()):
            last += 1
        found.append((first, last))
    return found
