"""Collective agreements beyond their sector: code of the CNEL, industry or crafts, whether another one will do."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause

CODE = re.compile(
    r"\b(?P<said>CNEL|C\.?C\.?N\.?L\b\.?|cod(?:ice|\.)(?:\s+(?:alfanumerico|unico|contratto))*)\s*(?:CNEL|n\.|:|del\s+CNEL)?\s*[:(]?\s*[\"«]?(?P<code>[A-Z][A-Z0-9]\d[A-Z0-9])\b"
    r"|\((?P<bare>[A-Z][A-Z0-9]\d[A-Z0-9])\)"
)
AGREEMENT = re.compile(
    r"\bC\.?\s?C\.?\s?N\.?\s?L\b|\bCNEL\b|\bcontratt[oi]\s+(?:collettiv|nazional|di\s+lavoro)", re.IGNORECASE
)
VARIANT = re.compile(
    r"\b(?P<what>edil\w+|metalmeccanic\w+|legno|alimentar\w+|tessil\w+|grafic\w+|logistica|autotrasport\w+|chimic\w+|meccanic\w+|terziario|commercio)\b"
    r"(?P<between>[^.;\n()]{0,40}?)\b(?P<kind>industri[ae]l?i?|artigian\w+|cooperativ\w+|cooperazione|piccol\w+(?:\s+e\s+medi\w+)?|pmi|confapi|confcommercio|confesercenti|confindustria)\b",
    re.IGNORECASE,
)


def codes(act: Act) -> Iterator[Statement]:
    """Codes of the agreements in the archive of the CNEL."""
    for found in CODE.finditer(act.text):
        group = "code" if found["code"] else "bare"
        around = act.text[max(0, found.start() - 140) : found.end() + 30]
        if AGREEMENT.search(around):
            yield Statement(found[group], found.start(group), found.end(group))


def variants(act: Act) -> Iterator[Statement]:
    """«Edilizia industria» is not «Edilizia artigianato»."""
    for found in VARIANT.finditer(act.text):
        if AGREEMENT.search(clause(act, *found.span())):
            yield Statement(found["kind"].lower()[:6], *found.span(), key=found["what"].lower()[:5])
