"""Terms that the law no longer uses: «responsabile unico del procedimento», AVCpass, SIMOG…"""

import re
from collections.abc import Iterator
from typing import Any

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import KNOWN, found, quoted, table
from apps.municipal.tenders.rules.references.past import is_denied, is_of_its_time
from apps.municipal.tenders.rules.rule import Found, Rule
from apps.municipal.tenders.rules.scanning import scan

GONE = re.compile(
    r"[\s,»\"]*(?:\w+\s+)?(?:è|sono|è\s+stat[oa]|sono\s+stat[ie])\s+(?:stat[oaie]\s+)?(?:\w+\s+)?(?:dismess|soppress|cessat|sostituit|abrogat|chius)[oaie]\b",
    re.IGNORECASE,
)
"""«il sistema AVCpass è stato dismesso»: whoever explains this may name it elsewhere too"""
BEFORE, AFTER = 40, 60
"""characters around a term in which its `unless` is looked for"""


def _rule(name: str, row: dict[str, Any]) -> Rule:
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    unless = re.compile(row["unless"], re.IGNORECASE) if "unless" in row else None

    def find(act: Act) -> Iterator[Found]:
        named = list(scan(pattern, act.text))
        if any(GONE.match(act.text, match.end()) for match in named):
            return
        for match in named:
            start, end = match.span()
            if unless and _is_excused(act.text, unless, start, end):
                continue
            if not (is_of_its_time(act, start, end) or is_denied(act, start, end)):
                message = f"«{quoted(act, start, end)}»: {row['message']}."
                yield found(act, start, end, message, row["now"])

    return Rule(
        id=f"riferimenti.{name}",
        article=row["article"],
        severity="avviso",
        confidence=row["confidence"],
        source=KNOWN,
        why=row["why"],
        find=find,
        kinds=frozenset(),
        valid_from=row["from"],
    )


def _is_excused(text: str, unless: re.Pattern[str], start: int, end: int) -> bool:
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    return bool(unless.search(before) or unless.search(after))


def _rules() -> Iterator[Rule]:
    for name, row in table("terms").items():
        yield _rule(name, row)


TERMS: tuple[Rule, ...] = tuple(_rules())
