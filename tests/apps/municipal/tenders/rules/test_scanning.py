"""A scan gives what a look at every character gives."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.municipal.tenders import rules
from apps.municipal.tenders.rules.scanning import LONG, initials_of, scan

ACTS = Path(__file__).parents[5] / "datasets" / "atti-di-gara" / "sviluppo"


@pytest.mark.parametrize(
    ("pattern", "initials"),
    [
        (r"\b(?:rate|Canoni)\s+mensili", "rc"),
        (r"(?<![\w.,/])(?P<count>\d{1,3}|due|tre)\s+anni", "0dt"),
        (r"\b(?:il\s+)?massimo", "im"),
        (r"\b[a-c]\)|\bè\s", "abcè"),
        (r"(?:rate|canoni)", ""),
        (r"\b\w+\s+rate", ""),
        (r"\brate|\d+", ""),
        (r"\b(?:rate)?", ""),
        (r"(?<=durata\s)annuale", ""),
        (r"\b[^a]", ""),
    ],
)
def test_the_initials_of_a_pattern_are_known_only_where_it_begins_with_a_word(
    pattern: str, initials: str
) -> None:
    assert initials_of(re.compile(pattern, re.IGNORECASE)) == frozenset(initials)


@pytest.mark.parametrize(
    "pattern", [r"\b(?:tre|due)\s+(?:rate\s+)*", r"\b(?:\d+|e|è)\b", r"\brate\s+\w+\s+rate", r"\w+$"]
)
def test_a_scan_finds_what_a_look_everywhere_finds(pattern: str) -> None:
    text = "Tre rate, due rate rate due; RATE tre rate tre è É 12,5 ₂ ٣ tre\u0300 x_tre " * 400
    compiled = re.compile(pattern, re.IGNORECASE)
    assert len(text) > LONG
    assert [each.span() for each in scan(compiled, text)] == [each.span() for each in compiled.finditer(text)]


@pytest.mark.slow
def test_every_pattern_of_the_rules_finds_the_same_in_acts() -> None:
    acts = "".join(path.read_text(encoding="utf-8") for path in sorted(ACTS.rglob("*.txt")))
    text = acts[: LONG + 5_000]
    known = {each for each in _patterns() if initials_of(each) and "$" not in each.pattern}
    assert len(known) > 800
    for each in known:
        assert [found.span() for found in scan(each, text)] == [found.span() for found in each.finditer(text)]


def _patterns() -> Iterator[re.Pattern[str]]:
    for each in pkgutil.walk_packages(rules.__path__, rules.__name__ + "."):
        for value in vars(importlib.import_module(each.name)).values():
            yield from (
                one
                for one in (value if isinstance(value, tuple) else (value,))
                if isinstance(one, re.Pattern)
            )
