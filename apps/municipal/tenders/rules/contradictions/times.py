"""Durations and terms that an act states: of the contract, its renewal, the payments, the offers, the appeal."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions import lengths
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.dates import periods
from apps.municipal.tenders.rules.contradictions.lengths import Time
from apps.municipal.tenders.rules.contradictions.statement import (
    ANOTHER,
    Stated,
    Statement,
    after,
    before,
    clause,
    labels,
    nearest,
)
from apps.municipal.tenders.rules.kept import KEPT
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import wording

ROLES = labels(
    (
        "ricorso straordinario",
        r"\bricorso\s+straordinario|\bPresidente\s+della\s+Repubblica|\bCapo\s+dello\s+Stato",
    ),
    (
        "termine dilatorio",
        r"\bdilatori\w+|\bstand\s?-?\s?still|\b(?:comunicazion\w+|aggiudicazion\w+)\b[^.;]{0,40}\b(?:firma|stipula\w*|contratto)\s+(?:corr\w+|intercorr\w+|pass\w+|decorr\w+)|\bnon\s+(?:può|puo'?)\s+essere\s+stipulat\w+\s+prima|\bstipulat\w+\s+non\s+prima|\b(?:fra|tra)\s+(?:la\s+)?(?:comunicazion\w+|aggiudicazion\w+)\b[^.;]{0,60}\b(?:firma|stipula)\b|\bprima\s+di\s+(?:firmare|stipulare)\b",
    ),
    ("rinnovo", r"\brinnov\w+"),
    (
        "proroga",
        r"\bprorog\w+|\b(?:continuazion|prosecuzion)e\b|\b(?:protra|prolunga)\w+|\bprosegu(?:a|ire|irà)\b(?=[^.;]{0,80}\bnuov[oa]\s+(?:gestore|contraente|affidatari|appalt|concessionari|gara))",
    ),
    (
        "validità dell'offerta",
        r"\boffert\w+\s+(?:(?:è|e'|ha|hanno|avrà|avranno|resta|restano|rimane|rimangono|sono|sarà|saranno|si\s+intende|deve\s+(?:essere|avere|restare|rimanere)|dovrà\s+(?:essere|avere))\s+)?(?:vincol\w+|valid\w+|irrevocabil\w+|ferm[ae]|impegn\w+|efficac\w+)|\b(?:validità|irrevocabilità|efficacia|vincolatività)\s+dell[ae']\s?(?:propria\s+)?offert\w|\b(?:s?vincol[aoei]|svincolar)\w*|\bnon\s+cambi\w+|\bmant(?:en|ien)\w+\s+(?:ferma|valida|(?:la\s+(?:propria|sua)\s+|l')offerta)|\btenuta\s+ferma|\boffert\w+\s+(?:immutat|invariat)\w+|\birrevocabil\w+",
    ),
    (
        "pagamento",
        r"\bpagament[oi]\b|\bpag(?:a(?:t[oaei]|no|re|ndo)?|h(?:iamo|erà|eremo))\b|\bliquid(?:at[oaei]|azion[ei]|a|ano|are|erà)\b|\bsald(?:o|at[oaei]|a|ano)\b|\bbonific\w+|\bcorrispost[oaei]\b",
    ),
    ("ricorso", r"\bricors[oi]\b|\bricorrere\b|\bimpugn\w+|\bT\.?\s?A\.?\s?R\b"),
    (
        "verifica di conformità",
        r"\bcertificato\s+di\s+(?:regolare|verifica|collaudo)\w*|\bverifica\s+di\s+conformità|\bcollaud(?:[oi]|are|at[oaei])\b|\bregolare\s+esecuzione",
    ),
    ("avvio", r"\bverbal[ei]\b"),
    ("stipula", r"\bstipul\w+|\bsottoscri\w+|\bfirma\w*"),
    ("pubblicazione", r"\bpubblicat[oaei]\b|\bpubblicazion[ei]\b"),
    ("preavviso", r"\bpreavvis\w+\b|\brece(?:sso|dere|de)\b|\bdisdett\w+"),
    ("consegna", r"\bconsegn(?:a|e|are|at[oaei])\b|(?<!beni )(?<!prodotti )\bforniti\b"),
    (
        "durata della procedura",
        r"\b(?:procedura|procedimento|gara)\b[^.;]{0,60}\bconclu(?:de|derà|sione|dersi)\b|\bconclusione\s+de(?:lla\s+(?:procedura|gara)|l\s+procedimento)|\btermine\s+(?:massimo\s+)?del\s+procedimento|\bdurata\s+(?:massima\s+)?(?:della\s+procedura|del\s+procedimento)",
    ),
    (
        "garanzia dei beni",
        r"\bgaranzi[ae]\b|\bgarantit\w+|\bgarantisc\w+\s+(?:gli\s+|i\s+|le\s+|la\s+|il\s+)(?:arredi|beni|prodott\w+|apparecchi\w*|fornitur\w+|attrezzatur\w+|veicol\w+|mezz\w|material\w+|articol\w+|macchin\w+|lampad\w+|opere)\b|\b(?:ripristin|ripar|sostitu|elimin)\w+\s*,?\s*(?:a\s+(?:cura\s+e\s+)?(?:proprie\s+|sue\s+)?spese(?:\s+(?:dell\W|del(?:la)?\s)\s?\w+)?|gratuit\w+|senza\s+(?:alcun\w*\s+)?(?:spes|cost|oner|addebit)\w+)(?:\s+(?:\w+\s+){0,4}?(?:guast|difett|vizi|rottur)\w*)?|\brispond[eo]\w*\s+(?:\w+\s+){0,2}(?:difett|vizi|rottur)\w*",
    ),
    ("anticipazione", r"\banticipazion\w+"),
    (
        "altro",
        r"\bultim[oi]\b|\bpreceden\w+|\btrienni\w+|\bquinquenni\w+|\besperienz\w+|\bconserva\w+|\bcancellat\w+|\bpenal\w+|\britard\w+|\bcontestazion\w+|\bgiustificazion\w+|\bdifesa\b"
        r"|\bcontrodeduzion\w+|\bdiffid\w+|\bchiariment\w+|\bquesit\w+|\bguast\w+|\bsostituzion\w+|\brecuperat\w+|\banticipo\b|\bcauzion\w+|\bfideiussion\w+|\bammortament\w+|\bal[tl]eno\b|\bogni\b|\bdebit\w+"
        r"|\bsospension\w+|\bconvocazion\w+|\bcomunica\w*|\bcertificat\w+|\bmonitora\w+|\bfattur\w+\s+(?:è|e'|sono)\s+emess\w+|\brequisit\w+|\bfatturat\w+|\battivit[aà]\s+da\b|\biscritt\w+|\barchivi\w+",
    ),
    (
        "durata",
        r"\bdurat[ae]\b|\bdur[aeio]\b|\bdurano\b|\btempo\s*[:.]|\bimpegno\s+contrattuale|\bperiodo\s*[:.]|\b(?:contratto|appalto|servizio|affidamento)\s+(?:vale|varrà|copre|abbraccia|si\s+estende|si\s+svolge|ha\s+validità|avrà\s+validità|ha\s+efficacia)\b|\besecuzione\s+per\b|\bin\s+vita\b|\barco\s+temporale|\bdurerà\b|\bdurante\b|\btemp[oi]\s+(?:utile|di\s+esecuzione|contrattual\w+)|\btermin[ei]\s+(?:utile|di\s+esecuzione|(?:di|per\s+l')\s?ultimazione|per\s+(?:l'esecuzione|dare\s+ultimat\w+))"
        r"|\bultima(?:re|ti|te|to|ta|zione|no)\b|\bcomplet(?:are|ati|ate|ato|ata)\b|\b(?:si\s+compi(?:ono|e)|compiut[oaie])\b|\besegu(?:ire|iti|ite|ito|ita|e|ono)\b|\bdecor(?:re|rono|rerà)\b|\bperiodo\s+(?:contrattuale|di\s+affidamento|dell'appalto)|\bscadenza\s+(?:contrattuale|del\s+contratto)|\btempi\b",
    ),
)
PURCHASE = re.compile(
    r"\b(?:servizi[o]?|accordo|concession[ei]|prestazion[ei]|esecuzione|opera|opere|intervento|interventi|rapporto|periodo|procedura|affidament\w+|affidare|appalto|fornitur[ae]|lavori|noleggio|gestione|manutenzione|contratto|incarico|locazione)\b",
    re.IGNORECASE,
)
FOR = re.compile(
    r"\b(?:contratto|appalto)\s+di\s+$|\bper\s+(?:(?:il|un|l'intero)\s+(?:periodo|arco)\s+(?:complessivo\s+)?di\s+|complessivi\s+|i\s+prossimi\s+|n\.\s?)?$",
    re.IGNORECASE,
)
NOT_DURATION = re.compile(
    r"^\W*(?:prima|dopo(?!\s+(?:di\s+che|i\s+quali|cui))|antecedent|precedent|dall[ae]?\s+(?:ricevimento|richiesta|pubblicazione|aggiudicazione|comunicazione|data\s+di\s+(?:ricevimento|pubblicazione|scadenza)|ordine)|di\s+(?:ritardo|anticipo|preavviso|esperienza|validità|prova|rinnovo|proroga|garanzia|sospensione|affiancamento|formazione)|lavorativi\s+(?:dal|prima))",
    re.IGNORECASE,
)
RENEWING = re.compile(
    r"^[^.;]{0,25}\b(?:di\s+|per\s+(?:il\s+|l'eventuale\s+)?|a\s+titolo\s+di\s+)(?P<what>rinnovo|proroga|garanzia)|^[^.;\d]{0,90}\b(?:nelle\s+more|in\s+attesa)\s+(?:\w+\s+){0,4}?(?:nuov|gara|procedur|aggiudic|affidament)",
    re.IGNORECASE,
)
RENEWED = {"rinnovo": "rinnovo", "proroga": "proroga", "garanzia": "garanzia dei beni"}
RUNNING = re.compile(
    r"^[\s,]*(?:naturali|solari|continuativi|continui|effettivi)\b[\s,]*(?:e\s+|,\s*)?(?:consecutivi|successivi|continui|continuativi)",
    re.IGNORECASE,
)
"""how the time for works is counted"""
LASTING = re.compile(
    r"\b(?:il|la|lo|l'|i|gli|le|un|una|ogni|ciascun[ao]?)\s?(?:\w+\s+){1,4}(?:dur(?:a|ano|erà|eranno|i)|(?:ha|avrà|hanno)\s+(?:la\s+)?durata)\b[^.;,]{0,25}$",
    re.IGNORECASE,
)
OF_DURATION = re.compile(r"^\s+(?:di|è\s+la)\s+durata\b", re.IGNORECASE)
DELIVERED = re.compile(
    r"\bconsegn[ae]\b(?!\s+(?:de[il]|dell[ao'])\s?(?:lavori|cantiere|servizio|are[ae]))[^.;]{0,60}\b(?:complet|esegu|effettu|ultim)\w*[^.;]{0,25}$",
    re.IGNORECASE,
)
OF_ORDER = re.compile(r"\bordin[ei]\b|\bordinativ\w+", re.IGNORECASE)
OF_GUARANTEE = re.compile(
    r"\b(?:garanzi\w+|cauzion\w+|polizz\w+)\b[^.;]{0,40}\b(?:durata|dura|validità|termine)\b[^.;,]{0,25}$|\bdurata\s+dell[ae]\s+(?:garanzi|cauzion|polizz)\w+[^.;,]{0,40}$",
    re.IGNORECASE,
)
STANDING_STILL = re.compile(r"[^.;]{0,60}\b(?:dilatorio|stand\s?-?\s?still)\b", re.IGNORECASE)
WAITING = re.compile(
    r"\b(?:dopo|prima\s+(?:di|che\s+siano\s+(?:decorsi|trascorsi))|decorsi|trascorsi|decorso\s+il\s+termine\s+di)\s*$",
    re.IGNORECASE,
)
SIGNING = re.compile(r"\bstipul\w+|\bfirma\w*|\baggiudicazione\b|\bcontratto\b", re.IGNORECASE)
ALL_TOLD = re.compile(
    r"\b(?:compres\w+|inclus\w+|comprensiv\w+)\s+(?:\w+\s+){0,3}(?:l')?(?:eventual\w+\s+)?(?:rinnov|prorog|opzion)\w+[^.;]{0,30}$",
    re.IGNORECASE,
)
MORE = re.compile(r"\b(?:ulterior[ei]|altr[oiae]|success\w+)\s+$", re.IGNORECASE)
OF_OPTION = re.compile(
    r"\b(?P<what>rinnov|prorog)\w+\b(?:[^.;]{0,90}?\bper\s+(?:una|la|un|un'ulteriore|ulteriore)|[^.;,]{0,40}?\b(?:della|ha(?:\s+una)?|avrà(?:\s+una)?|con))\s+(?:(?:ulteriore|massima|uguale|pari)\s+)?(?:durata|periodo)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
"""«rinnovare il contratto, alle medesime condizioni, per una durata massima di»"""
OPTIONS = tuple(each for each in ROLES if each[0] in ("rinnovo", "proroga"))
NO_RENEWAL = re.compile(
    r"\b(?:esclus[oa]\s+(?:qualunque|qualsiasi|qualsivoglia)\s+(?:forma\s+di\s+)?rinnovo|senza\s+(?:possibilità\s+di\s+|alcun\s+|né\s+)?rinnov[oi]|non\s+(?:è|e'|sono)\s+(?:previst|ammess|consentit)[oi]\s+(?:il\s+|alcun\s+|opzioni\s+(?:né|o|di)\s+)?rinnov[oi]|"
    r"(?:il\s+)?contratto\s+non\s+(?:è|e')\s+rinnovabile|(?:né|senza\s+opzioni\s+né)\s+rinnovi|esclus[oa]\s+(?:il\s+|ogni\s+)rinnovo)\b(?!\s+tacit\w+(?!\s+(?:né|nè|ne'|o|e|ed|od)\s+espress))",
    re.IGNORECASE,
)
NO_EXTENSION = re.compile(
    r"\b(?:(?:senza\s+(?:possibilità\s+di\s+)?|esclusa\s+(?:qualunque|qualsiasi|ogni)\s+|alcuna\s+)(?:proroga|prosecuzione)|prorog\w+\s+(?:non\s+(?:è|e'|sono)\s+(?:ammess|consentit|previst)|è\s+esclusa|è\s+vietata)\w*|non\s+(?:è|e'|sono)\s+(?:ammess|consentit|previst)[ae]\s+(?:alcuna\s+|opzioni\s+di\s+|(?:alcuna\s+)?opzione\s+di\s+)?prorog\w+|non\s+(?:può|potrà)\s+essere\s+prorogat\w+|(?:è|e')\s+esclus[ao]\s+(?:la\s+|ogni\s+)?(?:possibilità\s+di\s+)?prorog\w+)\b",
    re.IGNORECASE,
)
COMPARED = (
    "validità dell'offerta",
    "pagamento",
    "ricorso",
    "verifica di conformità",
    "preavviso",
    "durata della procedura",
    "termine dilatorio",
    "garanzia dei beni",
)
NO_STANDSTILL = wording(
    r"\bnon\s+(?:opera|si\s+(?:applica|osserva)|(?:è|e')\s+(?:soggett\w+|dovut\w+|previst\w+)|trova\s+applicazione|occorre)~{0,40}?\b(?:termine\s+)?(?:dilatorio|stand\s?-?\s?still)"
    r"|\b(?:dilatorio|stand\s?-?\s?still)\b~{0,50}?\bnon\s+(?:si\s+applica|trova\s+applicazione|(?:è|e')\s+(?:applicabile|dovuto|previsto))"
)
GOODS = re.compile(
    r"\bcauzion\w+|\bprovvisori\w+|\bdefinitiv\w+|\bfide(?:i|j)uss\w+|\bpolizz\w+|\bofferta\b", re.IGNORECASE
)
HANDING_OVER = re.compile(
    r"\b(?:consegna\s+(?:dei\s+lavori|del\s+servizio|del\s+cantiere|anticipata|d'urgenza)|verbale)",
    re.IGNORECASE,
)
MOST = 4000
"""lengths of one text; ten times what the longest acts have"""
SUMMER = 3
"""months by which years that are counted as school years may be shorter"""


@lru_cache(maxsize=KEPT)
def times(text: str) -> tuple[tuple[str, Statement], ...]:
    """Every length of time in a flattened act, with what it is of."""
    read = islice(scan(lengths.TIME, text), MOST)
    found = [(match, value) for match in read if (value := lengths.length_of(match))]
    return tuple(_timed(text, match, value) for match, value in found)


def _timed(text: str, match: re.Match[str], value: Time) -> tuple[str, Statement]:
    role, weight = _role(text, match, value)
    return role, Statement(value, match.start(), match.end(), key=role, weight=weight)


def _role(text: str, found: re.Match[str], value: Time) -> tuple[str, int]:
    """Of what a length of time is, and how clearly the text says so."""
    lead = before(text, found.start())
    if found["adjective"] or found["span"]:
        return _of_a_span(nearest(ROLES, lead), is_noun=bool(found["span"]))
    rest = after(text, found.end(), 60)
    renewing = RENEWING.match(rest)
    if renewing:
        return RENEWED[(renewing["what"] or "proroga").lower()], 2
    if OF_DURATION.match(rest):
        return "durata", 3
    role = _led_to(text, lead, found.start() - len(lead))
    if STANDING_STILL.match(rest) or (
        WAITING.search(lead) and (role == "stipula" or (not role and SIGNING.search(lead + rest)))
    ):
        return "termine dilatorio", 2
    is_handed_over = role in ("", "avvio") or (role == "consegna" and HANDING_OVER.search(lead + rest))
    if is_handed_over and RUNNING.match(rest) and not OF_ORDER.search(lead + rest):
        return "durata", 2
    if role == "durata" and (guarded := OF_GUARANTEE.search(lead)):
        return ("altro" if GOODS.search(guarded[0]) else "garanzia dei beni"), 2
    if role == "durata" and (lasting := LASTING.search(lead)) and not PURCHASE.search(lasting[0]):
        return "altro", 1
    if role == "durata":
        return ("altro" if NOT_DURATION.match(rest) or ANOTHER.search(lead) else "durata"), 3
    bare = not role and value.unit == "mesi" and value.count > 1
    if bare and FOR.search(lead) and PURCHASE.search(lead):
        return "durata", 2
    return role or "altro", 1


def _of_a_span(role: str, *, is_noun: bool) -> tuple[str, int]:
    """«Per un biennio» may be of a renewal, «contratto biennale» is of the contract."""
    if is_noun and role in RENEWED:
        return role, 2
    return ("altro" if role in ("altro", *RENEWED) else "durata"), 1


def _led_to(text: str, lead: str, start: int) -> str:
    """Of what the words before a length of time, or the title above them, say that it is."""
    role = "altro" if ALL_TOLD.search(lead) else nearest(ROLES, lead) or nearest(ROLES, heading(text, start))
    if role == "durata" and DELIVERED.search(lead):
        return "consegna"
    lasting = OF_OPTION.search(lead) if role == "durata" else None
    if lasting:
        return "rinnovo" if lasting["what"].lower().startswith("rin") else "proroga"
    is_more = role == "durata" and MORE.search(lead)
    return (nearest(OPTIONS, lead) or "altro") if is_more else role


def _of(act: Act, role: str) -> list[Statement]:
    return [replace(statement, key="") for named, statement in times(act.text) if named == role]


def durations(act: Act) -> list[Statement]:
    """How long the contract lasts, in words and as its two days have it: a school year may end in July."""
    stated = _of(act, "durata")
    months_stated = [
        each.value.count for each in stated if isinstance(each.value, Time) and each.value.unit == "mesi"
    ]
    dated = [(first, last, _months(first.value, last.value)) for first, last in periods(act)]
    return stated + [
        Statement(Time(months, "mesi"), first.start, last.end, weight=0)
        for first, last, months in dated
        if months and (not months_stated or any(0 <= length - months <= SUMMER for length in months_stated))
    ]


def _months(first: date, last: date) -> int:
    """Whole months between two days, the last one counted; 0 when they are not whole."""
    after_last = last + timedelta(days=1)
    whole = (after_last.year - first.year) * 12 + after_last.month - first.month
    return whole if after_last.day == first.day else 0


def renewals(act: Act) -> Iterator[Statement]:
    """For how long the contract can be renewed, or that it cannot."""
    yield from _of(act, "rinnovo")
    for found in scan(NO_RENEWAL, act.text):
        yield Statement(None, found.start(), found.end(), "nessun rinnovo", weight=2)


def extensions(act: Act) -> Iterator[Statement]:
    """For how long it can go on until another is found, or that it cannot."""
    yield from _of(act, "proroga")
    for found in scan(NO_EXTENSION, act.text):
        yield Statement(None, found.start(), found.end(), "nessuna proroga", weight=2)


def terms(act: Act) -> Iterator[Statement]:
    """The terms of payment, of the offers, of the appeal…, each under its own key."""
    for role, statement in times(act.text):
        if role in COMPARED and not _is_other(act, role, statement):
            yield statement
    for found in scan(NO_STANDSTILL, act.text):
        yield Statement(None, found.start(), found.end(), "non si applica", "termine dilatorio")


def _is_other(act: Act, role: str, statement: Statement) -> bool:
    said = clause(act, statement.start, statement.end)
    months = isinstance(statement.value, Time) and statement.value.unit == "mesi"
    if role == "garanzia dei beni":
        return bool(GOODS.search(said)) or not months
    return role == "consegna" and (months or bool(HANDING_OVER.search(said)))


def as_long(one: Stated, other: Stated) -> bool:
    """Whether some length of the one can be a length of the other."""
    return any(lengths.as_long(mine, theirs) for mine in one.values for theirs in other.values)


def end_alike(one: Stated, other: Stated) -> bool:
    """A last day that differs because the length does is told once, as a length."""
    if one.values & other.values:
        return True
    both = [Stated(each.act, tuple(durations(each.act))) for each in (one, other)]
    return all(each.statements for each in both) and not as_long(*both)
