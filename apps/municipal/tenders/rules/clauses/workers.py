"""Those who work: an imposed collective contract, a social clause without limits."""

from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.statements import FORBIDDEN, Statement, stated

CCNL = r"\bC\.?\s?C\.?\s?N\.?\s?L\b\.?|\bcontratt[oi]\s+collettiv[oi]"
IMPOSED = (
    Statement(
        rf"{CCNL}",
        r"\b(?:e\s+(?:nessun|non\s+altri)\w*\s*(?:altro)?|nessun\s+altro|(?:esclusivamente|unicamente|soltanto|solo)\s+(?:\w+\s+){0,3}?(?:il|questo|quello|tale|detto|CCNL)|a\s+pena\s+d\w*\s?esclusion\w+|(?:esclus\w+|vietat\w+|inammissibil\w+)[^.;]{0,60}?\b(?:equivalen\w+|divers[oi]|altr[oi]\s+(?:contratt|CCNL)|applicazion\w+\s+di\s+(?:altr|contratti\s+divers)\w*)|senza\s+(?:\w+\s+){0,4}?(?:equivalen\w+|alternativ\w+|derog\w+|possibilità\s+di\s+(?:indicar|applicar)\w+))",
        "Il contratto collettivo è imposto: l'operatore può indicarne un altro che garantisca le stesse tutele.",
        "L'operatore può indicare un altro CCNL che garantisca le stesse tutele, con dichiarazione di equivalenza (art. 11, commi 3 e 4, del D.Lgs. 36/2023).",
        unless=r"\b(?:salv[ao]|è\s+ammess\w|ovvero|oppure|o\s+altro|inferiori|rispett\w+|violazion\w+|mancat\w+|subappalt\w*|retribuzion\w+\s+inferior\w+)\b",
        reach=130,
    ),
    Statement(
        r"\bequivalenz\w+|\b(?:altr[oi]|divers[oi])\s+(?:contratt[oi]\s+(?:nazional\w+|collettiv\w+|di\s+lavoro)|CCNL)|\b(?:contratt[oi]|CCNL)\s+(?:\w+\s+)?(?:divers[oi]|equivalent[ei])",
        rf"{FORBIDDEN}|(?<!non )\b(?:è|sono|sarà|saranno)\s+esclus\w\b|(?<!non )\bcomporta\s+(?:l')?esclusion\w+|\bnon\s+(?:può|possono|potrà)\s+(?:\w+\s+){{0,2}}?(?:indicar|applicar|dichiarar|presentar|essere)\w*",
        "La dichiarazione di equivalenza fra contratti collettivi non si può vietare.",
        "L'operatore può indicare un altro CCNL che garantisca le stesse tutele, con dichiarazione di equivalenza (art. 11, commi 3 e 4, del D.Lgs. 36/2023).",
        unless=r"\b(?:prodott\w+|marc\w+|tecnic\w+|certificat\w+|inferiori|minor[ei]\s+tutele|subappalt\w*|offert\w+\s+economic\w+|materiali|collettiv\w+\s+di\s+altr\w+\s+settor\w+|comporta\s+(?:la\s+)?verific\w+)\b",
        reach=75,
    ),
)
ABSOLUTE = (
    Statement(
        r"\b(?:(?:ri)?assum\w+|(?:ri)?assunzion\w+|riassorb\w+|riprend\w+|stabilizz\w+|trasferi\w+|passa(?:no|ggio)?\b|subentr\w+|transit\w+|assorb\w+|mantien\w+|manten\w+|conserv\w+|clausol\w+\s+social\w+|prende\w*\s+(?:in\s+carico|alle\s+dipendenze))\b",
        r"\b(?:tutt[oie]\s+(?:il|i|gli|le)?\s*(?:\w+\s+){0,2}?(?:personale|lavorator\w+|dipendent\w+|addett\w+|operator\w+|manodopera|unità|maestranze)|(?:d?ell'inter[oa]|l'inter[oa]|la\s+totalità|il\s+100\s?(?:%|per\s+cento))\s+(?:\w+\s+){0,2}?(?:organico|personale|lavorator\w+|dipendent\w+|addett\w+|manodopera|maestranze|squadra)|nessun[oa]?\s+esclus[oa]|in\s+blocco|intero\s+personale|integralmente|personale\s+(?:\w+\s+){0,3}?(?:per\s+intero|nella\s+sua\s+interezza))",
        "La clausola sociale è assoluta: l'assorbimento del personale si armonizza con l'organizzazione di chi subentra.",
        "L'aggiudicatario assorbe in via prioritaria il personale dell'uscente, compatibilmente con la propria organizzazione (art. 57 e allegato II.3 del D.Lgs. 36/2023).",
        unless=r"\bnon\s+(?:è|e'|sono)\s+(?:\w+\s+){0,2}?(?:dovut|previst|richiest|impost|obbligatori|tenut|obbligat|vincolat)\w+|\bnon\s+(?:impon|comport|obblig|signific|implic|equival)\w+|\b(?:compatibil\w+|armoni\w+|coeren\w+|nei\s+limiti|in\s+via\s+prioritaria|prioritari\w+|ove|se\s+l|sicurezza|formazion\w+|copertura|impiegat\w+\s+nel\s+servizio\s+applica|applica\w*|assicura\w+|obblighi|onere|oneri|spes[ae]|rischi\w*|responsabilità|elenco|organizzazione\s+(?:lo\s+)?(?:consent|permett)\w+|privilegi\w+|retribu\w+|contribut\w+|condott\w+|riservat\w+)\b(?!\s+d[ai]l+a\s+propria\s+organizzazione)",
        reach=110,
    ),
    Statement(
        r"\b(?:dipendent\w+|personale|lavorator\w+|addett\w+)\b[^.;]{0,80}?\b(?:uscente|precedente\s+(?:gestore|appaltatore)|cessante)|\b(?:uscente|cessante)\b[^.;]{0,60}?\b(?:dipendent\w+|personale|lavorator\w+|addett\w+)|\b(?:(?:ri)?assum\w+|assunzion\w+|riassorb\w+|assorb\w+)",
        r"\b(?:senza\s+(?:\w+\s+){0,2}?(?:eccezion\w+|riserv\w+|deroghe?|condizion\w+)|in\s+ogni\s+caso|a\s+prescindere|indipendentemente|quale\s+che\s+sia|incondizionat\w+|anche\s+se\s+(?:non\s+(?:serv|necessar|occorr)|incompatibil|in\s+esubero|superflu)\w*)",
        "La clausola sociale è assoluta: l'assorbimento del personale si armonizza con l'organizzazione di chi subentra.",
        "L'aggiudicatario assorbe in via prioritaria il personale dell'uscente, compatibilmente con la propria organizzazione (art. 57 e allegato II.3 del D.Lgs. 36/2023).",
        reach=130,
    ),
)
WORKERS = (
    clause(
        "ccnl_imposto",
        "art. 11 cc. 3-4",
        "L'ente indica un contratto collettivo, ma non vieta quelli che danno le stesse tutele.",
        stated(*IMPOSED),
        "alta",
    ),
    clause(
        "clausola_sociale_assoluta",
        "art. 57 c. 1; allegato II.3",
        "La stabilità dei posti si concilia con la libertà di organizzare l'impresa.",
        stated(*ABSOLUTE),
        "alta",
    ),
)
