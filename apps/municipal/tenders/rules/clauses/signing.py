"""Between award and contract: the standstill, and by when the contract is signed."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import CONTRACT_DAYS_ABOVE, CONTRACT_DAYS_BELOW, standstill
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.remedies import TIMES
from apps.municipal.tenders.rules.clauses.rows import TERM, Bounds, Row, with_rows
from apps.municipal.tenders.rules.quantities import Labelled, find_quantities, labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import BREAK, NOT, sentence_of, until_stop, wording

STANDSTILL = wording(
    r"\b(?:termine|periodo)\s+(?:dilatori\w+|di\s+attesa|sospensiv\w+|di\s+sospensione\s+obbligatoria|di\s+stand[\s-]?still)|\bstand[\s-]?still\b|\bclausola\s+di\s+stand[\s-]?still|\b(?:stipul\w+|contratto~{0,50}?\b(?:firmat|sottoscritt|conclus|perfezionat)\w+)~{0,80}?(?:\b(?:prima\s+(?:di|che|del)|decorsi|trascorsi|non\s+prima)\b~{0,60}?|\bdopo\s+(?:almeno\s+)?\w+\s+(?:\(\w+\)\s+)?)(?:giorni|gg)|\b(?:tra|fra|dall[a'])\s?(?:(?:l'ultima\s+|la\s+)?comunicazion\w+\s+(?:di\s+|dell'\s?))?(?:l')?aggiudicazione\s+(?:e|ed|a|al|alla)\s+(?:la\s+|il\s+)?(?:stipul\w+|contratto|firma|sottoscrizione)\b~{0,60}?(?:giorni|gg)"
)
WAIVED = re.compile(
    r"\b(?:una\s+sola\s+offerta|unic[oa]\s+(?:offert\w+|concorrente)|accordo\s+quadro|sistema\s+dinamico|urgenz\w+)",
    re.IGNORECASE,
)


REFUSED = re.compile(r"[:|–]\s?no\b(?!n)", re.IGNORECASE)
OTHER_NOT = re.compile(
    r"\bnon\b(?=\s+(?:\w+\s+){0,5}?prima\b)|\bnon\s+oltre\b|\bnon\s+(?:può|possono|potrà)\b", re.IGNORECASE
)
MOST = re.compile(r"\b(?:al\s+massimo|non\s+oltre|entro)\b", re.IGNORECASE)
WAITING = re.compile(
    r"\b(?:prima|decors\w+|trascors\w+|stand|dilatori\w+|attes\w+|atten\w+|aspett\w+|passa\w+|lascia\w+|corr\w+)\b",
    re.IGNORECASE,
)
NO_STANDSTILL = "Il termine dilatorio non si applica (art. 55, comma 2, del D.Lgs. 36/2023)."
DUE_STANDSTILL = "Il contratto non è stipulato prima di {} giorni dall'ultima comunicazione dell'aggiudicazione (art. 18, comma 3)."


def _standstill(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    done = -1
    known: list[tuple[int, int]] = []
    for match in scan(STANDSTILL, text):
        if match.start() < done:
            continue
        done = until_stop(text, match.end(), 160)
        known.append((match.start(), done))
        start = (
            max(text.rfind("\n", 0, match.start()), text.rfind(";", 0, match.start()), match.start() - 90) + 1
        )
        before = BREAK.split(text[start : match.start()])[-1]
        found = _wrong_standstill(
            standing, f"{before}{text[match.start() : done]}", text[match.start() : done]
        )
        if found:
            yield Found(match.start(), done, *found)
    yield from _waits(standing, known)


SIGNED = re.compile(
    r"\b(?:firm\w+|stipul\w+|sottoscri\w+|contratto\s+(?:è|viene|sarà)\s+conclus\w|conclus\w\s+(?:mediante|con|per)\b)",
    re.IGNORECASE,
)
AWARDED = re.compile(
    r"\b(?:aggiudica\w*|(?:l'|dell'|presente\s+|de(?:l|lla)\s+(?:presente\s+)?)affidament[oi]|affidamento\b|ultima\s+(?:delle\s+)?comunicazion\w)",
    re.IGNORECASE,
)
WAITS = re.compile(
    r"\b(?:attend\w+|attes\w+|aspett\w+|lascia\w*\s+(?:passare|trascorrere|decorrere)|(?:passa|trascor|decor)\w+|segu\w+\s+di|prima\s+(?:di|che|del|dei)|differi\w+|posticipat\w+)\b[^.;,\n\d]{0,40}$",
    re.IGNORECASE,
)
RELEASED = re.compile(
    r"\b(?:senza\s+che|svincol\w+|sciogli\w+|liber\w+|reced\w+|inutilmente|invano|decad\w+|ritir\w+|vincola\w+|validità|diffid\w+|pagament\w+|fattur\w+|consegn\w+)",
    re.IGNORECASE,
)


def _waits(standing: Standing, known: list[tuple[int, int]]) -> Iterator[Found]:
    """«Dopo l'aggiudicazione si attendono trentadue giorni prima di firmare»: the waiting said in any words."""
    text = standing.act.text
    for quantity in find_quantities(text, "giorni"):
        if not WAITS.search(text, max(0, quantity.start - 70), quantity.start):
            continue
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        one, other = max(one, quantity.start - 170), min(other, quantity.end + 130)
        passage = text[one:other]
        if not SIGNED.search(passage) or RELEASED.search(passage):
            continue
        if not AWARDED.search(passage) or any(start < other and one < end for start, end in known):
            continue
        waiting = WAITS.search(text, max(one, quantity.start - 70), quantity.start)
        start = waiting.start() if waiting else quantity.start
        found = _wrong_standstill(standing, passage, text[start:other])
        if found:
            yield Found(start, other, *found)


def _wrong_standstill(standing: Standing, passage: str, from_name: str) -> tuple[str, str] | None:
    """Message and wording; None when the passage is right, or the act does not say where it stands."""
    right = sorted({standstill(day).value for day in standing.days})
    is_waived = (
        re.search(r"senza attendere|prescind", passage, re.I)
        or NOT.search(OTHER_NOT.sub(" ", passage))
        or REFUSED.search(passage)
    )
    if standing.is_above is False:
        applied = not is_waived
        return ("Sotto soglia il termine dilatorio non si applica.", NO_STANDSTILL) if applied else None
    suggestion = DUE_STANDSTILL.format(right[-1])
    if is_waived:
        is_wrong = standing.is_above and not WAIVED.search(passage)
        return ("Sopra soglia il termine dilatorio si applica.", suggestion) if is_wrong else None
    waiting = WAITING.search(from_name)
    said = [
        int(each.value)
        for part in (from_name[waiting.start() :] if waiting else "", from_name)
        for each in find_quantities(part, "giorni")
    ]
    if MOST.search(from_name) and not waiting:
        return None
    if not said or said[0] in right or (standing.is_above is None and said[0] == CONTRACT_DAYS_BELOW.value):
        return None
    wanted = " o ".join(str(each) for each in right)
    return f"Termine dilatorio di {said[0]} giorni: a questa data è di {wanted} giorni.", suggestion


SET_TERM = re.compile(
    r"\W*(?:naturali\s+e\s+consecutivi\s+|decorrenti\s+)?dall[a']\s?(?:comunicazione\s+dell')?\s?(?:efficacia\s+dell')?aggiudicazione\b[^.;\n]{0,20}?\btermine\b",
    re.IGNORECASE,
)
"""«in novanta giorni dall'aggiudicazione il termine per la stipula»"""
CONCLUDED = (
    "Il contratto è stipulato entro trenta giorni dall'aggiudicazione (art. 55, comma 1, del D.Lgs. 36/2023).",
    "Il contratto è stipulato entro sessanta giorni dall'aggiudicazione (art. 18, comma 2, del D.Lgs. 36/2023).",
)


def _clause_of(standing: Standing, found: Labelled) -> str:
    return standing.act.sentence(found.since, found.quantity.end).lower()


def _conclusion(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    most = CONTRACT_DAYS_ABOVE.value if standing.is_above else CONTRACT_DAYS_BELOW.value
    where = "sopra" if standing.is_above else "sotto"
    if standing.is_above is None:
        return
    for found in labelled(text, TIMES, "stipula", "giorni", "mesi"):
        quantity = found.quantity
        days = quantity.value * (1 if quantity.unit == "giorni" else 30)
        if re.search(r"\.\s+[A-ZÀÈ]", text[found.since : quantity.start]):
            continue
        if text.startswith(("sottoscri", "Sottoscri"), found.since) and "contratt" not in _clause_of(
            standing, found
        ):
            continue
        before = re.split(r"[.;]\s", text[max(found.since, quantity.start - 40) : quantity.start])[-1]
        after = text[quantity.end : quantity.end + 80]
        if (
            found.label != "stipula"
            or days <= most
            or not (re.search(r"\b(?:entro|non\s+oltre|termine)\b", before, re.I) or SET_TERM.match(after))
        ):
            continue
        if re.match(
            r"\W*(?:\w+\s+){0,2}?dalla?\s+(?:stipula|sottoscrizione|firma|consegna|data\s+di\s+stipula)",
            after,
            re.I,
        ):
            continue
        message = f"Stipula entro {shown(quantity.value)} {quantity.unit}: {where} soglia il termine è di {most} giorni dall'aggiudicazione."
        yield Found(
            quantity.start,
            quantity.end,
            message,
            CONCLUDED[bool(standing.is_above)],
        )


def _waiting_days(standing: Standing) -> Bounds | None:
    days = [standstill(day).value for day in standing.days]
    return (min(days), max(days)) if standing.is_above else None


def _days_to_sign(standing: Standing) -> Bounds | None:
    if standing.is_above is None:
        return None
    return 0, (CONTRACT_DAYS_ABOVE if standing.is_above else CONTRACT_DAYS_BELOW).value


STANDSTILL_ROW = Row(
    rf"{TERM}(?:dilatorio|di\sattesa|sospensivo|stand[\s-]?still)(?:\s(?:per|prima\sdella)\s(?:la\s)?(?:stipula|firma))?",
    "giorni",
    _waiting_days,
    "Termine dilatorio di {} giorni: a questa data è un altro.",
    DUE_STANDSTILL.format(32),
)
CONCLUSION_ROW = Row(
    rf"{TERM}(?:stipula|stipulazione|firma|sottoscrizione)(?:\sdel\scontratto)?",
    "giorni",
    _days_to_sign,
    "Stipula entro {} giorni: il termine è più breve.",
    CONCLUDED[0],
)
SIGNING = (
    clause(
        "termine_dilatorio",
        "art. 18 c. 3; art. 55 c. 2",
        "Il termine fra aggiudicazione e stipula vale sopra soglia; la sua durata è cambiata il 31.12.2024.",
        with_rows(_standstill, STANDSTILL_ROW),
        "alta",
    ),
    clause(
        "stipula",
        "art. 18 c. 2; art. 55 c. 1",
        "Il contratto si stipula entro trenta giorni dall'aggiudicazione sotto soglia, entro sessanta sopra.",
        with_rows(_conclusion, CONCLUSION_ROW),
        "verificata",
    ),
)
