"""Price revisions that an act works out: only what exceeds the threshold counts, and only the share of it that is granted."""

import re
from collections.abc import Iterator, Sequence

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import Term, nearly, terms, terms_in
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "La revisione riconosce solo la parte della variazione che supera la soglia, e nella quota prevista."
REVISION = re.compile(r"\brevision\w+", re.IGNORECASE)
THRESHOLD = re.compile(
    r"\b(?:super\w+|ecced\w+|oltre|alea|soglia|franchigia)\b[^.;%\d]{0,50}$", re.IGNORECASE
)
QUOTA = re.compile(r"\b(?:misura|riconosc\w+|ristor\w+|quota|limitatamente)\b[^.;%\d]{0,40}$", re.IGNORECASE)
VARIED = re.compile(
    r"\b(?:variazion\w+|indic[ei]|increment\w+|aument\w+|rincar\w+|scostament\w+)\b[^.;%\d]{0,80}$",
    re.IGNORECASE,
)
EXCEEDING = re.compile(r"\b(?:eccedenz\w+|eccedent\w+|parte\s+(?:che\s+)?ecced\w+|oltre)\b", re.IGNORECASE)
BEFORE, REACH = 200, 900


def _revisions(act: Act) -> Iterator[Found]:
    """«nella misura del 90 per cento della sola eccedenza oltre il 3»: not the 90 per cent of the whole variation."""
    all_terms = terms(act)
    told: set[int] = set()
    for match in REVISION.finditer(act.text):
        near = terms_in(all_terms, match.start() - BEFORE, match.start() + REACH)
        rates = _rates(act, near)
        if not rates or not EXCEEDING.search(act.text, match.start(), match.start() + REACH):
            continue
        for found in _wrong([each for each in near if each.kind == "euro"], *rates):
            if found.start not in told:
                told.add(found.start)
                yield found


def _rates(act: Act, near: Sequence[Term]) -> tuple[Term, Term, Term] | None:
    """The share that goes unpaid, the one that is granted of the rest, and the variation, where all three are said."""
    shares = [each for each in near if each.kind == "share" and 0 < each.value < 1]
    found: list[Term] = []
    for words in (THRESHOLD, QUOTA, VARIED):
        free = [
            each
            for each in shares
            if each not in found and words.search(act.text, each.start - 110, each.start)
        ]
        found += free[:1]
    if len(found) != 3 or not found[0].value < found[2].value < found[1].value:
        return None
    return found[0], found[1], found[2]


def _wrong(euros: Sequence[Term], least: Term, quota: Term, varied: Term) -> Iterator[Found]:
    """The amount that is the share of the whole variation, or the whole of what exceeds, where none is the right one."""
    rest = varied.value - least.value
    if any(nearly(base.value * rest * quota.value, each.value) for base in euros for each in euros):
        return
    for base in euros:
        wrongs = [base.value * each for each in (varied.value * quota.value, varied.value, rest)]
        right = base.value * rest * quota.value
        for each in euros:
            if each is not base and any(nearly(wrong, each.value) for wrong in wrongs):
                message = f"La revisione sulla sola parte oltre la soglia è {shown(right)}, non {shown(each.value)}."
                yield Slip(each.start, each.end, message, f"Scrivere {shown(right)}.", gap=each.value - right)


REVISIONS = (counted("revisione_prezzi", WHY, _revisions),)
