"""Elements about the choice: procedure, platform, who is chosen and why, requirements."""

from apps.municipal.tenders.rules.elements.element import CODE, Element, without

PLATFORM = (
    r"(?:\bM\.?E\.?\s?P\.?A\b\.?|\bmercato\s+elettronico|\bsintel\b|\baria\s+s\.?\s?p\.?\s?a|\bconsip\.it|\bacquistinrete|\bacquisti\s+in\s+rete|\bpiattaforma\s+(?:\S+\s+){0,2}?(?:accessibil|raggiungibil|https?:|www\.)|\btuttogare|\btraspare\b|\bnet4market|\bdigitalpa"
    r"|\bappalti\s?&\s?contratti|\bmaggioli\b|\bP\.?A\.?D\b|\bP\.?C\.?P\b|\bpiattaforma\s+(?:(?:telematica|digitale|informatica|elettronica)\s+)?(?:di\s+(?:approvvigionamento|e-?procurement|negoziazione|intermediazione|committenza)|certificata|regionale|dei\s+contratti\s+pubblici|contratti\s+pubblici|in\s+uso|denominata|«|\")"
    r"|\be-?procurement|\bpiattaforma\s+(?:telematica|digitale)\s+(?:\S+\s+){0,4}?(?:accessibil|disponibil|raggiungibil|https?:|www\.|messa\s+a\s+disposizione|(?-i:[A-Z][\w-]{3,})))"
)
EXCLUSION = r"(?:\bartt?\w*\.?\s*(?:94|80)\b|\b(?:caus[ae]|motiv[oi]|ipotesi|cas[oi]|situazion[ei]|condizion[ei])\s+(?:\w+\s+)?(?:di|d')\s*esclusione|\b94\s*(?:e|,|-|/)\s*(?:(?:l'|art\.?|dell'art\.?)\s*)?95\b|\brequisiti\b(?:\s+\w+){0,2}\s+(?:general\w|mora\w+|soggettiv\w|speciali|di\s+(?:ordine|carattere|idoneità|capacità|partecipazione|qualificazione))|\b(?:di\s+)?ordine\s+generale|\bcaus[ae]\s+ostativ\w|\bimpediment\w\s+a\s+contrarre|\bcapacità\s+(?:di|a)\s+contrarre)"
OFFER = r"offert\w*|offre|preventiv\w+|propost\w+|ditt[ae]|impres[ae]|operator[ei]|società|cooperativa|studio|fornitor[ei]|confront\w+|risulta\w*|valuta\w+"

AWARD: tuple[Element, ...] = (
    Element(
        id="procedura",
        name="la procedura seguita, con l'articolo",
        article="artt. 17, 50 e 71 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="L'atto dice con quale procedura si sceglie il contraente e quale norma la consente a quell'importo.",
        suggestion="Si procede con [affidamento diretto, procedura negoziata senza bando o procedura aperta], ai sensi dell'art. [50, comma 1, lettera …] del D.Lgs. 36/2023.",
        in_recitals=True,
        statements=(
            r"\bart\w*\.?\s*50\b.{0,30}?(?:\bcomma\s*1\b|\bco?\.\s*1\b|\bcomma\s+primo|\blett)",
            r"\bart\w*\.?\s*50\b(?!.{0,12}(?:comma|c\.)\s*[2-9]).{0,60}\b(?:affidament|procedur|negoziat)",
            r"\b(?:affidament\w+\s+dirett\w+|affidare\s+direttamente|procedura\s+(?:negoziata|aperta|ristretta|competitiva)|negoziata\s+senza|dialogo\s+competitivo).{0,90}\bart\w*\.?\s*(?:1\b|36|50|6[0-3]|7[0-6])",
            r"\bart\w*\.?\s*(?:7[1-6]|187)\b.{0,40}\b(?:codice|d\.?\s?lgs|comma)",
            r"\bart\w*\.?\s*(?:1\b|36|50|6[0-3])\b.{0,110}\b(?:affidament\w+\s+dirett|affidare\s+dirett|procedura\s+negoziata|negoziata\s+senza)",
        ),
        unless=r"\bnon\s+si\s+(?:ricorr|proced|applic)\w+|\bart\w*\.?\s*50\b.{0,40}\bdisciplina\b(?!.{0,120}\blett)|"
        + without(r"\besperienz", r"\baffid\w+\s+dirett|\bsi\s+procede|\bprocedura\b"),
        of_kind={
            "decisione_di_contrarre": (
                r"\bart\w*\.?\s*50\b.{0,30}?(?:\bcomma\s*1\b|\bco?\.\s*1\b|\blett)",
                r"\b(?:procedura\s+(?:negoziata|aperta|ristretta|competitiva)|negoziata\s+senza|affidament\w+\s+dirett\w+|dialogo\s+competitivo).{0,120}\bart\w*\.?\s*(?:1\b|36|50|6[0-3]|7[0-6])",
                r"\b(?:indire|indizione|indetta|avviare|avvio|ricorr\w+|procede\w*|svolge\w*|utilizza\w*|adotta\w*|scelta|espletare|esperire|mediante|attraverso|tramite|con)\b.{0,60}\b(?:procedura\s+(?:negoziata|aperta|ristretta|competitiva)|negoziata\s+senza)",
                r"\bscelta\s+del\s+contraente\b.{0,40}\b(?:procedura|negoziata|aperta)",
            )
        },
    ),
    Element(
        id="piattaforma",
        name="la piattaforma di approvvigionamento digitale usata",
        article="artt. 25-26 D.Lgs. 36/2023; art. 1 c. 450 L. 296/2006",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Dal 1° gennaio 2024 le procedure si svolgono su una piattaforma certificata; sotto 5.000 euro, se non è possibile, con la pagina di ANAC (PCP).",
        suggestion="La procedura si svolge sulla piattaforma di approvvigionamento digitale certificata [nome], ai sensi degli artt. 25 e 26 del D.Lgs. 36/2023.",
        statements=(PLATFORM,),
        heading=r"piattaforma(?:\s+(?:telematica|digitale|certificata))?",
        unless=without(
            r"\b(?:non\s+(?:c'è|è|vi\s+è|sussiste|ricorre)|senza|nessun|assenza)\b.{0,50}\b(?:obblig|ricorso|M\.?E\.?P\.?A)|\b(?:obbligatori\w|obbligo|impost\w|impone|prescritt\w)\b|\bconvenzion\w+\b",
            r"\bP\.?C\.?P\b|\bsintel|\bpiattaforma\s+(?:dei\s+contratti|certificata|di\s+approv)|\b(?:si\s+è|è\s+stat[oa]|sono\s+stat[ie])\s+(?:\w+\s+)?(?:operat|utilizzat|procedut|svolt|usat|fatto|effettuat|avviat|richiest|acquisit)|\btrattativa|\br\.?d\.?o\b|\bordine\s+(?:diretto|di)\b|\btramite\b|\bmediante\b",
        )
        + "|"
        + without(
            r"\b(?:individuat|iscritt|abilitat|reperit|qualificat)\w*\b.{0,60}\b(?:nel|al|sul|del|su|in)\b.{0,20}(?:\bmercato|\bM\.?E\.?P|\bsintel)|\bdocumento\s+di\s+stipula|\bstipul\w+\s+(?:il\s+contratto\s+)?(?:\w+\s+){0,2}(?:sul|su|del|nel)\s+M\.?E",
            r"\btrattativa|\br\.?d\.?o\b|\bo\.?d\.?a\b|\bordine\b|\bprocedura\b|\bsi\s+è\b|\btramite\b|\bmediante\b",
        )
        + r"|\b(?:trasmess|inviat)\w\s+(?:tramite|con|via|mediante)\s+\w+\W*$|\bpubblic\w+\b.{0,40}\bpiattaforma\s+(?:unica\s+)?(?:della\s+)?trasparen",
    ),
    Element(
        id="operatore",
        anchors=("iva", "i.v", "i. v", "p.i", "p. i", "c.f", "cf", "fisc"),
        name="l'operatore scelto, con codice fiscale o partita IVA",
        article="art. 17 c. 2 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="La decisione individua il contraente: il nome da solo può indicare più imprese.",
        suggestion="[Denominazione], con sede in [luogo], codice fiscale e partita IVA [numero].",
        in_recitals=True,
        statements=(
            r"\b(?:fiscale|i\.?\s?v\.?\s?a\b\.?)[^\d\n]{0,30}[0-9]{11}\b",
            r"(?:\bp(?:art(?:ita)?)?\.?\s?i\.?\s?v\.?\s?a\b\.?|\bp\.\s?i\.|\bc\.?\s?f\b\.?|\bcod(?:ice)?\.?\s*fisc(?:ale)?\.?)\s*(?:(?:/|e|-|,|–|\|)\s*(?:p(?:art(?:ita)?)?\.?\s?i\.?\s?v\.?\s?a\b\.?|p\.\s?i\.|c\.?\s?f\b\.?|cod(?:ice)?\.?\s*fisc(?:ale)?\.?)\s*)?"
            r"(?:\([^)\n]{0,20}\)\s*)?(?:n[.°º]?|nr\.?|num(?:ero)?\.?|è|:|\||=)?\s*:?\s*(?:IT\s?)?(?:[\dOIl][\dOIl .]{8,14}\b|[A-Z]{6}\s?[\dLMNPQRSTUV]{2}\s?\w\s?[\dLMNPQRSTUV]{2}\s?\w{4,5}|omissis|\*{3,}|agli\s+atti)",
        ),
        unless=without(
            r"\b(?:del\s+comune|comune\s+di\s+\w+(?:\s+\w+)?\s*[,(–-]\s*(?:p\.|c\.|cod|part)|stazione\s+appaltante)",
            r"\d{9,11}\b.*\b\d{9,11}\b",
        )
        + "|"
        + without(r"\blegal[ei]\s+rappresentante|\bprocurator", r"\b\d{9,12}\b")
        + "|"
        + without(r"\bprot\w*\.?\s*(?:n\.?\s*)?\d{11}\b", r"\bi\.?\s?v\.?\s?a\b|\bfisc|\bc\.?f\b")
        + r"|\bcomune\s+(?:ha|è\s+titolare)\b|^\W*(?:\w+\s+){0,3}l'uscente,|\bnon\s+(?:è|sono)\s+stat[oae]\s+(?:interpellat|invitat|consultat)",
    ),
    Element(
        id="ragioni_scelta",
        of_the_past=True,
        name="la motivazione della scelta dell'operatore",
        article="art. 17 c. 2 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Nell'affidamento diretto le ragioni della scelta sono il contenuto che permette di controllarla.",
        suggestion="L'operatore è scelto perché [qualità dell'offerta, tempi, condizioni, rispondenza al bisogno].",
        statements=(
            r"\bunic[oa]\s+(?:\w+\s+){0,2}(?:a\s+\w+re\b|in\s+grado|produttor|fornitor|distribut|che\s|titolare|disponibil|autorizzat|concessionari)",
            r"\b(?:ragion\w|motiv\w+)\s+(?:\w+\s+){0,3}?(?:della|di|che\s+\w+)\s+(?:\w+\s+){0,2}?scelta\b|\bmotivazion\w\s+dell'affidamento",
            r"\b(?:offerta|preventivo|proposta)\s+(?:[\w']+\s+){0,4}?(?:è|risulta|appare|ritenut[oa]|giudicat[oa]|valutat[oa])\s+(?:\w+\s+)?(?:convenient|vantaggios|idone|adeguat|complet|rispond|soddisf|meritevol|valid[oa]|positiv)|\bvalutat[oa]\s+positivamente|\britenut[oa]\b.{0,20}\b(?:offerta|preventivo|proposta)\b.{0,50}\b(?:adeguat|idone|meritevol|convenient|vantaggios|valid|complet)",
            r"\bscelta\b.{0,60}\b(?:cad[eu]\w*|ricad\w+|ricadut\w|motivat\w|dovut\w|dipend\w+|giustific\w+|fondat\w|basat\w|determinat\w|perch|poich|in\s+quanto|deriva|si\s+(?:fonda|basa|motiva|giustifica|spiega))",
            r"\bscelt[oa]\b.{0,40}\b(?:ragion|motiv)|\bmotiva\w+\s+(?:la|di|tale)\s+scelta",
            r"\b(?:si\s+è\s+)?(?:scelt[oa]|sceglier\w|scegli\w*|preferi\w+|individua(?:t[oa]|re|ndo)|selezionat[oa]|affidare)\b.{0,120}\b(?:perch|poich|in\s+quanto|dato\s+che|dat[oaie]\s+(?:la|il|l')|per\s+(?:la|l'|il|le|i|gli)\s*(?:\w+\s+){0,2}(?:convenien|qualit|affidabil|rapid|competen|prezz|serie|esperien|disponibil|migliori|tempestiv|vicinanz|caratteristic|condizion|rispondenz|comprovat)|garantisc|offre|avendo|risulta)",
            r"\b(?:offerta|preventivo|proposta|prodott\w|soluzione|servizio\s+(?:offerto|proposto))\b.{0,90}\b(?:più|maggiormente|particolarmente|pienamente|ritenut[oa]|risulta|appare|meglio|migliore)\b.{0,60}\b(?:vantaggios|convenient|rispond|idone|adeguat|soddisf|adatt|complet|coerent|miglior|apprezz)",
            r"\brispondent\w\s+a(?:l|i|gli|lle|lla)?\b",
            r"\brispond\w*\b.{0,40}\b(?:esigenz|bisogn|necessit|fabbisogn|interess|richiest|caratteristich)",
            r"\b(?:soddisfa|corrisponde)\w*\b.{0,50}\b(?:esigenz|bisogn|necessit|fabbisogn|interess|richiest)",
            r"\bconvenienza\b|\bvantaggiosità\b",
            rf"\b(?:{OFFER})\b.{{0,120}}\b(?:prezz\w|cost[oi]|import[oi]|compens\w|sconto|ribasso)\s+(?:\w+\s+){{0,2}}?(?:più\s+(?:bass|alt|convenient|vantaggios|contenut)\w|minor\w?|inferior\w|miglior\w?|maggior\w?)",
            r"\b(?:prezz\w|preventivo|offerta|costo|compenso)\s+(?:più\s+(?:bass|convenient|contenut|vantaggios|favorevol)\w+|miglior\w?\b|minore\b)",
            r"\b(?:chie(?:sto|de)|offert\w|costa|praticat\w)\s+(?:\w+\s+){0,2}meno\b",
            r"\b(?:proposta|progetto|preventivo|offerta|soluzione|prodott\w|curriculum)\b.{0,80}\b(?:buon\w?|ottim\w|elevat\w|alta|miglior\w?)\s+(?:livello|qualità|fattura|rapporto)|\b(?:proposta|progetto|preventivo|offerta|soluzione|prodott\w)\b.{0,80}\b(?:aderent|calzant|confacent|coerent|corrispond)\w*",
            rf"\b(?:{OFFER})\b.{{0,120}}\b(?:(?:il|al|col|per\s+il)\s+(?:minor|miglior|maggior)\w?\s+(?:prezzo|costo|ribasso|sconto|rapporto)|(?:la|il|più|maggiormente|migliore?)\s+(?:più\s+)?(?:convenient|vantaggios|economic[oa]\b|adatt|rispondent|meritevol))",
            r"\b(?:ragion\w|motiv\w+)\b(?!\s+(?:\w+\s+)?(?:espost|sopra|suddett|anzidett|predett|indicat|dett|di\s+cui|tecnic|organizz)).{0,40}\b(?:offert\w|prezzo|qualità|esperienz|disponibilit|tempi|affidabilit)",
            r"\bper\s+(?:quest[oaie]|tal[ei]|dett[aie])\s*(?:motiv\w+\s+|ragion\w+\s+)?(?:la|lo|li|l'|si|viene|è\s+stat[oa])\s*(?:si\s+)?(?:scegli|scelt|preferi|affid|individu|ritien)",
            r"\bpreferit\w|\bpreferibil\w|\bsi\s+preferisce",
        ),
        heading=r"motivazion[ei](?:\s+della\s+scelta)?|ragioni\s+della\s+scelta",
        unless=r"\bcampione\b|\bpreferito\s+\w+(?:are|ere|ire|arn[ei]|arl[aoie])\b|\bsi\s+può\s+affidare|\bin\s+quanto\s+(?:[\w']+\s+){0,5}(?:sotto\s+(?:la\s+)?soglia|di\s+importo\s+inferior\w+)|\bconsip\b|\beconomicamente\s+(?:più\s+)?vantaggios|\bprocedura\s+di\s+scelta\b|\bmodalità\s+di\s+scelta\b|\bcriteri\w*\s+(?:di|dell')\s*(?:scelta|aggiudicazione|offerta)",
    ),
    Element(
        id="esperienze",
        of_the_past=True,
        anchors=(
            "esperienz",
            "ha",
            "hanno",
            "avendo",
            "aver",
            "curricul",
            "referenz",
            "attestazion",
            "certificat",
            "elenco",
            "analog",
            "simil",
            "identic",
            "da ",
        ),
        name="la documentazione delle esperienze pregresse dell'operatore",
        article="art. 50 c. 1 lett. a) e b) D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="L'affidamento diretto richiede un soggetto con documentate esperienze pregresse idonee alla prestazione.",
        suggestion="L'operatore ha documentate esperienze pregresse idonee: [contratti analoghi, enti, anni].",
        statements=(
            r"\b(?:ha|hanno|avendo|aver)\s+(?:(?:già|sempre|spesso|da\s+poco|anche)\s+)?(?:lavorato|operato|servito|collaborato|progettato|curato|costruito|installato|pulito|assistito|condotto|organizzato|redatto|allestito|restaurato|manutenuto)\b.{0,120}(?:\bper\b|\bpresso\b|\bcomun\w|\bent[ei]\b|\bann[oi]\b|\b20[12]\d)",
            r"\b(?:fornitur\w|serviz\w|lavori|incarich\w|prestazion\w|commess\w|opere|intervent\w)\s+(?:\w+\s+){0,2}(?:ugual\w|simil\w|identic\w|analog\w+|dello\s+stesso|del\s+(?:medesimo\s+)?genere|affin\w|comparabil\w)\b",
            r"\b(?:vanta|conta|opera|attiv[oa]|presente|lavora)\b.{0,60}\b(?:anni|dal\s+\d{4}|esperien)",
            r"\b(?:nel|sul)\s+settore\b.{0,30}\bda\s+(?:\w+\s+)?(?:anni|tempo)",
            r"\besperienz[ae]\b\s*:",
            r"\besperienz[ae]\b.{0,60}\b(?:pregress|analog|precedent|idone|professional|maturat|settor|specific|document|plurienn|consolidat|comprovat|decennal|ventennal|simil)",
            r"\b(?:pregress\w|analogh\w|precedent\w|document\w+|comprovat\w|maturat\w|idone\w|plurienn\w+|consolidat\w|specific\w|lung\w|ampi\w|propri\w|adeguat\w|vast\w|decennal\w|notevol\w)\s+(?:e\s+\w+\s+)?esperienz",
            r"\b(?:ha|hanno|avendo|aver)\s+(?:già\s+|sempre\s+|regolarmente\s+|positivamente\s+)?(?:svolto|eseguito|prestato|fornito|gestito|realizzato|curato|seguito|effettuato)\b.{0,140}(?:\banalog|\bsimil|\bstess|\bcomun[ei]\b|\bent[ei]\b|\bprovinci|\bpubblic|\bscuol|\b20[12]\d|\bASST|\bATS)",
            r"\b(?:curriculum|curricula|referenz\w|attestazion\w\s+di\s+(?:buona|regolare)|certificat\w\s+di\s+(?:buona|regolare)\s+esecuzione|elenco\s+(?:dei|delle)\s+(?:principali\s+)?(?:servizi|forniture|lavori|incarichi)|(?:servizi|forniture|lavori|incarichi)\s+(?:analogh\w|simil\w|identic\w))\b",
            r"\b(?:rifornisce|serve|lavora|opera|assiste|gestisce)\b.{0,30}\b(?:da\s+(?:anni|oltre|più|\w+\s+anni|tempo))",
        ),
        unless=r"\b(?:R\.?U\.?P|dirigente|responsabile|comune|ente|ufficio|settore)\s+(?:ha|possiede|vanta)\s+(?:\w+\s+){0,3}esperienz|\b(?:deve|devono|dovrà|dovranno)\s+(?:\w+\s+)?(?:avere|possedere|aver|dimostrare|documentare|essere)\b|\bè\s+consentit[oa]\s+per\s+import|\bsiano\s+scelti|\bscelta\s+di\s+soggett|\banche\s+individuati\s+tra|\btransfrontalier|\bsogli[ae]\s+(?:europe|comunit|UE)|\b(?:prezz|tariff)\w+\s+(?:è|sono|risult)\w*\s+in\s+linea"
        + "|"
        + without(
            r"\bcongru",
            r"\besperienz|\bcurricul|\breferenz|\bh[oa]\s+(?:già\s+)?\w+[aiust]t[oaei]\b",
        )
        + "|"
        + without(
            r"\bregolare\s+esecuzione",
            r"\bserviz|\bfornitur|\blavori|\bent[ei]\b|\bcomun|\bincaric|\bditta|\bimpres|\breferenz|\balleg",
        ),
    ),
    Element(
        id="rotazione",
        of_the_past=True,
        anchors=(
            "rotazion",
            "uscent",
            "49",
            "affidatari",
            "aggiudicatari",
            "ricevut",
            "avut",
            "beneficiari",
            "precedent",
            "ultimo",
        ),
        name="la verifica della rotazione",
        article="art. 49 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Al contraente uscente non si affida due volte di seguito lo stesso tipo di prestazione, salvo deroga motivata; sotto 5.000 euro si può derogare.",
        suggestion="È rispettato il principio di rotazione (art. 49 del D.Lgs. 36/2023): l'affidatario non è il contraente uscente, [precedente contraente].",
        statements=(
            r"\b(?:non|nessun\w?|senza|né)\b.{0,60}\brotazion|\brotazion\w*\b.{0,60}(?:\bnon\b|:\s*\w|\bderog|\bsì\b|\bok\b)",
            r"\b(?:non\s+ha\s+)?mai\b.{0,50}\b(?:incaric\w|contratt\w|affidament\w|fornitur\w|ordin[ei]|lavorato\s+per|rapport\w|avut[oa]|ricevut[oa])",
            r"\b(?:nuov[oa]|prim[oa])\s+(?:fornitor\w+|operator\w|affidament\w|contraent\w|rapport\w|affidatari\w|volta\b)",
            r"\brotazion\w+.{0,220}\b(?:rispettat|rispetta\b|uscent|osservat|garantit|assicurat|derog|non\s+(?:si\s+)?(?:applic|trov|opera|è|risulta|ha|avendo|ricorr)|5\.?000|cinquemila|precedent|verificat|soddisfatt|fasc[ei]|mai\b|nessun|altr[oa]\b|divers[oa]|conform|nuov[oa]|primo\s+affidament|escluso|consentit)",
            r"\b(?:rispett\w+|osserv\w+|derog\w+|applicazion\w|conform\w+|violazion\w|coerenz\w|garanti\w+|assicura\w+)\b.{0,40}\b(?:principio|criterio|obbligo|regola|alla|della|di)\s+(?:di\s+|della\s+)?rotazion(?!\w+\s*,|\w+\s+e\b)",
            r"^(?!.*\b(?:personale|lavorator\w|addett\w|operai|consegn\w+|(?:ri)?assor\w+)\b).*\b(?:contraente|gestore|operatore|affidatari[oa]|fornitore|appaltatore|impresa|ditta|società)\s+uscent\w\b",
            r"\bart\w*\.?\s*49\b.{0,80}\b(?:derog|comma\s*[2-6]|c\.\s*[2-6]|uscent|reinvit|consent|rispett)",
            r"\bnon\s+(?:è\s+|risulta\s+|ha\s+|avendo\s+)?(?:stat[oa]\s+)?(?:affidatari[oa]|aggiudicatari[oa]|ricevut[oa]|avut[oa]|beneficiari[oa])\b.{0,80}\b(?:precedent|immediatamente|affidament|contratt|ultim)",
            r"\bdivers[oa]\b.{0,60}\bprecedent\w\s+(?:affidament|contratt|affidatari)|\b(?:precedente|ultimo)\s+(?:affidament|contraent|affidatari|fornitor|contratto)\w*\b.{0,80}\b(?:altr[oa]|divers[oa])\b",
        ),
        unless=without(
            r"\b(?:personale|lavorator\w|addett\w|operai)\b", r"\brotazion|\baffid|\binvit|\b49\b|\bderog"
        )
        + r"|\bregolamento\b.{0,60}\bapprovat|\bapprova\w+\b.{0,40}\bregolamento",
    ),
    Element(
        id="congruita",
        of_the_past=True,
        anchors=(
            *("congru", "prezz", "offert", "import", "corrispettiv", "compens", "tariff"),
            *("sconto", "cost", "preventiv", "ribass", "valor", "listin", "canon"),
        ),
        name="la valutazione della congruità del prezzo",
        article="art. 17 D.Lgs. 36/2023",
        why="Chi affida senza gara spiega perché il prezzo è giusto.",
        suggestion="Il prezzo è congruo, in base a [confronto con preventivi, prezzari, contratti simili, mercato elettronico].",
        statements=(
            r"\b(?:prezz\w|preventiv\w|costo|importo|compenso|offert\w|tariff\w)\b.{0,100}\b(?:eccessiv\w|giust[oi]|corrent[ei]|in\s+media|onest\w|alla\s+pari|prezzari\w|listin\w|normalmente\s+praticat\w|usual\w+)\b",
            r"\bcongru(?:o|a|i|e|ità|ita'|amente|enza)\b(?!\s+(?:termine|anticipo|periodo|tempo|motivazion|preavviso|numero|disponibilit|capienza|stanziament))",
            r"\b(?:prezz\w|offert\w|importo|corrispettivo|compenso|tariff\w|sconto|costo|preventivo|ribasso|valori?)\b.{0,90}\b(?:in\s+linea\s+con|allineat\w|adeguat[oi]\b|(?<!indagine )(?<!indagini )(?<!ricerca )di\s+mercato|equo\b|ragionevol\w|compatibil\w\s+con\s+i\s+prezz|inferior\w\s+(?:a|ai)\s+(?:quell|prezz|valor|tariff|listin))",
            r"\b(?:confront\w+|raffront\w+|compar\w+|parametr\w+|indagine|analisi|verific\w+|ricerc\w+)\b.{0,70}\b(?:prezz\w|listin\w|prezzar\w|tariff\w|valori\s+di|benchmark|canoni)",
        ),
        unless=without(
            r"\b(?:numero|personale|organico|spaz|local|dimension|deposit|termin|temp|preavvis|stanziament|scort)\w*\b.{0,40}\bcongru[oaie]\b|\bcongruità\b.{0,40}\b(?:manodopera|lavoro|personale)",
            r"\b(?:offert|prezz|corrispettiv|compens)",
        )
        + r"|\banomal|\bsoggett\w+\s+a\s+revision|\baggiornat\w\s+ai\s+prezzi|"
        + without(r"\brevision", r"\bcongru")
        + "|"
        + without(r"\bpreferit\w", r"\bcongru|\bprezz"),
    ),
    Element(
        id="requisiti",
        anchors=(
            "requisit",
            "94",
            "80",
            "esclusion",
            "ordine",
            "ostativ",
            "52",
            "partecip",
            "present",
            "candidar",
            "manifest",
            "rispond",
            "dichiar",
        ),
        name="la parte sui requisiti (artt. 94, 95 e 100)",
        article="artt. 94-95, 100 e 52 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="I requisiti generali valgono per ogni contratto; nell'affidamento diretto si dice come sono stati dichiarati o verificati.",
        suggestion="Requisiti: assenza delle cause di esclusione degli artt. 94 e 95 del D.Lgs. 36/2023; [requisiti di idoneità e capacità dell'art. 100].",
        statements=(
            EXCLUSION,
            r"\b(?:possono|potranno|può|potrà|ammess\w)\s+(?:\w+\s+)?(?:partecipare|presentare|candidarsi|manifestare|rispondere)\b.{0,160}\b(?:requisit|iscri|possess|abilitat)",
        ),
        heading=r"(?:chi\s+può\s+(?:partecipare|rispondere|candidarsi)|requisiti|soggetti\s+ammessi|condizioni\s+di\s+partecipazione)(?:\s+(?:minimi|richiesti|di\s+\w+|speciali|e\s+\w+))*",
        unless=r"\bsoccorso\b|\bsan(?:abil|at)|\bregolarizz|\bmancat\w|\brisol[uv]",
        of_kind={
            "determina_affidamento_diretto": (
                rf"(?:{EXCLUSION}|\brequisit\w+).{{0,200}}\b(?:dichiar|attest|verific|accert|autocertific|autodichiar|acquisit|controll|possess|possied|F\.?V\.?O\.?E|D\.?G\.?U\.?E|fascicolo\s+virtuale|regola\b|insussist|assen|sostitutiv|campion)",
                rf"\b(?:dichiar\w+|attest\w+|verific\w+|accert\w+|autocertific\w+|autodichiar\w+|acquisit\w+|controll\w+|possess\w+|possied\w+|assenza|insussistenza|dichiarazion\w+\s+sostitutiv\w+|D\.?G\.?U\.?E|F\.?V\.?O\.?E)\b.{{0,160}}(?:{EXCLUSION}|\brequisit)",
                r"\bart\w*\.?\s*52\b.{0,60}\b(?:codice|d\.?\s?lgs|campion|sorteggi|verific)|\b(?:campion|sorteggi|verific)\w*.{0,80}\bart\w*\.?\s*52\b",
            )
        },
    ),
    Element(
        id="durc",
        anchors=("durc", "d.u.r.c", "d. u", "regolar", "regola"),
        name="il DURC regolare, con la scadenza",
        article="D.M. 30 gennaio 2015; art. 94 c. 6 D.Lgs. 36/2023",
        severity="errore",
        confidence="alta",
        why="La regolarità contributiva si verifica prima di affidare, e il documento vale 120 giorni.",
        suggestion="Il DURC [protocollo] risulta regolare, con scadenza [data].",
        statements=(
            r"\bD\.?\s?U\.?\s?R\.?\s?C\b\.?.{0,160}\b(?:regolar[ei]\b|validit|valid[oa]|scaden|scade\b|acquisit|rilasciat|emess|richiest[oa]\s+il|verificat|prot\b|protocollo|positiv|INPS|INAIL|n\.)",
            r"\b(?:acquisit[oa]|verificat[oa]|accertat[oa]|consultat[oa]|estratt[oa]|vist[oa])\b.{0,100}(?:\bD\.?U\.?R\.?C\b|\bregolarità\s+contributiva|\bdocumento\s+unico\s+di\s+regolarità)",
            r"\b(?:regolarità\s+contributiva|documento\s+unico\s+di\s+regolarità).{0,160}\b(?:regolare\b|valid|scaden|acquisit|verificat|accertat|prot|risulta|attest)",
            r"\bin\s+regola\s+con\b.{0,60}\b(?:contribut|INPS|previdenzial)",
        ),
        unless=r"\bprecedent\w\s+(?:contratt|affidament|appalt)|\buscente\b|\bpag(?:ament|at|are)|\bsi\s+paga|\bliquida|\bfattur|\b(?:da|sarà|verrà)\s+acqui|\bin\s+corso\s+di\s+acqui|\bin\s+attesa|\bprima\s+de(?:l|lla)\b|\bprevi[ao]\b|\bdovrà\b|\bsubordinat",
    ),
)
