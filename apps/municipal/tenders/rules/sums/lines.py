"""Lines one under the other, with or without columns: what is left, shares of one base, units that add up."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.tabling import shown, swapped, value_of

WHY = "Righe che si ricavano l'una dall'altra devono tornare: su di esse si impegna e si liquida."
CENTS = r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?|\d{1,6},\d{2}"
FIGURE = re.compile(rf"(?<![\w.,/])(?:{CENTS})(?![\w/%]|[.,]\d|\s?%)")
REST = re.compile(
    rf"(?:^|\n)\W{{0,4}}[^\n\d€]{{0,40}}?\b(?:economi[ae]|avanz[oi]|disavanzo|rest[aio]\w*|residu\w+|rimanenz\w+|differenza|ancora|disponibil\w+|risparmio|minore\s+spesa)\b[^\n\d]{{0,50}}?(?P<figure>{CENTS})\s*(?:€|euro)?[.;]?[^\S\n]*(?=\n|\Z)",
    re.IGNORECASE,
)
LESS = re.compile(
    rf"(?<![\w.,/])(?P<figure>{CENTS})\s*(?:€|euro)?\s+(?:in\s+)?(?:meno|più|di\s+differenza)\s+(?:di|del|rispetto|che)\w*\b",
    re.IGNORECASE,
)
FEWEST, MOST, BACK, SMALLEST = 2, 12, 600, 100


def _block(text: str, at: int) -> int:
    """Where the paragraph of a place begins."""
    return max(0, at - BACK, text.rfind("\n\n", 0, at))


def _rests(act: Act) -> Iterator[Found]:
    """«prenotati 58.560,00 / aggiudicato 49.898,00 / economia 9.662,00»; «254,00 euro meno della terza»."""
    text = act.text
    for match in (*scan(REST, text), *scan(LESS, text)):
        start, end = match.span("figure")
        rest = value_of(match["figure"])
        before = [value_of(each[0]) for each in FIGURE.finditer(text, _block(text, start), start)][-MOST:]
        if rest < SMALLEST or not len(before) >= FEWEST:
            continue
        pairs = [abs(one - other) for one, other in combinations(before, 2)]
        if rest in pairs or rest in before or _left(rest, before):
            continue
        near = [each for each in pairs if swapped(each, rest) and each >= SMALLEST]
        if near:
            message = (
                f"Indicato {shown(rest)}: la differenza degli importi che precedono è {shown(near[-1])}."
            )
            yield Slip(start, end, message, "Ricalcolare la differenza.", gap=rest - near[-1], made=near[-1])


def _left(rest: Decimal, before: Sequence[Decimal]) -> bool:
    """Whether one of the amounts, less two or more that follow it, leaves `rest`; or some of them make it."""
    for at, whole in enumerate(before):
        after = before[at + 1 :][:8]
        some = [sum(each, Decimal(0)) for size in range(2, 6) for each in combinations(after, size)]
        if any(abs(whole - each) == rest or each == rest for each in some):
            return True
    return False


TAXED = re.compile(
    rf"(?:^|\n)(?P<label>[^\n%]{{0,60}}?)(?<![\d,.])(?P<share>\d{{1,2}}(?:,\d{{1,2}})?)\s?%(?P<said>[^\n%\d]{{0,40}}?)(?P<one>{CENTS})(?:(?P<between>[^\n\d%]{{1,30}}?)(?P<two>{CENTS}))?[^\n\d]{{0,6}}(?=\n|\Z)",
    re.IGNORECASE,
)
ROUNDING = Decimal("0.02")


def _taxed(act: Act) -> Iterator[Found]:
    """«aliquota 22 % imponibile 9.400,00 imposta 2.608,00» among rows that are right."""
    for rows in _groups(act.text):
        full = [row for row in rows if row["two"]]
        right = [row for row in full if _is_share(row)]
        for row in full if len(right) >= FEWEST or (right and len(full) <= FEWEST) else []:
            made = _share(row) * value_of(row["one"])
            stated = value_of(row["two"])
            if row not in right and made / 4 < stated < made * 4:
                yield _wrong(row, "two", made, stated)
        yield from _of_one_base([row for row in rows if not row["two"]])


def _groups(text: str) -> Iterator[Sequence[re.Match[str]]]:
    """Rows with a share, in one paragraph."""
    rows: list[re.Match[str]] = []
    for row in scan(TAXED, text):
        if rows and "\n\n" in text[rows[-1].end() : row.start() + 1]:
            yield rows
            rows = []
        rows.append(row)
    yield rows


def _of_one_base(rows: Sequence[re.Match[str]]) -> Iterator[Found]:
    """«imprevisti 3% € 2.940,00 / incentivo 2% € 1.690,00 / IVA 10% € 9.800,00»: two rows have one base."""
    bases = Counter(value_of(row["one"]) / _share(row) for row in rows if _share(row))
    base, often = bases.most_common(1)[0] if bases else (Decimal(0), 0)
    if often < FEWEST:
        return
    for row in rows:
        stated, made = value_of(row["one"]), base * _share(row)
        if stated != made and swapped(made, stated):
            yield _wrong(row, "one", made, stated)


def _wrong(row: re.Match[str], name: str, made: Decimal, stated: Decimal) -> Found:
    message = (
        f"Indicato {shown(stated)}: il {row['share']} per cento fa {shown(made.quantize(Decimal('0.01')))}."
    )
    return Slip(*row.span(name), message, "Ricalcolare la riga.", gap=stated - made)


def _share(row: re.Match[str]) -> Decimal:
    return value_of(row["share"]) / 100


def _is_share(row: re.Match[str]) -> bool:
    return abs(_share(row) * value_of(row["one"]) - value_of(row["two"])) <= ROUNDING


UNITS = r"ore|pasti|giorni|interventi|alunni|utenti|copie|visite|posti|corse|km|mq"
NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
OF_UNIT = re.compile(
    rf"(?:^|\n)\W{{0,4}}(?:(?P<unit>{UNITS})\s+(?:\w+\s+)?(?:total[ei]|complessiv[eio])|total[ei]\s+(?P<named>{UNITS})|(?:Le|I|Gli)\s+(?P<of>{UNITS})\b[^.;\n\d]{{0,40}}?\b(?:in\s+tutto|ammontano|in\s+totale|complessivamente))\s*(?::|=|\.{{2,}}|sono|a|di|(?:in\s+tutto\s+)?a)?\s*(?P<figure>{NUMBER})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
NEAR = Decimal("0.3")


def _units(act: Act) -> Iterator[Found]:
    """«responsabile: 520 ore a … / operatori: 2.400 ore a … / Ore totali 3.320»."""
    for match in scan(OF_UNIT, act.text):
        unit, total = match["unit"] or match["named"] or match["of"], value_of(match["figure"])
        since = _block(act.text, match.start())
        since = _block(act.text, since - 2) if match["of"] and since > 2 else since
        lines = act.text[since : match.start()].split("\n")
        said = [re.findall(rf"(?<![\w.,/])({NUMBER})\s+{unit}\b", line, re.IGNORECASE) for line in lines]
        rows = [value_of(each[0]) for each in said if len(each) == 1]
        made = sum(rows, Decimal(0))
        if len(rows) < FEWEST or any(len(each) > 1 for each in said) or made == total:
            continue
        if abs(made - total) < NEAR * made:
            message = f"Le righe sommano {shown(made)} {unit.lower()}, non {shown(total)}."
            yield Found(*match.span("figure"), message, "Ricalcolare il totale.")


VARIED = re.compile(
    rf"(?P<one>{CENTS})[^\n\d]{{1,40}}?\bvariazion\w+[^\n\d+−–-]{{0,15}}(?P<sign>[+−–-])\s?(?:€\s?)?(?P<change>{CENTS})[^\n\d]{{1,40}}?\b(?:assestat|definitiv|risultant|final|nuov|attual)\w+[^\n\d]{{0,20}}(?P<end>{CENTS})",
    re.IGNORECASE,
)


def _varied(act: Act) -> Iterator[Found]:
    """«stanziamento 6.300,00; variazione +2.500,00; assestato 8.300,00»."""
    for match in scan(VARIED, act.text):
        one, change, end = (value_of(match[name]) for name in ("one", "change", "end"))
        made = one + change if match["sign"] == "+" else one - change
        if made != end:
            message = f"Con la variazione l'importo è {shown(made)}, non {shown(end)}."
            yield Slip(*match.span("end"), message, f"Scrivere {shown(made)}.", gap=end - made)


DONE = re.compile(r"\ba\s+tutto\b[^€]{0,60}$", re.IGNORECASE)
AGREED = re.compile(r"\b(?:contratto|contrattuale)\b[^€;\n]{0,40}$", re.IGNORECASE)
TO_DO = re.compile(r"\bresidu\w+\s+(?:contrattual\w+|da\s+esegui\w+|lavori)\b[^€\n]{0,70}$", re.IGNORECASE)


def _progress(act: Act) -> Iterator[Found]:
    """«contratto di 148.000,00 … eseguiti a tutto il II SAL 96.500,00 … residuo contrattuale 107.000,00»."""
    for at, rest in enumerate(act.amounts):
        since = act.amounts[at - 1].words_end if at else 0
        if not TO_DO.search(act.text, max(since, rest.start - 110), rest.start):
            continue
        before = act.amounts_between(rest.start - BACK, rest.start)
        done, agreed = (
            [each for each in before if words.search(act.text, max(0, each.start - 90), each.start)]
            for words in (DONE, AGREED)
        )
        if len(done) == 1 and len(agreed) == 1 and agreed[0].value > done[0].value:
            made = agreed[0].value - done[0].value
            if made != rest.value:
                message = f"Tolti i lavori eseguiti il residuo è {shown(made)}, non {shown(rest.value)}."
                yield Slip(rest.start, rest.end, message, f"Scrivere {shown(made)}.", gap=rest.value - made)


FINE = re.compile(
    rf"(?:€|euro)\s?(?P<price>\d{{1,2}},\d{{3,4}})(?!\d)\s+(?:al|per|/|ogni)\s*(?P<unit>mq|m²|km|kg|ml|mc|kwh|litro|metro)\b[^.;\n\d]{{0,40}}?\b(?:cioè|ossia|pari\s+a|quindi|vale\s+a\s+dire|per\s+complessiv\w+)\s+(?:€|euro)?\s?(?P<total>{CENTS})",
    re.IGNORECASE,
)


def _fine(act: Act) -> Iterator[Found]:
    """«94.000 mq … euro 0,018 al mq, cioè € 1.962,00»: prices in thousandths of a euro."""
    counts: dict[str, set[str]] = {}
    for match in scan(FINE, act.text):
        price, total, unit = value_of(match["price"]), value_of(match["total"]), match["unit"].lower()
        if unit not in counts:
            of_unit = rf"(?<![\w.,/])({NUMBER})\s{re.escape(unit)}\b"
            counts[unit] = set(re.findall(of_unit, act.text, re.IGNORECASE))
        made = [(price * value_of(each)).quantize(ROUNDING / 2) for each in sorted(counts[unit])]
        near = [each for each in made if swapped(each, total)]
        if near and total not in made:
            message = f"A quel prezzo l'importo è {shown(near[0])}, non {shown(total)}."
            yield Slip(*match.span("total"), message, f"Scrivere {shown(near[0])}.", gap=total - near[0])


LINES = (
    counted("differenza_righe", WHY, _rests),
    counted("quota_righe", WHY, _taxed),
    counted("totale_unita", WHY, _units),
    counted("prezzo_millesimi", WHY, _fine),
    counted("variazione_stanziamento", WHY, _varied),
    counted("residuo_lavori", WHY, _progress),
)
