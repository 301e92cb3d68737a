"""Who may take part: requirements of turnover, of size and of time; the rotation of an open procedure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Money
from apps.municipal.tenders.law import TURNOVER_TIMES
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import Statement, stated, words
from apps.municipal.tenders.rules.quantities import read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

TURNOVER = words(r"\bfatturat[oi]\b|\bvolume\s+d'affari|\bgiro\s+d'affari")
TIMES = words(
    r"\b(?:(?P<number>\d{1,2}|tre|quattro|cinque|sei|sette|otto|dieci)\s+volte|(?P<word>triplo|quadruplo|quintuplo|decuplo))\s+(?:\w+\s+){0,2}?(?:il|l'|del|dell'|della|al)?\s?(?:valore|importo|base|prezzo|ammontare|corrispettivo|canone|appalt)"
)
MANY = {"triplo": 3, "quadruplo": 4, "quintuplo": 5, "decuplo": 10}
MINIMUM = words(
    r"\b(?:almeno|minim[oa]|non\s+inferior[ei]|non\s+meno\s+di|pari\s+(?:o\s+superior\w+\s+)?(?:ad?|al|alla|almeno)|superior[ei]\s+a|uguale|richiest\w+|requisit\w+|possed\w+|posses\w+|di)\b"
)
OWNED = words(
    r"\b(?:dichiarat[oa]|realizzat[oa]\s+nel\s+\d{4}\s+(?:è|era)|l'impresa\s+ha\s+fatturato|fattur[ae]\b)"
)
YEARLY = words(
    r"\b(?:annu[oae]|medi[oa]\s+annu|all'anno|per\s+ciascun(?:o)?\s+(?:anno|esercizio)|in\s+ciascun)"
)
TOO_MUCH = "Fatturato minimo di {} volte il valore dell'appalto: non può superare il doppio."
TURNOVER_WORDING = "Fatturato globale, maturato nei migliori tre anni degli ultimi cinque, non superiore al doppio del valore stimato dell'appalto (art. 100, comma 11, del D.Lgs. 36/2023)."


def _worth(standing: Standing, money: Money) -> Decimal:
    """The value of the contract, not taken from the amount that is asked."""
    others = [each.value for each in standing.worth if each.start != money.start]
    based = [each.value for each in standing.act.amounts_of("base") if each.start != money.start]
    return max(others or based or standing.values, default=Decimal(0))


def _above(text: str, money: Money) -> list[re.Match[str]]:
    """The label of an amount that stands alone in its row, in the row above."""
    line = text.rfind("\n", 0, money.start) + 1
    if text[line : money.start].strip(" \t|€.…:-") and not text[line : money.start].lower().strip(
        " \t|.…:-"
    ).startswith("eur"):
        return []
    return list(TURNOVER.finditer(text, text.rfind("\n", 0, max(0, line - 1)) + 1, money.start))


ASKED = words(r"\b(?:importo|valore|requisito|soglia)\s+(?:\w+\s+)?(?:minim[oa]|richiest[oa])\b[^.;]{0,60}$")


def _before(text: str, one: int, money: Money) -> list[re.Match[str]]:
    """The label in the sentence before, of «l'importo minimo richiesto è di»."""
    is_asked = ASKED.search(text, one, money.start)
    return list(TURNOVER.finditer(text, max(0, one - 320), money.start)) if is_asked else []


def _turnover(standing: Standing) -> Iterator[Found]:
    """A turnover asked above twice the value: said as so many times, or in euro."""
    text = standing.act.text
    for match in scan(TIMES, text):
        times = MANY.get((match["word"] or "").lower()) or read_count((match["number"] or "0").lower()) or 0
        one, other = sentence_of(standing.act.flat, match.start(), match.end())
        label = TURNOVER.search(text, max(one, match.start() - 160), other)
        if (
            label
            and times > TURNOVER_TIMES.value
            and not re.search(r"\bnon\s+(?:può|puo'|superior)", text[one:other], re.I)
        ):
            yield Found(
                min(label.start(), match.start()), match.end(), TOO_MUCH.format(times), TURNOVER_WORDING
            )
    for money in standing.act.amounts if standing.values else ():
        highest = _worth(standing, money)
        one, other = sentence_of(standing.act.flat, money.start, money.end)
        labels = list(TURNOVER.finditer(text, max(one, money.start - 190), money.start)) or _above(
            text, money
        )
        labels = labels or _before(text, one, money)
        if not labels or OWNED.search(text, one, other):
            continue
        between = text[labels[-1].end() : money.start]
        if (
            MINIMUM.search(between)
            and not re.search(r"\d,\d\d|servizi\w*\s+analog|massim|polizz", between, re.I)
            and money.value > TURNOVER_TIMES.value * highest
        ):
            ratio = (money.value / highest).quantize(Decimal("0.1"))
            yield Found(
                labels[-1].start(), money.end, TOO_MUCH.format(f"{ratio}".replace(".", ",")), TURNOVER_WORDING
            )


FREELY = "Il requisito è attinente e proporzionato all'oggetto e non limita la partecipazione per luogo o dimensione (artt. 10 e 100 del D.Lgs. 36/2023)."
SEAT = r"\b(?:sede|sedi|ufficio|magazzino|deposito|centro\s+di\s+cottura|stabilimento|officina|laboratorio|recapito|filiale|unità\s+locale|punto\s+(?:vendita|di\s+assistenza))\b(?:\s+(?:legale|operativ[ao]|principale|amministrativ[ao]|secondari[ao]|stabile|attiv[ao]|propri[ao]|e|o|ed|od|ovvero|già|gia'))*"
PLACE = r"(?:\b(?:nel|sul|entro\s+il|all'interno\s+del)\s+(?:territorio|Comune|comprensorio|raggio|circondario|distretto|perimetro|capoluogo)|\bin\s+(?:provincia|Lombardia|un\s+Comune|territorio)|\bnella\s+(?:provincia|regione|città)|\b(?:entro|a\s+(?:non\s+più\s+di|meno\s+di)|non\s+oltre|distan\w+\s+(?:\w+\s+){0,3}?(?:di|a))\s+(?:un\s+raggio\s+di\s+)?\w+\s+(?:km|chilometri)|\b(?:a\s+meno\s+di|entro)\s+(?:\w+\s+){1,3}dal\s+(?:comune|municipio|palazzo)|\bdal\s+(?:municipio|palazzo\s+(?:comunale|municipale))|\bentro\s+\d+\s?km)"
LATER = r"\b(?:in\s+caso\s+di\s+aggiudicazion\w+|all'avvio|prima\s+dell'avvio|entro\s+\w+\s+giorni|dall'aggiudicazion\w+|dopo\s+l'aggiudicazion\w+|dall[ao]\s+(?:stipul|avvi|consegn)\w+|si\s+impegn\w+|impegno|impegnar\w+|per\s+(?:tutta\s+)?la\s+durata|aggiudicatari[oa]|affidatari[oa]|appaltator[ei]|consegn\w+|fattur\w+|non\s+(?:è|e')\s+(?:richiest|necessari)\w+|con\s+sede|ha\s+(?:la\s+)?sede|sede\s+legale\s+in|foro|tribunale|tar)\b"
FIRMS = r"\b(?:imprese|ditte|cooperative(?:\s+sociali)?|operatori(?:\s+economici)?|societ[àa]'?|candidati|concorrenti|soggetti)\b"

RESTRICTIVE = (
    Statement(
        rf"{SEAT}[^.;]{{0,70}}?{PLACE}",
        r"\b(?:requisit\w+|a\s+pena\s+(?:di|d')\s?esclusion\w+|possed\w+|possess\w+|già|gia'|al\s+momento\s+dell'offerta|alla\s+data|dovrà|deve|devono|dovranno|solo|soltanto|esclusivamente|riservat\w+|ammess\w+|punt[oi]|punteggi\w*|è\s+richiest\w+|si\s+richied\w+|si\s+chied\w+|aver[ei]?|abbia(?:no)?)\b",
        "Una sede in un certo luogo, chiesta per partecipare, restringe la concorrenza senza base nel Codice.",
        "Chi si aggiudica il contratto assicura, dall'avvio, un recapito operativo che consenta i tempi di intervento indicati.",
        unless=LATER,
        reach=90,
    ),
    Statement(
        rf"{FIRMS}",
        r"\b(?:solo|soltanto|esclusivamente|unicamente|riservat\w+(?:\s+\w+){0,2})\b[^.;]{0,90}?\b(?:con\s+sede|aventi\s+(?:la\s+)?sede|residenti|lombard[eio]|local[ei]|del\s+territorio|del\s+luogo|della\s+(?:zona|provincia))\b|\b(?:local[ei]|lombard[eio]|del\s+territorio|con\s+sede\s+(?:legale\s+|operativa\s+)?(?:nel|in|sul)\b[^.;]{0,40})[^.;]{0,60}?\b(?:hanno\s+la\s+(?:precedenza|preferenza)|sono\s+preferit\w+|prevalg\w+|è\s+preferit\w+|prevale)",
        "La partecipazione o la preferenza è legata alla sede: non è ammesso limitare la concorrenza al territorio.",
        FREELY,
        unless=r"\bnon\b|preferenza\s+di\s+genere",
        reach=130,
    ),
    Statement(
        r"\b(?:parità|pari\s+(?:punteggi\w*|merito|offert\w+|punti))",
        r"\b(?:local[ei]\b|del\s+territorio|con\s+sede|del\s+luogo|comuni?\s+limitrof\w)",
        "A parità di punteggio non può prevalere chi ha sede nel territorio.",
        "A parità di punteggio si procede con offerta migliorativa o sorteggio.",
        reach=130,
    ),
    Statement(
        r"\b(?:attribui\w+|assegn\w+|riconosc\w+|punt[oi]\b|punteggi\w*)",
        rf"{SEAT}[^.;]{{0,60}}?(?:\b(?:nel|sul)\s+territorio|\bnel\s+Comune\b|\bin\s+(?:provincia|Lombardia))",
        "Punti per la sede nel territorio: favoriscono gli operatori del luogo senza base nel Codice.",
        FREELY,
        unless=r"\bnon\b|\bin\s+caso\s+di\s+aggiudicazion|\bsi\s+impegn\w+|\bimpegno\b",
        reach=110,
    ),
    Statement(
        r"\bcapitale\s+sociale\b|\bpatrimonio\s+netto\b",
        r"\b(?:almeno|minim[oa]|non\s+inferior[ei]|pari\s+o\s+superior[ei]|superior[ei]\s+a|non\s+meno\s+di|versat[oa])\b",
        "Un capitale sociale o un patrimonio minimo non è fra i requisiti che il Codice consente di chiedere.",
        FREELY,
        unless=r"\b(?:assicura\w+|compagni[ae]|banc\w+|garante|fideiuss\w+|non\s+è\s+richiest\w+)",
    ),
    Statement(
        r"\b(?:servizi|forniture|lavori|contratti|prestazioni|appalti|incarichi|esperienz\w+|fornitura|servizio)\b",
        r"\b(?:identic[oaihe]{1,2}\s+(?:a\s+quell\w|all'oggetto|per\s+oggetto|al\s+present\w|nell'oggetto)|esclusivamente\s+identic\w+|(?:stesso|medesimo|identico)\s+oggetto\b|per\s+(?:il\s+Comune\s+di\s+[A-Z]\w+|questo\s+(?:Comune|ente)|Comuni\s+(?:della|della\s+stessa|lombardi|limitrofi|del\s+territorio)|enti\s+(?:della\s+provincia|lombardi|del\s+territorio))|(?:presso|a\s+favore\s+di|per\s+conto\s+di|svolt\w\s+in)\s+(?:\w+\s+){0,2}?(?:Comuni|enti|amministrazioni)\s+(?:\w+\s+){0,2}?(?:della\s+(?:provincia|regione|Lombardia)|lombard\w|limitrof\w|del\s+territorio))",
        "L'esperienza è limitata allo stesso oggetto o a enti di un territorio: bastano contratti analoghi, ovunque eseguiti.",
        "Esecuzione di contratti analoghi a quello da affidare, anche a favore di privati e ovunque svolti (art. 100, comma 11, del D.Lgs. 36/2023).",
        unless=r"\b(?:sogli\w+|anche|uscent\w+|rotazion\w+|proroga\w*|subappalt\w*|non\s+necessariamente|affid\w+|precedent\w+|frazion\w+|di\s+pertinenza|anche\s+non|rinnov\w+|ripetizion\w+|aggiudic\w+)\b",
        reach=90,
    ),
    Statement(
        r"\b(?:capacità|requisit\w+|possesso|esperienz\w+|svolt\w+|eseguit\w+|presta\w+|servizi|forniture|contratti)",
        r"\b(?:soltanto|solo|solamente|esclusivamente|unicamente)\s+(?:\w+\s+){0,3}?(?:(?:per|presso|con|a\s+favore\s+di)\s+(?:pubbliche\s+amministrazioni|amministrazioni\s+pubbliche|enti\s+(?:pubblici|locali)|Comuni)\b|(?:quell[ei]|servizi|contratti|forniture)\s+(?:\w+\s+){0,2}?(?:identic\w|dello\s+stesso\s+oggetto|con\s+(?:Comuni|enti)))|\bnon\s+(?:sono|saranno|vengono|si)\s+(?:considera|valuta|computa|conta|ammess|ammett)\w*\s+(?:\w+\s+){0,6}?(?:privat[io])\b",
        "I contratti per privati non contano: restringe la concorrenza, perché conta che siano analoghi.",
        FREELY,
        unless=r"\b(?:titolar|dati|riservat|piattaform|fattur|pagament)\w*",
        reach=110,
    ),
    Statement(
        r"\b(?:requisit\w+|partecip\w+|capacità|ammess\w|concorrent[ei]|candidat\w|a\s+pena\s+d\w*\s?esclusion\w+)",
        r"\b(?:almeno|minim\w+|non\s+inferior\w|non\s+meno\s+di|più\s+di|organico\s+(?:medio\s+)?di)\s+(?:a\s+)?\w+\s+(?:dipendenti|addetti|unità)\b",
        "Un numero minimo di dipendenti, chiesto per partecipare, non è fra i requisiti che il Codice consente.",
        FREELY,
        unless=r"\bpunt(?:i|eggio)\b|\bsquadr\w+|\besecuzione\b|\b(?:aggiudicatari|affidatari|appaltator|impieg|turn|cantier|present[ei]\b|68/1999|categorie|rapporto|parità)\w*",
        reach=110,
        key=r"dipendenti|addetti|unità",
    ),
    Statement(
        r"\b(?:impres[ae]|ditt[ae]|operator[ei]|concorrent[ei]|partecip\w+|requisit\w+|societ\w+|iscri\w+|attività)\b",
        r"\b(?:attiv[aeo]|costituit[aeo]|iscritt[aeo]|oper(?:ant[ei]|are|i|a|ano|ino)|iscrizion\w+|esistent[ei]|sul\s+mercato)\b[^.;]{0,70}?\bda\s+(?:almeno|non\s+meno\s+di|più\s+di|oltre)\s+(?:\d{1,2}|[a-z]{3,12})\s+anni\b",
        "Un numero minimo di anni di attività restringe la concorrenza e non è fra i requisiti del Codice.",
        FREELY,
        unless=r"\bpunt(?:i|eggio)\b|\bprofessionist\w|\balbo\b",
        reach=90,
    ),
    Statement(
        r"\bpartecip\w+|\bammess\w+|\binvitat\w+|\bconcorr\w+",
        r"\b(?:solo|soltanto|solamente|esclusivamente|unicamente)\s+(?:le\s+|alle\s+|gli\s+|i\s+)?(?:societ[àa]'?\s+(?:di\s+capitali|per\s+azioni|italian\w)|S\.?p\.?A\b|cooperative\s+(?:di\s+tipo|sociali\s+del)|imprese\s+(?:italiane|individuali|di\s+grandi|grandi)|grandi\s+imprese)",
        "La partecipazione è limitata a una forma di impresa: il Codice ammette tutti gli operatori dell'art. 65.",
        "Possono partecipare gli operatori economici dell'art. 65 del D.Lgs. 36/2023.",
    ),
)
RESTRICTIVE_ALSO = (
    Statement(
        r"\b(?:partecip|candidar|concorr|ammess|invitat|riservat|requisit)\w*",
        rf"{FIRMS}[^.;]{{0,40}}?\b(?:con|aventi|che\s+(?:hanno|abbiano))\s+(?:la\s+)?(?:propria\s+)?{SEAT}[^.;]{{0,30}}?{PLACE}|\b(?:residenza|domicilio)\s+(?:\w+\s+|dell'\s?){{0,3}}?{PLACE}|\biscri\w+\s+(?:\w+\s+){{0,4}}?camera\s+di\s+commercio\s+di\s+(?!competen|apparten|riferiment|resid|un\b)\w+",
        "Una sede in un certo luogo, chiesta per partecipare, restringe la concorrenza senza base nel Codice.",
        FREELY,
        unless=r"\b(?:non\b|anche|analog\w+|equivalent\w+|in\s+caso\s+di\s+aggiudicazion\w+|(?:dopo|dall)\s?\W?(?:l')?aggiudicazion\w+|impegn\w+|n\.\s?\d|r\.?e\.?a\b)",
        reach=110,
        key=r"sede|residenza|domicilio|camera",
    ),
    Statement(
        r"\b(?:esclus[eio]|non\s+(?:possono|può|potranno|sono\s+ammess)\w*)\b",
        r"\b(?:impres[ae]|ditt[ae]|operator[ei]|concorrent[ei]|chi)\b[^.;]{0,40}?\b(?:(?:costituit|iscritt|attiv|operant|nat)\w+\s+(?:\w+\s+)?da\s+meno\s+di|(?:ha|hanno|abbia(?:no)?)\s+(?:avuto|in\s+corso)\s+(?:\w+\s+){0,2}?(?:contenzios|controversi)\w*)",
        "Un'esclusione che il Codice non prevede: le cause di esclusione sono tassative.",
        "Le cause di esclusione sono quelle degli artt. 94 e 95 (art. 10, comma 2, del D.Lgs. 36/2023).",
        unless=r"\b(?:definitivamente|accertat\w+|risoluzion\w+|condann\w+|non\s+(?:\w+\s+)?esclus\w+)\b",
        reach=90,
        key=r"meno\s+di|contenzios|controversi",
    ),
    Statement(
        r"\b(?:punt[oi]|punteggi\w*|premial[ei])\b",
        r"\b(?:impres[ae]|ditt[ae]|operator[ei])\s+local[ei]\b",
        "Punti per la sede nel territorio: favoriscono gli operatori del luogo senza base nel Codice.",
        FREELY,
        unless=r"\bnon\b",
        reach=90,
    ),
    Statement(
        FIRMS,
        r"\b(?:(?:costituit|iscritt|attiv|operant|nat)\w+\s+(?:\w+\s+)?da\s+meno\s+di\s+\w+\s+ann\w|di\s+(?:nuova|recente)\s+costituzione)\b[^.;]{0,60}?\b(?:non\s+(?:può|possono|potranno|sono\s+ammess)|esclus)\w*",
        "Un numero minimo di anni di attività restringe la concorrenza e non è fra i requisiti del Codice.",
        FREELY,
    ),
    Statement(
        r"\biscri\w+",
        r"\b(?:camera\s+di\s+commercio|registro\s+delle\s+imprese|c\.?c\.?i\.?a\.?a\b\.?|albo)\s+(?:\w+\s+){0,2}?(?:della\s+provincia\s+di|della\s+città\s+metropolitana\s+di|della\s+lombardia)\s?\w*",
        "Un'iscrizione in un certo luogo, chiesta per partecipare, restringe la concorrenza senza base nel Codice.",
        FREELY,
        unless=r"\b(?:analog\w+|equivalent\w+|o\s+in\s+altr\w+|altr[oae]|qualsiasi|competente|professional\w+|con\s+sede|iscritta\s+(?:al|alla|nel)|avvocat\w+|ingegner\w+|architett\w+)\b",
        reach=70,
    ),
    Statement(
        r"\bcertifica(?:t[oi]|zion[ei])\b|\b(?:iso|emas)\b",
        r"\bnon\s+(?:si\s+(?:accett|ammett|riconosc)\w+|(?:sono|è|saranno|sarà|verranno)\s+(?:\w+\s+)?(?:accettat|ammess|riconosciut|valutat)\w+)\s+(?:\w+\s+){0,5}?equivalent\w+|\bequivalent\w+\b[^.;]{0,40}?\bnon\s+(?:sono|è|saranno|verranno)\s+(?:\w+\s+)?(?:accettat|ammess|riconosciut)\w+|\b(?:esclus|nessun)\w+\s+(?:\w+\s+){0,4}?equivalen\w+|\bnon\s+(?:può|possono)\s+essere\s+sostituit\w\b",
        "Chi ha una certificazione equivalente non può essere escluso.",
        "Sono ammesse certificazioni equivalenti e altre prove di misure equivalenti (art. 87 e allegato II.8 del D.Lgs. 36/2023).",
        unless=r"\b(?:ccnl|contratt\w+\s+collettiv\w+)\b",
        reach=90,
    ),
)
OPEN_ROTATION = (
    Statement(
        r"\brotazion\w+",
        r"\b(?:uscente|precedente\s+(?:gestore|affidatari\w|appaltatore)|ha\s+(?:già\s+)?(?:fornito|eseguito|svolto|gestito|avuto)|già\s+affidatari\w)\b[^.;]{0,90}?\b(?:non\s+(?:può|possono|potrà|è\s+ammess\w)|è\s+esclus\w|sarà\s+esclus\w|esclus\w)|\b(?:non\s+(?:può|possono|potrà|è\s+ammess\w)|è\s+esclus\w|esclus\w)\b[^.;]{0,90}?\b(?:uscente|precedente\s+(?:gestore|affidatari\w)|già\s+affidatari\w)",
        "Nelle procedure aperte la rotazione non si applica: l'uscente non può essere escluso.",
        "La procedura è aperta a tutti: il principio di rotazione non si applica (art. 49, comma 5, del D.Lgs. 36/2023).",
        reach=200,
    ),
    Statement(
        r"\b(?:principio|criterio|applicazione|ragion[ei]|motiv[oi]|forza|ossequio|rispetto|virtù)\b[^.;]{0,30}?\brotazion\w+|\bper\s+(?:la\s+)?rotazion\w+",
        r"\bnon\s+(?:(?:è|sono|sarà|saranno|viene|vengono)\s+(?:ammess\w|consentit\w|invitat\w)|può|possono|potrà|potranno)\b|(?<!non )\b(?:è|sono|resta|restano|sarà|saranno)\s+(?:\w+mente\s+)?esclus\w|\b(?:si\s+)?esclud\w+\s+(?:\w+\s+)?(?:l'|il|la|le|gli|i)\b|\bprecludend\w+|\bdivieto\s+di\s+partecip\w+",
        "Nelle procedure aperte la rotazione non si applica: l'uscente non può essere escluso.",
        "La procedura è aperta a tutti: il principio di rotazione non si applica (art. 49, comma 5, del D.Lgs. 36/2023).",
        unless=r"\brotazion\w+\s+(?:\w+\s+){0,2}?non\s+(?:si\s+applica|opera|trova|vale|rileva|riguarda)\w*|\bnon\s+(?:si\s+applica|opera|trova\s+applicazione|vale|rileva|riguarda)\b[^.;]{0,40}?\brotazion|\b(?:commissari|RUP|incaric\w+|dipendent\w+|funzionari\w*)\b",
        reach=200,
    ),
)


def _open_rotation(standing: Standing) -> Iterator[Found]:
    if standing.procedure == "ordinaria":
        yield from stated(*OPEN_ROTATION)(standing)


REQUIREMENTS = tuple(
    of_tender(each)
    for each in (
        clause(
            "requisiti_fatturato",
            "art. 100 c. 11",
            "Un fatturato troppo alto esclude le imprese piccole e medie.",
            _turnover,
            "alta",
        ),
        clause(
            "requisiti_restrittivi",
            "art. 10 c. 3; art. 100",
            "I requisiti sono attinenti e proporzionati; quelli di luogo o di dimensione restringono la concorrenza.",
            stated(*RESTRICTIVE, *RESTRICTIVE_ALSO),
            "alta",
        ),
        clause(
            "rotazione_aperta",
            "art. 49 c. 5",
            "La rotazione serve dove gli invitati sono scelti; in una gara aperta toglierebbe un concorrente.",
            _open_rotation,
            "alta",
        ),
    )
)
