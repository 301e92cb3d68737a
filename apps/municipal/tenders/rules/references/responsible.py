"""«Responsabile del procedimento» said of the RUP; the one of L. 241/1990, of a phase, of access to documents is right."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import found, noted, quoted, reference
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.rule import Found, Rule
from apps.municipal.tenders.rules.scanning import scan

NAMED = re.compile(
    r"\bresponsabile\s+(?:del|di)\s+procedimento\b(?!\s+amministrativ)(?=(?P<after>[^\n]{0,120}))",
    re.IGNORECASE,
)
OF_RUP = re.compile(
    r"\W{0,3}\(?\s?(?:di\s+seguito\W+)?R\.?U\.?P\b"
    r"|[,\s]*(?:ai\s+sensi|a\s+norma|in\s+base|di\s+cui|ex)\W[^.;]{0,25}art(?:\.|icolo)\s*(?:15|31|10)\b(?!,?\s*(?:comma|c\.|co\.)\s*4\b)",
    re.IGNORECASE,
)
"""what only the RUP has: the acronym, art. 15 of the Code or art. 31 and 10 of the old ones"""
PERSON = re.compile(
    r"\W{0,3}(?:(?:è|e'|sarà|risulta)\b|nominat|individuat|designat|(?:dott|geom|ing|arch|avv|sig|rag|d\.ssa)\b|(?-i:[A-Z][a-z]+\s+[A-Z][a-z]+))",
    re.IGNORECASE,
)
APPOINTED = re.compile(
    r"\b(?:nomina\w*|individua\w*|designa\w*|quale|funzioni\s+di)\s+(?:quale\s+|come\s+|il\s+)?$",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b241\b|\baccesso\b|\bfase\b|\bfasi\b|istruttor|istruttori|\bSUAP\b|edilizi|endoprocediment|pubblicazion|autorizzator",
    re.IGNORECASE,
)
RUP = re.compile(
    r"(?:\bR\.?U\.?P\b\.?|\bresponsabile\s+unic[oa]\s+del\s+pro\w+)[^.;\n]{0,70}?(?:\b(?:dott|geom|ing|arch|avv|sig|rag)|\s(?-i:[A-Z][a-zàèéìòù]+\s+[A-Z][a-zàèéìòù]+))",
    re.IGNORECASE,
)


def _find(act: Act) -> Iterator[Found]:
    has_rup = RUP.search(act.text) is not None
    for match in scan(NAMED, act.text):
        start, end = match.span()
        before = act.text[max(0, start - 60) : start]
        if OTHER.search(match["after"]) or OTHER.search(before) or is_of_its_time(act, start, end):
            continue
        is_rup = OF_RUP.match(match["after"]) is not None
        if not is_rup and not PERSON.match(match["after"]) and not APPOINTED.search(before):
            continue
        message = (
            f"«{quoted(act, start, end)}»: per i contratti si nomina il responsabile unico del progetto."
        )
        each = found(act, start, end, message, "responsabile unico del progetto (RUP)")
        yield each if is_rup or not has_rup else noted(each)


RESPONSIBLE: tuple[Rule, ...] = (
    reference(
        "responsabile_procedimento_rup",
        "Il responsabile del procedimento è quello della L. 241/1990; per i contratti il Codice nomina il "
        "responsabile unico del progetto.",
        "art. 15 D.Lgs. 36/2023",
        _find,
    ),
)
