"""Words by which an element may be there in a wording that is not recognised: what is missing is then only noted.

Each pattern is looked for in one sentence of what the act states; sentences that `Element.unless` matches do not count."""

from collections.abc import Mapping

from apps.municipal.tenders.rules.elements.contest import CALLED
from apps.municipal.tenders.rules.elements.element import COUNT, DAY, compiled

DUE = rf"\b(?:offert|domand|candidat|plic|manifestaz|istanz|preventiv)\w*\b.{{0,120}}\b(?:entro|fino|ore|oltre|termine|scad\w+|tardi)\b.{{0,40}}{DAY}"
CHAPTER = r"\bimpegn\w*\s*(?:n\.?\s*)?\d|\bcap(?:itol\w+|\.)\s*(?:n\.?\s*)?\d"
WORDS: Mapping[str, str] = {
    "oggetto": r"\b\w{3,}(?:zione|mento|tura|aggio|enza|bero|sto|dia)\s+(?:\w+\s+){0,3}(?:del|di|dei|delle|degli|della|d)\b",
    "importo": r"\b(?:prezzo|corrispettivo|importo|valore|base|compenso|canone|costo)\b(?!.{0,120}\b(?:soglia|garanzi|polizz|massimal|bollo)).{0,120}\d{1,3}(?:\.\d{3})+",
    "competenza": r"\bsindac\w+\b.{0,60}\b(?:nomin|incaric|deleg|n\.)|\bincaricat\w\b.{0,40}\b(?:settore|servizio|area)\b",
    "bisogno": r"\bnon\s+(?:è|sono)\s+più\b|\blamentan?o?\b|\bobsolet|\binsufficien|\b(?:necessità|esigenz[ae])\s+(?:di|del|della|dei|manifestat\w|segnalat\w|rappresentat\w)\b",
    "conflitto": r"\bconflitt\w*(?!\s+(?:tra|fra)\b)|\basten(?:ut|sion|er)|\binteress\w+\s+(?:personal|privat|propri)\w",
    "ragioni_scelta": r"\bin\s+grado\s+di\b|\bdisponibilità\s+(?:a\b|immediata)|\baffidabil|\bseriet|\btempestiv|\bprofessionalità|\besclusiv[oaie]\b|\bgarantisce\b|\bvicinanza\b|\bpiù\s+(?:bass|adatt|rapid|economic)|\bmiglior\w?\b",
    "esperienze": r"\besperien|\b(?:fornisce|opera|attiv[oa]|lavora|serve|gestisce|occupa)\b.{0,60}\bdal\s+(?:19|20)\d\d\b|\baltr[ie]\s+(?:comuni|enti|amministrazioni|comandi|scuole|stazioni)\b|\banalogh|\bcurricul|\breferenz",
    "rotazione": r"\brotazion\w*\b(?!\s*,|\s+e\b).{0,80}\b(?:rispett|osserv|verific|applic|problem|preced|affidat|garantit)\w*|\bart\w*\.?\s*49\b|\bavev\w+\s+(?:fornito|eseguito|svolto)|\bprecedent\w\s+(?:affidament|contratt|gestor|fornitor|appalt)\w*\b.{0,60}\b(?:era|erano|fu|è\s+stat\w|ditta|impresa|società)\b|\baffidament\w\s+uscent\w",
    "congruita": r"\b(?:prezz\w|cost[oi]|spes[oaie]|pagat\w)\b.{0,80}\b(?:simil\w|analogh\w|altr[ie]\s+(?:comun|ent|comand)|prezzar|listin|eccessiv)|\b(?:simil\w|analogh\w|altr[ie]|precedent\w)\b.{0,80}\b(?:speso|spendono|pagato|pagano|prezz\w)\b",
    "requisiti": r"\bartt?\w*\.?\s*(?:94|95|98)\b",
    "durc": r"\bD\.?U\.?R\.?C\b|\bINPS\b",
    "ccnl": r"\b(?:CCNL|contratt\w+\s+(?:collettiv|nazional)\w*)\b(?:\s+(?:nazional|collettiv)\w+)?(?:\s+di\s+lavoro)?\s+(?:del(?:le|la|lo)?|dei|degli|per|dell')\s*(?!(?:lavoro|categoria|settore|comparto|proprio|relativ|corrispond|rispettiv))\w{4,}",
    "clausole_sociali": r"\bassorb\w+|\briassu\w+|\bil\s+posto\b|\bpari\s+opportunità|\baddett\w\b.{0,40}\b(?:uscent|attual)",
    "costo_manodopera": r"\b(?:mano\s?d'?opera|personale)\b.{0,60}(?:€|\beuro\b|\d{1,3}\.\d{3}|%)|(?:€|\beuro)\s*[\d.,]+\s+(?:\w+\s+)?(?:di|del|della|per\s+(?:il|la))\s*(?:personale|mano\s?d'?opera)\b",
    "garanzia": r"^(?!.*\b(?:prelev|reintegr|incamer|svincol|escus)).*\b(?:garanzi\w+|cauzion\w+|fideiuss\w+|deposit\w+)\b(?!\s+provvisori).{0,100}(?:\b5\s?%|\b5\s+per|\b10\s?%|\b10\s+per|\b(?:cinque|dieci)\s+per|\b117\b|\besoner|\brinunc|\bdefinitiv)|\bart\w*\.?\s*(?:117\b|53,?\s*(?:comma|co?\.)\s*4)",
    "durata": rf"\b(?:biennio|triennio|quadriennio|quinquennio|anni)\s+20\d\d\s?[-–/]\s?(?:20)?\d\d|\b(?:contratt|serviz|incaric|appalt|affidament|fornitur|lavor|gestion)\w*\b.{{0,60}}\b{COUNT}\s+(?:\([^)]{{1,25}}\)\s*)?(?:mesi|anni|settimane|inverni|stagioni)\b(?!\s+(?:di\s+(?:esperienz|anzianit|garanzi)|precedent|d'età))|\b(?:contratt|serviz|incaric|appalt|affidament|fornitur|lavor|gestion)\w*\b.{{0,40}}\bdal\s*{DAY}",
    "penali": r"(?<!rilevanza )(?<!responsabilità )(?<!procedimento )\bpenal[ei]\b|\bpenalità\b|\b(?:trattenut|decurt|detra|detra[zr]|perd|addebit)\w*\b.{0,60}\d|\bart\w*\.?\s*126\b",
    "tracciabilita": r"\btraccia(?:re|bilità)\b(?!\s+(?:dei\s+rifiuti|degli\s+alimenti|alimentar|dei\s+prodotti|della\s+filiera|delle\s+carni))|\b136\b.{0,14}\b2010\b|\blegge\s+(?:n\.?\s*)?136\b",
    "forma_contratto": r"\b(?:contratto|stipul\w+|accordo)\b.{0,100}\b(?:M\.?e\.?P\.?A|pec|scritt\w|digital\w+|privat\w|forma|nasce|perfezion\w+)\b|\bart\w*\.?\s*18,?\s*(?:comma|co?\.)\s*1\b(?!0)",
    "sicurezza": r"\bD\.?U\.?V\.?R\.?I|\binterferen\w+|\b(?:oneri|cost[oi])\s+(?:per\s+la|della|di)\s+sicurezza\b.{0,40}\b(?:quantificat|stimat|determinat|valutat|sono|pari)\w*|\bsicurezza\s+e\s+(?:la\s+|della\s+)?(?:salute|igiene)\b|\b(?:salute|igiene|prevenzione)\s+e\s+(?:la\s+|della\s+)?sicurezza\b|\bsicurezza\s+sul\s+lavoro\b|\bD\.?V\.?R\b|\bdispositivi\s+di\s+protezione|(?-i:\bD\.?P\.?I\b)|\b(?:testo\s+unico|norme|normativa)\s+(?:sulla|di|in\s+materia\s+di)\s+sicurezza\b",
    "impegno": CHAPTER,
    "copertura": CHAPTER,
    "pareri": r"\bparer[ei]\b(?!\s+(?:\w+\s+){0,2}(?:de(?:l|i|gli)|della|dell')\s*(?:\w+\s+)?(?:soprintend|commission|regione|prefett|giunta|vigili|comando|ASL\b|ATS\b|ARPA\b|autorit|avvocat|CONI|garante|legale|progettist))|\bvist[oi]\s+(?:contabil|tecnic|finanziari|favorevol)\w*",
    "pubblicazione": r"\bpubblica\w*\b.{0,60}\b(?:di\s+legge|esito|risultat\w|prescritt\w|dovut\w)|\bamm\w*\.?\s+trasparente\b|\bB\.?D\.?N\.?C\.?P\b",
    "ricorso": r"\bt\.\s?a\.\s?r\b|(?-i:\bTAR\b)|\bimpugn\w+|\btribunale\s+amm|\bricorrere\b|\bricors[oi]\s*:",
    "fine": r"\b(?:scopo|finalità|obiettiv[oi])\b.{0,60}\b(?:contratt|appalt|affidament|acquist|interess)",
    "clausole_essenziali": r"\bclausol\w+\b(?!\s+(?:social|di\s+revision|risolut))(?!.{0,60}\b(?:CAM|ambiental))|\bpatti\b",
    "criterio": r"\bcriterio\s*(?::|è|del|di|al)\s*.{0,60}\b(?:prezz|scont|ribass|qualit)",
    "lotti": r"\bfrazionat\w|\bsuddivi\w+\b.{0,40}\bappalt|\bart\w*\.?\s*58\b",
    "revisione_prezzi": r"(?-i:\brevision[ei])\b(?!\s+(?:dei\s+conti|legale|del\s+(?:veicolo|mezzo)|contabile))|^(?!.*\bprocedura\s+(?:apert|negoz)).*\bartt?\w*\.?\s*60\b|\bII\.2[\s-]?bis\b|\b(?:prezz|corrispettiv|canon|tariff)\w*\b.{0,80}\b(?:istat|indic[ei]|adegu\w+|rivist\w)\b|\bvari\w+\b.{0,30}\bcost[oi]\b",
    "programmazione": r"\bprogramm(?:a|azione)\b.{0,40}\b(?:trienn|bienn|acquist|annual)|(?-i:\bC\.?U\.?I\b)",
    "verifica_conformita": r"\bverifica\s+in\s+contraddittorio\b|\battest\w+\b.{0,40}\bconformità|\bconformità\s+(?:del(?:la|le)?|dei)\b|\bcollaud\w+|\bregolare\s+esecuzion|\bcontroll\w+\s+final",
    "pagamenti": r"\b(?:pagat|pagament|salda|liquid|fattur)\w*\b.{0,80}\b(?:giorn|gg\b|mes[ei]|semestr|trimestr|ricev)",
    "modifiche": r"\b(?:modific|cambia)\w+\b.{0,60}\b(?:contratt|prestazion|quantit)|\bvariant\w|\bart\w*\.?\s*120\b|\bquinto\b|\bin\s+più\s+o\s+in\s+meno\b",
    "subappalto": r"\bsub-?\s?appalt(?:o|are|abil\w+)\b|\bart\w*\.?\s*119\b|\b(?:ceder\w|affidar\w|servirsi|avvalersi|aiutare)\b.{0,30}\b(?:terzi|altri)\b",
    "risoluzione": r"\bresciss?\w+|\brescind\w+|\bscioglie\w*\b|\bart\w*\.?\s*122\b|\b145[346]\b",
    "assicurazione": r"\bassicurazion\w|\bcopertur\w\s+(?:assicurativ|RC)|\bpolizz\w",
    "privacy": r"\bprivacy\b|(?-i:\bdati\s+personali)|\bGDPR\b",
    "numero_operatori": rf"\b{COUNT}\s*(?:\([^)]{{1,20}}\)\s*)?{CALLED}\b",
    "criterio_selezione": r"\b(?:maggior\w*|prim[ie]|preced\w+|ordine\s+di|criteri\s+di\s+(?:scelta|selezione))\b.{0,80}\b(?:candidat|operator|impres|domand|invit)",
    "termine_presentazione": DUE,
    "termine_offerte": DUE,
    "soccorso_istruttorio": r"\bart\w*\.?\s*101\b|\brimedia\w+|\bmanca\w*\b.{0,60}\bdocument",
    "contributo_anac": r"\bcontribut\w+\b.{0,60}\b(?:gara|anac|autorità)\b",
    "garanzia_provvisoria": r"\bprovvisori[ao]\b|\bart\w*\.?\s*106\b",
    "punteggi": r"\bpunt(?:i|egg\w+)\b(?!\s+(?:luce|vendita|di\s+(?:raccolta|consegna|prelievo))).{0,60}\d",
}
PLAUSIBLE = {element: compiled((words,)) for element, words in WORDS.items()}
