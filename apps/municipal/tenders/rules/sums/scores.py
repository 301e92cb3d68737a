"""Lists and tables of scores, read line by line: criteria, what each is made of, the two offers, the total."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from apps.municipal.tenders.acts import Act

Kind = Literal["criterio", "parte", "tecnica", "economica", "totale"]
FULL = 100
FEWEST = 3
LONGEST = 220
"""characters of a line that can be a score"""
CONTEXT = 500
"""characters before a list in which something must say that it gives scores"""
SCORES = re.compile(
    r"\bpunt(?:i|o|egg\w*)\b|\bpes[oi]\b|\bponderazion|\bcriteri[o]?\s+(?:(?:e|di)\s+)*(?:sub-?\s?criteri\s+(?:di\s+)?)?(?:valutazion|aggiudicazion)|\bofferta\s+tecnica\b|\beconomicamente\s+più\s+vantaggios",
    re.IGNORECASE,
)
NO_SCORES = re.compile(r"\bpunti\s+(?:luce|vendita|di\s+(?:consegna|raccolta|ritiro))", re.IGNORECASE)
LINE = re.compile(
    r"(?P<lead>[\s|*·•▪–—-]*)(?P<mark>(?:[A-Za-z]|\d{1,2})(?:[.\s]?\d{1,2}|\.[a-z])?\s?[.):–]?\s+|criterio\s+\w{1,2}\s*[.:–)-]?\s*)?(?P<label>[^\W\d_][^|\t]*?)"
    r"(?:[\s.…·_:|–—\t-]{2,}|[\s(:–-]+(?:max\.?|massimo|fino\s+a|punti|p\.|pt\.?)\s+(?:punti\s+)?|\s+(?=\d{1,3}\s*(?:punti|pt\b|p\.))|:\s+|,\s+)"
    r"(?:max\.?\s+|massimo\s+|fino\s+a\s+|punti\s+|p\.\s*)?(?P<points>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:punti|pt\.?|p\.|/\s?100)?\s*\)?[\s;:.,|*]*",
    re.IGNORECASE,
)
PART_MARK = re.compile(r"\s*(?:[A-Za-z]|\d{1,2})(?:[.\s]?\d{1,2}|\.[a-z])\b", re.IGNORECASE)
OF_WHICH = re.compile(
    r"\s*[(–-]*\s*(?:di\s+cui|così\s+(?:suddivis|ripartit|distribuit)\w+)\b\s*:?", re.IGNORECASE
)
INNER = re.compile(
    r"(?:\b(?:[A-Za-z]|\d{1,2})[.\s]?\d{1,2}\.?\s+)?[^\W\d_][^;:\d]{2,70}?[\s(:,]+(?:max\.?\s+|fino\s+a\s+|punti\s+)?(?P<points>\d{1,2}(?:,\d)?)(?:\s*(?:punti|p\.))?\)?(?=\s*(?:[;.,]|\be\b|$))",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"(?:(?:per|con)\s+)?(?:un[a']?\s?|il\s+|la\s+)?(?:total[ei]|somma(?:no)?|complessiv\w+|in\s+tutto|tot\b)",
    re.IGNORECASE,
)
TECHNICAL = re.compile(r"\b(?:tecnic[aoi]?|qualit(?:à|ativ\w+))\b", re.IGNORECASE)
TECHNICAL_SIDE = re.compile(
    r"\W*(?:\w+\s+)?(?:punteggio\s+(?:massimo\s+|complessivo\s+)?|offerta\s+|elementi?\s+|componente\s+|parte\s+|subtotale\s+|pes[oi]\s+)+(?:dell'|per\s+l')?(?:offerta\s+)?(?:tecnic|qualitativ)\w*(?:\s+massimo)?(?:\s+\(\w\))?\W*",
    re.IGNORECASE,
)
ECONOMIC = re.compile(
    r"\W*(?:[A-Za-z](?:[.)]|\s)\s*)?(?:total\w+\s+|punteggio\s+|offerta\s+|elementi?\s+|componente\s+|parte\s+|pes[oi]\s+)*(?:dell'|per\s+l')?(?:offerta\s+)?(?:economic\w*|prezzo\b|ribasso|quantitativ\w+)",
    re.IGNORECASE,
)
BRACKET = re.compile(r"\s*\((?:di\s+cui:?\s*)?(?P<inner>[^()\d]+\d[^()]*)\)\s*[;.,]?\s*$", re.IGNORECASE)
"""«30  (metodo 18, custodia 12)»"""
WITH_PARTS = re.compile(
    r"[\s|]*(?P<mark>[A-Z]|\d{1,2})[.)]?\s[^|\t()]+\((?:max\.?\s|punti\s)?(?P<points>\d{1,3})(?:\spunti)?\)\s*[|\t]\s*[A-Z\d]\.?\d{1,2}\b.*"
)
"""«A Organizzazione (28) | A1 squadre e turni | 14»: a criterion and the first of its parts in one row"""
NOT_SCORE = re.compile(r"€|\beuro\b|\d\s*punti|\bpunti\s+\d|\bart\b\.?\s*$|\bIVA\b", re.IGNORECASE)


TIER = re.compile(
    r"[\s|*·•▪–—-]*(?:(?:giudizio\s+)?(?:ottimo|eccellente|molto\s+buono|buono|discreto|sufficiente|insufficiente|scarso|mediocre|adeguato|inadeguato|nullo)\b|(?:da|oltre|fino\s+a|tra|più\s+di|meno\s+di|almeno|nessun\w*)\s+(?:i\s+|le\s+|n\.\s*)?(?:\d|un[oa']?\b|due\b|tre\b|cinque\b|dieci\b|[a-z]+\s*[:|=(–-]))",
    re.IGNORECASE,
)
"""«ottimo: 10», «oltre 5 anni: 6 punti»: the steps of a criterion, of which one alone is given"""


@dataclass(frozen=True)
class Score:
    """A number of points; places are those of the flattened act."""

    value: Decimal
    start: int
    end: int


@dataclass
class Line:
    """A scored line and what it is made of."""

    kind: Kind
    score: Score
    mark: str
    parts: list[Score] = field(default_factory=list)


def score_lists(act: Act) -> Iterator[list[Line]]:
    """Runs of at least three lines that end with points."""
    raw = act.document.text
    lines: list[Line] = []
    strangers = 0
    for match in re.finditer(r"[^\n]*\n?", raw):
        said = match[0].rstrip()
        if not said.strip() or re.fullmatch(r"[\s|:*=_.–—-]+", said) or TIER.match(said):
            continue
        short = len(said) < LONGEST
        inner = _inner_parts(act, said, match.start()) if lines and short else []
        line = _line(act, said, match.start()) if short and not inner else None
        if inner:
            lines[-1].parts.extend(inner)
        elif line:
            _add(lines, line)
            strangers = 0
        elif lines and strangers < 1 and len(said) < 100 and not said.rstrip().endswith("."):
            strangers += 1
        else:
            yield from _worth(raw, lines, act)
            lines, strangers = [], 0
        if line and line.kind == "totale" and not line.parts:
            yield from _worth(raw, lines, act)
            lines, strangers = [], 0
    yield from _worth(raw, lines, act)


def _worth(raw: str, lines: list[Line], act: Act) -> Iterator[list[Line]]:
    if sum(1 + len(line.parts) for line in lines) < FEWEST:
        return
    start, end = lines[0].score.start, (lines[-1].parts or [lines[-1].score])[-1].end
    said = act.text[max(0, start - CONTEXT) : end + 40]
    if SCORES.search(NO_SCORES.sub("", said)) and all(line.score.value <= FULL * 2 for line in lines):
        yield lines


def _add(lines: list[Line], line: Line) -> None:
    """A sub-criterion goes to the criterion above it."""
    if line.kind == "parte" and lines and lines[-1].kind == "criterio":
        lines[-1].parts.append(line.score)
    elif line.kind == "parte":
        lines.append(Line("criterio", line.score, line.mark))
    else:
        lines.append(line)


def _line(act: Act, said: str, start: int) -> Line | None:
    if "|" in said or "\t" in said:
        return _row(act, said, start)
    bracket = BRACKET.search(said)
    match = LINE.fullmatch(said[: bracket.start()] if bracket else said) or LINE.fullmatch(said)
    if not match or NOT_SCORE.search(match["label"]):
        return None
    score = _score(act, match["points"], start + match.start("points"))
    mark = (match["mark"] or "").strip()
    if said.endswith(":") and not mark and _kind(mark, match["label"]) == "criterio":
        return None  # «100 punti così ripartiti:»
    parts = (
        [
            _score(act, each["points"], start + each.start("points"))
            for each in INNER.finditer(said, bracket.start("inner"), bracket.end("inner"))
        ]
        if bracket and match.end() <= bracket.start()
        else []
    )
    return Line(_kind(mark, match["label"]), score, mark, parts)


def _row(act: Act, said: str, start: int) -> Line | None:
    """The last cell that is a bare number; the first with letters is the label."""
    label, points, mark, at = "", None, "", start
    for cell in re.split(r"[|\t]", said):
        number = re.fullmatch(
            r"[\s*]*(?:(?:max\.?|[DQT])\s*)?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:punti)?[\s*]*", cell
        )
        if number and (label or points):
            points = (number[1], at + number.start(1))
        elif PART_MARK.fullmatch(cell.strip()) or re.fullmatch(r"\s*[A-Za-z\d]{1,2}[.)]?\s*", cell):
            mark = mark or cell.strip()
        elif re.search(r"[^\W\d_]{2}", cell) and not label:
            label = cell.strip(" *")
        at += len(cell) + 1
    if not label or not points or NOT_SCORE.search(re.sub(r"(?<=\d)\s*punti(?=[\s*|]*$)", "", said)):
        return None
    whole = WITH_PARTS.fullmatch(said)
    if whole:
        outer = _score(act, whole["points"], start + whole.start("points"))
        return Line("criterio", outer, whole["mark"], [_score(act, *points)])
    own = re.match(r"(?:[A-Za-z]|\d{1,2})[.\s]?\d{1,2}(?=[.)\s])", label)
    return Line(_kind(mark or (own[0] if own else ""), label), _score(act, *points), mark)


def _kind(mark: str, label: str) -> Kind:
    plain = label.strip(" -–—*.:·")
    is_total = bool(TOTAL.match(plain))
    if is_total and ECONOMIC.match(TOTAL.sub("", plain, count=1).strip()):
        return "economica"
    if is_total:
        return "tecnica" if TECHNICAL.search(plain) else "totale"
    if TECHNICAL_SIDE.fullmatch(plain + " "):
        return "tecnica"
    if ECONOMIC.match(plain):
        return "economica"
    if TECHNICAL.search(plain) and TOTAL.search(plain):
        return "tecnica"
    return "parte" if mark and PART_MARK.fullmatch(mark.rstrip(" .):–")) else "criterio"


def _inner_parts(act: Act, said: str, start: int) -> list[Score]:
    """«di cui: presenze 12; registro 10», «1.1 squadre 10; 1.2 mezzi 8»."""
    opened = OF_WHICH.match(said)
    if not opened and not (PART_MARK.match(said) and said.count(";") + said.count(",") > 0):
        return []
    since = opened.end() if opened else 0
    found = [
        _score(act, match["points"], start + match.start("points")) for match in INNER.finditer(said, since)
    ]
    return found if opened or len(found) > 1 else []


def _score(act: Act, written: str, at: int) -> Score:
    start, end = act.flat.flat_place(at, at + len(written))
    return Score(Decimal(written.replace(",", ".")), start, end)
