"""Elements about the contract: form, duty, guarantees, prices, checks, payments, changes, end."""

from apps.municipal.tenders.rules.elements.element import CODE, COUNT, PERCENT, Element, without

CERTIFICATE = r"(?:\bcertificat\w\s+di\s+(?:regolare\s+esecuzione|verifica\s+(?:di|della)\s+conformità|collaudo)|\bverific\w+\s+(?:di|della)\s+conformità|\bcollaud\w+|\b(?:attestazione|accertamento)\s+(?:di|della)\s+(?:regolare\s+esecuzione|conformità)|\bregolare\s+esecuzione|(?-i:\bC\.?R\.?E\b))"
TRANSFER = r"\bsubappalt(?:o|i|are|at[oaie]|abil[ei]|ando)\b"

CONTRACT: tuple[Element, ...] = (
    Element(
        id="forma_contratto",
        anchors=(
            "contratt",
            "stipul",
            "perfezion",
            "forma",
            "conclu",
            "rapporto",
            "convenzione",
            "accordo",
            "scrittura",
            "scambio",
            "atto pubblico",
            "lettera",
            "18",
        ),
        name="la forma del contratto",
        article="art. 18 c. 1 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Il contratto è scritto a pena di nullità, in forma elettronica; negli affidamenti diretti e nelle negoziate può bastare uno scambio di lettere.",
        suggestion="Il contratto è stipulato in forma scritta, ai sensi dell'art. 18, comma 1, del D.Lgs. 36/2023, mediante [scambio di lettere via PEC, scrittura privata in modalità elettronica, atto pubblico informatico].",
        statements=(
            r"\b(?:contratto|accordo|rapporto|stipul\w+|perfezion\w+|incarico)\b.{0,120}\b(?:letter[ae]\b|posta\s+(?:elettronica\s+)?certificata|us[oi]\s+(?:del\s+|di\s+)?commerci|firma\s+digitale|(?:firmat|sottoscritt)\w\s+digitalmente|per\s+iscritto|scritt[oa]\b|in\s+modalità)",
            r"\bforma\s*:\s*\w|\bus[oi]\s+commercial[ei]",
            r"\b(?:contratto|contrattuale|stipul\w+|perfezion\w+|forma\b|conclu\w+|rapporto|convenzione|accordo)\b.{0,170}(?:\bscrittura\s+privata|\bscambio\s+di\s+(?:\w+\s+)?(?:letter|corrispondenz|pec|comunicaz)|\bcorrispondenza\b|\bposta\s+elettronica\s+certificata|\bPEC\b|\bmodalità\s+(?:elettronic|digital|telematic)|\bforma\s+(?:scritta|elettronica|pubblica|digitale|di\s+|dell)|\b(?:in\s+)?formato\s+(?:elettronic|digital)|\batto\s+pubblico|\bpubblica\s+amministrativa|\bdocumento\s+di\s+stipula|\blettera\s+(?:commerciale|d'ordine|di\s+(?:ordin\w+|affidamento|incarico)|contratto)|\bart\w*\.?\s*18\b|\bordine\s+(?:diretto|di\s+acquisto|elettronico|d'acquisto)|\bbuono\s+d'ordine|\buso\s+(?:del\s+)?commerci)",
            r"(?:\bscrittura\s+privata|\bscambio\s+di\s+(?:letter|corrispondenz)\w*|\bdocumento\s+di\s+stipula|\batto\s+pubblico|\blettera\s+(?:commerciale|d'ordine|contratto|di\s+affidamento|d'incarico|di\s+incarico)|\bart\w*\.?\s*18\b).{0,120}\b(?:contratt|stipul|perfezion|conclu|codice|d\.?\s?lgs)",
        ),
        heading=r"forma(?:\s+del\s+contratto)?",
        unless=without(
            r"\bstandstill\b|\bdilatori\w\b|\bboll[oa]\b.{0,60}\b18\b|\b18\b.{0,40}\bboll[oa]\b",
            r"\bscambio\b|\bscrittura\b|\batto\s+pubblico|\bforma\s*:|\bforma\s+(?:scritta|pubblica|elettronica)|\bPEC\b|\bmodalità\s+(?:elettronic|digital)|\bletter[ae]\b|\ba\s+voce\b|\bautograf|\bsu\s+carta",
        )
        + r"|\b(?:in\s+virtù|in\s+forza)\s+d\w+\W?\s?(?:\w+\s+)?contratto\b|\bnon\s+(?:si\s+)?(?:può|potrà|stipula|sarà|viene|è)\b.{0,40}\bprima|\bprecedente\s+contratto|\bcontratto\s+(?:in\s+(?:corso|essere)|attuale|uscente|scaduto|di\s+avvalimento)\b|\bsubappaltatore\s+stipul|\bcession\w+\s+de[li]\s+credit|\bcomunicazion\w\b.{0,40}\b(?:relativ|inerent|riguardant)\w\b.{0,30}\bcontratto",
    ),
    Element(
        id="bollo",
        name="l'imposta di bollo sul contratto",
        article="art. 18 c. 10 e allegato I.4 D.Lgs. 36/2023",
        confidence="alta",
        why="Da 40.000 euro l'affidatario versa l'imposta una sola volta, secondo gli scaglioni dell'allegato I.4.",
        suggestion="L'imposta di bollo, a carico dell'affidatario, è di € [importo dello scaglione] (allegato I.4 del D.Lgs. 36/2023).",
        statements=(
            r"\bboll[oi]\b(?!\s+(?:auto|di\s+circolazione|de(?:l|i|gli|ll[ae'])\W?\s*(?:auto|veicol|mezz|furgon)|di\s+qualità|CE\b|sanitari|ecologic|a\s+secco))",
            r"\ballegato\s+I\.?4\b",
        ),
        unless=r"\btimbr",
    ),
    Element(
        id="clausole_essenziali",
        anchors=("clausol", "condizioni", "patti"),
        name="l'indicazione delle clausole ritenute essenziali",
        article="art. 17 c. 1 D.Lgs. 36/2023; art. 192 D.Lgs. 267/2000",
        severity="errore",
        confidence="alta",
        why="La decisione di contrarre indica le clausole essenziali, o il documento che le contiene.",
        suggestion="Le clausole ritenute essenziali sono quelle del capitolato, in particolare su [durata, penali, pagamenti, risoluzione].",
        statements=(
            r"\bcontratt\w+\b.{0,120}\b(?:patti|condizioni|clausole)\b.{0,60}\b(?:capitolat|schema|seguent|specie|ess)",
            r"^(?=.*\bpenal)(?=.*\b(?:pagament|fattur))(?=.*\b(?:garanzi|giorni|durata)).*\b(?:contratt|condizion|patti)",
            r"\b(?:clausol\w+|condizioni\s+(?:\w+\s+){0,2}ritenute)\b.{0,50}\bessenzial\w+",
            r"\bessenzial\w+\b.{0,50}\bclausol\w+",
            r"\b(?:clausol\w+|condizioni|patti)\s+(?:contrattual\w\s+)?(?:principal\w|fondamental\w|più\s+(?:rilevant|important)\w|negozial\w|contrattual\w|del\s+contratto)\b.{0,80}\b(?:capitolat|schema|indicat|contenut|riportat|sono|lettera|disciplinar)",
            r"\b(?:clausol\w+|condizioni)\b(?!\s+social).{0,40}\b(?:contenut|indicat|riportat|previst|stabilit|dettagliat)\w*\b.{0,40}\b(?:capitolat|schema\s+di\s+contratto|foglio)",
        ),
        heading=r"(?:le\s+)?clausole(?:\s+(?:ritenute\s+)?essenziali)?",
    ),
    Element(
        id="garanzia",
        anchors=("garanzi", "cauzion", "deposito", "definitiv"),
        name="la garanzia definitiva, o il motivo per cui non si chiede",
        article="artt. 53 c. 4 e 117 D.Lgs. 36/2023",
        confidence="verificata",
        source=CODE,
        why="La garanzia definitiva copre l'esecuzione: sotto soglia è il 5 per cento e si può non chiederla, dicendo perché.",
        suggestion="L'affidatario costituisce la garanzia definitiva, pari al [5 sotto soglia, 10 sopra] per cento dell'importo contrattuale (art. [53, comma 4, oppure 117] del D.Lgs. 36/2023).",
        statements=(
            r"\b(?:garanzi|cauzion|fideiuss)\w*\b(?!\s+provvisori).{0,160}\bart\w*\.?\s*(?:53,?\s*(?:comma|co?\.)\s*4|117)",
            rf"\b(?:garanzi\w+|cauzion\w+|deposito)\s+(?:\w+\s+)?definitiv\w\b.{{0,170}}(?:{PERCENT}|\bcostitu|\bprest|\brichie|\bchie[ds]|\besoner|\bdovut|\brinunc|\bpari\b|\bmisura\b|€|\beuro\b|\bnon\s|\bart\w*\.?\s*(?:53|103|117)\b|\bnecessari|\bdispens|\bpolizza|\bfideiuss)",
            r"\b(?:costitu\w+|prest\w+|richie\w+|chie\w+|esoner\w+|rinunc\w+|dispens\w+|produ\w+|present\w+|vers\w+|deposit\w+|prescind\w+|avval\w+|dovut\w|senza|accompagnat\w|necessari\w|applica\w*|omett\w+)\b.{0,90}\b(?:garanzi\w+|cauzion\w+)\s+(?:\w+\s+)?definitiv",
            r"\b(?:richie|chie|esoner|costitu|prest|dovut)\w*\b.{0,60}\bprovvisori\w\s+(?:e|né|o)\s+(?:la\s+|quella\s+)?definitiv",
            rf"\bquella\s+definitiva\b|\bdefinitiva,?\s+(?:pari|nella\s+misura|del|al)\b.{{0,20}}{PERCENT}",
            rf"\b(?:garanzi\w+|cauzion\w+)\b(?!\s+provvisori).{{0,60}}\b(?:esecuzione|adempimento|fideiussori\w|contratto|contrattual\w)\b.{{0,100}}(?:{PERCENT}|\besoner|\bnon\s+(?:è|si|viene)|\brinunc|\bart\w*\.?\s*(?:53|117)\b)",
            rf"\b(?:costitu\w+|prest\w+|vers\w+)\b.{{0,60}}\b(?:garanzi\w+|cauzion\w+)\b(?!\s+provvisori).{{0,40}}{PERCENT}",
            r"\b(?:esoner\w+|rinunc\w+|dispens\w+|non\s+(?:è|si|viene)\s+(?:stat\w\s+)?(?:richie\w+|chie\w+|dovut\w|ritenut\w)|non\s+richied\w+)\b.{0,60}\b(?:garanzi\w+|cauzion\w+)\b(?!\s+provvisori).{0,110}\b(?:art\w*\.?\s*53|comma\s+4|esiguit|modest|affidabil|importo|solidit|natura|ridott)",
            r"\b(?:garanzi|cauzion)\w*\b.{0,40}\bart\w*\.?\s*(?:53,?\s*(?:comma|c\.|co\.)\s*4|117|103)\b",
        ),
        heading=r"(?:garanzia|cauzione)\s+definitiva",
        unless=without(r"\b(?:svincol\w+|incamer\w+|escus\w+|escut\w+)\b", PERCENT)
        + "|"
        + without(
            r"\b0,50?\s?(?:%|per\s?cento)|\bversamenti\s+contributiv|\banticipazion|\bchi\s+concorre|\bserietà\s+dell'offerta",
            r"\bdefinitiv",
        ),
    ),
    Element(
        id="assicurazione",
        anchors=("polizz", "civile", "rc", "r.c", "massimal", "risk", "assicura", "car", "c.a.r", "copertur"),
        name="la polizza assicurativa per i danni",
        article="art. 117 D.Lgs. 36/2023",
        why="Il capitolato dice quale copertura deve avere chi esegue, e per quanto.",
        suggestion="L'appaltatore stipula una polizza di responsabilità civile verso terzi e prestatori di lavoro con massimale non inferiore a € [importo] per sinistro.",
        statements=(
            r"\bpolizz\w\b(?!\s+fide)",
            r"\bresponsabilità\s+civile\b",
            r"(?-i:\bR\.?C\.?[TO]\b|\bRCT/RCO\b|\bR\.C\.)|\bmassimal[ei]\b|\ball\s+risks\b|(?-i:\bC\.?A\.?R\b)",
            r"\bcopertur\w\s+assicurativ\w",
            r"\bassicurazion\w\b(?!\s+(?:social|obbligatori|previdenzial|general))",
            r"\b(?:è|sia|essere)\s+assicurat\w\b(?!\s+(?:il|la|lo|l'|i|gli|le|una?)\b)|\bsi\s+assicur\w+\s+(?:per|contro|verso)\b",
        ),
        heading=r"assicurazion[ei]|coperture?\s+assicurativ[ae]|polizz[ae]",
        unless=without(
            r"\b(?:alunn|utent|student|bambin|volontar)\w\b.{0,30}\bassicurat\w\b(?!.{0,40}\b(?:appaltator|impres|affidatari|gestor|ditt))|\bfide(?:i|j)uss\w+|\bgaranzia\s+definitiva\b|\bcontribut\w+\b|\bINAIL\b",
            r"\bresponsabilità\s+civile|\bmassimal|(?-i:\bR\.?C\.?[TO]\b)",
        ),
    ),
    Element(
        id="penali",
        anchors=("penal", "per mille", "permille", "‰"),
        name="la penale per il ritardo",
        article="art. 126 c. 1 D.Lgs. 36/2023",
        confidence="alta",
        why="La penale giornaliera si stabilisce nei documenti del contratto, fra i limiti dell'art. 126.",
        suggestion="Per ogni giorno di ritardo si applica una penale dell'[1] per mille dell'ammontare netto contrattuale, fino al 10 per cento.",
        statements=(
            r"\b(?<!codice )(?<!responsabilità )(?<!procedimento )(?<!rilevanza )penal(?:[ei]|ità)\b.{0,170}(?:\bper\s?mille|‰|€|\beuro\b|\bgiorn)",
            r"\b(?:ritard\w+|giorn\w+|inademp\w+|mancat\w+|disserviz\w+|difform\w+|mancanz\w)\b.{0,170}(?:\d\s?(?:per\s?mille|‰)|\bpenal[ei]\b.{0,90}(?:\d|€|\beuro\b))",
            r"\d\s?(?:per\s?mille|‰).{0,120}\b(?:giorn|ritard|ammontare|corrispettivo|importo|valore|contratt)|\bunopermille\b|\b(?:uno|mezzo)\s+per\s?mille",
            r"\b(?:applic\w+|ferm[ei]|previst\w|stabilit\w|fissat\w|indicat\w|rinvi\w+|valgono|secondo)\b.{0,40}\b(?:penal[ei]|penalità)\b.{0,90}\b(?:capitolat|lettera|preventiv|contratt|foglio|condizion|richiesta|126|disciplinar)",
            r"\b(?:penal[ei]|penalità)\b.{0,50}\b(?:di\s+cui|indicat|previst|stabilit|fissat|contenut|art\w*\.?\s*126|disciplinat|regolat)\w*.{0,60}(?:\bcapitolat|\blettera|\bcontratt|\bfoglio|\bcondizion|\brichiesta|\bart)",
            r"\ba\s+titolo\s+di\s+penal",
            r"\bnon\s+(?:si\s+(?:applicano|prevedono)|sono\s+(?:previste|applicate|stabilite))\b.{0,20}\bpenal",
        ),
        heading=r"penal[ei]|penalità(?:\s+e\s+sanzioni)?|penali\s+per\s+(?:il\s+)?ritardo",
        unless=r"\bcodice\s+penale|\bresponsabilità\s+penal|\bsanzion\w\s+penal|\bcondann|\bcarichi\s+penal|"
        + without(r"\bessenzial\w|\brisol[uv]\w+", r"per\s?mille|‰|\bregolat\w|\bdisciplinat\w"),
    ),
    Element(
        id="revisione_prezzi",
        anchors=("revision", "prezz", "corrispettiv", "canon", "tariff", "compens", "60"),
        name="la clausola di revisione dei prezzi",
        article="art. 60 D.Lgs. 36/2023 e allegato II.2-bis",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="La clausola è obbligatoria nei documenti di gara iniziali, anche per contratti brevi.",
        suggestion="Ai sensi dell'art. 60 del D.Lgs. 36/2023, se il costo varia di oltre il [5 per servizi e forniture, 3 per lavori] per cento dell'importo complessivo, è riconosciuto l'[80; 90] per cento del valore eccedente.",
        statements=(
            r"\ballegato\s+II\.2[\s-]?bis\b",
            r"\brevision\w+\b.{0,170}(?:\bart\w*\.?\s*60\b|%|\bper\s?cento|\bammess|\bapplic|\bprevist|\bsoggett|\besclus|\bnon\s|\bopera\b|\bII\.2|\briconosc|\bindic[ei]\b|\bconsentit|\bdovut|\bvale\b|\bscatta|\bclausol|\bistat)",
            r"\b(?:ammess\w|applic\w+|previst\w|prevede\w*|soggett\w|esclus\w|non|clausol\w|trova\w*|vale|inseri\w+|contien\w+)\b.{0,60}\brevision\w+\s+(?:(?:periodica\s+)?(?:dei|del)\s+prezz\w|prezz\w|del\s+corrispettivo|dell'art\w*\.?\s*60)",
            r"\b(?:adeguament\w|aggiornament\w)\s+(?:dei\s+)?prezz\w\b.{0,60}\b60\b",
            r"\b(?:prezz\w|corrispettiv\w|canon[ei]|tariff\w|compens[oi])\b.{0,90}\b(?:aggiorn\w+|adegu\w+|revision\w+|rivalut\w+|fiss[oi]\s+e\s+invariabil\w|invariabil\w|rest\w+\s+fiss)",
            r"\bart\w*\.?\s*60\b.{0,70}\b(?:prezz|revision|variazion|indic[ei]|costo|oltre|eccede)",
            r"\b(?:rivist[oiae]|riveder\w*|rivalutat\w|aggiorn\w+|adegu\w+|revision\w+)\b.{0,80}\b(?:art\w*\.?\s*60\b|II\.2[\s-]?bis)|\bvari\w+\b.{0,40}\bcost[oi]\b.{0,200}\bart\w*\.?\s*60\b",
            r"\brevision\w+\s*:\s*\w",
        ),
        heading=r"(?:revisione|adeguamento|aggiornamento|variazione)(?:\s+periodic[ao])?\s*(?:dei\s+)?(?:prezz[oi]|dei\s+corrispettivi|del\s+corrispettivo)|prezzi\s+nel\s+tempo",
        unless=without(r"\bsubappalt\w+|\bsubcontratt\w+", r"\bart\w*\.?\s*60|per\s?cento|%")
        + "|"
        + without(
            r"\bcentr[io]\s+autorizzat|\bveicol|\bautomezz|\btagliand|\bcaldai",
            r"\bprezz|\bart\w*\.?\s*60|\bcanon|\bcorrispettiv",
        )
        + "|"
        + without(
            r"\brevision",
            r"\bprezz|\b60\b|\bcanon|\bcorrispettiv|\btariff|\bcompens|\bcost[oi]|\bclausol|\bcontratt|\bistat|\bindic[ei]|%|\bper\s?cento|\bII\.2|\bvari|\brevision\w*\W*[:|–-]",
        )
        + r"|\bsalv[oaie]\b|\bimprevist|\baccanton|\bferm[oa]\s+(?:restando|quanto)|\bequo\s+compenso|\bopzion",
    ),
    Element(
        id="verifica_conformita",
        anchors=(
            "certificat",
            "verific",
            "collaud",
            "attestazion",
            "accertament",
            "regolare",
            "cre",
            "c.r.e",
        ),
        name="la verifica di conformità o il certificato di regolare esecuzione",
        article="artt. 50 c. 7 e 116 D.Lgs. 36/2023",
        why="Il capitolato dice come e quando si accerta che la prestazione è stata resa bene.",
        suggestion="Al termine è rilasciato il certificato di [regolare esecuzione o verifica di conformità], entro tre mesi dall'ultimazione.",
        statements=(
            rf"{CERTIFICATE}\s*[|:]\s*\w",
            rf"{CERTIFICATE}.{{0,170}}\b(?:rilasci|emess|emett|emission|redatt|redig|entro|termine|fine|art\w*\.?\s*(?:50|116|102)|esegu|effettu|svol|avvien|accert|conclu|a\s+cura|spetta|provved)",
            rf"\b(?:rilasci\w+|firma\w*|sottoscri\w+|emess\w|emett\w+|emission\w|redatt\w|redig\w+|esegu\w+|effettu\w+|sottopost\w|soggett\w|procede\w*|provved\w+|alla\s+fine|al\s+termine|a\s+conclusione|mediante|con|sostitui\w+)\b.{{0,100}}{CERTIFICATE}",
        ),
        heading=r"(?:(?:controlli|controllo|accertamento)\s+e\s+)?(?:verifica\s+di\s+conformità|collaudo|regolare\s+esecuzione|certificato\s+di\s+regolare\s+esecuzione)(?:\s+(?:e|o)\s+(?:collaudo|regolare\s+esecuzione|verifica\s+di\s+conformità|certificato\s+di\s+regolare\s+esecuzione))?",
        unless=without(
            r"\b(?:svincol|residu|garanzi|cauzion|polizz|assicura|pag(?:at|ament)|fattur|saldo|liquid|corrispettiv|rata|acconto|penal|requisit|referenz|attestazion\w\s+di\s+buon)\w*",
            r"\b(?:è|viene|sarà|si)\s+(?:emess|rilasci|redatt|redig|emett)|\blo\s+attesta",
        ),
    ),
    Element(
        id="pagamenti",
        anchors=("pag", "fattur", "liquid", "corrispost", "bonific", "sald"),
        name="i termini di pagamento",
        article="art. 125 D.Lgs. 36/2023; D.Lgs. 231/2002",
        confidence="alta",
        why="Il capitolato dice quando si fattura e in quanti giorni si paga.",
        suggestion="Le fatture elettroniche, [mensili], sono pagate entro trenta giorni dalla verifica della prestazione e del DURC.",
        statements=(
            rf"\b(?:pagament\w+|pagat\w|pagare|paga|fattur\w+|liquidat\w|liquidazion\w|corrispost\w|bonific\w+|salda\w*|saldo)\b.{{0,170}}\b(?:{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?(?:giorn|gg\b)|mensil|bimestral|trimestral|semestral|posticip|stat\w\s+d'?\s?i?\s?avanzament|S\.?A\.?L\b|unica\s+soluzione|acconto|rat[ae]\b|fine\s+mese)",
            rf"\b(?:entro|a)\s+{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?(?:giorn\w+|gg)\b.{{0,70}}\b(?:fattur|pagament)",
        ),
        heading=r"pagament[oi](?:\s+e\s+fatturazion[ei]|\s+dei\s+corrispettivi|\s+del\s+corrispettivo)?|(?:fatturazione|corrispettivo|contabilità)\s+e\s+pagament[oi]|modalità\s+di\s+pagamento|liquidazione\s+(?:dei|del)\s+corrispettiv[oi]",
        unless=without(
            r"\btracciabil|\b136\b|\bC\.?I\.?G\b",
            r"\b(?:a|in|entro)\s+(?:\d\d|trenta|sessanta)\s*(?:giorni|gg)\b",
        )
        + r"|\bfatturato\b|\bpenal[ei]\b|\bsubappalt|\bdipendent|\bretribuz|\bstipend|\bpremi\w?\b|\bcontestaz|\bgaranzia\b",
    ),
    Element(
        id="modifiche",
        anchors=("modific", "variant", "variazion", "quinto", "120", "aument", "estes", "ridott"),
        name="la disciplina delle modifiche del contratto",
        article="art. 120 D.Lgs. 36/2023",
        why="Il contratto in corso si cambia soltanto nei casi dell'art. 120: il quinto e le opzioni valgono se previsti dall'inizio.",
        suggestion="Il contratto può essere modificato nei casi dell'art. 120 del D.Lgs. 36/2023; entro il quinto dell'importo l'appaltatore esegue alle stesse condizioni.",
        statements=(
            r"\b(?:modific\w+|variant\w|variazion\w)\b.{0,120}(?:\bart\w*\.?\s*(?:120|106|114)\b|\bquinto\b|\bin\s+corso\s+(?:di|d')\s*(?:esecuzione|opera)|\bal\s+contratto|\bdel\s+contratto)",
            r"\b(?:contratto|appalto|prestazion\w|servizio|quantità)\b.{0,60}\b(?:modificat\w|modifica|aumenta\w+|estes\w|ridott\w)\b.{0,90}(?:\bart\w*\.?\s*120\b|\bquinto\b|\bcondizioni)",
            r"\b(?:modific\w+|variant\w|variazion\w)\b.{0,60}\b(?:introdott|apportat|autorizzat|ordinat|dispost)\w",
            r"\bart\w*\.?\s*120\b(?!.{0,30}(?:c\.?\s?p\.?\s?a|processo)).{0,40}\b(?:codice|d\.?\s?lgs|decreto)",
            r"\bquinto\s+(?:d'obbligo|dell'(?:importo|appalto)|del\s+(?:valore|prezzo|contratto|corrispettivo))",
        ),
        heading=r"(?:modifiche|varianti|variazioni)(?:\s+(?:e|ed|o)\s+(?:modifiche|varianti|variazioni))?(?:\s+(?:del|al|in\s+corso\s+di|contrattuali)\s*(?:contratto|esecuzione)?)?",
        unless=without(
            r"\bart\w*\.?\s*60\b|\brevision|\bprezzo\s+(?:cambia|segue)|\bcost[oi]\b.{0,60}\b(?:vari|cambi)\w+",
            r"\b120\b|\bquinto\b",
        )
        + r"|\bmen[uù]\b|\bricors|\bimpugn|\bvariazione\s+del\s+(?:costo|prezzo)|\bmodificat[oa]\s+dal(?:l'|la)?\s*(?:d\.|decreto|legge|art)|\bsmi\b",
    ),
    Element(
        id="subappalto",
        anchors=("subappalt", "affidat"),
        name="la disciplina del subappalto",
        article="art. 119 D.Lgs. 36/2023",
        confidence="alta",
        why="I documenti dicono che cosa si può subappaltare e come; i limiti si motivano.",
        suggestion="Il subappalto è ammesso ai sensi dell'art. 119 del D.Lgs. 36/2023; le prestazioni da eseguire a cura dell'affidatario sono [quali], perché [motivo].",
        statements=(
            rf"{TRANSFER}.{{0,120}}(?:\bart\w*\.?\s*(?:119|105|118)\b|\b(?:è|sono|sarà|resta|rimane|viene|e')\s+(?:\w+\s+){{0,2}}?(?:ammess|consentit|vietat|esclus|disciplinat|regolat|possibil|permess|autorizzat|subordinat|soggett|previst)|\bnon\s+(?:è|può|sono|possono)|\blimit[ei]\b|\bquota\b|\bprevi[ao]\b|\bdichiar|\bindica)",
            rf"\b(?:intend\w+|può|possono|potrà|potranno|vietat\w|facoltà|ammess\w|ammette|consentit\w|consente|ricorrere|esclus\w|indica\w*)\b.{{0,60}}{TRANSFER}",
            r"\baffidat\w+\s+a\s+terzi\b.{0,60}\b(?:prestazion|parte|lavorazion|attività)|\b(?:può|possono|non\s+può|non\s+possono)\s+essere\s+affidat\w\s+a\s+(?:terzi|altri)",
        ),
        heading=r"subappalt[oi](?:\s+e\s+subcontratt[oi])?",
        unless=without(
            r"\bsubappalt\w+\s+non\s+(?:autorizzat|dichiarat)|\brevision\w+|\bflussi\b|\btracciabil|\brisol[uv]\w+|\bC\.?C\.?N\.?L\b",
            r"\b119\b",
        )
        + "|"
        + without(
            r"\bcession|\bceder?\w*\s+il\s+contratto",
            r"\b119\b|\bsubappalto\s+(?:è|e'|può|non|resta|viene)|\bsubappaltare",
        ),
    ),
    Element(
        id="risoluzione",
        anchors=("risol", "122"),
        name="la risoluzione del contratto",
        article="artt. 122-123 D.Lgs. 36/2023",
        why="Il capitolato dice per quali inadempimenti il contratto si scioglie, e come.",
        suggestion="Il Comune può risolvere il contratto per grave inadempimento (art. 122 del D.Lgs. 36/2023), previa contestazione e termine di almeno quindici giorni per le osservazioni.",
        statements=(
            r"\brisol(?:v\w+|uzion\w|t[oa])\b.{0,170}(?:\bcontratt|\bart\w*\.?\s*(?:122|108)\b|\b14(?:53|54|56)\b|\binademp|\bdi\s+diritto\b|\bespressa\b)",
            r"\b(?:contratto|appalto|accordo)\b.{0,90}\brisol(?:v\w+|uzion\w|t[oa])\b",
            r"\bclausola\s+risolutiva|\bart\w*\.?\s*122\b.{0,30}\b(?:codice|d\.?\s?lgs)",
        ),
        heading=r"(?:risoluzione(?:\s+(?:e|ed)\s+recesso)?|clausola\s+risolutiva(?:\s+espressa)?|recesso\s+e\s+risoluzione)",
        unless=without(
            r"\b(?:penal[ei]|tracciabil\w+|136|subappalt\w+|trattament\w+|ritard\w+|clausol\w+\s+social\w|canali)\b",
            r"\brisolve\b.{0,40}\bart\w*\.?\s*\d|\b(?:122|145[346]|grav[ei]\s+inadempim|contestazion|di\s+diritto)|^(?!.*\b(?:tracciabil|136|subappalt)).*\bcaus[ae]\s+di\s+risoluzion",
        )
        + r"|\bsenza\s+diritto\s+alla|^\W*in\s+difetto"
        + r"|^\W*(?:oltre|superat\w|in\s+tal\s+caso)\b|\bcontroversi|"
        + without(r"\bguast|\banomali", r"\b122\b|\b145[346]\b|\bcontratto\b"),
    ),
)
