"""Totals that a sentence claims for amounts listed in a row, read as a person does: what no reading explains is wrong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import RATES
from apps.municipal.tenders.rules.sums.tabling import COLUMNS, is_coded, shown, swapped, tables
from apps.municipal.tenders.rules.sums.totals import OF_WHICH, TOTAL, WHY_TOTAL, has_scores

CLOSES = re.compile(
    r"\b(?:in\s+tutto|in\s+totale|in\s+complesso|total[ei]\b|complessiv\w+|sommano|somma(?:no)?\s+(?:a|di)\b|insieme|valore\s+(?:globale|stimato|dell'|del(?:la)?\s)|e\s+così\s+(?:in|per|a)?\b|fanno|fann?o\s+capo|si\s+arriva|si\s+giunge|si\s+perviene|(?:importo|valore|spesa|costo)\s[^€.;\n]{0,50}?\b(?:quindi|pertanto|dunque|perciò)|assomma\w*|ammonta\w*)\b|=",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"\b(?:di\s+cui|(?:così|come\s+segue)|(?:ri)?partit\w+|suddivis\w+|divis[oaie]\b|in\s+(?:due|tre|quattro|cinque|sei)\s+(?:soluzioni|rate|tranche|quote|parti|fasi|acconti|versamenti|lotti|stralci)|articolat\w+|compost[oaie]\s+(?:da|di)|si\s+compon\w+|distint\w+|imputa\w+|finanziat\w+|copertura|impegna\w+|prenota\w+|riparto|dat[oa]\s+da\w*|risulta\w*\s+da\w*)\b",
    re.IGNORECASE,
)
GLOBAL = re.compile(
    r"\bvalore\s+(?:\w+\s+){0,2}(?:globale|stimato|complessivo|massimo)|\bin\s+tutto\b|\bcomprensiv",
    re.IGNORECASE,
)
NET = re.compile(
    r"(?:oltre|più|\+|esclus[ao]|al\s+netto\s+(?:di|dell'))\s*(?:all'|l'|di\s+)?\s?i\.?v\.?a\.?(?!\w)(?:\s+(?:e\s+)?(?:di\s+legge|\d+\s?%|al\s+\d+\s?%))?|i\.?v\.?a\.?\s+(?:esclus[ao]|a\s+parte|compres[ao]|inclus[ao])",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:di\s+cui|compres\w+|inclus\w+|oltre|esclus\w+|i\.?v\.?a\b|già|ribass\w+|nett[oaie]|tolt[oaie]|detratt\w+|dedott\w+|meno|scont\w+|ritir\w+|permut\w+|usato|rest\w+|residu\w+|contro|rispetto|invece|anziché|precedent\w+|penal\w+|cauzion\w+|garanzi\w+|polizz\w+|bollo|contribut\w+|soglia|limite|anticip\w+|fatturat\w+)",
    re.IGNORECASE,
)
OPTIONAL = re.compile(
    r"\b(?:opzion\w+|rinnov\w+|prorog\w+|ripetizion\w+|facolt\w+|eventual\w+|modific\w+)", re.IGNORECASE
)
MAKES = re.compile(
    r"\b(?:cioè|ossia|pari\s+a|quindi|pertanto|perciò|ammonta\w*|risulta\w*|corrispond\w+|total[ei]|complessiv\w+|in\s+tutto|sommano|fanno)\b|=|%|per\s?cento",
    re.IGNORECASE,
)
SEPARATED = re.compile(r"[;,.:•\n|–—-]|\s(?:e|ed|più)\s|\+", re.IGNORECASE)
TABLED = re.compile(r"[|\t]|\.{3,}|\n\n")
"""rows of a table have rules of their own"""
LABELLED = re.compile(r"\.\s+[A-ZÈ][^.:€]{0,90}:\s*(?:€|euro)?\s*$", re.IGNORECASE)
GAP, TAIL, FEWEST = 130, 170, 3
LEAST, MOST = Decimal("0.45"), Decimal("1.8")
CENT = Decimal("0.06")


@dataclass(frozen=True)
class Item:
    """An amount of a list, and whether its words leave open that the total counts it."""

    money: Money
    aside: bool
    optional: bool


def _item(act: Act, since: int, money: Money, until: int, then: Money | None) -> Item:
    end = max(money.end, money.words_end)
    after = re.split(r"[;,.\n]", act.text[end : min(until, end + 60)])[0]
    said = NET.sub(" ", act.text[max(since, money.start - GAP) : money.start] + " " + after)
    aside = money.role in (
        "soglia",
        "iva",
        "penale",
        "assicurazione",
        "fatturato",
        "unitario",
        "manodopera",
    ) or bool(ASIDE.search(said))
    # A price of which the next amount is so many is none of the addends.
    times = then.value / money.value if then and money.value else Decimal(0)
    aside = aside or (times > 1 and times == times.to_integral_value())
    return Item(money, aside, bool(OPTIONAL.search(said)))


def _gap(act: Act, one: Money, other: Money) -> str:
    return act.text[max(one.end, one.words_end) : other.start]


def _parallel(gap: str, sentence: bool) -> bool:
    """Whether what stands between two amounts only names the second of a list."""
    plain = NET.sub(" ", gap)
    if len(gap) > GAP or MAKES.search(plain) or TABLED.search(gap):
        return False
    if re.search(r"\.\s+[A-ZÈ]", plain) and not LABELLED.search(plain):
        return False
    if sentence and re.search(r"\.\s+[A-ZÈ][^:€]*$", plain):
        return False
    return bool(SEPARATED.search(plain))


def _closed(act: Act) -> Iterator[Found]:
    """«A per …, B per … ed C per …, e così per complessivi T»."""
    for at, whole in enumerate(act.amounts):
        gap = _gap(act, act.amounts[at - 1], whole) if at else ""
        plain = NET.sub(" ", gap)
        if (
            not at
            or whole.role == "soglia"
            or len(gap) > TAIL
            or TABLED.search(gap)
            or not CLOSES.search(plain)
        ):
            continue
        items = _before(act, at)
        larger = [place for place, each in enumerate(items) if each.money.value >= whole.value]
        items = items[larger[-1] + 1 :] if larger else items
        made = _unexplained(whole, items, bool(GLOBAL.search(plain)))
        if made is None or (len(items) < FEWEST and not PAIR.search(plain)):
            continue
        message = f"Il totale indicato è {shown(whole.value)}, gli importi elencati sommano {shown(made)}."
        said = items[0].money.start, whole.end
        yield Slip(whole.start, whole.end, message, "Ricalcolare il totale, o correggere l'addendo sbagliato.", gap=whole.value - made, made=made, said=said)  # fmt: skip


PAIR = re.compile(
    r"\b(?:in\s+tutto|e\s+così|insieme|sommano|in\s+totale|per\s+(?:un\s+)?(?:total|complessiv)\w+)\b",
    re.IGNORECASE,
)


def _before(act: Act, at: int) -> list[Item]:
    """The amounts that lead up to the one at `at`, as far back as they are one list."""
    first = at - 1
    while (
        first > 0
        and at - first < 9
        and _parallel(_gap(act, act.amounts[first - 1], act.amounts[first]), False)
    ):
        first -= 1
    found = []
    for place in range(first, at):
        since = max(act.amounts[place - 1].end, act.amounts[place - 1].words_end) if place else 0
        since = max(since, act.flat.sentence(act.amounts[place].start, act.amounts[place].start)[0])
        then = act.amounts[place + 1]
        found.append(_item(act, since, act.amounts[place], then.start, then if place + 1 < at else None))
    return found


def _unexplained(whole: Money, items: Sequence[Item], everything: bool) -> Decimal | None:
    """What the items make, where no reading of them makes the whole; None where one does, or none is meant."""
    values = [each.money.value for each in items]
    if len(values) < 2 or whole.value in values or whole.value < max(values):
        return None
    loose = [place for place, each in enumerate(items) if each.aside or (each.optional and not everything)]
    kept = [value for place, value in enumerate(values) if place not in loose]
    readings = {sum(kept, Decimal(0)) + sum(some, Decimal(0)) for size in range(len(loose) + 1) for some in combinations([values[place] for place in loose], size)}  # fmt: skip
    readings |= {sum(kept, Decimal(0)) - values[place] for place in loose}
    readings |= {sum(values[since:], Decimal(0)) for since in range(len(values) - 1)}
    if any(abs(each * rate - whole.value) <= CENT for each in readings for rate in RATES):
        return None
    if abs(sum(values, Decimal(0)) - 2 * whole.value) <= CENT or values[0] == sum(values[1:]):
        return None  # the parts and their subtotals, or the parts of the first of them
    if any(sum(values[since::2]) == whole.value for since in range(len(values) - 3)):
        return None  # two lots side by side: «€ 558.000,00 e € 223.200,00, oltre a € 4.200,00 e € 1.800,00»
    main = sum(kept, Decimal(0)) if len(kept) > 1 else sum(values, Decimal(0))
    near = [each for each in readings if each and LEAST * each < whole.value < MOST * each]
    right = min(near, key=lambda each: (not swapped(each, whole.value), abs(each - main)), default=None)
    return None if right is None or len(kept) < 2 else right


def _opened(act: Act) -> Iterator[Found]:
    """«la spesa di T è così ripartita: A …, B …, C …»."""
    for at, whole in enumerate(act.amounts[:-2]):
        gap = _gap(act, whole, act.amounts[at + 1])
        if len(gap) > TAIL or not OPENS.search(gap) or TABLED.search(gap):
            continue
        items = _after(act, at)
        if EACH.search(act.text, whole.end, items[-1].money.end + EACH_REACH):
            continue
        if not LISTED.search(gap) and "\n" in act.text[whole.end : items[-1].money.start]:
            continue
        made = _unexplained(whole, items, True) if len(items) >= FEWEST - bool(LISTED.search(gap)) else None
        runs = [sum((each.money.value for each in items[:size]), Decimal(0)) for size in range(2, len(items))]
        if made is None or any(abs(each - whole.value) <= CENT for each in runs):
            continue
        message = f"L'importo indicato è {shown(whole.value)}, quelli elencati sommano {shown(made)}."
        end = max(each.money.end for each in items)
        yield Slip(whole.start, end, message, "Ricalcolare il totale, o correggere la parte sbagliata.", gap=whole.value - made, made=made)  # fmt: skip


EACH = re.compile(
    r"\b(?:ciascun\w*|cadaun\w*|ognun\w+|l'un[oa]|prim[ei]\s+(?:due|tre|quattro))\b", re.IGNORECASE
)
EACH_REACH = 14
LISTED = re.compile(
    r"\b(?:così|come\s+segue|ripartit\w+|suddivis\w+|divis[oaie]|soluzioni|rate|tranche|quote|parti|versamenti)\b[^€\d]*:",
    re.IGNORECASE,
)


def _after(act: Act, at: int) -> list[Item]:
    last = at + 1
    while (
        last + 1 < len(act.amounts)
        and last - at < 9
        and _parallel(_gap(act, act.amounts[last], act.amounts[last + 1]), True)
    ):
        last += 1
    found = []
    for place in range(at + 1, last + 1):
        before = act.amounts[place - 1]
        then = act.amounts[place + 1] if place < last else None
        until = then.start if then else len(act.text)
        found.append(_item(act, max(before.end, before.words_end), act.amounts[place], until, then))
    return found


CLOSED = re.compile(
    r"\b(?:complessiv\w+|total[ei]|in\s+tutto|somma|ammonta\w*|pari)\b[^\d€]{0,70}$", re.IGNORECASE
)
OF_ALL = re.compile(
    r"\b(?:lott[oi]|voci|import[oi]|rate|fornitur\w+|interventi|premi|valore|spesa)\b", re.IGNORECASE
)
AFTER = 240


def _sums_up(said: str) -> bool:
    """Whether a sentence, as far as its figure, gives the whole of what a table lists."""
    lead = said[: figure.start()] if (figure := re.search(r"(?:€|euro)?\s*\d", said, re.IGNORECASE)) else said
    return bool(CLOSED.search(lead) and OF_ALL.search(lead))


def _told_below(act: Act) -> Iterator[Found]:
    """A sentence below a table that sums it up, with one row left out or a slip of the pen."""
    for rows in tables(act):
        last = rows[-1]
        closing = (
            last.amount if not COLUMNS.search(last.label) and len(rows) > 2 and _sums_up(last.label) else None
        )
        above = rows[:-1] if closing else rows
        items = [row.amount for row in above if row.amount and not OF_WHICH.search(row.name)]
        if (
            len(items) < 2
            or any(TOTAL.search(row.name) for row in rows)
            or has_scores(act, rows)
            or is_coded(rows)
        ):
            continue
        made = sum((each.value for each in items), Decimal(0))
        below = act.amounts_between(items[-1].end, items[-1].end + AFTER)
        total = below[0] if below else None
        if not total or not _sums_up(act.text[items[-1].end : total.start]) or total.value == made:
            continue
        left_out = any(abs(made - each.value - total.value) <= CENT for each in items)
        if swapped(made, total.value) or (left_out and len(items) > 2):
            message = f"Il totale indicato è {shown(total.value)}, la somma delle voci della tabella è {shown(made)}."
            fix = "Ricalcolare il totale, o correggere la voce sbagliata."
            yield Slip(total.start, total.end, message, fix, gap=total.value - made, made=made)


CLAIMS = (
    counted("totale_sotto_tabella", WHY_TOTAL, _told_below),
    counted("totale_elenco", WHY_TOTAL, _closed),
    counted("totale_ripartito", WHY_TOTAL, _opened),
)
