"""Other clauses that no act may state: publication, personal data, congruity, penalties without a limit."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import penalties
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.phrasing import the, to
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import NOT_DUE, Statement, stated, words
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

PUBLICATION = (
    Statement(
        r"\bAmministrazione\s+trasparente\b|\bB\.?D\.?N\.?C\.?P\b|\bBanca\s+dati\s+nazionale|\btrasparenza\b|\b(?:avviso|esit[oi])\b[^.;]{0,25}?\b(?:affidament|aggiudicazion|procedur|indagin)\w+|\b(?:presente\s+|l')affidamento\b|\b(?:present\w\s+)?(?:atto|determinazion\w+|determina|decisione|provvedimento)\b",
        r"\b(?:non\s+pubblic(?:are|a|ato|ata|herà)\b|non\s+(?:è|sono|sarà|saranno|va|vanno|viene|vengono|occorre|serve|si)\s*(?:\w+\s+){0,4}?(?:pubblic|soggett\w+\s+a\w*\s+(?:\w+\s+)?pubblic)\w*|(?:esent\w+|esoner\w+|esclus\w+|dispens\w+)\s+(?:\w+\s+){0,3}?(?:pubblica|pubblicità|obblighi\s+di\s+(?:pubblic|traspar))\w*|senza\s+(?:\w+\s+){0,2}?pubblicazion\w+|avviso\s+(?:sui\s+risultat\w+|di\s+aggiudicazione)[^.;]{0,40}?\bnon\s+(?:è|va|viene|si)\s+(?:\w+\s+)?(?:dovut|necessari|richiest|redig|redatt)\w*|pubblicazion\w+\s+(?:\w+\s+){0,5}?non\s+(?:è|sono)\s+(?:\w+\s+)?(?:dovut|necessari|richiest|previst|obbligatori)\w*)",
        "La pubblicazione degli atti e degli esiti è dovuta per ogni affidamento.",
        "L'atto è pubblicato nella Banca dati nazionale dei contratti pubblici e in Amministrazione trasparente (artt. 20, 27, 28 e 50, comma 9, del D.Lgs. 36/2023).",
        unless=r"\b(?:bando|Gazzetta|G\.?U\b|G\.?U\.?U\.?E|quotidian\w+|dati\s+personali|parti\s+riservat\w+|senza\s+(?:previa\s+)?pubblicazion\w+\s+(?:di\s+)?(?:un\s+)?bando|art(?:\.|icolo)\s*76|fino\s+al|prima\s+(?:del|della)|segret\w+|elenco\s+degli\s+invitati|preventiva|riserv\w+)\b",
        reach=110,
    ),
)
DATA = (
    Statement(
        r"\b(?:dati(?:\s+personali)?|nominativi|informazioni\s+personali|indirizzi)\b",
        r"\b(?:(?:ced|comunic|vend|trasm|diffond|utilizz|us|tratta|impieg|sfrutt)\w*\b[^.;]{0,60}?\b(?:marketing|(?:scop|fin\w*|finalità)\s+(?:commercial|pubblicitar|promozional|propri)\w*|a\s+(?:\w+\s+){0,2}?terzi\s+(?:per|a\s+fini|liberamente|senza)|senza\s+(?:\w+\s+){0,2}?limit\w*|liberamente)|(?:conservat|conservar|conserva|tenut)\w*\b[^.;]{0,40}?\b(?:senza\s+limit\w+|a\s+tempo\s+indeterminato|per\s+sempre|illimitat\w+))",
        "I dati personali si trattano per i soli fini dell'appalto e per il tempo necessario.",
        "I dati personali sono trattati per i soli fini dell'appalto e conservati per il tempo necessario (Regolamento (UE) 2016/679).",
        unless=r"\b(?:non\s+(?:(?:si\s+)?può|possono|sono|saranno|verranno|è|potrà)|vietat\w+|divieto|mai|né|senza\s+ceder\w+|cessione\s+del\s+credito)\b",
        reach=110,
    ),
    Statement(
        r"\b(?:(?<!gestione )(?<!modello )informativ[ae]\b|nomin\w+\s+(?:a\s+)?responsabile\s+del\s+trattamento|Regolamento\s+\(?UE\)?\s*(?:n\.\s*)?2016/679|GDPR|tutela\s+dei\s+dati|protezione\s+dei\s+dati|privacy)\b",
        rf"{NOT_DUE}",
        "Le regole sui dati personali si applicano sempre che se ne trattino.",
        "I dati personali sono trattati secondo il Regolamento (UE) 2016/679.",
        unless=r"\b(?:non\s+(?:comporta|sono\s+trattati|tratta\w*|accede)|senza\s+trattamento|in\s+quanto|poiché|perché|trattandosi|consenso|sanzion\w+|violazion\w+|ulterior\w+)\b",
        reach=50,
    ),
)
OTHERS_DATA = (
    Statement(
        r"\b(?:altr[oi]|ulterior[ei])\s+responsabil[ei]\b|\bsub-?\s?responsabil[ei]",
        r"\b(?:senza\s+(?:\w+\s+){0,4}?(?:autorizzazion|consens|assens|informar|comunica)\w*|liberamente|a\s+(?:propria|sua)\s+discrezione)",
        "Il responsabile del trattamento ricorre ad altri soltanto con l'autorizzazione del titolare.",
        "Il responsabile non ricorre a un altro responsabile senza l'autorizzazione scritta del titolare (art. 28 del Regolamento (UE) 2016/679).",
        unless=r"\b(?:non\s+(?:può|possono|potrà|è|ricorre|si)|vietat\w+|divieto|né)\b",
        reach=110,
    ),
)
DUTIES = (
    Statement(
        r"\besperienz\w+\s+(?:\w+\s+)?(?:pregress|idone|documentat|precedent)\w+",
        NOT_DUE,
        "Anche nell'affidamento diretto servono documentate esperienze pregresse idonee.",
        "L'operatore ha documentate esperienze pregresse idonee: […] (art. 50, comma 1, lettere a e b, del D.Lgs. 36/2023).",
        unless=r"\b(?:analog\w+|identic\w+|fatturat\w+|specific\w+|ulterior\w+|punt\w+)\b",
        reach=60,
    ),
    Statement(
        r"\b(?:cyber|ciber)\s?sicurezza",
        rf"{NOT_DUE}|\bnon\s+(?:(?:sono|è|si|viene|vengono|saranno)\s+){{0,2}}(?:stat[oaie]\s+)?(?:consider|valut|tenut|tien|tener|ponder|premia|attribui)\w+",
        "Negli acquisti informatici si tiene sempre conto della cibersicurezza.",
        "Nella valutazione dell'offerta si tiene conto degli elementi di cibersicurezza (art. 108, comma 4, del D.Lgs. 36/2023).",
        unless=r"\bnon\s+(?:informatic|ict)\w*|\bnon\s+si\s+tratta",
        reach=70,
    ),
    Statement(
        r"\bnomina\s+(?:di\s+un\s+|del\s+)?(?:r\.?u\.?p\b|responsabile\s+unic[oa])",
        NOT_DUE,
        "Il RUP è nominato per ogni affidamento.",
        "Responsabile unico del progetto è […] (art. 15 del D.Lgs. 36/2023).",
        unless=r"\b(?:divers[oa]|ulterior\w+|supporto|fase|assum\w+|già)\b",
        reach=45,
    ),
    Statement(
        r"\bvisto\s+(?:di\s+)?(?:regolarità\s+)?contabile|\bvisto\s+di\s+copertura|\bparere\s+di\s+regolarità\s+(?:tecnica|contabile)|\battestazion\w+\s+(?:di|della)\s+copertura",
        rf"{NOT_DUE}|\bnon\s+(?:è\s+)?soggett\w+",
        "Un atto che impegna una spesa vuole il parere di regolarità e il visto di copertura.",
        "Il presente atto diviene esecutivo con il visto di regolarità contabile che attesta la copertura (art. 183, comma 7, del D.Lgs. 267/2000).",
        unless=r"\b(?:non\s+(?:comport|implic|determin|vi\s+(?:sono|è))\w*|priv[oa]|senza\s+(?:oneri|spes\w+|riflessi|impegn\w+)|riflessi|esecutiv[oa]|già\s+(?:acquisit|rilasciat|impegnat)\w+|entrat\w+)\b",
        reach=50,
    ),
    Statement(
        r"\b(?:verific|controll)\w+\s+(?:\w+\s+){0,3}?requisit\w+|\brequisit\w+\s+(?:\w+\s+)?dichiarat\w+|\bdichiarazion\w+\s+(?:(?:\w+\s+){0,3}?requisit\w+|rese\b|sostitutiv\w+|presentat\w+)",
        r"\bnon\s+(?:si\s+)?(?:proced|effettu|esegu|svolg)\w+\s+(?:\w+\s+){0,3}?(?:verific|controll)\w+|\bnon\s+(?:sono|saranno|vengono|verranno)\s+(?:\w+\s+)?(?:verificat|controllat)\w\b|\bsi\s+prescinde\s+(?:\w+\s+)?d\w+\s+(?:verific|controll)\w+|\bnon\s+(?:sono|è|saranno|sarà)\s+(?:\w+\s+)?(?:soggett|sottopost)\w+\s+a\w*\s+(?:\w+\s+)?(?:verific|controll)\w+",
        "Le dichiarazioni sui requisiti si controllano, almeno a campione.",
        "Le dichiarazioni sono verificate, anche per sorteggio di un campione (art. 52 del D.Lgs. 36/2023).",
        unless=r"\b(?:in\s+questa\s+fase|prima\s+del|fino\s+a|salvo|ulterior\w+|già|offerta\s+anomala)\b|(?<!n. )\ba\s+campione",
        reach=90,
    ),
    Statement(
        r"\brequisit\w+",
        r"\b(?:esecuzion|servizi|lavori|prestazion|fornitur|contratt|stipul)\w*[^.;]{0,70}?\b(?:prima|in\s+assenza|senza\s+attendere|nelle\s+more|in\s+pendenza)\b[^.;,]{0,30}?\b(?:verific|controll)\w+",
        "L'esecuzione comincia dopo la verifica dei requisiti.",
        "Dopo la verifica dei requisiti l'esecuzione può cominciare anche prima della stipula (art. 50, comma 6, del D.Lgs. 36/2023).",
        unless=r"\b(?:non|mai|né|dopo|previ[ao]|vietat\w+|somma\s+urgenza|140|protezione\s+civile|sotto\s+riserva|risol\w+|40\.000|art(?:\.|icolo)\s*52|campione|soccorso)\b",
        reach=60,
        key=r"verific|controll",
    ),
    Statement(
        r"\bcongruità\b(?:\s+(?:del|dell'|della)\s?(?:prezzo|offerta|spesa|preventivo))?",
        rf"{NOT_DUE}|\bnon\s+(?:è|viene|sarà|si)\s+(?:stat[ao]\s+)?(?:valut|verific|accert)\w+",
        "Anche nell'affidamento diretto la congruità del prezzo va valutata.",
        "Il prezzo è congruo, perché […].",
        unless=r"\b(?:anomal\w+|tutte\s+le\s+offerte|offerte|manodopera|pareri?|organismo|edilizia)\b",
        reach=60,
    ),
    Statement(
        r"\bconflitt\w+\s+(?:d'|di\s+)interess\w+",
        rf"{NOT_DUE}|\bnon\s+rileva\w*",
        "Le regole sul conflitto di interessi valgono per ogni affidamento.",
        "Il RUP e chi firma dichiarano di non trovarsi in conflitto di interessi (art. 16 del D.Lgs. 36/2023).",
        unless=r"\bnessuno\b|\b(?:assent[ei]|insussistent\w+|dichiar\w+\s+(?:\w+\s+){0,3}?(?:di\s+non|che\s+non|l'assenza)|non\s+(?:\w+\s+){0,2}?(?:trova|vers|sussist|emer)\w+)\b",
        reach=60,
    ),
)
UNLIMITED = (
    Statement(
        r"\bpenal(?:e|i|ità)\b",
        r"\b(?:senza\s+(?:\w+\s+){0,3}?(?:limit|tett|massim)\w*|non\s+(?:è|sono|si|vi\s+è|hanno|ha|incontra(?:no)?|trova(?:no)?|conosc\w+|soggiac\w+)\s*(?:\w+\s+){0,3}?(?:limit|tett)\w*(?:\s+massim\w+)?|non\s+(?:è|viene)\s+(?:post|fissat|previst|stabilit)\w\s+(?:\w+\s+)?(?:limit|tett)\w+|illimitat\w+|nessun\s+(?:limite|tetto|massimo)|qualunque\s+(?:ne\s+)?sia\s+(?:\w+\s+)?(?:l'ammontare|l'importo|il\s+totale))",
        "Le penali hanno un limite: non superano il 10 per cento dell'ammontare netto contrattuale.",
        "Le penali non superano complessivamente il 10 per cento dell'ammontare netto contrattuale (art. 126 del D.Lgs. 36/2023).",
        unless=r"\b(?:senza\s+superare|limite\s+di\s+legge|oltre\s+(?:il|tale)|entro\s+il)\b",
        reach=110,
        titled=True,
    ),
)
CAPPED = words(r"\bpenal(?:e|i|ità)\b")
LIMIT = words(
    r"\b(?:non\s+(?:può|possono|potrà|potranno|super\w+|eccede\w*|oltre|pass\w+)|massim\w+|limite|tetto|[fs]ino\s+a|cumul\w+|giung\w+|arriv\w+|raggiung\w+|concorrenza|complessiv\w+|sommat\w+|somma|totale|insieme)\b"
)


def _unlimited(standing: Standing) -> Iterator[Found]:
    """No limit to the penalties, or one said as a fraction: «un quinto del contratto»."""
    text = standing.act.text
    cap = max(penalties(day).value.cap for day in standing.days)
    for share in find_shares(text) if CAPPED.search(text) else ():
        if re.search(r"%|cento", text[share.start : share.end], re.I) or share.value <= cap:
            continue
        one, _ = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 120) : share.start]
        if (
            CAPPED.search(near)
            and LIMIT.search(near)
            and not re.search(r"aument|raddopp|recidiv|ridott|quinto\s+giorno", near, re.I)
        ):
            message = f"Limite delle penali {to(share.value)} per cento: non possono superare {the(cap)} per cento dell'ammontare netto contrattuale."
            yield Found(share.start, share.end, message, UNLIMITED[0].suggestion)
    yield from stated(*UNLIMITED)(standing)


CONTENTS = (
    clause(
        "pubblicazione",
        "artt. 20, 27, 28; art. 50 c. 9",
        "La trasparenza vale per ogni affidamento.",
        stated(*PUBLICATION),
        "alta",
    ),
    clause(
        "privacy",
        "Regolamento (UE) 2016/679",
        "I dati delle persone si usano per il contratto e nulla più.",
        stated(*DATA, *OTHERS_DATA),
        "alta",
    ),
    clause(
        "doveri",
        "artt. 16, 17 e 50",
        "Alcuni controlli non si possono saltare, a nessun importo.",
        stated(*DUTIES),
        "alta",
    ),
    clause(
        "penali_illimitate", "art. 126 c. 1", "Una penale senza limite è sproporzionata.", _unlimited, "alta"
    ),
)
