"""From a document to an act."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import PurePath

from apps.municipal.tenders.acts.act import Act
from apps.municipal.tenders.acts.amounts import Money, find_money
from apps.municipal.tenders.acts.days import day_of_act, find_days
from apps.municipal.tenders.acts.flat import flatten
from apps.municipal.tenders.acts.kinds import Kind, kind_of
from apps.municipal.tenders.acts.objects import ObjectKind, is_labour_intensive, object_of
from workbench.documents import Document
from workbench.identifiers import find_codes
from workbench.norms import find_citations

WORKS, LEAST_FEE = 4, 1000
"""an estimate so many times the fee is that of the works to be designed"""
SMALLEST = Decimal(100)
"""euro; what is less is a unit price or a stamp, never the value of a contract"""


def read_act(document: Document, kind: Kind | None = None) -> Act:
    """Everything that the rules need of `document`; `kind` when a person corrected it."""
    flat = flatten(document.text)
    text = flat.text
    citations = tuple(find_citations(text))
    norms = [(each.start, each.end) for each in citations]
    days, no_days = find_days(text, norms)
    amounts = tuple(find_money(text))
    recognised = kind_of(text, PurePath(document.name).name, document.text) if kind is None else kind
    object_kind, said = object_of(text)
    return Act(
        document=document,
        flat=flat,
        kind=recognised,
        object_kind=object_kind,
        object_text=said,
        labour_intensive=is_labour_intensive(text, said),
        amounts=amounts,
        value=value_of(amounts, recognised, object_kind),
        days=tuple(days),
        no_days=tuple(no_days),
        made=day_of_act(text, days),
        codes=tuple(find_codes(text)),
        citations=citations,
    )


def value_of(amounts: Sequence[Money], kind: Kind = "", object_kind: ObjectKind = "") -> Money | None:
    """The estimated value: the greatest amount called so; else the offer; None when neither is there."""
    stated = [each for each in amounts if each.value >= SMALLEST and each.tax != "lordo"]
    taxed = any(each.role == "iva" for each in amounts)
    net = [each for each in stated if each.role == "totale" and (each.tax == "netto" or not taxed)]
    bases = [each for each in stated if each.role in ("base", "ribassabile")]
    offers = [each for each in stated if each.role == "offerta"]
    fee = max((each.value for each in offers), default=Decimal(0))
    if object_kind == "servizi_ingegneria" and fee >= LEAST_FEE:
        bases = [each for each in bases if each.value < fee * WORKS]
    groups = ([*offers, *bases], net) if kind == "determina_affidamento_diretto" else ([*bases, *net], offers)
    found = groups[0] or groups[1] or [each for each in stated if each.role == ""]
    return max(found, key=lambda each: each.value) if found else None
