"""What figures of one passage must be to one another by what they are called: imponibile, IVA e totale; base, ribasso e netto."""

import re
from decimal import Decimal
from functools import partial

from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.dimensions import LOOSE
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.figures import Figure, Said, told
from apps.municipal.tenders.rules.sums.operands import OF_ROWS, found_near, nearly

WHY = "Importi che si ricavano l'uno dall'altro devono tornare: su di essi si affida, si impegna e si garantisce."
TAX = re.compile(r"\bi\.?v\.?a\b", re.IGNORECASE)
GROSS = re.compile(
    r"\b(?:lord[oa]|complessiv\w+|total[ei]|impegn\w+|i\.?v\.?a\.?\s+(?:\d+\s?%\s+)?(?:al\s+\d+\s?%\s+)?(?:inclus|compres)\w|(?:inclus|compres)\w\s+(?:l')?i\.?v\.?a)",
    re.IGNORECASE,
)
NET = re.compile(r"\b(?:imponibil\w+|nett[oaie]|i\.?v\.?a\.?\s+esclusa)", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:cassa|inps|contribut\w+|boll[oi]|esent\w+|reverse|sicurezza|imprevist\w+|spese|rimbors\w+|ritenut\w+|opzion\w+|rinnov\w+)\b",
    re.IGNORECASE,
)
REBATE = re.compile(r"\b(?:ribass\w*|scont\w*)\b", re.IGNORECASE)
REDUCED = re.compile(r"\bri(?:dott|duzion|duc)\w*", re.IGNORECASE)
REST = re.compile(
    r"\b(?:economi[ae]|risparmi\w*|residu\w+|rest(?:a|ano|ante|erà)|riman\w+|rimanen\w+|disponibil\w+|differenz\w+|minor[ei]?\s+spes\w+|(?:soggett\w+\s+a\s+)ribasso|ribassabil\w+|svincol\w+)\b",
    re.IGNORECASE,
)
MEAN = re.compile(r"\bmedi[oa]\b", re.IGNORECASE)
OF_WHOLE = re.compile(
    r"\b(?:penal\w+|incentiv\w+|anticipazion\w+|quot[ae]|quint[oi]|ritenut\w+|garanzi\w+|cauzion\w+|imprevist\w+|manodopera|funzioni\s+tecniche|variazion\w+|subappalt\w+|spese\s+generali)\b",
    re.IGNORECASE,
)
NO_PART = re.compile(
    r"\b(?:sogli\w+|massimal\w+|fatturat\w+|polizz\w+|franchigi\w+|bollo|minim\w+)\b", re.IGNORECASE
)
RATES = tuple(map(Decimal, ("0.04", "0.05", "0.1", "0.22")))
LEAST, MOST = Decimal("0.3"), Decimal(3)
CLOSE, TIED, FAR = Decimal("0.75"), 60, 110


def _tax(said: Said) -> Found | None:
    """«imponibile 14.500,00, IVA 22 % 3.190,00, totale 17.960,00»: one of the two relations holds, the other does not."""
    rates = [each.value for each in said.shares if each.value in RATES]
    if len(said.shares) != 1 or not rates or not TAX.search(said.words) or OTHERS.search(said.words):
        return None
    rate = rates[0]
    if len(said.euros) == 3:
        tax, net, gross = sorted(said.euros, key=lambda each: each.value)
        shared, added = nearly(net.value * rate, tax.value), nearly(net.value + tax.value, gross.value)
        if shared and not added and GROSS.search(said.words) and gross.value < net.value * 2:
            return said.wrong(gross, net.value + tax.value, made=net.value + tax.value)
        if added and not shared and TAX.search(tax.words):
            return said.wrong(tax, net.value * rate)
        return None
    if len(said.euros) != 2 or said.counts:
        return None
    net, gross = sorted(said.euros, key=lambda each: each.value)
    if not (NET.search(net.words) and GROSS.search(said.words)) or TAX.match(net.tail.strip()):
        return None
    fits = any(nearly(net.value * factor, gross.value) for factor in (1 + rate, 1 / rate, (1 + rate) / rate))
    return None if fits or net.value < gross.value * CLOSE else said.wrong(gross, net.value * (1 + rate))


def _rebate(said: Said) -> Found | None:
    """«stimati in 45.000,00, affidati per 36.900,00 con il ribasso del 12 %»."""
    if len(said.euros) != 2 or len(said.shares) != 1 or OTHERS.search(said.words) or TAX.search(said.words):
        return None
    share, (net, base) = said.shares[0], sorted(said.euros, key=lambda each: each.value)
    if not REBATE.search(share.words) or not 0 < share.value < Decimal("0.6"):
        return None
    factors = (1 - share.value, share.value)
    if any(found_near(said.known, net.value, factor) for factor in factors):
        return None
    right = base.value * (1 - share.value)
    return said.wrong(net, right) if CLOSE * right < net.value < right / CLOSE else None


def _reduction(said: Said) -> Found | None:
    """«garanzia di 3.600,00, ridotta del 30 per cento e quindi dovuta per 1.080,00»: what is taken off, not what is left."""
    for share in said.shares:
        result = _to(said, share) or next((each for each in said.euros if each.start >= share.end), None)
        wholes = [each for each in said.euros if result and each.end <= result.start]
        if not result or not wholes or not 0 < share.value < 1 or not REDUCED.search(share.words):
            continue
        far = result.start - share.end > FAR or LOOSE.search(result.lead)
        left = 1 - share.value
        if (
            far
            or not OF_GUARANTEE.search(said.words)
            or any(nearly(each.value * left, result.value) for each in wholes)
        ):
            continue
        start = min(wholes, key=lambda each: abs(each.value * left - result.value))
        if LEAST < result.value / (start.value * left) < MOST:
            return said.wrong(result, start.value * left, (start, share))
    return None


OF_GUARANTEE = re.compile(r"\b(?:garanzi|cauzion)\w*", re.IGNORECASE)
REDUCED_TO = re.compile(r"\bridott[oa]\s+a\s*(?:€|euro)?\s*$", re.IGNORECASE)


def _to(said: Said, share: Figure) -> Figure | None:
    """«ridotto a € 2.520,00 con la riduzione del 30 per cento»."""
    before = [each for each in said.euros if each.end <= share.start]
    return before[-1] if before and REDUCED_TO.search(before[-1].lead) else None


def _rest(said: Said) -> Found | None:
    """«stanziamento 50.000,00, impegnato 18.400,00, residuo 36.100,00»."""
    if len(said.euros) != 3 or said.shares or said.counts:
        return None
    rests = [each for each in said.euros if _called(each, REST)]
    if len(rests) != 1 or NO_PART.search(said.words):
        return None
    rest = rests[0]
    whole, part = sorted((each for each in said.euros if each is not rest), key=lambda each: -each.value)
    right = whole.value - part.value
    if nearly(whole.value + part.value, rest.value):
        return None
    others = [each for each in said.known if each != rest.value]
    if right <= 0 or any(found_near(others, one + rest.value) for one in others):
        return None
    return said.wrong(rest, right, made=right) if LEAST * right < rest.value < MOST * right else None


def _called(figure: Figure, words: re.Pattern[str]) -> bool:
    """By the words before it; where they say nothing, by those after it: «124.000,00 per lavori soggetti a ribasso»."""
    if re.search(r"\bdifferenza\s+(?:tra|fra)\b", figure.lead, re.IGNORECASE):
        return False  # the first of the two
    return bool(words.search(figure.lead) or words.search(figure.tail)) and not re.search(
        r"\bnon\s+soggett", figure.words, re.IGNORECASE
    )


def _mean(said: Said) -> Found | None:
    """«tre preventivi, di 8.400,00, 9.150,00 e 8.850,00, con un prezzo medio di 9.000,00»."""
    means = [each for each in said.euros if MEAN.search(each.lead) and "(" not in each.lead]
    means = means or [said.euros[-1]] if MEAN.search(said.words) and len(said.euros) > 2 else means
    if len(means) != 1 or len(said.euros) < 3 or said.shares or not MEAN.search(said.words):
        return None
    values = sorted(each.value for each in said.euros if each is not means[0])
    rights = [sum(row, Decimal(0)) / len(row) for row in (values, values[1:-1]) if row]
    ordinals = [int(each.value) for each in said.counts] == list(range(1, len(said.counts) + 1))
    many = not ordinals and any(each.value not in (len(values), len(said.euros)) for each in said.counts)
    if many or values[-1] > 2 * values[0] or any(nearly(each, means[0].value) for each in rights):
        return None
    near = CLOSE < means[0].value / rights[0] < 1 / CLOSE
    return said.wrong(means[0], rights[0]) if near and abs(means[0].value - rights[0]) > 1 else None


def _part(said: Said) -> Found | None:
    """«Importo contrattuale 86.400,00 – Penale giornaliera (1 per mille) 84,60»: the share stands beside its result."""
    for share in said.shares:
        result = _beside(said, share)
        if not result or not 0 < share.value < 1 or result.value >= max(each.value for each in said.euros):
            continue
        lead = said.text[max(0, min(share.start, result.start) - TIED) : max(share.end, result.end)]
        exact = OF_WHOLE.search(lead) and not NO_PART.search(lead)
        if not exact or REBATE.search(lead) or REDUCED.search(lead) or LOOSE.search(result.lead[-30:]):
            continue
        bases = [each for each in said.euros if each is not result and each.value > result.value]
        factors = (share.value, 1 - share.value)
        rounded = any(
            abs(result.value / each - share.value) < _step(said, share) for each in said.known if each
        )
        if (
            not bases
            or rounded
            or OF_ROWS.match(said.text, share.end)
            or any(found_near(said.known, result.value, each) for each in factors)
        ):
            continue
        right = min((each.value * share.value for each in bases), key=lambda each: abs(each - result.value))
        twice = [one.value * share.value for one in said.shares if one is not share]
        if any(found_near(said.known, result.value, each) for each in twice if each) or TAX.search(lead):
            continue
        if Decimal("0.08") < result.value / right < Decimal(13):
            return said.wrong(result, right, (share, *bases))
    return None


def _step(said: Said, share: Figure) -> Decimal:
    """«12,53 %» stands for anything that rounds to it."""
    written = re.match(r"\d+[.,](\d+)", said.text[share.start : share.end])
    return Decimal("0.0051") / 10 ** len(written[1]) if written else Decimal(0)


BEFORE = re.compile(
    r"\s*(?:€|euro)?\s*(?:\(|,\s*(?:ossia|cio(?:è|e')|pari|corrispond\w+)?)\s*(?:a(?:l|ll')?\s*|il\s+|l'|lo\s+)*",
    re.IGNORECASE,
)


def _beside(said: Said, share: Figure) -> Figure | None:
    after = next((each for each in said.euros if each.start >= share.end), None)
    before = next((each for each in reversed(said.euros) if each.end <= share.start), None)
    if before and BEFORE.fullmatch(said.text, before.end, share.start):
        return before
    gap = said.text[share.end : after.start] if after else ""
    if (
        not after
        or len(gap) > TIED
        or re.search(r"[;\n]|\b(?:di|su|sul|sull[ao']|del|dell[ao']?)\s*(?:€|euro)?\s*$", gap)
    ):
        return None
    return after if re.fullmatch(r"\W*(?:[a-zàèéìòù]+\W+){0,2}(?:€|euro)?\W*", gap, re.IGNORECASE) else None


UP_TO = re.compile(r"\b(?:massimo\s+di|fino\s+a|limite\s+di)\s*(?:€|euro)?\s*$", re.IGNORECASE)
OF_BASE = re.compile(r"\s*(?:de\w*|di|sul\w*)\b[^\d;.]{0,45}\(?\s*(?:€|euro)?\s*", re.IGNORECASE)


def _limit(said: Said) -> Found | None:
    """«il 30 per cento dell'importo di 210.000,00, per un massimo di 36.000,00»."""
    if len(said.euros) != 2 or len(said.shares) != 1 or said.counts:
        return None
    share = said.shares[0]
    base = next((each for each in said.euros if each.start >= share.end), None)
    result = next(each for each in said.euros if each is not base)
    if not base or not OF_BASE.fullmatch(said.text, share.end, base.start) or not UP_TO.search(result.lead):
        return None
    right = base.value * share.value
    if nearly(right, result.value) or not 0 < share.value < 1 or result.value >= base.value:
        return None
    return said.wrong(result, right) if Decimal("0.15") < result.value / right < Decimal(7) else None


NAMED_AMOUNTS = (
    counted(
        "importi_legati",
        WHY,
        partial(told, identities=(_tax, _rebate, _reduction, _rest, _mean, _part, _limit)),
    ),
)
