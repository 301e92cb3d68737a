"""Scores of the award criteria."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import WORD, read_count
from apps.municipal.tenders.rules.sums.scores import Line, Score, score_lists
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Il punteggio massimo è 100 e i sottocriteri devono dare il loro criterio: altrimenti la graduatoria è contestabile."
FULL = 100
FEWEST = 3
LEAST_SHARE, MOST_SHARE = Decimal("0.75"), Decimal("1.3")
NEAR = 150
"""characters between the two offers when a sentence gives both scores"""
OFFER = r"(?:offert[ae]|quell[ao]|componente|elemento|elementi|punteggio|profilo|parte|progetto|proposta|qualità)\s+(?:\w+\s+)?"
SIDE = re.compile(
    rf"\b(?:(?:{OFFER}|(?:al)?la\s+(?=qualità))(?P<tecnica>tecnic\w+|qualitativ\w+|qualità(?!\s?/))|(?P<economica>{OFFER}(?:economic\w+|quantitativ\w+)|(?:al|il|per\s+il)\s+(?:prezzo|ribasso)\b))",
    re.IGNORECASE,
)
POINTS = re.compile(
    rf"\s*(?:[:(–-]|al\s+massimo|fino\s+a|max(?:imo)?\.?|massimo|di|pari\s+a|con|vale|ha|punti|sono|è|vanno|spettano|viene|vengono|,|attribuit\w+|assegnat\w+|riservat\w+|un|il|punteggio|\||\s)*\s*(?P<points>\d{{1,3}}(?:[.,]\d{{1,2}})?|(?!un[oa']?\b){WORD})\b(?![.,]\d|\s*(?:%|€|euro|per\s?cento|per\s?mille|giorni|mesi|anni|pagin|facciat|cartell|fogli|minuti|ore|mb\b|/(?!\s*100)))",
    re.IGNORECASE,
)
HALF, DOUBLE, STATED = Decimal("0.5"), Decimal(2), 700
OF_FULL = re.compile(
    r"\b(?:su|totale\s+di|massimo(?:\s+di)?|complessiv\w+|base)\s+(?P<points>100)(?:\s+punti|\s+disponibili|\b)",
    re.IGNORECASE,
)


def _sides(act: Act) -> Iterator[Found]:
    """«offerta tecnica 70 punti, offerta economica 35»: both in one sentence, and not 100."""
    found: list[tuple[str, Decimal, int, int]] = []
    for match in scan(SIDE, act.text):
        points = POINTS.match(act.text, match.end())
        if points and (value := points_of(points)) >= 5:
            found.append((match.lastgroup or "", value, match.start(), points.end()))
    for first, second in pairwise(found):
        total = first[1] + second[1]
        given = any(each[1] % 1 for each in (first, second))  # hundredths of a point are a bidder's
        if first[0] == second[0] or second[2] - first[3] > NEAR or total == FULL or given:
            continue
        message = f"Offerta tecnica ed economica sommano {shown(total)} punti, non 100."
        yield Found(first[2], second[3], message, "Portare a 100 la somma dei due punteggi.")


LETTERED = re.compile(
    r"\b(?P<letter>[A-H])\s?[).:–-]\s*[^;:()\n]{4,140}?[\s(,:](?:max\.?|massimo|fino\s+a|punti)?\s*(?:punti\s+)?(?P<points>\d{1,3})(?:\s+punti)?\s*\)?(?=\s*[;.,\n]|\s+e\s|$)"
)


BELOW = re.compile(
    r"[\s.;,]*(?:per\s+un\s+)?total[ei]\b[^.;\n\d]{0,40}?(?P<points>\d{2,3})\b(?![.,]\d|\s?(?:€|euro|%))",
    re.IGNORECASE,
)


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
        below = BELOW.match(line[0], items[-1].end())
        if below and int(below["points"]) not in (total, FULL):
            message = f"I criteri sommano {total} punti, il totale indicato è {below['points']}."
            at = line.start() + below.start("points")
            yield Found(
                at, line.start() + below.end(), message, "Rivedere i punteggi dei criteri o la loro somma."
            )
            continue
        if stated and total not in (int(points_of(stated[-1])), FULL):
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


def points_of(match: re.Match[str]) -> Decimal:
    """In figures or in letters."""
    written = match["points"]
    return Decimal(written.replace(",", ".")) if written[0].isdigit() else Decimal(read_count(written) or 0)


OF_POINTS = re.compile(
    r"(?:\bpunti\s+(?:tecnici\s+)?(?:sono\s+|:\s*)?(?P<after>\d{1,3})|(?P<whole>\d{1,3})\s+punti(?:\s+(?:all?'?|per|dell[ae']|all[ae']|del|l[ae']|il|parte|offerta|componente|criterio|elemento|punteggio|tecnic\w+|qualit\w+|massim\w+|complessiv\w+|disponibili|total\w+)){0,6})\s*\)?\s*[,(:]?\s*(?:di\s+cui|così\s+\w+|secondo\s+(?:questi|i\s+seguenti)\s+criteri|(?:(?:è|e'|viene|ed\s+è)\s+)?(?:suddivis|articolat|ripartit)\w+\s+(?:in|nei|nelle|tra|fra)\b|(?:(?:è|e'|viene)\s+)?(?:attribuit|assegnat)\w+\s+per|:\s*(?=(?:[A-Za-z]|\d{1,2})\.\d))\s*:?\s*(?P<items>[^\n]{10,300}?)(?=\.\s+[A-ZÀÈÉÌÒÙ]|\.?\n|\.?\Z|;\s*\n|\)\s*[.;\n])",
    re.IGNORECASE,
)
EACH_POINTS = re.compile(
    r"(?:(?<=[a-zàèéìòù:)(]\s)|(?<=\())(?:punti\s+|max\s+)?(\d{1,2})(?=\s*(?:punti|[,;)]|\be\b|$))|\b(\d{1,2})\s+(?:punti\s+)?(?:per|al|alla|all'|alle|ai|agli)\b",
    re.IGNORECASE,
)
MARKED = re.compile(r"\b(?:[A-Za-z]\.?|\d{1,2}\.)\d{1,2}\b(?=\s+(?!punti\b)[^\W\d_])")
BARRIER = re.compile(
    r"\b(?P<least>\d{1,3})\s+(?:punti\s+)?(?:su[il]?|su\s+un\s+(?:totale|massimo)\s+di|/)\s*(?P<most>\d{1,3})(?!\d|\s*/|\.\d)"
)


def _inner(act: Act) -> Iterator[Found]:
    """«30 punti, di cui A1 presa in carico 12, A2 sostituzioni 10, A3 emergenze 9»."""
    for match in scan(OF_POINTS, act.text):
        group = "whole" if match["whole"] else "after"
        whole = int(match[group])
        items = MARKED.sub("", match["items"])
        points = [int(one or other) for one, other in EACH_POINTS.findall(items)]
        near = HALF < Decimal(sum(points)) / (whole or 1) < DOUBLE
        if len(points) > 1 and near and sum(points) != whole <= FULL:
            message = f"Le voci sommano {sum(points)} punti, il criterio ne ha {whole}."
            yield Found(
                match.start(group),
                match.end("items"),
                message,
                "Rivedere i punteggi delle voci o del criterio.",
            )


def _barrier(act: Act) -> Iterator[Found]:
    """A threshold above the highest score: «80 punti su 70»."""
    for match in scan(BARRIER, act.text):
        near = act.text[max(0, match.start() - 80) : match.start()]
        if (
            int(match["least"]) > int(match["most"]) > 0
            and re.search(r"sogli|sbarrament|minim|almeno|sotto|meno\s+di|inferior", near, re.IGNORECASE)
            and "punt" in act.text[match.start() - 80 : match.end() + 20]
        ):
            message = f"La soglia di {match['least']} punti supera il massimo di {match['most']}."
            yield Found(match.start(), match.end(), message, "Correggere la soglia di sbarramento.")


def _criteria(act: Act) -> Iterator[Found]:
    """Lists and tables of scores: each criterion and its parts, the criteria and what is said of their sum."""
    for lines in score_lists(act):
        yield from _parts(lines)
        criteria = [line.score for line in lines if line.kind == "criterio"]
        kinds = {line.kind: line.score for line in reversed(lines)}
        if _sum(outer := _outer(criteria)) in (
            each.value for kind, each in kinds.items() if kind != "criterio"
        ):
            criteria = outer
        technical, economic, total = (kinds.get(kind) for kind in ("tecnica", "economica", "totale"))
        made = _sum(criteria)
        wrong = technical is not None and len(criteria) > 1 and _is_near(made, technical.value)
        if technical and wrong:
            yield _told(technical, made, "I criteri sommano", "ma il punteggio tecnico indicato è")
        if economic and (technical or len(criteria) > 1):
            yield from _both(
                technical.value if technical else made, technical or criteria[0], economic, total
            )
        elif total and not technical and len(criteria) > 1 and _is_near(made, total.value):
            yield _told(total, made, "Le voci sommano", "ma il totale indicato è")
        elif not technical and not total and len(criteria) >= FEWEST:
            yield from _against_stated(act, criteria, made)


def _outer(scores: Sequence[Score]) -> list[Score]:
    """Without those that follow a score and make it: its parts, although nothing marks them so."""
    kept, at = [], 0
    while at < len(scores):
        sums = enumerate(accumulate(each.value for each in scores[at + 1 :]), start=1)
        kept.append(scores[at])
        at += 1 + next((count for count, made in sums if count > 1 and made == scores[at].value), 0)
    return kept


def _parts(lines: Sequence[Line]) -> Iterator[Found]:
    for line in lines:
        made = _sum(line.parts)
        if (
            len(line.parts) > 1
            and made != line.score.value
            and HALF < made / (line.score.value or 1) < DOUBLE
        ):
            message = f"Le voci sommano {shown(made)} punti, il criterio ne vale {shown(line.score.value)}."
            yield Found(
                line.score.start,
                line.parts[-1].end,
                message,
                "Rivedere i punteggi delle voci o del criterio.",
            )


def _both(technical: Decimal, first: Score, economic: Score, total: Score | None) -> Iterator[Found]:
    """The two offers make 100, and the total says so."""
    if technical * 2 % 1 or economic.value * 2 % 1:
        return  # hundredths of a point are a bidder's
    made = technical + economic.value
    if made == FULL and (not total or total.value == FULL):
        return
    if _is_near(made, Decimal(FULL)):
        message = f"Offerta tecnica ed economica sommano {shown(made)} punti, non 100."
        yield Found(
            economic.start,
            max(economic.end, total.end if total else 0),
            message,
            "Portare a 100 la somma dei due punteggi.",
        )
    elif total and total.value != FULL and made == FULL:
        yield _told(total, made, "I due punteggi sommano", "ma il totale indicato è")


def _against_stated(act: Act, criteria: Sequence[Score], made: Decimal) -> Iterator[Found]:
    """Criteria without a total of their own, against the technical score said just before them."""
    start = criteria[0].start
    before = act.text[max(0, start - STATED) : start]
    stated = [
        points
        for side in SIDE.finditer(before)
        if side["tecnica"] and (points := POINTS.match(before, side.end()))
    ]
    full = [int(each["points"]) for each in OF_FULL.finditer(before)]
    right = points_of(stated[-1]) if stated else Decimal(full[-1]) if full else None
    if right and made not in (right, FULL) and _is_near(made, right):
        message = f"I criteri sommano {shown(made)} punti, il punteggio indicato è {shown(right)}."
        yield Found(start, criteria[-1].end, message, "Rivedere i punteggi dei criteri o la loro somma.")


def _told(stated: Score, made: Decimal, what: str, but: str) -> Found:
    message = f"{what} {shown(made)} punti, {but} {shown(stated.value)}."
    return Found(stated.start, stated.end, message, "Rivedere i punteggi delle voci o la loro somma.")


def _sum(scores: Sequence[Score]) -> Decimal:
    return sum((each.value for each in scores), Decimal(0))


def _is_near(made: Decimal, stated: Decimal) -> bool:
    """Different, and not so much that one of them must be of something else."""
    return made != stated and LEAST_SHARE <= made / (stated or 1) <= MOST_SHARE


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
    for match in scan(SUBLIST, act.text):
        end = act.text.find("\n", match.end())
        items = list(SUBITEM.finditer(act.text, match.end(), end if end > 0 else len(act.text)))
        before = act.text[max(0, match.start() - 300) : match.start()]
        stated = [
            points
            for side in SIDE.finditer(before)
            if side["tecnica"] and (points := POINTS.match(before, side.end()))
        ]
        total = sum(int(each["points"]) for each in items)
        if len(items) > 1 and stated and total not in (int(points_of(stated[-1])), FULL):
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
    counted("punteggi_elenco", WHY, _listed, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_cento", WHY, _sides, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_criteri", WHY, _criteria, article="art. 108, comma 7, D.Lgs. 36/2023"),
)
