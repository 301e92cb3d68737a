"""How elements are stated in plain words: words in any order within a sentence, and labels of forms and sections.

Beside the statements of `Element`, which follow the words of the law; the same `unless` holds for both.
"""

import re
from collections.abc import Mapping

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.elements.element import COUNT, DAY, PERCENT, Element
from apps.municipal.tenders.rules.elements.stating import (
    is_headed,
    is_said,
    sentences,
    stated,
    under_headings,
)

SUM = r"(?:€|\beuro\b|\d{1,3}(?:\.\d{3})+)"
RUN = rf"(?:\b{COUNT}\s*(?:\([^)]{{1,25}}\)\s*)?(?:\w+\s+)?(?:giorn|mes[ei]|ann[io]|settiman|stagion|ore\b|gg\b)|\b{DAY}|\b(?:giorni|mesi|anni|gg\.?)\s+{COUNT}\b)"
STAFF = r"\b(?:personale|lavorator\w|addett\w|operai|dipendenti|maestranze|person[ae]|occupat\w|squadr[ae]|chi\s+(?:già\s+)?(?:vi\s+|ci\s+)?lavora|organico)\b"
PRICE = (
    r"\b(?:onorari\w*|parcell\w|prezz\w|canon[ei]|corrispettiv\w|tariff\w|compens[oi]|cost[oi]|spes[ae])\b"
)
SECURITY = r"\b(?:garanzi\w+|cauzion\w+|fide(?:i|j)ussion\w+|deposit\w\b)"
FIRM = r"\b(?:impres[ae]|ditt[ae]|società|operatore|affidatari[oa]|fornitore|cooperativa|studio|professionista|chi\s+vince|aggiudicatari[oa]|appaltatore|contraente)\b"
OTHERS = r"\b(?:comun[ei]|ent[ei]|scuol[ae]|provinci[ae]|aziend[ae]|ospedal[ei]|ASST|ATS|conservator\w+|istitut[oi]|teatr[oi]|muse[oi]|bibliotec\w+|amministrazioni|unione|parco|polizi[ae]|comand[oi]|caserm[ae]|consorzi\w*|parrocchi[ae]|fondazion[ei]|regione|universit\w+|feste|case\s+di\s+riposo|condomini)\b"
DONE = r"\b(?:ha|hanno|avendo)\s+(?:\w+\s+){0,2}?(?!(?:present|alleg|dichiar|offer|chies|invi|trasm|rispos|comunic|caric|prodott|attest|sottoscr|stat)\w*)\w{3,}(?:ato|ito|uto|sto|tto|nto|rso|lto|eso)\b"
SUPPLIER_BEFORE = r"\b(?:uscent\w|precedent\w|prima|finora|in\s+passato|l'(?:anno|volta)\s+(?:scors|passat|precedent)\w|l'ultim[oa]\b|ultim[oa]\s+(?:contratt|affidament|fornitur|incaric|volt|lavor)\w*|anni\s+scorsi|(?:nel|del)\s+20[12]\d|anno\s+scorso|già\s+(?:affidat|svolt))"
OTHER_NOW = r"\b(?:altr[oaie]|divers[oaie]|non\s+(?:è|sono|sarà|viene|risulta)\s+(?:stat\w\s+)?(?:invitat|interpellat|chiamat|richiamat|consultat|quell|la\s+stessa|lo\s+stesso)\w*|si\s+cambia|cambi\w+|toccò|mai|nuov[oa]|alterna\w*|subentr\w+)\b"


def together(*words: str) -> str:
    """A pattern of a line in which all of these stand, in whatever order."""
    return "^" + "".join(rf"(?=.*?(?:{each}))" for each in words)


PLAIN: Mapping[str, tuple[str, ...]] = {
    "oggetto": (
        r"\b(?:gara|appalto|procedura|contratto|capitolato|disciplinare|incarico|fornitura|avviso|rifacimento|manutenzione|pulizia|gestione|acquisto|servizio|comprare|cercan?o?|costruzione|riparazione)\b.{0,40}\b(?:per|di|del|della|dei|degli|delle|dello)\s+(?:(?:la|il|lo|le|gli|i)\s+|l')?\w{4,}",
    ),
    "rup": (
        r"\bresponsabile\s+unic[oa]\b[^\n:,|]{0,12}[:,|–-]\s*(?:è\s+)?(?:(?:il|la|l')\s*)?(?:\w{2,5}\.\s*)*(?-i:[A-Z][a-zàèéìòù']+\s+[A-Z])",
        r"\b(?:R\.?U\.?P\b|responsabile\s+unic[oa])[^\n]{0,40}\b(?:è|sono|in\s+capo\s+a|spetta\w*|svolt\w|assunt\w)\b[^\n]{0,20}\bchi\s+(?:firma|sottoscrive|adotta)|\bchi\s+(?:firma|sottoscrive|adotta)\b[^\n]{0,30}\b(?:anche|quale|come|è)\b[^\n]{0,20}\b(?:R\.?U\.?P\b|responsabile\s+unic)",
    ),
    "competenza": (
        together(r"\bart\w*\.?\s*10[79]\b", r"\bT\.?U\.?E\.?L|\b267\b|\bdirigent|\bfunzion|\bresponsabil"),
    ),
    "bisogno": (
        r"\bbisogn\w+\b.{0,60}\b(?:descritt|espost|rappresentat|illustrat|nasce|è\b|riguard|manifestat|segnalat|consist)",
        r"\b(?:non|più)\s+(?:bast\w+|regg\w+|riesc\w+|riceve\w*|funziona\w*|present\w+\s+più|tiene|garantisc\w+\s+più|è\s+più|sono\s+più|sufficient\w+)\b",
        r"^(?!.*\bpiattaforma\b).*\b(?:è|sono|era|stat[oaie])\s+(?:\w+\s+)?(?:rottamat|rott|guast|demolit|dismess|ferm|esaurit|finit|consumat|rubat|bruciat|allagat|crollat|distrutt|compromess|inutilizzabil|irreparabil|scadut)\w*\b",
        r"\bnon\s+(?:\w+\s+)?\w+\s+più\b(?!\s+(?:di|del|della|dei|tardi|che|alt|bass)\b)|\bsi\s+ferma(?:no)?\b|\brest(?:a|ano|erebbe\w*)\s+(?:ferm|chius|senza|scopert)\w*",
        r"\bscort[ae]\b|\bgiacenz\w+|\bin\s+esaurimento\b|\b(?:non\s+ha|senza|non\s+dispone\w*|manca)\b.{0,30}\b(?:organico|interno|interni|proprio|propri|dotazione|ruolo)\b",
        r"\b(?:motivo|motivazione|ragione|perché|scopo|finalità)\b.{0,25}\b(?:acquist|spes|affidament|intervent|compr|serv|procediam|incaric)\w*\s*(?::|è|\?)?",
        r"\b(?:manca(?:no)?|mancano|è\s+priv[oa]|sono\s+priv[ie]|va(?:nno)?\s+(?:fatt|mess|rimess|cambiat|sostituit|rifatt|riparat|completat|assicurat|garantit|rinnovat|aggiornat)\w*)\b",
        r"\b(?:segnalazion\w|richiest[ae]|reclam\w|lamentel\w|verbale|sopralluogo|guast\w|rottura|danni|infiltrazion\w|crollo|usura|pension\w+|malatti\w+|aument\w+|pericol\w+)\b.{0,90}\b(?:cittadin|ufficio|scuol|dirigente|alunn|utent|direttor|responsabil|residenti|biblioteca|personale|fatt|sostitu|ripar|interven|rimuov|rifa)\w*",
        r"\b(?:giunta|amministrazione|consiglio|sindac\w|comune|ente)\b.{0,80}\b(?:ha\s+(?:chiesto|stabilito|deciso|disposto|programmato|espresso)|intende|vuole|indirizz\w+)\b.{0,60}\b\w+(?:are|ere|ire)\b",
        together(r"\b(?:apre|aprono|aprirà|inizi\w+|cominci\w+|attiva\w*|si\s+(?:apre|svolge|tiene|celebra))\b", r"\b(?:serv(?:e|ono|iva|irà)|occorr\w+|manca\w*|bisogn\w+|deve|devono|dota\w+|senza|non\s+basta\w*)\b"),
    ),
    "conflitto": (
        together(r"\b(?:non\s+(?:è|ha|hanno|sono|vi|c)|né|nessun\w*|assen\w+|insussist\w+)\b", r"\b(?:parent\w*|affin[ei]|soci[oa]?|interess\w+|legam\w+|rapport\w+)\b", r"\bart\w*\.?\s*(?:16|6[\s-]?bis|7)\b|\bdichiar\w+|\battest\w+"),
    ),
    "piattaforma": (r"\bsistema\s+(?:telematico\s+)?(?:sintel|start|sardegna|stella|sater|empulia)\b|\bportale\s+(?-i:[A-Z]\w{3,})",),
    "procedura": (
        r"\bprocedura\s*[:|–-]\s*(?:aperta|ristretta|negoziata|affidamento\s+dirett\w+|dirett\w)\b",
        together(r"\bart\w*\.?\s*50\b", r"\blett(?:era|\.)?\s*\(?[a-e]\b", r"\b(?:primo\s+comma|comma\s+primo|comma\s*1|co?\.\s*1)\b"),
        r"\b(?:gara|procedura)\s+(?:\w+\s+)?(?:aperta|ristretta|negoziata)\b.{0,30}\b(?:ex\s+)?art\w*\.?\s*(?:50|7[1-6])",
    ),
    "operatore": (
        r"\(?\b(?:C\.?F\.?\s?/\s?P\.?\s?I|P\.?I\.?\s?/\s?C\.?F)\.?(?:VA)?\b[^\d\n]{0,8}\d{11}\b",
        together(r"\b(?:fornitore|ditta|impresa|affidatari[oa]|operatore|società|contraente)\b|\bs\.?r\.?l\b|\bs\.?p\.?a\b|\bs\.?n\.?c\b", r"(?<![\w.,/])\d{11}(?![\w/])"),
    ),
    "ragioni_scelta": (
        r"\bper\s+quest[oaie]\b(?:\s+(?:motiv|ragion)\w+)?.{0,40}\b(?:chiest|scelt|individuat|interpellat|affid|rivolt|preferi)\w*",
        r"\b(?:meno\s+(?:car|costos)[oa]|più\s+(?:economic|bass|convenient|vantaggios)\w+)\b.{0,40}\b(?:è|quell|preventiv|offert|risult)\w*",
        r"\b(?:motiv\w+|giustific\w+|determina\w*|spieg\w+|fond\w+)\s+(?:la|tale|questa)\s+scelta",
        r"^(?!.*\bcongru)" + together(r"\b(?:prezzo|costo|tempi|offerta|preventivo|condizioni|consegna|garanzia|assistenza)\b.{0,40}\b(?:minor\w?|miglior\w*|più\s+\w+|inferior\w|prima|subito)\b", r"\b(?:quell[oa]|tra|fra|dei|delle|preventiv\w+|catalogh?\w|propost\w+|offert\w+|ditt[ae]|impres[ae]|operator\w)\b", r"\b(?:ha|offre|propone|presenta|garantisce|chiede|pratica|risult\w+|è)\b"),
        r"\b(?:convince|convincono|ha\s+convinto|ci\s+ha\s+convinto|piac\w+|apprezza\w+|si\s+distingue|spicca)\b",
        r"\bperché\s+(?:quest\w|proprio)\s+(?:\w+\s+)?(?:ditta|impresa|operatore|studio|fornitore|scelta)",
        together(r"\b(?:miglior\w?|più\s+\w+)\b.{0,40}\b(?:preventiv|offert|propost|prezz|temp|condizion)\w*|\b(?:preventivo|offerta|proposta)\s+(?:migliore|più)", rf"{FIRM}|\b(?:è|di|quell\w)\b"),
    ),
    "esperienze": (
        r"\b(?:vanta|documenta\w*|possiede|ha)\b.{0,30}\b(?:pluriennal\w|lung[ao]|consolidat\w|specific\w|ampi\w|ventennal\w|decennal\w)\s+(?:\w+\s+)?(?:attività|pratica|presenza|collaborazion\w|conoscenza)",
        together(rf"{DONE}|\b(?:cura|ripara|segue|gestisce|serve|lavora|opera|mantiene|fornisce|assiste|attrezza|restaura|noleggia|ha\s+in\s+cura|progetta|organizza|monta)\b", rf"{OTHERS}|\b(?:analogh|simil|ugual|identic|stess)\w+\b", r"\b(?:dal(?:l'anno)?\s+(?:19|20)\d\d|nel\s+20[012]\d|da\s+(?:oltre\s+)?(?:\w+\s+)?(?:anni|tempo)|da\s*\w*vent'anni|da\s+trent'anni|certificat\w|attestat\w|già|elenco|bene|buon\s+esito|risultat\w|stess\w|ugual\w|identic\w|analogh\w|simil\w)\b"),
    ),
    "rotazione": (
        together(SUPPLIER_BEFORE, OTHER_NOW, rf"{FIRM}|\b(?:servizio|lavoro|fornitura|contratto|incarico|l'uscente|la|il|invitat|interpellat)\w*\b.{{0,60}}\b(?:fu|era|toccò|dat[oa]|affidat|svolt|invitat|interpellat|quell[oa])\w*"),
        r"\bnon\s+ha(?:nno)?\s+mai\s+(?:svolto|eseguito|prestato|seguito|lavorato|fornito|avuto|ricevuto|servito|operato)|\bmai\s+(?:prima|finora)\b",
        together(r"\b5\.?000\b|\bcinquemila\b", r"\b(?:ruota\w*|rotazion\w+|alterna\w+)\b"),
    ),
    "congruita": (
        together(PRICE, r"\b(?:nella\s+norma|onest\w|ragionevol\w+|giust\w|equ[oi]\b|convenient\w|di\s+mercato|in\s+linea|allineat\w|inferior\w|minor\w|più\s+bass\w|meno|adeguat\w)\b", r"\b(?:altri|altre|calcolat\w+|ribassat\w|comuni|listin\w|prezzar\w+|mercato|preventivi|confront\w+|precedent\w|simil\w|analogh\w|medi[aoie]|parametri|tariffari\w|convenzion\w+|consip|catalogh?\w|tabell\w+|corrente|storic\w|dunque|quindi|perciò)\b"),
        r"\b(?:si\s+(?:pagava|spendeva|era\s+speso)|pagano|pagavano|spendono|avevano\s+pagato)\b.{0,40}\b(?:di\s+più|meno|la\s+stessa|analog|simil|\d)",
    ),
    "requisiti": (
        r"\b(?:acquisi\w+|ricevut\w|present\w+|compilat\w)\b.{0,30}\bD\.?G\.?U\.?E\b|\bD\.?G\.?U\.?E\b.{0,30}\b(?:acquisi\w+|ricevut\w|present\w+|compilat\w)\b",
        together(r"\b(?:caus[ae]|motiv[oi]|impediment\w|ragion[ei])\b", r"\besclud\w+|\besclusion\w*|\bostativ\w+|\bdivieto"),
        together(r"\b(?:condann\w|debiti|falliment\w|fisco|tasse|contributi)\b", r"\b(?:non\s+(?:può|possono)\s+partecipare|esclus\w|fuori)\b"),
    ),
    "durc": (together(r"\bregola\b|\bregolar\w+", r"\bINPS\b|\bINAIL\b|\bcassa\s+edile|\bversament\w+\s+contribut|\bcontribut\w+"),),
    "ccnl": (
        together(r"\bC\.?C\.?N\.?L\b|\bcontratto\s+collettivo", r"\bintellettual\w+|\bsenza\s+dipendenti|\bmer[ae]\s+fornitur\w|\bda\s+sol[oa]", r"\bnon\b|\bness\w+|\bsenza\b"),
        r"\b(?:contratto|condizioni)\b.{0,40}\b(?:codice|cod\.)\s*(?:CNEL\s*)?(?-i:[A-Z]{1,2}\d[\dA-Z]{1,2})\b|\bCNEL\s*:?\s*(?-i:[A-Z]{1,2}\d[\dA-Z]{1,2})\b",
        r"\b(?:contratto\s+(?:di\s+lavoro|dei|delle|degli|del|della))\b.{0,25}\b(?:metalmeccanic|edil|turism|commerci|terziari|multiserviz|pulizi|cooperativ|autotrasport|logistic|florovivais|agricol|chimic|legno|grafic|vigilanza|alimentar|pubblici\s+esercizi|ristorazion|telecomunicaz|studi\s+profession|artigian)\w*",
    ),
    "garanzia": (
        r"\bnon\s+(?:si\s+)?(?:richied\w+|chied\w+|pretend\w+|esig\w+)\s+(?:la\s+|alcuna\s+|una\s+)?(?:cauzion|garanzi|fideiuss)\w+(?!\s+provvisori)",
        rf"{SECURITY}(?!\s+provvisori).{{0,20}}\b(?:non|nessun\w?|niente)\b.{{0,90}}\b(?:perché|poiché|dat[oaie]|vist[oaie]|considerat\w|in\s+quanto|stante|trattandosi|per\s+l[a'e])",
        rf"\bdefinitiva\b\s*(?::|\||=|è|del|al|pari|nella|in\s+misura|non\b|di\b|,).{{0,30}}(?:{PERCENT}|\bchie|\brichie|\bdovut|{SUM}|\besoner)",
        together(rf"{SECURITY}(?!\s+provvisori)", PERCENT, r"\b(?:contratt\w+|stipul\w+|firma\w*|esecuzione|adempiment\w+|vince|aggiudicatari\w|affidatari\w|appaltat\w+)\b"),
        together(r"\b(?:a\s+)?(?:tutela|garanzia)\s+dell(?:'|a\s)", PERCENT),
        r"\b(?:stipula\w*|firma\w*|vince)\b.{0,50}\bchied\w+\b.{0,30}" + PERCENT,
    ),
    "durata": (
        rf"\b(?:in|per)\s+{COUNT}\s+(?:\w+\s+)?(?:anni|mesi)\s*\(",
        rf"\b(?:quando|consegna|tempi|fine\s+(?:dei\s+)?lavori|inizio|avvio|periodo|vigenza|durata|termine|esecuzione|per\s+quanto\s+tempo)\s*(?:[:|=]|è\b|in\b|–)\s*.{{0,40}}?{RUN}",
        rf"\b(?:inizi\w+|cominci\w+|parte|si\s+parte|avvi\w+|decorr\w+|apre)\b.{{0,60}}{DAY}.{{0,60}}\b(?:fin\w+|termin\w+|cess\w+|smett\w+|chiud\w+|conclu\w+)\b.{{0,40}}{DAY}",
        rf"\b(?:finire|concludere|consegnare|completare|ultimare|terminare|rendere|fare|eseguire|svolgere)\b.{{0,40}}\b(?:entro|per|non\s+oltre|prima\s+del|in)\s+(?:il\s+|l')?(?:\w+\s+)?{RUN}",
        rf"\bin\s+{RUN}.{{0,12}}\b(?:dal(?:la|l')?)\s*(?:ordine|verbale|avvio|consegna|inizio|affidamento)",
        r"\b(?:contratto|incarico|affidamento|servizio|appalto|fornitura)\s+(?:copre|vale|abbraccia)\b.{0,40}\b(?:stagion|ann[io]|mes[ei]|bienni|trienni|semestr|anno\s+scolastico)\w*",
    ),
    "penali": (
        together(r"\britard\w+|\btardi\b|\bgiorno\s+(?:di|in)\s+(?:ritardo|più)", r"\b(?:pag\w+|cost\w+|trattien\w*|trattenut\w|detra\w+|perde|addebit\w+|sconta\w*)\b", rf"{SUM}|\d\s?(?:‰|per\s?mille|%)|\bper\s?mille"),
        r"\britard\w+[^\n:|]{0,25}[:|–-]\s*.{0,60}(?:‰|per\s?mille|€|\beuro\b|\d\s?%)",
        together(r"\britard\w+|\bgiorno\b", r"\bper\s?mille\b|‰|\bpermille\b"),
    ),
    "tracciabilita": (
        r"\b(?:obblig\w+|rispett\w+|osserv\w+|impegn\w+)\b.{0,60}\b136\s?/\s?(?:20)?10\b",
        together(r"\bcont[oi]\s+(?:\w+\s+)?dedicat[oi]\b", r"\b(?:136|vanno|passano|sol[oai]|soltanto|esclusivamente|unicamente)\b"),),
    "forma_contratto": (
        r"\b(?:vale|valgono|ha\s+valore|tiene\s+luogo|fa\s+le\s+veci)\s+(?:come|quale|di|da|del)\s+contratto\b",
        r"\bdisciplinare\s+d'incarico\b.{0,60}\b(?:firm|sottoscri|scambi)\w*|\bstipul\w+\b.{0,40}\b(?:documento|sistema|piattaforma|MEPA|Sintel)\b",
        r"\bcontratto\b.{0,40}\b(?:si\s+(?:intende|fa|firma|stipula|conclude|perfeziona)|sarà|è)\b.{0,60}\b(?:voce|verbal\w+|carta|PEC|per\s+iscritto|scritt[oa]|digital\w+|elettronic\w+|lettera|documento|atto\s+pubblico)\b",
        r"\bcontratto\s*[:|]\s*.{0,40}\b(?:PEC|scrittura|lettera|documento|MEPA|digital\w+|scambio|atto)\b",
        r"\b(?:lettera\s+d'ordine|buono\s+d'ordine|lettera\s+d'incarico|ordinativo)\b.{0,60}\b(?:firm|accett|sottoscri|controfirm)\w*",
    ),
    "impegno": (
        together(r"\bimpegn\w+|\bspesa\b|\bimput\w+|\bfinanzi\w+", r"\bcap(?:itol\w+|\.)\s*(?:n\.?\s*)?\d", r"\b20\d\d\b|\bbilancio\b|\besercizi\w+|\banno\b"),
        r"\bcap(?:\.|itolo)?\s*[|\t].{0,60}\b(?:anno|esercizio|euro|importo)\b|\b(?:anno|esercizio)\s*[|\t].{0,40}\bcap(?:\.|itolo)?\b",
    ),
    "copertura": (together(r"\b(?:spesa|soldi|fondi|somma|costo|onere|prenota\w+|finanzi\w+)\b", r"\bcap(?:itol\w+|\.)\s*(?:n\.?\s*)?\d"),),
    "pareri": (together(r"\bvisto\b|\bparere\b|\battestazion\w+|\bfirma\b", r"\bragionier\w+|\bragioneria|\bservizio\s+finanziario|\bart\w*\.?\s*183\b|\b183,?\s*(?:c\.|comma)\s*7|\b147[\s-]?bis"),),
    "pubblicazione": (together(r"\balbo\b|\bsito\b|\bportale\b|\bpubblic\w+", r"\btrasparente\b|\bBDNCP\b|\bbanca\s+dati\b|\bprofilo\b|\b50,?\s*(?:c\.|comma)\s*9"),),
    "ricorso": (together(r"\bTAR\b|\bT\.A\.R\b|\btribunale\s+amministrativo|\bgiudice\s+amministrativo", r"\bgiorni\b|\bgg\b|\b30\b|\btrenta\b|\bricors\w+|\bleso\b"),),
    "fine": (
        r"\bfine\s+(?:pubblico\s+)?che\s+(?:si\s+|il\s+comune\s+|l'ente\s+|ci\s+si\s+)?(?:persegu|propon|vuole|intend)\w*",
        r"\b(?:con|tramite|mediante|attraverso)\s+(?:la|il|l'|quest[oa]|tale)\s*(?:presente\s+)?(?:gara|appalto|contratto|procedura|affidamento|servizio|acquisto)\b.{0,30}\b(?:si\s+vuole|si\s+intende|vogliamo|si\s+punta|si\s+mira|si\s+garanti|si\s+assicur)\w*",
        r"\ba\s+(?:che\s+)?cosa\s+serve\b|\bperché\s+(?:questa|questo|la)\s+(?:gara|appalto|contratto|procedura)|\bserve\s+a\s+\w+(?:re|rsi)\b|\baffinché\b",
    ),
    "clausole_essenziali": (
        r"\b(?:condizioni|regole|patti|previsioni|(?:elementi|contenuti|punti)(?=\s+(?:\w+\s+)?\w+\s+del\s+contratto))\s+(?:\w+\s+)?(?:essenzial[ei]|principal[ei]|fondamental[ei])\b.{0,120}\b(?:capitolat|contratt|schema|pagament|penal|seguent)",
        r"\bpatti\s+principali\b|\bregole\s+(?:principali\s+)?del\s+contratto\s*:",
    ),
    "criterio": (
        r"^\W*(?:al\s+|il\s+)?(?:minor\s+prezzo|prezzo\s+più\s+basso|massimo\s+ribasso|maggior\s+ribasso|rapporto\s+qualità\s?/\s?prezzo)\W*$",
        r"^(?!.*\b(?:soglia|sbarrament|non\s+passa|sotto\s+i|formula))"
        + together(r"\bpunt\w+", r"\bprogett\w+|\bqualit\w+|\btecnic\w+", r"\bprezz\w+|\beconomic\w+", r"\b[1-9]\d\b.{0,60}\b[1-9]\d\b"),
        together(r"\b(?:valut\w+|aggiudic\w+|scegli\w+|vince|giudic\w+|pes[ao])\b", r"\bqualit\w+|\btecnic\w+", r"\bprezz\w+|\beconomic\w+", r"\b[1-9]\d\b.{0,60}\b[1-9]\d\b"),
        together(r"\b(?:vince|scegli\w+|scelt\w+|aggiudic\w+|premi\w+|affid\w+)\b", r"\b(?:prezzo|ribasso|sconto|offerta)\s+(?:più|minore|maggiore|migliore|minim|massim)\w*|\b(?:minor|maggior|miglior|massimo|minimo)\w?\s+(?:prezzo|ribasso|sconto|offerta|rapporto)"),
    ),
    "lotti": (
        r"\b(?:niente|nessun|senza|no)\s+lott[oi]\b|\blott[oi]\s*[:|=]\s*\w|\b(?:non\s+(?:si\s+)?(?:fanno|prevedono|hanno)|non\s+ci\s+sono)\s+lotti",
        together(r"\bappalto\b|\bservizio\b|\bgara\b|\bfornitura\b|\blavori\b|\bcontratto\b", r"\b(?:intero|unitari[oa]|indivisibil\w|non\s+(?:si\s+)?divi\w+|non\s+(?:è|viene)\s+(?:divis|suddivis|frazion)\w+|divider\w+|division\w+|frazionar\w+)\b", r"\bperché\b|\bpoiché\b|\bin\s+quanto\b|\bdato\s+che\b|\bcost\w+|\bmotiv\w+|\bragion\w+"),
    ),
    "revisione_prezzi": (
        together(r"\b(?:prezz\w|canon[ei]|corrispettiv\w|tariff\w|compens[oi]|cost[oi])\b", r"\b(?:rived\w+|rivist\w|ritocc\w+|aggiorn\w+|adegu\w+|cambi(?:a|ano|no)|sal[eg]\w*|rivalut\w+|vari\w+|indicizz\w+)\b", rf"\bindic[ei]\b|\bISTAT\b|{PERCENT}|\bart\w*\.?\s*60\b"),
        r"\b(?:prezz\w|canone|corrispettivo)\b.{0,40}\bsegu\w+\b.{0,30}\b(?:indice|ISTAT)",
    ),
    "clausole_sociali": (
        together(STAFF, r"\b(?:passa\w*|resta\w*|tien[ei]\w*|tenere|manten\w+|conserv\w+|assum\w+|assunzion\w+|riassu\w+|riassorb\w+|salvaguard\w+|assorb\w+|stabilità|continuità)\b", r"\b(?:gestor\w|subentr\w+|uscent\w|nuov\w\s+(?:gestor|impres|affidatari)\w*|già|in\s+(?:forza|servizio|organico)|attual\w+|posto|art\w*\.?\s*57|occupat\w)\b"),
        together(r"\bstabilità\b", STAFF),
    ),
    "costo_manodopera": (
        together(r"\bmanodopera\b|\bmano\s+d'opera|\blavoro\s+(?:delle\s+persone|umano|degli\s+addetti)|\bcosto\s+del\s+lavoro", rf"{SUM}|{PERCENT}", r"\b(?:val[eg]\w*|pari|stimat\w+|calcolat\w+|incid\w+|ribass\w+|di\s+cui|quantificat\w+)\b"),
        rf"\b(?:di\s+cui\s+per|cost[oi]\s+(?:del|per)|spesa\s+(?:del|per))\s+(?:il\s+)?personale\b.{{0,40}}{SUM}",
    ),
    "numero_operatori": (
        rf"\bquant[ie]\b[^\n]{{0,30}}(?:invit|chiam|scegl|selezion)\w*\W*\n?\W*(?:almeno\s+|al\s+massimo\s+|non\s+più\s+di\s+|fino\s+a\s+)?{COUNT}\b",
        rf"\b(?:ne\s+)?(?:inviter\w+|chiamer\w+|chiamiamo|invitiamo|sceglier\w+|selezioner\w+|consulter\w+)\b.{{0,30}}\b(?:{COUNT}|tutt[ie])\b",
        rf"\b(?:invit\w+|chiamat\w|operator\w|concorrent\w|candidat\w)\s*[:|]\s*(?:da\s+|almeno\s+|massimo\s+|minimo\s+|tra\s+|fino\s+a\s+|n\.\s*)?{COUNT}\b",
        r"\bnon\s+(?:mettiamo|poniamo|si\s+pon\w+|[cv]i\s+sono|(?:è|sono)\s+(?:previst|post|fissat)\w)\s+(?:alcun\s+)?limit\w+",
    ),
    "criterio_selezione": (
        together(r"\b(?:troppi|di\s+più|esubero|eccedenza|più\s+di|oltre|superi\w*|superano|maggior\w*|superior\w)\b", r"\b(?:ordine|arriv\w+|esperienz\w+|fatturat\w+|graduatori\w+|sort\w+|punt\w+|prim[ie]|vicin\w+|anzianit\w+|preced\w+|prefer\w+|serviz\w+)\b", r"\b(?:se|qualora|ove|in\s+caso|nel\s+caso|quando|domand\w|candidat\w+|rispond\w+|operator\w|richiest\w|impres\w)\b"),
        r"\binvit(?:iamo|eremo|erà|a|ano|at[ie])\s+tutt[ie]\b",
    ),
    "termine_presentazione": (rf"\b(?:scad\w+|c'è\s+tempo|termine|chiusura|risposte?|rispond\w+|scriv\w+|invia\w*)\b.{{0,60}}\b{DAY}",),
    "termine_offerte": (rf"\b(?:scad[ea]\w*|chiusura|chiude|c'è\s+tempo|termine|aspettiamo|attendiamo|ultimo\s+giorno)\b.{{0,60}}\b{DAY}",),
    "soccorso_istruttorio": (
        together(r"\b(?:irregolar\w+|carenz\w+|mancanz\w+|omission\w+)\b", r"\b(?:san\w+|regolarizz\w+|rimedi\w+|integra\w*)\b"),
        together(r"\bsoccorso\s+istruttorio\b", r"\b(?:termine|giorni|gg|assegn\w+|sana\w*|carenz\w+|mancan\w+|irregolar\w+|san\w+|vale|applica\w*|ammess\w+|artt?\.?\s*101)\b"),
        together(r"\b(?:manca\w*|incomplet\w+|dimentic\w+|error\w|irregolar\w+|carenz\w+)\b", r"\bdocument\w+|\bdomanda\b|\bdichiarazion\w+|\bcarte\b", r"\bgiorni\b"),
    ),
    "contributo_anac": (
        together(r"\bcontribut\w+", SUM, r"\b(?:paga\w*|vers\w+)\b", r"\b(?:offr\w+|offert\w+|gara|partecip\w+|concorrent\w|operator\w)\b"),
        together(r"\bA\.?N\.?A\.?C\b|\bautorità\b", r"\b(?:vers\w+|pag\w+|contribut\w+|tassa|somma|ricevuta)\b", rf"{SUM}|\bricevuta\b|\bdelibera\b|\bgara\b|\bnon\s+è\b|\bdovut\w"),
    ),
    "garanzia_provvisoria": (
        r"\bprovvisoria\b\s*(?::|\||=|è|del|al|pari|nella|in\s+misura|non\b|di\b|,).{0,40}" + rf"(?:{PERCENT}|\bchie|\brichie|\bserve|{SUM}|\bdovut)",
        together(SECURITY, r"\b(?:partecip\w+|offr\w+|offert\w+|candidar\w+|(?:per\s+la|in|di)\s+gara)\b", rf"{PERCENT}|\bnon\b|\bnessun\w?\b|\bniente\b|\bsenza\b|{SUM}"),
        r"\bper\s+(?:offrire|partecipare)\b.{0,30}\bnon\s+(?:ne\s+|si\s+|serve\s+)?\w+",
    ),
    "verifica_conformita": (
        r"\bverific\w+\s+(?:di|della)\s+conformità\b.{0,60}\b(?:si\s+fa|è\s+fatt\w|avvien\w|in\s+corso\s+d\w*|finale|secondo|non\s+oltre|entro|\d+)\b|\bsi\s+fa\s+la\s+verifica\s+(?:di|della)\s+conformità",
        together(r"\b(?:alla\s+fine|al\s+termine|a\s+fine|a\s+lavori\s+(?:finiti|ultimati)|finit\w|ultimat\w|conclus\w)\b", r"\b(?:attest\w+|certific\w+|verific\w+|collaud\w+|accert\w+|controll\w+)\b", r"\b(?:direttore|R\.?U\.?P|responsabile|ufficio|comune|servizio|lavor\w+|prestazion\w+|esegui\w+|fornitur\w+)\b"),
    ),
    "pagamenti": (r"^(?!.*\b(?:reced|recess|preavviso))" + together(r"\bpag\w+|\bfattur\w+|\bbonific\w+|\bliquid\w+", rf"\b(?:a|in|entro|dopo)\s+(?:i\s+)?{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?(?:giorn|gg)|\bogni\s+(?:mese|trimestre|semestre|due\s+mesi)|\bstati\s+di\s+avanzamento"),),
    "modifiche": (
        r"^(?!.*\b(?:garanzi|cauzion|canone|costo\s+vari|penal|ISTAT))" + together(r"\bcontratt\w+|\bprestazion\w+|\bquantità|\bservizio\b|\bordin\w+", r"\bcambia\w*\b|\bmodific\w+|\bin\s+più\s+(?:o|e)\s+in\s+meno|\baument\w+|\bridu\w+", rf"\bart\w*\.?\s*120|\bcasi\b|{PERCENT}|\bquinto\b|\bstess\w+\s+(?:prezz|condizion)\w+|\bcondizioni\b|\blegge\b"),
        r"^(?!.*\b(?:canone|cost[oi]\s+vari|ISTAT|indice))" + together(r"\bin\s+più\s+(?:o|e)\s+in\s+meno\b", rf"{PERCENT}|\bquint\w\b|\bprezz\w+"),
    ),
    "subappalto": (
        together(r"\b(?:lavor\w+|prestazion\w+|servizio|part[ei]|attività|contratto)\b", r"\b(?:ad\s+altr[ie]|a\s+terzi|altre\s+(?:imprese|ditte)|da\s+altri)\b", r"\b(?:dare|dat[ei]|affida\w*|far\s+fare|fatt[ei]|cede\w*|esegu\w+|autorizza\w+|permess\w+)\b"),
        rf"\bsubappalt(?!ator)\w+\b.{{0,60}}(?:\bart\w*\.?\s*119|\bsenza\b|\bcon\b|\bpermess|\bautorizz|\bmetà|{PERCENT}|\bdichiar|\bvietat|\bdivieto)|\bdivieto\s+(?:\w+\s+)?di\s+subappalt|\bsubappaltare\b",
    ),
    "risoluzione": (
        together(r"\bcontratto\b|\baccordo\b", r"\b(?:sciogli\w+|finisce|cessa|chiude|interromp\w+|revoca\w*|termina\s+prima|rescind\w+)\b", r"\b(?:colpa|grav\w+|inadempi\w+|penal[ei]|1453|1456|122|violazion\w+|dopo)\b"),
        r"\b(?:cause|casi|motivi)\s+di\s+risoluzione\b",
    ),
    "assicurazione": (r"\bR\.?C\.?[TO]\b|\bpolizz[ae]\b.{0,60}\b(?:danni|massimale|terzi|documenti|incendio|furto)|\bassicurat[oaie]\b(?!\s+(?:il|la|lo|l'|i|gli|le|una?)\b)",),
    "privacy": (
        together(r"\bdati\b", r"\b(?:responsabil\w|titolar\w|tratta\w*|us\w+|utilizz\w+|serv\w+|riserva\w+|informativ\w+|protezione)\b", r"\b(?:personal\w|utenti|gara|procedura|GDPR|regolamento|2016|estern\w|privacy|cittadin\w|persone|sol[aoi]|contratto)\b"),
    ),
}  # fmt: skip
LABELS: Mapping[str, str] = {
    "rotazione": r"(?:principio\s+di\s+)?rotazione",
    "congruita": r"congruità(?:\s+(?:del\s+prezzo|dell'offerta|della\s+spesa|economica))?|valutazione\s+(?:del\s+prezzo|economica)",
    "conflitto": r"(?:assenza\s+di\s+)?conflitt[oi]\s+(?:di|d')\s*interess[ei]",
    "esperienze": r"esperienz[ae](?:\s+\w+)?|referenze|lavori\s+analoghi|servizi\s+analoghi",
    "ragioni_scelta": r"perché\s+(?:quest\w|l')\s*(?:ditta|impresa|operatore|studio|fornitore|società|cooperativa|offerta)|scelta(?:\s+(?:del(?:l'|la)?|di)\s*\w+)?|motivi(?:\s+della\s+scelta)?",
    "bisogno": r"(?:il\s+)?(?:bisogno|fabbisogno)|esigenza|motivo\s+(?:dell'acquisto|della\s+spesa)|perché(?:\s+(?:compriamo|serve|questo\s+acquisto|questa\s+spesa))?|quali\s+beni\s+e\s+perché",
    "durata": r"tempi(?:\s+di\s+(?:esecuzione|consegna))?|vigenza|periodo|per\s+quanto\s+tempo|quanto\s+dura|fine\s+(?:dei\s+)?lavori|consegna",
    "penali": r"ritardi|se\s+l'impresa\s+(?:tarda|sbaglia)|penalità",
    "ccnl": r"(?:contratto\s+(?:di\s+lavoro|collettivo)(?:\s+(?:applicato|applicabile|nazionale))*|ccnl(?:\s+(?:applicato|applicabile))?|quale\s+contratto\s+di\s+lavoro|contratto\s+del\s+personale)",
    "criterio": r"criteri(?:o)?\s+(?:di\s+)?aggiudicazione|come\s+(?:si\s+)?(?:vince|giudichiamo)|come\s+(?:si\s+giudica|sarà\s+giudicata|si\s+valuta)\s+l'offerta",
    "numero_operatori": r"(?:numero\s+di\s+)?(?:operatori|imprese|concorrenti|soggetti)\s+(?:da\s+)?invita(?:re|ti)|quant[ie]\s+(?:ne\s+)?invit\w+",
    "criterio_selezione": r"(?:come\s+(?:si\s+)?(?:scelgono|scegliamo|arriva)\s+(?:gli\s+invitati|chi\s+invitare|all'invito))|scelta\s+degli\s+(?:invitati|operatori)",
    "termine_presentazione": r"(?:termine|scadenza)(?:\s+(?:per\s+)?(?:rispondere|la\s+risposta|delle?\s+\w+))?|quando\s+(?:rispondere|presentarsi|si\s+risponde)",
    "termine_offerte": r"(?:termine|scadenza)(?:\s+(?:per\s+(?:la\s+presentazione|l'invio)|di\s+\w+))?",
    "garanzia": r"cauzion[ei]\s+definitiv[ae]|garanzi[ae]\s+(?:di|per\s+la\s+buona)\s+esecuzione|garanzie\s+e\s+cauzioni",
    "contributo_anac": r"anac|versamento\s+(?:all'|ad\s+)?anac|contributo\s+(?:di\s+gara|anac|autorità)",
    "requisiti": r"(?:chi\s+può\s+(?:partecipare|rispondere|farsi\s+avanti|offrire|candidarsi)|a\s+chi\s+si\s+rivolge|che\s+cosa\s+si\s+richiede|quali\s+requisiti(?:\s+confermare)?)",
    "fine": r"perché|a\s+(?:che\s+)?cosa\s+serve|perché\s+(?:questa\s+gara|questo\s+appalto)",
    "ricorso": r"contestazioni|impugnazioni|come\s+(?:fare|presentare)\s+ricorso|tutela",
    "privacy": r"dati|dati\s+e\s+privacy",
    "sicurezza": r"interferenze|rischi\s+da\s+interferenza",
    "revisione_prezzi": r"prezzi\s+(?:nel\s+tempo|che\s+cambiano)|aggiornamento\s+del\s+(?:prezzo|canone)|revisione",
    "modifiche": r"varianti(?:\s+e\s+modifiche)?|aumenti\s+e\s+diminuzioni|quantità",
    "risoluzione": r"fine\s+anticipata|scioglimento(?:\s+del\s+contratto)?|risoluzione\s+e\s+recesso",
    "subappalto": r"affidamento\s+a\s+terzi",
    "verifica_conformita": r"collaudo(?:\s+finale)?|controlli\s+finali|verifica\s+finale",
    "assicurazione": r"garanzie\s+e\s+polizze|polizze\s+e\s+garanzie|copertura\s+dei\s+danni",
    "forma_contratto": r"contratto|stipula(?:\s+del\s+contratto)?|come\s+si\s+(?:firma|stipula)",
    "pubblicazione": r"pubblicazion[ei]\s+e\s+trasparenza|trasparenza",
    "costo_manodopera": r"(?:costo\s+(?:della\s+)?)?manodopera|costo\s+del\s+(?:lavoro|personale)",
    "lotti": r"lott[oi]|divisione\s+in\s+lotti",
    "clausole_sociali": r"clausola\s+sociale|personale\s+in\s+servizio|passaggio\s+del\s+personale",
}
"""more headings and labels of forms"""
HEAD_LINES = 15
"""lines in which an act says what it buys"""


def is_plainly_said(element: Element, act: Act, pattern: re.Pattern[str] | None) -> bool:
    """Whether the act states the element in plain words, `pattern`, or under a label that only forms and short acts use."""
    lines = sentences(act) if element.in_recitals else stated(act)
    if element.id == "oggetto":
        lines = "\n".join(lines.split("\n")[:HEAD_LINES])
    if pattern and any(is_said(each, pattern, element.exception) for each in (lines, under_headings(lines))):
        return True
    return element.id in LABELS and is_headed(lines, LABELS[element.id])
