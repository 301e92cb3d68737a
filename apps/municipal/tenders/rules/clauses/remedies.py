"""Appeals: how long they may be made, and to whom."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import appeal_days
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.quantities import labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import denied

TIMES = {
    "ricorso": r"ricors[oi]\b|ricorrere|impugn\w+|\bT\.?\s?A\.?\s?R\b|tribunale\s+amministrativo|giudice\s+amministrativo|opposizione",
    "stipula": r"stipul\w+|sottoscri\w+|scrittura\s+privata|scambio\s+di\s+(?:lettere|corrispondenza)|conclu(?:so|sione)\s+del\s+contratto|firma\s+del\s+contratto|\bcontratt[oi]\b\s+(?:\w+\s+){0,2}?firmat[oi]|firmare\s+il\s+contratto",
    "dilatorio": r"dilatori\w+|stand[\s-]?still|periodo\s+di\s+attesa|termine\s+sospensivo",
    "altro": r"pagament\w+|fattur\w+|consegn\w+|validità|preavviso|recess\w+|contestazion\w+|svincol\w+|chiariment\w+|D\.?U\.?R\.?C\b|penal[ei]|pubblicat\w+|accesso|deposit\w+|durata|conserv\w+|notific\w+\s+del\s+ricorso|certificat\w+|offert\w+\s+(?:vincol|valid)\w+|dura\b|riesame",
}
EXTRAORDINARY = re.compile(
    r"\bricorso\s+straordinario\b[^.;\n]{0,80}|\b(?:(?:al|dal|il|presso\s+il)\s+)?(?:Presidente\s+della\s+Repubblica|Capo\s+dello\s+Stato)\b(?P<term>[^.;\n]{0,60})",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"(?:\b(?:oppure|ovvero|o|e)\b,?\s*)?(?:\b(?:entro|nel\s+termine\s+di)\b[^.;\n]{0,40})?(?:\b(?:con|in\s+alternativa|alternativamente|,|anche|mediante)\s*){0,3}$",
    re.IGNORECASE,
)
OF_STATE = re.compile(
    r"\bstraordinari\w+|\bPresidente\s+della\s+Repubblica|\bCapo\s+dello\s+Stato", re.IGNORECASE
)
PROLONGED = re.compile(
    r"\b(?:proroga\w*|rinnov\w+|prosecuzion\w+|prosegu\w+|stimat[oaie]\s+in|durata|sospension\w+|ritard\w+)\b",
    re.IGNORECASE,
)
"""between an appeal and a time: what lasts so long"""
OTHER = re.compile(r"\b(?:accesso|difensore\s+civico|Garante|silenzio)\b", re.IGNORECASE)
APPEAL = "Contro il presente atto è ammesso ricorso al TAR Lombardia entro 30 giorni (art. 120 del D.Lgs. 104/2010)."


def _appeal(standing: Standing) -> Iterator[Found]:
    text, right = standing.act.text, appeal_days().value
    for found in labelled(text, TIMES, "ricorso", "giorni", "mesi"):
        quantity = found.quantity
        days = quantity.value * (1 if quantity.unit == "giorni" else 30)
        if (
            found.label != "ricorso"
            or days == right
            or OTHER.search(standing.act.sentence(quantity.start, quantity.end))
        ):
            continue
        after = re.split(r"[;.]", text[quantity.end : quantity.end + 90])[0]
        after = re.split(r"\b(?:oppure|ovvero|alternativamente|in\s+alternativa)\b|,\s*(?:o|e)\s", after)[0]
        since = found.since if not text.startswith("ricors", found.since) else 0
        before = text[max(since, quantity.start - 60, text.rfind("\n", 0, quantity.start)) : quantity.start]
        if OF_STATE.search(after) or OF_STATE.search(before) or _is_other_term(before, after):
            continue
        if PROLONGED.search(text, max(found.since, quantity.start - 200), quantity.start):
            continue
        message = f"Termine di ricorso di {shown(quantity.value)} {quantity.unit}: nelle procedure di affidamento è di {right} giorni, davanti al TAR."
        start = re.search(
            r"\b(?:entro|nel\s+termine\s+di|termine\s+di)\s*$",
            text[max(0, quantity.start - 20) : quantity.start],
            re.I,
        )
        yield Found(quantity.start - (len(start[0]) if start else 0), quantity.end, message, APPEAL)


def _is_other_term(before: str, after: str) -> bool:
    return bool(
        re.search(r"\b(?:deposit\w+|accesso|ogni|dopo|da\s+almeno)\b[^.;]{0,30}$", before, re.I)
        or re.match(r"\W*(?:per|dalla\s+notifica\w*)\s+(?:il\s+)?deposit", after, re.I)
    )


def _extraordinary(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    last = -1
    for match in scan(EXTRAORDINARY, text):
        introduced = INTRODUCED.search(text, max(0, match.start() - 70), match.start())
        start = introduced.start() if introduced else match.start()
        if match.start() <= last or denied(text, match.start(), match.end(), 80, 60):
            continue
        if match["term"] is not None and not _is_remedy(text, match):
            continue
        last = match.end()
        message = "Contro gli atti delle procedure di affidamento il ricorso straordinario non è ammesso."
        yield Found(start, match.end(), message, APPEAL)


def _is_remedy(text: str, match: re.Match[str]) -> bool:
    """Whether the President is one to appeal to, not the author of a decree."""
    before = text[max(0, match.start() - 150) : match.start()]
    is_author = re.search(r"\b(?:decret\w|approvat\w|D\.?P\.?R|emanat\w)\b[^.;\n]{0,30}$", before, re.I)
    is_named = re.search(r"\b(?:ricors\w|ricorr\w+|TAR|T\.A\.R|impugn\w+)", before, re.I)
    return not is_author and bool(is_named or re.search(r"giorni|gg", match["term"], re.I))


REMEDIES = (
    clause(
        "ricorso",
        "art. 120 c.p.a.",
        "Un termine di ricorso sbagliato inganna chi vuole impugnare e riapre i termini.",
        _appeal,
        "alta",
    ),
    clause(
        "ricorso_straordinario",
        "art. 120 c.p.a.",
        "Gli atti delle procedure di affidamento si impugnano soltanto davanti al TAR.",
        _extraordinary,
        "alta",
    ),
)
