"""Elements about a contest: criterion, points, who is invited, terms, what accompanies an offer."""

import re

from apps.municipal.tenders.rules.elements.element import CODE, COUNT, DAY, PERCENT, Element, without

CALLED = r"(?:operator\w|concorrent\w|candidat\w+|impres[ae]|ditt[ae]|soggett\w|invitat\w|istanz\w|manifestazion\w|domand\w|richiedent\w|interessat\w|fornitor\w|professionist\w|stud[io])"
TERM = (
    rf"\b(?:non\s+più\s+tardi|prima\s+delle|tassativamente|fino\s+alle|entro)\b.{{0,60}}\b{DAY}|\b(?:alle|delle|ore)\s+(?:ore\s+)?\d{{1,2}}(?:[.:,]\d\d)?\s+(?:di|del|dell')\s*(?:giorno\s+)?(?:\w+\s+)?{DAY}|"
    rf"(?:entro|non\s+oltre|termin[ei]|scaden\w+|fino\s+al\w*|pervenire|presentat\w|inviat\w|caricat\w|trasmess\w|ricezione|inoltrat\w)\b.{{0,140}}?(?:\b{DAY}|\bore\s+\d{{1,2}})"
    rf"|\b(?:offert[ae]|preventiv[oi]|domand[ae]|candidatur[ae]|manifestazion[ei]|istanz[ae]|plic\w+|risposta)\b.{{0,120}}\b(?:entro|non\s+oltre|termine\s+di)\b.{{0,20}}?\b(?:{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?(?:giorni|gg\b)|(?:\w+esimo|decimo|\d+°)\s+giorno).{{0,40}}\b(?:pubblicazion|ricev|ricezion|invio|data\s+de|trasmission|present[ei]\b)"
    rf"|\bore\s+\d{{1,2}}\s?[:.,]?\s?\d{{0,2}}\b.{{0,30}}\b{DAY}|\btermin[ei]\s+(?:\w+\s+){{0,4}}(?:indicat|fissat|impostat|stabilit|riportat)\w+\s+(?:\w+\s+){{0,3}}(?:piattaforma|sistema|portale)"
)
NOT_TERM = (
    r"\baggiudicazion|\bdilatori|\bosservazion|\bchiariment|\bquesit|\binformazioni\s+complementari|\bsopralluog|\bpag(?:ament|at)|\bstipul|\bconsegn(?:a|e)\b(?!.*\bplic)|\bultimazion|\bdurata\b|\bD\.?U\.?R\.?C|\bpubblicat\w|\bfattur|\bricors|\bimpugn|\bregolarizz|\bsoccorso|\bsana|\bultim[io]\s+\w*\s*ann"
    r"|\bil\s+(?:servizio|contratto)\b|\bseduta\b|\bapertura\b|\bpenal|\bsarann?o?\s+invitat|\besecuzione\b|\blavori\s+(?:durano|sono)|\btriennio\b|\bdocumentazione\s+integrativa|\brispost\w\s+(?:sono|sarann)|\bnaturali\s+e\s+consecutivi|\bsvincol|\bdalle\s+ore\b.{0,40}\balle\s+ore\b|\bdubbi\b|\bsi\s+prenota|\brisposta\s+entro|\brispondiamo|\briceverann?o\b|\bogni\s+informazione|\bdomande\s+di\s+informazion|\bcodesta\s+\w+\s+ha\b|\binvito\s+(?:trasmess|inviat|spedit)|\blettera\s+d'?\s?invito\b.{0,60}\battesa|\bvedere\b.{0,40}\b(?:luogh|percors|sed[ei]|immobil|local)|"
    # How long an offer holds is said beside the day by which it comes.
    + without(
        r"\bgaranzi|\bbando\s+(?:è\s+(?:stato\s+)?)?(?:inviat|trasmess|spedit)|\bvalidità\b|\bimpegnativ|\birrevocabil|\bvincol\w*\s+(?:il\b|l'|per\b|fino|sino)|\bimpegna\b|\brest\w+\s+ferm",
        r"\b(?:caricat|presentat|inviat|trasmess|inserit|pervenut|deposit)\w*\b.{0,80}\bentro\b|\bperv[ei]\w+\b.{0,60}\bentro\b|\boffert\w+\s+scad\w+",
    )
)
SURVEY_TERM = "il termine e il modo per presentare la candidatura"

POINTS_UNDER_CRITERION = re.compile(
    r"criteri\w*\s+di\s+(?:aggiudicazione|valutazione)\b[^\n]*\n(?:[^\n]*\n){1,15}?[^\n\w]*(?:offerta\s+economica|prezzo)[ \t.:|–-]+\d{1,2}\b",
    re.IGNORECASE,
)
"""points for quality, then for the price, in a table under its heading"""

CONTEST: tuple[Element, ...] = (
    Element(
        id="criterio",
        anchors=(
            "vantaggios",
            "oepv",
            "o.e.p.v",
            "rapporto",
            "prezz",
            "ribass",
            "scont",
            "convenient",
            "bass",
        ),
        name="il criterio di aggiudicazione",
        article="artt. 17 c. 1, 50 c. 4 e 108 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Chi offre deve sapere se conta il solo prezzo o il rapporto fra qualità e prezzo.",
        suggestion="L'appalto è aggiudicato con il criterio [dell'offerta economicamente più vantaggiosa, in base al miglior rapporto qualità/prezzo; oppure del minor prezzo], ai sensi dell'art. 108 del D.Lgs. 36/2023.",
        statements=(
            r"\bofferta\s+economicamente\s+(?:più\s+)?vantaggiosa|\bO\.?E\.?P\.?V\b|\bmiglior\w*\s+rapporto\b.{0,20}\bqualit|\brapporto\s+(?:tra\s+|fra\s+)?(?:la\s+)?qualità\s?(?:/|e|-)\s?(?:il\s+)?prezzo",
            r"\b(?:criterio|aggiudic\w+|affid\w+|selezion\w+|valut\w+|scelt[oa]|sceg\w+|vinc\w+)\b.{0,110}\b(?:minor[ei]?\s+prezzo|prezzo\s+(?:più\s+basso|minore|inferiore|più\s+conveniente)|massimo\s+(?:ribasso|sconto)|maggior[ei]?\s+(?:ribasso|sconto)|ribasso\s+(?:maggiore|più\s+alto|percentuale\s+(?:più|maggiore))|più\s+convenient\w|più\s+vantaggios\w|più\s+bass\w)",
            r"\b(?:minor\s+prezzo|prezzo\s+più\s+basso|massimo\s+ribasso)\b.{0,60}\b(?:criterio|art\w*\.?\s*(?:50|108)|aggiudic)",
        ),
        heading=r"(?:criterio|modalità)\s+di\s+(?:scelta|affidamento|valutazione|selezione)",
        special=lambda act: bool(POINTS_UNDER_CRITERION.search(act.text)),
        unless=r"\bcommission\w+\s+(?:giudicatrice\s+)?(?:è|sarà|composta)|"
        + without(r"\banomal", r"\bcriterio\b|\baggiudic\w+|\bminor\s+prezzo"),
    ),
    Element(
        id="punteggi",
        name="la ripartizione dei punteggi fra offerta tecnica ed economica",
        article="art. 108 c. 4 e 7 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Con il miglior rapporto qualità/prezzo i documenti elencano i criteri e il peso di ciascuno.",
        suggestion="Offerta tecnica [punti] punti; offerta economica [punti] punti; totale 100.",
        statements=(
            r"\b(?:offerta|punteggio|valutazione|totale|componente|parte|profilo|elementi?|punti)\s+(?:\w+\s+)?(?:tecnic\w+|qualitativ\w+|qualità)\b\W{0,8}(?:\w+\W+){0,5}?\d{2}\b",
            r"\b(?:tecnic\w+|qualit\w+|economic\w+|prezzo)\b.{0,40}\bpunti\s*[:=]?\s*\d{2}\b",
            r"\b\d{2}\s+(?:punti|su\s+100)\b.{0,60}\b(?:tecnic|qualit|economic|prezzo)",
            r"\b(?:tecnic\w+|qualit\w+|economic\w+|prezzo)\b.{0,40}\b\d{2}\s*(?:punti|/\s?100|su\s+100)\b",
            r"\b(?:prezzo|offerta\s+economica|punteggio\s+economico)\b\W{1,8}\d{1,2}\s*(?:punti)?\W*$",
            r"\b(?:fino\s+a|max\.?|massimo|massimi)\s+(?:di\s+)?(?:punti\s+)?\d{1,2}\s*(?:punti)?\b(?=.{0,30}(?:punti|\|))",
        ),
        unless=r"\bsoglia\b|\bsbarrament|\bminim[oi]\b|\balmeno\b|\bgiorni\b|\bnon\s+pass\w+|\bfacciat|\bcartell",
    ),
    Element(
        id="numero_operatori",
        name="il numero di operatori da invitare",
        article="art. 50 c. 1 e allegato II.1 D.Lgs. 36/2023",
        confidence="alta",
        why="L'avviso dice quanti operatori saranno invitati, al meno e al più.",
        suggestion="Saranno invitati non meno di [numero] e non più di [numero] operatori, se presenti in tale numero.",
        statements=(
            rf"\b(?:gara|procedura|negoziata|confronto|selezione|negoziazione)\b.{{0,60}}\b(?:con|a|tra|fra)\s+(?:almeno\s+|non\s+meno\s+di\s+|un\s+massimo\s+di\s+)?(?:n\.?\s*)?{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?{CALLED}",
            rf"\b(?:invit(?:at\w|erà|eranno|a\b|ano\b|are|i\b|o\b)|consult\w+|selezion\w+|ammess\w|scelt\w|individuat\w)\b(?:\s+(?:alla|al)\s+(?:successiva\s+)?(?:procedura|gara)(?:\s+\w+)?)?\s*(?:,|:)?\s*(?:\w+\s+){{0,4}}?(?:almeno|(?:non\s+)?(?:meno|più)\s+di|(?:un\s+)?(?:numero\s+)?(?:minimo|massimo)\s+di|fino\s+a|al\s+(?:massimo|più)|da|tra|fra|n\.|numero|tutt[ie])?\s*(?:n\.?\s*)?(?:{COUNT}|tutt[ie])\b.{{0,60}}{CALLED}",
            rf"\b(?:saranno|sarà|verranno|si)\s+(?:\w+\s+){{0,2}}?invit\w+\b(?!.{{0,60}}\bart\w*\.?\s*\d).{{0,60}}\b(?:{COUNT}|tutt[ie])\b",
            rf"\b(?:{COUNT}|tutt[ie]\s+gli)\s*(?:\([^)]{{1,20}}\)\s*)?{CALLED}\b.{{0,60}}\b(?:invit|ammess|consult)",
            rf"\bchiamat\w\s+a\s+(?:presentare|offrire|partecipare).{{0,40}}\b{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?{CALLED}",
            rf"\b{CALLED}\s+da\s+(?:invitare|consultare|selezionare)\b.{{0,40}}\b(?:{COUNT}|tutt[ie])\b",
            rf"\bnumero\s+(?:minimo|massimo|di\s+{CALLED}|degli\s+{CALLED}|complessivo).{{0,80}}\b{COUNT}\b",
            rf"\b(?:almeno|non\s+(?:meno|più)\s+di|massimo|fino\s+a)\s+(?:n\.?\s*)?{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?(?:e\s+\w+\s+\w+\s+(?:di\s+)?\w+\s+)?(?:{CALLED}|inviti)",
        ),
        unless=r"^\W*(?:se|qualora|nel\s+caso|ove|laddove)\b(?!.{0,160}\b(?:invita(?:t\w|no)|inviter\w+)\s+(?:\w+\s+){0,3}(?:\d|due|tre|quattro|cinque|dieci|tutt))|\bnegli\s+ultimi|\btriennio\b|\bservizi\s+analogh|"
        + without(r"\boperatori\s+(?:in\s+(?:turno|servizio)|addett|presenti|impiegat|ecologic)", r"\binvit"),
    ),
    Element(
        id="criterio_selezione",
        name="il criterio con cui si scelgono gli operatori da invitare",
        article="art. 50 c. 2 e allegato II.1 D.Lgs. 36/2023",
        confidence="alta",
        why="Gli invitati si scelgono con criteri oggettivi resi noti prima, di regola senza sorteggio.",
        suggestion="Se le candidature superano [numero], gli invitati sono scelti in base a: [criteri oggettivi e pertinenti].",
        statements=(
            r"\b(?:se|qualora|ove|nel\s+caso|quando)\b.{0,80}\b(?:più|superior\w|oltre|maggior\w|ecced\w+|super\w+)\b.{0,160}\b(?:ordine\s+di|maggior\w?\s+(?:numero|punt|esperien|anzian|fattur)|più\s+(?:anni|punti|servizi|lavori|esperien)|sorte\b|punteggi|chi\s+ha|prim[ie]\s+(?:arrivat|\w+\s+arrivat)|precedenza|preferi|graduatori)",
            r"\b(?:sorteggi\w+|estrazion\w\s+a\s+sorte|estratt\w)\b",
            r"\b(?:candidatur\w|operator\w|invit\w+|manifestazion\w|istanz\w|domand\w|interessat\w|graduatoria|concorrent\w|impres[ae]|ditt[ae])\b.{0,200}\b(?:criteri\b|criterio\b(?!\s+(?:di\s+aggiudic|dell'offerta|del\s+minor|della\s+gara))|ordine\s+(?:cronologico|di\s+(?:arrivo|presentazione|ricezione))|graduatoria|in\s+base\s+a(?!l\s+miglior)|sulla\s+base\s+(?:di|de[il])|punti\b|punteggi\w*|(?:precede|prevale|preferenza|precedenza|priorità)\b|maggior\w*\s+(?:\w+\s+)?(?:esperienz|fatturat|numero|punteggi|anzianit|capacit|vicinanz))",
            r"\b(?:criteri|criterio|modalità)\s+(?:oggettiv\w|di\s+(?:selezione|scelta|individuazione)|per\s+(?:la\s+)?(?:selezione|scelta|individua\w+))(?!.{0,30}(?:del\s+contraente|offert))",
            r"\b(?:saranno|verranno|sono|si)\s+(?:\w+\s+){0,2}?invita\w*\s+tutt[ie]\b|\btutt[ie]\s+(?:gli|i|coloro|quelli)\b.{0,90}\binvita|\bsenza\s+(?:alcun\s+)?limit\w+\s+(?:al\s+)?(?:di\s+)?(?:numero|operator)",
            r"\binvit\w+\s+tutt[ie]\b",
            r"\ba\s+parità\s+di\s+(?:punt|requisit|esperien)",
        ),
        heading=r"criteri(?:o)?\s+(?:di|per\s+la)\s+(?:selezione|scelta|individuazione)(?:\s+degli\s+\w+(?:\s+da\s+invitare)?)?",
        unless=r"\baggiudic\w+|\bofferta\s+economicamente|\bvantaggios|\bminor\s+prezzo|\bprezzo\s+più|\brapporto\s+qualit|\bsoglia\b",
    ),
    Element(
        id="termine_presentazione",
        name=SURVEY_TERM,
        article="art. 50 e allegato II.1 D.Lgs. 36/2023",
        confidence="alta",
        why="Senza termine non si può dire quale candidatura è tardiva; di norma l'avviso resta pubblicato almeno quindici giorni.",
        suggestion="La manifestazione di interesse va presentata, tramite [piattaforma], entro le ore [ora] del [data].",
        statements=(TERM,),
        unless=NOT_TERM,
    ),
    Element(
        id="termine_offerte",
        name="il termine per presentare l'offerta",
        article="artt. 71-76 e 87 D.Lgs. 36/2023",
        severity="errore",
        confidence="media",
        why="Senza termine non si può dire quale offerta è tardiva.",
        suggestion="L'offerta va caricata sulla piattaforma entro le ore [ora] del [data].",
        statements=(TERM,),
        unless=NOT_TERM,
    ),
    Element(
        id="soccorso_istruttorio",
        anchors=("soccorso", "carenz", "mancanz", "irregolar", "incomplet", "omission", "101"),
        name="il soccorso istruttorio",
        article="art. 101 D.Lgs. 36/2023",
        why="Chi partecipa deve sapere quali mancanze si possono sanare, e in quanto tempo.",
        suggestion="Le carenze della domanda si sanano con il soccorso istruttorio dell'art. 101 del D.Lgs. 36/2023, entro [da 5 a 10] giorni dalla richiesta.",
        statements=(
            r"\bsoccorso\s+istruttorio\b.{0,160}\b(?:101|san[aoi]|sanabil|sanat|regolarizz|termine|giorni|attiv|integr|carenz|mancan|irregolar|può|possono|ammess)",
            r"\b(?:carenz\w|mancanz\w|irregolarità|incompletezz\w|omission\w)\b.{0,160}\b(?:san(?:a|abil|at)\w*|regolarizz\w+|integra\w+|soccorso)",
            r"\b(?:attraverso|mediante|con)\s+(?:la\s+procedura\s+di\s+|il\s+|l'istituto\s+del\s+)?soccorso\s+istruttorio",
            r"\bart\w*\.?\s*101\b.{0,30}\b(?:codice|d\.?\s?lgs|comma)",
        ),
        heading=r"soccorso\s+istruttorio",
        unless=without(
            r"\bsoccorso\s+stradale|\bse\s+non\s+(?:rimediat|sanat|regolarizzat)",
            r"\bistruttorio|\b101\b|\bgiorni|\btermine",
        ),
    ),
    Element(
        id="contributo_anac",
        anchors=("contribut",),
        name="il contributo di gara all'ANAC",
        article="art. 1 c. 67 L. 266/2005",
        why="Da 40.000 euro chi partecipa versa il contributo, se la delibera annuale lo prevede.",
        suggestion="I concorrenti versano ad ANAC il contributo previsto dalla delibera annuale, pari a € [importo], e ne allegano la ricevuta.",
        statements=(
            r"\bcontribut\w+\b.{0,110}(?:\bA\.?N\.?A\.?C\b|\bautorità\b|\bdi\s+gara\b|\b266/2005)",
            r"(?:\bA\.?N\.?A\.?C\b|\bautorità\b).{0,90}\bcontribut\w+",
        ),
        heading=r"contributo(?:\s+(?:all'|a\s+favore\s+dell')?(?:autorità|anac))?(?:\s+di\s+gara)?",
        unless=r"\bprevidenzial|\bretributiv",
    ),
    Element(
        id="garanzia_provvisoria",
        anchors=("garanzi", "cauzion", "provvisori", "corredat", "accompagnat", "allega"),
        name="la parte sulla garanzia provvisoria",
        article="artt. 53 e 106 D.Lgs. 36/2023",
        confidence="alta",
        why="Il disciplinare dice se l'offerta va garantita, e per quanto.",
        suggestion="L'offerta è corredata da una garanzia provvisoria pari al [2] per cento del valore complessivo della procedura (art. 106 del D.Lgs. 36/2023).",
        statements=(
            rf"\b(?:garanzi\w+|cauzion\w+)\s+provvisori\w\b.{{0,120}}(?:{PERCENT}|€|\beuro\b|\bpari\b|\bmisura\b|\bnon\s+(?:è|si|viene|sono)|\bart\w*\.?\s*(?:53|93|106)|\besent)",
            r"\b(?:correda\w+|accompagna\w+|allega\w*|presta\w*|costitui\w+|richie\w+|chie\w+|produ\w+|dovut\w|esent\w+)\b.{0,60}\b(?:garanzi\w+|cauzion\w+)\s+provvisori\w",
            rf"\b(?:offert[ae]|concorrent[ei])\b.{{0,80}}\b(?:correda\w+|accompagna\w+|garantit\w|garanzia|cauzione)\b.{{0,60}}{PERCENT}",
            rf"\bprovvisoria\b\W{{1,4}}.{{0,30}}(?:{PERCENT}|\bnon\b|\bart\w*\.?\s*106)",
            r"\ball'offerta\s+non\s+(?:si\s+)?(?:allega|è\s+richiest)|\bgaranzia\s+(?:di\s+cui\s+al|dell)\W?l?'?\s*art\w*\.?\s*106",
        ),
        heading=r"(?:garanzia|cauzione)\s+provvisoria",
        unless=r"\bsoccorso\b|\bsan(?:abil|at)|\bsvincol|\besclu[sd]",
    ),
)
