"""The judge of disputes and of appeals: which court, and where it sits."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Statement
from apps.municipal.tenders.rules.scanning import scan

COURT = re.compile(
    r"\b[Ff]oro\s+(?:esclusiv\w+\s*)?(?:competente\s*)?(?:,?\s*in\s+via\s+esclusiva\s*)?,?\s*(?:(?:è|e'|sarà|resta)\s+)?(?:(?:quello|il)\s+)?(?:esclusivamente\s+)?(?:di|del\s+Tribunale\s+di|[:|])\s*(?P<one>[A-Z][\wàèéìòù']+)|\b(?:[Tt]ribunale|[Gg]iudice)\s+(?:ordinari[oa]\s+)?(?:civile\s+)?di\s+(?P<two>[A-Z][\wàèéìòù']+)"
)
REGION = re.compile(
    r"\bT\.?A\.?R\.?(?:\s+(?:per\s+(?:la|il|l')|della?|dell'|del|di))?\s*(?P<one>Lombardia|Piemonte|Veneto|Emilia[- ]Romagna|Toscana|Liguria|Lazio|Marche|Umbria|Abruzzo|Molise|Campania|Puglia|Basilicata|Calabria|Sicilia|Sardegna|Friuli|Valle\s+d'Aosta|Trento|Bolzano)"
)
SEAT = re.compile(
    r"\bT\.?A\.?R\.?\b[^.;\n]{0,60}?\b(?:sede|sezione\s+staccata|sezione)\s+(?:di\s+)?(?P<one>Milano|Brescia)|\bT\.?A\.?R\.?[^.;\n]{0,30}?[-–,(]\s*(?P<two>Milano|Brescia)|\bT\.?A\.?R\.?\s+(?:di\s+)?(?P<three>Milano|Brescia)"
)


def courts(act: Act) -> Iterator[Statement]:
    for pattern, key in ((COURT, "foro"), (SEAT, "TAR"), (REGION, "regione del TAR")):
        for found in scan(pattern, act.text):
            group = next(name for name, place in found.groupdict().items() if place)
            yield Statement(found[group].lower(), found.start(group), found.end(group), found[group], key)
