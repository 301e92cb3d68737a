"""What the prices of a direct award make together, where the act gives no whole: by the month, by the piece, part by part."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import direct_award_limit
from apps.municipal.tenders.rules.quantities import WORDS, read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.estimate import OPTION, RENEWED, SUGGESTION
from apps.municipal.tenders.rules.thresholds.procedure import direct_words
from apps.municipal.tenders.rules.wording import denied, wording

COUNT = rf"(?:\d{{1,3}}|{WORDS})"
MONTHS = {"me": 1, "bim": 2, "tri": 3, "qua": 4, "sem": 6, "ann": 12}
"""of a period, by how its name begins"""
LONG = {"bie": 24, "trie": 36, "quad": 48, "quin": 60, "dece": 120}
YEAR = 12
MONTH = 30.4
"""days"""
UNTIL = re.compile(r"\s*(?:(?:e\s+)?(?:[fs]ino\s+)?al(?:la\s+data\s+del)?|[-–])\s*", re.IGNORECASE)
PERIOD = r"(?:me(?:s[ei]|nsil\w+)|(?:bi|tri|quadri)mestr\w+|semestr\w+|ann(?:[oi]|u[aeio]|ual\w+))"
EACH_BEFORE = wording(
    r"\b(?:canone|costo|importo|prezzo|spesa|valore|corrispettivo|compenso|quota|rata|tariffa)\s+(?:\w+\s+)?"
    rf"(?P<period>(?!ann[oi]\b|mes[ei]\b){PERIOD})\b[^.;\n\d]{{0,40}}$"
)
EACH_AFTER = re.compile(
    rf"\s*(?:euro|€)?\s*(?:[,(]?\s*(?:i\.?v\.?a\.?\s+esclusa|(?:oltre|più|\+)\s*(?:all')?i\.?v\.?a)[,)]?\s*)?"
    rf"(?:(?:/\s?|all'|al\s|l'|a\s|(?:per\s)?ogni\s|per\s(?:ciascun\s)?)(?P<named>{PERIOD})"
    r"|(?P<period>annu[ei]|annual[ei]|mensil[ei]|(?:bi|tri|quadri)mestral[ei]|semestral[ei]))\b",
    re.IGNORECASE,
)
FOR_A_YEAR = wording(
    r"\b(?:importo|canone|spesa|valore|costo)\s+ann\w+~{0,60}?\b(?:inferior\w|sotto|non\s+(?:supera|raggiunge))\b~{0,40}?\d{2,3}\.\d{3}"
)
UNIT = r"mes[ei]|ann[oi]|(?:bi|tri|quadri)mestr[ei]|semestr[ei]|mensilità|annualità"
LASTING = re.compile(
    rf"(?<![\d.,])\b(?:(?P<count>{COUNT})[^\S\n]+(?:\([^)\n]{{1,20}}\)\s+)?(?P<unit>{UNIT})|(?P<named>{UNIT})\s*(?:[:|]\s*)?(?:n\.\s*)?(?P<after>{COUNT})(?!\s*(?:€|euro\b)|[.,]\d)"
    r"|(?P<years>20\d\d(?:\s*,\s*20\d\d)*\s*(?:,\s*)?e\s+20\d\d)|(?P<long>bien|trien|quadrien|quinquen|decen)n?(?:io|al[ei]))\b",
    re.IGNORECASE,
)
"""«36 mesi», «anni tre», «trimestri: 8», «triennale»"""
NOT_LASTING = re.compile(
    rf"\b(?:{OPTION}|ulterior\w|altr[ie]|entro|garanzi\w+|preavviso|precedent\w+|ultim[oi]|esperienz\w+|validit\w+|dopo|programm\w+|bilancio|almeno|ritard\w+|maggiore)\b[^.;\n]{{0,40}}$|\bogni\s+$",
    re.IGNORECASE,
)
PIECES = wording(
    r"(?<![\d./])(?!20[0-4]\d\b)(?P<count>\d{1,3}(?:\.\d{3})+|\d{2,5})\s+(?!d[aei]\b|de\w+\b|euro|mesi|anni|giorni)[a-zà]{2,}\b"
    r"[^.;\n\d]{0,80}?\b(?:prezz\w+|tariff\w+|cost\w+|ad?|x|per)\b[^.;\n\d]{0,40}$"
)
QUANTITY = re.compile(
    r"[:|]\s*(?P<count>\d{1,3}(?:\.\d{3})+|\d{3,5})\b(?:\s[a-zà]+)?\s*\n[^\n\d]{0,30}\b(?:prezzo|costo|tariffa)\b[^\n\d]{0,40}$",
    re.IGNORECASE,
)
"""«Quantità: 6.500 ore», and in the row below its price"""
UNITED = re.compile(r"\W{0,3}\b(?:unitari\w|cadaun\w|ciascun\w|l'un[oa])\b", re.IGNORECASE)
MOST_UNIT = Decimal(1_000)
"""euro, above which a price is one of a piece only where it is called so"""
ADDED = re.compile(
    r"\s*(?:euro\b|€)?\s*(?:i\.?v\.?a\.?\s+esclusa|oltre\s+i\.?v\.?a)?[,;)]?\s*(?:(?:e|a|ai|al|alla|ed)\s+)*(?:cui\s+(?:\w+\s+){0,2}?(?:aggiun\w+|somma\w+)|oltre|più|\+)\s"
    r"(?![^€\d]{0,60}\b(?:i\.?v\.?a|cass\w+|previdenz\w+|contribut\w+|boll\w+|spese)\b)[^.;\n\d%]{0,60}$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"[\s).;,]*(?:euro\b|€)?[\s).;,]*(?:e\s+)?(?:(?:il|la|le|i|gli|lo)\s+|l'|[a-z]\)\s*|[-•|]\s*)?"
    r"(?:posa|montaggi\w+|installazion\w+|trasport\w+|consegn\w+|formazion\w+|configurazion\w+|(?:oneri|costi)\s+(?:per\s+la|della)\s+sicurezza|sicurezza)\b[^.;\n\d]{0,45}$",
    re.IGNORECASE,
)
"""between the price of a thing and that of laying it, or of works and their safety"""
WHOLE = re.compile(
    r"\b(?:complessiv\w|total\w|compres\w|comprensiv\w|inclus\w|di\s+cui)\b[^.;\n]{0,60}$", re.IGNORECASE
)
LOTS = wording(r"\blotti\b[^.;\n\d]{0,30}$")
AND = re.compile(r"\s*(?:euro\b|€)?,?\s*(?:e|ed|,)\s+(?:di\s+|da\s+|per\s+)?(?:€|euro)?\s*$", re.IGNORECASE)
NOT_A_PART = (
    "iva",
    "garanzia",
    "bollo",
    "contributo",
    "penale",
    "soglia",
    "ribasso",
    "assicurazione",
    "fatturato",
)


class Total(NamedTuple):
    """An amount in euro that the act does not write, and the words from which it follows."""

    value: Decimal
    start: int
    end: int


def _totals(standing: Standing) -> Iterator[Total]:
    yield from _by_time(standing)
    yield from _year_by_year(standing)
    yield from _by_piece(standing)
    yield from _renewed(standing)
    yield from _added(standing)
    yield from _of_lots(standing)


def _by_time(standing: Standing) -> Iterator[Total]:
    """«€ 4.200 al mese, per 36 mesi»."""
    text, lasting = standing.act.text, None
    for money in standing.act.amounts:
        found = EACH_AFTER.match(text, money.words_end) or EACH_BEFORE.search(
            text[max(0, money.start - 75) : money.start]
        )
        if not found or not _is_price(standing, money) or LASTING.search(found[0]):
            continue
        lasting = _durations(standing) if lasting is None else lasting
        period = _months(found.groupdict().get("named") or found["period"])
        longer = [each for each in lasting if each > period]
        if longer:
            said = FOR_A_YEAR.search(text)
            place = said.span() if said else (money.start, money.words_end)
            yield Total(money.value * min(longer) / period, *place)


def _year_by_year(standing: Standing) -> Iterator[Total]:
    """«€ 49.000 nel 2026, € 49.000 nel 2027»; not what the budget commits in each year."""
    text, of_years = standing.act.text, {}
    for money in standing.act.amounts:
        before = text[max(0, money.start - 40) : money.start]
        year = YEAR_AFTER.match(text, money.words_end) or YEAR_BEFORE.search(before)
        if year and money.role in YEARLY and money.tax != "lordo":
            of_years[year["year"]] = money
    parts = list(of_years.values())
    if len(parts) > 1 and not IN_BUDGET.search(text, parts[0].start - 150, parts[-1].end + 60):
        yield Total(sum((each.value for each in parts), Decimal(0)), parts[0].start, parts[-1].words_end)


YEAR_BEFORE = re.compile(
    r"\b(?:anno|annualità|stagione|per\s+il|nel)\s+(?P<year>20\d\d)\b[^.;\n\d]{0,18}$", re.IGNORECASE
)
YEAR_AFTER = re.compile(
    r"\s*(?:euro\b|€)?\s*(?:nel|per\s+(?:il|l'anno)|(?:per\s+)?l'anno)\s+(?P<year>20\d\d)\b", re.IGNORECASE
)
YEARLY = ("", "base", "offerta", "totale", "unitario")
IN_BUDGET = re.compile(
    r"\b(?:impegn\w+|prenota\w+|capitol\w+|bilancio|imput\w+|stanzia\w+|esigib\w+|cronoprogramma)\b",
    re.IGNORECASE,
)


def _is_price(standing: Standing, money: Money) -> bool:
    """Whether no other value of the whole is given."""
    is_highest = max(standing.values, default=money.value) <= money.value
    return is_highest and money.tax != "lordo" and money.role not in NOT_A_PART


def _durations(standing: Standing) -> list[int]:
    """The months that the contract may last, without its renewals."""
    text, days = standing.act.text, standing.act.days
    spans = [
        round((other.value - one.value).days / MONTH)
        for one, other in pairwise(days)
        if other.value > one.value and UNTIL.fullmatch(text, one.end, other.start)
    ]
    return spans or [
        months
        for found in scan(LASTING, text)
        if not NOT_LASTING.search(text, max(0, found.start() - 60), found.start())
        and (months := _length(found))
    ]


def _length(found: re.Match[str]) -> int:
    if found["years"]:
        return YEAR * found["years"].count("20")
    if found["long"]:
        return next(months for name, months in LONG.items() if found["long"].lower().startswith(name))
    count = read_count((found["count"] or found["after"]).lower())
    return (count or 0) * _months(found["unit"] or found["named"])


def _months(period: str) -> int:
    return next(months for name, months in MONTHS.items() if period.lower().startswith(name))


def _by_piece(standing: Standing) -> Iterator[Total]:
    """«6.500 ore al prezzo di € 23,00»."""
    text = standing.act.text
    for money in standing.act.amounts:
        if not _is_price(standing, money):
            continue
        before = text[max(0, money.start - 150) : money.start]
        found = PIECES.search(before) or QUANTITY.search(before)
        if found and (
            money.value < MOST_UNIT or UNITED.search(before) or UNITED.match(text, money.words_end)
        ):
            start = money.start - len(before) + found.start("count")
            yield Total(money.value * int(found["count"].replace(".", "")), start, money.words_end)


def _renewed(standing: Standing) -> Iterator[Total]:
    """«€ 78.000 per un biennio, rinnovabile per pari durata e importo»."""
    text, values = standing.act.text, standing.values
    if len(values) != 1 or standing.act.amounts_of("opzioni"):
        return
    for found in scan(RENEWED, text):
        own = _durations(standing)
        again = [_length(each) for each in LASTING.finditer(text, found.start(), found.end() + 12)]
        share = 1 if SAME.search(found[0]) else Decimal(again[0]) / max(own) if own and again else 0
        if share and not denied(text, found.start(), found.end(), 50, 40):
            yield Total(values[0] * (1 + share), found.start(), found.end())


SAME = re.compile(r"\b(?:stess|medesim|identic|ugual|pari)\w*\b", re.IGNORECASE)


def _added(standing: Standing) -> Iterator[Total]:
    """«€ 118.000 oltre a € 31.000 per la proroga»."""
    for one, other in pairwise(standing.act.amounts):
        if {one.role, other.role} & set(NOT_A_PART) or "lordo" in (one.tax, other.tax):
            continue
        text = standing.act.text
        is_beside = BESIDE.fullmatch(text, one.words_end, other.start) and not WHOLE.search(
            text, max(0, one.start - 90), one.start
        )
        if other.value < one.value and (is_beside or ADDED.fullmatch(text, one.words_end, other.start)):
            yield Total(one.value + other.value, one.start, other.words_end)


def _of_lots(standing: Standing) -> Iterator[Total]:
    """«due lotti, di € 82.000 e di € 75.000», or each in its row."""
    text, amounts = standing.act.text, standing.act.amounts
    lots = [each for each in amounts if each.role == "lotto" and each.tax != "lordo"]
    for at, first in enumerate(amounts):
        if LOTS.search(text[max(0, first.start - 60) : first.start]):
            lots = [first]
            for one, other in pairwise(amounts[at:]):
                if not AND.fullmatch(text, one.words_end, other.start):
                    break
                lots.append(other)
            break
    if len(lots) > 1:
        yield Total(sum((each.value for each in lots), Decimal(0)), lots[0].start, lots[-1].words_end)


def _over(standing: Standing) -> Iterator[Found]:
    """A direct award of what stays below the limit piece by piece, and reaches it as a whole."""
    if standing.procedure != "affidamento_diretto":
        return
    limit = max(direct_award_limit(kind, day).value for kind in standing.kinds for day in standing.days)
    if not limit or max(standing.values, default=Decimal(0)) >= limit:
        return
    for total in _totals(standing):
        if total.value >= limit:
            message = f"In tutto l'affidamento vale {amount_text(total.value)}: in via diretta è ammesso soltanto sotto {amount_text(limit)}."
            yield Found(total.start, total.end, message, SUGGESTION)
            said = direct_words(standing)
            if said and not said[0] <= total.start < said[1]:
                yield Found(said[0], said[1], message, SUGGESTION)
            return


TOTALS = (
    threshold(
        "valore_complessivo",
        "art. 14 c. 4 e 6; art. 50 c. 1 lett. a) e b)",
        "Il limite dell'affidamento diretto si confronta con quanto si pagherà in tutto, anche quando l'atto scrive soltanto il prezzo di un mese, di un'ora o di una parte.",
        _over,
    ),
)
