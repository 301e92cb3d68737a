"""Money that flows: traceability, late interest, retained shares, regularity of contributions, advances."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import ADVANCE_DAYS, ADVANCE_PERCENT, MOST_ADVANCE_PERCENT, RETAINED_PERCENT
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.phrasing import of, the
from apps.municipal.tenders.rules.clauses.rows import SHARE, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import NOT_DUE, Statement, before, stated, words
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

TRACED = r"\btracciabilit\w+|\b(?:legge|L\.?)\s*(?:13\s+agosto\s+2010,?\s*)?(?:n\.?\s*)?136(?:\s?/\s?2010|\s+del\s+2010)?\b"
TRACED_WORDING = "L'affidatario assume gli obblighi di tracciabilità dei flussi finanziari, a pena di nullità del contratto (art. 3 della L. 136/2010)."
TRACEABILITY = (
    Statement(
        TRACED,
        rf"{NOT_DUE}|\bnon\s+(?:rientr|riguard|interess|assum|grav)\w+|\b(?:dispensat|sollevat|esonerat|esent)\w\b",
        "La tracciabilità dei flussi vale per ogni contratto pubblico, di qualunque importo e oggetto.",
        TRACED_WORDING,
        unless=r"\b(?:econom(?:o|ale|ali)|cassa\s+economale|in\s+house|fra\s+(?:enti|amministrazioni)|tra\s+(?:enti|amministrazioni)|utenz\w+|rimbors\w+|inosservan\w+|mancat\w+|violazion\w+|risol\w+|contestuale\s+indicazione)",
        reach=75,
    ),
    Statement(
        r"\b(?:pagament\w+|pagar\w*|pag[aih]\w*|saldar\w*|sald[oi]|liquida\w*|corrispettiv\w*|fattur\w+|subfornitor\w+|subappaltator\w+|anticip\w+)\b",
        r"\b(?:in\s+(?:denaro\s+)?contant[ei]|per\s+contanti|su\s+(?:un\s+)?(?:qualsiasi|qualunque)\s+conto|su\s+(?:un\s+)?conto\s+(?:\w+\s+)?(?:non\s+dedicato|intestato\s+a\s+(?:terzi|altri)|di\s+terzi|personale)|senza\s+(?:\w+\s+)?conto\s+dedicato|senza\s+(?:l'\s?)?(?:indicazione\s+del\s+|indicare\s+il\s+|il\s+)?CIG|con\s+assegn\w+)",
        "I pagamenti passano dal conto dedicato, con strumenti tracciabili e con il CIG.",
        TRACED_WORDING,
        unless=r"\b(?:non\s+(?:è|sono|si(?!\s+(?:estend|applic|riferisc|rivolg))|può|possono|saranno|sarà|ammess)|vietat\w+|divieto|esclus\w+|cauzion\w+|garanzi\w+|deposit\w+|economo|econom\w+|né|nessun\w*|utent\w+|famigli\w+|incass\w+|bigliett\w+|risol\w+|spese\s+giornaliere|mancat\w+|1\.?500)\b",
        reach=120,
    ),
)
OWN_ACCOUNT = Statement(
    r"\bconto\s+(?:corrente\s+)?(?:bancario\s+)?dedicato|\bconti\s+dedicati",
    r"\bnon\s+(?:(?:si\s+)?(?:serve|servono|occorr\w+|richied\w+|pretend\w+)|(?:è|sono)\s+(?:\w+\s+)?(?:necessari|richiest|obbligatori|dovut)\w*|è\s+(?:tenut|obbligat)\w\s+a\s+(?:comunic|indic|trasmett)\w+)",
    "I pagamenti passano dal conto dedicato, con strumenti tracciabili e con il CIG.",
    TRACED_WORDING,
    unless=r"\b(?:esclusiv\w+|via\s+esclusiva|solo|soltanto|anche\s+non|nuovo|apposito)\b",
    reach=45,
)
NO_CODE = Statement(
    r"\bc\.?i\.?g\b\.?|\bcodice\s+identificativo\s+(?:di\s+)?gara",
    NOT_DUE,
    "Il CIG serve per ogni contratto pubblico, di qualunque importo.",
    TRACED_WORDING,
    unless=r"\b(?:econom(?:o|ale|ali|ato)|cassa|in\s+house|(?:tra|fra)\s+(?:enti|amministrazioni)|utenz\w+|rimbors\w+|nuov[oi]|ulterior\w+|altr[oi]|divers[oi]|second[oi]|distint[oi]|derivat[oi]|fattur\w+|cup\b|contribut[oi]\s+(?:anac|all'autorità)|missioni|dipendent\w+|indennità)\b",
    reach=45,
)
LATE_WORDING = (
    "Per il ritardo nei pagamenti sono dovuti gli interessi di mora del D.Lgs. 9 ottobre 2002, n. 231."
)
ACCOUNT = Statement(
    r"\bconto\b",
    r"\bnon\s+dedicat[oi]\b|\bintestat[oi]\s+(?:a|ad)\s+(?:terz|altr)\w+",
    "I pagamenti passano dal conto dedicato, con strumenti tracciabili e con il CIG.",
    TRACED_WORDING,
    unless=r"\b(?:non\s+(?:è|sono|si|può|possono|saranno|sarà|ammess)|vietat\w+|divieto|esclus\w+|né|risol\w+)\b",
    reach=40,
)
INTEREST = (
    Statement(
        r"\b(?:ritard\w+|tard[aio]\w*|mora)\b|\bpagament\w+|\bpaga(?:re|to|ti|ta)?\b|\bfattur\w+",
        r"\b(?:(?:non\s+(?:\w+\s+){0,4}?|nessun\w*\s+|senza\s+(?:\w+\s+){0,2}?|esclus[oiae]\s+(?:\w+\s+){0,3}?|rinunci\w+\s+(?:\w+\s+){0,3}?)(?:interess[ei]|maggiorazion[ei]|indennizz[oi])\b(?!\s+(?:transfrontalier|pubblic|legittim|a\s))|interess[ei]\b(?!\s+(?:transfrontalier|pubblic))[^.;]{0,60}?\b(?:non\s+(?:sono|è|spett|matur|decorr|si|potr|vengono)\w*|sono\s+esclus\w+|esclus[ie]\b|rinunci\w+))",
        "Gli interessi per il ritardo non si possono escludere.",
        LATE_WORDING,
        unless=r"\b(?:(?:è|sono)\s+maturat\w|conflitt\w+|manifestazion\w+\s+d|fideiussion\w+|anticipazion\w+|prima\s+di|fino\s+a\s+(?:quando|che)|DURC|imputabil\w+|contestat\w+|sospensione\s+dei\s+termini|fattura\s+irregolare|interess\w+\s+(?:alla|all'|a)\s)",
        reach=140,
    ),
    Statement(
        r"\b(?:ritard\w+|tard[aio]\w*|mora|moratori\w+|interess[ei])\b",
        r"\b(?:interess[ei]\s+(?:al\s+(?:solo\s+)?(?:tasso|saggio)\s+)?legal[ei]|(?:tasso|saggio)\s+(?:d'interesse\s+|di\s+interesse\s+)?legale|art(?:\.|icolo)\s*1284|(?:tasso|saggio|misura)\s+(?:\w+\s+){0,3}?dell[o'](?:\s?)[01](?:,\d+)?\s?(?:%|per\s+cento))",
        "Per il ritardo nei pagamenti non basta l'interesse legale: vale quello del D.Lgs. 231/2002.",
        LATE_WORDING,
        unless=r"\b(?:anticipazion\w+|fideiussion\w+|231|restitu\w+|recuper\w+|maggiorat\w+|aumentat\w+|accresciut\w+|aumentat\w+|garanzi\w+)\b",
        reach=130,
    ),
)
PAYMENT = r"\b(?:pagament\w+|pagat[aeio]|paga(?:re)?\b|liquida\w+|fattur\w+|corrispettiv\w+|sald[oi]\b)"
WAITING = (
    Statement(
        PAYMENT,
        r"\b(?:fine\s+mese|d\.?\s?f\.?\s?f\.?\s?m\b|f\.m\.)",
        "La decorrenza a fine mese allunga il termine di pagamento, che è di trenta giorni.",
        "Il pagamento avviene entro 30 giorni (art. 125 del D.Lgs. 36/2023).",
        unless=r"\b(?:emess\w+|emissione|emett\w+|presenta\w+|fatturazion\w+|rendicont\w+|relazion\w+|entro\s+fine\s+mese)\b",
        reach=110,
    ),
    Statement(
        PAYMENT,
        r"\b(?:subordinat\w+|condizionat\w+|soltanto\s+(?:dopo|quando|se)|solo\s+(?:dopo|quando|se|ad)|non\s+prima|quando|compatibilmente|nei\s+limiti|secondo|(?:non\s+)?appena|una\s+volta|dopo|in\s+attesa|all\'(?:arrivo|incasso|accredito)|a\s+seguito|previ[oa])\b[^.;]{0,70}?\b(?:incass\w+|(?:accredit|erog|vers|trasfer|arriv|ricevut|ottenut)\w+\s+(?:il|i|la|le|lo|l\'|dei|del)?\s?(?:\w+\s+){0,2}?(?:contribut|finanziament|fond[oi]|risors|trasferiment)\w*|(?:accredit|erogazion|arriv|riscossion|trasferiment|accreditament)\w+\s+(?:\w+\s+){0,3}?(?:contribut|finanziament|fond|regional|statal|ministerial)\w*|finanziamento\s+(?:regionale|statale|europeo)|disponibilità\s+(?:finanziari\w|economich\w|di\s+(?:cassa|bilancio|fondi))|risorse\s+di\s+cassa)",
        "Il pagamento non può dipendere dall'incasso di fondi altrui o dalla cassa dell'ente.",
        "Il pagamento avviene entro 30 giorni (art. 125 del D.Lgs. 36/2023).",
        reach=130,
    ),
)
LONGEST = 31


def _waiting(standing: Standing) -> Iterator[Found]:
    """What puts a payment off; not beside a term that is too long by itself."""
    text = standing.act.text
    for found in stated(*WAITING)(standing):
        one, other = standing.act.flat.sentence(found.start, found.end)
        days = [each.value for each in find_quantities(text[one:other], "giorni")]
        if not any(each > LONGEST for each in days):
            yield found


REGULARITY = (
    Statement(
        r"\bD\.?U\.?R\.?C\b\.?|\bregolarità\s+contributiva",
        r"\b(?:non\s+(?:si|è|viene|sarà|occorre|serve)\s*(?:\w+\s+){0,2}?(?:acquisi|richied|richiest|verific|necessari|dovut|obbligatori|controll|chied|attend|guard|esamin|consult|produ|presenta)\w*|non\s+(?:\w+\s+){0,2}?(?:acquisi\w+|richied\w+|verifica|controlla)\b|autocertific\w+|autodichiara\w+|dichiarazion\w+\s+sostitutiv\w+|in\s+luogo\s+del\s+DURC|(?:anche|pure|perfino|comunque|ugualmente|lo\s+stesso|nonostante|malgrado|pur|benché|sebbene|ancorché)\b[^.;]{0,60}?\b(?:irregolar|negativ|scadut|mancan|assen|sprovvist)\w*|(?:irregolar|negativ|scadut|mancan|assen)\w*[^.;]{0,60}?\bnon\s+(?:imped|ostacol|blocc|sospend|preclud|osta\b|rilev)\w*|(?:vale|basta|è\s+sufficiente)\s+(?:\w+\s+){0,3}?(?:dichiarazion|autocertific|attestazion)\w+|(?:sostituit|surrogat)\w\s+(?:da|dall)\w*|(?:a\s+)?prescind\w+|senza\s+(?:\w+\s+){0,3}?(?:DURC|verific|acquisi|controll)\w*|indipendentemente|(?:dispensat|esonerat|esentat)\w)\b",
        "La regolarità contributiva si verifica d'ufficio con il DURC, anche prima di ogni pagamento; se manca si interviene in sostituzione.",
        "Il DURC è acquisito d'ufficio; se irregolare, l'ente trattiene il dovuto e lo versa agli istituti (art. 11, comma 6, del D.Lgs. 36/2023).",
        unless=r"\b(?:(?:auto)?dichiarazion\w+\s+(?:sui|dei|su|relativ\w+\s+ai)\s+requisit|artt?\.?\s*(?:94|95)|requisiti\s+(?:generali|di\s+ordine)|art(?:\.|icolo)\s*52|DGUE|professionist\w+|cassa\s+(?:di\s+previdenza|forense)|inarcassa|senza\s+dipendenti|subappalt\w+|per\s+l'offerta|5\.?000)",
        reach=75,
    ),
)
CONTRIBUTIONS = words(
    r"\b(?:contribu|previdenz|fattur|pagament|rat[ae]\b|canon|accont|progressiv|S\.?A\.?L|stat[oi]\s+d'avanzament|corrispettiv|importo\s+netto|garanzia)\w*"
)
RETAINED = words(r"\b(?:detra(?:tt[oae]|e)\b|ritenut[ae]\b|trattien\w+|trattenut\w+|tratten\w+)")
NOT_RETAINED = words(
    r"\b(?:acconto\s+(?:IRPEF|d'imposta)|ritenuta\s+d'acconto|ritenute\s+fiscali|ritenut[oaie]\s+(?:di(?!\s+\d)|che|opportun|necessari|congru|valid|essenzial)|IRPEF|penal[ei]|subappalt\w*|anticipazion\w+|provvisori\w+|deposit\w+|ribass\w+|IVA\b|incentiv\w+|ritard\w+|giorno|tardiv\w+|recuper\w+)"
)
LEAD = 320
"""characters before a sentence that may speak of a delay"""
RETAINED_WORDING = "Sull'importo netto progressivo delle prestazioni è operata una ritenuta dello 0,50 per cento (art. 11, comma 6, del D.Lgs. 36/2023)."


def _is_of_delay(text: str, one: int, near: str) -> bool:
    """Whether what is kept back is a penalty, as the sentences before say."""
    return "contribu" not in near.lower() and "ritard" in before(text, one)[-LEAD:].lower()


def _retained(standing: Standing) -> Iterator[Found]:
    """The share kept back on each payment for the sake of contributions."""
    text = standing.act.text
    for quantity in find_quantities(text, "percento", "permille") if RETAINED.search(text) else ():
        percent = quantity.value if quantity.unit == "percento" else quantity.value / 10
        if percent == RETAINED_PERCENT.value or not RETAINED.search(
            text, max(0, quantity.start - 110), quantity.end + 60
        ):
            continue
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        labels = list(RETAINED.finditer(text, max(one, quantity.start - 110), min(other, quantity.end + 60)))
        near = text[max(one, quantity.start - 130) : min(other, quantity.end + 110)]
        if (
            labels
            and percent < 50
            and CONTRIBUTIONS.search(near)
            and not NOT_RETAINED.search(near)
            and not _is_of_delay(text, one, near)
        ):
            message = (
                f"Ritenuta {of(percent)} per cento sui pagamenti: è {the(RETAINED_PERCENT.value)} per cento."
            )
            yield Found(quantity.start, quantity.end, message, RETAINED_WORDING)


ADVANCE = words(r"\banticipa\w*|\banticip[oi]\b")
ADVANCED = r"\banticipazion\w+(?:\s+del\s+prezzo)?\b|\banticip[oi]\b(?!\s+(?:di|la|il)\b)"
ADVANCE_WORDING = "L'anticipazione, entro quindici giorni dall'effettivo inizio, è subordinata a fideiussione di pari importo (art. 125, comma 1, del D.Lgs. 36/2023)."
UNSECURED = (
    Statement(
        ADVANCED,
        r"\b(?:senza\s+(?:\w+\s+){0,4}?(?:fideiussion|garanzi|cauzion|polizz)\w*|non\s+(?:\w+\s+){0,5}?(?:fideiussion|garanzi|cauzion)\w+|(?:fideiussion|garanzi|cauzion)\w+\s+(?:\w+\s+){0,2}?non\s+(?:è|serve|occorre|viene)|esent\w+\s+da\s+garanzi\w+)",
        "L'anticipazione si eroga soltanto con una garanzia di pari importo.",
        ADVANCE_WORDING,
        unless=r"\bnon\s+(?:si|è|sarà|viene|può)\s+(?:\w+\s+){0,3}?(?:erog|corrispost|conced|concess|pag)\w*\s+senza|\b(?:provvisori|definitiv)\w+|\bnon\s+è\s+(?:previst|dovut)\w+",
        reach=130,
        titled=True,
    ),
)


def _advance_terms(standing: Standing) -> Iterator[Found]:
    """The advance: fractions in words, its days, its guarantee."""
    text = standing.act.text
    if not ADVANCE.search(text):
        return
    least, most = ADVANCE_PERCENT.value, MOST_ADVANCE_PERCENT.value
    for share in find_shares(text):
        is_word = not re.search(r"%|cento", text[share.start : share.end], re.I)
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 90) : min(other, share.end + 40)]
        if (
            is_word
            and not least <= share.value <= most
            and re.search(
                r"\b(?:prezzo|valore|importo|corrispettivo|contratto|appalto)",
                text[share.end : share.end + 45],
                re.I,
            )
            and ADVANCE.search(near)
            and not re.search(r"recuper|garanzi\w+\s+(?:è\s+)?ridott|svincol", near, re.I)
        ):
            yield Found(
                share.start,
                share.end,
                f"Anticipazione {of(share.value)} per cento: è {the(least)} per cento, fino al {most}.",
                ADVANCE_WORDING,
            )
    yield from _late_advance(standing)
    yield from stated(*UNSECURED)(standing)


def _late_advance(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for quantity in find_quantities(text, "giorni", "mesi"):
        days = quantity.value * (1 if quantity.unit == "giorni" else Decimal(30))
        one, _other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        near = text[max(one, quantity.start - 150) : quantity.start]
        told = re.search(
            rf"(?:{ADVANCED})[^;]{{0,140}}?\b(?:entro|nel\s+termine\s+di|nei)\s+(?:\w+\s+)?$", near, re.I
        )
        if (
            told
            and days > ADVANCE_DAYS.value
            and not re.search(
                r"fattur|corrispettivo\s+è|garanzi\w+\s+(?:dura|valid)", near[told.start() :], re.I
            )
        ):
            yield Found(
                quantity.start,
                quantity.end,
                f"Anticipazione entro {shown(quantity.value)} {quantity.unit}: si eroga entro {ADVANCE_DAYS.value} giorni dall'effettivo inizio.",
                ADVANCE_WORDING,
            )


RETAINED_ROW = Row(
    rf"{SHARE}?ritenut[ae](?:\s(?:di|a)\s(?:garanzia|legge))?(?:\s(?:degli\sobblighi|dei\scontributi|sui\spagamenti|sulle\s(?:rate|fatture)|su\s(?:ogni|ciascun)\spagamento|contributiv\w|previdenzial\w)){{0,2}}",
    "percento",
    within(RETAINED_PERCENT.value, RETAINED_PERCENT.value),
    "Ritenuta del {} per cento sui pagamenti: è dello 0,5 per cento.",
    RETAINED_WORDING,
)
FLOWS = (
    clause(
        "tracciabilita",
        "art. 3 L. 136/2010",
        "La tracciabilità difende i contratti pubblici dalle infiltrazioni: non conosce eccezioni per importo.",
        stated(*TRACEABILITY, ACCOUNT, OWN_ACCOUNT, NO_CODE),
        "alta",
    ),
    clause(
        "interessi",
        "D.Lgs. 231/2002",
        "Chi paga in ritardo deve gli interessi di mora: escluderli è iniquo e nullo.",
        stated(*INTEREST),
        "alta",
    ),
    clause(
        "pagamento_rinviato",
        "art. 125; D.Lgs. 231/2002",
        "Il termine di pagamento non si allunga con formule.",
        _waiting,
        "alta",
    ),
    clause(
        "durc",
        "art. 11 c. 6; DM 30.1.2015",
        "Il DURC si acquisisce d'ufficio: protegge i lavoratori e chi paga.",
        stated(*REGULARITY),
        "alta",
    ),
    clause(
        "ritenuta",
        "art. 11 c. 6",
        "La ritenuta sui pagamenti è fissata dal Codice.",
        with_rows(_retained, RETAINED_ROW),
        "alta",
    ),
    clause(
        "anticipazione_condizioni",
        "art. 125 c. 1",
        "L'anticipazione ha una misura, un termine e una garanzia.",
        _advance_terms,
        "alta",
    ),
)
