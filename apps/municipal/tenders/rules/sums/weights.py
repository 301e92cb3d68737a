"""Scores of the award criteria."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import Cell, Row, shown, tables
from apps.municipal.tenders.rules.sums.totals import TOTAL

WHY = "Il punteggio massimo è 100 e i sottocriteri devono dare il loro criterio: altrimenti la graduatoria è contestabile."
FULL = 100
FEWEST = 3
LEAST_SHARE, MOST_SHARE = Decimal("0.75"), Decimal("1.3")
NEAR = 150
"""characters between the two offers when a sentence gives both scores"""
SIDE = re.compile(
    r"\b(?:offert[ae]|componente|elemento|elementi|punteggio|profilo|parte|progetto|proposta|qualità)\s+(?:\w+\s+)?(?:(?P<tecnica>tecnic\w+|qualitativ\w+)|(?P<economica>economic\w+|quantitativ\w+))",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\s*(?:[:(–-]|fino\s+a|max(?:imo)?\.?|massimo|di|pari\s+a|con|vale|ha|punti|\||\s)*\s*(?P<points>\d{1,3}(?:[.,]\d{1,2})?)\b(?!\s*(?:%|giorni|mesi|anni|/(?!\s*100)))",
    re.IGNORECASE,
)
SCORES = re.compile(r"\bpunt[io]\w*|\bcriteri\w*|\bpes[oi]\b|\boffert[ae]\s+tecnic", re.IGNORECASE)
TECHNICAL = re.compile(
    r"^\W*(?:total\w+\s+|punteggio\s+|subtotale\s+)*(?:dell'|per\s+l')?(?:offerta\s+)?(?:tecnic|qualitativ)\w*\b",
    re.IGNORECASE,
)
ECONOMIC = re.compile(
    r"^\W*(?:[A-Za-z][.)]\s*)?(?:total\w+\s+|punteggio\s+)*(?:dell'|per\s+l')?(?:offerta\s+)?(?:economic\w*|prezzo\b|ribasso)",
    re.IGNORECASE,
)
PART = re.compile(r"^\W*(?:[A-Z]|\d{1,2})[.\s]?\d{1,2}\b[.)]?|^\W*di\s+cui", re.IGNORECASE)


def _sides(act: Act) -> Iterator[Found]:
    """«offerta tecnica 70 punti, offerta economica 35»: both in one sentence, and not 100."""
    found: list[tuple[str, Decimal, int, int]] = []
    for match in SIDE.finditer(act.text):
        points = POINTS.match(act.text, match.end())
        if points and (value := _value(points)) >= 5:
            found.append((match.lastgroup or "", value, match.start(), points.end()))
    for first, second in pairwise(found):
        total = first[1] + second[1]
        if first[0] == second[0] or second[2] - first[3] > NEAR or total == FULL:
            continue
        message = f"Offerta tecnica ed economica sommano {shown(total)} punti, non 100."
        yield Found(first[2], second[3], message, "Portare a 100 la somma dei due punteggi.")


REVERSED = re.compile(
    r"(?P<one>\d{1,3})\s+punti\s+(?:per|all'|alla|a|al|dell')\s*(?:l')?\s*(?:offerta\s+|componente\s+|parte\s+)?(?:tecnic|qualitativ)\w*[^.;\n\d]{0,40}(?P<two>\d{1,3})\s+(?:punti\s+)?(?:per|all'|alla|a|al|dell')\s*(?:l')?\s*(?:quella\s+|offerta\s+|componente\s+|parte\s+)?(?:economic|quantitativ|prezzo)",
    re.IGNORECASE,
)
LETTERED = re.compile(
    r"\b(?P<letter>[A-H])\s?[).:–-]\s*[^;:()\n]{4,140}?[\s(,:](?:max\.?|massimo|fino\s+a|punti)?\s*(?:punti\s+)?(?P<points>\d{1,3})(?:\s+punti)?\s*\)?(?=\s*[;.,\n]|\s+e\s|$)"
)


def _reversed_sides(act: Act) -> Iterator[Found]:
    """«70 punti per l'offerta tecnica e 35 per quella economica»."""
    for match in REVERSED.finditer(act.text):
        total = int(match["one"]) + int(match["two"])
        if total != FULL:
            message = f"Offerta tecnica ed economica sommano {total} punti, non 100."
            yield Found(match.start(), match.end("two"), message, "Portare a 100 la somma dei due punteggi.")


def _listed(act: Act) -> Iterator[Found]:
    """«A) progetto, max 30 punti; B) personale, max 20 punti; …» in one line, against the technical score before it."""
    for line in re.finditer(r"[^\n]+", act.text):
        items = list(LETTERED.finditer(line[0]))
        letters = [each["letter"] for each in items]
        if len(items) < FEWEST or letters != [chr(ord("A") + at) for at in range(len(items))]:
            continue
        before = act.text[max(0, line.start() - 400) : line.start() + items[0].start()]
        stated = [
            points
            for match in SIDE.finditer(before)
            if match["tecnica"] and (points := POINTS.match(before, match.end()))
        ]
        total = sum(int(each["points"]) for each in items)
        if stated and total not in (int(_value(stated[-1])), FULL):
            start = max(0, line.start() - 400) + stated[-1].start("points")
            message = (
                f"I criteri sommano {total} punti, il punteggio tecnico indicato è {stated[-1]['points']}."
            )
            yield Found(
                start,
                start + len(stated[-1]["points"]),
                message,
                "Rivedere i punteggi dei criteri o la loro somma.",
            )


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(match["points"].replace(",", "."))


LINE = re.compile(
    r"\W{0,6}(?P<label>[^\n\d][^\n|\t]{3,110}?)[\s:.…–|\t-]+(?:max\.?|massimo|fino\s+a|punti)?\s*(?P<points>\d{1,3}(?:,\d{1,2})?)\s*(?:punti|pt\.?|p\.)?\s*[;.,|]?\s*",
    re.IGNORECASE,
)
NO_CRITERION = re.compile(r"^\W*art|\d{2}", re.IGNORECASE)
OF_POINTS = re.compile(
    r"(?P<whole>\d{1,3})\s+punti\s*[,(:]?\s*(?:di\s+cui|così\s+\w+|suddivis\w+\s+in|articolat\w+\s+in)\s*:?\s*(?P<items>[^;.\n]{10,300})",
    re.IGNORECASE,
)
EACH_POINTS = re.compile(
    r"(?<=[a-zàèéìòù:)(]\s)(?:punti\s+|max\s+)?(\d{1,2})(?=\s*(?:punti|[,)]|\be\b|$))", re.IGNORECASE
)
BARRIER = re.compile(r"\b(?P<least>\d{1,3})\s+(?:punti\s+)?(?:su|/)\s*(?P<most>\d{1,3})(?!\d|\s*/|\.\d)")


def _score_lines(act: Act) -> Iterator[list[Row]]:
    """Runs of at least three lines that end with points, without columns."""
    rows: list[Row] = []
    for line in re.finditer(r"[^\n]+", act.text):
        found = None if re.search(r"[|\t]", line[0]) else LINE.fullmatch(line[0])
        if found and _value(found) <= FULL and not NO_CRITERION.search(found["label"]):
            rows.append(
                Row(
                    line[0],
                    (
                        Cell(
                            _value(found),
                            line.start() + found.start("points"),
                            line.start() + found.end("points"),
                        ),
                    ),
                )
            )
            continue
        if len(rows) >= FEWEST and _is_scored(act, rows):
            yield rows
        rows = []
    if len(rows) >= FEWEST and _is_scored(act, rows):
        yield rows


def _is_scored(act: Act, rows: Sequence[Row]) -> bool:
    said = act.text[max(0, rows[0].cells[-1].start - 300) : rows[-1].cells[-1].end]
    return bool(SCORES.search(said)) and sum("punt" in row.label.lower() for row in rows) * 2 >= len(rows)


def _inner(act: Act) -> Iterator[Found]:
    """«30 punti, di cui A1 presa in carico 12, A2 sostituzioni 10, A3 emergenze 9»."""
    for match in OF_POINTS.finditer(act.text):
        points = [int(each) for each in EACH_POINTS.findall(match["items"])]
        if len(points) > 1 and sum(points) != int(match["whole"]) and int(match["whole"]) <= FULL:
            message = f"Le voci sommano {sum(points)} punti, il criterio ne ha {match['whole']}."
            yield Found(
                match.start("whole"),
                match.end("items"),
                message,
                "Rivedere i punteggi delle voci o del criterio.",
            )


def _barrier(act: Act) -> Iterator[Found]:
    """A threshold above the highest score: «80 punti su 70»."""
    for match in BARRIER.finditer(act.text):
        near = act.text[max(0, match.start() - 80) : match.start()]
        if (
            int(match["least"]) > int(match["most"]) > 0
            and re.search(r"sogli|sbarrament|minim|almeno", near, re.IGNORECASE)
            and "punt" in act.text[match.start() - 80 : match.end() + 20]
        ):
            message = f"La soglia di {match['least']} punti supera il massimo di {match['most']}."
            yield Found(match.start(), match.end(), message, "Correggere la soglia di sbarramento.")


def score_tables(act: Act) -> Iterator[list[Row]]:
    """Tables whose last column are points."""
    for rows in tables(act):
        said = act.text[max(0, rows[0].cells[-1].start - 400) : rows[-1].cells[-1].end]
        if SCORES.search(said) and all(row.cells[-1].value <= 2 * FULL for row in rows) and len(rows) > 2:
            yield rows


def _criteria(act: Act) -> Iterator[Found]:
    for rows in (*score_tables(act), *_score_lines(act)):
        yield from _table(rows)
        yield from _against_stated(act, rows)


def _against_stated(act: Act, rows: Sequence[Row]) -> Iterator[Found]:
    """Criteria without a total of their own, against the technical score said just before them."""
    if any(
        TOTAL.search(row.label) or TECHNICAL.search(row.label) or ECONOMIC.search(row.label) for row in rows
    ):
        return
    criteria = [row.cells[-1] for row in rows if not PART.search(row.label)]
    start = criteria[0].start if criteria else 0
    before = act.text[max(0, start - 300) : start]
    stated = [
        points
        for side in SIDE.finditer(before)
        if side["tecnica"] and (points := POINTS.match(before, side.end()))
    ]
    total = sum((each.value for each in criteria), Decimal(0))
    if len(criteria) >= FEWEST and stated and total not in (_value(stated[-1]), FULL):
        message = (
            f"I criteri sommano {shown(total)} punti, il punteggio tecnico indicato è {stated[-1]['points']}."
        )
        yield Found(start, criteria[-1].end, message, "Rivedere i punteggi dei criteri o la loro somma.")


def _table(rows: Sequence[Row]) -> Iterator[Found]:
    """Sub-criteria against their criterion, criteria against the technical score, the two offers against the total."""
    criteria: list[Cell] = []
    parts: list[Cell] = []
    sides: list[Cell] = []
    for row in rows:
        cell = row.cells[-1]
        is_total = bool(TOTAL.search(row.label))
        if PART.search(row.label) and not is_total:
            parts.append(cell)
            continue
        yield from _compared(parts, criteria[-1:] if criteria else [], few=2)
        parts = []
        if TECHNICAL.search(row.label):
            yield from _compared(criteria, [cell], few=2)
            sides.append(cell)
            criteria = []
        elif ECONOMIC.search(row.label):
            sides.append(cell)
        elif is_total:
            yield from _compared([*sides, *criteria] if len(sides) < 2 else sides, [cell], few=2)
            criteria, sides = [], []
        else:
            criteria.append(cell)
    yield from _compared(parts, criteria[-1:], few=2)


def _compared(items: Sequence[Cell], stated: Sequence[Cell], few: int) -> Iterator[Found]:
    total = sum((each.value for each in items), Decimal(0))
    if len(items) < few or not stated or total == stated[0].value or not total:
        return
    if not LEAST_SHARE <= total / stated[0].value <= MOST_SHARE:
        # Rows of another level, or another column: nothing that a person would call a wrong sum.
        return
    message = f"Le voci sommano {shown(total)} punti, il punteggio indicato è {shown(stated[0].value)}."
    yield Found(stated[0].start, stated[0].end, message, "Rivedere i punteggi delle voci o la loro somma.")


SUBLIST = re.compile(
    r"\b(?:sub-?\s?criteri|sotto-?\s?criteri|elementi\s+di\s+valutazione|così\s+(?:ripartit|suddivis|distribuit)\w+)[^:;.\n]{0,60}:",
    re.IGNORECASE,
)
SUBITEM = re.compile(
    r"[^;:\d\n]{3,80}?\s(?:\(?(?:max\.?|fino\s+a|punti)\s*)?(?P<points>\d{1,2})(?:\s*(?:punti|p\.))?\)?(?=\s*(?:[;,.]|\be\b|$))",
    re.IGNORECASE,
)


def _sublists(act: Act) -> Iterator[Found]:
    """«sub-criteri: mezzi 25; organizzazione 20; …», against the technical score said before."""
    for match in SUBLIST.finditer(act.text):
        end = act.text.find("\n", match.end())
        items = list(SUBITEM.finditer(act.text, match.end(), end if end > 0 else len(act.text)))
        before = act.text[max(0, match.start() - 300) : match.start()]
        stated = [
            points
            for side in SIDE.finditer(before)
            if side["tecnica"] and (points := POINTS.match(before, side.end()))
        ]
        total = sum(int(each["points"]) for each in items)
        if len(items) > 1 and stated and total not in (int(_value(stated[-1])), FULL):
            message = f"I sottocriteri sommano {total} punti, il punteggio tecnico indicato è {stated[-1]['points']}."
            yield Found(
                items[0].start("points"),
                items[-1].end("points"),
                message,
                "Rivedere i punteggi dei sottocriteri.",
            )


WEIGHTS = (
    counted("punteggi_voci", WHY, _inner, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("soglia_sbarramento", WHY, _barrier, article="art. 108 D.Lgs. 36/2023"),
    counted("punteggi_sottocriteri", WHY, _sublists, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_cento_inversi", WHY, _reversed_sides, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_elenco", WHY, _listed, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_cento", WHY, _sides, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_criteri", WHY, _criteria, article="art. 108, comma 7, D.Lgs. 36/2023"),
)
