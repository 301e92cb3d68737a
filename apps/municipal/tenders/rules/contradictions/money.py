"""Amounts that an act states, each of something that has one amount only."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.contradictions.measures import amounts
from apps.municipal.tenders.rules.contradictions.naming import is_each, named
from apps.municipal.tenders.rules.contradictions.statement import Read, Stated, Statement, before, clause

SMALLEST = Decimal(500)
"""euro; what is less is no estimated value"""
SHARED = re.compile(r"(?:%|per\s?cento|per\s?mille|‰)", re.IGNORECASE)
NOT_VALUE = re.compile(
    r"\b(?:garanzi\w+|cauzion\w+|manodopera|sicurezza|fatturat\w+|bollo|polizz\w+|massimal\w+|R\.?C\.?[TO]|responsabilità\s+civile|danni|assicur\w+|sinistr\w+|rinnov\w+|prorog\w+|singol\w+|mensil\w+|annu[oai]\w*|unitari\w+|lotto|pasto|orari\w+|contratto\s+di\s+punta|penal\w+|ogni|rata|acconto|quadro\s+economico(?:\s+\w+)?\s+(?:di|pari|per)|(?:complessivo|totale|importo)\s+(?:del|di)\s+quadro\s+economico|totale\s+generale)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
GLOBAL = re.compile(
    r"\b(?:globale|comprensiv\w+\s+(?:di|delle)\s+(?:opzion|rinnov)|art(?:\.|icolo)\s*14|opzion\w+|massim[oa])\b",
    re.IGNORECASE,
)
ROWS = 40  # amounts of one act that are added up
WHOLE = 5
"""times that a yearly amount may stand in the whole one"""
VAT, CENT = (4, 5, 10, 22), Decimal("0.01")
POLICIES = (
    ("RC", r"\bR\.?C\.?T\b|\bresponsabilità\s+civile\s+(?:verso|contro)\s+terzi|\bRCT\s?/\s?RCO"),
    ("RC professionale", r"\bprofessional\w+"),
    ("CAR", r"\bC\.?A\.?R\b"),
    ("RCO", r"\bR\.?C\.?O\b|\bprestator\w+"),
)


WHOLE_VALUE = re.compile(
    r"\bvalore\s+(?:\w+\s+){0,2}(?:globale|massimo)|\bvalore\s+con\s+(?:il\s+|l'eventuale\s+|le\s+)?(?:rinnov|opzion|prorog)\w+|\bart(?:\.|icolo)\s*14,?\s*(?:comma|c\.)\s*4|\bcomprensiv\w+\s+(?:di|delle|del|dell')\s?(?:event\w+\s+)?(?:opzion|rinnov|prorog)\w+|\b(?:incluse|compres[ei])\s+(?:le\s+)?opzioni",
    re.IGNORECASE,
)
OPTION = re.compile(r"\b(rinnov|prorog|quinto|opzion)\w*", re.IGNORECASE)
OPTION_NAMES = {"rinnov": "rinnovo", "prorog": "proroga", "quinto": "quinto d'obbligo", "opzion": "opzioni"}
OFFERED = re.compile(
    r"\b(?:offert[oa]|affidat\w+|aggiudica\w+|contrattuale|corrispettivo|preventivo)\b", re.IGNORECASE
)
ASIDE = re.compile(r"\([^()]*\)")
YEARLY = re.compile(r"\W*(?:per\s+(?:ciascun|ogni)|all'anno|annu\w|al\s+mese|mensil)", re.IGNORECASE)
NAMED = {
    role: re.compile(pattern, re.IGNORECASE)
    for role, pattern in (
        ("sicurezza", r"sicurezza|interferenz|DUVRI"),
        ("manodopera", r"manodopera|lavoro|personale"),
        ("ribassabile", r"ribass"),
        ("bollo", r"boll[oi]"),
    )
}
FROM = re.compile(
    r"\s*(?:euro\s*)?(?:in\s+(?:poi|su|avanti)|e\s+oltre|o\s+(?:più|superior\w+))\b", re.IGNORECASE
)
"""after a limit of the law"""
BEFOREHAND = re.compile(
    r"\b(?:precedent\w+|uscent\w+|scadut\w+|(?:era|ammontava)(?!\s+(?:stat\w\s+)?(?:\w+at|presunt|post|previst|a\s+base)))\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\bera\b|\bnel\s+20\d\d\b|\bfino\s+al\s+20\d\d|\ballora\b", re.IGNORECASE)
EUROPEAN = re.compile(
    r"\bsogli[ae]\s+(?:\w+\s+){0,2}?(?:europe|comunitari|UE\b|di\s+rilevanza\s+(?:europe|comunitari)|dell'Unione)[^;\n]{0,60}$",
    re.IGNORECASE,
)
EUROPEAN_AFTER = re.compile(
    r"\s*(?:euro\s*)?[,(]\s?(?:quale\s+)?sogli[ae]\s+(?:europe|comunitari|UE\b)", re.IGNORECASE
)
STAMPED_OFFER = re.compile(r"\b(?:offert|domand|istanz|candidatur)\w*", re.IGNORECASE)
AMOUNTING = re.compile(
    r"\bammontare\s+(?:complessivo\s+)?(?:dell'appalto|dei\s+lavori|del\s+servizio|della\s+fornitura)\s+(?:è|e'|ammonta|risulta)?[^.;\n]{0,20}$|\bcorrispettivo\s+(?:\w+\s+){0,3}(?:stimat|presunt|massim|a\s+base)\w*[^.;\n\d]{0,30}$",
    re.IGNORECASE,
)
LABOUR = re.compile(
    r"\bmanodopera\b[^;]*\b(?:stimat|ammont|pari\b|quantificat)\w*\s+(?:in|a|ad|di)?\s*$", re.IGNORECASE
)
TOLD_WHOLE = re.compile(
    r"\bvalore\s+(?:complessivo\s+stimato|stimato\s+complessivo)\b|\bart(?:\.|icolo)\s*14\s+del\s+Codice",
    re.IGNORECASE,
)
TABLE = 350
"""characters before a total in which its table says that VAT is in it"""
TAXED = re.compile(
    r"\bi\.?v\.?a\b\.?[^.;\n]{0,25}\b(?:compres|inclus)\w+|\bprenota\w+|\bimpegn\w+|\bI\.?V\.?A\.?\s+\d+\s?%",
    re.IGNORECASE,
)
AWARD = "determina_affidamento_diretto"
"""tells what was estimated and what was offered"""
BARGAINED = re.compile(r"\b(?:ribass|scont|offert|preventiv)\w+", re.IGNORECASE)
ESTIMATED = re.compile(
    r"\b(?:stimat\w+|presunt\w+|presuntiv\w+|massim\w+|previst\w+|quantificat\w+|stima)\b|\b(?:a\s+base|base\s+d)",
    re.IGNORECASE,
)
"""what an award calls its base, where the other amounts are those of the offer"""


def base(act: Act) -> Iterator[Statement]:
    """What the act calls its estimated value or base; the amount of the whole act when it calls none so."""
    for amount in _bases(act):
        yield Statement(
            amount.value,
            amount.start,
            amount.end,
            weight=1 if GLOBAL.search(before(act.text, amount.start)) else 2,
        )


def _bases(act: Act) -> list[Money]:
    found = [
        each
        for each in act.amounts
        if (each.role == "base" or AMOUNTING.search(before(act.text, each.start))) and _is_value(act, each)
    ]
    found = [each for each in found if not WHOLE_VALUE.search(before(act.text, each.start)[-120:])]
    if act.kind == AWARD and BARGAINED.search(act.text):
        return [each for each in found if ESTIMATED.search(before(act.text, each.start))]
    total = act.value
    if found or total is None or total.role == "offerta" or not _is_value(act, total):
        return found
    if is_each(act.text, total) or WHOLE_VALUE.search(before(act.text, total.start)[-120:]):
        return []
    return [] if TAXED.search(act.text, max(0, total.start - TABLE), total.start) else [total]


def _is_value(act: Act, amount: Money) -> bool:
    lead = before(act.text, amount.start)
    return (
        amount.value >= SMALLEST
        and amount.tax != "lordo"
        and not FROM.match(act.text, amount.end)
        and not BEFOREHAND.search(lead)
        and not NOT_VALUE.search(lead[-90:])
        and not SHARED.search(lead[-60:])
    )


def _is_named(act: Act, amount: Money, role: str) -> bool:
    """Whether its label is its own: not of a share of it, not in a parenthesis that belongs to another amount."""
    lead = before(act.text, amount.start)
    if amount.role == "soglia":
        return False
    if role in ("sicurezza", "manodopera") and (named(act, amount) != role or is_each(act.text, amount)):
        return False
    if SHARED.search(lead[-35:]) or YEARLY.match(act.text[amount.end : amount.end + 40]):
        return False
    bare = ASIDE.sub("", lead)
    return bare == lead or bool(NAMED[role].search(bare + act.text[amount.end : amount.end + 60]))


def whole_value(act: Act) -> Iterator[Statement]:
    """The value with options and renewals (art. 14, paragraph 4)."""
    for amount in act.amounts_of("base", "opzioni", "totale"):
        lead = before(act.text, amount.start)
        if (
            amount.value >= SMALLEST
            and (WHOLE_VALUE.search(lead[-120:]) or TOLD_WHOLE.search(lead[-120:]))
            and not SHARED.search(lead[-40:])
        ):
            yield Statement(amount.value, amount.start, amount.end)


def labour_costs(act: Act) -> Iterator[Statement]:
    """The cost of labour, also where the sentence speaks of the rebate in between."""
    yield from of_role("manodopera")(act)
    for amount in act.amounts_of("ribasso", "ribassabile"):
        if LABOUR.search(before(act.text, amount.start)):
            yield Statement(amount.value, amount.start, amount.end)


def options(act: Act) -> Iterator[Statement]:
    """What renewal, extension and other options are worth."""
    for amount in act.amounts_of("opzioni"):
        lead = before(act.text, amount.start)
        found = [*OPTION.finditer(lead)]
        if (
            found
            and amount.value >= SMALLEST
            and named(act, amount) != "valore globale"
            and not WHOLE_VALUE.search(lead[-120:])
        ):
            yield Statement(amount.value, amount.start, amount.end, key=OPTION_NAMES[found[-1][1].lower()])


def offers(act: Act) -> Iterator[Statement]:
    """The amount of the award."""
    for amount in act.amounts_of("offerta"):
        lead = before(act.text, amount.start)
        if (
            amount.value >= SMALLEST
            and amount.tax != "lordo"
            and named(act, amount) in ("", "base", "offerta", "base di gara")
            and OFFERED.search(lead)
            and not SHARED.search(lead[-60:])
        ):
            yield Statement(amount.value, amount.start, amount.end)


def of_role(*roles: str) -> Read:
    """Amounts of these roles, each under its own key."""

    def read(act: Act) -> Iterator[Statement]:
        for amount in act.amounts:
            role = named(act, amount)
            told = role if role in roles else amount.role
            if told in roles and _is_named(act, amount, told):
                yield Statement(amount.value, amount.start, amount.end, key=told if len(roles) > 1 else "")

    return read


def stamps(act: Act) -> Iterator[Statement]:
    """The stamp duty of the contract is one thing, that of the offer another."""
    for each in of_role("bollo")(act):
        said = clause(act, each.start, each.end)
        yield replace(each, key="dell'offerta" if STAMPED_OFFER.search(said) else "")


def policies(act: Act) -> Iterator[Statement]:
    """Ceilings of the insurance, by policy."""
    for amount in amounts(act):
        lead = before(act.text, amount.start)
        if (
            amount.value >= 50_000
            and re.search(r"\bmassimal\w+", lead, re.IGNORECASE)
            and not re.search(r"\b(?:incendio|furto|assicurat[ao])\b", lead[-70:], re.IGNORECASE)
        ):
            key = next((name for name, pattern in POLICIES if re.search(pattern, lead, re.IGNORECASE)), "RC")
            yield Statement(amount.value, amount.start, amount.end, key=key)


def thresholds(act: Act) -> Iterator[Statement]:
    """The European threshold, where an act says how much it is."""
    for amount in act.amounts:
        around = before(act.text, amount.start)[-140:]
        if (
            (EUROPEAN.search(around) or EUROPEAN_AFTER.match(act.text, amount.end))
            and amount.value > 100_000
            and not PAST.search(around)
        ):
            yield Statement(amount.value, amount.start, amount.end)


def same_amount(one: Stated, other: Stated) -> bool:
    """Whether both state some amount alike, or what differs is only how much of the same is counted.

    An amount of the one may stand in the other under another name; it may be its part (with or without security,
    options, VAT, for a year or for all).
    """
    mine, theirs = one.values, other.values
    if mine & theirs:
        return True
    values = {each.value for act in (one.act, other.act) for each in act.amounts}
    known_here = {each.value for each in one.act.amounts}
    known_there = {each.value for each in other.act.amounts}
    if mine <= known_there and theirs <= known_here:
        return True
    if mine <= _rebated(other.act) or theirs <= _rebated(one.act):
        return True
    if _are_sums(mine, other) or _are_sums(theirs, one):
        return True
    return any(_derived(first, second, values) for first in mine for second in theirs)


def _rebated(act: Act) -> frozenset[Hashable]:
    """What rebates are made on, beside which a greater amount is the whole with its options."""
    return frozenset(each.value for each in act.amounts_of("ribassabile"))


def _are_sums(values: frozenset[Hashable], parts: Stated) -> bool:
    """Whether each is the sum of amounts that follow one another, of which the other document states one."""
    found: set[Hashable] = set()
    listed = [each.value for each in parts.act.amounts[:ROWS]]
    for at in (at for at, value in enumerate(listed) if value in parts.values):
        found.update(list(accumulate(listed[at:]))[1:])
    return values <= found


def _derived(first: object, second: object, known: set[Decimal]) -> bool:
    if not isinstance(first, Decimal) or not isinstance(second, Decimal):
        return False
    low, high = sorted((first, second))
    if low <= 0 or high - low in known:
        return True
    taxed = any(abs(low * (100 + rate) / 100 - high) <= CENT for rate in VAT)
    times = any(abs(low * count - high) <= CENT for count in (*range(2, WHOLE + 1), 12, 24, 36))
    return taxed or times


def equal_amount(one: Stated, other: Stated) -> bool:
    """For amounts that have no parts: security, labour, a ceiling."""
    if one.values & other.values:
        return True
    here, there = ({each.value for each in stated.act.amounts} for stated in (one, other))
    known = one.values <= there, other.values <= here
    return any(known) if AWARD in (one.act.kind, other.act.kind) else all(known)
