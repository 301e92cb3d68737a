"""Art. 53 of the Code, on guarantees below the European threshold, cited by an act that is above it."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    OLD_CODES,
    Cited,
    cited_in,
    found,
    quoted,
    reference,
)
from apps.municipal.tenders.rules.rule import Found, Rule
from apps.municipal.tenders.rules.standing import Standing

GUARANTEES_BELOW, GUARANTEES_ABOVE = "53", {"106", "117"}
GUARANTEE = re.compile(r"\b(?:garanzi|cauzion)\w+\s+(?P<which>provvisori|definitiv)\w+", re.IGNORECASE)
BELOW = re.compile(r"\bsotto\s?-?\s?soglia|\binferior\w+\s+all[ae]\s+sogli[ae]", re.IGNORECASE)
BEFORE = 200


def _find(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        is_old = cited.act in OLD_CODES and not cited.is_named  # «Codice», in an act that names the old one
        if not (cited.act == NEW_CODE or is_old) or set(cited.articles) != {GUARANTEES_BELOW}:
            continue
        guarantee = _guarantee(act, cited)
        if guarantee and act.object_kind and Standing(act).is_above:
            right = f"art. {'117' if guarantee == 'definitiv' else '106'} del D.Lgs. 36/2023"
            message = (
                f"«{quoted(act, cited.start, cited.end)}» vale per gli affidamenti sotto la soglia europea; l'importo "
                f"di questo atto la raggiunge: {right}."
            )
            yield found(act, cited.start, cited.end, message, right)


def _guarantee(act: Act, cited: Cited) -> str:
    """Which guarantee the sentence speaks of; none when it says itself that it is below, or cites the other article."""
    one, other = act.flat.sentence(cited.start, cited.end)
    one = max(one, cited.start - BEFORE)
    if BELOW.search(act.text, one, other) or any(
        each.article in GUARANTEES_ABOVE for each in act.citations_between(one, other)
    ):
        return ""
    named = list(GUARANTEE.finditer(act.text, one, cited.start))
    return named[-1]["which"].lower() if named else _heading(act, one)


def _heading(act: Act, start: int) -> str:
    """«11. Garanzia definitiva. L'appaltatore costituisce …»: named by the sentence before."""
    named = list(GUARANTEE.finditer(act.text, max(0, start - 60), start))
    return named[-1]["which"].lower() if named else ""


BELOW_THRESHOLD: tuple[Rule, ...] = (
    reference(
        "garanzia_sotto_soglia",
        "L'art. 53 riguarda le garanzie degli affidamenti sotto la soglia europea; dalla soglia in su valgono gli "
        "artt. 106 e 117.",
        "artt. 53, 106 e 117 D.Lgs. 36/2023",
        _find,
    ),
)
