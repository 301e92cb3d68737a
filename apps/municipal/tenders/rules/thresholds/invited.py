"""How many operators a negotiated procedure consults."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import THRESHOLDS_KNOWN_TO, operators
from apps.municipal.tenders.rules.quantities import WORDS, read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold

OPERATORS = r"(?:operator\w|impres[ae]|ditt[ae]|concorrent\w|soggett\w|candidat\w|invitat\w|societ[àa]|preventiv\w|offerent\w)"
INVITED = re.compile(
    rf"\b(?P<lead>almeno|non\s+oltre|sino\s+a|pari\s+a|interpell\w+\s+(?:\w+\s+){{0,2}}?(?:a|di)?|inviat\w\s+a|rivolt\w\s+a|spedit\w\s+a|(?:RdO|lettera)\s+a|(?:un\s+)?massimo\s+di|non\s+meno\s+di|(?:un\s+)?minimo\s+(?:di\s+)?|numero\s+(?:minimo\s+|massimo\s+)?(?:di|pari\s+a)|invit\w+\s+(?:\w+\s+){{0,2}}?(?:a|di|ad)?|consulta\w+\s+(?:\w+\s+)?(?:di\s+)?|fino\s+a|non\s+più\s+di|massimo\s+(?:di\s+)?|con|selezion\w+|individua\w+|n\.)\s*(?:n\.\s*)?(?P<number>\d{{1,2}}|{WORDS})\s+(?:\([^)]{{1,15}}\)\s+)?(?:ad?\s+(?:un\s+)?(?:massimo|non\s+più)\s+(?:di\s+)?\w+\s+)?(?:\w+\s+)?{OPERATORS}\b",
    re.IGNORECASE,
)
ASKED = r"(?:(?:da\s+)?(?:invita(?:re|t[eio])|consulta(?:re|t[eio])|interpella(?:re|t[eio])))"
INVITED_AFTER = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:\([^)]{{1,15}}\)\s+)?(?:\w+\s+)?{OPERATORS}\s+(?:economic\w\s+)?{ASKED}\b",
    re.IGNORECASE,
)
"""«tre operatori invitati in tutto»"""
LABELLED = re.compile(
    rf"\b(?:{OPERATORS}\s+(?:economic\w\s+)?(?:{ASKED}|minim\w)|invitati|(?:numero|n\.)\s+(?:minimo\s+)?(?:degli\s+|di\s+|dei\s+|delle\s+)?(?:{OPERATORS}|inviti))(?:\s+(?:economic\w|{ASKED}))*[^\S\n]?[:|=\t][^\S\n]*(?:(?:almeno|minimo|massimo|non\s+più\s+di|in\s+numero\s+di)\s+)?(?:n\.?\s?)?(?P<number>\d{{1,2}}|{WORDS})\b(?!\s?[/.:,]\d)",
    re.IGNORECASE,
)
"""«Operatori da invitare: 3»"""
LATER = re.compile(
    r"\W{0,3}(?:\w+\s+){0,3}?(?:hanno|ha|sono\s+pervenut|aveva\w*|esclus|rinunciat|a\s+testa|per\s+lotto)",
    re.IGNORECASE,
)
FEWER = re.compile(
    r"\b(?:inferior\w|(?<!non\s)meno\s+di|minor\w\s+di|se\s+(?:le|i|gli|vi|ci|non)|qualora|ove\b|nel\s+caso|pervengan\w|pervenut\w+|hanno\s+risposto|candidature\s+(?:idonee\s+)?(?:sono|fossero)|raggruppament\w+|nel\s+20\d\d|preventiv\w+|referenz\w+|precedent\w+)\b",
    re.IGNORECASE,
)


def _few_operators(standing: Standing) -> Iterator[Found]:
    """Fewer operators than a negotiated procedure of that value needs."""
    if standing.procedure != "negoziata" or not standing.values:
        return
    routes = [
        operators(kind, value, min(day, THRESHOLDS_KNOWN_TO))
        for kind in standing.kinds
        for value in (max(standing.values),)
        for day in standing.days
    ]
    least = [route.minimum for route in routes if route.procedure == "negoziata" and route.minimum]
    if len(least) < len(routes):
        return
    text, minimum = standing.act.text, min(least)
    last = -1
    for match in _counts(text):
        number = read_count(match["number"].lower())
        if match.start() < last or number is None or not 0 < number < minimum or _is_aside(standing, match):
            continue
        last = match.end()
        message = f"Indicati {number} operatori: per questo oggetto e questo importo la procedura negoziata ne vuole almeno {minimum}."
        yield Found(
            match.start(),
            match.end(),
            message,
            f"almeno {minimum} operatori economici ({routes[0].figure.article})",
        )


def _counts(text: str) -> list[re.Match[str]]:
    """Every number of operators, by place."""
    found = [match for pattern in (INVITED, INVITED_AFTER, LABELLED) for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: match.start())


def _is_aside(standing: Standing, match: re.Match[str]) -> bool:
    """Whether the number is one of another case, or of nobody who is invited."""
    text = standing.act.text
    one, other = standing.act.flat.sentence(match.start(), match.end())
    if FEWER.search(text[max(one, match.start() - 90) : match.end()]):
        return True
    if LATER.match(text[match.end() : min(other, match.end() + 60)]):
        return True
    if match.re is not INVITED:
        return False
    is_bare = re.match(r"con$|n\.$", match["lead"].strip(), re.I)
    return bool(is_bare) and not re.search(r"invit\w+|consulta\w+|negoziata", text[one : match.end()], re.I)


INVITATIONS = (
    threshold(
        "numero_operatori",
        "art. 50 c. 1 lett. c), d), e)",
        "La procedura negoziata vuole un numero minimo di operatori, che cresce con l'importo dei lavori.",
        _few_operators,
    ),
)
