"""Limits that an act states: each amount against the limits that its sentence speaks about, on the days that it means."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import (
    MARKETPLACE_FROM,
    SELF_DECLARATION_BELOW,
    THRESHOLDS_KNOWN_TO,
    eu_threshold,
)
from apps.municipal.tenders.rules.rule import Found, Severity
from apps.municipal.tenders.rules.standing import Standing, law_figures
from apps.municipal.tenders.rules.thresholds.aside import (
    ASIDE,
    ASIDE_NEAR,
    EARLIER,
    is_apart,
    is_inclusive,
    is_own,
    is_price,
    own_part,
    phrase_start,
)
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.meant import (
    CENTRAL_SAID,
    OBJECT_SAID,
    SOCIAL_SAID,
    days_said,
    kinds_said,
)
from apps.municipal.tenders.rules.thresholds.named import (
    topics_above,
    topics_below,
    topics_meant,
    topics_named,
    topics_tied,
)
from apps.municipal.tenders.rules.thresholds.reading import (
    AFTERWARDS,
    EQUALLED,
    LEGAL,
    MOVED,
    REJECTED,
    STATED,
    TO,
    UP_TO_UNION,
    stated_amounts,
)
from apps.municipal.tenders.rules.thresholds.topics import (
    ARTICLES,
    BIDDER_FROM,
    BIDS,
    LEVELS,
    MILLION,
    NAMES,
    PAYING,
    STRICT,
    UNVERIFIED,
    limits,
    topic_pattern,
)
from apps.municipal.tenders.rules.wording import labelled

NAMED_AFTER = re.compile(
    r"\s?(?:euro\s)?(?:,?\s?di\s+cui\s+all'art(?:\.|icolo)\s*14\b|(?:,\s?(?:che\s+è\s+)?|[(–-]\s?|è\s+)(?:la\s+|cioè\s+la\s+|ossia\s+la\s+)?sogli[ae]\s+(?:di\s+\w+\s+)?(?:europe|comunitari|eurounitari|unional|U\.?E\b))",
    re.IGNORECASE,
)
"""«140.000 (soglia comunitaria)»: the amount before is that threshold, and no other limit"""
PERMISSIVE = re.compile(
    r"\b(?:consent\w+|possibil\w+|ammess\w|ammett\w+|permett\w+|può\b|puo'|possono|affidat\w\s+direttamente|dirett\w\s+[fs]ino|prevede\w*|previst\w|limite|sogli[ae]|per\s+(?:gli|i|le)\s|obbligator\w+|si\s+procede\w*|legittim\w+|entro|senza\s+(?:gara|confronto|altri)|si\s+(?:danno|dà|conferi\w+|affida\w*|procede\w*))\b",
    re.IGNORECASE,
)
LEAST_EUROPEAN = 100_000
"""euro; less is no European threshold, whatever else the sentence names"""
PAST = re.compile(
    r"\b(?:allora|al\s+tempo|all'epoca|a\s+quel\s+tempo|in\s+passato|fu\b|furono|a\s+suo\s+tempo|previgenza|vigeva|affidat\w\s+nel|era\b|biennio\s+precedente|precedente\s+biennio|stampat\w)",
    re.IGNORECASE,
)


def _stated(standing: Standing) -> Iterator[Found]:
    for amount in stated_amounts(standing):
        found = judged(standing, amount)
        if found:
            yield found


def judged(standing: Standing, amount: Money) -> Found | None:
    """What is wrong with an amount that is stated as a limit of the law; None when nothing is."""
    text = standing.act.text
    one, other = labelled(standing.act.flat, amount.start, amount.end)
    one, other = max(one, amount.start - 330), min(other, amount.end + 220)
    sentence, before, after = text[one:other], text[one : amount.start], text[amount.end : other]
    if not _is_stated(standing, amount, before, after):
        return None
    after = UP_TO_UNION.sub("", after)
    topics = (
        topics_tied(after)
        or topics_named(before, _within_brackets(before, after))
        or topics_named(before, after)
        or topics_meant(standing, one, before)
        or _listed(text, amount)
        or _bare_threshold(amount, sentence)
        or topics_above(standing, one, sentence)
        or topics_below(standing, amount, other)
    )
    if amount.value < LEAST_EUROPEAN:
        topics = [each for each in topics if each != "soglia_ue"]
    if not topics or topics[0] not in NAMES or is_own(sentence) or PAST.search(own_part(before, after)):
        return None
    if amount.value > MILLION and amount.value in standing.thresholds:
        return None
    is_value = amount.value in standing.values and not LEGAL.search(before)
    if is_value and amount.value not in _known(standing):
        return None
    accepted = _accepted(standing, topics, amount, sentence, one)
    if topics[0] == "soglia_ue" and not topic_pattern().search(before) and not NAMED_AFTER.match(after):
        accepted |= _known(standing)
    if amount.value in accepted and topics[0] in STRICT and is_inclusive(before, after):
        return _excluded(amount, topics[0], text, one)
    if amount.value in accepted or not _is_limit(topics[0], sentence, amount, standing):
        return None
    right = sorted(_accepted(standing, topics[:1], amount, sentence, one))
    return _told(amount, topics[0], right, phrase_start(text, amount.start, one)) if right else None


def _is_stated(standing: Standing, amount: Money, before: str, after: str) -> bool:
    """Whether the sentence states the amount as a limit that holds."""
    text = standing.act.text
    sentence = before + text[amount.start : amount.end] + after
    near = f"{before[-ASIDE_NEAR:]} {after[:ASIDE_NEAR]}"
    is_limit = _listed(text, amount) or STATED.search(before[-150:]) or EQUALLED.search(before)
    if not (is_limit or AFTERWARDS.match(after)) or ASIDE.search(near) or REJECTED.search(before[-60:]):
        return False
    is_moved = MOVED.search(before[-12:]) and TO.match(after) and CHANGED.search(sentence)
    is_paid = is_price(amount, text, before) and not AFTERWARDS.match(after)
    return not (is_moved or is_paid or is_apart(amount, before, sentence, standing))


def _excluded(amount: Money, topic: str, text: str, one: int) -> Found:
    """«fino a 140.000 euro compresi», where the law says below."""
    limit = amount_text(amount.value)
    message = (
        f"Limite di {limit} detto compreso: {NAMES[topic]} vale per importi inferiori, e {limit} ne è fuori."
    )
    if topic == "mepa":
        message = f"Limite di {limit} detto compreso: l'obbligo di MEPA o altra piattaforma vale da {limit}."
    start = phrase_start(text, amount.start, one)
    return Found(start, amount.words_end, message, f"inferiore a {limit} ({ARTICLES[topic]})")


def _told(amount: Money, topic: str, right: list[Decimal], start: int) -> Found:
    wanted = " o ".join(amount_text(each) for each in right)
    severity: Severity | None = "avviso" if topic in UNVERIFIED else None
    message = (
        f"Indicato {amount_text(amount.value)}: {NAMES[topic]}, per questo oggetto e questa data, è {wanted}."
    )
    return Found(start, amount.words_end, message, f"Scrivere {wanted} ({ARTICLES[topic]}).", severity)


def _within_brackets(before: str, after: str) -> str:
    """What follows an amount in the brackets in which it stands; all that follows where it stands in none."""
    return after.partition(")")[0] if "(" in before.rpartition(")")[2] else after


def _known(standing: Standing) -> set[Decimal]:
    return {
        limit
        for day in standing.days
        for kind in standing.kinds
        for topic in NAMES.keys() - UNVERIFIED | {"programma"}
        for limit in limits(topic, kind, day)
    }


def _listed(text: str, amount: Money) -> list[str]:
    """«Soglie: – servizi, enti locali: 215.000 €»: a European threshold, past or present, in a list of them."""
    is_european = amount.value in (law_figures() | EARLIER) and amount.value > MILLION / 5
    return (
        ["soglia_ue"]
        if is_european and IN_LIST.search(text[max(0, amount.start - 240) : amount.start])
        else []
    )


def _bare_threshold(amount: Money, sentence: str) -> list[str]:
    """«la soglia di 5.538.000 euro», «la soglia per i servizi sociali»: the European one."""
    is_european = (amount.value in law_figures() and amount.value > MILLION / 5) or SOCIAL_SAID.search(
        sentence
    )
    return ["soglia_ue"] if is_european and re.search(r"\bsogli[ae]\b", sentence, re.I) else []


def _accepted(
    standing: Standing, topics: list[str], amount: Money, sentence: str, start: int
) -> set[Decimal]:
    kinds = kinds_said(standing, sentence, amount.start - start, amount.end - start)
    if not OBJECT_SAID.search(sentence) and standing.act.text[start - 1 : start] == ";":
        before = standing.act.text[max(0, start - 120) : start - 1]
        kinds = kinds_said(standing, re.split(r"[;\n]|\.\s", before)[-1], 0, 0)
    days = days_said(standing, sentence, start)
    accepted = {
        limit for topic in topics for kind in kinds for day in days for limit in limits(topic, kind, day)
    }
    if CENTRAL_SAID.search(sentence):
        accepted |= {
            eu_threshold("servizi", min(day, THRESHOLDS_KNOWN_TO), central=True).value for day in days
        }
    return accepted - {Decimal(0)}


def _is_limit(topic: str, sentence: str, amount: Money, standing: Standing) -> bool:
    """Whether the amount is stated as the law's limit, not as a mere measure of this contract."""
    if topic == "soglia_ue":
        return not SPECIAL.search(sentence)
    if topic == "qualificazione":
        return not NAMED_LEVEL.search(sentence) and not (LEVEL.search(sentence) and amount.value in LEVELS)
    if topic == "bollo":
        is_told = FREE.search(sentence) or DUE_FROM.search(sentence)
        return is_told is not None and not PAYING.search(sentence)
    if topic == "contributo":
        return FREE.search(sentence) is not None and not (
            amount.value == BIDDER_FROM and BIDS.search(sentence)
        )
    if topic == "criterio":
        return ENGINEERING.search(sentence) is not None
    if topic == "soa":
        return NEEDED.search(sentence) is not None
    if amount.value in STATED_ELSEWHERE and topic in ("affidamento_diretto", "negoziata"):
        return bool(PERMISSIVE.search(sentence) or ROW_OR_BAND.search(sentence))
    return True


SPECIAL = re.compile(r"\bsettori?\s+special[ei]\b", re.IGNORECASE)
FREE = re.compile(
    r"\b(?:nessun\w*\s+(?:boll\w+|imposta\s+di\s+bollo)|nessun\w*\s+(?:\w+\s+){0,4}?dovut\w|non\s+(?:\w+\s+){0,2}?(?:dovut\w|vers\w+|pag\w+|tenut\w|richiest\w)|esent\w+|esoner\w+|esenzion\w+)\b",
    re.IGNORECASE,
)
DUE_FROM = re.compile(
    r"\b(?:dovut\w|si\s+applica|soggett\w)\b[^;]*\b(?:superior[ei]|oltre(?!\s+(?:all')?\s?i\.?v\.?a)|a\s+partire\s+da|da\s+(?:€\s?)?\d)",
    re.IGNORECASE,
)
ROW_OR_BAND = re.compile(
    r"\||\bda\s+[\d.]+(?:,00)?\s+(?:euro\s+)?(?:ad?|fino\s+a)\s+(?:€\s?)?\d", re.IGNORECASE
)
"""a cell of a table, or a range of amounts"""
ENGINEERING = re.compile(r"\b(?:ingegneria|architettura|innovativ\w+|incarichi)\b", re.IGNORECASE)
NEEDED = re.compile(
    r"\b(?:obbligatori\w|obblig\w+|necessari\w|impone|occorre|serve|richied\w+|richiest\w|prescri\w+|esig\w+|vuole|non\s+è)\b",
    re.IGNORECASE,
)
IN_LIST = re.compile(
    r"\bsogli[ae]\b(?:[^.\n]|\.(?=\s?\d)){0,90}\n(?:[^.]|(?<=\d)\.(?=\d)){0,160}$", re.IGNORECASE
)
CHANGED = re.compile(
    r"\b(?:portat\w|passat\w|pass[aò]|sces\w|scend\w+|salit\w|sal[ei]\w*|ridott\w|aggiornat\w|modificat\w|elevat\w|abbassat\w|diminu\w+)\b",
    re.IGNORECASE,
)
LEVEL = re.compile(r"\b(?:SF\s?\d|L\d|livell[oi])\b")
NAMED_LEVEL = re.compile(r"\b(?:SF|L)\s?-?[123]\b[^.;]{0,70}\b(?:abilit\w+|[fs]ino|limite|massim\w|copre)\b")
STATED_ELSEWHERE = {MARKETPLACE_FROM.value, SELF_DECLARATION_BELOW.value}


LIMITS = (
    threshold(
        "limite",
        "artt. 14, 37, 49, 50, 52, 62; art. 1 c. 450 L. 296/2006",
        "Ogni limite del Codice ha un importo, un oggetto e, se europeo, un periodo: con quello sbagliato si sceglie la procedura sbagliata.",
        _stated,
    ),
)
