"""Elements about what is bought: object, amount, time, codes, lots, programme, environment."""

import re

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.elements.element import CODE, COUNT, DAY, Element, without
from apps.municipal.tenders.rules.elements.stating import sentences
from workbench.identifiers import Code

FORMER = re.compile(
    r"\b(?:precedent\w|previgent\w|uscent\w|scadut\w|contratt\w+\s+(?:\w+\s+){0,3}?(?:in\s+corso|in\s+essere|conclus\w|cessat\w|in\s+scadenza)|allora|a\s+suo\s+tempo|al\s+tempo|(?:affidat|sottoscritt|stipulat|aggiudicat)\w\s+nel"
    r"|(?:contratt\w+|affidament\w+|convenzione|appalto)\s+(?:\w+\s+)?(?:del|nel)\s+(?:\d{1,2}/\d{1,2}/)?20[12]\d)\b",
    re.IGNORECASE,
)
"""such a sentence speaks of a contract of the past"""
CIG = re.compile(
    r"(?:\b(?:smart\s?-?)?C\.?\s?I\.?\s?G\b\.?|\bcodice\s+(?:identificativo\s+)?(?:di\s+|della\s+)?gara)(?:[^\n]{0,60}?|\W{0,4}\n)\b(?=[0-9A-Z]*\d)(?P<code>[0-9A-Z]{8,11})\b(?!/)",
    re.IGNORECASE,
)
CURRENT = re.compile(r"\b(?:affidare|affida|nuov[oa]|present[ei])\b", re.IGNORECASE)
"""«scaduto il contratto in corso, si affida alla ditta Alfa (CIG …)»: what follows is not of the past"""
ENDED = re.compile(r"[^\n]{0,15}\b(?:conclus|scadut|cessat)", re.IGNORECASE)
PENDING_CIG = re.compile(
    r"(?:\bC\.?I\.?G\b\.?|\bcodice\s+identificativo)[^\n]{0,80}\b(?:acquisi\w+|richie\w+|assegna\w+|rilascia\w+|genera\w+|perfeziona\w+|attribui\w+|stacca\w+|prenota\w+|comunica\w+|ottenut\w|ottien\w*|pres[oa]|prende\w*|avut[oa]|attes[oa]|dat[oa])|\b(?:acquisi\w+|richie\w+|rilascia\w+)\b[^\n]{0,60}(?:\bC\.?I\.?G\b|\bcodice\s+identificativo)",
    re.IGNORECASE,
)
CPV = re.compile(r"\b\d{8}\s?-\s?\d\b|\bC\.?P\.?V\b\.?[^\n]{0,40}?\b\d{8}\b", re.IGNORECASE)
KNOWN_LIMITS = re.compile(
    r"(?:supera|superior|inferior|soglia|oltre|sotto|limite|fino\s+a)\w*[^\n]{0,40}$", re.IGNORECASE
)
NOT_WORTH = re.compile(
    r"\b(?:fatturat\w|trienni\w|analogh\w|massimal\w|polizz\w|garanzi\w|cauzion\w|fideiussion\w|penal\w+|boll[oi]|contributo|capitale|popolazione|abitanti|spes[oi]|scors[oa]|precedent\w)\b|\bnel(?:l'anno)?\s+20[12]\d\b",
    re.IGNORECASE,
)
"""an amount without a label, in such a sentence, is not what this contract is worth"""
WORTH = ("base", "offerta", "totale", "ribassabile", "lotto", "unitario")
SMALLEST = 100
"""euro"""
BARE = 1000
"""euro; from here an amount without a label, in a table, may be what the contract is worth"""


def _has_amount(act: Act) -> bool:
    labelled = [
        money
        for money in act.amounts
        if (money.role in WORTH or (money.role == "iva" and money.tax == "netto")) and money.value >= SMALLEST
    ]
    bare = [
        money
        for money in act.amounts
        if not money.role
        and money.value >= BARE
        and not NOT_WORTH.search(act.sentence(money.start, money.end))
    ]
    return any(
        not KNOWN_LIMITS.search(act.text, max(0, each.start - 50), each.start) for each in (*labelled, *bare)
    )


def _has_cig(act: Act) -> bool:
    """A code of this contract: not of one of the past, and not «to be acquired» except when one decides to contract."""
    lines = sentences(act)
    for found in CIG.finditer(lines):
        start = lines.rfind("\n", 0, found.start()) + 1
        before = CURRENT.split(lines[max(start, found.start() - 140) : found.start("code")])[-1]
        if sum(character.isdigit() for character in found["code"]) >= 2 and not (
            FORMER.search(before) or ENDED.match(lines, found.end())
        ):
            return True
    if any("|" in act.sentence(code.start, code.end) and _is_current(act, code) for code in act.codes):
        return True
    return act.kind == "decisione_di_contrarre" and bool(PENDING_CIG.search(lines))


def _is_current(act: Act, code: Code) -> bool:
    """A CIG in a table, in the form that is issued now."""
    return (
        code.kind == "cig"
        and code.generation == "pcp"
        and not FORMER.search(act.sentence(code.start, code.end))
    )


def _has_cpv(act: Act) -> bool:
    return bool(CPV.search(act.text)) or any(code.kind == "cpv" for code in act.codes)


SUBJECT: tuple[Element, ...] = (
    Element(
        id="oggetto",
        of_the_past=True,
        name="l'oggetto dell'affidamento",
        article="art. 17 c. 1-2 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="L'oggetto è il primo contenuto della decisione e dei documenti di gara.",
        suggestion="Oggetto: affidamento di [lavori, servizio o fornitura], [luogo e periodo].",
        in_recitals=True,
        statements=(
            r"\boggetto\b[^\n]{0,30}[:|–-]\s*\S.{12,}",
            r"\b(?:ha|hanno)\s+(?:per|ad)\s+oggetto\b|\boggetto\s+(?:dell'\w+|del\s+\w+|della\s+\w+)\s+(?:è|sono|consist)",
            r"\b(?:affidament\w+|affidare|fornitur\w+|acquist\w+|serviz\w+|lavori|incaric\w+|noleggi\w+|concessione|progettazione|appalto)\s+(?:\w+\s+){0,2}?(?:,\s+\w+\s+\w+,\s+)?(?:de(?:l|i|lla|gli|lle)\s|dell'|di\s|per\s)\s*\w{3,}",
        ),
        heading="oggetto",
    ),
    Element(
        id="importo",
        name="l'importo dell'affidamento",
        article="art. 14 c. 4 e art. 17 c. 1-2 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Dall'importo, al netto dell'IVA e con le opzioni, dipendono la procedura, le soglie e quasi tutti gli altri obblighi.",
        suggestion="L'importo a base dell'affidamento è di € [importo], al netto dell'IVA, di cui € [importo] per oneri della sicurezza non soggetti a ribasso.",
        special=_has_amount,
    ),
    Element(
        id="cig",
        name="il codice identificativo di gara (CIG)",
        article="art. 83 c. 1 D.Lgs. 36/2023; art. 3 L. 136/2010",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Il CIG identifica il contratto nella Banca dati nazionale ed è richiesto nei pagamenti: «da acquisire» basta soltanto quando si decide di contrarre.",
        suggestion="CIG [codice acquisito con la piattaforma].",
        special=_has_cig,
    ),
    Element(
        id="cpv",
        name="il codice CPV",
        article="art. 83 D.Lgs. 36/2023; Reg. (CE) 2195/2002",
        confidence="media",
        why="Il codice del vocabolario comune dice che cosa si compra, allo stesso modo in tutta l'Unione, e serve alla rotazione.",
        suggestion="CPV [codice a otto cifre con la cifra di controllo], [descrizione].",
        special=_has_cpv,
    ),
    Element(
        id="durata",
        anchors=(*"0123456789", "giorn", "mes", "ann", "settiman", "enn", "ore", "gg", "dur", "primo"),
        name="la durata o il termine di esecuzione",
        article="art. 17 e art. 87 D.Lgs. 36/2023",
        why="Senza un termine non si può dire quando la prestazione è in ritardo.",
        suggestion="Il contratto ha durata di [numero] mesi, dal [data] al [data].",
        statements=(
            rf"{DAY}(?:\s+20\d\d)?\s*(?:-|–|—|al|/)\s*{DAY}",
            rf"\b(?:finit|termin|conclu[sd]|consegn|eseg|resa|reso|pront|complet|ultim)\w*\b.{{0,60}}\b(?:entro|per|non\s+oltre|prima\s+del|fino\s+al)\s+(?:il\s+|l')?{DAY}",
            r"\b(?:durata|periodo|tempi|termin[ei])\s*:\s*\S.{0,60}\d",
            rf"\b(?:durata|dura|durano|durerà|tempo\s+utile|tempi?\s+di\s+(?:esecuzione|consegna)|termin[ei]\s+(?:di\s+|per\s+(?:l'|la\s+)?|utile\s+per\s+\w*\s*'?)?(?:esecuzione|consegna|ultimazione|ultimare|dell'esecuzione)|(?:(?<!direttore dell')(?<!direttrice dell')esecuzione|ultimazione|ultimare|ultimati|eseguit\w|complet\w+|svolt\w|reso|resa|svolgimento|esplet\w+|conclude|concluder\w+|conclusione))\b.{{0,140}}?\b(?:{COUNT}\s*(?:\([^)]{{1,25}}\)\s*)?(?:\w+\s+)?(?:giorn|mes[ei]|ann[io]|settiman|ore\b|gg\b)|entro\s+(?:il\s+)?{DAY}|\d{{1,2}}[°º]?\s+{DAY}|(?:fino|sino)\s+al\s+{DAY})",
            rf"\b(?:dal|dalla\s+data\s+del|decorr\w+\s+dal|a\s+partire\s+dal)\s+(?:giorno\s+)?{DAY}.{{0,60}}?\b(?:al|fino\s+al|sino\s+al|termina\w*\s+il|e\s+fino\s+al)\s+(?:giorno\s+)?{DAY}",
            rf"\bperiodo\s*[:|–-]?\s*(?:dal\s+)?{DAY}",
            rf"\bconsegn\w+.{{0,120}}\b(?:entro|nel\s+termine\s+di|in|dopo|non\s+oltre)\s+(?:e\s+non\s+oltre\s+)?(?:il\s+|i\s+)?(?:(?:{COUNT})\s*(?:\([^)]{{1,25}}\)\s*)?(?:\w+\s+)?(?:giorn|mes[ei]|settiman|ore\b|gg\b)|{DAY})",
            rf"\bentro\s+(?:e\s+non\s+oltre\s+)?(?:il\s+|i\s+)?(?:(?:{COUNT})\s*(?:\([^)]{{1,25}}\)\s*)?(?:\w+\s+)?(?:giorn|mes[ei]|settiman)\w*|{DAY}).{{0,90}}\b(?:ordine|verbale\s+di\s+consegna|avvio\s+dell'esecuzione|consegn\w+|esecuzione|ultimazione|fornitur\w+|conclusione\s+del\s+servizio)",
            rf"\bper\s+(?:la\s+durata\s+di\s+|un\s+periodo\s+di\s+|complessivi\s+)?{COUNT}\s*(?:\([^)]{{1,25}}\)\s*)?(?:mes[ei]|ann[io]|anni\s+scolastici|settimane|giorni\s+naturali)\b",
            rf"\b(?:di|complessivi)\s+{COUNT}\s*(?:\([^)]{{1,25}}\)\s*)?mesi\b.{{0,40}}\bdal",
            rf"\bmesi\s+(?:n\.?\s*)?(?:{COUNT})\b",
            r"\bnaturali\s+e\s+consecutivi\b|\bgiorni\s+naturali\b",
            r"\b(?:tempo\s+utile|durata|termine|ultim\w+|eseguit\w|consegn\w+)\b.{0,80}\b(?:giorni|mesi|gg\.?)\s+(?:n\.?\s*)?(?:\d+|[a-z]{4,})\s*\(",
            r"\b(?:tempo\s+utile|durata|termine|ultim\w+)\b.{0,80}\b(?:giorni|mesi|gg\.?)\s+(?:n\.?\s*)?\d+",
            rf"\b(?:decorr\w+|inizi\w+|avvi\w+|attiv\w+|parte|partirà|comincia|va)\s+(?:dal|il|l')\s*{DAY}.{{0,80}}\b(?:termin\w+|scad\w+|fin\w+|conclu\w+|cess\w+|per\s+{COUNT})",
            rf"\b(?:fino|sino)\s+al\s+{DAY}",
            rf"\b(?:ha|avrà|con)\s+termine\s+(?:il|al)\s+{DAY}|\b(?:contratto|servizio|incarico|appalto)\b.{{0,60}}\bscad\w+\s+(?:il|al)\s+{DAY}",
            r"\b(?:dura|durata|durerà)\b.{0,30}\b(?:fino|sino)\s+a(?:l|lla|ll')\b",
            r"\b(?:per|di)\s+(?:il|un|durata)\s+(?:\w+\s+)?(?:bienni|trienni|quadrienni|quinquenni)o?\w*|\bdurata\s+(?:\w+\s+)?(?:annual|biennal|triennal|quadriennal|quinquennal|mensil|semestral)",
            rf"\b(?:si\s+(?:terrà|terranno|svolg\w+|tiene)|nei\s+giorni|nelle\s+giornate)\b.{{0,60}}\b{DAY}",
            r"\b(?:bienni[o]|trienni[o]|annualità|stagione)\b.{0,20}\b20\d\d\b.{0,60}\b(?:decorr|dal\b|contratto)",
        ),
        heading=r"durata(?:\s+(?:e|ed|del|dell')\s*(?:decorrenza|termini|tempi))?|decorrenza(?:\s+e\s+durata)?|temp[oi](?:\s+utile)?|termin[ei]\s+(?:e\s+luog[oh]i?\s+)?di\s+(?:esecuzione|consegna|ultimazione)",
        unless=without(
            r"\bpenal[ei]\b|\bpag(?:ament|at)\w+|\bfattur",
            r"\b(?:finire|ultimare|concludere|completare|terminare|compiere)\s+(?:in|entro)\b|\b(?:in\s+\w+\s+giorni\s+il\s+termine|termin[ei]\s+in\s+\w+\s+giorni)|\bconsegn\w+\s+(?:al|il|in)\b|\b(?:consegn\w+|esecuzione|durata|durano|dura|ultim\w+|tempo\s+utile|termin[ei]\s*:)\b.{0,60}\b(?:entro|giorni|mesi|dal|fino|sino)\b|\bdal\s.{3,25}\bal\s.{0,18}20\d\d",
        )
        + "|"
        + without(
            r"\brinnov|\bprorog|\bgaranzi", r"\bdurata\b|\bdura(?:no)?\b|\bdal\b|\bconsegn|\btempo\s+utile"
        )
        + r"|\bdurata\s+(?:\w+\s+)?(?:del(?:la|le|l')?|dei|degli)\s*(?:garanzi|cauzion|fideiuss|batteri|sedut|prov[ae]\b|visit|sopralluog|lezion|turn|paus|viaggi|cors[ae]\b|prodott)|\b(?:sedut|batteri|lezion|visit|cors[ae]\b|riunion)\w*\s+(?:\w+\s+){0,2}(?:(?:ha|hanno|abbia)\s+(?:una\s+)?durata|dura(?:no)?\b)|\bconserva(?:ti|te|no|zione)\b|\bdati\b.{0,60}\btengono\b|\bcontratto\s+(?:in\s+(?:essere|corso|scadenza)|attuale|vigente|uscente)\b|\bservizi\s+analogh|\bann[io]\s+precedent|\bcontributiv|\bcontratto\s+precedente|\boffert\w*\b.{0,20}\bimpegn\w+|\b(?:proposta|offerta)\s+resta|\banomali|\bsopralluog|\bbust[ae]\b|\bgarantit\w\s+per\b|\bricambi\b|\btermine\s*:\s*ore\b|\bvedere\b.{0,40}\b(?:luogh|percors|sed[ei]|immobil|local)|\bpubblicazion\w+\s+(?:\w+\s+){0,2}dura|\bavviso\s+(?:\w+\s+){0,3}?(?:dura|rest\w+|riman\w+|pubblic\w+|esposto)\b|\bultim[oi]\s+(?:\w+\s+)?(?:ann|trienn|quinquenn|esercizi)|\b(?:nel|nell'ultimo)\s+(?:trienn|quinquenn|bienn)|\bD\.?U\.?R\.?C|\bpubblicat\w|\bpubblicazione\s+(?:del|dell')\s*avviso|\bchiariment|\bquesit|\bgaranzi[ae]\s+(?:di|per|da|provvisori)\b|\bbilancio\b|\bprogramma\s+(?:triennale|biennale)|\bstipul\w+\s+(?:avviene|entro)|\bofferta\b.{0,20}\b(?:vincol|valid)|\btriennio\s+precedente|\bprecedent\w\s+contratt|\bprocedur\w+\s+(?:\w+\s+){0,3}?si\s+conclud|\bseduta\b|\bgaranzia\s+(?:\w+\s+){0,2}?(?:dura|ha\s+durata|della\s+durata|di\s+durata)|\bricors|\bimpugn|(?<!fino al certificato di )\bregolare\s+esecuzione|\bpresent\w+\s+(?:offert|domand|candidatur)|\bpervenire\b|\bdocumentat\w\s+esperienz|\besperienz\w+\s+(?:pregress|idone)|\bcontestazion",
    ),
    Element(
        id="fine",
        of_the_past=True,
        name="il fine che si intende perseguire con il contratto",
        article="art. 192 D.Lgs. 267/2000; art. 17 c. 1 D.Lgs. 36/2023",
        severity="errore",
        confidence="alta",
        why="La decisione di contrarre dice a che cosa serve il contratto.",
        suggestion="Il fine che si intende perseguire con il contratto è [interesse pubblico da soddisfare].",
        statements=(
            r"\b(?:contratto|appalto|affidamento|acquisto|intervento|procedura)\b.{0,20}\b(?:serv\w+\s+(?:a|per|ad)\b|è\s+(?:\w+\s+)?(?:volt|dirett|finalizzat|destinat|rivolt|mirat)\w|mira\b|punta\b|ha\s+lo\s+scopo|ha\s+come\s+(?:fine|scopo))",
            r"\bfin[ei]\s+(?:pubblic[oi]\s+|d'interesse\s+pubblico\s+|di\s+interesse\s+pubblico\s+)?(?:che\s+(?:[\w']+\s+){1,7}?(?:perseguire|persegue|raggiungere|soddisfare)\s*(?:,[^,\n]{0,60},\s*)?(?:è|:|consist|riguarda|con\b|–|-|=)|perseguit[oi]|da\s+perseguire|del\s+contratto\s*(?:è|:|consist|–|-)|dell'(?:appalto|affidamento))",
            r"\b(?:il|quale|come|cui)\s+fine\s+(?:pubblico\s+)?(?:è|consiste|perseguito|che\s+è)\b",
            r"\b(?:quest[oaie]|tal[ei]|ciò|qui|in\s+ciò)\s+(?:è|sono|costituisc\w+|sta|consist\w+|risiede|rappresenta\w*)\s+(?:il|lo|la|l'|i|le)?\s*(?:fin[ei]|finalità|scopo|obiettivo)\b",
            r"^\W*(?:[a-z\d]{1,2}[.)]\s*)?(?:il\s+)?fine\s*(?:\([^)]*\)\s*)?(?:[:|–=-]|è\b|\.\s)\s*\S.{8,}",
            r"(?::|,|\()\s*(?:[a-z\d]{1,2}[.)]\s*)?(?:il\s+)?fine\s*(?::|=|–|-|è\b|\()\s*\w.{8,}",
            r":\s*(?:il\s+)?fine\s*,\s*(?!(?:l')?(?:oggetto|forma|clausole))\w.{8,}",
            r"\bpersegu\w+\s+(?:il\s+|la\s+|lo\s+|l')?(?:fine|finalità|obiettivo|scopo)\b",
            r"\b(?:finalità|scopo|obiettivo|interesse\s+pubblico)\b.{0,70}(?:\bè\b|:|\bconsist\w+|\bpersegu\w+\s+(?:è|con)|\bpersegui(?:to|ta)\b).{10,}",
            r"\b(?:con\s+(?:il|la|l'|questo|tale)\s*(?:presente\s+)?(?:contratto|appalto|procedura|affidamento))\s+(?:si\s+|il\s+comune\s+|l'ente\s+|l'amministrazione\s+)?(?:intend\w+|persegu\w+|vuol\w*|mira\w*|punta)\b",
        ),
        heading=r"(?:(?:il\s+)?fin[ei]|finalità|scopo)(?:(?:\s*,\s*|\s+ed?\s+)(?:l')?(?:oggetto|durata|forma|motivazion[ei]|ragioni|interesse))*",
        unless=r"\bclausol\w+\s+social|\b(?:al|alla|a)\s+fine\b|\bfine\s+(?:lavori|del\s+(?:mese|contratto\s+in))",
    ),
    Element(
        id="bisogno",
        of_the_past=True,
        name="il bisogno che l'affidamento soddisfa",
        article="art. 17 D.Lgs. 36/2023; art. 3 L. 241/1990",
        why="La motivazione comincia dal perché si compra.",
        suggestion="Premesso che occorre [bisogno], perché [motivo].",
        statements=(
            r"\b(?:scad(?:e|ono|uto|uta|ute|uti|rà|ranno)|scorte|terminat[oaie]|esaurit[oaie])\b(?!.{0,20}\b(?:presentazion|offert)).{0,160}\b(?:senza|resterebb|rimarrebb|interromp|garanti|assicur|continu|prosegu|rinnov|nuov)",
            r"\b(?:si\s+stanno|sta|stanno|è|sono)\s+(?:\w+\s+)?(?:rovina\w+|deteriora\w+|degrad\w+|consum\w+|cedend\w+|peggiora\w+|cadend\w+|fuori\s+uso|fuori\s+norma|lesionat\w|pericolos\w|pericolant\w|bloccat\w|interdett\w)",
            r"\b(?:chiest\w|richiest\w|segnala(?:to|ta|no)|sollecita(?:to|ta|no)|lamenta\w*|prescritt\w|impost\w|imposto)\b.{0,30}\b(?:di|da|la|il|le|i|l')\s*.{0,80}\b(?:sostitu|ripar|metter|adegu|rifa|acquist|dotar|garant|attiv|provved|realizz|interven)",
            r"\b(?:intende|vuole|desidera|ha\s+deciso\s+di|si\s+(?:vuole|intende|propone))\s+(?:\w+\s+){0,2}\w+(?:are|ere|ire|arsi|ersi|irsi)\b",
            r"\bnon\s+(?:potendo\w*|può|possono|ha|hanno|avendo|essendo)\b.{0,60}\b(?:proprio|interno|interni|personale|dipendenti|mezzi\s+propri)\b",
            r"\b(?:è|si\s+rende|risulta|appare|diventa|ritenut\w)\s+(?:quindi\s+|pertanto\s+|perciò\s+|ora\s+|assolutamente\s+)?(?:necessari[oa]|indispensabil[ei]|urgente|opportun[oa])\s+(?!(?:procedere|provvedere)?\s*(?:all'(?:impegn|assunzion|adozion|approvazion)|con\s+l'impegn|ad\s+impegn|impegn|adott|approv|assum|nomin|acquisir|stabilir|precisar|dare\s+atto|la\s+redazione|il\s+DUVRI|un\s+formale|pubblic|affidare\b\s*$|procedere\s*$))\S",
            r"(?<!non )\b(?:occorre|occorrono|necessita(?:no)?|bisogna|serv(?:e|ono|iva|irà)|urge|deve|devono|dovendo)\s+(?:quindi\s+|ora\s+|perciò\s+)?(?!(?:il\s+DUVRI|indic|dichiar|dare|essere\s+(?:indic|pubblic)|rispett|acquisire\s+il\s+CIG|impegn|procedere\s+all'impegn|verific|osserv|nomin))\S",
            r"(?<!risponde alle )(?<!rispondono alle )(?<!rispondente alle )(?<!soddisfa le )(?<!le proprie )\b(?:l'|d'|all'|la\s+|della\s+|alla\s+|una?\s+|le\s+|per\s+|di\s+)(?:esigenz[ae]|necessità|fabbisogn[oi]|bisogn[oi])\s+(?:di|del|dei|dell'|della|delle|degli|manifestat|rappresentat|segnalat|improrogabil|urgent|d')",
            r"\b(?:ha|hanno)\s+bisogno\s+di|\b(?:abbia|avendo)\s+bisogno",
            r"\b(?:è|sono|risulta\w*|giung\w+|andr\w+|va|sta)\s+(?:ormai\s+|ora\s+|stat\w\s+|in\s+gran\s+parte\s+)?(?:scadut|in\s+scadenza|a\s+scadenza|usurat|inagibil|guast|insufficient|obsolet|vetust|inadeguat|danneggiat|deteriorat|esaurit|rott[oaie]\b|ammalorat|non\s+più)",
            r"\bcontratt\w+\b.{0,80}\b(?:scad(?:e|rà|uto)|termin(?:a|erà)|giunge\s+a)|\bcontratt\w+\s+(?:in\s+(?:corso|essere)|vigente|attuale)\b.{0,300}\bscad(?:e|rà)\b",
            r"\bfin[ei]\s+(?:pubblico\s+)?(?:che\s+(?:si|il\s+comune|l'ente)\s+\w+\s+)?è\s+(?:di\s+|quello\s+di\s+)?\w+(?:are|ere|ire|rre|rsi)\b|\bbisogno\s*:\s*\w",
            r"\b(?:non|più)\s+(?:dispon[ei]\w*|ha|hanno|dispongono|possied\w+|essend\w+|sono\s+più|è\s+più)\s+(?:\w+\s+){0,3}(?:personale|mezzi|risorse|professionalità|attrezzatur\w+|competenze|figure|compatibil\w|utilizzabil\w|funzionant\w|garanzia|conformi?)",
            r"\b(?:va|vanno|devono\s+essere|deve\s+essere|(?:è|sono)\s+da)\s+(?:\w+\s+)?(?:sostitui|rifatt|rinnovat|riparat|assicurat|acquistat|ripristinat|mess[aeio]\s+in\s+sicurezza|realizzat)",
            r"\bpremesso\s+che\s+(?!.*\b(?:R\.?U\.?P|responsabil|import|valore|euro|offert|preventiv|D\.?U\.?R\.?C|requisit|codice|d\.?\s?lgs|art|bilancio|determina|delibera|decret|convenzion))\S.{45,}",
            r"\b(?:carenza|mancanza)\s+(?:di|del)\s+(?:personale|organico|mezzi|figure)",
            r"\bal\s+fine\s+di\s+(?:garanti|assicur|consenti|mante|migliora|permett|sostitui|rinnova|tutela|offri|promuov)\w*(?!.{0,40}\b(?:tracciabil|trasparen|pubblicità|rotazion|parità|concorrenz|partecipazione))",
            r"\bintend\w+\s+(?:acquistare|dotar\w+|rinnovare|sostituire|garantire|assicurare|realizzare|organizzare|offrire|procedere\s+all'acquisto)",
        ),
        unless=r"\b(?:affidatari[oa]|appaltatore|ditta|impresa|fornitore|operatore)\s+(?:\w+\s+)?(?:deve|dovrà|è\s+tenut[oa])\b|\bdovut\w|\bD\.?U\.?V\.?R\.?I|\bgaranzia\s+(?:definitiva|provvisoria)|\bimposta\b|\bbollo\b|\brotazion\w*\b(?!\s+(?:delle\s+colture|dei\s+turni|del\s+personale))|\brequisit|\bD\.?U\.?R\.?C\b|\bofferta\s+(?:è|risulta|presentata|ritenuta)|\bcongru|\bsoglia\b|\bcampion|\bconsip\b|\btransfrontalier|\bstazione\s+appaltante|\bM\.?E\.?P\.?A\b|\bmercato\s+elettronico|\bpreferit\w\s+p|\bstat\w\s+preferit",
    ),
    Element(
        id="lotti",
        anchors=("lott", "58"),
        name="la suddivisione in lotti o il motivo per cui non c'è",
        article="art. 58 c. 1-2 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Gli appalti si dividono in lotti per aprirli alle piccole imprese: chi non lo fa ne dice il motivo.",
        suggestion="L'appalto non è suddiviso in lotti, ai sensi dell'art. 58 del D.Lgs. 36/2023, perché [motivo].",
        statements=(
            r"\blott[oi]\b.{0,12}\b(?:uno\s+)?(?:sol[oi]|uno)\b",
            r"\b(?:suddivi\w+|divi(?:s|d)\w+|frazion\w+|articola\w+|ripartit\w+|compost\w+|costituit\w+|scompost\w+|separa\w+)\b.{0,60}\blott[oi]\b",
            r"\blott[oi]\b.{0,80}\b(?:suddivi\w+|divi(?:s|d)\w+|non\s+(?:è|sono|risult|si)|unic[oi]|funzional\w+|art\w*\.?\s*58)",
            r"\b(?:unico|singolo|solo)\s+lotto\b|\b(?:due|tre|quattro|cinque|sei|n\.?\s*\d)\s+lotti\b|\blotto\s+(?:n\.?\s*)?(?:1|2|uno|due|I{1,2}|A|B)\b",
            r"\bart\w*\.?\s*58\b.{0,80}\blott",
        ),
        heading=r"lott[oi]|suddivisione\s+in\s+lotti",
    ),
    Element(
        id="programmazione",
        name="il programma triennale con il codice CUI",
        article="art. 37 D.Lgs. 36/2023",
        confidence="alta",
        why="Da 140.000 euro (150.000 per i lavori) l'acquisto deve stare nel programma triennale, con il suo CUI.",
        suggestion="L'acquisto è inserito nel programma triennale [anni], approvato con [atto], con codice CUI [codice].",
        in_recitals=True,
        statements=(
            r"\bC\.?U\.?I\b\.?\s*(?:n\.?|:|–|-)?\s*(?-i:[A-Z]?\d{6,})",
            r"\bcodic[ei]\s+(?:CUI|unic[oi]\s+(?:di\s+)?intervento)",
            r"\bprogramm(?:a|azione)\s+(?:triennale|biennale|annuale)?\s*(?:\d{4}\s?[-/–]\s?\d{4}\s*)?(?:deg?l?i\s+acquist\w+|delle\s+(?:acquisizion|opere)\w*|dei\s+(?:lavori|servizi|contratti)|di\s+(?:forniture|acquist\w+|beni|lavori))",
            r"\b(?:inserit|previst|compres|inclus|present)\w+\s+(?:\w+\s+){0,3}?(?:nel(?:la|l')?|dal(?:la|l')?)\s*(?:\w+\s+){0,2}?(?:programma(?:zione)?|elenco\s+annuale)\b",
        ),
    ),
    Element(
        id="cam",
        name="il richiamo ai criteri ambientali minimi (CAM)",
        article="art. 57 c. 2 e art. 83 c. 2 D.Lgs. 36/2023",
        severity="errore",
        confidence="verificata",
        source=CODE,
        why="Quando un decreto stabilisce criteri ambientali minimi per ciò che si compra, le specifiche e le clausole di base vanno sempre nei documenti.",
        suggestion="L'affidamento rispetta le specifiche tecniche e le clausole contrattuali dei criteri ambientali minimi di cui al [decreto], ai sensi dell'art. 57, comma 2, del D.Lgs. 36/2023.",
        statements=(
            r"(?-i:\bC\.?A\.?M\b\.?)",
            r"\bcriteri\s+(?:minimi\s+)?ambientali(?:\s+minimi)?\b",
            r"\b57,?\s*(?:comma|co?\.)\s*2\b",
        ),
        heading=r"(?:rispetto\s+dei\s+)?criteri\s+ambientali(?:\s+minimi)?|C\.?A\.?M\.?",
        unless=r"\bmiglior(?:i[ae]|ativ\w|ament\w+)\b|\bpremial\w+\b|\boltre\s+i\s+CAM",
    ),
)
