"""Shares in a message, with the article that goes with them: «l'80 per cento», «dello 0,5 per mille», «al 5»."""

from decimal import Decimal

from apps.municipal.tenders.rules.quantities import shown

ELIDED = ("1", "11")


def the(value: Decimal | int) -> str:
    """`80` -> `l'80`, `0.5` -> `lo 0,5`, `5` -> `il 5`."""
    return _joined(value, ("l'", "lo ", "il "))


def of(value: Decimal | int) -> str:
    """`80` -> `dell'80`."""
    return _joined(value, ("dell'", "dello ", "del "))


def to(value: Decimal | int) -> str:
    """`80` -> `all'80`."""
    return _joined(value, ("all'", "allo ", "al "))


def _joined(value: Decimal | int, forms: tuple[str, str, str]) -> str:
    written = shown(Decimal(value))
    whole = written.partition(",")[0]
    vowel, zero, other = forms
    if whole.startswith("8") or whole in ELIDED:
        return f"{vowel}{written}"
    return f"{zero if whole == '0' else other}{written}"
