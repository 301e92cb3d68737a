"""Lists of an act as a person sees them: marked lines, items in a row, names between commas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.rules.sums.lengths import COUNT, read_count

MARK = re.compile(
    r"(?P<indent>[^\S\n]*)(?:(?P<bullet>[-–—•*·▪◦○■►➢✓]{1,2})|\(?(?:(?P<letter>[a-zA-Z])|(?P<number>\d{1,2})|(?P<roman>[ivxIVX]{1,4}))\s?[).:–-]|(?P<lot>lotto)\s+(?:n\.?\s*)?(?P<lot_number>\d{1,2})\b)[^\S\n]+(?=\S)",
    re.IGNORECASE,
)
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
INLINE = re.compile(
    r"(?<![\w(.])(?:\(?(?P<letter>[a-h])|\(?(?P<number>[1-9])|\(?(?P<roman>[ivx]{1,4}))\)\s", re.IGNORECASE
)
NAMES = re.compile(r"\s*,\s*(?:(?:e|ed|nonché)\s+)?|\s+(?:e|ed|nonché)\s+", re.IGNORECASE)
OF_COUNTS = re.compile(rf"(?:n\.\s*)?(?P<count>{COUNT})\b(?!\s?[).:])", re.IGNORECASE)
LEADING = re.compile(
    rf"(?:(?:i|gli|le|altri|altre|n\.)\s+)?(?P<count>{COUNT})(?:\s+|(?<='))(?:[a-zàèéìòù]{{4,}}|d[aei]l?\b|in\b|con\b|per\b|a\b)",
    re.IGNORECASE,
)
TABLED = re.compile(r"\||\t|(?<=\S)\s{3,}(?=\S)")
RULED = re.compile(r"[\s|:+=_–—-]+")
TOTALS = re.compile(r"\b(?:total[ei]|sommano|in\s+tutto|complessiv\w+)\b", re.IGNORECASE)
HEADING = re.compile(r"[^\S\n|]*\|?\s*(?:n\.|nr\.|n°|id\.?|cod\.)\s*(?:\||\t|\s{3})", re.IGNORECASE)
FIGURES = re.compile(r"\W*(?:euro\s|n\.)?\W*\d", re.IGNORECASE)
"""a cell of a row; «totale (240 ore)» is of a heading"""
LONGEST_NAME, LONGEST_ROW = 7, 260
FEWEST = 2


@dataclass(frozen=True)
class Listed:
    """How many items a list has; more than one number when it can be read in more ways. Place of its end."""

    counts: frozenset[int]
    end: int


def marked_list(text: str, at: int) -> Listed | None:
    """The list whose first line comes next after `at`, each item on a line of its own."""
    items, kind, indent, last = 0, "", 0, at
    blank, blanks_between, previous = False, False, ""
    for line in _lines(text, at):
        if not line[0].strip():
            blank = True
            continue
        mark = None if not items and HEADING.match(line[0]) else MARK.match(line[0])
        if not items:
            if not mark:
                return _table(text, at) if TABLED.search(line[0]) else _plain_list(text, at)
            kind, indent, items = _read(mark)[0], len(mark["indent"]), 1
        elif (
            mark
            and _read(mark, kind) in ((kind, 0), (kind, items + 1))
            and abs(len(mark["indent"]) - indent) < 3
        ):
            if blank and items >= FEWEST and not blanks_between and not _read(mark, kind)[1]:
                break
            blanks_between, items = blanks_between or blank, items + 1
        elif len(line[0]) - len(line[0].lstrip()) <= indent and (
            blank or mark or (previous.rstrip()[-1:] in ".;" and line[0].lstrip()[:1].isupper())
        ):
            break
        blank, previous, last = False, line[0], line.end()
    return Listed(frozenset({items}), last) if items else None


def row_of_items(said: str) -> Listed | None:
    """«a) …; b) …», «uno; due; tre»: items in a row, by their marks or their semicolons."""
    marks = list(INLINE.finditer(said))
    if marks and marks[0].start() < 3:
        kind = _read(marks[0])[0]
        found = [_read(mark, kind)[1] for mark in marks if _read(mark, kind)[0] == kind]
        count = 0
        for each in found:
            count += each == count + 1
        return Listed(frozenset({count}), len(said)) if count >= FEWEST else None
    parts = [part for part in said.split(";") if part.strip()]
    counted = OF_COUNTS.match(parts[0].strip()) if parts else None
    if len(parts) < FEWEST or (counted and (read_count(counted["count"]) or 1) > 1):
        return None
    whole = len(parts) > FEWEST and bool(TOTALS.match(parts[-1].strip()))  # «…; in tutto 180 giorni»
    return Listed(frozenset({len(parts), len(parts) - whole}), len(said))


def row_of_names(said: str) -> Listed | None:
    """«Milano, Monza e Lodi»; «il presidente e tre esperti» counts four as well as two."""
    names = [name.strip() for name in NAMES.split(said.strip(" .;)")) if name.strip()]
    if (
        len(names) < FEWEST
        or len(said) > LONGEST_ROW
        or any(len(name.split()) > LONGEST_NAME for name in names)
    ):
        return None
    if not re.search(r"\s(?:e|ed|nonché)\s", said) and "," not in said:
        return None
    by_commas = said.count(",") + bool(re.search(r"\s(?:e|ed|nonché)\s", said.rsplit(",", 1)[-1])) + 1
    weights = [_weight(name) for name in names]
    if sum(weights) != len(names):
        each = counts_each(said) or weights[0] > 1 or weights[-1] > 1
        return Listed(frozenset({sum(weights)} if each else {sum(weights), len(names)}), len(said))
    least, most = min(by_commas, len(names)), max(by_commas, len(names))
    last_two = all(name.islower() and " " not in name for name in names[-2:])
    joined = len(names) > FEWEST and last_two and any(" " in name for name in names[:-2])
    least -= joined  # «calzature e accessori» may be one
    return Listed(frozenset(range(least, most + 1)), len(said))


def counts_each(said: str) -> bool:
    """Whether every item says how many it is: «due furgoni, un'auto e un camion»."""
    names = [name for name in NAMES.split(said.strip(" .;)")) if name.strip()]
    return len(names) > 1 and all(LEADING.match(name.strip()) for name in names)


def _weight(name: str) -> int:
    found = LEADING.match(name)
    return (read_count(found["count"]) or 1) if found else 1


def _table(text: str, at: int) -> Listed | None:
    """The rows under a heading in columns, less the totals; none where a row may be the continuation of another."""
    rows, last = 0, at
    width, heading = 0, True
    for line in _lines(text, at):
        said = line[0].strip(" |*\t\n")
        if RULED.fullmatch(line[0].strip()):
            continue
        if not said or not TABLED.search(line[0].rstrip()):
            if rows or said:
                break
            continue
        cells = [cell.strip(" *") for cell in TABLED.split(said)]
        if heading:
            width, heading = len(cells), False
            rows, last = int(any(FIGURES.match(cell) for cell in cells[1:])), line.end()
            continue
        if len(cells) != width or not cells[0]:
            return None
        if not TOTALS.search(" ".join(cells[:2])):
            rows, last = rows + 1, line.end()
    return Listed(frozenset({rows}), last) if rows >= FEWEST else None


def _plain_list(text: str, at: int) -> Listed | None:
    """Lines without marks, each closed by a semicolon but the last."""
    items, last = 0, at
    for line in _lines(text, at):
        said = line[0].strip()
        if not said:
            if items:
                return None
            continue
        items, last = items + 1, line.end()
        if said.endswith("."):
            return Listed(frozenset({items}), last) if items >= FEWEST else None
        if not said.endswith((";", "; e", "; ed", ",")):
            return None
    return None


def _lines(text: str, at: int) -> Iterator[re.Match[str]]:
    start = text.find("\n", at) + 1
    return re.compile(r"[^\n]*\n|[^\n]+\Z").finditer(text, start) if start else iter(())


def _read(mark: re.Match[str], kind: str = "") -> tuple[str, int]:
    """The kind of a mark and its place in the row: 1 for «a)», «1.», «i)»; 0 when items are not numbered.

    `kind`: of the list so far; «i)» begins Roman numbers, unless letters led up to it.
    """
    groups = mark.groupdict()
    written = (groups.get("roman") or groups.get("letter") or "").lower()
    if written in ROMANS and (groups.get("roman") or kind == "roman" or (not kind and written == "i")):
        return "roman", ROMANS.index(written) + 1
    if groups.get("letter"):
        return "letter", ord(written) - ord("a") + 1
    if groups.get("bullet"):
        return groups["bullet"], 0
    if groups.get("lot"):
        return "lot", int(groups["lot_number"])
    return "number", int(groups.get("number") or 0)
