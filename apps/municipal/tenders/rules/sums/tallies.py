"""Columns and rows of things that are counted: pasti, ore, metri, visite; money has its own rules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import WORD, from_numbers, read_count
from apps.municipal.tenders.rules.sums.listing import MARK
from workbench.italian import number

WHY = "Il totale delle quantità deve essere la somma delle voci: su di esso si fa il prezzo."
FIGURE = re.compile(
    r"(?<![\w.,/°])(?P<figure>\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\w/]|[.,:]\d|\s?(?:%|€|euro|°|per\s?cento))"
)
TOTAL = re.compile(
    r"\W*(?:per\s+un\s+|il\s+|in\s+)?(?:total[ei]|complesso|tutto|complessiv[aoie]\w*|sommano|somma|tot\b\.?)",
    re.IGNORECASE,
)
MONEY = re.compile(r"€|\beuro\b|\d,\d{2}\b", re.IGNORECASE)
LABEL = re.compile(r"\W*[^\W\d_]")
NOT_ITEM = re.compile(
    r"\b(?:art|comma|punt[io]|CIG|CUP|CPV|prot|tel|fax|via|piazza|cap|n\.|iva|20\d\d)\b", re.IGNORECASE
)
WIDE = re.compile(r"[^\W\d_]\s{3,}\d[\d.]*$")
"""«Municipio, via Roma        2»: a column of its own"""
MEASURED = re.compile(
    r"\d\s(?:metri|mq|m²|m|km|ore|pasti|visite|copie|unità|pezzi|utenti|posti|punti\s+luce)\s*[;.,]?\s*$",
    re.IGNORECASE,
)
SCORED = re.compile(
    r"\bpunt[io]\b(?!\s+(?:luce|vendita|di\s+(?:consegna|raccolta)))|\bpuntegg|\btecnic\w+\s+\d|\bsub-?\s?criteri|\bcriteri[o]?\s*(?:[|\t:]|di\s+(?:valutazion|aggiudicazion))",
    re.IGNORECASE,
)
FEWEST_STATED = 2
NEAR, LONGEST, ABOVE = 0.3, 120, 800
BY_EACH = re.compile(r"\b(?:ciascun\w*|cadaun\w|per\s+(?:ogni|\d+))\b|[x×]\s*\d", re.IGNORECASE)
COUNTED_ALREADY = re.compile(
    r"\bgià\s+(?:conteggiat|compres|inclus|computat)\w+|\bricavat\w+\s+(?:in|nel)", re.IGNORECASE
)
WHOLE = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|\b{WORD}\b)"
NUMBERED = r"(?:n[.°]\s?|nr\.\s?|numero\s)?"
INLINE_TOTAL = re.compile(
    rf"(?:,|;|e|:)?\s*(?:in\s+tutto|in\s+totale|in\s+complesso|per\s+un\s+totale\s+di|per\s+complessiv[ie]|totale|complessivamente|cioè\s+in\s+tutto|sono\s+in\s+tutto|che\s+fanno|fanno|cioè|quindi|dunque|ossia)\s*(?:di\s+|:\s*|=\s*|n[.°]\s*|nr\.\s*){{0,2}}(?P<total>{WHOLE})(?![\w/%]|[.,]\d|\s?(?:%|€|euro|punti))"
    rf"|[,;:]\s*(?P<whole>{WHOLE})(?:\s[a-zàèéìòù]+)?\s+(?:in\s+tutto|in\s+totale|complessiv[ie])\b",
    re.IGNORECASE,
)
PIECE = re.compile(
    rf"(?:[^\W\d_][^,;:.\d]{{1,45}}?\s(?:\(?(?:n\.\s?|ore\s)?)(?P<after>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}})\)?(?:\s[a-zàèéìòù]+)?(?=\s*[,;:]|\s+(?:e|ed|più|\+)\s|\s*$)|{NUMBERED}(?P<before>{WHOLE})\s[^,;:.\d]{{2,45}}?(?=\s*[,;]|\s+(?:e|ed|più|\+)\s|\s*$))",
    re.IGNORECASE,
)
JOINT = re.compile(r"\s*(?:[,;]|,?\s*(?:e|ed|più|\+)\s)\s*")


@dataclass(frozen=True)
class Tally:
    """One line: its figures with their places in the document; None for an empty cell."""

    figures: tuple[tuple[int, int, int] | None, ...]
    total: bool


def _columns(act: Act) -> Iterator[Found]:
    """Lines with figures, and a line of totals below them."""
    rows: list[Tally] = []
    for line in re.finditer(r"[^\n]*\n?", act.document.text):
        text = line[0].rstrip()
        if not text.strip() or re.fullmatch(r"[\s|:*=_–-]+", text):
            continue
        row = _row(text, line.start())
        above = act.document.text[max(0, line.start() - ABOVE) : line.end()]
        if row and row.total and SCORED.search(above):
            rows = []  # scores have their own rules
        elif row and row.total:
            yield from _compared(act, rows, row)
            yield from _said_below(act, row, line.end())
            rows = []
        elif row:
            rows.append(row)
        else:
            rows = []


CELL = re.compile(rf"[\s*]*{FIGURE.pattern}(?:\s+[a-zàèéìòù²]+\.?)?[\s*]*")


def _row(text: str, start: int) -> Tally | None:
    mark = MARK.match(text)
    if mark and (mark["number"] or mark["letter"]):
        text, start = text[mark.end() :], start + mark.end()
    if len(text) > LONGEST or not LABEL.match(text):
        return None
    total = bool(TOTAL.match(text))
    cells = re.split(r"[|\t]", text) if "|" in text or "\t" in text else [text]
    if len(cells) > 1:
        figures: list[tuple[int, int, int] | None] = []
        at = start
        for cell in cells:
            found = CELL.fullmatch(cell)
            figures.append(_figure(found, at) if found else None)
            at += len(cell) + 1
        return Tally(tuple(figures), total) if any(figures) else None
    if MONEY.search(text) or (
        not total and NOT_ITEM.search(text) and not (MEASURED.search(text) or WIDE.search(text))
    ):
        return None
    found_figures = list(FIGURE.finditer(text))
    wide = len(re.findall(r"\s{3,}\d|\.{3,}\s*\d", text))
    if not found_figures or (len(found_figures) > 1 and wide < len(found_figures)):
        return None
    if not total and not re.fullmatch(
        r"\s*(?:[a-zàèéìòù²]+\.?){0,2}\s*[;.,]?\s*", text[found_figures[-1].end() :]
    ):
        return None
    return Tally(tuple(_figure(each, start) for each in found_figures), total)


def _figure(match: re.Match[str], at: int) -> tuple[int, int, int]:
    return int(match["figure"].replace(".", "")), at + match.start("figure"), at + match.end("figure")


def _compared(act: Act, rows: Sequence[Tally], total: Tally) -> Iterator[Found]:
    width = len(total.figures)
    same = [row for row in rows if len(row.figures) == width]
    if len(same) < 2 or len(same) != len(rows):
        return
    for column in range(width):
        stated, cells = total.figures[column], [row.figures[column] for row in same]
        if not stated or None in cells:
            continue
        values = [cell[0] for cell in cells if cell]
        made = sum(values)
        if made != stated[0] and abs(made - stated[0]) <= NEAR * made and not _ordinals(values):
            message = f"Le voci sommano {number(made, 0)}, non {number(stated[0], 0)}."
            yield Found(*act.flat.flat_place(stated[1], stated[2]), message, "Ricalcolare il totale.")


SAID_BELOW = re.compile(
    rf"\b(?:total[ei]|complessiv\w+|in\s+tutto)\b[^.;\n\d]{{0,120}}?\b(?:è|sono|di|pari\s+a)\s+(?:di\s+)?(?P<said>(?!un[oa']?\b){WHOLE})(?![\w%]|[.,]\d|\s?(?:€|euro))",
    re.IGNORECASE,
)


def _said_below(act: Act, total: Tally, at: int) -> Iterator[Found]:
    """«Totale | 6 | 13», and below it: «il totale delle unità è di diciassette»."""
    stated = [each[0] for each in total.figures if each]
    match = (
        SAID_BELOW.search(act.document.text[at : at + ABOVE // 3]) if len(stated) == FEWEST_STATED else None
    )
    if not match or MONEY.search(match[0]):
        return
    said, made = _count(match["said"]), sum(stated)
    if said not in (*stated, made) and abs(made - said) <= NEAR * made:
        place = act.flat.flat_place(at + match.start("said"), at + match.end("said"))
        yield Found(
            *place,
            f"I totali della tabella danno {number(made, 0)}, non {number(said, 0)}.",
            "Ricalcolare il totale.",
        )


def _ordinals(values: Sequence[int]) -> bool:
    return list(values) == list(range(values[0], values[0] + len(values)))


def _rows(act: Act) -> Iterator[Found]:
    """«aceri 18, tigli 22, platani 25, in tutto 60», «…: 60 in tutto»."""
    for match in INLINE_TOTAL.finditer(act.text):
        since = max(act.flat.sentence(match.start(), match.start() + 1)[0], match.start() - 300)
        values: list[int] = []
        said = act.text[since : match.start()]
        if MONEY.search(said):
            continue
        pieces = list(PIECE.finditer(said))
        for piece, then in zip_longest(pieces, pieces[1:]):
            values.append(_count(piece["after"] or piece["before"]))
            joint = said[piece.end() : then.start() if then else len(said)]
            if then and not JOINT.fullmatch(joint):
                values = []
        if BY_EACH.search(said) or COUNTED_ALREADY.search(said):
            continue
        stated = "total" if match["total"] else "whole"
        made, total = sum(values), _count(match[stated])
        if (
            len(values) > 1
            and made != total
            and abs(made - total) <= NEAR * made
            and "punt" not in said[-200:]
        ):
            message = f"Le voci sommano {number(made, 0)}, non {number(total, 0)}."
            yield Found(match.start(stated), match.end(stated), message, "Ricalcolare il totale.")


def _count(written: str) -> int:
    return read_count(written.replace(".", "")) or 0


OPENED = re.compile(
    rf"(?<![\w.,/€-])(?P<total>{WHOLE})\s+(?:[a-zàèéìòù]+'?\s*){{1,4}}?[,(]?\s*(?:di\s+cui|così\s+(?:ripartit|suddivis|distribuit|compost)\w+:?|suddivis\w+\s+in|e\s+cioè|ossia|(?P<colon>:))\s+(?P<items>(?:[^.;()\n]|(?<=\bn)\.){{8,200}})(?=[.;)\n]|\Z)",
    re.IGNORECASE,
)
CLOSE, CLOSE_OF_TWO, BEYOND = 0.2, 0.1, 0.5


def _opened(act: Act) -> Iterator[Found]:
    """«1.250 arredi, di cui 800 banchi, 350 sedie e 50 cattedre»."""
    for match in from_numbers(OPENED, act.text):
        said = match["items"]
        if MONEY.search(said) or BY_EACH.search(said) or re.search(r"%|per\s?cento|punti|almeno", said):
            continue
        pieces = list(PIECE.finditer(said))
        joints = [said[one.end() : other.start()] for one, other in pairwise(pieces)]
        if match["colon"] and not all(each["before"] for each in pieces):
            continue
        if (
            len(pieces) < 2
            or said[pieces[-1].end() :].strip()
            or not all(JOINT.fullmatch(each) for each in joints)
        ):
            continue
        made = sum(_count(each["after"] or each["before"]) for each in pieces)
        total = _count(match["total"])
        near = CLOSE if len(pieces) > 2 else CLOSE_OF_TWO if made < total else BEYOND
        if made != total and abs(made - total) <= near * total:
            message = f"Le voci sommano {number(made, 0)}, non {number(total, 0)}."
            yield Found(match.start("total"), match.end("items"), message, "Ricalcolare il totale o le voci.")


TALLIES = (
    counted("somma_colonna", WHY, _columns),
    counted("somma_elenco", WHY, _rows),
    counted("somma_di_cui", WHY, _opened),
)
