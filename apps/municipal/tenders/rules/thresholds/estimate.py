"""How the value is estimated: net of VAT, with options and renewals (art. 14 c. 4)."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import wording

VALUE = r"\b(?:valore\s+(?:\w+\s+){0,2}?(?:stimat\w|dell'(?:appalto|affidamento)|del\s+contratto)|importo\s+stimat\w|valore\s+globale|calcolo\s+(?:del\s+valore|della\s+soglia)|ai\s+fini\s+(?:del\s+confronto\s+con\s+|della\s+verifica\s+de|della\s+determinazione\s+de|de)l?l[ae]\s+sogli\w)"
WITH_VAT = wording(
    rf"{VALUE}~{{0,130}}?\b(?P<said>(?:i\.?v\.?a\.?\s+(?:\w+\s+){{0,3}}?(?:inclusa|compresa))|comprensiv\w\s+(?:di|dell'|anche\s+dell')\s?i\.?v\.?a|(?:compresa|inclusa)\s+(?:l')?i\.?v\.?a|al\s+lordo\s+(?:dell'|di\s+)?i\.?v\.?a|i\.?v\.?a\.?\s+compresa)"
)
NO_OPTIONS = wording(
    r"\b(?:non\s+(?:\w+\s+){0,2}?(?:concorr\w+|rilev\w+|comput\w+|consider\w+|calcol\w+|inclus\w|compres\w|somma\w+|conteggia\w+|comprend\w+|tien\w+\s+conto|include\w*)~{0,60}?\b(?:opzion\w+|rinnov\w+|prorog\w+)"
    r"|\b(?:opzion\w+|rinnov\w+|prorog\w+)\b~{0,70}?\bnon\s+(?:\w+\s+){0,2}?(?:concorr\w+|rilev\w+|comput\w+|consider\w+|calcol\w+|inclus\w|compres\w|somma\w+|conteggia\w+|entra\w*\s+nel)"
    r"|\bsenza\s+(?:computar\w+|considerar\w+|calcolar\w+|tener\w?\s+conto|includer\w+|comprender\w+|sommar\w+|contar\w+)~{0,50}?\b(?:opzion\w+|rinnov\w+|prorog\w+)"
    r"|\b(?:al\s+netto|con\s+esclusione|ad\s+esclusione|esclus[ioe]\s+(?:(?:l[ae]|il?|gli|l')\s?)(?:eventual\w\s+|possibil\w\s+)?(?=opzion|rinnov))\s*(?:(?:de(?:ll[ae]|gli|i|l)|dell')\s?)?(?:eventual\w\s+|possibil\w\s+)?(?:opzion\w+|rinnov\w+))"
)
ABOUT_VALUE = re.compile(r"\b(?:valore|stim\w+|import\w+|sogli\w+|calcol\w+)\b", re.IGNORECASE)
NONE_FORESEEN = re.compile(
    r"\bnon\s+(?:sono|è|si)\s+previst\w|\bnon\s+(?:è|sono)\s+(?:ammess\w|possibil\w)|\bdisdetta\b",
    re.IGNORECASE,
)


def _with_tax(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in WITH_VAT.finditer(text):
        if re.search(
            r"\b(?:esclusa|netto|oltre\s+(?:all'\s?)?i\.?v\.?a|impegn\w+|spesa|non)\b",
            text[match.start() : match.end()],
            re.I,
        ):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Il valore stimato è detto comprensivo di IVA: si calcola al netto.",
            "Il valore stimato, al netto dell'IVA e comprese opzioni e rinnovi, è di € […] (art. 14, comma 4).",
        )


def _without_options(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in NO_OPTIONS.finditer(text):
        sentence = standing.act.sentence(match.start(), match.end())
        if not ABOUT_VALUE.search(sentence) or NONE_FORESEEN.search(match[0]):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Il valore stimato non comprende opzioni o rinnovi: vi rientrano.",
            "Il valore stimato comprende opzioni e rinnovi previsti negli atti di gara (art. 14, comma 4).",
        )


ESTIMATES = (
    threshold(
        "valore_con_iva",
        "art. 14 c. 4",
        "Il valore che si confronta con le soglie è al netto dell'IVA.",
        _with_tax,
    ),
    threshold(
        "valore_senza_opzioni",
        "art. 14 c. 4",
        "Opzioni e rinnovi fanno parte del valore: lasciarli fuori cambia la procedura.",
        _without_options,
    ),
)
