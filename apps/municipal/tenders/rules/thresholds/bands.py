"""Figures that follow the value by bands: the contribution to ANAC, the level of the body, the class of the builder."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import (
    BUILDER_CLASSES,
    BUILDER_INCREASE,
    CONTRIBUTIONS,
    THRESHOLDS_KNOWN_TO,
    contribution,
    level_reach,
)
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.topics import SOA_FROM
from apps.municipal.tenders.rules.wording import denied, labelled, sentence_of, wording

BASE_FROM = Decimal(1_000)
FEE_BELOW = Decimal(1_000)
FEE = wording(r"\b(?:contribut\w+|vers\w+|quota|tassa\s+(?:sulla\s+)?gar\w|pag\w+)\b(?:~|;\s){0,170}$")
EARLIER = frozenset((20, 30, 70, 80, 140, 200, 225, 375, 500, 600, 800))
"""fees until March 2023"""
RULED = re.compile(r"\bdelibera\w*|\bA\.?N\.?A\.?C\b[^\n]{0,60}\bpari\b", re.IGNORECASE)
PAID = re.compile(
    r",?\s*(?:euro\s+)?(?:già\s+)?(?:pagat|versat|dovut|(?:di|per|quale|come|a\s+titolo\s+di)\s+(?:(?:il|la|del)\s+)?(?:contribut|quota))\w+",
    re.IGNORECASE,
)
AUTHORITY = re.compile(
    r"\bA\.?N\.?A\.?C\b|\bAutorità\b|\bAutorita'|\b266\b|\banticorruzione\b", re.IGNORECASE
)
OTHER_FEE = re.compile(
    r"\b(?:boll[oi]|rimbors\w+|pubblicazion\w+|segreteria|registr\w+|sanzion\w+|penal\w+|CPA|INPS|cassa|iscrizion\w+|incentiv\w+)\b",
    re.IGNORECASE,
)
BODY = r"(?:stazion\w\s+appaltant\w|(?:il|al|del|questo)\s+comune|ent[ei]\b|amministrazion\w|committent\w|S\.?A\.?\b)"
BIDDER = r"(?:operator\w|concorrent\w|partecipant\w|offerent\w|impres[ae]|ditt[ae]|candidat\w|pena\s+(?:di\s+|d')esclusione|partecipazione)"
PAYER = re.compile(rf"\b(?:(?P<body>{BODY})|(?P<bidder>{BIDDER}))", re.IGNORECASE)
DUE_BY = re.compile(
    rf"\s*(?:,\s*)?(?:per|a\s+carico\s+d\w+|dovut\w\s+da\w*|versat\w\s+da\w*)(?:\s+|')(?:(?:gli|il|la|le|i|l'|ciascun\w*|ogni)\s?)?(?:(?P<body>{BODY}|comune)|(?P<bidder>{BIDDER}))",
    re.IGNORECASE,
)
LOTS = re.compile(r"\blott[oi]\b(?!\s+unic)", re.IGNORECASE)
LEVEL = re.compile(
    r"\b(?P<branch>SF|L)\s?-?\s?(?P<level>[123])\b(?!\s*(?:del|della)\s+(?:D\.|legge))|\blivello\s+(?:di\s+qualificazione\s+)?[«\"]?(?P<name>base|intermedio)\b",
    re.IGNORECASE,
)
NAMED_LEVELS = {"base": 3, "intermedio": 2}
OF_GOODS = re.compile(r"\bserviz\w+|\bfornitur\w+|\bSF\b", re.IGNORECASE)
QUALIFIED = re.compile(r"\bqualific\w+|\blivell[oi]\b|\bart(?:\.|icolo)\s*6[23]\b", re.IGNORECASE)
OF_ANOTHER = re.compile(
    r"\b(?:central[ei]|C\.?U\.?C\b|avval\w+|deleg\w+|convenzion\w+|union[ei]|provincia|soggetto\s+aggregatore|bandirà|per\s+conto)\b",
    re.IGNORECASE,
)
REACHES = re.compile(
    r"\b(?:fino|sino|limite|massim\w|abilit\w+|non\s+(?:oltre|super\w+))\b[^.;\n]{0,60}$", re.IGNORECASE
)
CLASS = re.compile(
    r"\b(?:classific(?:a|he)|class\.)[\s:|]+(?:d'importo\s+|minima\s+|SOA\s+|n\.\s?)?(?P<class>(?-i:VIII|VII|VI|IV|V|III|II|I))(?:[\s-]?(?P<bis>bis))?\b",
    re.IGNORECASE,
)
CATEGORY = re.compile(r"\b(?:OG|OS)\s?-?\d{1,2}(?:-?[AB])?\b")
OWN_LIMIT = re.compile(
    r"\s*[(,–-]?\s*(?:(?:che\s+)?(?:arriva|abilita|vale|copre)\w*\s+)?(?:fino|sino|per\s+importi\s+fino|limite|importo\s+(?:massimo|fino)|pari)\s*(?:ad?|di|al?\s+limite\s+di)?\s*(?:€|euro)?\s*",
    re.IGNORECASE,
)
NOT_ENOUGH = re.compile(
    r"\b(?:non\s+(?:basta|è\s+suff\w+|copre|sufficien\w+)|raggruppament\w+|subappalt\w+|mandant\w+|scorporabil\w+|parte)\b",
    re.IGNORECASE,
)


def _contribution(standing: Standing) -> Iterator[Found]:
    """A contribution to ANAC that is not that of the band in which the tender stands."""
    text = standing.act.text
    if not AUTHORITY.search(text) or not any(CONTRIBUTIONS.holds(day) for day in standing.days):
        return
    bases = _bases(standing)
    for money in standing.act.amounts if bases else ():
        if money.value >= FEE_BELOW or not _is_fee(standing, money):
            continue
        payer = _payer(standing, money)
        due = {fee for base in bases for fee in _due(base, payer)}
        if int(money.value) in due or not _is_meant(standing, money):
            continue
        wanted = " o ".join(amount_text(Decimal(each)) for each in sorted(due))
        message = f"Contributo ad ANAC di {amount_text(money.value)}: per questo importo è {wanted or 'non dovuto'}."
        yield Found(
            money.start,
            money.words_end,
            message,
            f"Scrivere {wanted}, secondo la delibera annuale di ANAC in vigore.",
        )


def _bases(standing: Standing) -> list[Decimal]:
    """The amounts of the act that may be the base of the tender; none of a tender in lots, unless it has a single one."""
    if standing.values and not LOTS.search(standing.act.text):
        return list(standing.values)
    bases = [
        each.value
        for each in standing.act.amounts
        if each.value >= BASE_FROM
        and each.tax != "lordo"
        and each.role in ("", "base", "totale", "lotto", "ribassabile", "opzioni", "offerta")
    ]
    return [*bases, sum(bases, Decimal(0))] if LOTS.search(standing.act.text) else bases


def _is_fee(standing: Standing, money: Money) -> bool:
    """Whether its row, or its sentence, says that it is the contribution."""
    text = standing.act.text
    one, other = _row(standing, money)
    before = text[one : money.start]
    is_told = FEE.search(before) or PAID.match(text, money.words_end)
    if not is_told or OTHER_FEE.search(before[-70:]):
        return False
    if AUTHORITY.search(text, one, other):
        return True
    near = text[max(0, one - 160) : other]
    return AUTHORITY.search(near) is not None and re.search(r"\bcontribut", near, re.I) is not None


def _is_meant(standing: Standing, money: Money) -> bool:
    """Whether the figure is one of ANAC's, of this year or another; a round sum in a plan may hold more."""
    known = {fee for _, body, bidder in CONTRIBUTIONS.value for fee in (body, bidder)} | EARLIER
    one, other = _row(standing, money)
    return int(money.value) in known or RULED.search(standing.act.text, one, other) is not None


CLAUSE = re.compile(r"\(|\be\s+di\b|\bmentre\b", re.IGNORECASE)
"""what follows is said of another payment"""


def _payer(standing: Standing, money: Money) -> str:
    text, (one, other) = standing.act.text, _row(standing, money)
    after = CLAUSE.split(text[money.words_end : min(other, money.words_end + 60)])[0]
    near = [found] if (found := DUE_BY.match(after)) else list(PAYER.finditer(text, one, money.start))
    near = near or list(PAYER.finditer(after))[:1]
    return near[-1].lastgroup or "" if near else ""


def _row(standing: Standing, money: Money) -> tuple[int, int]:
    """The sentence of an amount, or its row with all columns, near it."""
    text = standing.act.text
    one, other = sentence_of(standing.act.flat, money.start, money.end)
    one = min(one, max(text.rfind("\n", 0, money.start) + 1, text.rfind(". ", 0, one) + 1))
    return max(one, money.start - 190), min(other, money.end + 120)


def _due(base: Decimal, payer: str) -> tuple[int, ...]:
    body, bidder = contribution(base)
    return (body,) if payer == "body" else (bidder,) if payer == "bidder" else (body, bidder)


def _level(standing: Standing) -> Iterator[Found]:
    """A body that buys beyond the level it says to have, or a level that reaches as far as the law does not say."""
    text = standing.act.text
    for match in scan(LEVEL, text):
        one, other = labelled(standing.act.flat, match.start(), match.end())
        sentence = text[one:other]
        if not QUALIFIED.search(sentence) or (match["branch"] and not match["branch"].isupper()):
            continue
        is_works = match["branch"] == "L" if match["branch"] else not OF_GOODS.search(sentence)
        kind = "lavori" if is_works else "servizi"
        level = int(match["level"] or NAMED_LEVELS[match["name"].lower()])
        reaches = {level_reach(level, kind, min(day, THRESHOLDS_KNOWN_TO)).value for day in standing.days}
        most = max((each for each in reaches if each is not None), default=None)
        if most is None:
            continue
        most_far = min(other, match.end() + 130)
        near = standing.act.amounts_between(match.end(), most_far)
        stated = next((each for each in near if REACHES.search(text, match.end(), each.start)), None)
        found = _of_level(standing, kind, most)
        if stated and stated.value not in reaches and stated.value not in standing.values:
            yield Found(
                match.start(),
                stated.words_end,
                f"Il livello {match[0]} arriva a {amount_text(most)}, non a {amount_text(stated.value)}.",
                f"Scrivere {amount_text(most)} (art. 63, comma 2).",
            )
        elif (
            found and not OF_ANOTHER.search(sentence) and not denied(text, match.start(), match.end(), 40, 0)
        ):
            yield Found(match.start(), match.end(), *found)


def _of_level(standing: Standing, kind: str, most: Decimal) -> tuple[str, str] | None:
    is_works = {each in ("lavori", "concessione") for each in standing.kinds} == {True}
    if not standing.values or min(standing.values) <= most or is_works != (kind == "lavori"):
        return None
    return (
        f"Il livello di qualificazione indicato arriva a {amount_text(most)}: qui l'importo è {amount_text(min(standing.values))}.",
        "Indicare il livello posseduto, o la centrale di committenza qualificata (artt. 62 e 63).",
    )


def _class(standing: Standing) -> Iterator[Found]:
    """A class of builders that does not reach the amount of its works, or reaches elsewhere than is said."""
    text = standing.act.text
    categories = {re.sub(r"[\s-]", "", each[0]) for each in scan(CATEGORY, text)}
    for match in scan(CLASS, text):
        name = match["class"] + ("-BIS" if match["bis"] else "")
        reach = BUILDER_CLASSES.value.get(name)
        if reach is None:
            continue
        yield from _reach_said(standing, match, name, Decimal(reach))
        one, other = sentence_of(standing.act.flat, match.start(), match.end())
        works = _works_of(standing, match, len(categories))
        most = reach * BUILDER_INCREASE
        if not works or min(works) <= most or NOT_ENOUGH.search(text[one:other]):
            continue
        message = f"Classifica {name}: arriva a {amount_text(Decimal(reach))}, con l'aumento di un quinto a {amount_text(most)}; i lavori sono di {amount_text(min(works))}."
        right = next((each for each, top in BUILDER_CLASSES.value.items() if top >= min(works)), "VIII")
        yield Found(match.start(), match.end(), message, f"classifica {right.replace('BIS', 'bis')}")


def _reach_said(standing: Standing, match: re.Match[str], name: str, reach: Decimal) -> Iterator[Found]:
    said = OWN_LIMIT.match(standing.act.text, match.end())
    money = said and next(iter(standing.act.amounts_between(match.end(), said.end() + 2)), None)
    if money and money.value not in (reach, reach * BUILDER_INCREASE) and money.value not in standing.values:
        message = f"La classifica {name} arriva a {amount_text(reach)}, non a {amount_text(money.value)}."
        yield Found(money.start, money.words_end, message, f"Scrivere {amount_text(reach)} (allegato II.12).")


def _works_of(standing: Standing, match: re.Match[str], categories: int) -> list[Decimal]:
    """The amounts in its row, which are of its category; those of the whole where there is one category."""
    text = standing.act.text
    one, other = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    row = text[one : other if other >= 0 else len(text)]
    beside = [
        each.value
        for each in standing.act.amounts_between(one, one + len(row))
        if each.value >= 20_000 and each.tax != "lordo" and each.value not in BUILDER_CLASSES.value.values()
    ]
    if beside and len(CATEGORY.findall(row)) <= 1 and len(CLASS.findall(row)) == 1:
        return beside
    return list(standing.values) if categories <= 1 else []


NO_BUILDER = wording(
    r"\bnon\s+(?:occorre|serve|si\s+richiede|(?:è|sono)\s+(?:necessari|richiest|obbligatori|dovut)\w)\b~{0,40}?\bSOA\b"
    r"|\bSOA\b~{0,20}?\bnon\s+(?:occorre|serve|(?:è\s+)?(?:richiest|necessari|obbligatori|dovut)\w)\b"
)
OF_PART = re.compile(
    r"\b(?:scorporabil\w+|inferior\w|sotto|subappalt\w+|categori\w+\s+diverse|se\b|qualora|progettist\w+|ausiliari\w+)\b",
    re.IGNORECASE,
)


def _no_builder(standing: Standing) -> Iterator[Found]:
    """Works of this value said to need no certificate of the builder."""
    if set(standing.kinds) != {"lavori"} or min(standing.values, default=Decimal(0)) < SOA_FROM:
        return
    text = standing.act.text
    for match in scan(NO_BUILDER, text):
        one, other = sentence_of(standing.act.flat, match.start(), match.end())
        if not OF_PART.search(text, one, other) and not standing.act.amounts_between(one, other):
            message = (
                f"L'attestazione SOA è detta non necessaria: per i lavori occorre da {amount_text(SOA_FROM)}."
            )
            yield Found(
                match.start(),
                match.end(),
                message,
                "Chiedere l'attestazione SOA nella categoria e nella classifica dei lavori (art. 100, comma 4).",
            )


BANDS = (
    threshold(
        "contributo_anac",
        CONTRIBUTIONS.article,
        "Il contributo ad ANAC segue l'importo a base di gara, con misure diverse per la stazione appaltante e per chi concorre.",
        _contribution,
    ),
    threshold(
        "livello_qualificazione",
        "art. 63 c. 2",
        "Ogni livello di qualificazione abilita fino a un importo.",
        _level,
    ),
    threshold(
        "soa_dovuta",
        "art. 100 c. 4; allegato II.12",
        "I lavori da 150.000 euro si affidano a chi ha l'attestazione SOA.",
        _no_builder,
    ),
    threshold(
        "classifica_soa",
        BUILDER_CLASSES.article,
        "La classifica SOA abilita fino al suo importo, aumentato di un quinto.",
        _class,
    ),
)
