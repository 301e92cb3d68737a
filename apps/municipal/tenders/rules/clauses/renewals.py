"""Rotation misread: one reason where the law wants all, trust, those only invited."""

from collections.abc import Iterator

from apps.municipal.tenders.law import ROTATION_FREE_BELOW
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.rotation import find_derogations, find_outgoing
from apps.municipal.tenders.rules.clauses.statements import Statement, stated, words
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing

ALL_REASONS = "Si deroga alla rotazione perché concorrono: la struttura del mercato […], l'effettiva assenza di alternative […], l'accurata esecuzione del precedente contratto […] e la qualità della prestazione […] (art. 49, comma 4, del D.Lgs. 36/2023)."
REASON = r"(?:accurat\w+|corrett\w+|regolar\w+|buon\w+|puntual\w+|diligent\w+)\s+(?:e\s+\w+\s+)?(?:esecuzion|svolgiment|adempiment)\w+|assenza\s+di\s+alternativ\w+|struttura\s+del\s+mercato|qualità\s+d\w+|(?:un[oa]?|uno\s+sol[oa]|una\s+sola|un\s+sol\w|anche\s+un[oa])\s+(?:\w+\s+)?(?:de[il]\w*\s+)?(?:presuppost|requisit|condizion|motiv|element)\w+"
AGAIN = r"\b(?:nuovamente|di\s+nuovo|ancora\s+una\s+volta|riaffid\w+|riconferm\w+|riassegn\w+)"
MISREAD = (
    Statement(
        r"\b(?:derog\w+|rotazion\w+|riaffid\w+|reinvit\w+|uscente)",
        rf"(?<!non )\b(?:(?:è|era|sia|risulta)\s+(?:di\s+per\s+sé\s+|già\s+)?sufficiente|basta(?:ndo)?|è\s+bastevole|ne\s+basta)\b[^.;]{{0,50}}?\b(?:{REASON})|\b(?:presuppost|condizion|requisit|element)\w+[^.;]{{0,60}}?\b(?:sono|in\s+via|fra\s+loro)\s+(?:\w+\s+)?alternativ\w+",
        "I motivi della deroga alla rotazione servono tutti insieme: uno solo non basta.",
        ALL_REASONS,
        unless=r"\bnon\s+(?:è|basta|sono|può)\b|\b(?:insieme|cumulativ\w+|congiunt\w+)\b",
        titled=True,
        key=r"sufficient|\bbasta|bastevole|alternativ",
    ),
    Statement(
        r"\brotazion\w+|\bdivieto\b",
        r"\b(?:dal|a\s+partire\s+dal|al|oltre\s+il|dopo\s+il)\s+(?:terzo|quarto|quinto)\s+(?:affidament|incaric|contratt)\w+|\b(?:dopo|oltre)\s+(?:tre|quattro|cinque|due)\s+(?:affidament|incarich|contratt)\w+\s+(?:consecutiv|di\s+seguito|successiv)\w*",
        "La rotazione vieta già il secondo affidamento consecutivo allo stesso operatore.",
        "Il contraente uscente non ottiene un secondo affidamento consecutivo dello stesso settore (art. 49, comma 2, del D.Lgs. 36/2023).",
        unless=r"\b(?:subappalt\w+|fasce\s+di\s+(?:import|valor)\w+\s+(?:previst|stabilit)\w+)\b",
    ),
    Statement(
        AGAIN,
        r"\b(?:rapporto\s+(?:\w+\s+){0,2}?fiduci\w+|rapporto\s+consolidato|fiducia\s+(?:\w+\s+)?(?:ripost|consolidat|matur)\w+|(?:per|in\s+considerazione\s+del(?:la)?|data\s+la|vista\s+la)\s+(?:\w+\s+)?(?:fiducia|consuetudin\w+|prassi|familiarità|comodità))",
        "La fiducia o la consuetudine non bastano per affidare di nuovo al contraente uscente.",
        ALL_REASONS,
        unless=r"\b(?:alternativ\w+|struttura|altri\s+operatori|unic[oa]|esclusiv\w+|inferior\w+\s+a\s+5|non\s+(?:si|è|può|viene))\b",
    ),
)
UNREASONED = Statement(
    r"\b(?:riaffid\w+|reinvit\w+|rotazion\w+|uscente)\b",
    r"\bnon\s+(?:serv\w+|occorr\w+|(?:è|sono)\s+(?:necessari|richiest|dovut)\w+|necessit\w+|va\b|vanno\b|richied\w+)\s+(?:\w+\s+){0,3}?(?:motiv|ragion|giustific)\w+|\bsenza\s+(?:che\s+occorra\s+|necessità\s+di\s+|obbligo\s+di\s+|bisogno\s+di\s+|alcuna\s+|specifica\s+|dover\s+)+motiv\w+",
    "Il nuovo affidamento all'uscente va motivato.",
    ALL_REASONS,
    unless=r"\b(?:divers[oa]\s+(?:dall'|dal)\s?uscente|non\s+(?:è|sono)\s+(?:l'|il\s+|stat\w+\s+)?(?:contraente\s+)?uscente)\b|\d\.\d{3}",
    reach=110,
)
INVITED = Statement(
    r"\b(?:sol[oaie]|soltanto|solamente|meramente|semplicemente|anche)\s+(?:\w+\s+)?invitat\w+|\binvitat[aeio]\b[^.;]{0,40}?\b(?:senza\s+(?:\w+\s+)?(?:aggiudic|vinc|risult)\w+|(?:ma|e|pur|anche\s+se)\s+non\s+(?:\w+\s+)?(?:aggiudic|affidatar|vinc|vincitor)\w+|non\s+aggiudicatar\w+)",
    r"\b(?:non\s+(?:può|possono|potrà|potranno|sarà|saranno|verrà|verranno|è|sono)\s+(?:\w+\s+)?(?:candid|partecip|essere|invit|ammess|concorr|present|consultat|affidatar)\w*|(?<!non )(?:è|sono|sarà|saranno|verranno|restano|vengono)\s+esclus\w+|(?:si\s+)?esclud\w+)",
    "La rotazione riguarda il contraente uscente, non chi è stato soltanto invitato.",
    "Il divieto di rotazione si applica al solo contraente uscente (art. 49, comma 2, del D.Lgs. 36/2023).",
    unless=r"\b(?:non\s+(?:sono|saranno|vengono|verranno|è|sarà)\s+esclus\w+|non\s+(?:si\s+)?esclud\w+|non\s+(?:opera|si\s+applica|riguarda|vale)|aggiudicatari\w*\s+e\b|offert[ae]|lettera|termin\w+|scadenz\w+|possono\s+(?:\w+\s+)?(?:candid|partecip)\w+)",
    titled=False,
)
PAST = words(
    r"\b(?:precedent\w+|scors\w+|uscent\w+|ultim[aeio]\b|fu(?:rono)?\b|era(?:no)?\b|passat\w+|rotazion\w+|anno\s+(?:prima|scorso))"
)
"""an invitation of before, not that of this procedure"""


def _invited(standing: Standing) -> Iterator[Found]:
    for found in stated(INVITED)(standing):
        if PAST.search(standing.act.sentence(found.start, found.end)):
            yield found


def _misread(standing: Standing) -> Iterator[Found]:
    if standing.values and all(value < ROTATION_FREE_BELOW.value for value in standing.values):
        return
    told = list(stated(*MISREAD, UNREASONED)(standing))
    others = (*find_derogations(standing), *find_outgoing(standing)) if told else ()
    known = [standing.act.flat.sentence(each.start, each.end) for each in others]
    for found in told:
        if not any(one < found.end and found.start < other for one, other in known):
            yield found


RENEWALS = (
    clause(
        "rotazione_motivi",
        "art. 49 c. 4",
        "La deroga alla rotazione vuole più motivi insieme; la fiducia non è fra questi.",
        _misread,
        "alta",
    ),
    clause(
        "rotazione_invitati",
        "art. 49 c. 2",
        "Chi fu invitato e non vinse non è un contraente uscente: escluderlo riduce la concorrenza.",
        _invited,
        "alta",
    ),
)
