"""Exceptions for small amounts that an act takes although its amount is not small."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.law import (
    ANAC_FORM_BELOW,
    MARKETPLACE_FROM,
    ROTATION_FREE_BELOW,
    SELF_DECLARATION_BELOW,
    programme_limit,
)
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing, of_code
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import sentence_of, wording

MARKET = r"(?:M\.?E\.?P\.?A\b\.?|mercato\s+elettronico|piattaform\w+\s+(?:telematic\w+|elettronic\w+|digital\w+|di\s+approvvigionamento))"
NO_MARKETPLACE = wording(
    rf"\bnon\s+(?:sussiste|vi\s+è|c'è|è|ricorre|esiste|si\s+applica|vige|essendo\w*|sussistendo|ricorrendo)\s+(?:\w+\s+){{0,3}}?(?:obblig\w+|obbligatori\w|necessari\w|tenut\w)[^.,;\n]{{0,50}}?\b{MARKET}|\b{MARKET}~{{0,50}}?\bnon\s+(?:è|risulta|era|essendo)\s+(?:\w+\s+)?(?:obbligatori\w|necessari\w|dovut\w|tenut\w|obbligat\w)"
    rf"|\b(?:fuori|al\s+di\s+fuori|prescind\w+|senza\s+(?:passare|ricorrere|far\s+ricorso|l'uso|usare|avvalersi|utilizzare))\s+(?:\w+\s+){{0,2}}?(?:(?:da[il]?|de[il]?|della|dalla|dell'|a[il]?|alla)\s?)?{MARKET}"
)
NO_PROGRAMME = wording(
    r"\b(?:non\s+(?:\w+\s+){0,4}?(?:inserit\w|rientr\w+|compres\w|previst\w|necessari\w|soggett\w|occorre|richied\w+|figura\w*|iscritt\w|inclus\w|programmat\w|tenut\w|(?:è|sta|sono|risulta)\s+(?:nel|in)\b)|estrane\w|esclus\w|sottratt\w|esonerat\w|non\s+(?:\w+\s+)?(?:comport\w+|serv\w+|ricorr\w+|sussist\w+|richied\w+))~{0,60}?\b(?:programm(?:a\s+triennale|azione|a\s+degli\s+acquisti|a\s+dei\s+lavori|a\s+biennale)|(?-i:C\.?U\.?I)\b)|(?:\bprogrammazion\w+|\b(?-i:C\.?U\.?I)\b)~{0,50}?\bnon\s+(?:\w+\s+)?(?:soggett|dovut|necessari|richiest|previst|occorr)\w+"
)
SITE = r"(?:interfaccia|servizio|modulo|applicativo|maschera|form|pagina|portale|sito|funzione)\s+(?:web|on\s?-?line|internet|dell'ANAC|di\s+ANAC|ANAC|PCP)\b"
FORM = wording(rf"\bC\.?I\.?G\b\.?~{{0,140}}?\b{SITE}|\b{SITE}~{{0,120}}?\bC\.?I\.?G\b")
TAKEN = re.compile(
    r"\b(?:acqui[sr]\w+|richiest\w|richied\w+|ottenut\w|rilasci\w+|preso|generat\w|stacca\w+|perfezionat\w|estratt\w|chiest\w|attribuit\w|assegnat\w)\b",
    re.IGNORECASE,
)
DECLARED_ONLY = wording(
    r"\b(?:bast\w+|sufficien\w+|soltanto|solo|sol[ao]|esclusivamente|accontent\w+|limit\w+)\b~{0,50}?\b(?:auto(?:dichiarazion|certificazion)\w+|dichiarazion\w+\s+sostitutiv\w+)|\b(?:auto(?:dichiarazion|certificazion)\w+|dichiarazion\w+\s+sostitutiv\w+)~{0,80}?\ba\s+campione\b|\b(?:controll\w+|verific\w+)\s+(?:\w+\s+){0,3}?a\s+campione~{0,60}?\b(?:auto(?:dichiarazion|certificazion)\w+|dichiarazion\w+\s+sostitutiv\w+)"
)
OF_REQUIREMENTS = re.compile(
    r"\b(?:requisit\w+|cause\s+di\s+esclusione|art(?:t?\.|icol\w)\s*9[4-9]|affidatari\w|operatore|impresa|ditta)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"\d\.\d{3}|\b(?:cinque|quaranta|cento)\w*mila\b", re.IGNORECASE)
NOT_APPLIED = re.compile(
    r"\bnon\s+(?:si\s+|vengono\s+|saranno\s+|sono\s+)?(?:verific\w+|controll\w+|comprov\w+)|\b(?:rotazion\w+|verific\w+|controll\w+)(?:\s+[\w']+){0,4}?,?\s+non\s+(?:\w+\s+){0,2}?(?:applic\w+|oper\w+|trova\w*|rilev\w+|vig\w+|occorr\w+|necessari\w|dovut\w|richiest\w|serv\w+|esegu\w+|proced\w+)"
    r"|\bnon\s+(?:\w+\s+){0,2}?(?:applic\w+|trova\w*|oper\w+|vig\w+|occorr\w+|serv\w+|proced\w+|tenut\w|necessari\w)(?:\s+(?!derog)[\w']+){0,4}?\s(?:(?:dell|all|l)')?(?:rotazion\w+|verific\w+|controll\w+)",
    re.IGNORECASE,
)
"""the very exception: «la rotazione non si applica (art. 49, comma 6)»"""
NEGATED = re.compile(
    r"\b(?:non(?!\s+(?:applicarl\w|osservarl\w|seguirl\w|rispettarl\w|occorre\s+(?:dire|aggiungere)))|né|senza)\b",
    re.IGNORECASE,
)


def _reaches(standing: Standing, limit: Decimal) -> bool:
    return bool(standing.values) and min(standing.values) >= limit


def _without_own(standing: Standing, start: int, end: int) -> str:
    """The sentence of `start:end` without the amounts of this contract; what is left may be a limit of the law."""
    one, other = sentence_of(standing.act.flat, start, end)
    parts, at = [], one
    for each in standing.act.amounts_between(one, other):
        if each.value in standing.values:
            parts.append(standing.act.text[at : each.start])
            at = each.end
    return " ".join((*parts, standing.act.text[at:other]))


def _self_declaration(standing: Standing) -> Iterator[Found]:
    if standing.procedure != "affidamento_diretto" or not _reaches(standing, SELF_DECLARATION_BELOW.value):
        return
    message = "L'art. 52 vale sotto {}: qui i requisiti si verificano con il fascicolo virtuale dell'operatore economico."
    limit = SELF_DECLARATION_BELOW.value
    cited = list(_cited(standing, "52", "", limit, message))
    yield from cited
    for match in () if cited else scan(DECLARED_ONLY, standing.act.text):
        sentence = _without_own(standing, match.start(), match.end())
        if AMOUNT.search(sentence) or not OF_REQUIREMENTS.search(sentence) or NEGATED.search(match[0]):
            continue
        suggestion = "I requisiti sono verificati con il FVOE prima dell'affidamento (artt. 24 e 99)."
        yield Found(match.start(), match.end(), message.format(amount_text(limit)), suggestion)


def _rotation(standing: Standing) -> Iterator[Found]:
    if _reaches(standing, ROTATION_FREE_BELOW.value):
        yield from _cited(
            standing,
            "49",
            "6",
            ROTATION_FREE_BELOW.value,
            "La deroga dell'art. 49, comma 6, vale sotto {}: qui servono i motivi del comma 4.",
        )


def _cited(standing: Standing, article: str, comma: str, limit: Decimal, message: str) -> Iterator[Found]:
    """Citations that take the exception for this contract; a sentence with an amount states the rule instead."""
    for each in standing.act.citations:
        if each.article != article or not of_code(each) or each.annex or (comma and comma not in each.commas):
            continue
        one, _ = sentence_of(standing.act.flat, each.start, each.end)
        sentence = _without_own(standing, each.start, each.end)
        around = standing.act.text[max(one, each.start - 90) : each.end + 40]
        if "derog" not in around.lower():
            around = NOT_APPLIED.sub("", around)
        if AMOUNT.search(sentence) or NEGATED.search(around):
            continue
        yield Found(
            each.start,
            each.end,
            message.format(amount_text(limit)),
            "Togliere il richiamo, e applicare la regola ordinaria.",
        )


def _form(standing: Standing) -> Iterator[Found]:
    if not _reaches(standing, ANAC_FORM_BELOW.value):
        return
    for match in scan(FORM, standing.act.text):
        sentence = _without_own(standing, match.start(), match.end())
        if not TAKEN.search(sentence) or NEGATED.search(match[0]) or AMOUNT.search(sentence):
            continue
        yield Found(
            match.start(),
            match.end(),
            f"CIG chiesto con l'interfaccia web di ANAC: si può soltanto sotto {amount_text(ANAC_FORM_BELOW.value)}.",
            "Il CIG è acquisito dalla piattaforma di approvvigionamento digitale certificata (artt. 25 e 26).",
        )


def _marketplace(standing: Standing) -> Iterator[Found]:
    if "lavori" in standing.kinds or not _reaches(standing, MARKETPLACE_FROM.value):
        return
    yield from _said(
        standing,
        NO_MARKETPLACE,
        f"Da {amount_text(MARKETPLACE_FROM.value)} il ricorso al MEPA o ad altra piattaforma è obbligatorio.",
        "L'acquisto avviene con il MEPA, o con la piattaforma regionale.",
    )


def _programme(standing: Standing) -> Iterator[Found]:
    limits = [programme_limit(kind).value for kind in standing.kinds]
    if _reaches(standing, max(limits)):
        yield from _said(
            standing,
            NO_PROGRAMME,
            f"Da {amount_text(max(limits))} l'acquisto sta nel programma triennale.",
            "L'acquisto è nel programma triennale con il CUI […] (art. 37).",
        )


def _said(standing: Standing, pattern: re.Pattern[str], message: str, suggestion: str) -> Iterator[Found]:
    for match in scan(pattern, standing.act.text):
        excused = _excuse(standing, match)
        if excused or not AMOUNT.search(_without_own(standing, match.start(), match.end())):
            yield Found(match.start(), excused or match.end(), message, suggestion)


def _excuse(standing: Standing, match: re.Match[str]) -> int:
    """«non è nel programma, perché l'obbligo decorre da 216.000 euro»: where the wrong reason ends; zero without one."""
    _, other = standing.act.flat.sentence(match.start(), match.end())
    if not EXCUSE.search(standing.act.text, match.end(), other):
        return 0
    right = {MARKETPLACE_FROM.value, *(programme_limit(kind).value for kind in standing.kinds)}
    amounts = standing.act.amounts_between(match.end(), other)
    is_right = not amounts or any(each.value in right for each in amounts)
    return 0 if is_right else amounts[-1].words_end


EXCUSE = re.compile(
    r"\b(?:perch[eé]|poich[eé]|in\s+quanto|dal\s+momento|giacch[eé]|siccome|visto\s+che)\b", re.IGNORECASE
)
EXCEPTIONS = (
    threshold(
        "autodichiarazione",
        "art. 52 c. 1",
        "Sotto 40.000 euro basta la dichiarazione sostitutiva; da lì in su i requisiti si verificano.",
        _self_declaration,
    ),
    threshold(
        "rotazione_piccoli",
        "art. 49 c. 6",
        "Alla rotazione si deroga senza motivo soltanto per gli importi minimi.",
        _rotation,
    ),
    threshold(
        "pcp_web",
        "artt. 25-26; comunicato ANAC 18.6.2025",
        "L'interfaccia web di ANAC è per gli importi minimi, quando la piattaforma non si può usare.",
        _form,
    ),
    threshold(
        "mepa",
        "art. 1 c. 450 L. 296/2006",
        "L'obbligo di mercato elettronico ha una sola soglia.",
        _marketplace,
    ),
    threshold(
        "programma", "art. 37 c. 1-3", "Gli acquisti e i lavori oltre il limite si programmano.", _programme
    ),
)
