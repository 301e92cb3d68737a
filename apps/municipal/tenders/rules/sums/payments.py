"""Shares of a price that are paid one after the other and should make the whole: 30, 50 and the remaining 20 per cent."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.quantities import Quantity, find_quantities
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Le quote di pagamento devono dare il cento per cento: altrimenti una parte del prezzo non è dovuta, o lo è due volte."
LAST = re.compile(
    r"\b(?:restant\w+|rimanent\w+|residu\w+|saldo|ultim[oa]\s+(?:rata|tranche|quota)|rata\s+finale)\b",
    re.IGNORECASE,
)
PAID = re.compile(
    r"\b(?:pag\w+|liquid\w+|corrispost\w+|compens\w+|fattur\w+|accont\w+|anticip\w+|rat[ae]|tranche|corrispettiv\w+|onorari\w+|erog\w+|saldo)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:i\.?v\.?a|ribass\w+|scont\w+|penal\w+|ritenut\w+|trattenut\w+|garanzi\w+|cauzion\w+|interess\w+|saggio|avanzament\w+|raggiung\w+|esegui\w+|realizz\w+|subappalt\w+|punt[io]|cassa|quinto|inferior\w+|superior\w+|oltre|almeno|massim\w+|revision\w+|variazion\w+|eccedent\w+)\b",
    re.IGNORECASE,
)
ADVANCE = re.compile(r"\banticipazion\w+[^.;\d]*$", re.IGNORECASE)
"""«60 % alla posa, 40 % a saldo. Anticipazione 20 %»: it is taken back from the others"""
GAP, HUNDRED, LEAST, MOST = 140, Decimal(100), Decimal(75), Decimal(125)


def _payments(act: Act) -> Iterator[Found]:
    for shares in _lists(act):
        said = act.text[max(0, shares[0].start - 160) : shares[-1].end + 60]
        total = sum((each.value for each in shares), Decimal(0))
        values = [each.value for each in shares]
        closes = LAST.search(act.text, shares[-2].end, shares[-1].end + 45)
        if total == HUNDRED or not LEAST <= total <= MOST or not closes or not PAID.search(said):
            continue
        if any(sum(values[since:], Decimal(0)) == HUNDRED for since in range(1, len(values) - 1)):
            continue
        if sum(values[:-1]) == HUNDRED and ADVANCE.search(act.text, shares[-2].end, shares[-1].start):
            continue
        if max(values) >= HUNDRED or min(values) < 3:
            continue
        message = f"Le quote di pagamento sommano il {shown(total)} per cento, non il 100."
        yield Found(shares[0].start, shares[-1].end, message, "Ricalcolare le quote.")


def _lists(act: Act) -> Iterator[Sequence[Quantity]]:
    """Runs of percentages of one sentence, or of neighbouring items of a list, that nothing calls otherwise."""
    run: list[Quantity] = []
    for each in find_quantities(act.text, "percento"):
        joined = run and _joined(act.text, run[-1], each)
        if not joined:
            if len(run) > 1:
                yield run
            run = []
        if _is_payment(act.text, each):
            run.append(each)
        elif run:
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def _joined(text: str, one: Quantity, other: Quantity) -> bool:
    said = text[one.end : other.start]
    return len(said) <= GAP and "\n\n" not in said and not re.search(r"\.\s+[A-Z][a-z]+\s[a-z]", said)


def _is_payment(text: str, share: Quantity) -> bool:
    """Whether the words close to a share leave it a part of the price."""
    before, after = text[max(0, share.start - 32) : share.start], text[share.end : share.end + 26]
    return not OTHER.search(before.rsplit("\n", 1)[-1]) and not OTHER.search(after.split("\n")[0])


PAYMENTS = (counted("quote_pagamento", WHY, _payments),)
