"""Works done by others than the contractor: the share of small firms, what counts as a subcontract, the whole given away."""

from collections.abc import Iterator

from apps.municipal.tenders.law import CORRECTIVE, SMALL_FIRMS_PERCENT, SUBCONTRACT
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.execution import REASONED
from apps.municipal.tenders.rules.clauses.phrasing import the, to
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import Statement, before, places, stated, words
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

SMALL_FIRMS = words(r"\b(?:piccol[eai]\s+(?:e\s+|o\s+)?medi[eai]|PMI\b|MPMI\b|micro\s*,?\s+piccol\w+)")
SUBCONTRACTED = words(r"\bsub-?appalt\w+")
LEAST = words(r"\b(?:almeno|non\s+inferior\w+|non\s+meno|minim\w+|pari|destin\w+|riserv\w+|affid\w+|quota)\b")
NOT_LEAST = words(
    r"\b(?:punt[oi]|ribass\w+|divers[ao]\s+soglia|anticipazion\w+|penal\w+|ridu\w+|garanzi\w+|ritenut\w+)\b"
)
SAVE = words(r",?\s*\bsalvo\b")
"""what follows is the law's own exception"""
SMALL_WORDING = f"Almeno il {SMALL_FIRMS_PERCENT.value} per cento delle prestazioni subappaltabili è affidato a piccole e medie imprese, salvo una diversa soglia motivata (art. 119, comma 2, del D.Lgs. 36/2023)."


def _small_firms(standing: Standing) -> Iterator[Found]:
    """Another share for the small firms than the one of the Code, without a reason."""
    text, right = standing.act.text, SMALL_FIRMS_PERCENT.value
    if any(day < CORRECTIVE for day in standing.days) or not SMALL_FIRMS.search(text):
        return
    for share in find_shares(text):
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 170) : min(other, share.end + 110)]
        is_of_them = SMALL_FIRMS.search(near) and SUBCONTRACTED.search(near) and LEAST.search(near)
        if not is_of_them or share.value >= right or NOT_LEAST.search(SAVE.split(near)[0]):
            continue
        if REASONED.search(SAVE.split(text[one : other + 160])[0]):
            continue
        message = f"Subappalto alle piccole e medie imprese limitato {to(share.value)} per cento: la quota è {the(right)} per cento, salvo una diversa soglia motivata."
        yield Found(share.start, share.end, message, SMALL_WORDING)


UNCOUNTED = Statement(
    r"\bsub-?appalt\w+",
    r"\bnon\s+(?:(?:costituisc\w+|è|sono|configur\w+|integr\w+|si\s+consider\w+|rientra\w*\s+n\w+)\s+(?:\w+\s+){0,2}?)sub-?appalt\w+",
    "Un affidamento con più di metà di manodopera, oltre 100.000 euro o il 2 per cento, è un subappalto: va autorizzato.",
    "L'affidamento costituisce subappalto ed è autorizzato (art. 119, comma 2, del D.Lgs. 36/2023).",
    reach=20,
)
OF_LABOUR = words(r"\bmanodopera|\bpersonale\b")


def _uncounted(standing: Standing) -> Iterator[Found]:
    """«Non costituisce subappalto», of a contract whose figures say that it is one."""
    text, counted = standing.act.text, SUBCONTRACT.value
    for start, end in places(standing, UNCOUNTED):
        one, other = sentence_of(standing.act.flat, start, end)
        since = one - len(before(text, one))
        labour = [
            share.value
            for share in find_shares(text)
            if since <= share.start < other
            and OF_LABOUR.search(text, max(since, share.start - 70), share.end + 40)
        ]
        amounts = [money.value for money in standing.act.amounts if since <= money.start < other]
        least = counted.euro
        if standing.values:
            least = min(least, max(standing.values) * counted.percent / 100)
        if labour and amounts and max(labour) > counted.labour and max(amounts) > least:
            yield Found(start, end, UNCOUNTED.message, UNCOUNTED.suggestion)


WHOLE = (
    Statement(
        r"\b(?:sub-?appalt\w+|affid\w+|ced\w+|cession\w+|trasfer\w+)\b[^.;]{0,60}?\b(?:terz[oi]|altr[ioae]|altra\s+impresa|subappaltator\w+)|\bsub-?appalt\w+",
        r"(?<!non )\b(?:può|possono|potrà|potranno|è\s+(?:ammess|consentit|permess)\w|ha\s+facoltà)\b[^.;]{0,90}?\b(?:(?:integrale|totale|intera|completa)\s+(?:esecuzione|prestazione|realizzazione|gestione)|(?:esecuzione|realizzazione|gestione)\s+(?:integrale|totale|intera|completa)|l'intero\s+(?:contratto|appalto|servizio|lavoro)|l'intera\s+(?:prestazione|esecuzione|fornitura|opera)|(?:la\s+)?totalità\s+(?:delle|dei|del)|tutt[eoi]\s+(?:le|il|i)\s+(?:prestazion|lavor|servizi|contratto)\w*|(?:il\s+)?contratto\s+(?:per\s+intero|integralmente)|per\s+intero|interamente|integralmente)\b",
        "L'esecuzione non si può dare tutta ad altri: l'accordo sarebbe nullo.",
        "È nullo l'accordo con cui è affidata a terzi l'integrale esecuzione delle prestazioni (art. 119, comma 1, del D.Lgs. 36/2023).",
        unless=r"\b(?:null[oiae]|nullità|vietat\w+|non\s+(?:può|possono|potrà|è|si)|divieto|credit\w+|corrispettiv\w+|pagament\w+|mandatari\w+|consorziat\w+|raggruppament\w+|dati)\b",
    ),
)
THIRDS = (
    clause(
        "subappalto_pmi",
        "art. 119 c. 2",
        "Una parte di ciò che si subappalta va alle piccole e medie imprese.",
        _small_firms,
        "alta",
    ),
    clause(
        "subappalto_nascosto",
        "art. 119 c. 2",
        "Chi lavora al posto dell'appaltatore va autorizzato, comunque si chiami il suo contratto.",
        _uncounted,
        "alta",
    ),
    clause(
        "cessione_totale",
        "art. 119 c. 1",
        "Chi vince esegue: dare tutto ad altri aggira la gara.",
        stated(*WHOLE),
        "alta",
    ),
)
