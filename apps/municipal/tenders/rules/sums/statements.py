"""Shares whose base and result a sentence names: «il 5 per cento di X, cioè Y», «un quinto», «Y su X»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.sums.operands import (
    EQUALS,
    STRONG,
    TIED,
    Term,
    nearly,
    same_sentence,
    terms,
)

FAR, BEFORE = 170, 140
COLUMN = re.compile(r"[\t|]\W*$|\.{3,}\W*$|:\W*$|^\s*\)\s*(?:€|[Ee]uro|EURO)?\s*$")
BASE_WORD = re.compile(
    r"\b(?:su|sull[aeo]?|sull'\w+|sui|sugli|sul|di|del|dell[aeo]?|dell'\w+|dei|degli|riferit\w+|calcolat\w+|fosse|rispetto)\b",
    re.IGNORECASE,
)
ON = re.compile(
    r"\s*(?:\(\s*)?(?:,\s*)?(?:sempre\s+)?(?:calcolat\w+\s+|riferit\w+\s+|applicat\w+\s+)?(?:su|sul|sull[aeo]|sui|sugli|sull(?=')|per|a\s+fronte\s+di)(?:\s+|')(?:l'|un\s+|una\s+|il\s+|la\s+)?(?:(?:import|imponibil|contratt|valor|bas|canon|cost|prezz|corrispettiv)\w+\s+(?:\w+\s+){0,2})?(?:di\s+|pari\s+a\s+)?(?:€|euro)?\s*",
    re.IGNORECASE,
)
NET = re.compile(r"\b(?:nett|ribassat|scontat)\w*", re.IGNORECASE)
IN_BRACKETS = re.compile(
    r"\s*(?:€|euro)?\s*\(\s*(?:(?:pari\s+)?(?:al(?:l')?|il|l')\s?)?[\d,.]+\s?(?:%|per\s?cento)\s*\)",
    re.IGNORECASE,
)
"""«€ 28.800,00 (30%)» says nothing of the amounts that follow"""
ON_BASE = re.compile(r"\b(?:su|sul|sull[aeo]|sull'\w+)\s[^,;]*$", re.IGNORECASE)
CLOSED = re.compile(r"\s*\)\s*,?\s*(?:su\w*|del\w*|dell'\w+|di)\s", re.IGNORECASE)
STATED = re.compile(
    r"(?:\b(?:pari|corrispond\w+|cio(?:è|e')|ossia|vale\s+a\s+dire|equival\w*|incid\w+|rappresent\w+|stimat\w+\s+(?=nel)|calcolat\w+\s+(?=nel)|nella\s+misura|al\s+netto|applicando|dedott[oa]|detratt[oa]|previo)|(?<=,\s)con(?=\s)|[(=])\s*(?:,\s*)?(?:all?'?|allo|ad?|nel|nell'|del|dell'|per)?\s*(?:circa\s+)?(?:il\s+|l'|lo\s+|(?:un[oa']?\s*|il\s+|lo\s+|l[a']\s*)?(?:ribasso|sconto|aumento|quota|riduzione|percentuale|incidenza)\s+(?:offert\w\s+)?(?:del(?:l[o'])?|pari\s+al(?:l[o'])?)\s*)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    share: Term
    base: Term
    result: Term


@per_act
def statements(act: Act) -> tuple[Statement, ...]:
    """Shares whose base and result the sentence names."""
    return tuple(_stated(act, terms(act)))


def _stated(act: Act, all_terms: Sequence[Term]) -> Iterator[Statement]:
    for at, share in enumerate(all_terms):
        if share.kind != "share":
            continue
        found = (
            _base_then_result(act.text, all_terms, at)
            or _result_on_base(act.text, all_terms, at)
            or _result_before(act.text, all_terms, at)
            or _base_before(act.text, all_terms, at)
            or _worked_example(act.text, all_terms, at)
        )
        if found and (share.value > 1 or found.result.value < found.base.value * (1 + share.value) * 2):
            yield found


def following(text: str, all_terms: Sequence[Term], at: int) -> list[Term]:
    """The euro amounts that follow in the sentence, up to the next share."""
    found: list[Term] = []
    for each in all_terms[at + 1 : at + 8]:
        last = found[-1] if found else all_terms[at]
        if (
            each.kind == "share"
            or each.start - last.end > FAR
            or not same_sentence(text, last.end, each.start)
        ):
            break
        if each.kind == "euro":
            found.append(each)
    return found


def _is_base(said: str) -> bool:
    """Whether an amount after `said` is what the share is of, rather than what it makes."""
    words = list(BASE_WORD.finditer(said))
    makes = EQUALS.search(said)
    if not words:
        return False
    return not makes or bool(re.search(r"\b(?:riferit|calcolat|fosse|su\b)[^,;]*$", said, re.IGNORECASE))


def _base_then_result(text: str, all_terms: Sequence[Term], at: int) -> Statement | None:
    """«il 2 per cento di X, e perciò Y»; «dell'1,2 per mille dell'importo: riferita a X, sono Y»."""
    share, after = all_terms[at], following(text, all_terms, at)
    if len(after) < 2 or OF_WHICH.match(text, share.end):
        return None
    said, between = text[share.end : after[0].start], text[after[0].end : after[1].start]
    if re.search(r"\bnon\b", between) or not (TIED.search(between) or COLUMN.search(between)):
        return None
    if not _is_base(said) and not nearly(after[0].value * share.value, after[1].value):
        return None
    if re.search(r"\b(?:su|di)\s*(?:€|euro)?\s*$", between, re.IGNORECASE) and not STRONG.search(between):
        return None
    return Statement(share, _lowered(text, all_terms, at, after[0]), after[1])


OF_WHICH = re.compile(
    r"\s?\)?\s?[,:;]?\s*(?:di\s+cui|dei\s+quali|delle\s+quali|(?:e\s+)?così\s+\w+|suddivis\w+|ripartit\w+|compost\w+)\b",
    re.IGNORECASE,
)
"""«€ 68.280,00 oltre IVA 22%, di cui € 49.380,00 di canone»: the parts of the whole, not of the share"""


def _lowered(text: str, all_terms: Sequence[Term], at: int, base: Term) -> Term:
    """The base of a share that changes the one before it: «del 10 per cento, ridotta del 30 per cento: … su …»."""
    first, share = all_terms[at - 1] if at else None, all_terms[at]
    said = text[first.end : share.start] if first else ""
    if first and first.kind == "share" and first.value < 1 and len(said) < 60 and LOWERED.search(said):
        return replace(base, value=base.value * first.value)
    return base


LOWERED = re.compile(r"\b(?:ridott|ridu|abbattut|diminuit|maggiorat|aumentat|scontat)\w*", re.IGNORECASE)


def _result_on_base(text: str, all_terms: Sequence[Term], at: int) -> Statement | None:
    """«1 per mille, cioè € 640,00 su € 640.000,00»."""
    after = following(text, all_terms, at)
    between = text[after[0].end : after[1].start] if len(after) > 1 else ""
    if (
        not ON.fullmatch(between)
        or NET.search(between)
        or ON_BASE.search(text, all_terms[at].end, after[0].start)
    ):
        return None
    return Statement(all_terms[at], _lowered(text, all_terms, at, after[1]), after[0])


def _result_before(text: str, all_terms: Sequence[Term], at: int) -> Statement | None:
    """«€ 74.800,00, pari all'86 per cento di € 86.978,00»."""
    share, after = all_terms[at], following(text, all_terms, at)
    before = all_terms[at - 1] if at else None
    if not before or before.kind != "euro" or not after or share.start - before.end > BEFORE:
        return None
    said = text[share.end : after[0].start]
    named = _is_base(said) and len(said) < 70 and (not said.lstrip().startswith(")") or CLOSED.match(said))
    beside = APPOSED.fullmatch(text[before.end : share.start])
    if (
        named
        and (beside or STATED.search(text, before.end, share.start))
        and same_sentence(text, before.end, share.start)
    ):
        return Statement(share, after[0], before)
    return None


APPOSED = re.compile(r"(?:\s?(?:€|euro))?\s?,\s+(?:cioè\s+)?(?:il|l'|lo)\s?", re.IGNORECASE)
"""«€ 4.125,00, il 10 per cento dei …»"""
CHANGED = re.compile(
    r"\b(?:aument\w+|maggiora\w+|increment\w+|ribass\w+|ridott\w+|ridu\w+|scont\w+|gravat\w+|decurtat\w+|abbattut\w+|diminuit\w+|(?:oltre|più|con)\s+(?:l')?i\.?v\.?a)\b",
    re.IGNORECASE,
)


def _base_before(text: str, all_terms: Sequence[Term], at: int) -> Statement | None:
    """«su € 12.000,00 si trattiene il 5 per cento, pari a € 600,00»; «€ 100,00, aumentato del 22 %, fa € 122,00»."""
    share, after = all_terms[at], following(text, all_terms, at)
    before = all_terms[at - 1] if at else None
    if not before or before.kind != "euro" or not after or share.start - before.end > FAR / 2:
        return None
    on = ON_AMOUNT.search(text, max(0, before.start - 70), before.start)
    changed = CHANGED.search(text, before.end, share.start) and not ADDED.search(
        text, share.end, after[0].start
    )
    tied = STRONG.search(text, share.end, after[0].start) and after[0].start - share.end < 60
    if (on or changed) and tied and same_sentence(text, before.end, share.start):
        return Statement(share, _reduced(text, all_terms, at), after[0])
    return None


def _reduced(text: str, all_terms: Sequence[Term], at: int) -> Term:
    """The base of a share that changes another: «5 % di € 71.400,00, ridotta del 30 %»."""
    base, first = all_terms[at - 1], all_terms[at - 2] if at > 1 else None
    said = text[first.end : base.start] if first else ""
    if first and first.kind == "share" and first.value < 1 and _is_base(said) and len(said) < 70:
        return replace(base, value=base.value * first.value)
    return base


ON_AMOUNT = re.compile(r"\b(?:su|sull'import\w+|sul|sulla)\b[^,;.\d]{0,60}$", re.IGNORECASE)
ADDED = re.compile(r"\b(?:oneri|sicurezza|cassa|contribut\w+|oltre|più|spese)\b", re.IGNORECASE)


EXAMPLE = re.compile(
    r"[^\d€\n]{0,60}[.;:]\s*(?:(?:per|ad)\s+esempio,?\s*|es\.:?\s*)?(?:su\w*|con|per|se|applicat\w+|riferit\w+|posto|supposto|ipotizzando)\s[^\d€\n]{3,60}$",
    re.IGNORECASE,
)


def _worked_example(text: str, all_terms: Sequence[Term], at: int) -> Statement | None:
    """«Parte riconosciuta: 2,4 per cento. Su un canone di € 1.000,00 l'aumento è di € 24,00»."""
    share, following = all_terms[at], all_terms[at + 1 : at + 3]
    if len(following) < 2 or any(each.kind != "euro" for each in following):
        return None
    base, result = following
    if not EXAMPLE.fullmatch(text[share.end : base.start]) or not same_sentence(text, base.end, result.start):
        return None
    return Statement(share, base, result) if STRONG.search(text, base.end, result.start) else None
