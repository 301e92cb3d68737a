"""What an act chooses among few possibilities: platform, criterion, collective agreement, form, procedure, court, inspection."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.counts import points
from apps.municipal.tenders.rules.contradictions.statement import Read, Statement, before, clause
from apps.municipal.tenders.rules.wording import wording

Options = Sequence[tuple[str, str, re.Pattern[str]]]


def _options(*options: tuple[str, str, str]) -> Options:
    return [(value, shown, wording(pattern)) for value, shown, pattern in options]


PLATFORMS = _options(
    ("sintel", "Sintel", r"\bS[I1l]NTEL\b"),
    (
        "mepa",
        "MEPA",
        r"\bM\.?E\.?P\.?A\b\.?|\bmercato\s+elettronico\s+(?:della\s+)?(?:pubblica\s+amministrazione|p\.?a)\b|\bacquist(?:i\s?in|in)\s?rete(?:\s?pa)?\b",
    ),
    ("start", "START", r"(?-i:\bSTART\b)"),
    ("tuttogare", "TuttoGare", r"\btutto\s?gare\b"),
    ("traspare", "Traspare", r"\btraspare\b"),
    ("sater", "SATER", r"\bSATER\b|\bintercent[- ]?er\b"),
    ("stella", "STELLA", r"(?-i:\bSTELLA\b)"),
    ("net4market", "Net4market", r"\bnet\s?4\s?market\b"),
    ("asmecomm", "Asmecomm", r"\basmecomm\b"),
    ("empulia", "EmPULIA", r"\bempulia\b"),
    (
        "maggioli",
        "Appalti & Contratti",
        r"\bappalti\s?(?:&|e)\s?contratti\s+e-?procurement|\bpiattaforma\s+(?:\w+\s+){0,3}maggioli",
    ),
    ("digitalpa", "DigitalPA", r"\bdigital\s?pa\b"),
    ("acquistitelematici", "Acquisti Telematici", r"\bacquisti\s+telematici\b"),
)
USED = re.compile(
    r"\bpiattaform\w+|\btramite\b|\bmediante\b|\bsvolg\w+|\bgesti\w+|\bcaric\w+|\bpresent\w+|\binseri\w+|\btrasm\w+|\bpervenire\b|\battravers\w+|\bR\.?D\.?O\b|\btrattativa\b|\bsu\b|\bsul\b",
    re.IGNORECASE,
)
NOT_USED = re.compile(
    r"\bnon\s+(?:\w+\s+){0,5}(?:presen\w+|attiv\w+|disponibil\w+|utilizz\w+|risult\w+|obblig\w+|ricorr\w+|tramite|attraverso|sul|su)\b|\bconvenzion\w+|\bassenza\b|\bobblig\w+|\bart\w*\.?\s*1,?\s*(?:comma|c\.)\s*450|\bL(?:egge|\.)\s*(?:n\.\s*)?296|\bin\s+alternativa|\bbando\s+(?:\w+\s+){0,3}MEPA|\babilitat\w+\s+(?:su|al|sul|nel)\b|\bprecedent\w+",
    re.IGNORECASE,
)
CRITERIA = _options(
    (
        "prezzo",
        "prezzo più basso",
        r"\b(?:minor|miglior)\s+prezzo\b|\b(?:al\s+)?prezzo\s+più\s+basso|\bmassimo\s+ribasso|\bmaggior\s+ribasso|\bcriterio\s+del\s+prezzo\b|\bsolo\s+prezzo\b",
    ),
    (
        "qualità",
        "offerta economicamente più vantaggiosa",
        r"\boffert[ae]\s+economicamente\s+(?:più|piu'?)\s+vantaggios[ae]|\bO\.?E\.?P\.?V\b|\bmiglior\s+rapporto\s+(?:tra\s+)?qualità|\brapporto\s+qualità\s?/\s?prezzo",
    ),
)
AWARD = re.compile(
    r"\bcriteri[oi]\b|\baggiudic\w*|\bsele(?:zion|zio)\w+|\bvalutat\w+|\bscelt[ao]\b|\bscegli\w+|\bOEPV\b|\bsi\s+valuta\b|\bvaluta\w*",
    re.IGNORECASE,
)
NO_AWARD = re.compile(
    r"\bnon\s+(?:\w+\s+){0,4}(?:prezzo|massimo|minor|applica\w*|utilizz\w+|ammess\w+|consentit\w+|offerta)|\binvece\s+de|\banziché\b|\bin\s+luogo\s+de|\bin\s+alternativa|\bparità\b",
    re.IGNORECASE,
)
FORMS = _options(
    (
        "atto pubblico",
        "atto pubblico",
        r"\batto\s+pubblico\b|\bforma\s+pubblica(?:\s*-?\s*amministrativa)?\b",
    ),
    ("scrittura privata", "scrittura privata", r"\bscrittura\s+privata\b"),
    (
        "scambio di lettere",
        "scambio di lettere",
        r"\bscambio\s+di\s+(?:lettere|corrispondenza|PEC|comunicazioni)|\b(?:corrispondenza|lettera)\s+(?:secondo\s+l'uso\s+(?:del\s+)?commercial?e?|commerciale)|\bcorrispondenza\s+secondo\s+l'uso",
    ),
)
CONTRACT = re.compile(r"\bstipul\w+|\bform[ae]\b|\bcontratto\b|\bconclu\w+|\bsottoscri\w+", re.IGNORECASE)
NOT_FORM = re.compile(
    r"\bnon\s+(?:(?:è|e'|si|occorre|serve|richiede)\s+)?(?:\w+\s+){0,3}(?:forma\s+pubblica|atto\s+pubblico|scrittura\s+privata)",
    re.IGNORECASE,
)
AGREEMENT = re.compile(
    r"\bcontratto\s+(?=[A-Z][^.;\n]{3,80}\bCNEL\b)|\bC\.?\s?C\.?\s?N\.?\s?L\.?(?![\w])|\bcontratt[oi]\s+collettiv[oi](?:\s+nazionali?\w*)?",
    re.IGNORECASE,
)
AGREEMENTS = _options(
    (
        "cooperative sociali",
        "Cooperative sociali",
        r"\bcooperative\s+(?:sociali|del\s+settore\s+socio)|\bcoop\.?\s+sociali",
    ),
    (
        "pulizie",
        "Pulizie e multiservizi",
        r"\bmulti\s?-?\s?servizi\b|\bpuli(?:zia|zie|mento)\b|\bservizi\s+integrati\b",
    ),
    (
        "turismo",
        "Pubblici esercizi, ristorazione, turismo",
        r"\bpubblici\s+esercizi\b|\bristorazione\b|\bturismo\b",
    ),
    (
        "terziario",
        "Terziario, distribuzione e servizi",
        r"\bterziario\b|\bcommercio\b|\bdistribuzione\s+(?:moderna|organizzata|e\s+servizi)",
    ),
    ("edilizia", "Edilizia", r"\bedil(?:e|i|izia)\b|\blavori\s+edili"),
    ("metalmeccanici", "Metalmeccanici", r"\bmetalmeccanic\w+|\bmeccanica\b"),
    (
        "logistica",
        "Logistica, trasporto merci e spedizione",
        r"\blogistica\b|\btrasporto\s+merci\b|\bautotrasport\w+|\bspedizion\w+",
    ),
    (
        "autoferrotranvieri",
        "Autoferrotranvieri",
        r"\bauto\s?ferro\s?tranvier\w+|\binternavigator\w+|\btpl\b|\bmobilità\b|\btrasporto\s+(?:pubblico\s+)?locale",
    ),
    ("noleggio", "Noleggio autobus con conducente", r"\bnoleggio\b|\bautorimess\w+"),
    (
        "igiene ambientale",
        "Igiene ambientale",
        r"\bigiene\s+(?:ambientale|urbana)\b|\bservizi\s+ambientali\b|\bfise\b|\butilitalia\b",
    ),
    (
        "vigilanza",
        "Vigilanza privata e servizi di sicurezza",
        r"\bvigilanza\b|\bservizi\s+(?:fiduciari|di\s+sicurezza)\b|\bportier\w*",
    ),
    (
        "agricoltura",
        "Operai agricoli e florovivaisti",
        r"\bflorovivaist\w+|\bagricol\w+|\bflorovivaism\w+|\bsistemazione\s+idraulic\w+",
    ),
    ("studi professionali", "Studi professionali", r"\bstudi\s+professional\w+"),
    ("telecomunicazioni", "Telecomunicazioni", r"\btelecomunicazion\w+|\bTLC\b"),
    ("grafica", "Grafici ed editoriali", r"\bgrafic[iaeo]\w*|\beditorial\w+|\beditoria\b"),
    ("legno", "Legno e arredamento", r"\blegno\b|\barred\w+"),
    ("federculture", "Federculture", r"\bfederculture\b"),
    ("uneba", "Uneba", r"\buneba\b"),
    ("anaste", "Anaste", r"\banaste\b"),
    ("sanità privata", "Sanità privata", r"\bsanità\s+privata\b|\baiop\b|\baris\b"),
    ("energia", "Gas, acqua, elettrici", r"\bgas\b|\bacqua\b|\belettric[io]\b|\benergia\b"),
    ("chimica", "Chimici", r"\bchimic\w+"),
    ("alimentare", "Alimentaristi", r"\balimentar\w+|\bpanificat\w+"),
    ("tessile", "Lavanderie e tessile", r"\blavanderi\w+|\btessil\w+|\babbigliamento\b"),
    ("sport", "Impianti sportivi", r"\bimpianti\s+sportivi\b|\bpalestr\w+|\bsport\w*"),
    ("formazione", "Formazione professionale", r"\bformazione\s+professionale\b"),
    ("scuola", "Scuole e asili", r"\baninsei\b|\bagidae\b|\bfism\b"),
)
FEDERAL = 110
"""characters after «CCNL» in which its sector is named"""
OTHER_AGREEMENT = re.compile(
    r"\b(?:chi|qualora|se|ove|operator\w+\s+che|concorrent\w+\s+che)\b[^.;]{0,60}\b(?:applic\w+|indic\w+|adott\w+)[^.;]{0,40}$|\b(?:divers[oi]|altr[oi]|equivalent\w+)\s+(?:rispetto\s+al\s+)?$|\bal\s+posto\s+de[^.;]{0,20}$|\bequivalenza\b[^.;]{0,60}$|\bnon\s+(?:si\s+applica|è\s+applicabile)\b[^.;]{0,30}$|\battualmente\b[^.;]{0,60}$|\buscente\b[^.;]{0,60}$",
    re.IGNORECASE,
)
PROCEDURES = _options(
    ("aperta", "procedura aperta", r"\bprocedura\s+aperta\b"),
    ("negoziata", "procedura negoziata", r"\b(?:procedura\s+)?negoziata\s+senza\b|\bprocedura\s+negoziata\b"),
    ("diretto", "affidamento diretto", r"\baffidamento\s+diretto\b|\baffid\w+\s+direttamente\b"),
    ("ristretta", "procedura ristretta", r"\bprocedura\s+ristretta\b"),
)
APART = re.compile(r"\ba\s+parte\b|\bseparat\w+|\baccessori\w*", re.IGNORECASE)
"""of what is bought besides"""
INDICES = _options(
    ("FOI", "FOI", r"(?-i:\bFOI\b)|\bfamiglie\s+di\s+operai"),
    ("NIC", "NIC", r"(?-i:\bNIC\b)|\bintera\s+collettività"),
    ("produzione", "prezzi alla produzione", r"\bprezzi\s+alla\s+produzione|(?-i:\bPPI\b)"),
    (
        "retribuzioni",
        "retribuzioni contrattuali",
        r"\bretribuzioni\s+contrattual\w+|\bretribuzion\w+\s+orari\w+",
    ),
    ("costruzione", "costo di costruzione", r"\bcosto\s+di\s+costruzione"),
    ("armonizzato", "IPCA", r"(?-i:\bIPCA\b)|\barmonizzat\w+"),
)
INDEX = re.compile(r"\bindic[ei]\b|\bISTAT\b", re.IGNORECASE)
RISKS = _options(
    (
        "no",
        "non redatto",
        r"\bD\.?U\.?V\.?R\.?I\b\.?~{0,40}?\bnon\s+(?:(?:è|e'|viene)\s+)?(?:stato\s+)?(?:redatt|necessari|dovut|allegat|richiest|occorr)\w+|\bnon\s+(?:(?:è|e'|viene|si|occorre)\s+)?(?:stato\s+)?(?:redatt|redig|necessari|dovut|richiest)?\w*\s*(?:redigere\s+|predisporre\s+)?(?:il\s+)?D\.?U\.?V\.?R\.?I\b",
    ),
    (
        "sì",
        "redatto",
        r"\b(?:è|e')\s+(?:stato\s+)?(?:allegat|redatt|predispost)o\s+(?:il\s+)?D\.?U\.?V\.?R\.?I\b|\bD\.?U\.?V\.?R\.?I\b\.?,?\s+(?:allegato|(?:è|e')\s+(?:stato\s+)?(?:redatto|allegato|predisposto)|redatto)\b",
    ),
)
INVOICES = _options(
    ("mensile", "mensile", r"\bmensil[ei]\b|\bogni\s+mese\b|\bcadenza\s+mensile|\buna\s+volta\s+al\s+mese"),
    ("bimestrale", "bimestrale", r"\bbimestral[ei]\b|\bogni\s+(?:due|2)\s+mesi\b|\bogni\s+bimestre"),
    ("trimestrale", "trimestrale", r"\btrimestral[ei]\b|\bogni\s+(?:tre|3)\s+mesi\b|\bogni\s+trimestre"),
    (
        "quadrimestrale",
        "quadrimestrale",
        r"\bquadrimestral[ei]\b|\bogni\s+(?:quattro|4)\s+mesi\b|\bogni\s+quadrimestre",
    ),
    ("semestrale", "semestrale", r"\bsemestral[ei]\b|\bogni\s+(?:sei|6)\s+mesi\b|\bogni\s+semestre"),
    ("annuale", "annuale", r"\bannual[ei]\b|\bogni\s+anno\b"),
)
BILLED = re.compile(
    r"\bfattur\w+|\brat[ae]\b|\bpagament[oi]\s+(?:\w+\s+){0,3}(?:con\s+cadenza|mensil|bimestral|trimestral)|\b(?:periodicità|cadenza|frequenza)\s+(?:del(?:la|l')?|dei)\s*(?:compens|corrispettiv|pagament|fattur|liquidazion|canon)\w+",
    re.IGNORECASE,
)


PAID_BY = _options(
    ("corpo", "a corpo", r"\ba\s+corpo\b"),
    ("misura", "a misura", r"\ba\s+misura\b|\beffettivamente\s+misurat\w+"),
)
PAID = re.compile(
    r"\bcontratt\w+|\bappalt\w+|\bstipulat\w+|\bcorrispettiv\w+|\bcompens\w+|\blavori\b|\bpaga\w*|\bcontabilizz\w+",
    re.IGNORECASE,
)


def _chosen(
    options: Options, needs: re.Pattern[str] | None = None, without: re.Pattern[str] | None = None
) -> Read:
    """Statements of one of `options`, in sentences that speak of the choice and do not deny it."""

    def read(act: Act) -> Iterator[Statement]:
        for value, shown, pattern in options:
            for found in pattern.finditer(act.text):
                said = clause(act, found.start(), found.end())
                if (needs and not needs.search(_led(act, found.start()) + said)) or (
                    without and without.search(said)
                ):
                    continue
                yield Statement(value, found.start(), found.end(), shown)

    return read


def _led(act: Act, start: int) -> str:
    """What leads to a choice, with the title of its paragraph."""
    title = heading(act.text, act.flat.sentence(start, start + 1)[0])
    return f"{title} {before(act.text, start, 60)}"


platforms = _chosen(PLATFORMS, USED, NOT_USED)
forms = _chosen(FORMS, CONTRACT, NOT_FORM)
procedures = _chosen(PROCEDURES, without=APART)
indices = _chosen(INDICES, INDEX)
risks = _chosen(RISKS)
invoices = _chosen(INVOICES, BILLED)
payments = _chosen(PAID_BY, PAID)


def criteria(act: Act) -> Iterator[Statement]:
    """Lowest price or quality and price; «più vantaggiosa, al minor prezzo» is the lowest price.

    Who only gives points to both sides looks at quality too.
    """
    found = list(_chosen(CRITERIA, AWARD, NO_AWARD)(act))
    sides = {each.key: each for each in reversed(list(points(act)))}
    if len(sides) > 1 and not found:
        first = min(sides.values(), key=lambda each: each.start)
        yield replace(first, value="qualità", shown="punti alla qualità e al prezzo", key="", weight=0)
    prices = [each for each in found if each.value == "prezzo"]
    for each in found:
        rest = act.text[each.end : each.end + 90]
        is_price = each.value == "qualità" and any(
            0 <= one.start - each.end < 90 and "qualit" not in rest[: one.start - each.end] for one in prices
        )
        if not is_price:
            yield each


def agreements(act: Act) -> Iterator[Statement]:
    """The sector of each collective agreement that the act asks for."""
    for found in AGREEMENT.finditer(act.text):
        lead = act.text[max(0, found.start() - 110) : found.start()]
        rest = act.text[found.end() : found.end() + FEDERAL]
        rest = re.split(r"[;\n]|\.(?=\s+[A-Z])|\b(?:equivalen|diverso|altro)\w*", rest)[0]
        if OTHER_AGREEMENT.search(lead):
            continue
        for value, shown, pattern in AGREEMENTS:
            sector = pattern.search(rest)
            if sector:
                yield Statement(value, found.start(), found.end() + sector.end(), shown)
