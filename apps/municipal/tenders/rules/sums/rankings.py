"""Scores that were given: who comes first, by how much, what each bidder totals, what no criterion allows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "La graduatoria deve seguire i punteggi: un punto sbagliato può cambiare chi vince."
POINTS = r"\d{1,3}(?:,\d{1,3})?"
RANKED = re.compile(
    rf"(?:^|[\n;:|.]|,\s|\be\s)\s*\|?\s*(?:(?P<rank>\d{{1,2}})\s?(?:[°ªa)|.–-]|[)°]\s?[.–-]|\t)|(?P<word>prim[ao]|second[ao]|terz[ao]|quart[ao]|quint[ao])\b(?:\s+(?:classificat\w+|in\s+graduatoria|posto))?\s*[:,|–-]?)"
    rf"\s*(?P<name>[^\n;|\d€]{{3,70}}?)\s*(?:[–—:,|\t(-]|\bcon\b|\bche\s+\w+\b|\bcomplessivi\b|\btotale\b|\bpunteggio\b|\bpunti\b|\bp\.|\bdi\b|\s)+(?P<points>{POINTS})(?![\d.]|,\d|\s?(?:€|euro|%|/))",
    re.IGNORECASE,
)
WORDS = {"prim": 1, "second": 2, "terz": 3, "quart": 4, "quint": 5}
RANKING = re.compile(r"\b(?:graduatori\w+|classific\w+)\b", re.IGNORECASE)
OF_POINTS = re.compile(r"\bpunt[io]\b|\bpuntegg\w+", re.IGNORECASE)
NOT_ORDER = re.compile(
    r"\b(?:alfabetic\w+|ordine\s+di\s+(?:arrivo|presentazione|protocollo)|criteri\w*|attribuibil\w+|max|massim\w+)\b",
    re.IGNORECASE,
)
CALLS = ("disciplinare", "lettera_invito", "avviso", "capitolato")
"""what comes before any score is given"""
CONTEXT, NEXT = 420, 160


def _ranked(act: Act) -> Iterator[Found]:
    """«1) Girasole – punti 84,15; 2) Arcobaleno – punti 86,40»."""
    for row in _rows(act) if act.kind not in CALLS else ():
        before = act.text[max(0, row[0].start() - CONTEXT) : row[-1].end() + 30]
        if not RANKING.search(before) or not OF_POINTS.search(before) or NOT_ORDER.search(before):
            continue
        for one, other in pairwise(row):
            if _points(other["points"]) > _points(one["points"]):
                message = f"Chi segue in graduatoria ha più punti ({other['points']}) di chi precede ({one['points']})."
                start = other.start("name")
                yield Found(start, other.end("points"), message, "Rivedere la graduatoria o i punteggi.")
                break


def _rows(act: Act) -> Iterator[Sequence[re.Match[str]]]:
    """Ranks that follow one another from the first on."""
    row: list[re.Match[str]] = []
    for match in _in_rankings(act.text):
        rank = _rank(match)
        if row and rank == _rank(row[-1]) + 1 and match.start() - row[-1].end() < NEXT:
            row.append(match)
            continue
        if len(row) > 1:
            yield row
        row = [match] if rank == 1 else []
    if len(row) > 1:
        yield row


def _in_rankings(text: str) -> Iterator[re.Match[str]]:
    """Ranks in the passage after the word that announces them."""
    end = 0
    for said in RANKING.finditer(text):
        for match in RANKED.finditer(text, max(end, said.start()), said.end() + CONTEXT):
            yield match
            end = match.end()


def _rank(match: re.Match[str]) -> int:
    word = (match["word"] or "").lower()
    return int(match["rank"]) if match["rank"] else WORDS[word[:-1]]


def _points(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


AHEAD = re.compile(
    rf"\b(?:preced\w+|distanzia\w*|stacca\w*|sopravanza\w*|distacc[oi]|scart[oi]|vantaggi[oi]|divario)\b(?P<said>[^.;\n\d]{{0,70}}?)(?P<gap>{POINTS})\s+punti\b(?P<after>[^.;\n\d]{{0,50}})"
    rf"|\b(?P<gap_first>{POINTS})\s+punti\s+(?:di\s+(?:distacco|scarto|vantaggio|margine|differenza)|in\s+(?:più|meno)|sopra|sotto)\b(?P<after_first>[^.;\n\d]{{0,50}})",
    re.IGNORECASE,
)
SCORED = re.compile(
    rf"(?:(?:\bpunt(?:i|eggio)\b(?:\s+(?:di|pari\s+a|totali|complessiv\w+|finale))*\s*:?|\bne\s+(?:ha|ottiene|totalizza|consegue))\s*(?P<after>{POINTS})(?!\d|[.,]\d)|(?<![\d.,])(?P<before>{POINTS})\s+punti\b)",
    re.IGNORECASE,
)
OF_BIDDERS = re.compile(
    r"\b(?:class\w+|graduatori\w+|vinc\w+|aggiudic\w+|concorrent\w+|ditta|impres\w+|second[ao]|terz[ao])\b",
    re.IGNORECASE,
)
BACK = 520


def _ahead(act: Act) -> Iterator[Found]:
    """«precede la seconda classificata di 8,70 punti», which is how far the third one is."""
    for match in AHEAD.finditer(act.text):
        group = "gap" if match["gap"] else "gap_first"
        gap = _points(match[group])
        since = max(0, match.start() - BACK, act.text.rfind("\n\n", 0, match.start()))
        found = SCORED.finditer(act.text, since, match.start())
        scores = sorted({_points(each["after"] or each["before"]) for each in found}, reverse=True)
        scores = [each for each in scores if scores and each > scores[0] / 2]
        said = (match["said"] or "") + (match["after"] or match["after_first"] or "")
        if len(scores) < 2 or gap >= scores[0] or not OF_BIDDERS.search(act.sentence(*match.span())):
            continue
        gaps = [one - other for one, other in combinations(scores, 2)]
        second = re.search(r"\bsecond[ao]\b", said, re.IGNORECASE)
        if gap not in gaps or (second and gap != scores[0] - scores[1]):
            right = scores[0] - scores[1]
            message = f"Fra i punteggi indicati la differenza è {shown(right)}, non {shown(gap)}."
            yield Found(match.start(group), match.end(group) + 6, message, "Ricalcolare la differenza.")


@dataclass(frozen=True)
class Given:
    """A row of a table: its figures, None where a cell is none, with their places in the document."""

    label: str
    figures: tuple[tuple[Decimal, int, int] | None, ...]


FIGURE = re.compile(rf"[\s*]*(?:[A-Z]\s)?(?:punti\s+)?({POINTS})(?:\s*punti)?[\s*]*", re.IGNORECASE)
HEAD_TOTAL = re.compile(r"\b(?:total[ei]|complessiv\w+|somma|finale|punteggio)\b", re.IGNORECASE)
OF_BIDDER = re.compile(r"\b(?:ditta|concorrente|offerente|impresa|operatore)\b", re.IGNORECASE)
HEAD_MOST = re.compile(r"\b(?:max\w*|massim\w+|disponibil\w+|peso|attribuibil\w+)\b", re.IGNORECASE)
BARS, GAPS = re.compile(r"\|"), re.compile(r"\t|(?<=\S)\s{3,}(?=\S)")
SIDES = re.compile(r"[\s|]*")


def _tables(act: Act) -> Iterator[tuple[Sequence[str], Sequence[Given]]]:
    """A heading without figures and at least two rows of as many cells."""
    heading: Sequence[str] = ()
    rows: list[Given] = []
    for line in re.finditer(r"[^\n]*\n?", act.document.text):
        said = line[0].rstrip()
        lead = SIDES.match(said)
        at = line.start() + (lead.end() if lead else 0)
        cells, places = _cells(said.strip(" |\t"), at)
        if said.strip() and re.fullmatch(r"[\s|:*=_+–—-]+", said):
            continue
        found = [FIGURE.fullmatch(cell) for cell in cells]
        if heading and len(cells) == len(heading) and not found[0] and any(found[1:]):
            rows.append(
                Given(
                    cells[0].strip(" *"),
                    tuple(
                        (_points(each[1]), place + each.start(1), place + each.end(1)) if each else None
                        for each, place in zip(found, places, strict=True)
                    ),
                )
            )
            continue
        if len(rows) > 1:
            yield heading, rows
        rows = []
        heading = cells if len(cells) > 2 and not any(found) else ()
    if len(rows) > 1:
        yield heading, rows


def _cells(said: str, at: int) -> tuple[Sequence[str], Sequence[int]]:
    cells, places = [], []
    since = 0
    for cut in [*(BARS if "|" in said else GAPS).finditer(said), None]:
        cells.append(said[since : cut.start() if cut else len(said)])
        places.append(at + since)
        since = cut.end() if cut else 0
    return cells, places


def _given(act: Act) -> Iterator[Found]:
    """Tables of scores by bidder: the total of each row, and no score above the most of its criterion."""
    for heading, rows in _tables(act):
        said = act.document.text[max(0, act.document.text.find(rows[0].label) - CONTEXT) :][: CONTEXT + 80]
        if HEAD_TOTAL.search(heading[-1]) and not HEAD_MOST.search(" ".join(heading[1:])):
            yield from _totals(act, rows)
        most = [at for at, each in enumerate(heading) if at and HEAD_MOST.search(each)]
        scored = OF_POINTS.search(said + " ".join(heading)) or OF_BIDDER.search(" ".join(heading[2:]))
        if len(most) == 1 and most[0] < len(heading) - 1 and scored:
            yield from _above(act, rows, most[0])


def _totals(act: Act, rows: Sequence[Given]) -> Iterator[Found]:
    """Where most rows add up, the one that does not is wrong."""
    whole = [row for row in rows if row.figures[-1] and sum(each is not None for each in row.figures) > 2]
    made = [sum((each[0] for each in row.figures[1:-1] if each), Decimal(0)) for row in whole]
    stated = [row.figures[-1] for row in whole]
    right = sum(bool(each) and total == each[0] for total, each in zip(made, stated, strict=True) if each)
    if right * 2 < len(whole) or right == len(whole):
        return
    for total, each in zip(made, stated, strict=True):
        if each and total != each[0]:
            place = act.flat.flat_place(each[1], each[2])
            yield Found(
                *place,
                f"I punteggi della riga sommano {shown(total)}, non {shown(each[0])}.",
                "Ricalcolare il totale.",
            )


def _above(act: Act, rows: Sequence[Given], most: int) -> Iterator[Found]:
    pairs = [
        (row.figures[most], each)
        for row in rows
        for each in row.figures[most + 1 :]
        if each and row.figures[most]
    ]
    over = [(limit, each) for limit, each in pairs if limit and each[0] > limit[0]]
    for limit, each in over if len(over) * 3 <= len(pairs) else ():
        message = f"Sono dati {shown(each[0])} punti dove il massimo è {shown(limit[0])}."
        yield Found(*act.flat.flat_place(each[1], each[2]), message, "Correggere il punteggio.")


OUT_OF = re.compile(
    rf"(?<![\d.,])(?P<given>{POINTS})\s+(?:punti\s+)?su\s+(?:un\s+massimo\s+di\s+|un\s+totale\s+di\s+)?(?P<most>\d{{1,3}})\s+(?:punti|disponibili|attribuibili)\b",
    re.IGNORECASE,
)
MEAN_POINTS = re.compile(
    r"\b(?:coefficient\w+|media|coeff\.)(?:\s+(?:medio|definitivo|attribuito|provvisorio))?\s*(?:di|pari\s+a|è|:|=)?\s*(?P<coefficient>0,\d{1,3}|1(?:,0+)?)\b[^.;\n\d]{0,35}?\bpunt(?:i|eggio)\s*(?:di|pari\s+a|:|=)?\s*(?P<points>\d{1,2}(?:,\d{1,3})?)(?!\d|,\d|\.\d)",
    re.IGNORECASE,
)
WEIGHT = re.compile(
    r"\b(?:peso|massimo|max\.?|punteggio\s+massimo)\s*(?:di|pari\s+a|:|=)?\s*(?:punti\s+)?(?P<weight>\d{1,2})\b|\((?P<bracketed>\d{1,2})\s+punti\)",
    re.IGNORECASE,
)


SCALED = re.compile(r"\b(?:ri)?parametr\w+|\bnormalizz\w+", re.IGNORECASE)


def _coefficients(act: Act) -> Iterator[Found]:
    """«17 punti su 15»; «peso 10 … coefficiente 0,85, punti 8,00»."""
    for match in OUT_OF.finditer(act.text):
        if _points(match["given"]) > _points(match["most"]) > 0:
            yield Found(
                *match.span(), f"{match['given']} supera {match['most']}.", "Correggere il punteggio."
            )
    for match in MEAN_POINTS.finditer(act.text):
        since = max(0, match.start() - BACK, act.text.rfind("\n\n", 0, match.start()))
        if SCALED.search(act.text, since, match.end() + 60):
            continue
        weights = [
            each["weight"] or each["bracketed"] for each in WEIGHT.finditer(act.text, since, match.start())
        ]
        made = [_points(match["coefficient"]) * _points(each) for each in weights]
        step = Decimal("0.51") / 10 ** len(match["points"].partition(",")[2])
        if made and all(abs(each - _points(match["points"])) > step for each in made):
            message = f"{match['coefficient']} per {weights[-1]} fa {shown(made[-1])}, non {match['points']}."
            yield Found(match.start("points"), match.end("points"), message, "Ricalcolare il punteggio.")


ARTICLE = "art. 108 D.Lgs. 36/2023"
RANKINGS = (
    counted("graduatoria", WHY, _ranked, article=ARTICLE),
    counted("distacco", WHY, _ahead, article=ARTICLE),
    counted("punteggi_dati", WHY, _given, article=ARTICLE),
    counted("coefficienti", WHY, _coefficients, article=ARTICLE),
)
