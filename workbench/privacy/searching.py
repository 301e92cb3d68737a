"""All the rules together, each kind once per place."""

from collections.abc import Callable, Iterator

from workbench.privacy.codes import cards, ibans, tax_codes, vat_numbers
from workbench.privacy.contacts import emails, plates, telephones
from workbench.privacy.found import Found
from workbench.privacy.names import names

RULES: tuple[Callable[[str], Iterator[Found]], ...] = (
    emails,
    ibans,
    tax_codes,
    cards,
    vat_numbers,
    telephones,
    plates,
    names,
)
"""where two of them want the same characters, the one that comes first has them"""


def find_personal(text: str) -> list[Found]:
    """Personal data in the order of the text, none overlapping; time grows linearly with the text.

    Found by form, check characters and the words around, not by understanding: names without a title before
    them, addresses and descriptions are not found. Measured in `datasets/dati-personali`.
    """
    taken = bytearray(len(text))
    kept: list[Found] = []
    for rule in RULES:
        for found in rule(text):
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\x01" * (found.end - found.start)
                kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def mask(text: str) -> str:
    """The text with each personal datum replaced by its kind: `chiamare il [telefono]`."""
    return masked(text)[0]


def masked(text: str) -> tuple[str, list[int]]:
    """The masked text, and for each finding of `find_personal` where its kind begins in it."""
    result, starts, at = "", [], 0
    for found in find_personal(text):
        result += text[at : found.start]
        starts.append(len(result))
        result += f"[{found.kind}]"
        at = found.end
    return result + text[at:], starts
