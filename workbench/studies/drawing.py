"""Draws that anyone can repeat: from a public seed, without this program and without any library.

A name's place in the draw is the SHA-256 of "seed/name"; names go in increasing order of it. In a shell:

    for name in Bollate Buccinasco Legnano; do
        printf '%s  %s\n' "$(printf '2026/%s' "$name" | sha256sum | cut -d' ' -f1)" "$name"
    done | sort

The list inside a municipality does the same with "seed/municipality/slot".
"""

import hashlib
import unicodedata
from collections.abc import Sequence

from workbench.errors import UserError

LONGEST = 80


def draw(names: Sequence[str], seed: int | str, within: str = "") -> tuple[str, ...]:
    """The names in the order of their SHA-256; the order in which they are given does not matter."""
    prefix = f"{seed}/{within}/" if within else f"{seed}/"
    return tuple(sorted(names, key=lambda name: hashlib.sha256(f"{prefix}{name}".encode()).hexdigest()))


def checked_names(names: Sequence[str], what: str) -> tuple[str, ...]:
    """Names without blanks around, in composed Unicode. Raises UserError for no, empty or double names."""
    clean = tuple(unicodedata.normalize("NFC", name).strip() for name in names)
    wrong = [name for name in clean if not 0 < len(name) <= LONGEST or not name.isprintable() or "/" in name]
    if clean and not wrong and len({name.casefold() for name in clean}) == len(clean):
        return clean
    raise UserError(
        f"L'elenco {what} non va bene.",
        value=", ".join(clean) or "vuoto",
        remedy="Servono nomi diversi, non vuoti, di al massimo 80 caratteri e senza barre.",
    )
