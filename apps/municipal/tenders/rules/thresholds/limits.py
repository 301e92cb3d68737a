"""Limits that an act states: each amount against the limits that its sentence speaks about, on the days that it means."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import (
    CODE_EFFECTIVE,
    MARKETPLACE_FROM,
    SELF_DECLARATION_BELOW,
    THRESHOLDS_KNOWN_TO,
    eu_threshold,
)
from apps.municipal.tenders.rules.rule import Found, Severity
from apps.municipal.tenders.rules.standing import Standing, law_figures
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.topics import ARTICLES, MILLION, NAMES, limits, topic_pattern
from apps.municipal.tenders.rules.wording import sentence_of, wording
from workbench.italian import read_words

STATED = wording(
    r"\b(?:inferior[ei]|superior[ei]|sotto|sopra|oltre|fino\s+a|limite|sogli[ae]|entro|almeno|a\s+partire\s+da|par[ei]\s+o|non\s+(?:super|eccede)\w*|tra\b|fra\b|minor[ei]\s+(?:a|di)|maggior[ei]\s+(?:a|di)|dai\b|da\b)~{0,60}$"
)
EQUALLED = wording(
    r"\b(?:sogli[ae]|limite)\b~{0,220}\b(?:è|pari|ammonta|fissat\w|corrispond\w+|quantificat\w|era|di|risulta)\s*(?:pari\s+)?(?:di|a|ad|in)?\s*(?:€|euro)?\s*$"
)
ASIDE = re.compile(
    r"\b(?:fatturat\w+|serviz\w+\s+analog\w+|fornitur\w+\s+analog\w+|massimal\w+|referenz\w+|polizz\w+|SOA|classifica|stat[io]\s+di\s+avanzamento|SAL|acconto|rata|sinistro|valore\s+medio|manodopera)\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"(?<![\w.,/-])(?P<figures>\d{1,3}(?:\.\d{3})+)(?:,00)?(?:\s(?:di\s)?euro\b)?(?![\d/]|[.,]\d|\s*(?:mq|m2|m²|kg|km|ore\b|pasti|abitanti|copie|metri))"
    r"|(?<![\w.,/-])(?P<thousands>\d{1,3})\s?mila\b(?:\s(?:di\s)?euro\b)?|(?<![\w.,/-])(?P<millions>\d(?:,\d{1,3})?)\s?milion[ei]\b(?:\s(?:di\s)?euro\b)?"
    r"|\b(?P<words>[a-zà]{5,40}(?:mila|milioni|milione|cento))\s(?:di\s)?euro\b",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    r"\s?(?:\([^)\n]{0,60}\)\s?)?,?\s?(?:euro\s)?(?:è\s+(?:la|il|fissat\w)|(?:quale|come)\s+(?:soglia|limite)|\(?(?:soglia|limite)\b|in\s+su\b|e\s+oltre|fissat\w)",
    re.IGNORECASE,
)
NAMED_AFTER = re.compile(
    r"\s?(?:euro\s)?(?:,\s?(?:che\s+è\s+)?|[(–-]\s?|è\s+)(?:la\s+|cioè\s+la\s+|ossia\s+la\s+)?sogli[ae]\s+(?:di\s+\w+\s+)?(?:europe|comunitari|eurounitari|unional|U\.?E\b)",
    re.IGNORECASE,
)
"""«140.000 (soglia comunitaria)»: the amount before is that threshold, and no other limit"""
PERMISSIVE = re.compile(
    r"\b(?:consent\w+|possibil\w+|ammess\w|ammett\w+|permett\w+|può\b|possono|prevede\w*|limite|sogli[ae]|per\s+(?:gli|i|le)\s|obbligator\w+|si\s+procede\w*|legittim\w+|entro)\b",
    re.IGNORECASE,
)
OWN_RULES = re.compile(
    r"\b(?:regolament\w+\s+(?:comunal\w|intern\w|dell'ente|per\s+(?:gli\s+acquisti|la\s+disciplina|i\s+contratti))|fasc(?:e|ia)\b|direttiv\w+\s+intern\w|linee\s+(?:guida\s+)?intern\w)",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:allora|al\s+tempo|all'epoca|a\s+quel\s+tempo|in\s+passato|fu\b|furono|a\s+suo\s+tempo|previgenza|vigeva|affidat\w\s+nel|era\b)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![/\d.-])(?:20(2[0-9]))\b(?:\s?[-–/]\s?(?:20)?(2[0-9]))?")
WORKS_SAID = re.compile(r"\b(?:lavori|opere)\b", re.IGNORECASE)
GOODS_SAID = re.compile(r"\b(?:serviz\w+|fornitur\w+|ben[ei]\b|acquist\w)", re.IGNORECASE)
SOCIAL_SAID = re.compile(r"\ballegato\s+XIV\b|\bserviz\w+\s+social\w+|\bsocial[ei]\b", re.IGNORECASE)
CENTRAL_SAID = re.compile(
    r"\b(?:autorità|amministrazion\w+)\s+(?:governativ\w+\s+)?(?:central\w+|statal\w+)|\bministeri?\b",
    re.IGNORECASE,
)
CONCESSION_SAID = re.compile(r"\bconcession\w+", re.IGNORECASE)
LEAST = Decimal(1_000)


def stated_amounts(standing: Standing) -> list[Money]:
    """The amounts of an act, and those that stand without a sign or in words: «la soglia di 221.000»."""
    amounts = list(standing.act.amounts)
    taken = {at for each in amounts for at in range(each.start, each.words_end)}
    for match in BARE.finditer(standing.act.text):
        value = _bare_value(match)
        if value and match.start() not in taken:
            amounts.append(Money(value, match.start(), match.end(), "", words_end=match.end()))
    return sorted(amounts, key=lambda each: each.start)


def _bare_value(match: re.Match[str]) -> Decimal | None:
    """«221.000», «221 mila», «1,5 milioni», «quarantamila euro»."""
    if match["figures"]:
        return Decimal(match["figures"].replace(".", ""))
    if match["thousands"]:
        return Decimal(match["thousands"]) * 1000
    if match["millions"]:
        return Decimal(match["millions"].replace(",", ".")) * MILLION
    read = read_words(match["words"])
    return None if read is None else Decimal(read)


def _stated(standing: Standing) -> Iterator[Found]:
    for amount in stated_amounts(standing):
        if amount.value < LEAST or amount.tax == "lordo" or amount.value % 500:
            continue
        found = judged(standing, amount)
        if found:
            yield found


def judged(standing: Standing, amount: Money) -> Found | None:
    """What is wrong with an amount that is stated as a limit of the law; None when nothing is."""
    text = standing.act.text
    one, other = sentence_of(standing.act.flat, amount.start, amount.end)
    one, other = max(one, amount.start - 330), min(other, amount.end + 220)
    sentence, before, after = text[one:other], text[one : amount.start], text[amount.end : other]
    is_stated = STATED.search(before[-90:]) or EQUALLED.search(before) or AFTERWARDS.match(after)
    if not is_stated or ASIDE.search(sentence):
        return None
    topics = _topics(before, after) or _bare_threshold(amount, sentence)
    if not topics or topics[0] not in NAMES or OWN_RULES.search(sentence) or PAST.search(sentence):
        return None
    if amount.value in standing.values and amount.value not in _known(standing):
        return None
    accepted = _accepted(standing, topics, amount, sentence, one)
    if topics[0] == "soglia_ue" and not topic_pattern().search(before) and not NAMED_AFTER.match(after):
        accepted |= _known(standing)
    if amount.value in accepted or not _is_limit(topics[0], sentence, amount, standing):
        return None
    right = sorted(_accepted(standing, topics[:1], amount, sentence, one))
    if not right:
        return None
    wanted = " o ".join(amount_text(each) for each in right)
    severity: Severity | None = "avviso" if topics[0] == "programma" else None
    start = _phrase_start(text, amount.start, one)
    message = f"Indicato {amount_text(amount.value)}: {NAMES[topics[0]]}, per questo oggetto e questa data, è {wanted}."
    return Found(start, amount.words_end, message, f"Scrivere {wanted} ({ARTICLES[topics[0]]}).", severity)


def _known(standing: Standing) -> set[Decimal]:
    return {
        limit
        for day in standing.days
        for kind in standing.kinds
        for topic in NAMES
        for limit in limits(topic, kind, day)
    }


def _topics(before: str, after: str) -> list[str]:
    """What a limit may be of, the nearest first: what stands before counts as nearer."""
    found = [(len(before) - match.end(), match.lastgroup or "") for match in topic_pattern().finditer(before)]
    found += [(match.start() + 60, match.lastgroup or "") for match in topic_pattern().finditer(after)]
    return list(dict.fromkeys(topic for _, topic in sorted(found)))


def _bare_threshold(amount: Money, sentence: str) -> list[str]:
    """«la soglia di 5.538.000 euro», «la soglia per i servizi sociali»: the European one."""
    is_european = (amount.value in law_figures() and amount.value > MILLION / 5) or SOCIAL_SAID.search(
        sentence
    )
    return ["soglia_ue"] if is_european and re.search(r"\bsogli[ae]\b", sentence, re.I) else []


def _accepted(
    standing: Standing, topics: list[str], amount: Money, sentence: str, start: int
) -> set[Decimal]:
    kinds, days = _kinds_said(standing, sentence, amount, topics), _days_said(standing, sentence, start)
    accepted = {
        limit for topic in topics for kind in kinds for day in days for limit in limits(topic, kind, day)
    }
    if CENTRAL_SAID.search(sentence):
        accepted |= {
            eu_threshold("servizi", min(day, THRESHOLDS_KNOWN_TO), central=True).value for day in days
        }
    return accepted - {Decimal(0)}


def _kinds_said(standing: Standing, sentence: str, amount: Money, topics: list[str]) -> set[str]:
    """The object that the sentence names, else that of the act."""
    if SOCIAL_SAID.search(sentence):
        return (
            {"servizi_sociali", *standing.kinds}
            if "allegato" not in sentence.lower()
            else {"servizi_sociali"}
        )
    works, goods = WORKS_SAID.search(sentence), GOODS_SAID.search(sentence)
    is_works = "lavori" in standing.kinds or "concessione" in standing.kinds
    kinds = set(standing.kinds)
    if works and not is_works:
        kinds.add("lavori")
    if goods and is_works:
        kinds.add("servizi")
    if works and is_works and not goods:
        return {"lavori"}
    if CONCESSION_SAID.search(sentence):
        kinds.add("concessione")
    return kinds


def _days_said(standing: Standing, sentence: str, start: int) -> set[date]:
    """The days of the act, and those of the years that the sentence speaks about, outside its citations."""
    days = set(standing.days)
    cited = [(each.start - start, each.end - start) for each in standing.act.citations]
    for match in YEAR.finditer(sentence):
        if any(one <= match.start() < other for one, other in cited):
            continue
        for year in (match[1], match[2]):
            if year:
                days.add(min(max(date(2000 + int(year), 12, 31), CODE_EFFECTIVE), THRESHOLDS_KNOWN_TO))
    return days


def _is_limit(topic: str, sentence: str, amount: Money, standing: Standing) -> bool:
    """Whether the amount is stated as the law's limit, not as a mere measure of this contract."""
    if topic == "soglia_ue":
        return amount.value >= 100_000
    if topic == "garanzia":
        return False
    if amount.value in STATED_ELSEWHERE and topic in ("affidamento_diretto", "negoziata"):
        return bool(PERMISSIVE.search(sentence))
    return True


STATED_ELSEWHERE = {MARKETPLACE_FROM.value, SELF_DECLARATION_BELOW.value}


def _phrase_start(text: str, start: int, least: int) -> int:
    """From «inferiore a», «soglia», «pari o superiore a» when they stand right before."""
    found = re.search(
        r"\b(?:(?:di\s+)?import[oi]\s+)?(?:par[ei]\s+o\s+)?(?:inferior[ei]|superior[ei]|sotto|oltre|fino|soglia|limite|sogli[ae]|pari)\b[^.;\n]{0,45}$",
        text[max(least, start - 90) : start],
        re.IGNORECASE,
    )
    return start - len(found[0]) if found else start


LIMITS = (
    threshold(
        "limite",
        "artt. 14, 37, 49, 50, 52, 62; art. 1 c. 450 L. 296/2006",
        "Ogni limite del Codice ha un importo, un oggetto e, se europeo, un periodo: con quello sbagliato si sceglie la procedura sbagliata.",
        _stated,
    ),
)
