"""This contract's amount said to be below or above a limit, when it is not."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import MARKETPLACE_FROM, SELF_DECLARATION_BELOW
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing, law_figures
from apps.municipal.tenders.rules.thresholds.case import EACH
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.limits import judged
from apps.municipal.tenders.rules.thresholds.reading import stated_amounts
from apps.municipal.tenders.rules.wording import head_of, wording

COMPARED = wording(
    r"(?<!\w)(?:essendo|trattandosi|poich[eé]|in\s+quanto|considerat\w+|atteso|dato|data|stante|visto|giacch[eé]|siccome|perch[eé]|restando|rientrando|l'importo|l'ammontare|il\s+valore|la\s+spesa|l'affidamento|l'appalto|il\s+corrispettivo|la\s+commessa|il\s+prezzo|la\s+somma|(?:l'(?:acquisto|incarico|intervento|opera)|il\s+(?:servizio|contratto)|la\s+fornitura|i\s+lavori)\s+(?:\w+\s+)?(?:è|sono|resta\w*|rientra\w*|sta|stanno|colloca\w*|ricad\w+|cost\w+|val\w+|ha|hanno)|(?<=[(,])\s?(?:importo|affidamento|acquisto|appalto|contratto|incarico|spesa|valore)|(?<=[\n.])\s?(?:servizio|appalto|contratto|fornitura)\s+(?:\w+\s+)?di\s+(?:importo|valore))\b(?P<between>~{0,110}?)\b"
    r"(?P<how>inferior[ei]\s+(?:a|ai|all[ae]\s+soglia\s+de?i)|al\s+di\s?sotto\s+(?:di|dei|della\s+soglia\s+de?i)|sotto(?:\s+(?:i|gli|la\s+soglia\s+de?i))?|meno\s+di|minore\s+di|entro\s+i|superior[ei]\s+(?:a|ai|all[ae]\s+soglia\s+de?i)|al\s+di\s?sopra\s+(?:di|dei|della\s+soglia\s+de?i)|sopra(?:\s+(?:i|gli|la\s+soglia\s+de?i))?|maggiore\s+di|più\s+di|oltre\s+i|(?:non\s+)?(?:supera|superando|eccede|eccedendo|oltrepassa|oltrepassando|raggiunge|raggiungendo|arriva\s+a|tocca)\s+(?:i|gli|ai|la\s+soglia\s+de?i)?)\s*(?:€|euro)?\s*$"
)
EUROPEAN = r"sogli[ae]\s+(?:di\s+)?(?:rili?ev\w+\s+)?(?:europe\w+|comunitari\w|eurounitari\w|unional\w|UE\b|(?:di\s+cui\s+)?(?:al)?l'art(?:\.|icolo)\s*14)"
CONTRACT = r"\b(?:regime|commessa|noleggio|appalto|opera|spesa|acquisto|incarico|intervento|procedura|gara|contratto|affidamento|servizio|lavori|fornitura|importo|valore)\b"
SAID_ABOVE = wording(
    rf"{CONTRACT}~{{0,75}}?\b(?:sopra[\s-]?soglia|superior\w\s+all[ae]\s+{EUROPEAN}|(?<!non )(?:sopra|oltre|supera\w*|eccede\w*|oltrepassa\w*)\s+la\s+{EUROPEAN})|\b(?:appalto|gara|contratto|procedura)\s+(?:\w+\s+)?di\s+rilevanza\s+(?:europea|comunitaria)"
)
SAID_BELOW = wording(
    rf"{CONTRACT}~{{0,75}}?\b(?:sotto[\s-]?soglia|inferior\w\s+all[ae]\s+{EUROPEAN}|(?:sotto|non\s+supera\w*|non\s+eccede\w*|non\s+raggiunge\w*)\s+la\s+{EUROPEAN})"
)
SUPPOSED = re.compile(
    r"\b(?:non|né|senza|se|qualora|ove|nel\s+caso|fosse|per\s+gli|gli|dei|degli|delle|precedent\w+|limite|anche)\b|\d\.\d{3}",
    re.IGNORECASE,
)
SPECIAL = re.compile(r"\bsettor[ei]\s+special[ei]\b|\bente\s+aggiudicatore\b", re.IGNORECASE)
"""of bodies that have thresholds of their own"""
NOT = re.compile(r"\bnon\s+(?:è|sono|si\s+tratta|ricad\w+|rientr\w+)\b", re.IGNORECASE)
ONLY_FOR = re.compile(
    r",?\s*(?:non\s+)?(?:vale|valgono|si\s+applica\w*|riguarda\w*|opera\w*|è\s+(?:riservat|previst)\w)"
    r"\s+(?:solo|soltanto|esclusivamente|unicamente|(?:a|per)\s+(?:i|gli|importi)\b)",
    re.IGNORECASE,
)
"""«la disciplina sottosoglia vale solo per importi inferiori»: of the rule, not of this contract"""
ABOVE = re.compile(
    r"(?:super(?!ando)|al\s+di\s?sopra|sopra|maggiore|più\s+di|oltre|superando|ecced|oltrepass|raggiung|arriva|tocca)",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"\be\s+(?:l'|(?:il|la|lo|i|gli)\s)|\b(?:per\s+(?:gli|i|le|importi)|degli|dei|delle|gli\s+(?:acquisti|affidamenti)|i\s+(?:contratti|servizi|lavori)|contratti\s+di|precedent\w+|singol\w+|quell[ieao]\b|lott[oi]\b|se\b|qualora|nel\s+caso|solo|soltanto|ammess\w|consentit\w|possibil\w|previst\w|praticabil\w|limite|regola)\b",
    re.IGNORECASE,
)

CATEGORY = re.compile(r"\b(?:OG|OS)\s?-?\d{1,2}\b|\ballegato\s+II\.12\b", re.IGNORECASE)
"""what is said of one category of works is not said of the contract"""


def _compared(standing: Standing) -> Iterator[Found]:
    """«essendo l'importo inferiore a 40.000 euro», when it is not."""
    values, text = standing.values, standing.act.text
    for amount in stated_amounts(standing) if values else ():
        start = max(0, amount.start - 190)
        found = COMPARED.search(standing.act.text[start : amount.start])
        is_each = EACH.match(text, amount.words_end)
        if not found or is_each or GENERAL.search(found["between"]) or _is_own(standing, amount):
            continue
        is_below = not ABOVE.match(re.sub(r"(?i)^non\s+", "", found["how"]))
        at = start + found.start()
        is_denied = (
            re.match(r"non\b", found["how"], re.I)
            or re.search(r"\bnon\s+(?:è\s+)?$", found["between"], re.I)
            or (not found["between"].strip() and re.search(r"\bnon\s+$", text[max(0, at - 6) : at], re.I))
        )
        is_below = is_below != bool(is_denied)
        may_equal = is_denied or re.search(r"\bpar[ei]\s+od?\s*$", found["between"], re.I)
        wrong = (
            all(value > amount.value or (value == amount.value and not may_equal) for value in values)
            if is_below
            else all(value < amount.value for value in values)
        )
        is_part = CATEGORY.search(text, max(0, at - 120), amount.words_end)
        if wrong and not is_part and not judged(standing, amount):
            told = amount_text(max(values))
            message = f"L'importo è detto {'inferiore' if is_below else 'superiore'} a {amount_text(amount.value)}, ma è di {told}."
            yield Found(
                start + found.start(),
                amount.words_end,
                message,
                "Correggere il confronto, e le regole che ne derivano.",
            )


def _is_own(standing: Standing, amount: Money) -> bool:
    """The value itself, not a limit that happens to be as high."""
    return any(each.start == amount.start for each in standing.worth) or (
        amount.value in standing.values and amount.value not in SMALL_LIMITS
    )


SMALL_LIMITS = frozenset((MARKETPLACE_FROM.value, SELF_DECLARATION_BELOW.value)) | law_figures()


def _side(standing: Standing) -> Iterator[Found]:
    """«appalto sopra soglia» for what is below it, or the contrary."""
    values, limits = standing.values, standing.thresholds
    if values and min(values) < max(limits):
        yield from _side_of_amount(standing)
    if not values or (min(limits) <= max(values) and min(values) < max(limits)):
        return
    is_above = min(values) >= max(limits)
    text = standing.act.text
    if SPECIAL.search(text) or (not is_above and _is_rebated(standing)):
        return
    for match in (SAID_BELOW if is_above else SAID_ABOVE).finditer(text):
        if (
            SUPPOSED.search(head_of(text, match.start(), 30))
            or NOT.search(match[0])
            or ONLY_FOR.match(text, match.end())
        ):
            continue
        if any(match.end() <= each.start < match.end() + 60 for each in standing.act.amounts_of("soglia")):
            continue
        if _is_of_another(standing, match, is_above):
            continue
        side = "sopra" if is_above else "sotto"
        message = f"L'appalto è detto {'sotto' if is_above else 'sopra'} soglia: con {amount_text(max(values))} è {side} la soglia europea, {amount_text(max(limits))}."
        yield Found(
            match.start(), match.end(), message, f"Si tratta di appalto {side} la soglia europea (art. 14)."
        )


def _is_rebated(standing: Standing) -> bool:
    """Whether only prices after a rebate are known: what was put to tender was worth more."""
    return not standing.act.amounts_of("base", "ribassabile") and REBATE.search(standing.act.text) is not None


REBATE = re.compile(r"\bribass[oi]\b[^.;\n]{0,60}\d\s?(?:%|per\s?cento)", re.IGNORECASE)


def _side_of_amount(standing: Standing) -> Iterator[Found]:
    """«valore complessivo 220.000,00, inferiore alla soglia europea»: the amount to which it is said."""
    for match in scan(VALUED_BELOW, standing.act.text):
        last = standing.act.amounts_between(match.start(), match.end())[-1:]
        for money in last:
            if money.role not in ("soglia", "fatturato") and money.value >= max(standing.thresholds):
                limit = amount_text(max(standing.thresholds))
                message = f"Il valore di {amount_text(money.value)} è detto inferiore alla soglia europea, che è {limit}."
                yield Found(
                    match.start(),
                    match.end(),
                    message,
                    f"Il valore raggiunge la soglia di {limit} (art. 14).",
                )


VALUED_BELOW = wording(
    rf"\b(?:valore|importo)\b~{{0,40}}?\d{{2,3}}\.\d{{3}}~{{0,45}}?\b(?:inferior\w\s+all[ae]|sotto\s+la|non\s+(?:supera|raggiunge|eccede)\s+la)\s+{EUROPEAN}"
)


def _is_of_another(standing: Standing, match: re.Match[str], is_above: bool) -> bool:
    """«il servizio di allora, per € 84.000,00, di importo sotto soglia»: of the amount that stands before it."""
    one, _ = standing.act.flat.sentence(match.start(), match.end())
    before = standing.act.amounts_between(max(one, match.start() - 150), match.end())
    apart = [each for each in before[-1:] if each.value not in standing.values and each.value >= SMALLEST]
    limit = min(standing.thresholds)
    return any((each.value < limit) == is_above and each.role != "soglia" for each in apart)


SMALLEST = 2_000
"""euro; what is less is no contract that anybody would compare with a threshold"""


COMPARISONS = (
    threshold(
        "sopra_sotto",
        "art. 14",
        "Sopra e sotto la soglia europea valgono regole diverse: l'atto le applica secondo il suo importo.",
        _side,
    ),
    threshold(
        "confronto",
        "artt. 14, 50 e 52",
        "L'atto applica una regola perché il suo importo starebbe sotto o sopra un limite, e non è così.",
        _compared,
    ),
)
