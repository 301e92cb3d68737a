"""More ways in which offices usually state elements, found by writing ten sentences for each and looking at what was not read.

Beside `PLAIN` and `TERSE`, and like them: each pattern within one sentence, under the same `Element.unless`.
"""

from collections.abc import Mapping

from apps.municipal.tenders.rules.elements.element import COUNT, DAY, MONTH, PERCENT
from apps.municipal.tenders.rules.elements.office import RUP
from apps.municipal.tenders.rules.elements.people import SECTOR
from apps.municipal.tenders.rules.elements.plain import DONE, FIRM, SECURITY, STAFF, SUM, together
from apps.municipal.tenders.rules.elements.terse import QUALITY, TENS

NAME = r"(?-i:[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{2,}\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù']{2,})"
PLACE = r"(?-i:\b(?:di|a|ad|per|in|presso)\s+[A-ZÀÈÉÌÒÙ][a-zàèéìòù]{2,})"
RUN = rf"\b{COUNT}\s*(?:\([^)]{{1,25}}\)\s*)?(?:giorni|gg|mesi|anni|settimane)\b"
LENGTH = r"(?:annual|biennal|triennal|quadriennal|quinquennal|semestral|trimestral|mensil|stagional)[ei]\b"
YEARS = r"(?:20\d\d\s?[-/–]\s?(?:20)?\d\d|20\d\d)"
SPENT = (
    r"\b(?:capitol|cap\.|impegn|imput|esercizi|stanzia|bilancio|PEG\b|DUP\b|programm|prenot|esigib|liquid)"
)
NEEDED = r"(?:richied\w+|richiest\w|occorr\w+|necessari\w|obbligatori\w|indispensabil\w|prescritt\w)"
COMPETE = (
    r"(?:iscrizion\w+|qualificazion\w+(?!.{0,60}\b6[23]\b)|abilitazion\w+|attestazion\w+\s+SOA|fatturat\w+)"
)

USUAL: Mapping[str, tuple[str, ...]] = {
    "rup": (
        rf"\b(?:nominare|individuare|designare|confermare)\s+s[eé]\s+stess\w\b.{{0,30}}{RUP}|{RUP}\s*[:|–-]\s*(?-i:[A-Z]\.\s?[A-Z][a-zàèéìòù']{{2,}})|\bresponsabile\s+(?:unic[oa]\s+)?del\s+progetto\b.{{0,20}}\bsottoscritt",
        rf"{RUP}.{{0,90}}?\b(?:individuat|nominat|designat|confermat|assegnat|affidat)\w\s+(?:nel(?:la|l')?|il|la|l'|in|allo?|al(?:la|l')?)?\s*(?:(?-i:[.a-zàèéìòù]{{3,}})\s+){{0,4}}{NAME}",
        rf"{NAME}\s*[,(–-]\s*\(?(?:quale\s+|in\s+qualità\s+di\s+)?{RUP}",
        rf"\bsottoscritt\w\b.{{0,160}}\b(?:nonché|anche|e)\s+(?:quale\s+|in\s+qualità\s+di\s+)?{RUP}",
        rf"\b(?:svolge|assume|ricopre|esercita|riveste)\b.{{0,40}}\b(?:compit|funzion|ruol|incaric)\w*\s+di\s+{RUP}",
    ),
    "bisogno": (
        r"\b(?:comune|ente|amministrazione|ufficio|settore|servizio|biblioteca|scuola)\b.{0,80}\b(?:non\s+dispon\w+\s+di|non\s+possied\w+|è\s+(?:priv|sprovvist)[oa]\s+di)\s+\w{4,}",
        r"\b(?:blocco|guasto|avaria|rottura|malfunzionamento|cedimento|impossibilità)\s+(?:del|della|dei|delle|dell'|dello|di|per)\b",
        r"\brichied\w+\s+un[oa]?\'?\s*(?!preventiv|offert|quotazion|dichiaraz|document|riscontr)\w{4,}",
        r"\b(?:scuol[ae]|uffici?o?|settore|servizio|biblioteca|asilo|nido|comando|anziani|utenti|famiglie|genitori|residenti|cittadini|alunni|commercianti|associazioni|volontari)\b.{0,30}\b(?:chiedono|ha\s+chiesto|hanno\s+chiesto|attendono|lamentano)\b(?!.{0,25}\b(?:preventiv|offert|CIG|DURC|quotaz))",
        r"\b(?:finirà|finiranno|si\s+esauri\w+|scadr\w+|stanno\s+per\s+(?:finire|esaurirsi|scadere)|sta\s+per\s+(?:finire|esaurirsi|scadere))\b(?!.{0,20}\b(?:offert|presentazion))",
        r"\bpresenta(?:no)?\b.{0,40}\b(?:pericol|ammalor|lesion|crep|strapp|muff|infiltraz|perdit|guast|dann|rottur|carenz|dissest|usur|degrad|rami\s+secchi)\w*",
        r"\b(?:ravvisa|rileva|riscontra|valuta|considera|constata|riconosc|avverti)\w+\b.{0,20}\b(?:opportunità|utilità|urgenza|necessità|esigenza|convenienza)\s+(?:\w+\s+)?(?:di|del|della)\b",
        r"\b(?:per|da)\s+(?:obbligo|disposizione|previsione)\s+di\s+legge\b|\b(?:per|a)\s+legge\b.{0,40}\b(?:va|vanno|deve|devono|ogni)\b|\b(?:va|vanno|deve|devono|ogni)\b.{0,60}\bper\s+legge\b",
        r"\b(?:richied\w+|necessit\w+\s+di|abbisogn\w+\s+di|esig\w+)\s+(?:un\w?'?\s*)?(?:\w+\s+)?(?:intervent|sostituzion|riparazion|manutenzion|adeguament|rinnov|ripristin|potenziament|revision)\w*",
    ),
    "conflitto": (r"\b(?:non|né|nessun\w*|senza|assenza|insussistenza)\b.{0,60}\b(?:obblig\w+|dover\w+|caus[ae]|motiv[oi])\s+di\s+asten\w+",),
    "piattaforma": (
        r"\bsistema\s+telematico\b.{0,40}\b(?:certificat|utilizzat|in\s+uso|stazione|ente|acquist|negoziazion)",
        r"(?-i:\bSTART\b)",
        r"\bpiattaforma\s+(?:telematica|digitale|informatica|elettronica|di\s+gara)\s+(?:dell'ente|del\s+comune|comunale|dell'unione|della\s+(?:provincia|C\.?U\.?C|stazione|centrale|città)|in\s+dotazione|adottata)",
        r"\bportale\s+(?:\w+\s+)?(?:appalti|gare|bandi)\b",
    ),
    "procedura": (
        together(r"\b(?:affid\w+|incaric\w+)\s+(?:\w+\s+)?(?:direttamente|in\s+via\s+diretta)\b|\bin\s+via\s+diretta\b|\btrattativa\s+diretta\b", r"\b(?:art\.|articolo)\s*(?:36|50)\b"),
    ),
    "ragioni_scelta": (
        r"\b(?:ci\s+si\s+(?:è\s+)?rivol\w+|si\s+(?:è\s+)?(?:ricorr?\w+|interpell\w+|chiam\w+|incaric\w+|rivol\w+))\b.{0,120}\b(?:perché|poiché|in\s+quanto|dato\s+che|giacché)\b",
        r"\b(?:scelt|preferit|individuat|selezionat)[oa]\s+per\s+(?:la|l\'|il|lo|le|gli|i)\s*(?!(?:fornitur|serviz|lavor|affidament|esecuzion|gestion|svolgiment|realizzazion|redazion|durata|anno|biennio|triennio|presente|procedura|importo|stess)\w*)[^\W\d]\w{2,}",
        r"^(?!.*\b(?:comune|ente|amministrazione|ufficio)\b.{0,25}\b(?:possied|dispon))(?!.*\bnon\s+(?:possied|dispon)).*\b(?:possiede|dispone\s+di|ha\s+in\s+dotazione)\b(?!.{0,30}\b(?:requisit|esperienz|qualific|iscri|SOA\b|abilitaz|DURC))",
        r"\b(?:scelt|preferit|individuat|selezionat)[oa]\b.{0,200}\bper\s*:\s*\w",
        r"\b(?:valutat|ritenut|giudicat|considerat)[oa]\s+(?:il|la|l')\s*(?:preventivo|offerta|proposta|quotazione)\b.{0,60}\b(?:convenient|vantaggios|idone|adeguat|congru|valid|soddisfacent)\w*",
        r"\b(?:ritenut|giudicat)\w\s+(?:\w+\s+)?(?:soddisfacent|convenient|vantaggios)\w*",
        r"\bpuò\s+(?:cominciare|iniziare|intervenire|consegnare|partire|finire|concludere)\b|\bpront[oa]\s+a\s+interven",
        r"^\W*perché\s*[:.]\s*(?:ha|è|offre|dispone|possiede|garantisce|propone|conosce)\b",
        rf"^(?!.*\b(?:dovrà|deve|obblig|tenut[oa]|impegn)\w*).*(?:{FIRM}|\b(?:offerta|preventivo|proposta)\b).{{0,40}}\b(?:offre|garantisce|assicura)\b.{{0,60}}\b(?:affidabilit|qualit|tempi\b|tempestiv|rapid|serietà|celer|prontezz|professionalit)\w*",
        r"\b(?:preventiv|offert|propost|quotazion)\w*\b.{0,60}\b(?:il|la)\s+(?:più\s+\w+|miglior[ei]?)\s+(?:(?:ne\s+)?è|risulta\w*|appare)\b",
        r"^\W*(?:il|la)\s+(?:più\s+(?:convenient|economic|bass|vantaggios|adatt)\w+|miglior[ei]?)\s+(?:è|risulta\w*|appare)\b",
    ),
    "rotazione": (
        r"\bnon\s+(?:ha|hanno)\s+(?:eseguito|svolto|prestato|fornito|ricevuto|avuto)\b.{0,80}\b(?:ente|comune|amministrazione)\b|\bnon\s+(?:è\s+stat\w\s+)?(?:invitat|interpellat)\w\b(?!\s+(?:al|a)\s+(?:sopralluogo|partecipare))",
        r"\bness\w+\b.{0,40}\baffidament\w+\b.{0,60}\b(?:favore|ditta|operatore|impresa|società)\b",
        r"\b(?:criterio|principio)\s+dell'alternanza\b|\balternanza\b.{0,30}\b(?:operator|fornitor|affidatar|impres|ditt|affidament)\w*",
        r"\bnon\s+(?:è|era|risulta|sono|essendo)\b.{0,25}\b(?:l\'ultim\w|l\'uscent\w|il\s+precedente|il\s+contraente|uscent\w|l\'affidatari\w)",
        r"\bprima\s+volta\b.{0,60}\b(?:comune|ente|amministrazione|lavor|affid|incaric|fornis|contratt)\w*",
        rf"^(?!.*\b(?:personale|lavorator|addett|operai|consegn|(?:ri)?assor)\w*).*{FIRM}.{{0,40}}\bnon\s+(?:è|risulta|era)\b.{{0,20}}\b(?:uscente|quell\w|la\s+stessa)\b",
    ),
    "durc": (
        r"\b(?:posizione|situazione|regolarità)\s+(?:contributiva|previdenziale)\b.{0,80}\b(?:verificat|accertat|attest|regolar|valid|acquisit|in\s+ordine|confermat|certific)\w*",
        r"\b(?:verificat|accertat|acquisit|attest|controllat|certific|confermat)\w*\b.{0,60}\b(?:posizione|situazione|regolarità)\s+(?:contributiva|previdenziale)\b",
        r"\bIN(?:PS|AIL)_\d{4,}",
    ),
    "garanzia": (
        r"\b(?:polizza|fideiussione|garanzia)\b.{0,80}\ba\s+garanzia\s+de(?:ll'|gli\s|l\s|lla\s)\s*(?:\w+\s+){0,2}(?:esecuzione|adempiment|obblig|contratt|esatt)\w*",
        r"\b(?:niente|nessun\w?|senza)\s+(?:garanzi|cauzion|fideiuss)\w+(?!\s+provvis)\s+(?:per\s+l|in\s+ragione|in\s+considerazion|trattandosi|essendo|stante)",
        rf"^\W*(?:[\dIVX]{{1,4}}\W+)?(?:cauzione|garanzia)\s*[:.]\s*.{{0,40}}{PERCENT}|\bgaranzia\s+del\s+(?:5|10|cinque|dieci)\s?(?:%|per)",
        r"\bprescind\w+\s+dall\w+\s*(?:\w+\s+){0,3}(?:garanzi|cauzion|fideiuss)\w+(?!\s+provvis)",
        r"\b(?:esent\w+|esoner\w+|dispens\w+)\b.{0,40}\b(?:garanzi|cauzion|fideiuss)\w*(?!\s+provvis)",
        r"\bin\s+luogo\s+dell\w+\s*(?:garanzi|cauzion|fideiuss)\w+(?!\s+provvis)",
        rf"^(?!.*\b(?:provvisori|partecip|offert|concorr|buon\s+funzionament)\w*).*\b(?:prest|present|costitu|vers|deposit|consegn|produ)\w*\s+(?:(?:una|la|apposita|idonea)\s+)?(?:cauzion|fideiuss|garanzi)\w+\s+(?:\w+\s+){{0,4}}?(?:di|pari\s+a|per)\s*{SUM}",
    ),
    "durata": (
        rf"\bconsegn\w+\s+(?:al|il|per\s+il)\s+{DAY}",
        rf"\bdal(?:l\')?\s*\d{{1,2}}[°º]?\s+al(?:l\')?\s*\d{{1,2}}\s+{MONTH}",
        rf"\b{COUNT}\s+(?:giorni|mesi|settimane)\s+(?:in\s+tutto|complessiv\w+|totali)\b|\btermin[ei]\s+in\s+{RUN}",
        rf"^\W*{COUNT}\s+(?:mesi|anni|giorni)\s+dal(?:l'|la)?\s*\w|\bne(?:i|l)\s+mes[ei]\s+di\s+{MONTH}\b.{{0,30}}\b20\d\d|^(?!.*\b(?:fu|furono|era|erano)\b).*\bnella\s+stagione\s+{YEARS}",
        rf"\bfiss\w+\s+in\s+{RUN}|\bin\s+{RUN}\s+il\s+termine",
        rf"\b(?:da|per)\s+(?:finire|ultimare|concludere|completare|eseguire|terminare|compiere)\s+(?:in|entro)\s+{RUN}",
        rf"\bdureranno\s+{RUN}|\barco\s+(?:temporale\s+)?di\s+{COUNT}\s+(?:ann|mes|stagion)\w+|^\W*{COUNT}\s+(?:anni|mesi)\W*$",
        rf"\b(?:comincia|inizia|decorre|parte)\w*\b.{{0,60}}\b(?:finisce|termina|cessa|scade|si\s+conclude)\s+(?:il\s+|l\')\s*{DAY}",
        r"^\W*ann[io]\s+(?:scolastic|educativ)\w+\s+20\d\d",
        rf"^(?=.*?\bin\s+{COUNT}\s+anni\b)(?!.*\b(?:ultim|esperien|fatturat|svolt|eseguit|analogh|precedent)\w*)",
        rf"\bsi\s+(?:tiene|tengono|svolge|svolgono|terrà|terranno)\b.{{0,60}}\b(?:serate|giornate|giorni|appuntamenti)\b.{{0,20}}\b{MONTH}",
        rf"^(?=.*?\bper\s+(?:gli\s+anni|il\s+biennio|il\s+triennio|il\s+quadriennio|il\s+quinquennio|le\s+annualità|l'anno|la\s+stagione|il\s+periodo|gli\s+esercizi)\s+(?:(?:scolastic|educativ|sportiv|termic|solar|accademic|invernal|estiv|teatral|balnear)\w\s+)?{YEARS})(?!.*{SPENT})(?!.*\b(?:trasparen|anticorruz|tariff|prezzar|listin|edizion)\w*)",
        rf"^(?=.*?\bper\s+(?:gli\s+ann[io]|l'anno|la\s+stagione)\s+(?:scolastic|educativ|sportiv|termic|invernal|estiv|teatral|balnear)\w\b.{{0,20}}\b20\d\d\b)(?!.*{SPENT})",
        rf"\b(?:sarà|saranno|verrà|verranno|avverrà|avverranno|avrà\s+luogo|è\s+previst\w|si\s+(?:terrà|svolgerà|effettuerà))\b.{{0,40}}\b(?:il|in\s+data|nel\s+giorno|nei\s+giorni)\s+(?:giorno\s+)?{DAY}",
        rf"\b{LENGTH}.{{0,40}}\b(?:decorr|a\s+partire|dal\b)\w*|\bdecorr\w+.{{0,40}}\b{LENGTH}",
        rf"^(?=.*?\b(?:validità|vigenza|efficacia|valenza)\s+(?:\w+\s+)?(?:{LENGTH}|di\s+{COUNT}\s+(?:\([^)]{{1,20}}\)\s*)?(?:mesi|anni)\b))(?!.*\b(?:offert|garanzi|polizz|preventiv|graduatori|DURC)\w*)",
    ),
    "penali": (
        rf"\ba\s+pena\s+di\s+.{{0,15}}{SUM}|{SUM}.{{0,30}}\b(?:al\s+giorno|per\s+(?:ogni\s+|ciascun\s+)?giorno)\s+di\s+ritardo",rf"\b(?:disserviz|inadempi|ritard|mancat|violazion|infrazion)\w*\b.{{0,80}}\b(?:sanzion|mult|detrazion|trattenut|decurtazion)\w*\b.{{0,40}}{SUM}",),
    "tracciabilita": (
        r"\b(?:pagament\w+|flussi)\s+tracciat\w",
        r"\bcont[oi]\b.{0,60}\bdedicat[oi]\b.{0,40}\b(?:commess|appalt|pubblic)\w*",
        r"\bai\s+(?:fini|sensi)\s+della\s+(?:normativa\s+sulla\s+)?tracciabilità\b",
        together(r"\bcont[oi]\s+(?:corrent[ei]\s+)?(?:(?:bancari|postal)\w\s+(?:o\s+postal\w\s+)?)?dedicat[oi]\b", r"\bcommess[ae]\b|\busa(?:no|re)?\b|\bart\w*\.?\s*3\b|\bpagament\w+\s+(?:\w+\s+){0,2}(?:avver|sono|saranno|devono|si\s+effettu)\w*|\bobblig\w+|\bimpegn\w+|\butilizz\w+|\bestremi\b|\bpersone\b|\bdelegat\w|\bcomunicat\w\s+(?:il|in|con|dal)\b"),
        r"\bsi\s+applica(?:no)?\b.{0,30}\b(?:legge|l\.)\s+.{0,20}\b136\b",
    ),
    "forma_contratto": (
        r"\b(?:contratto|rapporto|accordo|vincolo|affidamento)\b.{0,40}\b(?:perfezion|conclu|stipul)\w+\b.{0,40}\b(?:con|mediante|tramite|al)\b.{0,60}\b(?:accettazion|controfirm|sottoscri|ricevim|ordin[ei]\b)\w*",
        r"\b(?:ordin[ei]|ordinativo|determinazione|present[ei]|accettazione|O\.?D\.?A)\b.{0,60}\bcostitui(?:sce|rà|scono)\s+(?:il\s+|anche\s+)?contratto\b",
        r"\b(?:sottoscri|firm|stipul)\w+\s+(?:\w+\s+){0,3}(?:disciplinare|convenzione|lettera|scrittura|contratto)\s+(?:d'incarico|di\s+incarico|d'ordine|di\s+servizio)",
        r"\bformalizz\w+\b.{0,40}\b(?:letter|scrittur|PEC|ordine|corrispondenza|scambio)\w*",
        r"\bscambio\s+di\s+(?:letter|corrispondenz|PEC\b|posta)\w*",
        r"\bcontratt\w+\b.{0,20}\b(?:con|mediante|tramite)\b.{0,20}\bordine\b",
    ),
    "sicurezza": (
        r"\b(?:unisc|unit|approv|trasmett|sottoscr|fissa|senza|oner)\w*\b.{0,20}\bD\.?U\.?V\.?R\.?I\b|\bD\.?U\.?V\.?R\.?I\b.{0,10}\b(?:senza|fissa|a\s+costo|oner\w*)\b",
        r"\besclud\w+\b.{0,40}\bD\.?U\.?V\.?R\.?I\b",
        rf"\binterferen\w+.{{0,80}}{SUM}",
    ),
    "pareri": (
        r"\bpareri\s+(?:\w+\s+)?(?:favorevol|resi|in\s+calce|positiv|acquisit|espress|prescritt|tecnic)\w*|\bparere\s+e\s+visto\b|\bvisto\s+e\s+parer[ei]\b|\bpareri\s*[,:]\s*favorevol",
        r"\b(?:acquisit|apposto|rilasciat|previo|munit|espress|dat)\w*\b.{0,30}\bvisto\b|\bvisto\s+(?:di\s+cui|previsto|ex|ai\s+sensi)\b.{0,20}\bart\w*\.?\s*1[458][13-7]\b",
    ),
    "pubblicazione": (
        r"\b(?:inserit|caricat|resa?|consultabil|disponibil)\w*\b.{0,60}\bsito\b.{0,40}\b(?:bandi|trasparen)",
        r"\bpubblic\w+\b[^()]{0,40}\(\s*artt?\.\s*(?:20|27|28|85)\b",
        together(r"\bpubblic\w+", r"\b33/2013\b|\bsezione\s+(?:\w+\s+)?(?:trasparen\w+|[\"«“]?bandi)|\bbandi\s+di\s+gara\s+e\s+contratti\b"),
    ),
    "ricorso": (
        together(r"\bricors\w+|\bimpugn\w+|\bgravame\b|\bopposizion\w+|\bricorrere\b", r"\btribunale\b|\bgiudice\b|\bgiudizi\w+|\bautorità\s+giudiziaria|\bcapo\s+dello\s+stato|\bpresidente\s+della\s+repubblica", r"\bgiorni\b|\bgg\b|\btermin\w+"),
    ),
    "clausole_essenziali": (
        together(r"\bcapitolat\w+|\bschema\s+di\b|\bfoglio\b|\bdisciplinare\b", r"\b(?:conten|riport|stabil|fissa|indica|disciplin|regola|individua)\w*\b", r"\b(?:condizioni|patti|clausole|obblighi)\s+(?:\w+\s+)?(?:del(?:l'|la)?\s*(?:rapporto|contratto|affidamento|appalto|servizio|prestazione)|contrattual\w|reciproc\w|tra\s+le\s+parti|delle\s+parti|d'appalto)"),
    ),
    "lotti": (
        r"\bmancata\s+(?:suddivision|division|articolazion)\w+\b",
        r"\bun\s+(?:solo\s+)?lotto\b|\blotto\s+soltanto\b",
    ),
    "costo_manodopera": (
        rf"\b(?:personale|addetti|manodopera|lavoro)\b.{{0,30}}\b(?:costa|costano|incide|incidono|pesa|val[eg])\w*\b.{{0,20}}{SUM}",
        r"\b\d{1,3}(?:\.\d{3})+(?:,\d\d)?\s+(?:euro\s+)?per\s+il\s+lavoro\b|\blavoro\s+(?:stimat|calcolat|quantificat)\w\s+(?:in\s+)?(?:euro\s+|€\s*)?\d",
    ),
    "clausole_sociali": (
        together(r"\bassunzion\w+", r"\b(?:giovan|donn|femminil|disabil|svantaggiat)\w*", rf"\bquota\b|{PERCENT}"),
        r"\bprecedenza\b.{0,40}\b(?:uscent|attual|già|in\s+servizio)\w*|\b(?:attual|uscent)\w*\b.{0,30}\bprecedenza\b",
        together(STAFF, r"\bmantien\w+|\bmanten\w+", r"\battual\w+|\boggi\b|\bgià\b|\bin\s+servizio\b"),
        r"\b(?:tutel|salvaguard|manten|mantien|garan|conserv|difes|protezion)\w*\b.{0,40}\b(?:livelli\s+occupazional\w|posti\s+di\s+lavoro|occupazione\b)|\b(?:livelli\s+occupazional\w|posti\s+di\s+lavoro)\b.{0,60}\b(?:tutel|salvaguard|manten|garan|conserv)\w*",
    ),
    "requisiti": (
        r"\brequisit\w+\b.{0,40}\b(?:a\s+posto|in\s+regola|in\s+ordine)\b",
        r"\b(?:ammess|invitat|possono)\w*\b.{0,60}\bart\w*\.?\s*65\b",
        r"\brequisit\w+\s+(?:minim|specific|economic|tecnic|professional|special|general|richiest)\w*\b.{0,60}(?:\bfatturat|\biscri|\besperien|\bserviz|\bSOA\b|:\s*\w)",
        r"\b(?:operator|concorrent|candidat|impres|ditt|partecipant)\w*\s+dev(?:e|ono)\b.{0,40}\bfatturat",
        rf"(?<!non )\b{NEEDED}\b.{{0,40}}\b{COMPETE}\b|\b{COMPETE}\b.{{0,60}}\b(?:è|sono)\s+(?:\w+\s+)?{NEEDED}\b",
        r"\bD\.?G\.?U\.?E\b.{0,60}\brequisit|\brequisit\w+\b.{0,60}\b(?:dichiarat\w|possedut\w|permaner\w|manten\w+)\b|\b(?:dichiar|possed|possied|attest)\w+\b.{0,40}\brequisit\w+\s+(?:di\s+partecipazione|richiest|prescritt|previst)",
    ),
    "numero_operatori": (
        rf"\binvit(?:at\w|i)\s+(?:saranno|sono)\s+(?:\w+\s+)?{COUNT}\b",
        r"\binvit\w+\b.{0,40}\b(?:a\s+)?tutt[ie]\b|\btutt[ie]\s+(?:coloro|quelli|gli|i|le)\b.{0,90}\binvit\w+",
        rf"^(?!.*\bgaranzi).*\binvitat\w\b.{{0,25}}\b(?:fissat|stabilit|limitat|pari|super|massim)\w*\b.{{0,15}}\b{COUNT}\b(?!\s+per\s?cento)",
        r"\b(?:non|nessuna|senza|alcuna)\b.{0,50}\blimitazion\w+\b|\bsenza\s+limit[ei]\s+(?:di|al)\s+numero",
    ),
    "criterio_selezione": (
        r"^(?!.*\b(?:offert|aggiudic|commission)\w*).*\bselezion\w+\b.{0,60}\b(?:graduatori|sorteggi|ordine\s+d|esperien|fatturat|anzianit|requisit)\w*",
        r"\b(?:prefer\w+|precedenza|priorità)\b.{0,40}\b(?:candidat\w+|operator\w|impres[ae]|ditt[ae]|chi\b|istanz[ae])|\b(?:candidat\w+|operator\w|impres[ae]|istanz[ae])\b.{0,60}\b(?:prefer(?:it|iranno)\w*|precedenza|priorità)\b",
        r"\binvit\w+\s+(?:va|vanno|spetta\w*|tocca\w*|è\s+rivolt\w|si\s+rivolge)\b.{0,25}\ba(?:i|gli|lle)?\b.{0,60}\b(?:maggior|più|prim|miglior)\w*",
    ),
    "privacy": (
        r"\bdati\b.{0,60}\b(?:non|né|vietat\w|divieto)\b.{0,40}\b(?:comunicat|divulgat|diffus|ceduti|rivelat|utilizzat)\w*|\b(?:riservatezza|segreto|segretezza)\b.{0,60}\bdat[oi]\b(?!\s+(?:tecnic|catastal))",
        r"\b(?:divulg|riserva|diffond|segret)\w+\b.{0,60}\b(?:informazioni|notizie)\s+(?:personali|riservate|sugli\s+utenti|sulle\s+persone)",
        r"\bresponsabile\s+(?:per\s+la|della)\s+protezione\s+dei\s+dati\b|(?-i:\bD\.?P\.?O\b|\bR\.?P\.?D\b)",
        together(r"\bdati\s+(?:\w+\s+)?(?:raccolt|fornit|personal|comunicat|conferit|dichiarat)\w*", r"\bconserv\w+|\bcedut\w|\bdiffus\w|\bcomunicat\w\s+a\s+terzi|\bcancell\w+|\bsol[oa]\b|\besclusivamente\b"),
    ),
    "termine_presentazione": (rf"\b(?:data|giorno|ora)\s+(?:ultim|limite|di\s+scadenza|massim)\w*\b.{{0,60}}\b{DAY}",),
    "termine_offerte": (
        rf"\b(?:data|giorno|ora)\s+(?:ultim|limite|di\s+scadenza|massim)\w*\b.{{0,60}}\b{DAY}",
        rf"\b(?:presentazione|invio|consegna|offert\w+|piattaforma)\b.{{0,60}}\b{DAY}(?:\s+20\d\d)?,?\s+(?:alle\s+)?ore\s+\d{{1,2}}",
    ),
    "punteggi": (
        r"\b(?:offerta\s+)?(?:tecnic\w+|qualità)\s*[=:|]\s*(?:max\.?\s*)?[3-9]\d\b(?!\s?(?:%|pagin|giorn|[.,/]\d))",
        rf"{QUALITY}.{{0,60}}\b(?:val(?:e|gono|ere)|pesa(?:no)?|cont(?:a|ano))\s+(?:fino\s+a\s+|al\s+massimo\s+)?{TENS}\b(?!\s*(?:mila|euro|giorn|mes))",
    ),
    "garanzia_provvisoria": (together(SECURITY, r"\bper\s+(?:concorrere|candidarsi|essere\s+ammess\w)\b", rf"{PERCENT}|{SUM}|\bnon\b"),),
    "soccorso_istruttorio": (together(r"\bregolarizz\w+|\bsanatoria\b|\bintegrazion\w+\s+document\w+|\bintegrare\b", r"\bdocument\w+|\bdomand\w|\bdichiarazion\w+|\bD\.?G\.?U\.?E\b", r"\btermin\w+|\bgiorni\b|\b101\b"),),
    "pagamenti": (
        r"^(?!.*\bsubappalt)" + together(r"\b(?:versat|corrispost|erogat|riconosciut|liquidat)\w\b", r"\b(?:corrispettiv|prezzo|compens|canon|import)\w*\b", r"\b(?:soluzione|rat[ae]|collaudo|mensil\w+|trimestral\w+|quadrimestral\w+|scadenz\w+|fattur\w+)\b"),
        together(r"\banticipazion\w+|\baccont\w+", r"\bsald[oi]\b"),
    ),
    "modifiche": (
        r"\bcontratto\s+(?:può|potrà)\s+(?:\w+\s+)?(?:variare|cambiare|essere\s+(?:variat|modificat)\w)\b.{0,40}\bcasi\b",
        rf"\bprestazion\w+\s+(?:aggiuntiv|supplementar|ulterior|complementar)\w+\b.{{0,60}}(?:{PERCENT}|\bquinto\b|\bstess\w+\s+(?:patti|condizion|prezz))",
        r"^(?!.*\b(?:cost[oi]|ISTAT|indic[ei]|penal\w*|revision\w*|garanzi\w*|ricors\w*|c\.p\.a)\b)" + together(r"\b(?:estension|ampliament|increment|riduzion|diminuzion|aument|variazion)\w+", r"\b(?:servizi|prestazion|contratt|fornitur|quantit|lavor)\w*\b", rf"{PERCENT}|\bquinto\b|\bstess\w+\s+condizion"),
        r"^(?!.*\b(?:ricors|impugn|c\.p\.a|processo)\w*).*\b(?:modific|variant|variazion|prorog|rinnov|opzion|quinto)\w*\b.{0,80}\bart\w*\.?\s*120\b",
    ),
    "risoluzione": (r"\bcaus[ae]\s+di\s+risoluzion\w+|\b(?:costituisc\w+|è|sono)\s+(?:\w+\s+)?(?:caso|motivo|causa|giusta\s+causa)\s+di\s+risoluzion\w+",),
    "verifica_conformita": (
        r"\bverifica\s+finale\b.{0,60}\b(?:116|ultimazion\w+|giorni|mesi|scadenza)\b",
        r"\b(?:direttor\w+\s+dell'esecuzione|D\.?E\.?C\b|R\.?U\.?P\b).{0,80}\b(?:verific|accert|attest)\w+\b.{0,60}\b(?:conformità|regolare\s+esecuzione|regolarità\s+dell)",
        r"\b(?:beni|fornitur\w|merc\w|apparecchi\w*|arredi|lavori|opere|prodotti)\b.{0,40}\bcollaudat\w\b|\bcollaud\w+\b.{0,40}\bcontraddittorio",
        together(r"\b(?:controll|verific|accert)\w+", r"\b(?:rispond|conform|corrispond)\w*\b.{0,40}\b(?:patti|contratt\w+|capitolat\w+|regola\s+d\'arte|prescrizion\w+)", r"\battest\w+|\bcertific\w+|\bverbal\w+"),
    ),
    "impegno": (
        r"\b(?:(?:vincol|accanton|destin|riserv|blocc)\w*\b.{0,30}\b(?:somma|spesa|importo)|(?:somma|spesa|importo)\b.{0,20}\b(?:vincol|accanton|riserv|blocc)\w*)\b.{0,160}\b(?:stanziament|capitol|missione|esercizi|bilancio|annualità)\w*",
    ),
    "copertura": (
        r"\b(?:capienza|stanziament\w+)\b.{0,100}\b(?:20\d\d|capitol\w+|cap\.|bilancio)",
    ),
    "programmazione": (
        r"(?-i:\b[SFL]\d{11}20\d{7}\b)",
        together(r"\b(?:elenco|piano)\s+degli\s+acquisti", r"\bapprovat\w|\btrienn\w+|\bbienn\w+|\b20[23]\d\b"),
    ),
    "esperienze": (
        rf"\b(?:già|ha|hanno)\s+(?:curat|svolt|eseguit|redatt|realizzat|fornit|pulit|potat|restaurat|installat|gestit|arredat|progettat|condott|organizzat|allestit)\w\b.{{0,60}}(?:{PLACE}|\bcittà\b|\bentri?\b)",
        rf"{FIRM}.{{0,30}}{DONE}.{{0,60}}{PLACE}\s+e\s+(?:di\s+|a\s+)?(?-i:[A-Z])",
    ),
    "congruita": (
        r"\b(?:prezz|canon|cost|corrispettiv|import|offert)\w*\b.{0,20}\binferior\w\s+(?:di|del)\b.{0,60}\b(?:stimat|listin|prezzar|mercat|precedent|base)\w*",
        together(r"\bequità\b", r"\b(?:offert|prezz|corrispettiv|cost|compens|preventiv)\w*\b"),
        together(r"\b(?:il|la)\s+più\s+(?:bass|convenient|economic|vantaggios)\w+\s+(?:dei|delle|tra|fra|di)\b", r"\bconfront\w+|\bpreventiv\w+|\bofferte\b|\bcatalogh\w+|\btotali\b|\bprezz\w"),
    ),
    "revisione_prezzi": (
        r"\brevision\w+\s+(?:dei\s+)?prezz\w\b.{0,80}\b(?:regolat|disciplinat|contenut|indicat|stabilit|specificat|descritt|riportat)\w\b.{0,40}\b(?:capitolat|contratt|schema|disciplinar)\w*",
        together(r"\boltre\b|\bsopra\b|\bsogli\w+", rf"{PERCENT}|\bper\s+cento|\b[35]\b", r"\beccede\w+|\beccesso\b|\bparte\s+(?:che\s+)?ecced"),
    ),
    "fine": (
        r"\w{4,}[^\n]{10,}\(fine\)|\bper\s+(?:il|i)\s+fin[ei]\s+(?:de\w+|di)\b",
        r"\b(?:contratto|appalto|affidamento|servizio)\s+persegu\w+\s+(?:il|la|lo|l'|i|le)\b",
    ),
    "ccnl": (
        rf"\b(?:personale|operai|addett\w|dipendent\w|lavorator\w|operator\w)\b.{{0,40}}\bcontratto\s+(?:collettivo\s+|nazionale\s+)?(?:del(?:le|la)?\s+|dei\s+)?{SECTOR}",
    ),
    "criterio": (
        r"^\W*(?:(?:art\w*\.?|§|punto)\s*)?(?:\d+\W+)?(?:al\s+)?(?:minor\s+prezzo|prezzo\s+più\s+basso|massimo\s+ribasso)\b",
    ),
    "cam": (
        r"\b(?:caratteristich|requisit|criteri|specifich|standard)\w*\b.{0,60}\b(?:impatto|ambient|ecologic)\w*\b.{0,80}\b(?:minister\w+|MASE|decret\w+|D\.?M\.?)\b",
    ),
}  # fmt: skip
