"""Counts that come from others: a share of them, their mean, their growth, one for every so many."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.quantities import find_quantities
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import from_numbers
from apps.municipal.tenders.rules.sums.tabling import shown
from apps.municipal.tenders.rules.sums.things import WRITTEN, Thing, number_of, stem, things_in
from apps.municipal.tenders.rules.wording import until_stop

WHY = "Una quantità che si ricava da un'altra deve tornare: chi offre fa il prezzo su di essa."
MAKES = re.compile(
    r"[^.;\n\d€%]{0,70}?(?:\b(?:vale\s+a\s+dire|cioè|ossia|ovvero|pari\s+a|quindi|dunque|pertanto|perciò|ergo|corrispond\w+\s+a|equival\w+\s+a|sono|fanno|si\s+tratta\s+di)\b|[(=:])\s*(?:a\s+|di\s+|circa\s+|n\.\s*)?$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"\s*(?:[^\W\d_]+\s+){0,4}(?:[^\W\d_]+)?(?:\(|,|,?\s*(?:pari|cioè|ossia|vale\s+a\s+dire|corrispond\w+|equival\w+|ovvero))\s*(?:pari\s+)?(?:a(?:l(?:l')?)?\s*|il\s+|l'|circa\s+|che\s+\w+\s+)*$",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\b(?:circa|quasi|arrotond\w+|almeno|oltre|minim\w+|massim\w+|fino)\b", re.IGNORECASE)
OTHERWISE = re.compile(
    r"\b(?:punt[io]|punteggi\w*|€|euro|giorn\w+|mes[ei]|or[ae]|iva|penal\w+|ribass\w+|cauzion\w+|garanzi\w+)\b|€",
    re.IGNORECASE,
)
BACK, ROUNDING = 300, Decimal("0.51")
HUNDRED, LEAST, MOST = Decimal(100), Decimal("0.5"), Decimal(2)


def _shares(act: Act) -> Iterator[Found]:
    """«produce 480 pasti; il 25 per cento, vale a dire 140 pasti, …»: of no number before it."""
    text = act.text
    for share in find_quantities(text, "percento"):
        stop = until_stop(text, share.end, 120)
        after = next(iter(things_in(act, share.end, stop)), None)
        before = next(iter(things_in(act, max(0, share.start - 70), share.start)[-1:]), None)
        part = after if after and MAKES.fullmatch(text[share.end : after.start]) else None
        if not part and before and BESIDE.fullmatch(text[before.end : share.start]):
            part = before
        around = (
            text[max(0, min(share.start, part.start) - 18) : max(part.end, share.end) + 18] if part else ""
        )
        if not part or OTHERWISE.search(around) or ABOUT.search(around) or not 0 < share.value < HUNDRED:
            continue
        wholes = [each for each in things_in(act, max(0, share.start - BACK), stop + 80) if each is not part]
        one, other = act.flat.sentence(share.start, share.end)
        alone = [each for each in things_in(act, one, other) if each is not part]
        made = _made_of(part, wholes, share.value / HUNDRED, alone)
        if made:
            message = f"Il {shown(share.value)} per cento fa {shown(made.quantize(Decimal('0.1')))}, non {shown(part.value)}."
            yield Found(part.start, part.end, message, "Ricalcolare la quota.")


def _made_of(part: Thing, wholes: Sequence[Thing], share: Decimal, alone: Sequence[Thing]) -> Decimal | None:
    """What the share of the nearest whole of the same kind makes; None when some whole explains the part."""
    for each in wholes:
        if any(
            abs(each.value * factor - part.value) < ROUNDING
            for factor in (share, 1 - share, 1 + share, 1 / share)
        ):
            return None
    same = [each for each in wholes if each.unit and each.unit == part.unit and each.value > part.value]
    same = same or [each for each in alone if len(alone) == 1 and each.value > part.value]
    right = same[-1].value * share if same else None
    return right if right and LEAST * right < part.value < MOST * right else None


CONSEQUENCE = re.compile(
    r"(?<![\w.,/€])(?P<whole>\d{1,3}(?:\.\d{3})+|\d{2,6})\s+(?P<unit>[a-zàèéìòù]{2,})\b(?P<said>[^.;\n\d€%]{0,90}?\b(?:pertanto|quindi|dunque|perciò|così|è\s+di|sono)\b[^.;\n\d€%]{0,30}?)(?P<part>\d{1,3}(?:\.\d{3})+|\d{2,6})\s+(?P<again>[a-zàèéìòù]{2,})\b",
    re.IGNORECASE,
)


def _consequences(act: Act) -> Iterator[Found]:
    """«almeno il 50 % del peso. Sul consumo di 8.400 kg la quantità minima è pertanto di 3.200 kg»."""
    for match in from_numbers(CONSEQUENCE, act.text):
        since = max(0, match.start() - BACK // 2, act.text.rfind("\n", 0, match.start()))
        before = [
            each for each in find_quantities(act.text, "percento") if since <= each.start < match.start()
        ]
        whole, part = number_of(match["whole"]), number_of(match["part"])
        if len(before) != 1 or not whole or not part or stem(match["unit"]) != stem(match["again"]):
            continue
        share = before[0].value / HUNDRED
        made = [whole * share, whole * (1 - share), whole * (1 + share)]
        near = made[0] and LEAST * made[0] < part < MOST * made[0]
        if (
            near
            and part < whole
            and all(abs(each - part) >= 1 for each in made)
            and not OTHERWISE.search(match[0])
        ):
            message = f"Il {shown(before[0].value)} per cento di {match['whole']} fa {shown(made[0])}, non {match['part']}."
            yield Found(match.start("part"), match.end("part"), message, "Ricalcolare la quota.")


MEAN = re.compile(
    rf"(?<!una\s)(?<!in\s)(?<!sua\s)\bmedia\b(?:\s+(?:aritmetica|semplice|annua|mensile|giornaliera|del\s+\w+|dei\s+\w+(?:\s+\w+)?))?[^.;\n\d€%]{{0,45}}?(?:\b(?:è|era|sia|risulta|fa|dà|di|pari\s+a|ammonta\s+a|uguale\s+a)\b|[:=])\s*(?:stata\s+)?(?:di\s+|pari\s+a\s+|a\s+|circa\s+)*(?P<mean>{WRITTEN})\b(?!\s?(?:%|€|euro|per\s?cento))",
    re.IGNORECASE,
)
MEAN_REACH, ALIKE = 260, Decimal("0.3")


def _means(act: Act) -> Iterator[Found]:
    """«(2023: 112; 2024: 98; 2025: 120), la cui media è di 114»: no row of the numbers before it has that mean."""
    for match in scan(MEAN, act.text):
        mean = number_of(match["mean"])
        values = [each.value for each in things_in(act, max(0, match.start() - MEAN_REACH), match.start())]
        after = [each.value for each in things_in(act, match.end(), match.end() + 160)]
        if (
            not mean
            or ABOUT.search(match[0])
            or OTHERWISE.search(match[0] + act.text[match.end() : match.end() + 8])
        ):
            continue
        step = (
            ROUNDING / 10 ** len(match["mean"].partition(",")[2]) if match["mean"][0].isdigit() else ROUNDING
        )
        rows = [row for row in (_rows(values), _rows(after)) if row]
        if not rows or any(abs(each - mean) < step for row in rows for each in row):
            continue
        near = [row[0] for row in rows if abs(row[0] - mean) <= ALIKE * mean]
        if near:
            message = f"La media dei valori indicati è {shown(near[0].quantize(Decimal('0.1')))}, non {match['mean']}."
            yield Found(match.start(), match.end(), message, "Ricalcolare la media.")


def _rows(values: Sequence[Decimal]) -> list[Decimal]:
    """Means of the last two, three … numbers and of any row of them, the longest of one size of number first."""
    rows = [values[one:other] for one in range(len(values)) for other in range(one + 2, len(values) + 1)]
    alike = [row for row in rows if len(row) > 2 and max(row) < 4 * min(row)]
    alike.sort(key=len, reverse=True)
    return [sum(row, Decimal(0)) / len(row) for row in (*alike, *rows)] if alike else []


CLOSED_MEAN = re.compile(
    r"(?P<row>\d+(?:,\d+)?(?:\s*(?:[-–/;,|]|,?\s+e)\s+\d+(?:,\d+)?)+)\s*[,;:|(–-]\s*(?:con\s+)?(?:la\s+)?(?:coefficiente\s+)?medi[ao]\s*(?:di\s+|pari\s+a\s+|=\s*|:\s*)?(?P<mean>\d+(?:,\d+)?)(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)


def _closed_means(act: Act) -> Iterator[Found]:
    """«0,90 – 0,80 – 0,70, media 0,85»."""
    for match in scan(CLOSED_MEAN, act.text):
        values = [number_of(each) or Decimal(0) for each in re.findall(r"\d+(?:,\d+)?", match["row"])]
        mean, right = number_of(match["mean"]), sum(values, Decimal(0)) / len(values)
        step = ROUNDING / 10 ** len(match["mean"].partition(",")[2])
        if mean and abs(mean - right) > step and LEAST < mean / (right or 1) < MOST:
            message = f"La media dei valori indicati è {shown(right.quantize(Decimal('0.01')))}, non {match['mean']}."
            yield Found(match.start("mean"), match.end("mean"), message, "Ricalcolare la media.")


RATIO = re.compile(
    rf"\b(?P<one>1|un[oa']?|2|due)\s?(?P<who>[^\W\d_]{{4,}})(?:\s+[^\W\d_]+){{0,3}}?\s+(?:su|ogni|per(?:\s+ogni)?|a)\s+(?P<many>{WRITTEN})\s+(?P<whom>[^\W\d_]{{4,}})",
    re.IGNORECASE,
)
NOT_PEOPLE = re.compile(
    r"punt|volt|giorn|mes[ei]|ann[io]|or[ae]$|minut|settiman|euro|intervent|visit|mille|cento", re.IGNORECASE
)
RATIO_REACH = 420


def _ratios(act: Act) -> Iterator[Found]:
    """«un educatore ogni 8 bambini: per i 56 iscritti occorrono 6 educatori»."""
    for match in scan(RATIO, act.text):
        if NOT_PEOPLE.match(match["who"]) or NOT_PEOPLE.match(match["whom"]):
            continue
        each, many = (2 if match["one"].lower() in ("2", "due") else 1), number_of(match["many"])
        following = things_in(act, match.end(), min(len(act.text), match.end() + RATIO_REACH))
        staff = [one for one in following if _same(one.unit, match["who"])][:1]
        if not staff or not many or "\n\n" in act.text[match.end() : staff[0].start]:
            continue
        others = [one for one in following if one.start < staff[0].start]
        needed = [one.value * each / many for one in others]
        if (
            len(others) != 1
            or any(_rounded(made, staff[0].value) for made in needed)
            or not NEEDS.search(act.text, others[0].end, staff[0].start)
        ):
            continue
        if LEAST * needed[0] <= staff[0].value <= MOST * needed[0]:
            message = f"Con il rapporto indicato {shown(others[0].value)} richiedono {shown(needed[0].quantize(Decimal('0.1')))}, non {shown(staff[0].value)}."
            yield Found(staff[0].start, staff[0].end, message, "Ricalcolare il numero.")


NEEDS = re.compile(
    r"\b(?:occorr\w+|serv\w+|quindi|dunque|pertanto|perciò|cioè|richied\w+|necessari\w*|sono|ci\s+vogliono|ne\s+deriva\w*|va\s+garantit\w+|vanno|impiega\w*|spetta\w*)\b|[,:;=]\s*$",
    re.IGNORECASE,
)


def _same(unit: str, word: str) -> bool:
    """«educatore», «educatori», «educatrici»."""
    return len(unit) > 3 and unit[:5] == stem(word)[:5]


def _rounded(made: Decimal, stated: Decimal) -> bool:
    return abs(made - stated) < 1


RELATIONS = (
    counted("quota_conteggio", WHY, _shares),
    counted("quota_conseguente", WHY, _consequences),
    counted("media_conteggio", WHY, _means),
    counted("media_riga", WHY, _closed_means),
    counted("rapporto", WHY, _ratios),
)
