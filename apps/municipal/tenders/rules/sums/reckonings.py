"""Wholes that an act claims for things it counts: no reading of the numbers beside them makes them so."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from math import prod

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown, swapped
from apps.municipal.tenders.rules.sums.things import (
    DAY,
    WRITTEN,
    Thing,
    explains,
    of_last,
    runs,
    things,
    things_in,
    weekdays,
)

WHY = "Il totale delle cose che si contano deve venire dalle voci: su di esso si misurano prezzo, organico e tempi."
CLAIMED = re.compile(
    r"(?:\b(?:total[ei]|complessiv\w+|in\s+tutto|compless[oi]|monte[\s-]?ore|fabbisogno|capienza|consistenza|dotazione|organico|somma(?:no)?|assomma\w*|ammonta\w*|si\s+(?:ottien\w+|arriva|hanno|ha|giunge)|deriva\w*|risulta\w*|fan?no|danno|occorr\w+|serv(?:e|ono)|vale\s+a\s+dire|cioè|ossia|ovvero|dunque|quindi|pertanto|perciò|sicché|ergo|pari\s+a|equival\w+|corrispond\w+|stimat\w+|presunt\w+|annu[oiae]\w*|(?:nell'|l')?anno|percorr\w+|produ\w+|intera?|in\s+una\s+settimana|ogni\s+settimana|settimanalmente)\b|=|→)[^\d;\n]{0,70}$",
    re.IGNORECASE,
)
CLAIMS = re.compile(
    r"\s*(?:[^\W\d_]+\s+){0,3}(?:complessiv\w+|total[ei]|in\s+tutto|in\s+totale|all'anno|annu[eio]|(?:alla|la|per)\s+settimana|settimanal\w+)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(?:total[ei]|complessiv\w+|in\s+tutto|compless[oi]|capienza|consistenza|somma(?:no)?|assomma\w*|ammonta\w*|fanno|monte[\s-]?ore|intera?|(?:nell')?anno)\b",
    re.IGNORECASE,
)
OPENED = re.compile(
    r"\b(?:di\s+cui|delle?\s+quali|dei\s+quali|così|suddivis\w+|ripartit\w+|distint\w+|distribuit\w+|compost\w+|articolat\w+|divis[oaie])\b|[:(]\s*\W*[^\d:(]{0,40}$",
    re.IGNORECASE,
)
DIVIDED = re.compile(
    r"\b(?:così|suddivis\w+|ripartit\w+|articolat\w+|distribuit\w+|divis[oaie]|compost\w+)\b|:\s*\W*[^\d:(]{0,40}$",
    re.IGNORECASE,
)
SO_DIVIDED = re.compile(
    r"\bcos(?:ì|i')\s+(?:distribuit|ripartit|suddivis|articolat|divis)\w+\s*:\s*\n", re.IGNORECASE
)
OVERLAP = re.compile(
    r"\b(?:entramb[ei]|ambedue|sia\s+\w+\s+(?:che|sia))\b|(?:\s{3}|[|\t])\s*\d+", re.IGNORECASE
)
"""«cinque nel lotto 1 e tre nel lotto 2, uno in entrambi»; the columns of a table have their own rules"""
TOGETHER = re.compile(
    r"(?<!senza\s)(?<!senza\salcuna\s)\bsovrappo\w+|\bcontemporane\w+|\bin\s+parallelo", re.IGNORECASE
)
LOOSE = re.compile(
    r"\b(?:circa|oltre|almeno|fino\s+a|al\s+massimo|massim\w+|minim\w+|non\s+(?:più|meno|oltre)|entro|orientativ\w+|indicativamente|ulterior\w+|aggiuntiv\w+)\s+(?:di\s+|a\s+|\w+\s+)?$",
    re.IGNORECASE,
)
AT_LEAST = re.compile(r"\b(?:circa|oltre|almeno|minim\w+|non\s+meno)\s+(?:di\s+|\w+\s+)?$", re.IGNORECASE)
RATE = re.compile(
    rf"\bciascun\w*|\bcadaun\w|\bognun\w|\ba\s+testa\b|\bogni\b|\bal\s+(?:giorno|dì|mese)\b|\bgiornalier\w+|\bquotidian\w+|/\s?(?:giorno|gg|settimana|mese|anno)|\b(?:alla|a|la|per)\s+settimana\b|\bsettimanal\w+|\bmensil\w+|\ball'anno|\bannu\w+|\bin\s+un\s+anno\b|\bmoltiplic\w+|\bvolte\b|[×*]|\bx(?=\s?\d)|\b(?:per|da|nelle|nei|nell'arco\s+di)(?=\s+(?:(?:le|i|gli|n\.)\s)?{WRITTEN}\b)|\b(?:squadr|equip|turn|lezion|incontr|modul|cicl|grupp|confezion|scatol|cors|mezz|veicol)[a-z]+\s+(?:compost\w+\s+|format\w+\s+)?(?:di|da|con)(?=\s+(?:n\.\s)?{WRITTEN}\b)|\bda(?:l|lla)?\s+{DAY}\s+al",
    re.IGNORECASE,
)
CUT = re.compile(r";|\n|\.\s")
SCORES = re.compile(r"\bpunt[io]\b(?!\s+(?:luce|vendita|di\s+\w+|presa|prelievo))|\bpuntegg", re.IGNORECASE)
MONEY = re.compile(r"€|\beuro\b|\bprezz|\bribass|\bcosto\b|\bimport[oi]\b", re.IGNORECASE)
OTHER_SUBJECT = re.compile(
    r"\.\s+(?!tot|compl|somm|superf|monte|capien|consist|numer|fabb)(?-i:[A-ZÈ])\w{3,}\s+\w+\s+(?:complessiv|total)",
    re.IGNORECASE,
)
"""«Lotto verde complessivo»: a thing of its own, not the whole of the list before it"""
MORE = re.compile(r"\b(?:ulterior\w+|aggiuntiv\w+|altr[ie]|extra)\b[^.;\d]*$", re.IGNORECASE)
IN_ALL = re.compile(r"\s*(?:[^\W\d_]+\s+){0,2}(?:in\s+tutto|in\s+totale|complessiv[ie])\b", re.IGNORECASE)
THEN = re.compile(r"[,;:]\s*(?:per|sono|cioè|quindi|ossia|e\s+quindi|dunque)\s+(?:n\.\s*)?$", re.IGNORECASE)
HUNDREDS, DIGIT, BEFORE, AFTER, OF_ITEMS, CLOSING = 100, 9, 330, 260, 110, 130
SMALL, MANY = 3, 4
LEAST, MOST = Decimal("0.8"), Decimal("1.25")
LEAST_OF_TWO, MOST_OF_TWO = Decimal("0.87"), Decimal("1.15")


def _claimed(act: Act, thing: Thing, since: int) -> bool:
    """Whether the words beside a number say that it is worked out from others."""
    lead = act.text[max(since, thing.start - 100) : thing.start]
    if LOOSE.search(lead):
        return False
    return bool(CLAIMED.search(lead) or CLAIMS.match(act.text, thing.end))


def _sums(act: Act) -> Iterator[Found]:
    """A list of things, and the whole said just before it or just after it."""
    for run in runs(act):
        if SCORES.search(act.text, max(0, run[0].start - 160), run[-1].end + 60):
            continue
        for whole, items in _wholes(act, run):
            made = _sum(items)
            ones = len(
                ONE_MORE.findall(act.text[min(whole.end, items[0].start) - 2 : items[-1].end + OF_ITEMS // 2])
            )
            if ones and whole.value - made == ones:
                continue
            near = made and _is_near(made, whole.value, len(items)) and not of_last(whole, items)
            strict = near and (_in_phases(act, whole, items) or _enclosed(act.text, whole, items))
            last = max(whole.end, items[-1].end)
            line = (act.text[last : last + CLOSING].splitlines() or [""])[0]
            near = near and not OVERLAP.search(line)
            if near and (strict or not _explained(act, whole, items)):
                message = f"Le voci sommano {shown(made)}, non {shown(whole.value)}."
                yield Found(whole.start, whole.end, message, "Ricalcolare il totale o le voci.")
                break


ONE_MORE = re.compile(
    r"(?:[:,(]|\se)\s*un[oa']?\s?(?:[a-zàèéìòù]{4,}|d(?:a|i|el|al)\b|in\b|per\b)", re.IGNORECASE
)
ENCLOSES = re.compile(
    r"\s+[a-zàèéìòù']+,?\s*(?:\(\s*|(?:ripartit|suddivis|divis)\w+\s+in\s+|di\s+cui\s+)(?:n\.\s*)?",
    re.IGNORECASE,
)


def _enclosed(text: str, whole: Thing, items: Sequence[Thing]) -> bool:
    """«9 persone (1 caposquadra, 3 autisti, 6 raccoglitori)»: a short list of three or more that says all."""
    inner = text[items[0].start : items[-1].end]
    return len(items) > 2 and bool(ENCLOSES.fullmatch(text, whole.end, items[0].start)) and "(" not in inner


def _in_phases(act: Act, whole: Thing, items: Sequence[Thing]) -> bool:
    """«giorni 90, così articolati:» and lines in the same unit: no part of the list explains the whole."""
    said = act.text[whole.end : items[0].start]
    lines = all(re.search(r"[;\n]", act.text[one.end : other.start]) for one, other in pairwise(items))
    same = whole.unit and all(each.unit == whole.unit for each in items)
    after = act.text[items[-1].end : items[-1].end + BEFORE]
    told = same and lines and DIVIDED.search(said)
    closed = IN_ALL.match(act.text, whole.end) and THEN.search(act.text, items[-1].end, whole.start)
    return bool(len(items) > 2 and (told or closed or SO_DIVIDED.search(said)) and not TOGETHER.search(after))


def _wholes(act: Act, run: Sequence[Thing]) -> Iterator[tuple[Thing, Sequence[Thing]]]:
    """Candidates for the whole of a run: the number before it, the one after it, its own last or first one."""
    every, text = things(act), act.text
    first = bisect_left(every, run[0].start, key=lambda each: each.start)
    last = first + len(run) - 1
    before = every[first - 1] if first else None
    after = every[last + 1] if last + 1 < len(every) else None
    if before and before.value == len(run) and first > 1:  # «420 tonnellate in tre consegne: …»
        before, first = every[first - 2], first - 1
    if (
        before
        and run[0].start - before.end < OF_ITEMS
        and _opens(act, before, run, every[first - 2].end if first > 1 else 0)
    ):
        yield before, run
    if after and after.start - run[-1].end < CLOSING and "\n\n" not in text[run[-1].end : after.start]:
        yield from [(after, run)] if _closes(text, run[-1].end, after) else []
    if len(run) > 2 and _closes(text, run[-2].end, run[-1]):
        yield run[-1], run[:-1]
    opening = text[run[0].end : run[1].start]
    if len(run) > 2 and OPENED.search(opening) and not re.match(r"[^;\w]*\n|[^:]*;", opening):
        yield run[0], run[1:]


def _opens(act: Act, whole: Thing, run: Sequence[Thing], since: int) -> bool:
    said = act.text[whole.end : run[0].start]
    lead = act.text[max(since, whole.start - 60) : whole.start]
    if MONEY.search(said) or "\n\n" in said or AT_LEAST.search(lead):
        return False
    labelled = ":" not in said and any(":" in act.text[one.end : two.start] for one, two in pairwise(run))
    if labelled or ("\n" not in said and "\n" in act.text[run[0].end : run[-1].start]):
        return False  # «linea blu: 29 bambini, di cui 11 della frazione», and another line below
    collective = STRONG.search(lead) and re.search(r"\.\s", said)
    return bool(OPENED.search(said) or (STRONG.search(said) and ":" in said) or collective)


def _closes(text: str, since: int, whole: Thing) -> bool:
    said = text[since : whole.start]
    if OTHER_SUBJECT.search(said):
        return False
    if IN_ALL.match(text, whole.end) and THEN.search(said):
        return True
    return (
        bool(STRONG.search(said) and CLAIMED.search(said))
        and not MONEY.search(said)
        and not LOOSE.search(said)
    )


def _sum(items: Sequence[Thing]) -> Decimal:
    values = [each.value for each in items]
    in_order = values == [values[0] + at for at in range(len(values))]
    return Decimal(0) if in_order and values[0] <= 1 else sum(values, Decimal(0))


def _is_near(made: Decimal, stated: Decimal, items: int) -> bool:
    if made == stated or stated <= SMALL:
        return False
    low, high = (LEAST, MOST) if items > 2 else (LEAST_OF_TWO, MOST_OF_TWO)
    return low * made <= stated <= high * made or (items > 2 and swapped(made, stated))


def _products(act: Act) -> Iterator[Found]:
    """«14 alunni, a ciascuno 9 ore alla settimana per 33 settimane: in tutto 4.518 ore»."""
    every = things(act)
    for at, whole in enumerate(every):
        since, place = _passage(act.text, whole.start), (whole.start, whole.end)
        before = [each for each in every[max(0, at - 4) : at] if each.start >= since]
        before = sorted([*before, *weekdays(act.text, since, whole.start)], key=lambda each: each.start)
        if (
            len(before) < 2
            or whole.value <= DIGIT
            or MORE.search(act.text, max(0, whole.start - 45), whole.start)
            or not _claimed(act, whole, before[-1].end)
        ):
            continue
        made = (
            _multiplied(act, before, whole) or _by_groups(act, since, whole) or _slipped(act, before, whole)
        )
        own = [each.value for each in things_in(act, act.flat.sentence(*place)[0], whole.start)]
        sizes = (size for size in (MANY, 3) if prod(own[-size:], start=Decimal(1)) == made)
        own = own[-next(sizes, len(own)) :]
        alone = len(own) > 1 and prod(own, start=Decimal(1)) == made
        if made and not (explains(whole.value, own, loose=False) if alone else _explained(act, whole)):
            message = f"Il conto fa {shown(made)}, non {shown(whole.value)}."
            yield Found(whole.start, whole.end, message, "Ricalcolare la quantità.")


def _passage(text: str, at: int) -> int:
    """Where the paragraph of a place begins, not too far back."""
    return max(0, at - BEFORE, text.rfind("\n\n", max(0, at - BEFORE), at))


def _multiplied(act: Act, before: Sequence[Thing], whole: Thing) -> Decimal | None:
    """The product of the last numbers, when words between them say that they are to be multiplied."""
    for size in range(2, len(before) + 1):
        factors = before[-size:]
        said = act.text[max(0, factors[0].start - 45) : whole.end + 25]
        if SCORES.search(said) or MONEY.search(said):
            return None
        made = prod((each.value for each in factors), start=Decimal(1))
        rates = len({match.start() for match in RATE.finditer(said)})
        slip = made > HUNDREDS and _misplaced(made, whole.value) and STRONG.search(said)
        if (
            (rates >= size - 1 or slip)
            and made != whole.value
            and (LEAST * made <= whole.value <= MOST * made or swapped(made, whole.value))
        ):
            return made
    return None


def _misplaced(one: Decimal, other: Decimal) -> bool:
    """«846» for 864."""
    return one != other and sorted(f"{one:.0f}") == sorted(f"{other:.0f}")


def _slipped(act: Act, before: Sequence[Thing], whole: Thing) -> Decimal | None:
    """«due addetti, 24 ore, 18 settimane: 432; in tutto 846»: some product has the same digits in another order."""
    said = act.text[before[-1].end : whole.start]
    if not STRONG.search(said) or whole.value <= HUNDREDS or MONEY.search(said):
        return None
    values = [each.value for each in before]
    made = (prod(each, start=Decimal(1)) for size in (2, 3) for each in combinations(values, size))
    return next((each for each in made if _misplaced(each, whole.value)), None)


def _by_groups(act: Act, since: int, whole: Thing) -> Decimal | None:
    """«tre operatori a 36 ore ciascuno; due a 18 ore: in tutto 154 ore»: products that are added."""
    text = act.text
    cuts = [
        since,
        *(each.end() for each in CUT.finditer(text, since, whole.start) if each.end() > since),
    ]
    groups = [things_in(act, one, other) for one, other in zip(cuts, [*cuts[1:], whole.start], strict=True)]
    groups = [each for each in groups if each]
    if len(groups) < 2 or any(len(each) != 2 for each in groups) or MONEY.search(text, since, whole.start):
        return None
    if not all(
        re.search(r"\b(?:a|da|per|con|di|ciascun\w*|ore|x)\b|[x×,]", text[one.end : other.start])
        for one, other in groups
    ):
        return None
    made = sum((one.value * other.value for one, other in groups), Decimal(0))
    return made if LEAST * made <= whole.value <= MOST * made and made != whole.value else None


def _explained(act: Act, whole: Thing, items: Sequence[Thing] = ()) -> bool:
    """Whether some reading of the numbers around makes the whole exactly."""
    text = act.text
    stop = text.find("\n\n", whole.end)
    end = min(whole.end + AFTER, stop if stop >= 0 else len(text))
    before = [each.value for each in things_in(act, max(0, whole.start - BEFORE), whole.start)][-9:]
    after = [each.value for each in things_in(act, whole.end, end)][:9]
    listed = [each.value for each in items][:12]
    return any(explains(whole.value, values) for values in (before, after, listed) if values)


RECKONINGS = (counted("insieme", WHY, _sums), counted("insieme_prodotto", WHY, _products))
