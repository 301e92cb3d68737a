"""Elements about people: those who work, those who use the service, those whose data are handled."""

from apps.municipal.tenders.rules.elements.element import CODE, PERCENT, Element, without

AGREEMENT = r"(?:\bC\.?\s?C\.?\s?N\.?\s?L\b\.?|\bcontratt[oi]\s+collettiv[oi](?:\s+nazional[ei])?(?:\s+di\s+(?:lavoro|settore))?(?:\s*\(CCNL\))?|\bcontratt[oi]\s+nazional[ei](?:\s+di\s+lavoro)?)"
SECTOR = (
    r"(?:pulizi|multiserviz|metalmeccanic|cooperativ|edil(?!\w*\s+comunal)|commerci|terziari|turism|autotrasport|autoferro|tranvier|studi\s+profession|legno|grafic|carta\b|cartotecn|chimic|alimentar|florovivais|agricol|vigilanza"
    r"|logistic|telecomunicaz|pubblici\s+esercizi|ristorazione|igiene\s+ambient|gas|acqua|elettric|sanit|uneba|anaste|aninsei|agidae|fism|spettacol|federcultur|tessil|gomma|vetro|installaz|impiant|artigian|noleggi|lapide|cemento|credit|assicurat"
    r"|poste|ambiental|socio|educativ|trasport|informatic|software|editor|lavander|manifattur|sport|orafi|calzatur|mobil|arred|distribuz|librai|scuol|privat|portier|proprietari|farmac|veterinar|noleggio|autorimess|servizi\s+integrati|industria|confapi|funerari|ict\b|energi)"
)
LABOUR_COST = r"\b(?:cost[oi]|spes[ae]|oner[ei]|incidenza|importo|quota|stima)\s+(?:\w+\s+){0,3}?(?:(?:della|di|per\s+la)\s+)?(?:manodopera|mano\s+d'opera)|\bcost[oi]\s+(?:stimat\w\s+)?(?:del|per\s+il|di)\s+(?:lavoro|personale)|\bspes[ae]\s+(?:del|di|per\s+il)\s+personale|\bmanodopera\b|\bmano\s+d'opera\b"
SAFETY = r"(?:\bD\.?\s?U\.?\s?V\.?\s?R\.?\s?I\b\.?|\binterferenz\w*|\binterferenzial\w|\bdocumento\s+(?:unico\s+)?di\s+valutazione\s+(?:dei\s+rischi|de\w+\s+rischi))"

PEOPLE: tuple[Element, ...] = (
    Element(
        id="ccnl",
        anchors=("ccnl", "c.c.n.l", "c. c. n", "collettiv", "nazional", "dipendent"),
        name="il contratto collettivo (CCNL) applicabile",
        article="art. 11 c. 1-2 e allegato I.01 D.Lgs. 36/2023",
        severity="errore",
        confidence="alta",
        why="I documenti iniziali e la decisione di affidare indicano il contratto collettivo applicabile al personale; il richiamo generico ai contratti vigenti non basta.",
        suggestion="Al personale si applica il CCNL [denominazione] (codice CNEL [codice]), o altro che garantisca tutele equivalenti, ai sensi dell'art. 11 del D.Lgs. 36/2023.",
        statements=(
            rf"{AGREEMENT}\W{{0,4}}(?:applicato\W{{0,4}})?(?:non\s+(?:applicabil|pertinent|dovut|richiest|previst)|n\.\s?a\b)",
            rf"\b(?:applic\w+|contratto\s+collettivo|CCNL)\b.{{0,60}}\bcontratt\w+\s+(?:nazional\w+\s+|collettiv\w+\s+|di\s+lavoro\s+)*(?:del(?:le|la|lo)?|dei|degli|dell'|di|per)\s*(?:\w+\s+)?{SECTOR}",
            rf"\bcontratt\w+\s+(?:del(?:le|la|lo)?|dei|degli|dell'|di|per)\s*(?:\w+\s+)?{SECTOR}\w*\b.{{0,80}}{AGREEMENT}",
            rf"{AGREEMENT}.{{0,110}}?\b{SECTOR}",
            rf"{AGREEMENT}.{{0,90}}?\b(?:CNEL|codice)\b.{{0,20}}(?-i:\b[A-Z]{{1,2}}\d[\dA-Z]{{1,2}}\b)",
            rf"{AGREEMENT}\s+(?:(?:per|del|dei|delle|della|di|dal|settore|è|il|i|le|dipendenti|personale|da)\s+){{0,6}}[\"«]?(?!(?:Codice|Comune|Decreto|Legge|Stazione|Settore|Nazional\w|Lavoro|Applicabil\w|Vigent\w|Territorial\w)\b)(?-i:[A-Z][\w&/-]{{3,}})",
            rf"\b{SECTOR}\w*.{{0,60}}{AGREEMENT}.{{0,30}}\b(?:applic|riferimento)",
            rf"\b(?:non|senza|privo)\b.{{0,90}}(?:{AGREEMENT}|\bpersonale\s+dipendente).{{0,120}}\b(?:mer[ae]\s+fornitur|intellettual|dipendent|libero\s+profession|posa|autonom)",
            rf"\b(?:mer[ae]\s+fornitur\w|natura\s+intellettuale|senza\s+(?:posa|dipendenti)).{{0,120}}{AGREEMENT}",
        ),
        unless=without(r"\bclausol\w+\s+social\w*\b", r"\bC\.?C\.?N\.?L\b")
        + r"|\brisol[uv]\w+|"
        + without(
            r"\bsubappaltator",
            r"\bcontratto\s+collettivo\s+da\s+applicare|\bC\.?C\.?N\.?L\b.{0,60}\be\s+che\b",
        )
        + r"|\bfunzioni\s+locali|\b(?:CCNL|collettivo|lavoro)\s+(?:\w+\s+)?(?:applicato\s+)?d(?:al|el)(?:la|l')?\s*\w*\s*(?:uscente|precedente)\b(?!.{0,60}\b(?:stess|medesim|anche))|\b(?:personale|dipendenti)\s+(?:comunal[ei]|del\s+comune|dell'ente(?!\s+gestore))\b",
    ),
    Element(
        id="clausole_sociali",
        of_the_past=True,
        anchors=("social", "stabilità", "continuità", "ssor", "57", "opportunità", "assum", "assun"),
        name="la clausola sociale (stabilità occupazionale, pari opportunità)",
        article="art. 57 c. 1 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Nei lavori e nei servizi non intellettuali i documenti chiedono impegni su stabilità del personale, contratti collettivi e pari opportunità.",
        suggestion="L'aggiudicatario garantisce la stabilità occupazionale del personale impiegato e le pari opportunità generazionali, di genere e di inclusione lavorativa, ai sensi dell'art. 57, comma 1, del D.Lgs. 36/2023.",
        statements=(
            r"\b(?:ri)?assu(?:m|n)\w+\s+(?:(?:\w+\s+){0,3})(?:le|gli|il|la|i|chi)\s+(?:\w+\s+){1,4}(?:già|oggi|ora|attualmente|in\s+(?:servizio|forza|organico)|occupat|impiegat|uscent)",
            r"\b(?:personale|lavorator\w|addett\w|operai|educat\w+|autist\w|occupat\w)\b.{0,60}\b(?:conserv\w+|manten\w+|prosegu\w+|passa\w*|riassu\w+|salvaguard\w+)\b.{0,60}\b(?:posto|lavoro|occupa|serviz|gestor|impres|aggiudic|affidatari)",
            r"\bclausol\w+\s+social\w",
            r"\b(?:stabilità|continuità)\s+(?:occupazional\w|dell'occupazione|del\s+(?:personale|lavoro)|dei\s+livelli)",
            r"\b(?:ri)?assor(?:b|pt)\w+\b.{0,110}\b(?:personale|addett|lavorator|operator|dipendent|priorit|impiegat|operai|maestranz|educat|autist|assistent|cuoc|forza\s+lavoro|uscent)|\b(?:personale|addett\w|lavorator\w|operator\w)\b.{0,80}\b(?:ri)?assor(?:b|bit)\w+",
            r"\b57,?\s*(?:comma|co?\.)\s*(?:1|primo)\b",
            r"\b(?:garanti\w+|assicura\w+|promuov\w+|rispett\w+|impegn\w+|favori\w+)\b.{0,110}\bpari\s+opportunità",
            r"\bpari\s+opportunità\b(?:\s+generazional|\s+di\s+genere|.{0,60}(?:\binclusion|\b57\b))|\bmisure\b.{0,40}\bpari\s+opportunità",
            r"\bassu(?:m|nz)\w+\b.{0,60}\b(?:personale|lavorator\w|addett\w)\b.{0,60}\b(?:impiegat|uscent|in\s+servizio|occupat)",
            r"\b(?:quota|percentuale)\b.{0,60}\bassunzion\w\b.{0,80}\b(?:giovani|donne|femminil|disabil|svantaggiat)",
        ),
        heading=r"clausol[ae]\s+social[ei]|clausole\s+di\s+equità",
        unless=without(r"\bcodice\s+delle\s+pari\s+opportunità|\b46[\s-]?bis\b", r"\bclausol"),
    ),
    Element(
        id="costo_manodopera",
        name="il costo della manodopera, individuato e non soggetto a ribasso",
        article="artt. 41 c. 13-14 e 108 c. 9 D.Lgs. 36/2023",
        severity="errore",
        confidence="alta",
        why="Chi bandisce individua il costo della manodopera e lo scorpora dall'importo soggetto a ribasso; non basta chiedere a chi offre di indicare il proprio.",
        suggestion="Il costo della manodopera è stimato in € [importo] e non è soggetto a ribasso (art. 41, comma 14, del D.Lgs. 36/2023).",
        statements=(
            rf"(?:{LABOUR_COST})[^\n]{{0,25}}\n\W{{0,6}}(?:euro\s*)?\d{{1,3}}(?:\.\d{{3}})+",
            rf"(?:{LABOUR_COST}).{{0,150}}?(?:€|\beuro\b|\b\d{{1,3}}(?:\.\d{{3}})+|{PERCENT}|\bscorpor|\bnon\s+(?:è|sono|sogg|ribass)|\bstimat|\bquantificat|\bindividuat\w\s+(?:nel|dal|in|dall)|\btabell)",
            rf"(?:€|\beuro\b|\b\d{{1,3}}(?:\.\d{{3}})+(?:,\d\d)?|{PERCENT}).{{0,70}}(?:{LABOUR_COST})",
        ),
        unless=without(
            r"\b(?:propri|offerent[ei]\s+indic|concorrent[ei]\s+indic|operator[ei]\s+(?:economic[oi]\s+)?indic|aziendali|indica(?:no|re)?\s+(?:\w+\s+){0,3}(?:i\s+)?(?:propri|cost)|chi\s+offre|giustific|verifica\s+dei\s+costi)\w*",
            r"€|\beuro\b|\d\.\d{3}",
        )
        + "|"
        + without(r"\balta\s+intensità\s+di\s+manodopera", r"\bcost[oi]\b|€")
        + r"|\bpunti\b",
        special=lambda act: bool(act.amounts_of("manodopera")),
    ),
    Element(
        id="sicurezza",
        anchors=(
            "duvri",
            "d.u.v",
            "interferen",
            "valutazione",
            "piano",
            "piani",
            "psc",
            "p.s.c",
            "pos",
            "p.o.s",
            "coordinator",
            "81",
            "2008",
        ),
        name="la parte sulla sicurezza (DUVRI, o assenza di interferenze)",
        article="art. 26 c. 3 e 3-bis D.Lgs. 81/2008",
        confidence="alta",
        why="Se il lavoro si svolge dove lavorano altri, si valutano i rischi da interferenza; se non ce ne sono, si dice.",
        suggestion="[È allegato il DUVRI, con costi della sicurezza di € importo | Non vi sono rischi da interferenza: il DUVRI non è redatto e i costi sono pari a zero], ai sensi dell'art. 26 del D.Lgs. 81/2008.",
        statements=(
            rf"{SAFETY}.{{0,170}}\b(?:allegat|redatt|predispost|elaborat|pari\s+a|null|zero|non\s|assen|nessun|necessari|occorr|esclu|insussist|inesist|€|euro|dovut|art\w*\.?\s*26|previst|consegn|stimat|present)",
            rf"\b(?:non|allegat\w|redatt\w|predispost\w|elaborat\w|assenza|assenti|nessun\w?|senza|esclus\w|insussist\w+|sussist\w+|esist\w+|necessari\w|redazione|esent\w+|rispett\w+|serve)\b.{{0,120}}{SAFETY}",
            r"\b(?:piano|piani)\s+(?:di\s+sicurezza|operativ[oi]|sostitutiv[oi]|di\s+coordinamento)|(?-i:\bP\.?S\.?C\b|\bP\.?O\.?S\b)|\bcoordinator\w+\s+(?:per\s+la|della|in\s+materia\s+di)\s+sicurezza",
            r"\b81/2008\b|\b9\s+aprile\s+2008\b|\bart\w*\.?\s*26\b.{0,30}\b81\b",
        ),
        heading=r"sicurezza(?:\s+sul(?:\s+lavoro|\s+cantiere)?)?(?:\s+e\s+(?:salute|prevenzione|duvri))?|salute\s+e\s+sicurezza(?:\s+dei\s+lavoratori|\s+sul\s+lavoro)?|duvri",
    ),
    Element(
        id="parita_genere",
        anchors=("gener", "bis", "pdr", "prassi", "gender", "parità"),
        name="il punteggio per la certificazione della parità di genere",
        article="art. 108 c. 7 D.Lgs. 36/2023; art. 46-bis D.Lgs. 198/2006",
        confidence="verificata",
        source=CODE,
        why="Con il miglior rapporto qualità/prezzo si dà un punteggio maggiore a chi ha la certificazione della parità di genere.",
        suggestion="Possesso della certificazione della parità di genere di cui all'art. 46-bis del D.Lgs. 198/2006: [punti] punti.",
        statements=(
            r"\b(?:certific\w+|punt\w+|premial\w+|possesso|attest\w+)\b.{0,90}\bparità\s+(?:di\s+gener|tra\s+(?:i\s+gener|i\s+sessi|donne|uomini))",
            r"\bparità\s+(?:di|tra\s+i)\s+gener\w+\b.{0,110}(?:\bcertific|\bpunt|\b46[\s-]?bis|\b125\b|\bpossesso|\d\s*$)",
            r"\b46[\s-]?bis\b|\b\d\s+(?:punti\s+)?(?:alla|per\s+la)\s+parità\s+di\s+genere\b",
            r"\buni/?\s?pdr\s?125|\bprassi\s+uni\b",
            r"\bcertificazion\w+\b.{0,50}\b(?:gender|genere)\b",
        ),
    ),
    Element(
        id="privacy",
        anchors=("dati", "2016", "196", "gdpr", "g.d.p.r", "rgpd", "informativ", "trattament"),
        name="la parte sul trattamento dei dati personali",
        article="artt. 13 e 28 Reg. (UE) 2016/679",
        confidence="alta",
        why="Chi partecipa o esegue deve sapere chi tratta i suoi dati e perché; chi tratta dati per il Comune è nominato responsabile.",
        suggestion="I dati personali sono trattati dal Comune di [nome], titolare, per la sola gestione della procedura e del contratto, ai sensi del Regolamento (UE) 2016/679; l'informativa è [dove].",
        statements=(
            r"\b(?:2016\s?/\s?679|679\s?/\s?2016)\b|\bG\.?D\.?P\.?R\b|\b196\s?/\s?2003\b|\bR\.?G\.?P\.?D\b",
            r"\bdati\b.{0,40}\b(?:personal\w|sensibil\w|fornit\w|raccolt\w|comunicat\w|particolari)?.{0,60}\b(?:tratt(?:at|ament|a\b|er)|utilizzat|raccolt)\w*.{0,100}\b(?:titolar|finalit|procedur|contratt|riservat|norm|sol[oi]|legge|esclusiv|regolament)",
            r"\btrattament\w+\s+(?:dei|di)\s+dati\b.{0,120}\b(?:personal|titolar|informativ|responsabil|nominat|conform|ai\s+sensi|secondo|rispett)",
            r"\btitolare\s+(?:del\s+trattamento|dei\s+dati)",
            r"\binformativ\w\b.{0,50}\b(?:privacy|dati|trattament|art\w*\.?\s*13)",
            r"\b(?:nominat\w|designat\w)\b.{0,40}\bresponsabil\w\s+(?:estern\w\s+)?del\s+trattamento",
        ),
        heading=r"(?:privacy|(?:trattamento|protezione|tutela|riservatezza)\s+(?:dei|e\s+tutela\s+dei)\s+dati(?:\s+personali)?|dati\s+personali|informativa(?:\s+privacy)?)",
    ),
)
