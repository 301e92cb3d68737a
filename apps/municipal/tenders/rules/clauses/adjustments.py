"""Reductions and increases of a guarantee: none below the thresholds since the corrective decree, fixed ones above."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import CORRECTIVE, GUARANTEE_CUTS, REBATES_RAISING
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.guarantees import KIND
from apps.municipal.tenders.rules.clauses.phrasing import of, the
from apps.municipal.tenders.rules.clauses.statements import Statement, stated, words
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import denied, sentence_of, wording

UNCHANGED = "La garanzia non è soggetta a riduzioni né ad aumenti (art. 53, comma 4-bis, del D.Lgs. 36/2023)."
CHANGED = wording(
    rf"{KIND}~{{0,200}}?\b(?P<how>ridott[aeo]\b|riduc\w+|riduzion\w+|ridur\w+|dimezza\w+|abbattut\w+|aument\w+|increment\w+|maggiorat\w+|scend\w+|sale\b|salg\w+|cresc\w+|cala(?:no)?\b|abbass\w+|diminui\w+|raddoppi\w+)~{{0,120}}"
    rf"|\b(?P<rule>riduzion\w+|aument\w+|increment\w+)\b~{{0,80}}(?:{KIND}|\bart(?:\.|icolo)\s*(?:106,?\s*co(?:mma|\.)\s*8|117,?\s*co(?:mma|\.)\s*2))~{{0,80}}"
)
LOWERED = Statement(
    KIND,
    r"\b(?:è|viene|sarà)\s(?:ridott|dimezzat|aumentat)\w\b[^.;]{0,110}?\b(?:certificat\w+|certificazion\w+|iso|emas|piccol\w+|pmi|ribass\w+)\b|\b(?:tale|detta|questa|predett[ao]|suddett[ao])\s(?:misura|percentuale|importo|aliquota|somma)\b[^.;]{0,30}?\b(?:scend|cala|ridott|riduc|ridur|dimezz|sal[eg]|aument|cresc|abbass|increment|diminui)\w*"
    r"|\b(?:importo|misura|percentuale|aliquota|somma|valore|essa)\s(?:\w+\s){0,3}?(?:scend|cala|ridott|riduc|ridur|dimezz|sal[eg]|aument|cresc|abbass|increment|diminui)\w*[^.;]{0,110}?\b(?:certificat\w+|certificazion\w+|qualit\w+|iso|emas|piccol\w+|pmi|ribass\w+|punt[oi]|rating)\b",
    "Sotto soglia la garanzia non si riduce e non si aumenta.",
    UNCHANGED,
    unless=r"\bnon\b|\bprezz\w+|\bpenal\w+|\banticipazion\w+|\bsvincol\w+|\bcanon\w+|\bonorari\w*|\bmanodopera",
    titled=True,
)
INAPPLICABLE = re.compile(r"\b(?:inapplicabil\w+|recuperat\w+)", re.IGNORECASE)
BY_LAW = re.compile(r"\bsalv[ioae]\b[^.;]{0,60}\b(?:di\s+legge|previst\w+\s+dalla\s+legge)\b", re.IGNORECASE)
"""«salve le riduzioni di legge»: those that there are"""
RISEN = re.compile(
    r"\b(?:ribass\w+|punt[oi]\b|eccedent\w+|di\s+legge|117|106|certificazion\w+)", re.IGNORECASE
)


def _changed(standing: Standing) -> Iterator[Found]:
    """Reductions for certificates and increases for rebates do not exist below the thresholds (since 31.12.2024)."""
    if standing.is_above is not False or any(day < CORRECTIVE for day in standing.days):
        return
    text = standing.act.text
    yield from stated(LOWERED)(standing)
    for match in scan(CHANGED, text):
        rises = (
            (match["how"] or match["rule"])
            .lower()
            .startswith(("aum", "incr", "magg", "sal", "cresc", "radd"))
        )
        start = match.start("how") if match["how"] else match.start()
        said = standing.act.sentence(match.start(), match.end())
        if INAPPLICABLE.search(said) or BY_LAW.search(said):
            continue
        if (rises and not RISEN.search(match[0])) or denied(text, start, match.end(), 60, 60):
            continue
        if re.search(
            r"recuper\w+|reintegr\w+|\bvalore\s+residuo|svincol|\banticipazion|\bavanzament|\bprogressiv",
            match[0],
            re.I,
        ):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Sotto soglia la garanzia non si riduce e non si aumenta.",
            UNCHANGED,
        )


RISES = words(r"\b(?:aument|increment|maggiora|aggiung|accresc|elevat)\w*")
BEYOND = words(r"\b(?:super\w+|eccede\w*|oltre)\s+(?:\w+\s+){0,4}?(?:al|il|del|l'|all'|dell')?\s?$")
REBATES = tuple(Decimal(value) for value in REBATES_RAISING.value)


def _raised(standing: Standing) -> Iterator[Found]:
    """Above the threshold: from which rebate on the definitive guarantee grows."""
    text = standing.act.text
    for share in find_quantities(text, "percento") if standing.is_above else ():
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        sentence = text[one:other]
        is_meant = re.search(KIND, sentence, re.I) and "ribass" in sentence.lower() and RISES.search(sentence)
        if is_meant and share.value not in REBATES and BEYOND.search(text, one, share.start):
            said = " e ".join(f"{shown(each)}" for each in REBATES)
            message = f"Garanzia definitiva aumentata per ribassi oltre {the(share.value)} per cento: gli aumenti partono dal {said} per cento."
            yield Found(share.start, share.end, message, RAISED)


CUT = words(r"\b(?:ridott|riduzion|ridur|riduc|abbatt)\w*\s+(?:\w+\s+){0,2}?(?:de[li]|pari\s+a[li])?l?'?\s?$")
FOR_TITLE = words(r"\b(?:certificat\w+|certificazion\w+|iso|emas|piccol\w+|pmi|rating|digital\w+)\b")


def _reduced(standing: Standing) -> Iterator[Found]:
    """Above the threshold: by how much a title reduces the guarantee."""
    text = standing.act.text
    for share in find_quantities(text, "percento") if standing.is_above else ():
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        sentence = text[one:other]
        is_meant = re.search(KIND, sentence, re.I) and FOR_TITLE.search(sentence)
        is_cut = CUT.search(text, max(one, share.start - 60), share.start)
        if is_meant and is_cut and share.value not in GUARANTEE_CUTS.value:
            message = f"Garanzia ridotta {of(share.value)} per cento: le riduzioni del Codice sono altre (30, 50, 10 o fino a 20 per cento)."
            yield Found(share.start, share.end, message, REDUCED)


def _varied(standing: Standing) -> Iterator[Found]:
    yield from _raised(standing)
    yield from _reduced(standing)


REDUCED = "Alla garanzia si applicano le riduzioni dell'art. 106, comma 8, del D.Lgs. 36/2023."
RAISED = "Per ribassi oltre il 10 per cento la garanzia cresce di un punto per ogni punto eccedente, di due oltre il 20 (art. 117, comma 2, del D.Lgs. 36/2023)."
ADJUSTMENTS = (
    clause(
        "garanzia_misura_variata",
        "art. 106 c. 8; art. 117 c. 2",
        "Sopra soglia aumenti e riduzioni della garanzia hanno misure fissate dal Codice.",
        _varied,
        "media",
    ),
    clause(
        "garanzia_riduzioni",
        "art. 53 c. 4-bis",
        "Dal 31.12.2024, sotto soglia, alle garanzie non si applicano le riduzioni dell'art. 106 né gli aumenti dell'art. 117.",
        _changed,
        "verificata",
    ),
)
