"""How many operators a negotiated procedure consults."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import THRESHOLDS_KNOWN_TO, Route, operators
from apps.municipal.tenders.rules.quantities import WORDS, read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.meant import WORKS_SAID
from apps.municipal.tenders.rules.wording import wording

OPERATORS = r"(?:operator\w|impres[ae]|ditt[ae]|concorrent\w|soggett\w|candidat\w|invitat\w|societ[àa]|preventiv\w|offerent\w|cooperativ\w|professionist\w|stud[io]|fornitor\w|aziend\w|concessionar\w+|rivenditor\w|artigian\w|librer\w+|tecnic[io]|architett\w|ingegner\w|avvocat\w|officin\w|vivai\w*|compagni[ae]|banche|istitut[io]|vettor[ie]|nominativ[io]|assicurator[ie]|gestor[ie]|produttor[ie]|trasportator[ie]|giardinier[ie]|elettricist[ie]|idraulic[ie]|tipografi[ae]|editor[ie]|laborator[ie]?|costruttor[ie]|impresari|venditor[ie]|agenzi[ae]|negozi|associazion[ie])"
INVITED = re.compile(
    rf"\b(?P<lead>almeno|non\s+oltre|sino\s+a|pari\s+a|interpell\w+\s+(?:\w+\s+){{0,2}}?(?:a|di)?|inviat\w\s+a|rivolt\w\s+a|spedit\w\s+a|(?:RdO|lettera)\s+a|(?:un\s+)?massimo\s+di|non\s+meno\s+di|(?:un\s+)?minimo\s+(?:di\s+)?|numero\s+(?:minimo\s+|massimo\s+)?(?:di|pari\s+a)|invit\w+\s+(?:\w+\s+){{0,2}}?(?:a|di|ad)?|consulta\w+\s+(?:\w+\s+)?(?:di\s+)?|fino\s+a|non\s+più\s+di|massimo\s+(?:di\s+)?|con|selezion\w+|individua\w+|n\.)\s*(?:n\.\s*)?(?P<number>\d{{1,2}}|{WORDS})\s+(?:\([^)]{{1,15}}\)\s+)?(?:ad?\s+(?:un\s+)?(?:massimo|non\s+più)\s+(?:di\s+)?\w+\s+)?(?:\w+\s+)?{OPERATORS}\b",
    re.IGNORECASE,
)
ASKED = r"(?:(?:che\s+)?(?:(?:saranno|verranno|sono)\s+)?(?:da\s+)?(?:invita(?:re|t[eio])|consulta(?:re|t[eio])|interpella(?:re|t[eio])))"
INVITED_AFTER = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:\([^)]{{1,15}}\)\s+)?(?:\w+\s+)?{OPERATORS}\s+(?:economic\w\s+)?{ASKED}\b",
    re.IGNORECASE,
)
"""«tre operatori invitati in tutto»"""
LABELLED = re.compile(
    rf"\b(?:{OPERATORS}\s+(?:economic\w\s+)?(?:{ASKED}|minim\w)|minimo\s+(?:di\s+)?{OPERATORS}|invitati|inviti|(?:numero|n\.)\s+(?:minimo\s+)?(?:degli\s+|di\s+|dei\s+|delle\s+)?(?:{OPERATORS}|inviti))(?:\s+(?:economic\w|{ASKED}|\(minim[oi]\)|per\s+la\s+lett(?:era|\.)\s+[a-e]\)|alla\s+\w+))*[^\S\n]?[:|=\t][^\S\n]*(?:(?:almeno|min(?:imo|\.)?|massimo|non\s+(?:più|meno)\s+di|in\s+numero\s+di|da\s+\w+\s+a)\s+)?(?:n\.?\s?)?(?P<number>\d{{1,2}}|{WORDS})\b(?!\s?[/.:,]\d)",
    re.IGNORECASE,
)
"""«Operatori da invitare: 3»"""
AMONG = wording(
    rf"\b(?:invit\w+|sorte\w+|mandat\w|chied\w+|chiest\w+|consult\w+|interpell\w+|R\.?d\.?O\b\.?|scel\w+|selezion\w+|individu\w+|estra\w+|rivol\w+|coinvolg\w+|sottopo\w+|negoziata|convoca\w+|procedura\s+(?:\w+\s+){{0,3}}?(?:fra|tra|con)\b|spedi\w+|confront\w+|chiam\w+|contatt\w+|lettera|prend\w+\s+parte|partecip(?:ano|eranno)|amm(?:ess|ett)\w+\s+(?:alla|a)\s+(?:\w+\s+)?(?:fase|gara|procedura|invito))~{{0,90}}?\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:\([^)]{{1,15}}\)\s+)?(?:\w+\s+)?(?:{OPERATORS}|classificat\w|nominativ\w|iscritt\w)\b"
)
"""«si sceglieranno dall'elenco, secondo esperienza e vicinanza, tre imprese»"""
CALLED = wording(
    rf"\b(?:invita(?:no|t[ei]|re|ndo)|inviter(?:à|anno)|interpella(?:no|t[ei]|re)|letter[ae]\s+d[i']\s?invito(?:\s+ad?)?|inviti?\s+ad?|(?:richiesta|lettera|invito|negoziata|presente|RdO|procedura)\s+(?:\w+'?\s+){{0,2}}?(?:rivolt|indirizzat|inviat|spedit|diramat|trasmess|estes)\w\s+ad?)\s+(?:(?:i|gli|le|soltanto|solo|ad?|ai|alle|n\.)\s+){{0,2}}(?P<number>\d{{1,2}}|{WORDS})\s+(?!(?:giorn|mes|ann|or[ae]\b|lott|punt|fas|copi|pagin|allegat|sopralluog|seggi|edific|sed|pless|alunn|bambin|utent)\w*)[a-zà]{{4,}}[ie]\b"
)
"""«lettera d'invito a 3 giardinieri»: whatever those who are called are"""
BEST_OF = wording(
    rf"\b(?:invit|chiam|interpell|consult)\w+\s+(?:soltanto\s+|solo\s+)?(?:i|le|gli|ai|alle)\s+(?:prim|miglior)[ei]\s+(?P<number>\d{{1,2}}|{WORDS})\b(?!\s?(?:giorn|mes|ann|punt))"
)
NOT_CALLED = re.compile(
    r"\b(?:sopralluog|sedut|commission|verbal|riunion|testimon|funzionar|component|commissar|referent|dirigent|consiglier|cittadin)\w*",
    re.IGNORECASE,
)
"""who is invited to something else than the contest"""
COPULA = wording(
    rf"\b(?:invit(?:i|ati|ate)(?:\s+{OPERATORS})?|{OPERATORS}\s+(?:economic\w\s+)?(?:\w+\s+)?{ASKED}|numero\s+(?:degli|dei|delle|di)\s+(?:invit\w+|{OPERATORS}))\s+(?:\w+\s+){{0,6}}?(?:sono|saranno|è(?:\s+(?:di|pari\s+a|fissat\w\s+in))?|(?:in|nel)\s+numero\s+(?:di|pari\s+a|non\s+inferior\w\s+a)|sarà\s+di|ammont\w+\s+a|fissat\w\s+in|stabilit\w\s+in|non\s+(?:sarà\s+|è\s+)?inferior\w\s+a|pari\s+a)\s+(?:almeno\s+|soltanto\s+|solo\s+|complessivamente\s+|(?:al\s+)?massimo\s+|(?:al\s+)?minimo\s+|non\s+più\s+di\s+)?(?:n\.\s?)?(?P<number>\d{{1,2}}|{WORDS})\b(?!\s?(?:[.,:]\d|giorn|ann|mes|punt|per\s?cento|%))"
)
CHOOSE = r"(?:scegl|scelt|selezion|invit|individu|estra|consult|interpell)"
OF_THEM = wording(
    rf"\b(?:ne\s+(?:\w+\s+)?{CHOOSE}\w*|{CHOOSE}\w*ne)\s+(?:almeno\s+|solo\s+|soltanto\s+|al\s+massimo\s+|non\s+più\s+di\s+)?(?P<number>\d{{1,2}}|{WORDS})\b(?!\s?(?:[.,:]\d|giorn|ann|mes|punt|%))"
)
"""«se sono di più, il RUP ne sceglie tre»"""
LEGAL_COUNT = wording(
    rf"\b(?:numero\s+)?minimo\s+(?:di\s+legge|legale|prescritto|previsto|imposto|richiesto|stabilito)\b~{{0,50}}?\b(?:pari\s+a|è\s+di|fissato\s+in|di|:)\s+(?:n\.\s?)?(?P<number>\d{{1,2}}|{WORDS})\b(?!\s?(?:[.,:]\d|giorn|ann|mes|punt|per\s?cento|%))"
)
"""«il numero minimo di legge, pari a quattro»"""
CHOSEN = wording(
    rf"\b(?:invit\w+|consult\w+|interpell\w+|negoziata)\b~{{0,140}}?\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:scelt|selezionat|individuat|estratt|sorteggiat)[ie]\b"
)
"""«consultare, fra i candidati, cinque scelti con criteri oggettivi»"""
TOGETHER = wording(
    rf"\binvit\w+\b~{{0,40}}?\b(?:insieme|assieme|unitamente|oltre|con)\s+(?:ad?\s+)?altr[ei]\s+(?P<others>\d{{1,2}}|{WORDS})\b"
)
"""«codesta ditta è invitata insieme ad altre due»"""
RANGE = wording(
    rf"\b(?:invit\w+|consult\w+|interpell\w+|negoziata|ammess[ie])\b~{{0,80}}?\b(?:fra|tra|da|minimo\s+di|non\s+meno\s+di)\s+(?P<number>\d{{1,2}}|{WORDS})\s+(?:ed?|ad?)\s+(?:(?:un\s+)?massimo\s+(?:di\s+)?|non\s+(?:più|oltre)\s+(?:di\s+)?)?(?:\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?{OPERATORS}\b"
)
"""«tra tre e dieci concorrenti»"""
INVITES = wording(
    rf"\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:(?:soli?\s+)?inviti|il\s+numero\s+(?:degli|di|dei|delle)\s+(?:{OPERATORS}|inviti))\b"
)
FIRST_OF = wording(
    rf"\bprim[ei]\s+(?P<number>\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?(?:(?:della|in|nella|di)\s+(?:\w+\s+)?graduatoria|classificat\w)(?=~{{0,60}}?\b(?:invit\w+|lettera|spedi\w+|inviat\w))"
)
"""«ai primi quattro della graduatoria sarà spedita la lettera»"""
BY_BIDDER = re.compile(
    r"\b(?:ditta|impresa|appaltatore|concorrente|affidatario|fornitore|aggiudicatario|offerente|operatore)\s+(?:economico\s+)?$",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(?:personale|addett\w|squadr\w|turn[oi]|appaltator\w|aggiudicatari\w|affidatari\w|commission\w|requisit\w+|analogh\w|svolt\w|committent\w|subappalt\w+|lott[oi]|rispost\w|offert[oe]\s+(?:sono|pervenut)|anomal\w+|commissari\w?)\b",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"\W{0,2}(?:addett|a\s+tempo|reperibil|specializzat|qualificat\w\s+(?:per|in))", re.IGNORECASE
)
FIRM = re.compile(r"\b(?:impres|ditt|societ|aziend|fornitor)\w+$", re.IGNORECASE)
LATER = re.compile(
    r"\W{0,3}(?:\w+\s+){0,3}?(?:hanno|ha|sono\s+pervenut|aveva\w*|esclus|rinunciat|a\s+testa|per\s+lotto)",
    re.IGNORECASE,
)
FEWER = re.compile(
    r"\b(?:(?<!non\s)(?<!non\ssarà\s)(?<!non\sè\s)inferior\w(?!\s+(?:ad?|al(?:l[ao'])?)\s*(?:€|euro\b|\d{1,3}\.\d|\d+\s+milion|un\s+milion|soglia|quell))|(?<!non\s)meno\s+di(?!\s+(?:€\s?)?\d{2,3}\.)|minor\w\s+di|se\s+(?:le|i|gli|vi|ci|non)|qualora|ove\b|nel\s+caso|pervengan\w|pervenut\w+|hanno\s+risposto|candidature\s+(?:idonee\s+)?(?:sono|fossero)|raggruppament\w+|nel\s+20\d\d|preventiv\w+|referenz\w+|precedent\w+)\b",
    re.IGNORECASE,
)


MANY = re.compile(
    r"\b(?:se|qualora|ove|nel\s+caso)\b[^.;:]{0,40}\b(?:più|superior\w+|maggior\w+|numeros\w+)\b(?!\s+(?:basso|vantagg))",
    re.IGNORECASE,
)
"""«qualora pervengano più candidature»: then it chooses"""


LAW = r"(?:preten\w+|preved\w+|va(?:nno)?|legge|norma(?:tiva)?|Codice|obblig\w+|impon\w+|impost\w|esig\w+|prescri\w+|prescritt\w|richied\w+|richiest\w|vuole|dev\w+|necessari\w|occor\w+|minimo\s+di\s+legge)"
LEAST_OF = rf"(?:almeno|non\s+meno\s+di|(?:un\s+)?minimo(?:\s+di)?|non\s+inferior\w\s+a)\s+(?:n\.\s?)?(?P<number>\d{{1,2}}|{WORDS})\s+(?:\([^)]{{1,15}}\)\s+)?(?:\w+\s+)?(?:{OPERATORS}|inviti)"
BY_LAW = wording(rf"\b{LAW}\b~{{0,110}}?\b{LEAST_OF}\b")
AT_LEAST_AFTER = wording(
    rf"\b{LAW}\b~{{0,90}}?\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?{OPERATORS}\s+(?:economic\w\s+)?(?:almeno|come\s+minimo|al\s+minimo)"
)
ASKS = wording(
    rf"\b(?:legge|normativa|norma|Codice|art(?:\.|icolo)\s*50(?:\s+del\s+Codice)?|36/2023)\s+(?:\w+\s+)?(?:chied\w+|preten\w+|richied\w+|impon\w+|esig\w+|prescriv\w+|vuole|prevede)\s*(?:,[^,;.\n]{{3,50}},\s*)?(?:(?:l[ao]?|il|un)?'?\s?(?:\w+\s+)?(?:invito|confronto|consultazione|acquisizione|comparazione|richiesta)\s+(?:a|di|fra|tra|con)\s+)?(?:almeno\s+)?(?P<number>\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?{OPERATORS}\b"
)
LAWFULLY = wording(
    rf"\b(?:esig\w+|richied\w+|occorr\w+|serv\w+|vuole|impon\w+|prescriv\w+|(?:sono|è)\s+(?:obbligator\w+|prescritt\w|dovut\w))~{{0,25}}?\b(?:per|di|dalla|la)\s+legge\b~{{0,30}}?\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?(?:preventiv\w|{OPERATORS})\b"
    rf"|\b(?:per|a\s+norma\s+di|secondo\s+la)\s+legge\b~{{0,40}}?\b(?:occorr\w+|serv\w+|ci\s+vogliono|sono\s+(?:necessari|obbligatori|richiesti))\s+(?:almeno\s+)?(?P<other>\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?(?:preventiv\w|{OPERATORS})\b"
)
QUOTES_BY_LAW = wording(
    rf"\b(?P<number>\d{{1,2}}|{WORDS})\s+(?:\w+\s+)?(?:preventiv\w|operator\w|offerte)\b~{{0,70}}?\b(?:legge|norma\w*|Codice)\b~{{0,25}}?\b(?:impon\w+|richied\w+|esig\w+|prescriv\w+|vuole|obblig\w+)"
)
OWN_CHOICE = re.compile(
    r"\b(?:regolament\w+|direttiv\w+|linee\s+guida|SOA|referenz\w+|fatturat\w+|analogh\w+|svolt\w+|eseguit\w+|raggruppament\w+|requisit\w+)\b",
    re.IGNORECASE,
)
OF_WORKS = (5, 10)
"""operators that works need, below and from the million"""
ABOUT_MILLION = re.compile(r"\bmilion[ei]\b|\b1\.000\.000\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:non\s+(?!meno|inferior)|senza|né|pur\b|anche\s+se|benché|sebbene|mai)", re.IGNORECASE
)


def _few_operators(standing: Standing) -> Iterator[Found]:
    """Fewer operators than a negotiated procedure of that value needs."""
    if standing.procedure != "negoziata" or not standing.values:
        return
    routes = _routes(standing)
    least = [route.minimum for route in routes if route.procedure == "negoziata" and route.minimum]
    if not least or any(route.procedure == "ordinaria" for route in routes):
        return
    text, minimum = standing.act.text, min(least)
    last = -1
    for match in _counts(text):
        number = _number(match)
        if match.start() < last or number is None or not 0 < number < minimum or _is_aside(standing, match):
            continue
        last = match.end()
        message = f"{'Indicato un operatore' if number == 1 else f'Indicati {number} operatori'}: per questo oggetto e questo importo la procedura negoziata ne vuole almeno {minimum}."
        yield Found(
            match.start("number" if match.re is CHOSEN else 0),
            match.end(),
            message,
            f"almeno {minimum} operatori economici ({routes[0].figure.article})",
        )


def _routes(standing: Standing) -> list[Route]:
    """What each object, value and day that may be meant asks for, the highest value first."""
    return [
        operators(kind, value, min(day, THRESHOLDS_KNOWN_TO))
        for value in sorted(standing.values, reverse=True)
        for kind in standing.kinds
        for day in standing.days
    ]


def _counts(text: str) -> list[re.Match[str]]:
    """Every number of operators, by place."""
    found = [
        match
        for pattern in (
            INVITED,
            INVITED_AFTER,
            LABELLED,
            AMONG,
            CALLED,
            BEST_OF,
            COPULA,
            OF_THEM,
            CHOSEN,
            LEGAL_COUNT,
            TOGETHER,
            RANGE,
            INVITES,
            FIRST_OF,
        )
        for match in scan(pattern, text)
    ]
    return sorted(found, key=lambda match: match.start())


def _number(match: re.Match[str]) -> int | None:
    """How many operators; «con altre due» makes three."""
    if match.re is not TOGETHER:
        return read_count(match["number"].lower())
    others = read_count(match["others"].lower())
    return None if others is None else others + 1


def _is_aside(standing: Standing, match: re.Match[str]) -> bool:
    """Whether the number is one of another case, or of nobody who is invited."""
    text = standing.act.text
    one, other = standing.act.flat.sentence(match.start(), match.end())
    if BY_BIDDER.search(text[max(one, match.start() - 40) : match.start()]):
        return True
    near = match[0] if match.re is OF_THEM else text[max(one, match.start() - 90) : match.end()]
    if FEWER.search(near) and not MANY.search(near):
        return True
    if LATER.match(text[match.end() : min(other, match.end() + 60)]):
        return True
    if match.re in (COPULA, CALLED) and NOT_CALLED.search(text[match.start() : match.end() + 40]):
        return True
    if match.re in (AMONG, CALLED):
        return bool(
            OF_OTHERS.search(text[one : match.end()])
            or (STAFF.match(text, match.end()) and not FIRM.search(match[0]))
        )
    if match.re is not INVITED:
        return False
    is_bare = re.match(r"con$|n\.$", match["lead"].strip(), re.I)
    return bool(is_bare) and not re.search(r"invit\w+|consulta\w+|negoziata|\b187\b", text[one:other], re.I)


def _more_than_the_law(standing: Standing) -> Iterator[Found]:
    """A number said to be the least that the law wants, and higher than that; or quotes for a direct award."""
    if standing.procedure not in ("affidamento_diretto", "negoziata"):
        return
    text = standing.act.text
    quotes = scan(QUOTES_BY_LAW, text) if standing.procedure == "affidamento_diretto" else ()
    for match in (
        *scan(BY_LAW, text),
        *scan(AT_LEAST_AFTER, text),
        *scan(ASKS, text),
        *scan(LAWFULLY, text),
        *quotes,
    ):
        number = read_count((match["number"] or match["other"]).lower())
        sentence = standing.act.sentence(match.start(), match.end())
        if (
            number is None
            or OWN_CHOICE.search(sentence)
            or (number in OF_WORKS and _of_another(standing, sentence))
            or DENIED.search(text[max(0, match.start() - 40) : match.end()])
        ):
            continue
        found = _against_law(standing, number)
        if found:
            yield Found(match.start(), match.end(), *found)


def _of_another(standing: Standing, sentence: str) -> bool:
    """Whether the sentence tells the number for another object, or for works on the other side of the million."""
    is_works = "lavori" in standing.kinds
    if is_works:
        return ABOUT_MILLION.search(sentence) is not None
    return WORKS_SAID.search(sentence) is not None


def _against_law(standing: Standing, number: int) -> tuple[str, str] | None:
    """What to say of `number` as the law's own; None when it may be."""
    if standing.procedure == "affidamento_diretto":
        return (
            f"L'atto dice obbligatori {number} preventivi: l'affidamento diretto è ammesso anche senza consultare più operatori.",
            "L'affidamento diretto è disposto anche senza consultazione di più operatori economici (art. 50, comma 1).",
        )
    if standing.procedure != "negoziata" or not standing.values:
        return None
    routes = _routes(standing)
    right = {route.minimum for route in routes if route.procedure == "negoziata"}
    if not right or len(right) > 1 or number in right or (number < min(each or 0 for each in right)):
        return None
    least = right.pop()
    return (
        f"Il minimo di legge è indicato in {number} operatori: per questo oggetto e questo importo è {least}.",
        f"almeno {least} operatori economici ({routes[0].figure.article})",
    )


INVITATIONS = (
    threshold(
        "numero_di_legge",
        "art. 50 c. 1",
        "Il numero minimo di operatori è quello della legge: per l'affidamento diretto nessuno.",
        _more_than_the_law,
    ),
    threshold(
        "numero_operatori",
        "art. 50 c. 1 lett. c), d), e)",
        "La procedura negoziata vuole un numero minimo di operatori, che cresce con l'importo dei lavori.",
        _few_operators,
    ),
)
