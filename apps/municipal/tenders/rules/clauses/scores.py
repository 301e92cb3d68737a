"""Scores: how much the price may weigh, and the points for gender equality."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import economic_ceiling
from apps.municipal.tenders.rules.clauses.awarding import BEST, traits
from apps.municipal.tenders.rules.clauses.entry import TENDERS, clause, only_in
from apps.municipal.tenders.rules.quantities import read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import wording

SCORE_BEFORE = re.compile(
    r"(?:\b(?:offerta|punteggio|elemento|componente|parte|criterio|profilo|valutazione)\s+economic[aoi]|\b(?:al|per\s+il|del)?\s*prezzo|\beconomic[ao])\b(?P<between>[^\n\d;%]{0,40}?)(?P<points>\d{2,3}|(?:trent|quarant|cinquant|sessant|settant)[a-z]+)(?![\d.,]*\d|\s?(?:%|per\s?cento|giorni|euro|€|gg))",
    re.IGNORECASE,
)
SCORE_AFTER = re.compile(
    r"\b(?P<points>\d{2,3}|(?:trent|quarant|cinquant|sessant|settant)[a-z]+)(?:\s?/\s?100\s+|(?:\s?/\s?100)?\s+(?:punti\s+)?(?:\w+\s+)?(?:all'|per\s+l'|per\s+il|al|alla\s+parte|per\s+la\s+parte|alla|sull'|per)\s?)(?:offerta\s+economic\w|prezzo\b|economic\w|elemento\s+economic\w|componente\s+economic\w)",
    re.IGNORECASE,
)
SCORED = re.compile(r"\bpunt(?:i|eggi\w*)\b|\d\s?/\s?100\b", re.IGNORECASE)
GENDER = re.compile(r"\bparità\s+di\s+genere\b|\b46-?\s?bis\b", re.IGNORECASE)
NO_POINTS = wording(
    r"\b(?:nessun\s+punt\w+|non\s+(?:è|sono|si|viene|vengono|dà|attribuisc\w+|comporta|riconosc\w+|rilev\w+)\b~{0,50}?(?:punt\w+|valuta\w*|previst\w+|considera\w*|attribui\w+|premia\w+|rilev\w+)|senza\s+(?:alcun\s+)?punt\w+|zero\s+punti|(?<!\d)0\s+punti|non\s+(?:dà|attribuisce|rileva)\b)"
)


def _economic_score(standing: Standing) -> Iterator[Found]:
    ceiling = economic_ceiling(traits(standing))
    text = standing.act.text
    if ceiling is None or not SCORED.search(text):
        return
    for pattern in (SCORE_AFTER, SCORE_BEFORE):
        for match in pattern.finditer(text):
            points = read_count(match["points"].lower()) or 0
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.end() + 40]
            if (
                not ceiling.value < points < 100
                or re.search(r"\b(?:tecnic\w+|qualit\w+|total\w+|soglia|CIG|importo)\b", match[0], re.I)
                or re.search(r"art(?:\.|icolo)\s*$", text[: match.start("points")][-12:], re.I)
            ):
                continue
            if re.match(
                r"\W*(?:punti\s+)?(?:\w+'?\s?){0,2}?(?:tecnic|qualit)",
                text[match.end() : match.end() + 40],
                re.I,
            ):
                continue
            if re.search(
                r"\b(?:soglia|ammission\w+|sbarramento|minim\w+)\b",
                text[max(0, match.start() - 60) : match.end()],
                re.I,
            ):
                continue
            if pattern is SCORE_BEFORE and not (
                SCORED.search(line) or re.match(r"\W{0,6}$", match["between"])
            ):
                continue
            yield Found(
                match.start(),
                match.end(),
                f"Al prezzo vanno {points} punti: nei contratti ad alta intensità di manodopera il massimo è {ceiling.value}.",
                f"Offerta tecnica {100 - ceiling.value} punti, offerta economica {ceiling.value} punti (art. 108, comma 4).",
            )


def _gender(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in GENDER.finditer(text):
        one, other = standing.act.flat.sentence(match.start(), match.end())
        sentence = text[one:other]
        found = NO_POINTS.search(sentence)
        if found and BEST.search(text):
            begin = min(match.start(), one + found.start())
            yield Found(
                begin,
                max(match.end(), one + found.end()),
                "Alla certificazione della parità di genere non va alcun punteggio: il maggior punteggio è dovuto.",
                "Alla certificazione della parità di genere (art. 46-bis del D.Lgs. 198/2006) sono attribuiti […] punti (art. 108, comma 7).",
            )
            return


SCORES = (
    only_in(
        TENDERS,
        clause(
            "punteggio_economico",
            "art. 108 c. 4",
            "Dove il costo del lavoro pesa di più, il prezzo non può decidere la gara.",
            _economic_score,
            "verificata",
        ),
    ),
    only_in(
        TENDERS,
        clause(
            "parita_genere",
            "art. 108 c. 7",
            "Alla certificazione della parità di genere va un maggior punteggio.",
            _gender,
            "verificata",
        ),
    ),
)
