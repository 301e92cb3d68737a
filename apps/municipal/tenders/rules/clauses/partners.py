"""Those who perform beside the contractor, and what remains when the contract breaks: subcontractors, director, insurance."""

from collections.abc import Iterator

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.law import LIABILITY_LEAST, SEPARATE_DIRECTOR_FROM
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.statements import FORBIDDEN, NOT_DUE, Statement, stated, words
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

SUBCONTRACTOR = r"\bsub-?appalt\w+"
CONTRACTOR = r"(?:appaltator\w|affidatari\w|aggiudicatari\w|impresa|contraente(?:\s+principale)?)"
SOLIDARITY = (
    Statement(
        SUBCONTRACTOR,
        rf"\brispond\w+\s+(?:\w+\s+){{0,3}}?(?:solo|soltanto|esclusivamente|unicamente|in\s+via\s+esclusiva)\s+(?:\w+\s+)?(?:quest'ultim\w|il\s+subappaltator\w|lo\s+stesso|costui|i\s+subappaltator\w)|\bsub-?appaltator\w+\s+(?:\w+\s+){{0,3}}?(?:sol[oi]|unic[oi]|esclusiv[oi])\s+(?:\w+\s+)?responsabil\w+|\b{CONTRACTOR}\s+(?:\w+\s+){{0,4}}?(?:non\s+(?:risponde|è\s+responsabil\w+)|(?:è|sono|resta|restando|rimane|viene)\s+(?:\w+\s+)?(?:esonerat|sollevat|liberat|esent|manlevat)\w+)|\bnessuna\s+responsabilità\s+(?:\w+\s+){{0,3}}?{CONTRACTOR}|\b(?:esclusa|senza)\s+(?:\w+\s+){{0,2}}?(?:vincolo\s+di\s+)?(?:solidarietà|responsabilità\s+solidale)|\bnon\s+(?:\w+\s+){{0,3}}?in\s+solido",
        "L'appaltatore e il subappaltatore rispondono in solido verso l'ente.",
        "Il contraente principale e il subappaltatore sono responsabili in solido nei confronti della stazione appaltante (art. 119, comma 6, del D.Lgs. 36/2023).",
        unless=r"\b(?:non\s+(?:solleva|esonera|libera|è\s+(?:sollevat|esonerat|liberat))\w*|comma\s*6|micro\w*|dirett\w+\s+al\s+subappaltator\w|retributiv\w+|(?:comune|ente|stazione\s+appaltante|amministrazione)\s+(?:è|resta|sarà|rimane)\s+(?:\w+\s+)?(?:estrane|sollevat|manlevat|indenn)\w*)\b",
        reach=140,
    ),
    Statement(
        SUBCONTRACTOR,
        r"\b(?:trattament\w+|tutel\w+|retribuzion\w+|contratt\w+\s+collettiv\w+|ccnl)\b[^.;]{0,60}?\b(?:inferior\w+|peggior\w+|ridott\w+|meno\s+favorevol\w+|più\s+bass\w+)",
        "Ai lavoratori del subappaltatore spetta un trattamento non inferiore a quello del contraente principale.",
        "Il subappaltatore riconosce ai lavoratori un trattamento economico e normativo non inferiore a quello del contraente principale (art. 119, comma 12, del D.Lgs. 36/2023).",
        unless=r"\bnon\s+(?:\w+\s+){0,3}?(?:inferior|peggior|ridott|meno|può|possono|potrà|è)\w*|\b(?:vietat\w+|divieto|mai|né|nessun\w*|senza|salvo)\b",
        reach=140,
    ),
)
DIRECTOR = Statement(
    r"\br\.?u\.?p\b|\bresponsabile\s+unico\s+del\s+progetto",
    r"\b(?:(?:funzion\w+|ruolo|compit\w+|incarico)\s+di\s+(?:direttore\s+dell'\s?esecuzione|d\.?e\.?c\b)[^.;\n]{0,60}?\b(?:svolt|assunt|esercitat|ricopert|attribuit|affidat|assolt)\w+|(?:svolg\w+|assum\w+|ricopr\w+|esercit\w+|è)\s+(?:anche|altresì|pure)\s+(?:\w+\s+){0,4}?(?:direttore\s+dell'\s?esecuzione|d\.?e\.?c\b)|(?:direttore\s+dell'\s?esecuzione|d\.?e\.?c\b\.?)\s*(?:[:|–-]|è|coincide\s+con)\s*(?:il\s+)?(?:lo\s+stesso\s+)?r\.?u\.?p)",
    "Sopra i 500.000 euro il direttore dell'esecuzione è persona diversa dal RUP.",
    "Il direttore dell'esecuzione del contratto è […], diverso dal RUP (art. 114, comma 8, e allegato II.14 del D.Lgs. 36/2023).",
    unless=r"\b(?:non\s+(?:può|possono|potrà|è|sono)|divers[oa]|distint[oa]|inferior\w+|nominat\w+\s+con|proposta|su\s+indicazione|sentit[oa])\b",
    reach=90,
)
INSURANCE = Statement(
    r"\bpolizz[ae]\s+(?!fid)(?:\w+\s+){0,2}?|\bassicurazion[ei]\b|\bcopertur[ae]\s+assicurativ[ae]",
    NOT_DUE,
    "L'esecutore dei lavori presta sempre la polizza per i danni e per la responsabilità verso terzi.",
    "L'esecutore dei lavori consegna, almeno dieci giorni prima della consegna, la polizza che copre i danni e la responsabilità civile verso terzi (art. 117, comma 10, del D.Lgs. 36/2023).",
    unless=r"\b(?:fid[ei]\w+|garanzi\w+|cauzion\w+|indennitari\w+|decennale|postuma|professional\w+|progettist\w+|subappaltator\w+|aggiuntiv\w+|ulterior\w+|franchig\w+|dipendent\w+)\b",
    reach=60,
)
TERMINATION = Statement(
    r"\brisol\w+",
    r"\bsenza\s+(?:\w+\s+){0,4}?(?:contestazion|contraddittori)\w*|\bsenza\s+(?:\w+\s+){0,5}?(?:pag\w+|compens\w+|corrispettiv\w+|riconosc\w+|corrispond\w+)[^.;]{0,50}?\b(?:esegui|svolt|rese\b|reso\b|effettuat)\w*|\b(?:nulla|nessun\s+compenso|niente)[^.;]{0,50}?\bgià\s+(?:\w+\s+)?(?:esegui|svolt|res[eoi])\w*|\bnon\s+(?:è|sono|viene|vengono|spett\w+)[^.;]{0,40}?\b(?:già\s+esegui|eseguit|svolt|rese\b)\w*",
    "La risoluzione vuole una contestazione e il pagamento di quanto è stato ben eseguito.",
    "In caso di grave inadempimento l'ente contesta gli addebiti e assegna un termine; all'appaltatore spetta il pagamento delle prestazioni regolarmente eseguite (art. 122 del D.Lgs. 36/2023).",
    unless=r"\b(?:non\s+(?:può|si\s+può|potrà|è\s+(?:ammess|possibil))\w*|ulterior[ei]|correttamente|regolarmente|consenso)\b",
    reach=150,
)
BALANCE = Statement(
    r"\brinegozia\w+",
    rf"\brinunci\w+|{FORBIDDEN}|(?<!non )\besclus[oa]\b|\bnon\s+(?:ha|avrà|spett\w+|compet\w+)\b[^.;]{{0,40}}?\b(?:rinegozia|diritto)\w*",
    "La rinegoziazione, quando l'equilibrio del contratto si altera per eventi straordinari, non si può escludere.",
    "Se sopravvengono circostanze straordinarie e imprevedibili la parte svantaggiata ha diritto alla rinegoziazione secondo buona fede (art. 9 del D.Lgs. 36/2023).",
    unless=r"\b(?:salv[oae]|non\s+(?:è|può\s+essere)\s+(?:esclus|rinunci)\w*|al\s+di\s+fuori|fuori\s+d\w+\s+cas\w+|tranne|se\s+non)\b",
    reach=120,
)

SUBCONTRACTED = (
    Statement(
        r"\bsub-?appaltator\w+|\bsub-?appalt[oi]\b",
        r"\b(?:(?:non|mai|esclus\w+|in\s+nessun\s+caso|nessun)\b[^.;]{0,60}?\b(?:pag\w+|corrispond\w+|liquid\w+)\b[^.;]{0,60}?\b(?:dirett\w+)|pagament\w+\s+dirett\w+[^.;]{0,60}?\b(?:non\s+(?:è|sono|viene)|esclus\w+|mai)\b)",
        "Il pagamento diretto del subappaltatore non si può escludere: è dovuto a micro e piccole imprese, in caso di inadempimento o su richiesta.",
        "La stazione appaltante paga direttamente il subappaltatore nei casi dell'art. 119, comma 11, del D.Lgs. 36/2023.",
        unless=r"\b(?:salv[oi]|tranne|fuori\s+dei\s+casi|eccett\w+|ad?\s+eccezione|119)\b",
        reach=150,
    ),
    Statement(
        r"\bsub-?appalt\w+",
        r"\b(?:non\b[^.;]{0,60}?\bclausol\w+\s+di\s+revision\w+|revision\w+\s+(?:de[il]\s+)?prezz\w[^.;]{0,80}?\b(?:non\s+(?:si\s+applica|opera|è|si\s+estend|riguarda|va)|esclus\w+)|esclus\w+\s+(?:\w+\s+){0,3}?revision\w+)",
        "La clausola di revisione dei prezzi va inserita anche nei subappalti.",
        "Nei contratti di subappalto è inserita la clausola di revisione dei prezzi (art. 119, comma 2-bis, del D.Lgs. 36/2023).",
        reach=130,
    ),
    Statement(
        r"\bsub-?appalt\w+",
        r"\b(?:(?:senza\s+(?:\w+\s+){0,2}?autorizzazion\w+|non\s+(?:è|occorre|serve|necessita\w*|richied\w+|si\s+richiede)\s*(?:\w+\s+){0,2}?(?:di\s+)?autorizzazion\w+|autorizzazion\w+\s+non\s+(?:è|occorre|serve))|tern[ae]\s+(?:di|dei)\s+subappaltator\w+|ribass\w+\s+(?:\w+\s+){0,3}?non\s+(?:superior\w+|oltre|maggior\w+)\s+(?:al?|il)?\s*(?:20|venti)\s?(?:%|per\s+cento)|ribassat\w\s+(?:oltre|più)\s+(?:\w+\s+)?(?:20|venti)\s?(?:%|per\s+cento)|(?:20|venti)\s?(?:%|per\s+cento)\s+(?:\w+\s+){0,2}?ribass\w+)",
        "Il subappalto segue l'art. 119: autorizzazione preventiva, nessuna terna, nessun limite al ribasso.",
        "Il subappalto è autorizzato prima dell'inizio delle prestazioni (art. 119, comma 4, del D.Lgs. 36/2023).",
        unless=r"\b(?:è\s+vietat\w|non\s+è\s+(?:ammess|consentit)\w|risol\w+|vietat\w+|non\s+può|null[oa]|non\s+si\s+può|penal\w+|reato|sub-?fornitur\w*|sub-?contratt\w*|nol[oi]\b|costituisc\w+)\b",
        reach=120,
        titled=True,
    ),
)


def _director(standing: Standing) -> Iterator[Found]:
    is_small = not standing.values or min(standing.values) <= SEPARATE_DIRECTOR_FROM.value
    if not is_small and "lavori" not in standing.kinds:
        yield from stated(DIRECTOR)(standing)


LIMIT = words(r"\bmassimal\w+")
TOWARDS = words(r"\bterzi\b|\br\.?c\.?t\b|\bart(?:\.|icolo)\s*117\b")


def _insurance(standing: Standing) -> Iterator[Found]:
    if standing.kinds != ("lavori",):
        return
    yield from stated(INSURANCE)(standing)
    text, least = standing.act.text, LIABILITY_LEAST.value
    for money in standing.act.amounts:
        ahead = text[sentence_of(standing.act.flat, money.start, money.end)[0] : money.start]
        if LIMIT.search(ahead) and TOWARDS.search(ahead) and money.value < least:
            message = f"Massimale verso terzi di {amount_text(money.value)}: per i lavori è di almeno {amount_text(least)}."
            yield Found(money.start, money.end, message, INSURANCE.suggestion)


PARTNERS = (
    clause(
        "subappalto_regole",
        "art. 119",
        "Le tutele dei subappaltatori non sono disponibili.",
        stated(*SUBCONTRACTED),
        "alta",
    ),
    clause(
        "subappalto_tutele",
        "art. 119 cc. 6 e 12",
        "Chi subappalta resta responsabile, e chi lavora non perde le sue tutele.",
        stated(*SOLIDARITY),
        "media",
    ),
    clause(
        "direttore_esecuzione",
        "art. 114 c. 8; allegato II.14",
        "Nei contratti maggiori chi dirige l'esecuzione e chi ne risponde non sono la stessa persona.",
        _director,
        "media",
    ),
    clause(
        "assicurazione_lavori",
        "art. 117 c. 10",
        "I lavori si assicurano: i danni altrimenti restano all'ente.",
        _insurance,
        "media",
    ),
    clause(
        "risoluzione",
        "art. 122",
        "Chi risolve ascolta l'altra parte e paga ciò che è stato fatto bene.",
        stated(TERMINATION),
        "media",
    ),
    clause(
        "rinegoziazione",
        "artt. 9 e 120 c. 8",
        "L'equilibrio del contratto è un principio del Codice.",
        stated(BALANCE),
        "media",
    ),
)
