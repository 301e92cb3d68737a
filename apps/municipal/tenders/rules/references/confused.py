"""An act taken for another: «L. 190/2014 sulla prevenzione della corruzione», «interessi di mora del D.Lgs. 231/2001»."""

import re
from collections.abc import Iterator
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    Cited,
    cited_in,
    found,
    passage,
    quoted,
    reference,
    table,
    worded,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import act_named
from workbench.norms.urns import shown

BEFORE, AFTER = 50, 60
"""characters beside a citation in which the words of another act must stand"""
NATIONAL = ("l. ", "d.lgs. ", "d.p.r. ", "d.l. ")
"""of other kinds the table has few"""
CUT = re.compile(r"[;.\n]|:(?!\s*$)|,\s+(?:del|ed?|nonché|vist)\w*\s")


@cache
def _confused() -> dict[str, tuple[re.Pattern[str], str]]:
    return {act: (worded(row["words"]), row["right"]) for act, row in table("confused").items()}


@cache
def _owned() -> dict[str, re.Pattern[str]]:
    return {act: worded(words) for act, words in table("owned").items()}


def _meant(act: Act, cited: Cited) -> str:
    """The act that the words beside a citation are about, when it is another; empty when they say nothing."""
    beside = _beside(act, cited)
    if act_named(cited.act) is None:
        meant = [right for right, words in _owned().items() if any(map(words.search, beside))]
        return meant[0] if len(meant) == 1 and cited.act.startswith(NATIONAL) else ""
    words, right = _confused().get(cited.act, (None, ""))
    return right if words and any(map(words.search, beside)) else ""


def _find(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        if not cited.is_named or is_of_its_time(act, cited.start, cited.end):
            continue
        right = _meant(act, cited)
        known = act_named(right)
        if known:
            message = (
                f"«{quoted(act, cited.start, cited.end)}» non riguarda ciò che la frase dice: "
                f"{shown(right)} ({known.title})."
            )
            yield found(act, cited.start, cited.end, message, shown(right))


def _beside(act: Act, cited: Cited) -> tuple[str, str]:
    """The words right before and right after a citation, up to a stop or another citation."""
    one, other = passage(act, cited)
    start, end = max(one, cited.start - BEFORE), min(other, cited.end + AFTER)
    start = max([start, *(each.end for each in act.citations_between(start - BEFORE, cited.start))])
    after = act.citations_between(cited.end, end + 1)
    if after:  # what stands between two acts may be of either
        end = cited.end
    return CUT.split(act.text[start : cited.start])[-1], CUT.split(act.text[cited.end : end])[0]


CONFUSED: tuple[Rule, ...] = (
    reference(
        "atto_scambiato",
        "L'atto citato è un altro: ha lo stesso numero e un altro anno, o un numero vicino.",
        "atto citato",
        _find,
    ),
)
