"""The way into a procedure: offers on paper, fees, visits, help with documents, causes of exclusion, who judges."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import AID_DAYS
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.rows import TERM, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.statements import (
    FORBIDDEN,
    NOT_DUE,
    Statement,
    before,
    stated,
    words,
)
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

OFFER = r"\b(?:offert[ae]|preventiv[oi](?=[^.;]{0,50}?\bfax)|busta|buste|plic(?:o|hi)|domand[ae]\s+di\s+partecipazione|manifestazion[ei]\s+d'?i?\s?interesse|candidatur[ae]|istanz[ae])\b"
ON_PAPER = (
    Statement(
        OFFER,
        r"\b(?:a\s+mano|brevi\s+manu|(?:a\s+mezzo|per|tramite|con)\s+(?:(?:lettera\s+)?raccomandata|corriere|posta\s+(?:ordinaria|raccomandata|prioritaria)|servizio\s+postale|fax)|(?:plic[oh]\w*|bust[ae]),?\s+(?:\w+\s+)?(?:sigillat|chius|cartace|controfirmat|ceralacca)\w*|sui\s+lembi|depositat\w\s+(?:in\s+comune|presso\s+il\s+comune)|presso\s+(?:lo\s+sportello|gli\s+uffici)|(?:in\s+)?form(?:a|ato)\s+cartace[ao]|su\s+carta|(?:all'|presso\s+l'|dell')?ufficio\s+protocollo|ceralacca|via\s+e-?mail|(?:a\s+mezzo|per|via|tramite)\s+(?:PEC|posta\s+elettronica))\b",
        "Le offerte e le domande si presentano soltanto sulla piattaforma di approvvigionamento digitale.",
        "Le offerte sono presentate esclusivamente sulla piattaforma di approvvigionamento digitale certificata (artt. 25 e 26 del D.Lgs. 36/2023).",
        unless=r"\b(?:non\s+val(?:e|gono|ide|idi)\b|non\s+(?:sono|è|saranno|sarà|verranno|si)\s+(?:\w+\s+){0,2}?(?:ammess|accett|prese|presa|valut|considera|consentit)\w*|(?<!pena di )(?<!pena d')(?<!pena l')esclus\w+|malfunzionament\w+|indisponib\w+|campion\w+|giustific\w+|chiariment\w+|comunica\w+|esito|richiest\w+\s+di\s+(?:accesso|chiarimenti)|progett\w+|quesit\w+|original\w+|inammissibil\w+|irricevibil\w+|document\w+\s+(?:non|di\s+gara)|cauzion\w+|fideiussion\w+|vietat\w+|né|nessun\w*\s+(?:\w+\s+){0,2}?(?:offert|domand|istanz|plic|bust|candidatur)\w*)\b",
        reach=130,
    ),
)
BY_MAIL = words(r"\b(?:PEC|posta\s+elettronica|e-?mail)\b")
INTEREST = words(r"\b(?:candidatur\w+|manifestazion\w+|istanz[ae]|domand[ae])\b")


def _on_paper(standing: Standing) -> Iterator[Found]:
    """Offers outside the platform; in a survey of the market an interest may be shown by certified mail."""
    for found in stated(*ON_PAPER)(standing):
        said = standing.act.text[found.start : found.end]
        is_shown = standing.act.kind == "avviso" and BY_MAIL.search(said) and INTEREST.search(said)
        if not is_shown:
            yield found


PAYERS = r"\b(?:concorr\w+|chi\s+(?:\w+\s+)?(?:partecip|offr|concorr|intend|vuol)\w*|interessat[oaie]|operator[ei]|impres[ae]|ditt[ae]|partecip\w+|candidat\w|offerent[ei]|aggiudicatari[oa]|affidatari[oa]|appaltator[ei]|invitat[aei]|(?:documentazion\w+|document[oi]|att[oi])\s+di\s+gara|capitolat[oi]|disciplinar[ei]|documentazion\w+)\b"
FEES = (
    Statement(
        PAYERS,
        r"\b(?:dirit(?:to|ti)\s+di\s+segreteria|(?:diritt[oi]\s+di\s+(?:istruttori|iscrizion)|(?:quota|tassa|spese|contributo|tariffa)\s+(?:\w+\s+)?(?:di|per\s+la|per)\s+(?:partecip|iscrizion|istruttori|accesso\s+alla\s+(?:gara|procedura)))\w*|(?:versa\w*|pag\w+|corrispond\w+|rimbors\w+)\b[^.;]{0,70}?\b(?:per\s+(?:partecipare|il\s+ritiro|la\s+copia|ottenere\s+(?:gli\s+atti|il\s+capitolato|la\s+documentazione)|ritirare|ricevere|accedere|scaricare|avere|consultare|la\s+partecipazione|l\'ammissione|essere\s+ammess\w|presentare|l\'iscrizione|il\s+rilascio|(?:le\s+)?spese\s+di\s+(?:gara|procedura|istruttoria))|a\s+favore\s+(?:del\s+Comune|dell'ente|della\s+stazione)))",
        "Per partecipare, o per avere gli atti, non si paga nulla all'ente.",
        "La documentazione di gara è disponibile in modo gratuito, illimitato e diretto (art. 88 del D.Lgs. 36/2023).",
        unless=r"\b(?:ANAC|Autorità|bollo|604|come\s+da\s+legge|copie\s+di\s+atti|accesso\s+agli\s+atti|registr\w+|rogito|stipul\w+|contratto\s+in\s+forma\s+pubblica|non\s+(?:è|sono)\s+(?:\w+\s+)?(?:dovut|richiest|previst)\w*|nessun\w*|gratuit\w+|garanzi\w+|danno|danni|penal\w+)\b",
        reach=130,
    ),
    Statement(
        r"\b(?:aggiudicatari[oa]|affidatari[oa]|appaltator[ei]|impres[ae]|chi\s+vince|vincitor[ei]|ditta|concorrent[ei]|operatore|contraente)\b",
        r"\b(?:(?:rimbors\w+|(?:a|in)\s+(?:suo\s+|proprio\s+)?(?:carico|capo|spese)|addebit\w+|spett\w+|sostien\w+|pag\w+|vers\w+|grav\w+|rifond\w+|restituisc\w+)\b[^.;]{0,90}?\b(?:pubblicazion\w+|pubblicit\w+|quotidian\w+|giornal[ei]\b|inserzion\w+|commission\w+\s+(?:giudicatrice|di\s+gara)|commissari|(?:uso|utilizzo|gestione|costi?)\s+della\s+piattaforma|centrale\s+(?:unica\s+)?di\s+committenza|C\.?U\.?C\b)|(?:spese|cost[oi]|oneri|compens[oi]|gettoni)\s+(?:\w+\s+){0,3}?(?:pubblicazion\w+|pubblicit\w+|inserzion\w+|commission\w+\s+(?:giudicatrice|di\s+gara)|commissari\b|della\s+(?:piattaforma|centrale|commissione))[^.;]{0,90}?\b(?:rimbors\w+|(?:a|in)\s+(?:suo\s+|proprio\s+)?carico|grav\w+|addebitat\w+|post[ei]\s+in\s+capo))",
        "Le spese di pubblicazione, della commissione o della piattaforma non sono a carico di chi vince.",
        "La pubblicità legale avviene tramite la Banca dati nazionale dei contratti pubblici, senza oneri per l'aggiudicatario (art. 85 del D.Lgs. 36/2023).",
        unless=r"\b(?:non\s+(?:sono|è|vi\s+sono|grav\w+|rimbors\w+|sostien\w+|sarann\w+|spetta)|nessun\w*|senza\s+oneri|stazione\s+appaltante|a\s+carico\s+del(?:l'ente|\s+Comune)|concessionari\w+)\b",
        reach=150,
    ),
)
SOLD = Statement(
    r"\b(?:capitolat[oi]|disciplinar[ei]|documentazion[ei]\s+di\s+gara|document[oi]\s+di\s+gara|progett[oi]|elaborat[oi]|atti\s+di\s+gara|bando)\b",
    r"\b(?:a\s+pagamento|in\s+vendita|vendut\w|al\s+prezzo\s+di|dietro\s+(?:pagamento|versamento|corrispettivo)|previo\s+(?:pagamento|versamento))\b",
    "Per partecipare, o per avere gli atti, non si paga nulla all'ente.",
    "La documentazione di gara è disponibile in modo gratuito, illimitato e diretto (art. 88 del D.Lgs. 36/2023).",
    unless=r"\b(?:ANAC|non\b|senza|gratuit\w+|accesso\s+agli\s+atti|bollo|piattaform\w+\s+di\s+pagament\w+)",
    reach=70,
)
CONTRIBUTION = (
    Statement(
        r"\bcontribut\w+[^.;]{0,70}?\b(?:ANAC|Autorità)\b|\bANAC\b[^.;]{0,40}?\bcontribut\w+",
        r"\b(?:sol(?:o|tanto)\s+l'aggiudicatari\w|sol[oa]\s+(?:dall'?)?\s?aggiudicatari\w|(?:dal\s+sol[oa]|soltanto\s+dall'|dall')\s?aggiudicatari\w|solo\s+(?:in\s+caso\s+di|dopo|all')\s?(?:l')?(?:aggiudicazion\w+|stipul\w+)|dopo\s+(?:l'aggiudicazion\w+|la\s+(?:stipul|firm)\w+)|a\s+contratto\s+(?:firmato|stipulato)|all'atto\s+della\s+(?:stipul|firm)\w+|prima\s+della\s+(?:stipul|firm)\w+|entro\s+\w+\s+giorni\s+dall'aggiudicazion\w+)",
        "Il contributo all'Autorità si versa per partecipare, prima dell'offerta.",
        "I concorrenti versano il contributo all'ANAC prima della presentazione dell'offerta.",
        reach=120,
    ),
)
VISIT = (
    r"\bsopralluog\w+|\bvisita\s+(?:ai\s+luoghi|dei\s+luoghi|obbligatoria)|\bpresa\s+visione\s+dei\s+luoghi"
)
VISITS = (
    Statement(
        VISIT,
        r"\b(?:(?:solo|soltanto|solamente|esclusivamente|unicamente|personalmente|di\s+persona)\s+(?:\w+\s+){0,3}?(?:dal|al|del)?\s*(?:legale\s+rappresentante|titolare)|senza\s+(?:possibilità\s+di\s+)?deleg\w+|non\s+(?:è|sono)\s+(?:ammess|consentit)\w+\s+(?:\w+\s+)?deleg\w+|(?:solo|soltanto|solamente|esclusivamente|unicamente|nel\s+solo\s+giorno|in\s+un'unica\s+data|unica\s+data|nell'unic[ao]\s+(?:giornata|giorno|data)|un\s+solo\s+giorno)\b[^.;]{0,50}?(?:\b(?:il|del|giorno|mattina|dalle|alle|ore)\s+(?:giorno\s+)?\d|\bun\s+(?:solo\s+)?giorno|giornata)|in\s+un'unica\s+data|nella\s+sola\s+(?:giornata|mattina|data))",
        "Il sopralluogo è chiesto in modo che ostacola la partecipazione: un solo giorno, o soltanto il legale rappresentante.",
        "Il sopralluogo può essere svolto anche da un delegato, in più giorni, previo appuntamento (art. 92 del D.Lgs. 36/2023).",
        unless=r"\banche\s+(?:un\s+)?delegat\w+|\bo\s+(?:un\s+|da\s+(?:un\s+)?)?(?:suo\s+)?(?:delegat|incaricat|procurator)\w+|facoltativ\w+",
        reach=150,
    ),
    Statement(
        VISIT,
        r"\b(?:obbligatori[oa]|a\s+pena\s+d\w*\s?esclusion\w+)\b[^.;]{0,140}?\b(?:senza\s+(?:\w+\s+)?(?:motiv|necessità)\w*|anche\s+se\s+non\s+(?:necessari|indispensabil)\w*|sebbene|benché|pur\s+(?:non\s+)?(?:essendo|trattandosi)|per\s+prassi|per\s+consuetudine)",
        "Il sopralluogo è obbligatorio senza una ragione: si può chiedere soltanto se è indispensabile.",
        "Il sopralluogo è facoltativo (art. 92 del D.Lgs. 36/2023).",
    ),
)
AID = words(
    r"\bsoccorso\s+istruttorio|\bart(?:\.|icolo)\s*101\b|\bregolarizz\w+|\bintegr\w+[^.;]{0,40}?\bdocument\w+|\b(?:document\w+|D\.?G\.?U\.?E\b\.?|dichiarazion\w+|allegat\w+)[^.;]{0,25}?\b(?:mancant|incomplet|irregolar)\w+|\b(?:mancant|incomplet|irregolar)\w*\s+(?:\w+\s+){0,2}?(?:document\w+|D\.?G\.?U\.?E\b|dichiarazion\w+)|\bsan(?:at|abil|ars|an|are)\w*\b"
)
GRANTED = words(
    r"\b(?:regolarizz\w+|integr\w+|sana(?:re|no|t\w)\b|soccorso|complet(?:are|a)\w*|rimedi\w+|produrre|(?:assegna|conced|concess|accord|dat|dà|hanno|ha)\w*)\b"
)
ANSWERED = words(r"\b(?:rispond|invia|trasmett|forni|provved|deposit|carica|consegn|adempi)\w*")
NAMED_AID = words(r"\bsoccorso|\bart(?:\.|icolo)\s*101\b")
"""in a survey of the market, where nobody offers yet, only what is called so"""
BIDDER = words(r"\b(?:concorrent|operator|offerent|partecipant|seggio)\w*")
AID_ABOUT = r"\bsoccorso(?:\s+istruttorio)?\b|\bart(?:\.|icolo)\s*101\b|\bregolarizzar\w+|\bintegrar\w+"
AIDS = (
    Statement(
        AID_ABOUT,
        r"\b(?:(?:complet|integr|san|modific|corregg|corrett|sostitu)\w+\b[^.;]{0,80}?\b(?:offert[ae]\s+(?:tecnic|economic)\w+|contenuto\s+(?:\w+\s+)?dell'offerta|prezzo\s+offerto|ribasso)|(?:anche|pure|altresì)\s+(?:\w+\s+){0,4}?(?:offert[ae]\s+(?:tecnic|economic)\w+|contenuto\s+dell'offerta))",
        "Il soccorso istruttorio non serve a completare l'offerta tecnica o economica.",
        "Il soccorso istruttorio non riguarda l'offerta tecnica ed economica (art. 101 del D.Lgs. 36/2023).",
        unless=r"\b(?:non|esclus\w+|eccezion\w+|eccett\w+|tranne|salvo|fatta\s+salva|ad\s+esclusione|né|diversi|fuori)\b",
        reach=160,
        titled=True,
    ),
    Statement(
        rf"{AID_ABOUT}|\bsan(?:abil[ei]|at[ei]|are)\b",
        r"\bincert\w+\s+(?:assolut\w+\s+)?(?:l'|dell'|sull')\s?identità",
        "Ciò che rende incerta l'identità del concorrente non si sana.",
        "Non sono sanabili le omissioni che rendono assolutamente incerta l'identità del concorrente (art. 101, comma 1, del D.Lgs. 36/2023).",
        unless=r"\b(?:non|esclus\w+|eccezion\w+|eccett\w+|tranne|salv[oe]|né|insanabil\w+)\b",
        reach=160,
    ),
    Statement(
        r"\bsoccorso\s+istruttorio",
        rf"{FORBIDDEN}|{NOT_DUE}|\bsenza\s+(?:alcuna\s+possibilità\s+di\b|possibilità\s+di\b|soccorso\b)",
        "Il soccorso istruttorio è escluso: il Codice lo impone per la documentazione amministrativa.",
        "Le carenze della documentazione amministrativa sono sanate con il soccorso istruttorio (art. 101 del D.Lgs. 36/2023).",
        unless=r"\b(?:concorrent[ei]\s+(?:\w+\s+)?ammess\w+|a\s+seguito\s+di|offert[ae]\s+(?:tecnic|economic)\w+|offerta|contenuto|identità|paternità|sanabil\w+|avvaliment\w+|garanzia|mancat\w+)\b",
        reach=50,
    ),
    Statement(
        r"\bsoccorso\s+istruttorio|\bregolarizza\w+|\birregolarit\w+",
        r"\b(?:sanzion\w+(?:\s+pecuniari\w+)?|pagamento\s+di\s+una\s+somma|a\s+pagamento|oneros\w+)",
        "Il soccorso istruttorio è gratuito: nessuna sanzione per chi regolarizza.",
        "Il soccorso istruttorio non comporta sanzioni (art. 101 del D.Lgs. 36/2023).",
        unless=r"\b(?:non|senza|nessun\w*|contributiv\w+|fiscal\w+|tributari\w+)\b",
        reach=90,
    ),
)


def _aid(standing: Standing) -> Iterator[Found]:
    """The days given to mend a document: no fewer than five, no more than ten."""
    text, (least, most) = standing.act.text, AID_DAYS.value
    for quantity in find_quantities(text, "giorni") if AID.search(text) else ():
        if least <= quantity.value <= most:
            continue
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        sentence = text[one:other]
        near = text[max(one, quantity.start - 150) : min(other, quantity.end + 90)]
        is_told = AID.search(near) and GRANTED.search(near)
        heading = before(text, one)
        is_titled = re.search(r"soccorso\s+istruttorio", heading, re.I) and GRANTED.search(sentence)
        is_titled = is_titled or (AID.search(heading) and BIDDER.search(near) and ANSWERED.search(near))
        if standing.act.kind == "avviso" and not NAMED_AID.search(f"{heading}{sentence}"):
            continue
        if (is_told or is_titled) and not re.search(
            r"DURC|pagament|fattur|stipul|contest|penal|ricors|superiore\s+a\s*$|contribut|preced|inadempi|diffid",
            sentence,
            re.I,
        ):
            message = f"Soccorso istruttorio in {shown(quantity.value)} giorni: il termine va da {least} a {most} giorni."
            yield Found(
                quantity.start,
                quantity.end,
                message,
                f"Si assegna un termine non inferiore a {least} e non superiore a {most} giorni (art. 101 del D.Lgs. 36/2023).",
            )


EXCLUDED = (
    Statement(
        r"\bpena\s+d\w*\s?(?:l')?esclusion\w+|\b(?:sono|sarà|saranno|è|verrà|verranno)\s+(?:\w+\s+)?esclus\w\b|\besclud\w+|\b(?:causa|motivo)\s+di\s+esclusione|\besclusion\w+\s+(?:\w+\s+)?dalla\s+(?:gara|procedura)|\bcomport\w+\s+(?:l')?esclusion\w+",
        r"\b(?:timbr\w+|sigl\w+\s+(?:in\s+)?ogni\s+pagin\w+|ogni\s+pagina|numerazion\w+\s+delle\s+pagine|(?:modul\w+|modell\w+|facsimile|fac-simile|schem\w+)\s+(?:\w+\s+){0,3}?(?:predispost|allegat|fornit|del\s+Comune|dell'ente)\w*|marca\s+da\s+bollo|assenza\s+del\s+bollo|mancat\w+\s+(?:pagamento\s+del\s+)?bollo|caratter\w+\s+(?:\w+\s+)?(?:Arial|Times)|numero\s+(?:massimo\s+)?di\s+(?:pagine|facciate)|mancat\w+\s+indicazion\w+\s+(?:\w+\s+)?(?:pec|telefon|recapit|e-?mail|indirizzo)\w*)",
        "Un'esclusione per motivi di forma: le cause di esclusione sono soltanto quelle del Codice.",
        "Le cause di esclusione sono quelle degli artt. 94 e 95 (art. 10, comma 2, del D.Lgs. 36/2023).",
        unless=r"\b(?:non\s+(?:\w+\s+){0,3}?(?:esclus|pena|comport)\w*|senza\s+esclusion\w+|offerta\s+economic\w+)",
        reach=130,
    ),
)
OUTSIDER = (
    Statement(
        r"\bR\.?U\.?P\b\.?|\bresponsabile\s+unic[oa]\s+del\s+(?:progetto|procedimento)",
        r"\b(?:liber[oa]\s+professionist\w|professionista\s+estern\w|consulente\s+estern\w|estern[oa]\s+all'(?:ente|amministrazione)|incaricat[oa]\s+estern\w|soggetto\s+esterno|titolare\s+dello\s+studio|affidat\w\s+all[ao]\s+(?:studio|società)|con\s+studio\s+in|è\s+(?:l'assessor\w|il\s+sindaco)|(?:con\s+)?contratto\s+d'opera|amministratore\s+(?:delegato|unico)\s+della)",
        "Il RUP è indicato fuori dall'ente: si nomina fra i dipendenti.",
        "Il RUP è nominato fra i dipendenti della stazione appaltante o dell'ente (art. 15, comma 2, del D.Lgs. 36/2023).",
        unless=r"\b(?:progettist\w|direttor\w+|collaudator\w|coordinator\w|supporto\b|si\s+avval\w+|avvalendosi|collabora\w*|affidatari\w|offerta|incarico\s+di|coadiuvat\w|assistit\w|(?:si|di)\s+affid\w+|proposta\s+del)",
        reach=90,
    ),
)
AID_ROW = Row(
    rf"{TERM}soccorso(?:\sistruttorio)?",
    "giorni",
    within(*AID_DAYS.value),
    "Soccorso istruttorio in {} giorni: il termine va da 5 a 10 giorni.",
    "Si assegna un termine non inferiore a 5 e non superiore a 10 giorni (art. 101 del D.Lgs. 36/2023).",
)
ACCESS = (
    clause(
        "offerte_carta",
        "artt. 25-26",
        "Dal 2024 le procedure si svolgono soltanto in digitale.",
        _on_paper,
        "alta",
    ),
    clause(
        "oneri_partecipazione",
        "artt. 85 e 88",
        "Le spese della procedura sono dell'ente: chi partecipa non paga per gli atti, né per la pubblicità.",
        stated(*FEES, SOLD),
        "alta",
    ),
    clause(
        "contributo_anac",
        "delibera ANAC annuale",
        "Il contributo all'Autorità è una condizione per partecipare.",
        stated(*CONTRIBUTION),
        "media",
    ),
    clause(
        "sopralluogo",
        "art. 92",
        "Il sopralluogo serve a fare l'offerta, non a ridurre i concorrenti.",
        stated(*VISITS),
        "alta",
    ),
    clause(
        "soccorso_termine",
        "art. 101 c. 1",
        "Il termine per regolarizzare ha un minimo e un massimo.",
        with_rows(_aid, AID_ROW),
        "alta",
    ),
    clause(
        "soccorso_limiti",
        "art. 101",
        "Si regolarizzano i documenti, non l'offerta; e senza pagare.",
        stated(*AIDS),
        "alta",
    ),
    clause(
        "esclusione_formale",
        "art. 10 c. 2",
        "Le cause di esclusione sono tassative: quelle di mera forma sono nulle.",
        stated(*EXCLUDED),
        "alta",
    ),
)
ENTRANCE = (
    *(of_tender(each) for each in ACCESS),
    clause(
        "rup_esterno",
        "art. 15 c. 2",
        "Il responsabile unico del progetto è un dipendente.",
        stated(*OUTSIDER),
        "alta",
    ),
)
