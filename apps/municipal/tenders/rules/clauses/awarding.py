"""How the offer is chosen: automatic exclusion, criterion, lots, length of the procedure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from apps.municipal.tenders.law import (
    AUTOMATIC_EXCLUSION_OFFERS,
    best_value_only,
    procedure_months,
)
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import Statement, small, stated
from apps.municipal.tenders.rules.quantities import find_quantities, read_count, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import CATERING, HEAD, Standing
from apps.municipal.tenders.rules.wording import denied, until_stop, wording

LABOUR_SHARE = wording(
    r"\b(?:manodopera|cost\w+\s+del\s+(?:personale|lavoro))\b~{0,60}?\b(?:pari\s+al|incid\w+|rappresenta\w*|corrispond\w+|stimat\w|pesa\w*)~{0,40}?(?<![\d,.])(?P<one>(?:[1-8]\d|9[0-5])(?:,\d{1,2})?)\s?(?:%|per\s+cento)(?!\s+del\s+cost)|\bincidenza\s+(?:media\s+)?della\s+manodopera~{0,25}?(?<![\d,.])(?P<other>(?:[1-8]\d|9[0-5])(?:,\d{1,2})?)\s?(?:%|per\s+cento)"
)
INTENSIVE = re.compile(r"\balta\s+intensità\s+di\s+manodopera", re.IGNORECASE)
INTENSIVE_FROM = 50
"""percent of labour of a labour-intensive contract (art. 2 of annex I.1)"""
EXCLUSION = re.compile(
    r"\b(?:esclusion\w+\s+automatic\w+|(?:esclus|scartat|eliminat|estromess|respint)\w\s+(?:\w+\s+){0,2}?(?:d'ufficio|automaticamente|in\s+automatico|senza\s+(?:\w+\s+){0,2}?(?:contraddittorio|verific\w+|spiegazion\w+|giustific\w+|chied\w+|domandar\w+))|(?:automaticamente|in\s+automatico|in\s+via\s+automatica|d'ufficio)\s+(?:\w+\s+){0,2}?esclus\w+|esclus[eioa]\s+(?:in\s+via\s+)?(?:automatic\w+|in\s+automatico)|esclud\w+\s+(?:\w+\s+){0,2}?(?:automatic\w+|in\s+automatico))",
)
"""in small letters"""
COUNT = re.compile(
    r"\b(?P<words>(?:almeno|minimo|pari\s+o\s+superior\w\s+a|non\s+inferior\w\s+a|superior\w\s+a|uguale\s+o\s+superior\w\s+a|non\s+meno\s+di|inferior\w\s+a|meno\s+di|con(?=\s+\w+\s+(?:sole\s+)?offerte))\s+(?P<number>\d{1,2}|[a-z]{3,10}))\b",
    re.IGNORECASE,
)
BEST = re.compile(
    r"\bmiglior\s+rapporto|\brapporto\s+(?:tra\s+|fra\s+)?qualit\w+|\bqualit\w+\s?/\s?prezzo|\bofferta\s+economicamente\s+più\s+vantaggiosa|\bO\.?E\.?P\.?V\b|\bpunteggio\s+(?:\w+\s+)?più\s+(?:alto|elevato)",
    re.IGNORECASE,
)
LOWEST = re.compile(
    r"\b(?:minor\s+prezzo|prezzo\s+(?:\w+\s+)?più\s+basso|prezzo\s+minore|massimo\s+ribasso|maggior\s+ribasso|minor\s+costo|ribasso\s+(?:percentuale\s+)?più\s+alto|prezzo\s+inferiore|solo\s+prezzo)\b",
    re.IGNORECASE,
)
ADOPTED = re.compile(
    r"\b(?:criteri\w|vinc\w+|aggiudic\w+|affida\w*|scelt\w|selezion\w+|mediante|miglior\s+offerta)\b",
    re.IGNORECASE,
)
LOTS = wording(
    r"\b(?:non\s+(?:è|occorre|serve|si\s+ritiene|richied\w+|necessit\w+)\s?(?:\w+\s+){0,3}?(?:motiva\w+|giustifica\w+)~{0,80}?\blott\w|(?:mancata\s+)?(?:suddivision\w+|division\w+)\s+in\s+lott\w~{0,60}?\bnon\s+(?:necessit\w+|occorre|richied\w+|serve|va|deve)\s?(?:\w+\s+){0,3}?motiva\w+|lott\w~{0,60}?\bsenza\s+(?:necessità\s+di\s+|obbligo\s+di\s+|bisogno\s+di\s+)?(?:motiva\w+|giustifica\w+))"
)
ENDS = wording(
    r"\b(?:procedur\w+|procedimento\s+di\s+(?:scelta|gara|affidamento)|gara|selezion\w+|aggiudicazion\w+)\b~{0,70}?\b(?:conclu\w+|termin\w+|durata\s+massima|esperita|definit\w)\b~{0,45}$|\bdurata\s+(?:massima\s+)?(?:della\s+procedura|della\s+gara)\b~{0,40}$"
)


UNDIVIDED = Statement(
    r"\blott[oi]\b|\bsuddivision\w+|\bfrazionat\w+",
    r"\b(?:non\s+(?:\w+\s+){0,5}?|né\s+(?:\w+\s+){0,4}?|senza\s+(?:\w+\s+){0,3}?)(?:motiv(?:a\w*|i|azion\w+)|giustific\w+|spiega\w*|ragion[ei]\b(?!\s+(?:per|di|che)\b))\b|\bnessun\w*\s+(?:\w+\s+)?(?:motivazion|ragion|spiegazion|giustificazion)\w*\s+(?:\w+\s+)?(?:dovut|necessari|richiest|occorr|serv)\w*",
    "La mancata divisione in lotti va motivata.",
    "L'appalto non è diviso in lotti perché […] (art. 58, comma 2).",
    unless=r"\bdirett\w+|\b(?:poiché|perché|in\s+quanto|per\s+i\s+motivi|motivat[oa]\s+da)\b|\bfrazionament\w+|\bartificios\w+",
    reach=90,
)
NO_REASON = replace(
    UNDIVIDED,
    about=r"\bnon\b[^.;]{0,40}?\b(?:divis|suddivis|ripartit|articolat)\w*[^.;]{0,30}?\blott[oi]\b|\blotto\s+unico",
    said=r"\b(?:tale|questa|detta|della|di)\s+(?:\w+\s+)?(?:scelta|decisione|mancata|non)\b[^.;]{0,50}?\b(?:non\s+(?:occorr|serv|è\s+necessari|va\b|si\s+(?:deve|dà|forni)|deve|è\s+(?:dovut|richiest))\w*|senza)\b[^.;]{0,40}?\bmotiv\w+",
    titled=True,
)
"""the reasons refused in a sentence of their own"""


def _automatic_exclusion(standing: Standing) -> Iterator[Found]:
    text, act = standing.act.text, standing.act
    for match in EXCLUSION.finditer(small(text)):
        sentence_start, sentence_end = act.flat.sentence(match.start(), match.end())
        sentence = text[sentence_start:sentence_end]
        if not re.search(
            r"\banomal\w+|\boffert\w+|\bsoglia\b|\bart(?:\.|icolo)\s*54", sentence, re.I
        ) or _is_declined(text, match):
            continue
        why = _unlawful(standing)
        if why:
            start = max(sentence_start, match.start() - 90)
            start += len(text[start : match.start()]) - len(
                re.split(r"[.;:,\n]\s*", text[start : match.start()])[-1]
            )
            yield Found(
                start,
                until_stop(text, match.end(), 70),
                f"Esclusione automatica delle offerte anomale: {why}.",
                "L'esclusione automatica non si applica; le offerte che appaiono anomale sono verificate (art. 110 del D.Lgs. 36/2023).",
            )
            continue
        yield from _wrong_count(text, sentence_start, sentence_end)


def _is_declined(text: str, match: re.Match[str]) -> bool:
    head = re.split(r"[;:\n]|\.\s", text[max(0, match.start() - 90) : match.start()])[-1]
    tail = re.split(r"[;:\n]|\.\s", text[match.end() : match.end() + 70])[0]
    no = r"\b(?:non\s+(?!inferior|meno)|né|senza|esclude\s|esclusa|nessuna|divieto|vietata|anziché)"
    return bool(
        re.search(no, head, re.I)
        or re.search(r"\b(?:non\s+(?:si|è|trova|opera|viene|potrà|può)|è\s+esclusa|esclusa\b)", tail, re.I)
    ) and not re.match(r"\s*(?:,\s*)?(?:se|qualora|quando)", tail, re.I)


def _unlawful(standing: Standing) -> str:
    if standing.procedure == "affidamento_diretto":
        return "negli affidamenti diretti non è mai ammessa"
    if standing.is_above:
        return "sopra soglia non è ammessa"
    if standing.kinds == ("forniture",):
        return "è ammessa soltanto per lavori e servizi"
    lowest, best = LOWEST.search(standing.act.text), BEST.search(standing.act.text)
    if best and not lowest:
        return "è ammessa soltanto con il prezzo più basso"
    if re.search(
        r"(?:presenta|esiste|sussiste|ha)\s+(?:un\s+)?(?:certo\s+)?interesse\s+transfrontaliero\s+certo",
        standing.act.text,
        re.I,
    ) and not re.search(
        r"\b(?:non|né|nessun)\s+(?:\w+\s+){0,3}interesse\s+transfrontaliero", standing.act.text, re.I
    ):
        return "con un interesse transfrontaliero certo non è ammessa"
    return ""


def _wrong_count(text: str, start: int, end: int) -> Iterator[Found]:
    right = AUTOMATIC_EXCLUSION_OFFERS.value
    for match in COUNT.finditer(text, start, end):
        number = read_count(match["number"].lower())
        if number is None or not re.search(
            r"offert|concorrent|ammess", text[max(start, match.start() - 60) : match.end() + 40], re.I
        ):
            continue
        said = number + 1 if re.match(r"superior", match["words"], re.I) else number
        if said != right:
            yield Found(
                *_from_clause(text, match),
                f"Esclusione automatica legata a {number} offerte: ne servono {right} ammesse.",
                "Le offerte anomale sono escluse automaticamente quando quelle ammesse sono almeno cinque (art. 54, comma 1).",
            )


def _from_clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    before = re.split(r"[,;:(]", text[max(0, match.start() - 70) : match.start()])[-1]
    return match.start() - len(before.lstrip()), match.end()


def _lowest_price(standing: Standing) -> Iterator[Found]:
    if standing.procedure == "affidamento_diretto":
        return
    duties = [
        best_value_only(kind, value, traits(standing)) for kind in standing.kinds for value in standing.values
    ]
    duty = duties[0] if duties and all(duties) else None
    text = standing.act.text
    for match in scan(LOWEST, text) if duty else ():
        one, other = standing.act.flat.sentence(match.start(), match.end())
        sentence = text[one:other]
        if (
            not ADOPTED.search(sentence)
            or denied(text, match.start(), match.end(), 110, 70)
            or BEST.search(sentence)
        ):
            continue
        start = max(one, match.start() - 60)
        word = ADOPTED.search(text, start, match.start())
        yield Found(
            word.start() if word else match.start(),
            match.end(),
            f"Criterio del prezzo più basso: qui vale soltanto il miglior rapporto tra qualità e prezzo ({duty.value if duty else ''}).",
            "L'aggiudicazione avviene con il criterio dell'offerta economicamente più vantaggiosa, individuata sulla base del miglior rapporto qualità/prezzo (art. 108, comma 2).",
        )
        return


def traits(standing: Standing) -> frozenset[str]:
    """What decides the criterion: labour intensity, catering."""
    said = f"{standing.act.text[:HEAD]}\n{standing.act.object_text}"
    traits = {"alta_intensita_manodopera"} if is_labour_intensive(standing) else set()
    return frozenset(traits | ({"ristorazione"} if CATERING.search(said) else set()))


def is_labour_intensive(standing: Standing) -> bool:
    """By its object, or because the act puts labour at half of the amount or more (art. 2 of annex I.1)."""
    stated_share = _labour_share(standing.act.text)
    if standing.act.labour_intensive and (stated_share is None or INTENSIVE.search(standing.act.text)):
        return True
    if not {"servizi", "servizi_sociali", "lavori"} & set(standing.kinds):
        return False
    highest = max(standing.values, default=Decimal(0))
    labour = [money.value for money in standing.act.amounts_of("manodopera") if money.value <= highest]
    return bool(labour and max(labour) * 2 >= highest) or (stated_share or 0) >= INTENSIVE_FROM


@lru_cache(maxsize=1)
def _labour_share(text: str) -> Decimal | None:
    """The highest percent of labour that the act states; None where it states none."""
    shares = [
        Decimal((match["one"] or match["other"]).replace(",", ".")) for match in scan(LABOUR_SHARE, text)
    ]
    return max(shares, default=None)


def _lots(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    yield from stated(UNDIVIDED, NO_REASON)(standing)
    for match in scan(LOTS, text):
        if re.search(r"\bdirett\w+", standing.act.sentence(match.start(), match.end()), re.I):
            continue
        yield Found(
            match.start(),
            match.end(),
            "La mancata divisione in lotti va motivata.",
            "L'appalto non è diviso in lotti perché […] (art. 58, comma 2).",
        )


def _length(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    criterion: Literal["qualita_prezzo", "prezzo"] = (
        "qualita_prezzo" if BEST.search(text) or not LOWEST.search(text) else "prezzo"
    )
    if standing.procedure not in ("negoziata", "ordinaria"):
        return
    months = procedure_months("negoziata" if standing.procedure == "negoziata" else "ordinaria", criterion)
    for quantity in find_quantities(text, "mesi"):
        before = text[max(0, text.rfind("\n", 0, quantity.start), quantity.start - 130) : quantity.start]
        if (
            quantity.value > months.value
            and ENDS.search(before)
            and not re.search(r"\bcontratto\b|\bservizio\b|\blavori\b", before[-60:], re.I)
        ):
            yield Found(
                quantity.start,
                quantity.end,
                f"Procedura da concludere in {shown(quantity.value)} mesi: il termine massimo è di {months.value}.",
                f"La procedura si conclude entro {months.value} mesi (allegato I.3).",
            )


AWARDING = (
    clause(
        "esclusione_automatica",
        "art. 54 c. 1",
        "L'esclusione automatica vale sotto soglia, al prezzo più basso, per lavori e servizi, con almeno cinque offerte; mai negli affidamenti diretti.",
        _automatic_exclusion,
        "verificata",
    ),
    of_tender(
        clause(
            "criterio",
            "art. 108 c. 2",
            "Per alcuni contratti il Codice ammette soltanto il miglior rapporto tra qualità e prezzo.",
            _lowest_price,
            "verificata",
        ),
    ),
    of_tender(
        clause(
            "lotti",
            "art. 58 c. 2",
            "Chi non divide in lotti deve dire perché: la regola protegge le piccole imprese.",
            _lots,
            "verificata",
        ),
    ),
    of_tender(
        clause(
            "durata_procedura",
            "art. 17 c. 3; allegato I.3",
            "Le procedure hanno un termine massimo, che dipende dal tipo e dal criterio.",
            _length,
            "media",
        ),
    ),
)
