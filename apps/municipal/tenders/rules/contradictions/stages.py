"""What is paid while the work goes on, what the works by themselves are worth, and each lot."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.comparing import disagreement
from apps.municipal.tenders.rules.contradictions.measures import amounts
from apps.municipal.tenders.rules.contradictions.money import SMALLEST, base
from apps.municipal.tenders.rules.contradictions.naming import is_each
from apps.municipal.tenders.rules.contradictions.pairing import is_taxed
from apps.municipal.tenders.rules.contradictions.related import procedures
from apps.municipal.tenders.rules.contradictions.statement import Statement, after, before
from apps.municipal.tenders.rules.rule import Found

STAGE = re.compile(
    r"\b(?:S\.?A\.?L\b|stat[oi]\s+(?:di\s+|d')?avanzamento|accont[oi]|in\s+acconto|credito|rat[ae]\s+di\s+acconto|pagament[oi]\s+parzial[ei])",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"\b(?:raggiung\w+|raggiunt\w+|matur\w+|ogni(?:qualvolta|\s+volta)?|almeno|inferior[ei]|eseguit\w+\s+(?:lavori|opere)\s+per|lavori\s+(?:eseguiti\s+)?per|importo\s+(?:minimo\s+)?di|superi\w*|supera)\b[^.;\n]{0,50}$",
    re.IGNORECASE,
)
LEAST = Decimal(1000)
NEAR = Decimal("1.6")
"""times that the lots may be more or less than the whole that they should make"""
WORKS = re.compile(
    r"\b(?:total[ei]\s+)?(?:lavori|opere|prestazioni|servizi)\s+(?:(?:e|ed|opere|forniture|soggett\w+|ribassabili)\s+){0,3}a\s+(?P<how>misura|corpo)\b\W{0,40}(?:(?:per|di|è|pari\s+ad?|ammontano\s+a|sono|euro|€|soggett\w+\s+a\s+ribasso|ribassabili|importo)\W{0,12}){0,3}$",
    re.IGNORECASE,
)
WORKS_AFTER = re.compile(
    r"\s*(?:euro\s*)?,?\s*(?:per|di|quale\s+importo\s+dei|a\s+titolo\s+di)\s+(?:i\s+)?(?:lavori|opere|servizi|prestazioni)\s+a\s+(?P<how>misura|corpo)\b",
    re.IGNORECASE,
)
LOT = re.compile(r"\blotto\s+(?:n\.?\s?)?(?P<lot>\d{1,2}|[A-E])\b", re.IGNORECASE)
LOT_AFTER = re.compile(
    r"\s*(?:euro\s*)?,?\s*(?:\(|(?:per|quanto\s+al|relativ\w+\s+al|riferit\w+\s+al|sul|del)\s*(?:il\s+)?)lotto\s+(?:n\.?\s?)?(?P<lot>\d{1,2}|[A-E])\b",
    re.IGNORECASE,
)
OF_SOMETHING_ELSE = re.compile(
    r"\bgaranzi|\bcauzion|\bmanodopera|\bsicurezza|\bfatturat|\bcontribut|\binterferenz|\brequisit|\banalog\w+|\bcapacità\s+(?:tecn|econ|profess)|\besempi|\bpresta(?:no)?\b",
    re.IGNORECASE,
)
COLUMNS = re.compile(r"[|\t][^\n]*\n[^\n]*$")
"""from the head of a column to an amount that may stand below another one"""
PART = re.compile(r"\bO[GS]\s?-?\d|\bcategori\w+|\blotto\b|\bstralcio\b", re.IGNORECASE)


def stages(act: Act) -> Iterator[Statement]:
    """How much must be done before another part of the price is paid."""
    for amount in amounts(act):
        lead = before(act.text, amount.start)
        if amount.value >= LEAST and STAGE.search(lead) and REACHED.search(lead):
            yield Statement(amount.value, amount.start, amount.end)


def works(act: Act) -> Iterator[Statement]:
    """What is to be done by measure, and what for a lump sum, without security."""
    for amount in act.amounts:
        lead = before(act.text, amount.start, 120)
        found = WORKS_AFTER.match(after(act.text, amount.end)) or WORKS.search(lead)
        if found and amount.value >= LEAST and not PART.search(lead) and not is_each(act.text, amount):
            yield Statement(amount.value, amount.start, amount.end, key=f"a {found['how'].lower()}")


def lots(act: Act) -> Iterator[Statement]:
    """The value of each numbered lot, named before it or after it."""
    last = 0
    for amount in act.amounts:
        lead = before(act.text, amount.start)[-160:]
        behind = LOT_AFTER.match(act.text, amount.end)
        ahead = [*LOT.finditer(lead)]
        at = amount.start - len(lead) + ahead[-1].start() if ahead else -1
        own = ahead[-1] if ahead and not behind and at >= last else None
        own = None if own and COLUMNS.search(lead, own.end()) else own
        said = lead[own.end() :] if own and lead.rfind("(") <= lead.rfind(")") else lead
        found = behind or own
        if found and amount.value >= SMALLEST and not OF_SOMETHING_ELSE.search(said):
            yield Statement(amount.value, amount.start, amount.end, key=f"lotto {found['lot'].upper()}")
        last = amount.end


def compare_lots(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
    """The base that one document states for all lots, and those of another, all told, that do not make it."""
    for group in procedures(acts):
        for act in group:
            for other in group:
                told = _lots_of(other) if other is not act else []
                bases = {each.value: each for each in base(act)} if told else {}
                if len(bases) == 1:
                    whole = next(iter(bases.values()))
                    yield from _wrong_sum(act, whole, other, told)


def _lots_of(act: Act) -> list[Statement]:
    """One amount for each lot, when they are numbered from the first to the last."""
    found: dict[str, Statement] = {}
    for each in lots(act):
        if found.setdefault(each.key, each).value != each.value:
            return []
    numbered = [f"lotto {at}" for at in range(1, len(found) + 1)]
    return list(found.values()) if len(found) > 1 and list(found) == numbered else []


def _wrong_sum(
    act: Act, whole: Statement, other: Act, parts: Sequence[Statement]
) -> Iterator[tuple[Act, Found]]:
    values = [Decimal(str(each.value)) for each in parts]
    total, stated = sum(values, Decimal(0)), Decimal(str(whole.value))
    known = {each.value for each in other.amounts}, {each.value for each in act.amounts}
    beside = abs(total - stated) in known[0] | known[1]
    if beside or stated in known[0] or total in known[1] or not total / NEAR <= stated <= total * NEAR:
        return
    if max(values) < stated and not is_taxed(*sorted((total, stated))):
        listed = Statement(total, parts[0].start, parts[-1].end)
        note = f" (la somma dei lotti è {total:.2f})".replace(".", ",")
        yield act, disagreement("Importo di tutti i lotti", (act, whole), [(other, listed)], note)
        yield other, disagreement("Importo di tutti i lotti", (other, listed), [(act, whole)], note)
