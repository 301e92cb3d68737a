"""How a performance is invoiced and its VAT paid."""

from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.statements import NOT_DUE, Statement, stated

ELECTRONIC = (
    Statement(
        r"\bfattur[ae]\b",
        r"\b(?:cartace[aeo]|su\s+carta|in\s+(?:duplice|triplice)\s+copia|(?:consegn|spedit|trasmess|invia|present|recapit)\w*\s+(?:\w+\s+){0,3}?(?:a\s+mano|per\s+posta|via\s+(?:e-?mail|fax)|a\s+mezzo\s+(?:posta|fax|e-?mail))|in\s+luogo\s+della\s+fattur\w+\s+elettronic\w|(?:in\s+)?formato\s+pdf|fattur\w+\s+elettronic\w\s+non\s+(?:è|sono|occorr)\w*)",
        "Verso la pubblica amministrazione la fattura è soltanto elettronica.",
        "La fattura è emessa in formato elettronico, tramite il Sistema di interscambio, con il CIG e il codice univoco dell'ufficio.",
        unless=r"\b(?:non\s+(?!elettronic)|né|esclus\w+|vietat\w+|respint\w+|rifiutat\w+|copia\s+di\s+cortesia|allegat\w+|report\w*|rendicont\w+|utent\w+|famigli\w+|rimborso|oltre\s+alla\s+fattur\w+\s+elettronic\w)",
        reach=90,
    ),
)
SPLIT = (
    Statement(
        r"\bscissione\s+dei\s+pagamenti|\bsplit\s+payment|\bart(?:\.|icolo)\s*17-?\s?ter\b",
        NOT_DUE,
        "L'imposta sulle fatture ai Comuni è versata dal Comune all'Erario, con la scissione dei pagamenti.",
        "L'IVA è versata dal Comune all'Erario, con la scissione dei pagamenti (art. 17-ter del D.P.R. 633/1972).",
        unless=r"\b(?:professionist\w+|ritenut\w+|reverse|inversione|forfett\w+|esent\w+|esenzion\w+|fuori\s+campo|minim[io]|non\s+imponibil\w+|agricol\w+|scontrin\w+|economo|econom\w+)\b",
        reach=60,
    ),
    Statement(
        r"\bi\.?v\.?a\b\.?|\bl'imposta(?:\s+sul\s+valore\s+aggiunto)?\b(?!\s+di)",
        r"\b(?:versat|pagat|corrispost|liquidat|accreditat|rimborsat|liquidar|corrisponder|pagar|versar)\w*\s+(?:\w+\s+){0,4}?(?:all'\s?|alla\s+|al\s+|l'\s?iva\s+al\w*\s)(?:stess[oa]\s+)?(?:appaltator|affidatari|impres|ditta|fornitor|aggiudicatari|operator|contraent)\w*",
        "L'imposta sulle fatture ai Comuni è versata dal Comune all'Erario, non a chi fattura.",
        "L'IVA è versata dal Comune all'Erario, con la scissione dei pagamenti (art. 17-ter del D.P.R. 633/1972).",
        unless=r"\b(?:non|né|al\s+netto|esclus[ao]|scissione|split|17-?\s?ter|erario\s+dal|direttamente\s+all'erario|professionist\w+|ritenut\w+|oltre\s+(?:a\s+)?iva|imponibile\s+è\s+(?:pag|vers|corrisp)\w+)\b",
        reach=40,
    ),
)
INVOICING = (
    clause(
        "fattura",
        "art. 1 cc. 209-214 L. 244/2007; DM 55/2013",
        "Una fattura che non è elettronica non si può pagare.",
        stated(*ELECTRONIC),
        "media",
    ),
    clause(
        "scissione_pagamenti",
        "art. 17-ter D.P.R. 633/1972",
        "Chi compra versa l'imposta: pagarla a chi fattura espone a pagarla due volte.",
        stated(*SPLIT),
        "media",
    ),
)
