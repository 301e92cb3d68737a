"""Scores: how much the price may weigh, and the points for gender equality."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import economic_ceiling
from apps.municipal.tenders.rules.clauses.awarding import BEST, LOWEST, traits
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import Statement, stated
from apps.municipal.tenders.rules.quantities import read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import denied, sentence_of, wording

SCORE_BEFORE = re.compile(
    r"(?:\b(?:offerta|punteggio|elemento|componente|parte|criterio|profilo|valutazione)\s+economic[aoi]|\b(?:al|per\s+il|del)?\s*prezzo|\bal\s+ribasso|\beconomic[ao])\b(?P<between>[^\S\n]*[^\n\d;%=]{0,40}?)(?P<points>\d{2,3}|(?:trent|quarant|cinquant|sessant|settant)[a-z]+)(?![\d.,]*\d|\s?(?:%|per\s?cento|giorni|euro|€|gg))",
    re.IGNORECASE,
)
SCORE_AFTER = re.compile(
    r"\b(?P<points>\d{2,3}|(?:trent|quarant|cinquant|sessant|settant)[a-z]+)(?:\s?/\s?100\s+|(?:\s?/\s?100)?\s+(?:punti\s+)?(?:(?!e\b|ed\b)\w+\s+)?(?:all'|per\s+l'|per\s+il|al|alla\s+parte|per\s+la\s+parte|alla|sull'|per)\s?)(?:offerta\s+economic\w|prezzo\b|economic\w|elemento\s+economic\w|componente\s+economic\w|ribasso\b)",
    re.IGNORECASE,
)
QUALITY = r"(?:(?:offerta|progetto|componente|proposta|elementi|valore|merito|parte)\s+(?:tecnic\w+|qualitativ\w+)|qualit[àa]'?(?:\s+ed?\s+\w+)?|tecnic[ao]|(?-i:PT|OT))"
PRICE = r"(?:(?:offerta|componente|proposta|elementi|parte)\s+economic\w+|prezzo|economic[ao]|ribasso|(?-i:PE|OE))"
POINTS = r"(?:\s?[:=|,(–-]\s?|[^\S\n]+)(?:(?:max|massimo|fino\s+a|punti|p\.|punteggio|pt\.?)\s*(?:max\.?|massimo|:)?\s*){0,2}"
JOINT = r"(?:\s?/\s?100)?(?:\s?\)|\s?punti|\s?p\.|\s?pt\.?)?[^\S\n]?[;,/|–+-]?\s?(?:e\s+|ed\s+)?(?:(?:all?a?|l)[a-z']*\s?)?(?:\n[^\S\n]?\|?[^\S\n]?)?"
QUALITY_FIRST = re.compile(
    rf"\b{QUALITY}{POINTS}(?P<quality>\d{{2}})(?![\d.,]\d){JOINT}(?P<label>{PRICE}{POINTS}(?P<price>\d{{2}}))(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
PRICE_FIRST = re.compile(
    rf"\b{PRICE}{POINTS}(?P<price>\d{{2}})(?![\d.,]\d){JOINT}{QUALITY}{POINTS}(?P<quality>\d{{2}})(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
RATIO = re.compile(r"(?<![\w/.,-])(?P<one>\d{2})\s?[/–-]\s?(?P<other>\d{2})(?![\w/%]|[.,-]\d)")
WEIGHT = re.compile(
    r"\b(?:peso\s+(?:\w+['\s]\s?){0,4}?(?:prezzo|economic\w)|(?:offerta|componente|parte)\s+economica\s+(?:(?:è|viene|sono)\s+)?(?:riservat|attribuit|assegnat)\w)\W{1,3}(?:pari\s+al\s+|il\s+)?(?P<price>\d{2})\s?(?:%|per\s+cento)(?:\s+de\w+\s+punt\w+)?",
    re.IGNORECASE,
)
QUALITY_WORD = re.compile(r"\b(?:tecnic\w+|qualit\w+|(?-i:PT|OT)\b)", re.IGNORECASE)
PRICE_WORD = re.compile(r"\b(?:economic[ao]\b|prezzo|(?-i:PE|OE)\b)", re.IGNORECASE)
OF_QUALITY = re.compile(r"\b(?:tecnic\w+|qualit\w+|total\w+|soglia|CIG|importo)\b", re.IGNORECASE)
FLOOR = re.compile(r"\b(?:soglia|ammission\w+|sbarramento|minim\w+)\b", re.IGNORECASE)
Score = tuple[int, int, int]
"""start and end of the words, and the points of the price"""
SCORED = re.compile(r"\bpunt(?:i|eggi\w*)\b|\d\s?/\s?100\b", re.IGNORECASE)
STRATEGIC = re.compile(r"\binteress[ei]\s+nazional[ei]\s+strategic[io]", re.IGNORECASE)
OF_WHICH = {
    "tetto_economico": "nei contratti ad alta intensità di manodopera",
    "tetto_economico_cibersicurezza": "dove la cibersicurezza tutela interessi nazionali strategici",
}
GENDER = re.compile(r"\bparità\s+di\s+genere\b|\b46-?\s?bis\b", re.IGNORECASE)
NO_POINTS = wording(
    r"\b(?:nessun\s+punt\w+|non\s+(?:è|sono|si|viene|vengono|dà|attribuisc\w+|comporta|riconosc\w+|rilev\w+)\b~{0,50}?(?:punt\w+|valuta\w*|previst\w+|considera\w*|attribui\w+|premia\w+|rilev\w+)|senza\s+(?:alcun\s+)?punt\w+|zero\s+punti|(?<!\d)0\s+punti|non\s+(?:dà|attribuisce|rileva)\b)"
)


CERTIFIED = Statement(
    r"\bparità\s+di\s+genere\b|\b46-?\s?bis\b|\buni/?\s?pdr\s?125|\brating\s+di\s+legalità",
    r"\b(?:a\s+pena\s+(?:di|d')\s?(?:esclusion|inammissibilit|irricevibilit)\w+|requisit[oi]\s+(?:\w+\s+){0,2}?(?:di\s+(?:partecipazion|ammission|capacità|idoneità|selezion)\w*|obbligatori\w*|necessari\w*|per\s+(?:partecipar|candidar|essere\s+ammess)\w*)|(?:sono|saranno|è|sarà|verranno)\s+(?:ammess|invitat)\w\s+(?:\w+\s+){0,3}?(?:sol[oaie]|soltanto|esclusivamente|unicamente)|(?:sol[oaie]|soltanto|esclusivamente|unicamente)\s+(?:\w+\s+){0,3}?(?:in\s+possesso|certificat\w|le\s+imprese|gli\s+operatori|chi\s+possied\w+)|non\s+(?:può|possono|potrà|potranno|sarà|saranno|è|sono)\s+(?:\w+\s+){0,2}?(?:partecipar|ammess|candidar|concorrer)\w*|(?:è|sarà|costituisce)\s+condizione\s+(?:di|per)\b|\bsoli\s+operatori|(?:è|sarà)\s+(?:motivo|causa)\s+di\s+esclusion\w+|comport\w+\s+(?:l')?esclusion\w+|(?:è|sarà)\s+esclus[oa])",
    "La certificazione della parità di genere è chiesta per partecipare: vale soltanto come criterio premiale.",
    "Alla certificazione della parità di genere (art. 46-bis del D.Lgs. 198/2006) sono attribuiti […] punti (art. 108, comma 7).",
    unless=r"\b(?:non\s+(?:è|costituisce|rappresenta|opera|vale)\s+(?:\w+\s+){0,3}?(?:requisit|causa|motiv|esclus|richiest|pena)\w*|punt[oi]|punteggi\w*|premial\w*|rapporto\s+(?:sulla|di)\s+situazion\w+|rapporto\s+biennale|criterio|autocertific\w+|avvaliment\w+|non\s+a\s+pena)\b",
    reach=130,
)


def _economic_score(standing: Standing) -> Iterator[Found]:
    ceiling = economic_ceiling(traits(standing) | _strategic(standing.act.text))
    if ceiling is None:
        return
    taken: list[tuple[int, int]] = []
    for start, end, points in sorted({*_paired(standing), *_single(standing.act.text)}):
        if not ceiling.value < points < 100 or any(one < end and start < other for one, other in taken):
            continue
        taken.append((start, end))
        yield Found(
            start,
            end,
            f"Al prezzo vanno {points} punti: {OF_WHICH[ceiling.id]} il massimo è {ceiling.value}.",
            f"Offerta tecnica {100 - ceiling.value} punti, offerta economica {ceiling.value} punti (art. 108, comma 4).",
        )


def _strategic(text: str) -> frozenset[str]:
    """What is bought for the security of systems that the nation depends upon (art. 108 c. 4)."""
    is_so = any(not denied(text, each.start(), each.end(), 90, 60) for each in scan(STRATEGIC, text))
    return frozenset({"interessi_strategici"} if is_so else ())


def _paired(standing: Standing) -> Iterator[Score]:
    """Two numbers that make 100, of quality and price: «progetto tecnico 60, prezzo 40», «qualità/prezzo 60/40»."""
    text = standing.act.text
    for match in scan(WEIGHT, text):
        yield match.start(), match.end(), int(match["price"])
    for match in scan(QUALITY_FIRST, text):
        if int(match["quality"]) + int(match["price"]) == 100:
            yield match.start("label"), match.end("price"), int(match["price"])
    for match in scan(PRICE_FIRST, text):
        if int(match["quality"]) + int(match["price"]) == 100:
            yield match.start(), match.end("price"), int(match["price"])
    for match in scan(RATIO, text):
        one, other = int(match["one"]), int(match["other"])
        if one + other != 100:
            continue
        start, end = standing.act.flat.sentence(match.start(), match.end())
        sentence = text[max(start, match.start() - 120) : min(end, match.end() + 60)]
        quality, price = QUALITY_WORD.search(sentence), PRICE_WORD.search(sentence)
        if quality and price:
            points = other if quality.start() < price.start() else one
            yield match.start(), match.end(), points


def _single(text: str) -> Iterator[Score]:
    """The points of the price alone: «Prezzo: max 40 punti»."""
    if not SCORED.search(text):
        return
    for pattern in (SCORE_AFTER, SCORE_BEFORE):
        for match in scan(pattern, text):
            points = read_count(match["points"].lower()) or 0
            if points and not _is_other_score(text, match):
                yield match.start(), match.end(), points


def _is_other_score(text: str, match: re.Match[str]) -> bool:
    """Whether the number is of quality, a floor, an article, or no score at all."""
    if re.search(r"\bqualit\w+\s?[/-]\s?$", text[max(0, match.start() - 14) : match.start()], re.I):
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.end() + 40]
    if OF_QUALITY.search(match[0]) or re.search(
        r"artt?(?:\.|icol[oi])\s*$", text[: match.start("points")][-12:], re.I
    ):
        return True
    if re.match(
        r"\W*(?:punti\s+)?(?:\w+'?\s?){0,2}?(?:tecnic|qualit)", text[match.end() : match.end() + 40], re.I
    ):
        return True
    if FLOOR.search(text[max(0, match.start() - 60) : match.end()]):
        return True
    return match.re is SCORE_BEFORE and not (SCORED.search(line) or re.match(r"\W{0,6}$", match["between"]))


def _gender(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    yield from stated(CERTIFIED)(standing)
    for match in scan(GENDER, text):
        one, other = sentence_of(standing.act.flat, match.start(), match.end())
        sentence = text[one:other]
        found = NO_POINTS.search(sentence)
        if found and (BEST.search(text) or not LOWEST.search(text)):
            begin = min(match.start(), one + found.start())
            yield Found(
                begin,
                max(match.end(), one + found.end()),
                "Alla certificazione della parità di genere non va alcun punteggio: il maggior punteggio è dovuto.",
                "Alla certificazione della parità di genere (art. 46-bis del D.Lgs. 198/2006) sono attribuiti […] punti (art. 108, comma 7).",
            )
            return


SCORES = (
    of_tender(
        clause(
            "punteggio_economico",
            "art. 108 c. 4",
            "Dove il costo del lavoro pesa di più, il prezzo non può decidere la gara.",
            _economic_score,
            "verificata",
        ),
    ),
    of_tender(
        clause(
            "parita_genere",
            "art. 108 c. 7",
            "Alla certificazione della parità di genere va un maggior punteggio.",
            _gender,
            "verificata",
        ),
    ),
)
