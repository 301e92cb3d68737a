"""How elements are stated in few words or in homely ones: by a hurried clerk, in a form, in plain language.

Beside `PLAIN`, and like it: each pattern within one sentence, under the same `Element.unless`.
"""

from collections.abc import Mapping

from apps.municipal.tenders.rules.elements.element import COUNT, DAY, MONTH, PERCENT
from apps.municipal.tenders.rules.elements.plain import DONE, OTHERS, SECURITY, STAFF, SUM, together

TENS = r"(?:[1-9]\d|dieci|quindici|venti\w*|trenta\w*|quaranta\w*|cinquanta|sessanta\w*|settanta\w*|ottanta\w*|novanta)"
QUALITY = r"(?:tecnic\w+|qualit\w+|relazione|progett\w+)"
COST = r"(?:prezz\w+|economic\w+|sconto|ribasso)"
SPAN = rf"{COUNT}\s*(?:\([^)]{{1,25}}\)\s*)?(?:mes[ei]|ann[io]|settimane|giorni|gg)"
BUY = (
    r"(?:contratto|affidamento|appalto|servizio|incarico|fornitura|concessione|noleggio|gara|lavoro|cantiere)"
)
CASES = (
    r"\b(?:lavori|servizi|forniture|incarichi|contratti|interventi|commesse|opere|referenze|installazioni)\b"
)
PRICED = (
    r"\b(?:cifra|somma|spes[ao]|cost[aoi]|prezz\w|compenso|onorario|parcella|quotazione|paga\w*|spend\w+)\b"
)
NAME = r"(?-i:[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{2,}\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{2,})"

TERSE: Mapping[str, tuple[str, ...]] = {
    "rup": (
        rf"\bresponsabile\s+unic[oa]\b[^\n.;]{{0,40}}?[,:]?\s+(?:da|è)\s+{NAME}",
        rf"(?:\bR\.?U\.?P\b\.?|\bresponsabile\s+unic[oa]\s+del\s+progetto),?\s+(?:è\s+)?(?:il\s+|la\s+|l')(?:(?-i:[a-zàèéìòù]{{4,}})\s+){{1,3}}{NAME}",
    ),
    "competenza": (r"\bdecreto\s+(?:di\s+|che\s+)(?:nomina|incarico|conferi\w+|attribu\w+)",),
    "conflitto": (
        together(r"\bdichiar\w+", r"\bart\w*\.?\s*16\b", r"\bR\.?U\.?P\b|\bdirigent\w|\bresponsabil\w|\bfirma\w*"),
        r"\bconflitt\w+\s+(?:d'|di\s+)?interess\w+\s*[:|–-]+\s*(?:no\b|ness|assen|esclus|non\b|insussist)",
        r"\b(?:mancanza|assenza|insussistenza|inesistenza)\b.{0,60}\bconflitt",
        together(r"\bnon\s+(?:\w+\s+)?(?:avere|ha|hanno|aver|sussist\w+|ci\s+sono|vi\s+sono)\b.{0,40}\b(?:interess\w+|incompatibilit\w+)", r"\bdichiar|\b16\b|\bpersonal|\basten|\b62/2013|\bconcorrent"),
        r"\b(?:non|ness\w+)\b.{0,60}\b(?:motiv|obbligh?|ragion)\w*\s+(?:per|di|d')\s*asten",
    ),
    "impegno": (
        together(r"\bcap(?:itol\w+|\.)\s*(?:n\.?\s*)?\d", r"\b20[23]\d\b", SUM),
        together(r"\bcap(?:itol\w+|\.)\s*(?:n\.?\s*)?\d", r"\bsoldi\b|\bdenaro\b|\bfondi\b|\bsomma\b|\bimpegno\s+n"),
        r"\bimpegno\s+(?:n\.?\s*)?\d+",
    ),
    "copertura": (r"\bfinanzia\w+\b.{0,60}\b(?:avanzo|mutuo|urbanizzazione|fondi|contribut\w+|PNRR|entrate|bilancio)\b",),
    "pareri": (
        r"\bregolarità\s+(?:tecnic|contabil|amministrativ)\w+\b.{0,40}\b(?:ok|positiv\w|sì|f\.?to|firmat\w)\b",
        together(r"\battest\w+", r"\bcopert\w+", r"\bspes\w+|\bfinanziari\w+|\bragionier\w+"),
    ),
    "pubblicazione": (together(r"\bavvis\w+|\besit\w+|\brisultat\w+", r"\b50,?\s*(?:comma|co?\.)\s*9"),),
    "ricorso": (together(r"(?-i:\bT\.?A\.?R\b|\bTar\b)", r"\brivolg\w+|\badire\b|\bmese\b|\bentro\b|\bricors\w+"),),
    "tracciabilita": (together(r"\btracciabil\w+", r"\bconto\b|\bdedicat\w"),),
    "procedura": (
        together(r"\baffid\w+\b.{0,30}\bsenza\s+(?:gara|bando|procedura)\b", r"\bart\w*\.?\s*(?:36|50)\b"),
        r"\bsi\s+\w+\s+(?:a\s+|con\s+|per\s+)?(?:la|una)\s+(?:procedura|gara)\s+(?:negoziata|aperta|ristretta)",
    ),
    "piattaforma": (r"\bportale\s+(?:\w+\s+){0,2}(?-i:[A-Z]{4,}\b)|(?-i:\b(?:SATER|STELLA|EmPULIA|ASMECOMM|SardegnaCAT)\b)",),
    "operatore": (r"\bIT\s?\d{11}\b",),
    "ragioni_scelta": (
        r"\b(?:sono|è|risulta\w*)\s+(?:i|il|la|le|gli)\s+(?:sol[oaie]|unic\w+)\b|\bl'unic[oa]\b|\b(?:esclusivista|in\s+esclusiva|dell'esclusiva)\b|\b(?:distributore|produttore|rivenditore|fornitore|concessionari\w)\s+(?:unico|esclusiv\w)",
        together(r"\bscelt\w|\bpreferit\w|\baffid\w+|\bindividuat\w", r"\bpreventiv\w+|\boffert\w+|\bpropost\w+", r"\bcontro\b|\brispetto\s+a|\banzich|\ba\s+fronte\b|\binvece\b"),
        together(r"\bprodott\w|\bricamb\w|\bsistema\b|\bsoftware\b|\bprogramma\b|\bapparecch\w+|\bmateriale\b", r"\bcompatibil\w+"),
        r"\b(?:tra|fra)\s+(?:le|i|gli|quell[ei]|tutt[ei])\b.{0,60}\b(?:la|il)\s+(?:più|miglior)",
        r"\b(?:offerta|preventivo|proposta|prodotto|soluzione)\s+(?:\w+\s+){0,3}?(?:è|appa\w+|sembra\w*|risulta\w*|giudicat\w|ritenut\w)\s+(?:\w+\s+)?(?:adatt|buon|ottim|valid|seri|preferibil|apprezzabil)\w*",
    ),
    "esperienze": (
        r"^(?!.*\b(?:devono|dovranno|deve)\b).*\bpregress\w+\s+(?:\w+\s+)?(?:serviz|lavor|fornitur|incaric|contratt|interven|commess|attivit|prestaz)",
        rf"^(?!.*\b(?:pag\w+|fattur\w+|liquid\w+|rotazion\w+|affidatari\w+|non|scad\w+)\b).*\bprecedenti\s+(?:\w+\s+)?{CASES}",
        together(rf"{CASES}(?!\s+(?:da|per)\b)", r"\b(?:CV|curricul\w+|elenc\w+|esibit\w|dimostrat\w|provat\w|comprovat\w)\b", rf"{OTHERS}|\b(?:svolt|eseguit|fatt|resi|prestat|realizzat)\w+\b|\baltri\b"),
        together(DONE, OTHERS, rf"\bultim[io]\s+(?:{COUNT}\s+)?(?:ann|trienn)|\bda\s+anni\b"),
        r"^(?!.*\b(?:comune|ente|ufficio|amministrazione|giunta)\s+ha\b).*\b(?:ha|hanno)\s+già\s+(?!(?:present|alleg|dichiar|offer|chies|invi|trasm|rispos|comunic|caric|prodott|attest|sottoscr|stat|acquis|approv|adott|impegn|affid|delib|espress|accett|vers)\w*)\w{3,}(?:at|it|ut|st|tt|rs)[oiae]\b.{0,60}\b(?:in|per|a|presso|di)\b",
        r"\b(?:alle\s+spalle|al\s+suo\s+attivo|portfolio)\b",
        rf"\bespert[oaie]\b.{{0,40}}\b(?:anni|settore|attività|lavor\w+)|\b{COUNT}\s+anni\s+di\s+(?:attività|mestiere|pratica|lavoro|esperienza)",
        together(rf"\bda\s+(?:oltre\s+|più\s+di\s+|quasi\s+|circa\s+)?(?:{COUNT}\s+anni|\w+t'anni|decenni|generazioni)\b", r"\b(?:lavor\w+|ripar\w+|opera|fornisc\w+|gestisc\w+|cura|restaur\w+|costrui\w+|install\w+|produc\w+|attiv[oa]|settore|assist\w+)\b", r"^(?!.*\bnon\b)"),
    ),
    "rotazione": (
        r"\bderog\w+\b.{0,40}\bart\w*\.?\s*49\b",
        r"\bprim[oa]\s+(?:lavoro|servizio|incarico|contratto|ordine|fornitura|appalto|commessa)\s+(?:per|con|del|dal|dello|che)\b",
    ),
    "congruita": (
        together(rf"{PRICED}.{{0,120}}\b(?:come|ugual\w|paragonabil\w|in\s+linea|meno|inferior\w|rispetto|onest\w|confront\w+|di\s+più|compatibil\w|non\s+super\w+)\b", r"\b(?:altr[ie]\s+(?:comuni|enti|ditte|preventivi|offerte|fornitori|acquisti|contratti)|(?:enti|comuni|acquisti|contratti)\s+(?:simil\w|analogh\w|vicin\w|precedent\w)|listin\w|prezzar\w+|tabell\w|parametri|tariff\w+|di\s+più|Consip)\b"),
        r"\b(?:cifra|somma|spesa|quotazione|onorario|parcella)\b.{0,60}\b(?:onest\w|equ[oa]|giust\w|ragionevol\w|in\s+linea|adeguat\w|corrett\w|di\s+mercato)\b",
        r"\b(?:catalogo|listino|prezzar\w+)\b.{0,30}\b(?:ribass|scont)\w+|\beconomicamente\s+(?:equ|adeguat|sostenibil|convenient)\w+",
        together(r"\b(?:raffront|confront|rispetto)\w*", r"\brisparmi\w+"),
        r"\bconvenien\w+\s+economic\w+|\beconomic\w+\s+(?:e\s+)?convenien\w+",
        r"\b(?:compenso|onorario|parcella|corrispettivo)\b.{0,80}\b(?:D\.?\s?M\.?\s*17\s+giugno|parametri|tariffa)\b",
    ),
    "requisiti": (
        r"\bcasellari\w+\b.{0,60}\b(?:annotazion\w+|pulit\w|negativ\w|regolar\w|null\w|verific\w+|acquisit\w)|\bF\.?V\.?O\.?E\b.{0,50}\b(?:regolar\w|ok|esit\w|positiv\w|verific\w+)",
        together(r"\b(?:serve|servono|occorr\w+|devono|deve|richiest\w|bisogna)\b", r"\bcamera\s+di\s+commercio\b|\bCCIAA\b|(?-i:\bSOA\b)|\bregistro\s+delle\s+imprese"),
    ),
    "durc": (
        r"\bD\.?U\.?R\.?C\b\.?\W{0,4}(?:ok|sì|in\s+corso\s+di\s+validità|in\s+regola)\b",
        together(r"\ba\s+posto\b", r"\bcontribut\w+|\bINPS\b"),
    ),
    "forma_contratto": (
        together(r"\blettera\s+(?:commerciale|d'ordine|d'incarico|contratto)|\bfoglio\s+(?:patti|d'oneri|condizioni)|\bscrittura\s+privata", r"\bfirm\w+|\bsottoscri\w+|\bPEC\b|\bdigital\w+|\bautentic\w+|\bscambi\w+"),
        together(r"\bletter[ae]\b", r"\bPEC\b|\bposta\s+certificata", r"\brogito\b|\bbasta\w*|\baccett\w+|\bscambi\w+|\baccord\w+"),
        r"\bvale\s+(?:\w+\s+)?contratto\b",
    ),
    "garanzia": (
        rf"{SECURITY}\s*(?:definitiv\w\s*)?[:|–-]+\s*(?:non\b|no\b|nessun|esoner|{PERCENT})",
        r"\b(?:niente|nessun\w?|senza)\s+(?:garanzi|cauzion|fideiuss)\w+(?!\s+provvis)\s+(?:definitiv|\W{0,2}(?:vist|dat|perch|poich|in\s+quanto|stante|consid))",
        rf"\bnon\b.{{0,40}}\b(?:chied\w+|richied\w+|pretend\w+|esig\w+)\b.{{0,20}}{SECURITY}(?!\s+provvis)",
        rf"\bdefinitiv\w\b.{{0,20}}{PERCENT}",
        together(r"\bgaranzia\b(?!\s+provvis)", PERCENT, r"\bdeposit\w+|\bvers\w+|\bfirm\w+|\bobbligh\w+"),
    ),
    "durata": (
        rf"^(?!.*\b(?:certificat|verific|collaud|svincol|contest|richiest))(?=.*\b{SPAN}\b.{{0,15}}\b(?:a\s+far\s+tempo|a\s+decorrere|decorr\w+|dall[ao]\s*(?:firma|stipula|consegna|avvio|inizio)|dal(?:l'|\s)(?:verbale|ordine|avvio|inizio))).*",
        rf"\b(?:consegn|finit|finisc|termin|conclu|ultim|eseg|complet)\w*\b.{{0,60}}\b(?:entro|per|fino\s+a|nel\s+mese\s+di|a)\s+(?:la\s+fine\s+di\s+|fine\s+|il\s+mese\s+di\s+)?{MONTH}\b",
        rf"\b{COUNT}\s+giorni\s+per\s+\w+(?:are|ere|ire)\b|\bdecorren\w+\W{{1,4}}.{{0,12}}{DAY}.{{0,30}}\b(?:scad|termin|fine|cess)\w*|\b{SPAN}\s+da\s+{MONTH}\b",
        rf"\bda\s+{MONTH}(?:\s+20\d\d)?\s+(?:a|ad|fino\s+a|sino\s+a)\s+{MONTH}\b",
        rf"\bper\s+{COUNT}\s+(?:inverni|estati|stagioni|edizioni|annualità|esercizi|campagne|trimestri|semestri)\b",
        rf"\barriv\w+\s+(?:\w+\s+)?(?:in|entro|tra|dopo)\s+{SPAN}",
        rf"\b{BUY}\s+(?:\w+\s+)?(?:annuale|biennale|triennale|quadriennale|quinquennale|semestrale|stagionale)\b|\b{BUY}\s+di\s+{COUNT}\s+(?:mesi|anni)\b",
        r"\b(?:esecuzione|consegna|prestazione)\s+(?:è\s+)?(?:immediata|istantanea|in\s+giornata)\b",
    ),
    "penali": (
        r"\beuro\s+di\s+penal\w+|\bpenal\w+\s+(?:come\s+)?(?:da|secondo|ex|dell'|del)\s*(?:capitolat|art|contratt|lettera|foglio)",
        together(r"\britard\w+|\btardi\b|\bmancanza\b|\binadempi\w+|\bsaltat\w|\bpers[oa]\b", r"\btolg\w+|\btogli\w+|\bscal\w+|\bmult\w+|\bdecurt\w+|\btrattien\w*|\bsanzion\w+|\baddebit\w+", rf"{SUM}|‰|\bper\s?mille"),
    ),
    "bisogno": (
        r"\bnon\s+(?:è|sono)\s+(?:più\s+)?a\s+norma\b",
        r"\b(?:è|sono)\s+(?:ormai\s+|tutt[oaie]\s+)?da\s+(?!(?:intender|ritener|precis|consider|riten|imput|pubblic|affid|impegn|trasmet|esclud|verific|stipul))\w{3,}(?:are|ere|ire)\b",
        r"\b(?:ufficio|settore|servizio|scuola|dirigente|preside|comando|biblioteca|direttrice|direttore|asilo|residenti|cittadini)\b.{0,60}\b(?:chied[eo]\w*|segnal[aò]\w*|lament\w+|sollecit\w+)\b(?!.{0,25}\b(?:preventiv|offert|CIG|DURC|quotaz))",
        r"\b(?:manutenzion|verific|revision|controll|taratur|formazion|disinfestazion|assicurazion)\w*\b.{0,60}\b(?:è|sono)\s+(?:\w+\s+)?(?:obbligatori|prescritt|impost)\w",
        r"\b(?:legge|norma|regolamento|decreto)\b.{0,40}\b(?:obbliga|impone)\b\s+(?:(?:a|di|al|alla)\b|(?:la|il|le|i)\s+(?:verific|manutenz|revision|controll|sostituz|adeguam))",
    ),
    "fine": (
        r"\bsi\s+(?:vuole|intende)\s+(?:assicurare|garantire|offrire|migliorare|rendere|mettere|tutelare)\b",
        r"\bfine\s+che\s+(?:il|la|l'|quest\w)\s*(?:\w+\s+)?(?:contratto|appalto|gara|procedura|ente|comune)\s+(?:\w+\s+)?(?:vuole|intende|si\s+propone|persegu\w+|mira|si\s+prefigge)",
        together(r"\bcon\s+(?:l'|il|la|quest\w)\s*(?:\w+\s+)?(?:appalto|gara|contratto|procedura|servizio|acquisto)\b", r"\b(?:si\s+propone|si\s+prefigge|intende|vuole|punta|mira)\b"),
        r"\bfine\s+(?:pubblico\s+)?(?:del(?:la)?\s+|dell')(?:contratto|appalto|gara|affidamento|intervento|acquisto)\s+(?:sta|è|consiste|risiede)\b",
    ),
    "clausole_essenziali": (
        together(r"\b(?:clausole|regole|contenut[oi]|obblighi|condizioni|patti|elementi)\s+(?:\w+\s+)?(?:essenzial\w+|ess\b\.?|principal\w+|minim[oi]|fondamental\w+|del\s+contratto|delle\s+parti)", r"\b(?:capitolat\w+|schema|foglio|durata|penal\w+|pagament\w+)\b"),
    ),
    "criterio": (
        together(rf"\b{QUALITY}\b.{{0,15}}\b{TENS}\b", rf"\b{COST}\b.{{0,15}}\b{TENS}\b"),
        r"^\W*(?:minor\s+prezzo|prezzo\s+più\s+basso|massimo\s+ribasso)\b",
        r"\bchi\s+(?:chiede|offre|costa|fa|propone)\b.{0,20}\b(?:meno|più|miglior\w?|maggior\w?)\b",
    ),
    "punteggi": (
        together(rf"\b{QUALITY}\b.{{0,30}}\b{TENS}\b|\b{TENS}\b.{{0,25}}\b{QUALITY}\b", rf"\b{COST}\b.{{0,30}}\b{TENS}\b|\b{TENS}\b.{{0,25}}\b{COST}\b", r"^(?!.*(?:€|\beuro\b|\bpagin))"),
        rf"\b[5-9]\d\s?/\s?[1-4]\d\b.{{0,20}}\b{QUALITY}",
    ),
    "lotti": (
        r"^(?!.*\b(?:artificios|soglia|nulla|elud|impegn|spesa|esercizi|zone)\w*)" + together(r"\b(?:divid\w+|division\w+|suddivi\w+|fraziona\w+|spezza\w+)\b", r"\b(?:appalto|contratto|gara|servizio|fornitura)\b|\b58\b", r"\bnon\b|\bperché\b|\bperciò\b|\bcost[io]\b|:"),
        r"\b(?:nessuna|senza|niente)\s+(?:suddivision|division)\w+",
        r"\b(?:appalto|contratto|servizio|(?<!base di )gara|fornitura)\s+(?:è|resta|rimane)\s+(?:\w+\s+)?(?:unic[oa]|unitari[oa]|indivis\w+)\b",
    ),
    "revisione_prezzi": (r"^(?!.*\b(?:subappalt|procedur))" + together(r"\bprezz\w|\brevision\w+", r"\bart\w*\.?\s*60\b"),),
    "programmazione": (
        r"^(?!.*\b(?:bilancio|trasparenza|anticorruzione|personale|non|fabbisogn\w+)\b)" + together(r"\b(?:programma(?:zione)?|piano)\s+trienn\w+|\belenco\s+annuale\b", r"\b20[23]\d\b|\bapprovat\w|\bdelibera\w*"),
        r"\b(?:sta|figura|rientra|compare|previst[oa]|inserit[oa])\s+(?:già\s+)?nel(?:la|l')?\s*(?:programm\w+|piano\s+trienn\w+|elenco\s+annuale)",
    ),
    "costo_manodopera": (
        r"^(?!.*\b(?:dichiar|indic|propri)\w*)" + together(r"\b(?:personale|manodopera|addetti)\b", SUM, r"\b(?:stim\w+|ribass\w+|scorpor\w+|quantific\w+)\b"),
        rf"\bcost[oi]\s+(?:del\s+|di\s+)?(?:lavoro|personale|manodopera)\W{{1,4}}.{{0,10}}{SUM}",
    ),
    "clausole_sociali": (
        together(STAFF, r"\bprend\w+\s+in\s+carico|\briprend\w+", r"\battual\w+|\bgià\b|\boggi\b|\buscent\w+"),
        together(r"\bassunt[ieao]\b|\bassum\w+|\briassu\w+", r"\bpreceden\w+|\bpriorit\w+", r"\boggi\b|\bgià\b|\bora\b|\battual\w+|\buscent\w+"),
    ),
    "numero_operatori": (r"\b(?:max|massimo|min|minimo)\.?\s+invitat\w\W{0,3}\d|\btutt[ie]\b.{0,60}\b(?:ricev\w+|avr\w+|arriv\w+)\b.{0,20}\binvit\w+",),
    "criterio_selezione": (
        together(r"\boltre\b|\bpiù\s+di\b|\bin\s+eccesso\b|\btroppe?i?\b|\bin\s+più\b", r"\bpiù\s+\w+|\banzianit\w+|\banni\b|\besperien\w+|\bfatturat\w+|\bprim[ie]\b", r"\b(?:guarda|scegli\w+|conta|vale|passa\w*|prefer\w+|graduator\w+|seleziona\w*|prevale)\b"),
        r"\bselezion\w*\s*[:|–-]\s*\w{4,}|\bgraduatori\w+\b.{0,30}\b(?:per|secondo|in\s+base)\b",
    ),
    "privacy": (r"\btrattament\w+\s+dati\b",),
    "termine_offerte": (rf"\b(?:per|entro|alle)\s+(?:le\s+)?(?:ore\s+)?\d{{1,2}}\b.{{0,8}}\bdel(?:l')?\s*{DAY}",),
    "soccorso_istruttorio": (together(r"\b(?:incomplet|mancan|carent|irregolar|error)\w+", r"\b(?:complet(?:a|an|are|i\b)|integra|san[ai]|corregg|regolarizz)\w*", r"\bdocument\w+|\bdomand\w|\bdichiarazion\w+"),),
    "subappalto": (
        together(r"\bparte\b|\battività\b|\bprestazion\w+|\bfar\s+fare\b", r"\ba\s+terzi\b|\bad\s+altri\b", r"\bandare\b|\bpassare\b|\b119\b|\bpermesso\b"),
        r"\b(?:niente|nessun)\s+subappalt\w+",
    ),
    "contributo_anac": (together(r"\bA\.?N\.?A\.?C\b", r"\bpagament\w+|\bversament\w+|\bcontribut\w+", r"\besent\w+|\besoner\w+"),),
    "pagamenti": (
        r"\b(?:versat|corrispost|pagat)\w\b.{0,20}\b\d{2}\s*(?:gg|giorni)\b|\brat[ae]\s+(?:mensil|trimestral|semestral|bimestral|posticip|annual)\w*",
        r"\b\d{2}\s*(?:gg|giorni)\b\.?.{0,20}\bfattur\w+",
        rf"(?-i:\bS\.?A\.?L\b)\.?\s+(?:ogni|al|per|di|mensil\w)\b.{{0,20}}(?:\d|{SUM}|mes)",
    ),
    "modifiche": (
        r"^(?!.*\b(?:cost[oi]|ISTAT|indic[ei]|penal\w*|revision\w*|garanzi\w*)\b)" + together(r"\b(?:variazion|aument|riduzion|diminuzion)\w+", rf"\bquint\w\b|{PERCENT}", r"\b(?:prezz\w|condizion\w|diritto|compens\w|contratt\w+|patti)\b"),
    ),
    "verifica_conformita": (together(r"\b(?:verifica|controllo|certificato|collaudo)\s+finale\b", r"\bcertificat\w+|\bR\.?U\.?P\b|\bdirettor\w+|\besito\b"),),
}  # fmt: skip
