"""The official table of CPV codes; check digits come from it, never from a formula."""

import gzip
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "cpv.tsv.gz"
LENGTH = 8
"""digits of a code without its check digit"""


class Entry(NamedTuple):
    check: str
    label: str


@cache
def entries() -> dict[str, Entry]:
    """Of all 9,454 codes of 8 digits, the check digit and the Italian label.

    Source: Reg. (CE) 213/2008, annex I (codes and labels are facts of the Regulation).
    """
    lines = gzip.decompress(TABLE.read_bytes()).decode("utf-8").splitlines()[1:]
    return {code: Entry(check, label) for code, check, label in (line.split("\t") for line in lines)}


def cpv_label(code: str) -> str | None:
    """The Italian label of `72000000-5` or `72000000`; None for no official code or a wrong check digit."""
    digits, _, check = code.replace(" ", "").partition("-")
    entry = entries().get(digits[:LENGTH])
    check = check or digits[LENGTH:]
    return entry.label if entry and check in ("", entry.check) else None
