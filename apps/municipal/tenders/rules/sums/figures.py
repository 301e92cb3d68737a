"""The figures of a passage, each with the words that say what it is: in a sentence, in labelled lines, under a heading."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip
from apps.municipal.tenders.rules.sums.lengths import find_lengths
from apps.municipal.tenders.rules.sums.operands import TermKind, terms
from apps.municipal.tenders.rules.sums.tabling import shown
from apps.municipal.tenders.rules.sums.things import stem, things

SENTENCE = re.compile(r"[;\n]|\.\s+(?=[A-ZÈÀ«])|\s[-–—]\s(?=[A-Z])")
TAIL_ENDS = re.compile(r"[.;:,()|\t\n]|\s[-–—]\s")
OF_THE_LAST = re.compile(
    r"^\s*(?:per|di|quale|quali|a\s+titolo\s+di)\s(?:[^\d,]{3,60}?)\s(?=ed?\s)", re.IGNORECASE
)
"""«€ 124.000,00 per lavori ed € 4.000,00 per …»: the words that belong to the figure before"""
COLUMN = re.compile(r"[|\t]")
MINUTES = re.compile(r"\s+ore\s+e\s+(?:(?P<minutes>\d{1,2})\s+minuti|mezza)\b", re.IGNORECASE)
LONGEST_LINE = 120
MOST, FEWEST = 9, 2


@dataclass(frozen=True)
class Figure:
    """`lead`, `tail`: the words before and after it, as far as its neighbours; `unit`: the stem of what a count counts."""

    kind: TermKind
    value: Decimal
    start: int
    end: int
    lead: str
    tail: str
    unit: str = ""

    @property
    def words(self) -> str:
        return f"{self.lead} # {self.tail}"


Passage = Sequence[Figure]
Mark = tuple[int, int, TermKind, Decimal, str]


@per_act
def passages(act: Act) -> tuple[Passage, ...]:
    """Sentences of one line, blocks of labelled lines and rows of tables that hold from two to nine figures."""
    marks = _marks(act)
    starts = [each[0] for each in marks]
    found: list[Passage] = []
    for start, end, heading in _spans(act.text):
        inside = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        if FEWEST <= len(inside) <= MOST:
            found.append(_figures(act.text, start, end, inside, heading))
    return tuple(found)


def _marks(act: Act) -> list[Mark]:
    """Amounts, shares, counts and named lengths, in order; what is part of another is none."""
    found: list[Mark] = [
        (each.start, each.end, each.kind, each.value, each.unit)
        for each in terms(act)
        if each.kind != "count"
    ]
    found += [(each.start, each.end, "count", each.value, each.unit) for each in things(act)]
    found += [
        (each.start, each.end, "count", Decimal(str(each.amount)) / 12, "ann")
        for each in find_lengths(act.text)
        if each.named and each.unit == "mesi"
    ]
    found.sort(key=lambda each: (each[0], -each[1]))
    kept: list[Mark] = []
    for each in found:
        if not kept or each[0] >= kept[-1][1]:
            odd = MINUTES.match(act.text, each[1]) if each[4] == "or" else None
            kept.append(_longer(each, odd) if odd else each)
    return kept


def _longer(hours: Mark, odd: re.Match[str]) -> Mark:
    """«22 ore e 30 minuti»."""
    minutes = Decimal(odd["minutes"] or 30)
    return hours[0], odd.end(), hours[2], hours[3] + minutes / 60, hours[4]


DIGIT = re.compile(r"\d")


def _spans(text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Places of the passages; with the cells of the heading when it is a row under one."""
    block: list[re.Match[str]] = []
    heading: Sequence[str] = ()
    for line in re.finditer(r"[^\n]*(?:\n|$)", text):
        cells = COLUMN.split(line[0].strip(" |\n"))
        has_figure = DIGIT.search(line[0]) is not None
        if len(cells) > 2 and has_figure:
            fits = heading if len(heading) == len(cells) else ()
            yield line.start(), line.end(), fits
            continue
        if len(cells) > 2:
            heading = cells
        if (
            (has_figure or (block and len(cells) == FEWEST))
            and len(line[0]) <= LONGEST_LINE
            and (len(cells) == 2 or _is_labelled(line[0]))
        ):
            block.append(line)
            continue
        if block:
            yield block[0].start(), block[-1].end(), ()
            block = []
        if has_figure:
            yield line.start(), line.end(), ()
    if block:
        yield block[0].start(), block[-1].end(), ()


LABEL = re.compile(
    r"\W*(?:\w{1,3}[).]\s)?[^\d:€]{3,70}[^\d]{0,20}\d[\d.,]*\s?(?:€|euro|%|[^\W\d_]{1,12})?\W*$",
    re.IGNORECASE,
)


def _is_labelled(line: str) -> bool:
    """«Canone annuo: € 12.000,00»: one label with one figure."""
    return LABEL.fullmatch(line.rstrip("\n")) is not None


def _figures(
    text: str, start: int, end: int, marks: Sequence[Mark], heading: Sequence[str]
) -> tuple[Figure, ...]:
    found = []
    bounds = [start, *(each[1] for each in marks)]
    nexts = [*(each[0] for each in marks[1:]), end]
    for (one, other, kind, value, unit), since, until in zip(marks, bounds, nexts, strict=False):
        lead = SENTENCE.split(text[since:one])[-1]
        if lead[:6].strip().lower().startswith(("per ", "di ", "quale", "a tit")):
            lead = OF_THE_LAST.sub("", lead)
        tail = TAIL_ENDS.split(text[other:until], 1)[0]
        if heading:
            lead = heading[len(COLUMN.findall(text[start:one].lstrip(" |")))] + " " + lead
        named = unit if unit == "ann" or tail.strip()[:1].isalpha() else _named(lead, kind) or unit
        found.append(Figure(kind, value, one, other, lead, tail, named))
    return tuple(found)


NAME = re.compile(
    r"^\W*(?:(?:numero|n\.|nr\.|quantit\w+|total\w+|complessiv\w+|stima|di|dei|delle|degli|per|le|i|gli|un|sono|e)\s+)*(?P<name>[^\W\d_]{2,20})",
    re.IGNORECASE,
)
MEASURED = re.compile(
    r"\b(?P<name>or[ae]|giorn[io]|settimane|mesi|anni|minuti|km|mq|mc|kg|litri|pasti)\W*(?:$|\b(?:settimanal|giornalier|annu|mensil|tota|compless|di\s))",
    re.IGNORECASE,
)
"""a unit that ends a label, or that it says how often of"""


def _named(lead: str, kind: TermKind) -> str:
    """What a count counts, by its label: «Numero aree», «Durata mesi», «Ore settimanali»."""
    if kind != "count":
        return ""
    found = MEASURED.search(lead) or NAME.match(lead)
    return stem(found["name"]) if found else ""


@dataclass(frozen=True)
class Said:
    """The figures of a passage by kind, and all amounts of the act in rising order."""

    text: str
    euros: Sequence[Figure]
    shares: Sequence[Figure]
    counts: Sequence[Figure]
    known: Sequence[Decimal]
    words: str

    def wrong(
        self, figure: Figure, right: Decimal, others: Sequence[Figure] = (), made: Decimal | None = None
    ) -> Found:
        """`made`: what the addends make, when it is a sum."""
        right = right.quantize(Decimal("0.01"))
        places = (figure, *(others or (*self.euros, *self.shares)))
        said = min(each.start for each in places), max(each.end for each in places)
        message = f"Indicato {shown(figure.value)}: con gli altri importi della frase sarebbe {shown(right)}."
        return Slip(figure.start, figure.end, message, f"Scrivere {shown(right)}, o correggere gli altri importi.", gap=figure.value - right, made=made, said=said)  # fmt: skip


@per_act
def said(act: Act) -> tuple[Said, ...]:
    """The passages that hold at least two amounts."""
    known = sorted({each.value for each in act.amounts if each.value > 0})
    found = []
    for passage in passages(act):
        euros, shares, counts = (
            [each for each in passage if each.kind == kind] for kind in ("euro", "share", "count")
        )
        if len(euros) >= FEWEST:
            words = " ".join(each.words for each in passage)
            found.append(Said(act.text, euros, shares, counts, known, words))
    return tuple(found)


Identity = Callable[[Said], Found | None]


def told(act: Act, identities: Sequence[Identity]) -> Iterator[Found]:
    """What the identities find in each passage."""
    for each in said(act):
        yield from (found for identity in identities if (found := identity(each)))
