"""What the value counts besides options: the whole duration with its renewals, the cost of safety; and how long the selection may last."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import Procedure, procedure_months
from apps.municipal.tenders.rules.quantities import find_quantities
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.estimate import RENEWED, STATED_VALUE
from apps.municipal.tenders.rules.wording import denied, sentence_of, wording

YEAR = 12
YEARLY = re.compile(r"\b(?:ann[uo]\w*|all'anno|ogni\s+anno|per\s+anno|/\s?anno)\b", re.IGNORECASE)
MONTHLY = re.compile(r"\b(?:mensil\w+|al\s+mese|ogni\s+mese|per\s+mese|/\s?mese)\b", re.IGNORECASE)
LASTS = wording(r"\b(?:dura(?:ta|no)?|durerà|per\s+(?:un\s+periodo|la\s+durata)|periodo)\b~{0,60}$")
AGAIN = re.compile(r"\b(?:rinnov\w+|prorog\w+|ulterior\w|altr[ie]|opzion\w+|ripet\w+)\b", re.IGNORECASE)
SAFETY_OUT = wording(
    r"\b(?:oneri|cost[oi])\s+(?:\w+\s+){0,2}?(?:sicurezza|manodopera)\b~{0,60}?\bnon\s+(?:\w+\s+){0,2}?(?:concorr\w+|comput\w+|conta\w*|rientra\w*|somma\w*|comprend\w+|inclu\w+|considera\w*|fa(?:nno)?\s+parte)\b~{0,50}?\b(?:valore|import\w+|stim\w+|sogli\w+|calcolo)\b"
    r"|\b(?:valore|importo)\s+(?:stimat\w|dell'appalto|complessiv\w)\b~{0,60}?\b(?:non\s+(?:comprende|include|considera)|al\s+netto|esclus\w)\s*(?:(?:gli|i|de(?:gli|i|lla))\s+)?(?:oneri|costi)\s+(?:\w+\s+){0,2}?sicurezza\b"
)
REBATED = re.compile(r"\bribass\w+|\bofferta\s+economica|\bcauzion\w+|\bgaranzi\w+", re.IGNORECASE)
SELECTION = wording(
    r"\b(?:procedura|gara|selezione|appalto)\b~{0,200}?\b(?:conclu\w+|termin\w+|dura\w*|complet\w+|massim\w+)\b|\b(?:conclu\w+|durata|termine\s+(?:massimo|di\s+conclusione))\b~{0,120}?\b(?:procedura|gara|selezione)\b|\ballegato\s+I\.3\b"
)
BY_LAW = re.compile(r"\ballegato\s+I\.3\b|\bart(?:\.|icolo)\s*17\b", re.IGNORECASE)
QUALITY = re.compile(
    r"\b(?:miglior\w*\s+rapporto|qualit[àa]\W{1,3}prezzo|economicamente\s+più\s+vantaggios\w|O\.?E\.?P\.?V\b|M\.?E\.?V\b)",
    re.IGNORECASE,
)
PRICE = re.compile(r"\b(?:minor\w*\s+prezzo|prezzo\s+più\s+basso|massimo\s+ribasso)\b", re.IGNORECASE)
NOT_TERM = re.compile(
    r"\b(?:validit\w+|vincol\w+|garanzi\w+|contratto\b|servizio\s+dura|fornitura\s+dura|stipul\w+)\b",
    re.IGNORECASE,
)


def _initial(standing: Standing) -> Iterator[Found]:
    """«€ 62.000,00 l'anno, due anni rinnovabili alle stesse condizioni; il valore stimato è di € 124.000,00»."""
    text = standing.act.text
    renewed = [each for each in scan(RENEWED, text) if not denied(text, each.start(), each.end(), 50, 40)]
    months = _initial_months(standing) if renewed else Decimal(0)
    if not months:
        return
    amounts = [each for each in standing.act.amounts if each.tax != "lordo"]
    units = {each.value for each in amounts if _is_near(standing, each, YEARLY)}
    whole = {each * months / YEAR for each in units}
    whole |= {each.value * months for each in amounts if _is_near(standing, each, MONTHLY)}
    most = max((each.value for each in amounts if each.role != "soglia"), default=Decimal(0))
    for money in amounts:
        before = text[max(0, money.start - 150) : money.start]
        if money.value in whole and money.value == most and STATED_VALUE.search(before):
            if AGAIN.search(
                standing.act.text[slice(*sentence_of(standing.act.flat, money.start, money.end))]
            ):
                continue
            message = f"Il valore stimato, {amount_text(money.value)}, è quello della sola durata iniziale: il rinnovo previsto vi rientra."
            yield Found(money.start, money.words_end, message, SUGGESTION)
            return


SUGGESTION = "Il valore stimato comprende opzioni e rinnovi previsti negli atti di gara (art. 14, comma 4)."


def _is_near(standing: Standing, money: Money, pattern: re.Pattern[str]) -> bool:
    return pattern.search(standing.act.text[max(0, money.start - 30) : money.end + 25]) is not None


def _initial_months(standing: Standing) -> Decimal:
    """How long the contract lasts before it is renewed; zero where nothing says it."""
    text = standing.act.text
    for quantity in find_quantities(text, "mesi"):
        before = text[max(0, quantity.start - 70) : quantity.start]
        if LASTS.search(before) and not AGAIN.search(before[-30:]) and 1 <= quantity.value <= 10 * YEAR:
            return quantity.value
    return Decimal(0)


def _without_safety(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in scan(SAFETY_OUT, text):
        if REBATED.search(match[0]):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Il valore stimato è l'importo totale dell'appalto: comprende manodopera e oneri della sicurezza.",
            "Il valore stimato comprende gli oneri della sicurezza, che restano soltanto esclusi dal ribasso (art. 14, comma 4).",
        )


def _selection_months(standing: Standing) -> Iterator[Found]:
    """More months than a selection may last, or others than annex I.3 is said to give."""
    text = standing.act.text
    if standing.procedure not in ("ordinaria", "negoziata") or re.search(r"\bristrett\w", text, re.I):
        return
    for quantity in find_quantities(text, "mesi"):
        one, other = standing.act.flat.sentence(quantity.start, quantity.end)
        one, other = max(one, quantity.start - 260), min(other, quantity.end + 160)
        sentence = text[one:other]
        if not BY_LAW.search(sentence) or not SELECTION.search(sentence):
            continue
        if NOT_TERM.search(sentence) or denied(text, quantity.start, quantity.end, 40, 40):
            continue
        right = _months(standing, sentence)
        if quantity.value not in right:
            wanted = " o ".join(f"{each} mesi" for each in sorted(right))
            message = f"Durata della procedura di {quantity.value} mesi: per questa procedura e questo criterio l'allegato I.3 dà {wanted}."
            yield Found(quantity.start, quantity.end, message, f"{wanted} (art. 17, comma 3; allegato I.3)")


def _months(standing: Standing, sentence: str) -> set[int]:
    where = sentence if QUALITY.search(sentence) or PRICE.search(sentence) else standing.act.text
    by_quality, by_price = QUALITY.search(where), PRICE.search(where)
    months: set[int] = set()
    procedure: Procedure = "ordinaria" if standing.procedure == "ordinaria" else "negoziata"
    if by_quality or not by_price:
        months.add(procedure_months(procedure, "qualita_prezzo").value)
    if by_price or not by_quality:
        months.add(procedure_months(procedure, "prezzo").value)
    return months


MEASURES = (
    threshold(
        "valore_iniziale",
        "art. 14 c. 4",
        "Il valore comprende i rinnovi previsti, anche quando il loro prezzo è quello della durata iniziale.",
        _initial,
    ),
    threshold(
        "valore_senza_sicurezza",
        "art. 14 c. 4",
        "Il valore è l'importo totale pagabile: gli oneri della sicurezza e la manodopera ne fanno parte.",
        _without_safety,
    ),
    threshold(
        "durata_procedura",
        "art. 17 c. 3; allegato I.3",
        "Ogni procedura ha una durata massima, che dipende dal criterio di aggiudicazione.",
        _selection_months,
    ),
)
