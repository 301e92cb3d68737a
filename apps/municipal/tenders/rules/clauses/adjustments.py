"""Reductions and increases of a guarantee, which below the thresholds do not exist since the corrective decree."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import CORRECTIVE
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.guarantees import KIND
from apps.municipal.tenders.rules.clauses.statements import Statement, stated
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import denied, wording

UNCHANGED = "La garanzia non è soggetta a riduzioni né ad aumenti (art. 53, comma 4-bis, del D.Lgs. 36/2023)."
CHANGED = wording(
    rf"{KIND}~{{0,200}}?\b(?P<how>ridott[aeo]\b|riduc\w+|riduzion\w+|ridur\w+|dimezza\w+|abbattut\w+|aument\w+|increment\w+|maggiorat\w+|scend\w+|sale\b|salg\w+|cresc\w+|cala(?:no)?\b|abbass\w+|diminui\w+|raddoppi\w+)~{{0,120}}"
    rf"|\b(?P<rule>riduzion\w+|aument\w+|increment\w+)\b~{{0,80}}(?:{KIND}|\bart(?:\.|icolo)\s*(?:106,?\s*co(?:mma|\.)\s*8|117,?\s*co(?:mma|\.)\s*2))~{{0,80}}"
)
LOWERED = Statement(
    KIND,
    r"\b(?:tale|detta|questa|predett[ao]|suddett[ao])\s(?:misura|percentuale|importo|aliquota|somma)\b[^.;]{0,30}?\b(?:scend|cala|ridott|riduc|ridur|dimezz|sal[eg]|aument|cresc|abbass|increment|diminui)\w*"
    r"|\b(?:importo|misura|percentuale|aliquota|somma|valore|essa)\s(?:\w+\s){0,3}?(?:scend|cala|ridott|riduc|ridur|dimezz|sal[eg]|aument|cresc|abbass|increment|diminui)\w*[^.;]{0,110}?\b(?:certificat\w+|certificazion\w+|qualit\w+|iso|emas|piccol\w+|pmi|ribass\w+|punt[oi]|rating)\b",
    "Sotto soglia la garanzia non si riduce e non si aumenta.",
    UNCHANGED,
    unless=r"\bnon\b|\bprezz\w+|\bpenal\w+|\banticipazion\w+|\bsvincol\w+|\bcanon\w+|\bonorari\w*|\bmanodopera",
    titled=True,
)
INAPPLICABLE = re.compile(r"\b(?:inapplicabil\w+|recuperat\w+)", re.IGNORECASE)
RISEN = re.compile(
    r"\b(?:ribass\w+|punt[oi]\b|eccedent\w+|di\s+legge|117|106|certificazion\w+)", re.IGNORECASE
)


def _changed(standing: Standing) -> Iterator[Found]:
    """Reductions for certificates and increases for rebates do not exist below the thresholds (since 31.12.2024)."""
    if standing.is_above is not False or any(day < CORRECTIVE for day in standing.days):
        return
    text = standing.act.text
    yield from stated(LOWERED)(standing)
    for match in CHANGED.finditer(text):
        rises = (
            (match["how"] or match["rule"])
            .lower()
            .startswith(("aum", "incr", "magg", "sal", "cresc", "radd"))
        )
        start = match.start("how") if match["how"] else match.start()
        if INAPPLICABLE.search(standing.act.sentence(match.start(), match.end())):
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


ADJUSTMENTS = (
    clause(
        "garanzia_riduzioni",
        "art. 53 c. 4-bis",
        "Dal 31.12.2024, sotto soglia, alle garanzie non si applicano le riduzioni dell'art. 106 né gli aumenti dell'art. 117.",
        _changed,
        "verificata",
    ),
)
