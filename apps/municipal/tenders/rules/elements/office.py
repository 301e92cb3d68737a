"""Elements about the office: who answers for the act, with what powers and money, and how the act is made known."""

from apps.municipal.tenders.rules.elements.element import CODE, Element, without

RUP = r"(?:\bR\.?\s?U\.?\s?P\b\.?|\bresponsabile\s+unic[oa]\s+(?:(?:del|di)\s+)?(?:progetto|procediment\w+)(?:\s*[(,]\s*(?:in\s+sigla\s+|di\s+seguito\s+)?R\.?U\.?P\.?\s*\)?)?)"
OTHER_RESPONSIBLE = r"\bresponsabile\s+del\s+procedimento\b(?!\s+(?:amministrativ|di\s+accesso|istrutt))"
TITLE = (
    r"(?:\b(?:dott|dr|arch|geom|rag|avv|prof|sig|cav|com)\b\.?\s?(?:\b(?:ssa|ra|arch|ing)\b\.?)?|\bing\b\.?|\b(?:p\.\s?[ia]\.|per\.\s?(?:ind|agr|ed|chim)\b\.?|agr\b\.|agrot\b\.?|rev\b\.|mons\b\.|ten\b\.|magg\b\.|col\b\.|isp\b\.|comm\b\.|istr\b\.|sost\b\.)|\bdottor\w*|\bdottoressa|\barchitett\w|\bingegner\w?|\bgeometra"
    r"|\bragionier\w|\bavvocat\w|\bsignor\w?|\bcomandante|\bfunzionari\w|\bbibliotecari\w|\bassistente\s+sociale)"
)
SIGNER = r"\b(?:il|la|lo|dal|dalla|dallo|al|alla|allo)?\s*(?:sottoscritt\w|scrivente|firmatari\w)\b|\b(?:il|la)\s+(?:dirigente|responsabile|direttore|direttrice)\s+(?:che\s+)?(?:firm|sottoscriv)\w+"
NOT_PERSON = r"(?!\s*(?:Direttor\w+|Dirigente|Responsabile|Segretari\w|Sindac\w|Istruttore|Comune|Codice|Settore|Area|Ufficio|Servizio|Decreto|Legge|Giunta|Consiglio|Stazione|Piazza|Via)\b)"

OFFICE: tuple[Element, ...] = (
    Element(
        id="rup",
        name="il Responsabile Unico del Progetto (RUP), con il nome",
        article="art. 15 c. 1-3 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Il RUP è nominato nel primo atto ed è indicato nel bando, nell'invito o nell'affidamento: chi legge deve sapere chi risponde.",
        suggestion="Responsabile Unico del Progetto, ai sensi dell'art. 15 del D.Lgs. 36/2023, è [nome e cognome], [qualifica] presso [ufficio].",
        in_recitals=True,
        statements=(
            rf"{RUP}[^\S\n]*(?:\([^)\n]{{0,60}}\)[^\S\n]*)?.{{0,130}}?(?:{TITLE}\s*(?:(?-i:[a-z.àèéìòù]{{3,}})\s+)?{NOT_PERSON}(?-i:[A-ZÀÈÉÌÒÙ]))",
            rf"{RUP}\s*(?:è|:|,|=)\s*(?:il|la|l'|lo)?\s*(?:(?-i:[a-z.àèéìòù]+)\s+){{0,4}}{NOT_PERSON}(?-i:[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}})",
            rf"{RUP}[^\S\n]*(?:\([^)\n]{{0,60}}\)[^\S\n]*)?.{{0,90}}?(?:\bè\b|\be'|:|\||-|–|\.{{2,}}|,|\bnella\s+persona\s+d\w+|\bnominat\w|\bindividuat\w|\bal|\bil|\bla)\s*{NOT_PERSON}(?-i:\b[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}[^\S\n]+(?:[A-ZÀÈÉÌÒÙ][\w']*[^\S\n]+)?[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}|[A-ZÀÈÉÌÒÙ]{{3,}}\s+[A-ZÀÈÉÌÒÙ]{{3,}})",
            rf"{RUP}.{{0,110}}?(?:\bè|\be')\s+(?:il\s+|la\s+|l'\s?|lo\s+)(?:(?-i:[a-z.'àèéìòù]+)\s+){{1,4}}{NOT_PERSON}(?-i:[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}})",
            rf"{RUP}[^\S\n]*[:|–-]?[^\S\n]*{NOT_PERSON}(?-i:[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}[^\S\n]+(?:[A-ZÀÈÉÌÒÙ][\w']*[^\S\n]+)?[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}})",
            rf"^(?=.*{RUP}).*?(?:{TITLE}\s*(?-i:[A-ZÀÈÉÌÒÙ])|(?-i:\b[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}))[^\n.;]{{0,120}}\b(?:quale|come|in\s+qualità\s+di|nella\s+qualità\s+di|funzioni\s+di|ruolo\s+di|compiti\s+di|incarico\s+di|nominat\w|individuat\w|designat\w|è\s+(?:il|la)|incaricat\w)[^\n.;]{{0,30}}{RUP}",
            rf"{TITLE}[^\S\n]*(?-i:[A-ZÀÈÉÌÒÙ])[\w'. ]{{2,40}}[,(–-]\s*\(?{RUP}",
            rf"{RUP}(?!.{{0,100}}?\b(?:e|ed|né|nonché|o|dal|dalla|al|alla|del|della)\s+(?:(?:il|la|lo|dal|dalla|del|della|al|alla)\s+)?(?:sottoscritt|scrivente|firmatari)).{{0,100}}(?:{SIGNER})",
            rf"^(?=.*{RUP}).*?(?:{SIGNER}).{{0,60}}\b(?:assum|svolg|quale|funzioni|ruolo|è|qualità|anche|riveste).{{0,40}}{RUP}",
            rf"{OTHER_RESPONSIBLE}(?!.{{0,140}}\b(?:241|accesso)\b).{{0,120}}?{TITLE}\s*(?-i:[A-ZÀÈÉÌÒÙ])",
            rf"^\W*(?:il|la)?\s*{RUP}\W*\n\W*(?:f\.?to\s+)?(?:{TITLE}\s*)?(?-i:[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{{2,}}|[A-ZÀÈÉÌÒÙ][a-zàèéìòù]+\b\.\s*[A-Z]|{TITLE}\s*(?-i:[A-Z]))",
            rf"^\W*(?:il|la)?\s*{RUP}\W*\n\W*(?:è\s+)?(?:il|la|l')?\s*{TITLE}\s*(?-i:[A-ZÀÈÉÌÒÙ])",
        ),
        unless=r"\bda\s+(?:nominare|individuare|designare)\b|\bsarà\s+(?:nominat|individuat)|"
        + without(r"\b241\b|\baccesso\s+(?:agli|ai)\b", r"\bunic[oa]\b|\bR\.?U\.?P\b"),
    ),
    Element(
        id="competenza",
        name="la competenza di chi firma (art. 107 TUEL, decreto del Sindaco)",
        article="art. 107 D.Lgs. 267/2000",
        confidence="alta",
        why="Gli atti che impegnano il Comune spettano a dirigenti o responsabili con un incarico: l'atto dice da dove viene il potere di firmare.",
        suggestion="Visti l'art. 107 del D.Lgs. 267/2000 e il decreto del Sindaco n. [numero] del [data], che attribuisce l'incarico di [incarico].",
        in_recitals=True,
        anchors=(
            "107",
            "109",
            "sindac",
            "incaric",
            "funzion",
            "responsabil",
            "competenza",
            "posizione",
            "elevata",
        ),
        statements=(
            r"\b10[79]\b.{0,90}\b(?:267|t\.?\s?u\.?\s?e\.?\s?l|testo\s+unico|enti\s+locali|ordinamento)",
            r"\b(?:267|t\.?u\.?e\.?l|testo\s+unico)\b.{0,60}\bartt?\w*\.?\s*(?:\d+,?\s*)*10[79]\b",
            r"\b(?:decret\w|provvediment\w|disposizion\w|atto|nomina|ordinanza)\s+(?:\w+\s+)?(?:sindacal\w|del(?:la)?\s+sindac\w)",
            r"\bdecret\w\b.{0,60}\bsindac\w+|\bincaric\w+\s+(?:di|dirigenzial\w).{0,30}\bdecreto\b",
            r"\b(?:conferi\w+|attribui\w+|attribuzione|assegna\w+)\b.{0,60}\b(?:incaric\w+|funzion[ei]|responsabilità)\s+(?:dirigenzial\w|di\s+(?:direzione|elevata|posizione|dirigente|responsabile)|gestional\w)",
            r"\btitolar[ei]\s+(?:di|dell')\s*(?:incarico|posizione|elevata)\b|\bposizione\s+organizzativa\b|\belevata\s+qualificazione\b",
            r"\b(?:propria\s+competenza|competenza\s+(?:ad?\s+(?:adottare|emanare|provvedere|assumere)|all'adozione|del(?:la|lo)?\s+(?:sottoscritt|scrivente|dirigente|responsabile)))",
            r"\bnominat\w\s+(?:responsabile|dirigente)\s+(?:del(?:l'|la)?|di)\s*(?:settore|area|servizio)",
        ),
        unless=without(
            r"\bdecret\w+\b.{0,60}\b(?:che|(?:con|di)\s+cui|con\s+il\s+quale|è\s+stat\w|sono\s+stat\w)\b|\bprotezione\s+dei\s+dati",
            r"\b10[79]\b|\bincaric|\bfunzion|\bresponsabil\w+(?!\s+(?:della|per\s+la)\s+protezione)|\btitolar|\bdirigen|\bposizione|\bqualificazione|\b(?:settore|area|servizio|ufficio)\b",
        ),
    ),
    Element(
        id="conflitto",
        anchors=(
            "conflitt",
            "incompatib",
            "astension",
            "62/2013",
            "6-bis",
            "6 bis",
            "6bis",
            "art. 16",
            "art.16",
            "articolo 16",
        ),
        name="la dichiarazione sull'assenza di conflitti di interesse",
        article="art. 16 D.Lgs. 36/2023",
        confidence="alta",
        why="Chi interviene nella procedura dichiara di non trovarsi in conflitto di interesse, o si astiene.",
        suggestion="Dato atto che il RUP e chi sottoscrive hanno dichiarato di non trovarsi in situazioni di conflitto di interesse, ai sensi dell'art. 16 del D.Lgs. 36/2023.",
        statements=(
            r"\bnon\b.{0,90}\b(?:situazion|ipotes|condizion|cas[oi])\w*\b.{0,60}\bart\w*\.?\s*(?:16\b|6[\s-]?bis)",
            r"\b(?:non|né|assen\w+|nessun\w?|senza|priv[oi]|insussist\w+|inesist\w+)\b.{0,110}\bconflitt",
            r"\b(?:non|né|nessun\w?|senza)\b.{0,60}\binteress\w+\s+(?:in\s+conflitt|confligg)",
            r"\bconflitt\w*\b.{0,90}\b(?:assen\w+|non|nessun\w?|né|inesist\w+|insussist\w+|esclus\w)\b",
            r"\b(?:assen|insussist|inesist|sussist|non\s+(?:si\s+)?trov|non\s+vers|nessun|né\b|esclus|priv[oi]|non\s+ricorr|non\s+(?:ha|hanno|vi|ci|incorr|esist)|dichiar|attest|asten|accertat).{0,170}\bconflitt\w*[\s,]+(?:\w+[\s,]+){0,5}?(?:di|d')\s?interess",
            r"\bconflitt\w*[\s,]+(?:\w+[\s,]+){0,5}?(?:di|d')\s?interess.{0,150}\b(?:assen|insussist|nessun|non\s+\w+|dichiar|attest|esclus|in\s+ordine\s+al)",
            r"\b(?:dichiara|attesta)\w*\b.{0,160}\b(?:incompatibilit\w+|art\w*\.?\s*16\s+del\s+(?:codice|d\.?\s?lgs)|art\w*\.?\s*6[\s-]?bis|(?:d\.?p\.?r\.?\s*(?:n\.?\s*)?)?62/2013|obbligo\s+di\s+astensione)",
            r"\b(?:insussist\w+|assenza|non\s+sussist\w+)\b.{0,60}\b(?:incompatibilit\w+|cause\s+di\s+astensione)",
        ),
        unless=without(
            r"\b(?:render|rilascer|dichiarer|produrr)(?:à|anno)\b|\bsar\w+\s+(?:res[ae]|acquisit\w)",
            r"\b(?:ha|hanno|avendo|nessun\w?|non\s+(?:suss|si\s+trov|è|vi)\w*)\b|\bstat\w\b",
        )
        + "|"
        + without(r"\bconflitt\w+\s+(?:con|tra|fra)\b", r"\binteress")
        + r"|\bcommissar\w+\b(?!\s+(?:capo|aggiunt\w|superior\w|coordinator\w|di\s+polizia))|^(?!.*\bresponsabil\w+\s+unic[oa]\b.*\bcommissione\b).*\bcommissione\b|\bchi\s+(?:si\s+trov|vers)",
    ),
    Element(
        id="impegno",
        name="l'impegno di spesa, con capitolo ed esercizio",
        article="artt. 183 e 191 D.Lgs. 267/2000",
        severity="errore",
        confidence="alta",
        why="Senza impegno registrato sul capitolo la spesa non si può ordinare.",
        suggestion="Di impegnare la spesa complessiva di € [importo con IVA] sul capitolo [numero] «[titolo]», esercizio [anno], a favore di [operatore], ai sensi dell'art. 183 del D.Lgs. 267/2000. CIG [codice].",
        statements=(
            r"\bimpegn\w+\s*(?:n\.?|nr\.?|:|\|)\s*(?:n\.?\s*)?\d+",
            r"\bcap(?:itol\w+|\.)\b.{0,60}\bimpegn",
            r"\bimpegn(?:are|o|ando|ata|ato|arsi|a|ano)\b(?:.|\n){0,260}?\b(?:capitol\w+|cap\.?\s*(?:n\.?\s*)?\d|missione|macroaggregato|piano\s+dei\s+conti|p\.?d\.?c\b|intervento\s+\d|esercizi\w|annualità|codice\s+(?:di\s+)?bilancio|bilancio)",
            r"\b(?:imput\w+|grav\w+|fa\s+carico|trova\s+(?:copertura|imputazione)|finanziat\w|alloca\w+|assum\w+\s+(?:l'|il\s+relativo\s+|apposito\s+)?impegno)\b(?:.|\n){0,160}?\b(?:capitol\w+|cap\.?\s*(?:n\.?\s*)?\d|missione|esercizi\w|bilancio\s+\d{4}|annualità)",
            r"^\W*impegno\s*(?:di\s+spesa)?\s*(?:n\.?|:|\|).{0,80}\d",
        ),
        heading=r"impegn\w+\s+(?:di|della)\s+spesa",
        unless=r"\bnon\s+(?:occorre|comporta|si|è\s+necessari\w)\b.{0,30}\bimpegn|\bimpegno\s+(?:di|a)\s+\w+(?:are|ere|ire)\b|\bimpegno\s+(?:orario|settimanale|mensile|lavorativo|quotidiano)|\bcompetent\w\s+a(?:d|\s)|\bsi\s+impegna\b|\bimpegn\w+\s+a\s+(?!favore\b)\w+re\b",
    ),
    Element(
        id="copertura",
        name="la copertura della spesa (capitolo, prenotazione)",
        article="artt. 183 e 192 D.Lgs. 267/2000",
        confidence="alta",
        why="Con la decisione di contrarre si prenota la spesa: l'atto dice capitolo ed esercizi.",
        suggestion="Di prenotare la spesa di € [importo con IVA] sul capitolo [numero] «[titolo]», esercizio [anno].",
        statements=(
            r"\b(?:prenota\w*|impegn(?:are|o|ata|ato|ando|i)|imput\w+|stanzia\w+|finanzia\w+|grav[aei]\w*|copertura|fa\s+carico|disponibil\w+)\b(?:.|\n){0,220}?\b(?:capitol[oi]|cap\.?\s*(?:n\.?\s*)?\d|missione|esercizi[o]?|annualità|bilancio\s+(?:di\s+previsione\s+)?\d{4}|mutuo|pnrr|fondi\s+\w+|contributo\s+(?:region|statal|ministeri)\w+)",
            r"\bcapitol[oi]\s+(?:n\.?\s*)?\d",
        ),
        unless=r"\bvist[oi]\s+(?:di\s+)?(?:regolarità|contabil)|\bparer[ei]\b|\battest\w+\b|\bregolarità\s+contabile",
    ),
    Element(
        id="pareri",
        anchors=("regolarità", "parer", "vist", "147", "copertura", "contabil"),
        name="il parere di regolarità tecnica o il visto contabile",
        article="artt. 147-bis e 183 c. 7 D.Lgs. 267/2000",
        confidence="alta",
        why="Il controllo di regolarità precede l'efficacia dell'atto: senza il visto che attesta la copertura la determina non è esecutiva.",
        suggestion="Parere di regolarità tecnica: favorevole (art. 147-bis D.Lgs. 267/2000). Visto di regolarità contabile attestante la copertura finanziaria (art. 183, comma 7): [esito e data].",
        statements=(
            r"\b(?:parer[ei]|vist[oi]|attestazion[ei]|certificazion[ei])\b.{0,40}\b(?:regolarità|contabil\w+|copertura|tecnic\w+)",
            r"\battest\w+\b.{0,40}\b(?:regolarità|copertura)",
            r"\bregolarità\s+(?:tecnica|contabile|amministrativa|e\s+correttezza)\b.{0,120}\b(?:favorevol|parer|vist[oi]\b|espress|esercitat|rilasci|attest|appos|147|183|art)",
            r"\b147[\s-]?bis\b.{0,100}\b(?:favorevol|parer|attest|espress|regolarità)",
            r"\b(?:favorevol|parer|attest|espress|regolarità).{0,100}\b147[\s-]?bis\b",
        ),
        unless=without(
            r"\b(?:regolament\w+|princip\w+|norm\w+)\s+(?:\w+\s+){0,3}contabil\w+",
            r"\bparer|\bregolarità|\bvisto\s+(?:di|contabil)|\bcopertura",
        ),
    ),
    Element(
        id="pubblicazione",
        anchors=("pubblic", "trasparen", "bdncp", "b.d.n.c.p", "banca dati", "33/2013", "50", "avviso"),
        name="la pubblicazione (BDNCP, Amministrazione trasparente)",
        article="artt. 28 e 50 c. 9 D.Lgs. 36/2023; artt. 23 e 37 D.Lgs. 33/2013",
        confidence="verificata",
        source=CODE,
        why="I dati dei contratti vanno alla Banca dati nazionale e in Amministrazione trasparente; dopo l'affidamento si pubblica l'avviso sui risultati.",
        suggestion="Di pubblicare i dati nella Banca dati nazionale dei contratti pubblici e in Amministrazione trasparente, ai sensi degli artt. 28 e 50, comma 9, del D.Lgs. 36/2023.",
        statements=(
            r"\b(?:pubblic\w+|pubblicità|trasm\w+|comunic\w+)\b.{0,120}(?:\bart\w*\.?\s*(?:20|27|28|85)\b.{0,30}(?:\bcodice|\bd\.?\s?lgs|36)|\bbanca\s+dati\s+(?:dell'|di\s+)?ANAC)",
            r"\b(?:pubblic\w+|pubblicità|trasm\w+|comunic\w+|invi[ao]\w*|inser\w+|riport\w+|assolv\w+|adempi\w+|obblighi|diffus\w+)\b.{0,230}?(?:\bB\.?\s?D\.?\s?N\.?\s?C\.?\s?P|\bbanca\s+dati\s+nazionale\s+dei\s+contratti|\bamministrazione\s+trasparente|\bprofilo\s+(?:del|di)\s+committente|\bavviso\s+(?:sui\s+risultati|d[i']\s?(?:esito|appalto|aggiudicazione|avvenut\w))|\b50,?\s*(?:comma|co?\.)\s*9|\btrasparenza\s+di\s+cui|\b33/2013|\bG\.?U\.?U\.?E|\bgazzetta\s+ufficiale)",
            r"(?:\bB\.?D\.?N\.?C\.?P|\bbanca\s+dati\s+nazionale\s+dei\s+contratti|\bamministrazione\s+trasparente).{0,160}\b(?:pubblic\w+|trasm\w+|comunic\w+|inviat\w+|inserit\w+)",
            r"\b(?:adempiment\w+|obblighi|misure)\s+(?:in\s+materia\s+)?di\s+(?:trasparenza|pubblicità)\b.{0,60}\bart",
            r"\b(?:va|vanno|andr\w+|sar\w+|è|sono|vien\w*|vengono|dat[oi]|esit[oi]|avvis[oi]|caricat\w|resi?|disponibil\w|consultabil\w|sezione|sito|portale|visibil\w)\b.{0,120}(?:\bB\.?\s?D\.?\s?N\.?\s?C\.?\s?P|\bbanca\s+dati\s+nazionale|\bamministrazione\s+trasparente)",
        ),
        heading=r"pubblicazion[ei]|pubblicità(?:\s+e\s+trasparenza)?",
        unless=r"\bF\.?V\.?O\.?E|\bfascicolo\s+virtuale|\binterop|\binterconness|\belenco\s+(?:degli|dei)\s+(?:operatori|fornitori)",
    ),
    Element(
        id="ricorso",
        anchors=("tar", "t.a.r", "t. a. r", "tribunal", "ricors", "impugn", "giudice", "120"),
        name="l'indicazione del ricorso (TAR, 30 giorni)",
        article="art. 120 c.p.a.; art. 3 c. 4 L. 241/1990",
        confidence="alta",
        why="Chi riceve l'atto deve sapere a quale giudice e in quale termine può rivolgersi.",
        suggestion="Contro il presente atto è ammesso ricorso al Tribunale amministrativo regionale per la Lombardia entro trenta giorni dalla conoscenza o pubblicazione.",
        statements=(
            r"\b(?:ricors\w+|ricorrere|ricorrib\w+|impugn\w+|gravame|tutela|controvers\w+|contest\w+)\b.{0,200}(?:\bt\.?\s?a\.?\s?r\b|\btribunal\w+\s+amministrativ\w+|\bgiudice\s+amministrativo|\b120\s+(?:del\s+)?(?:c\.?p\.?a|codice\s+del\s+processo))",
            r"(?:\bt\.\s?a\.\s?r\b|(?-i:\bTAR\b)|\btribunal\w+\s+amministrativ\w+).{0,140}(?:\bgiorni|\bricors\w+|\bimpugn\w+|\bgg\b)",
            r"\b(?:impugna\w+|ricors[oi]\s+giurisdizional\w+)\b.{0,120}\bgiorni\b",
        ),
        heading=r"ricors[oi]|impugnazion[ei]|tutela\s+giurisdizionale",
    ),
    Element(
        id="tracciabilita",
        anchors=("tracci", "136", "dedicat"),
        name="la clausola di tracciabilità dei flussi finanziari",
        article="art. 3 L. 136/2010",
        severity="errore",
        confidence="alta",
        why="La clausola con cui l'affidatario assume gli obblighi di tracciabilità è richiesta a pena di nullità del contratto.",
        suggestion="L'affidatario assume, a pena di nullità assoluta, gli obblighi di tracciabilità dei flussi finanziari previsti dall'art. 3 della legge 13 agosto 2010, n. 136.",
        statements=(
            r"\b(?:obblig\w+|assum\w+|impegn\w+|rispett\w+|osserv\w+|tenut[oaie]|soggett[oaie]|attien\w+|attener\w+|adegu\w+|adempi\w+|conform\w+|clausol\w+|nullità|prescrizion\w+|disposizion\w+|norm[ae]|disciplin\w+|regol[ae])\b.{0,130}(?:\btracciabilit|\b136\s?(?:/|del\s)\s?2010|\blegge\s+(?:n\.?\s*)?136\b|\bn\.\s?136\b)",
            r"(?:\btracciabilit\w+|\b136\s?(?:/|del\s)\s?201\d|\bn\.\s?136\b).{0,170}\b(?:obblig|assum|impegn|nullità|rispett|osserv|tenut[oaie]\b|conto|conti|dedicat|clausol|si\s+applic|bonific|strument|risoluzion)",
            r"\b(?:cont[oi])\s+(?:corrent[ei]\s+)?(?:bancari\w\s+o\s+postal\w\s+)?(?:appositament\w\s+)?dedicat[oi]\b.{0,120}(?:\b136\b|\btracciabil|\bai\s+sensi\b)",
            r"\b(?:flussi|pagament\w+|moviment\w+)\b.{0,40}\btracci(?:at[oaie]|abil[ei])\b.{0,80}\b136\b",
        ),
        heading=r"(?:obblighi\s+di\s+)?tracciabilità(?:\s+(?:dei\s+|e\s+)?(?:flussi|pagamenti|dei)(?:\s+\w+)?(?:\s+finanziari)?)?",
        unless=without(
            r"(?:\bacquisit|\brichiest|\bassegnat|\battribuit|\brilasciat|\bgenerat|\bstaccat|\bai\s+fini\b).{0,80}\b(?:C\.?I\.?G\b|codice\s+identificativo)|\b(?:C\.?I\.?G\b|codice\s+identificativo).{0,80}\b(?:ai\s+fini|ai\s+sensi)\b",
            r"\bnullità|\bassum|\bdedicat|\baffidatari|\bappaltator|\bimpres[ae]\b|\bditt[ae]\b|\bcontraent",
        ),
    ),
)
