"""Which elements each type of act must have, and when: by object, by amount, by criterion."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act, Kind
from apps.municipal.tenders.law import (
    CONTRIBUTION_FROM,
    CORRECTIVE,
    CamSubject,
    cam_subjects,
    programme_limit,
    stamp_duty,
)
from apps.municipal.tenders.rules.elements.stating import stated
from apps.municipal.tenders.rules.scanning import scan

INTELLECTUAL = re.compile(
    r"(?<!esclusi i )(?<!non )(?<!non di )\b(?:natura|servizi[o]?|prestazion[ei]|attività)\s+(?:\w+\s+){0,3}(?:prevalentemente\s+|esclusivamente\s+)?intellettual[ei]",
    re.IGNORECASE,
)
EXCEPTED = re.compile(
    r"\b(?:non|esclus\w+|divers\w+|eccezione|eccettuat\w+|salv\w+|eccetto|tranne)\b[^\n]{0,40}$",
    re.IGNORECASE,
)
SOFTWARE = re.compile(
    r"\b(?:software|gestional[ei]|applicativ[oi]|piattaforma\s+(?:web|informatica)|licenz[ae]|saas|cloud|hosting|sito\s+web|portale)\b",
    re.IGNORECASE,
)
FITTED = re.compile(
    r"\b(?:con|e|compres[aoie]|inclus[aoie])\s+(?:\w+\s*,?\s+){0,4}(?:posa|montaggio|installazione|messa\s+in\s+opera)\b",
    re.IGNORECASE,
)
MERE = re.compile(r"\bmer[ae]\s+fornitur\w|\bsenza\s+(?:posa|installazione|montaggio)", re.IGNORECASE)
BEST_VALUE = re.compile(
    r"\bofferta\s+economicamente\s+(?:più\s+)?vantaggiosa|\bO\.?E\.?P\.?V\b|\bmiglior\w*\s+rapporto\s+(?:tra\s+|fra\s+)?qualit|\bqualità\s?(?:/|e)\s?(?:il\s+)?prezzo",
    re.IGNORECASE,
)
LOWEST_PRICE = re.compile(
    r"\b(?:criterio|aggiudica\w*|affida\w*|selezion\w*)\b[^\n]{0,90}\b(?:minor\s+prezzo|prezzo\s+più\s+basso|massimo\s+ribasso|maggior\s+ribasso)",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:trasloc\w+|facchinaggi\w*|moviment\w+|magazzinaggi\w*|inventari\w*)\b", re.IGNORECASE
)
"""a service about things that are not bought: what is named after it is only moved or counted"""
OFFICE = re.compile(
    r"^\W*(?:comune|città|settore|area|ufficio|direzione|servizio(?!\s+d[ie'])|unità|u\.o\.|prot)\b[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""lines of a letterhead: what the office is called is not what it buys"""
NEXT_LABEL = re.compile(r"[.;]\s+(?:Valore|Importo|Prezzo|Forma|Clausole|Durata|Spesa|Costo)\b[^.;\n]{0,20}:")
"""«Oggetto: custodia dei musei. Valore: … Clausole: orari, divise …»: what follows is not the object"""
SPECIFIED = re.compile(r"\bcapitolat\w+", re.IGNORECASE)
QUOTES = re.compile(r"\bpreventiv[oi]\b[^;]{0,90}\baffidament\w+\s+dirett", re.IGNORECASE)
CONTEST = re.compile(r"\bprocedura\s+negoziata|\bsaranno\s+invitat", re.IGNORECASE)
TITLE = 700
INTELLECTUAL_CODES = ("71", "791", "792", "7941")
"""groups of the common vocabulary: engineering, law, accounting, consultancy"""
LABOUR_KINDS = ("lavori", "servizi", "servizi_sociali", "concessione")
INTELLECTUAL_KINDS = ("servizi_intellettuali", "servizi_ingegneria")
Asked = bool | None
"""None: it cannot be told from the act, so that what is missing is only noted"""


@dataclass(frozen=True)
class Demand:
    """When an element is asked for; `because` says so in the message."""

    holds: Callable[[Act], Asked]
    because: str = ""


def _for_supplies_fitted(act: Act) -> Asked:
    """Whether there is more than a mere supply."""
    if act.object_kind != "forniture":
        return True if act.object_kind else None
    return bool(FITTED.search(_object(act))) and not MERE.search(act.text)


def _for_labour(act: Act) -> Asked:
    """Works, and services that are not intellectual."""
    if not act.object_kind:
        return None
    if act.object_kind not in LABOUR_KINDS or _is_intellectual(act):
        return False
    return None if act.object_kind == "servizi" and SOFTWARE.search(_object(act)) else True


def _for_site(act: Act) -> Asked:
    """Neither a mere supply nor an intellectual service."""
    return _for_supplies_fitted(act) if act.object_kind == "forniture" else _for_labour(act)


def _is_intellectual(act: Act) -> bool:
    if any(code.kind == "cpv" and code.text.startswith(INTELLECTUAL_CODES) for code in act.codes):
        return True
    return act.object_kind in INTELLECTUAL_KINDS or any(
        not EXCEPTED.search(act.text, max(0, found.start() - 60), found.start())
        for found in scan(INTELLECTUAL, act.text)
    )


def _for_stamp(act: Act) -> Asked:
    """The contract, not the estimate, is what the duty is paid on."""
    if act.euro is None:
        return None
    offers = [money.value for money in act.amounts_of("offerta") if money.value * 2 > act.euro]
    return stamp_duty(min((act.euro, *offers))).value > 0


def _for_programme(act: Act) -> Asked:
    if act.euro is None:
        return None
    limits = sorted(
        programme_limit(kind).value
        for kind in ((act.object_kind,) if act.object_kind else ("servizi", "lavori"))
    )
    return act.euro >= limits[-1] or (None if act.euro >= limits[0] else False)


def _for_contribution(act: Act) -> Asked:
    return None if act.euro is None else act.euro >= CONTRIBUTION_FROM.value


def _for_best_value(act: Act) -> Asked:
    lines = stated(act)
    return bool(BEST_VALUE.search(lines)) and not LOWEST_PRICE.search(lines)


def _for_agreement(act: Act) -> Asked:
    """The act of a direct award names the labour agreement only since the 2024 decree."""
    return False if act.day < CORRECTIVE else _for_supplies_fitted(act)


def _for_environment(act: Act) -> Asked:
    """Several categories hold for supplies only, or for services only."""
    return (bool(act.object_kind) or None) if subjects(act) else False


def _for_specified(act: Act) -> Asked:
    """Where there is a document for the technical conditions, what they must be may stand there."""
    return (_for_environment(act) and None) if SPECIFIED.search(act.text) else _for_environment(act)


def _for_invitations(act: Act) -> Asked:
    """Nobody is invited to a contest by a notice that only asks for prices, for a direct award."""
    return None if QUOTES.search(act.text, 0, 2 * TITLE) and not CONTEST.search(act.text) else True


def subjects(act: Act) -> tuple[CamSubject, ...]:
    """The categories with environmental criteria into which what the act buys falls."""
    codes = [code.text for code in act.codes if code.kind == "cpv"]
    bought = _object(act)
    if act.object_kind != "forniture":
        bought = MOVED.split(bought, maxsplit=1)[0]
    return cam_subjects(bought, codes, act.object_kind)


def _object(act: Act) -> str:
    """The words that say what is bought, without the letterhead."""
    if act.text.startswith(act.object_text):
        return OFFICE.sub("", act.object_text)[:TITLE]
    return NEXT_LABEL.split(act.object_text, maxsplit=1)[0]


ALWAYS = Demand(lambda act: True)
NOT_MERE_SUPPLIES = Demand(_for_supplies_fitted)
AGREEMENT = Demand(_for_agreement)
LABOUR = Demand(_for_labour, "lavori e servizi non intellettuali")
SITE = Demand(_for_site)
STAMP = Demand(_for_stamp, "contratti da 40.000 euro")
PROGRAMME = Demand(_for_programme, "acquisti da 140.000 euro e lavori da 150.000 euro")
CONTRIBUTION = Demand(_for_contribution, "gare da 40.000 euro")
BY_BEST_VALUE = Demand(_for_best_value, "miglior rapporto qualità/prezzo")
ENVIRONMENT = Demand(_for_environment)
SPECIFIED_ENVIRONMENT = Demand(_for_specified)
INVITATIONS = Demand(_for_invitations)


def _asked(always: str, **sometimes: Demand) -> Mapping[str, Demand]:
    return {**dict.fromkeys(("oggetto", "importo", "rup", *always.split()), ALWAYS), **sometimes}


DEMANDS: Mapping[Kind, Mapping[str, Demand]] = {
    "determina_affidamento_diretto": _asked(
        "competenza bisogno conflitto piattaforma procedura operatore ragioni_scelta esperienze rotazione congruita requisiti durc "
        "cpv cig garanzia durata penali tracciabilita forma_contratto impegno pareri pubblicazione ricorso",
        ccnl=AGREEMENT,
        bollo=STAMP,
        sicurezza=SITE,
        cam=ENVIRONMENT,
    ),
    "decisione_di_contrarre": _asked(
        "fine forma_contratto clausole_essenziali procedura criterio lotti ccnl revisione_prezzi piattaforma conflitto cig cpv copertura pareri pubblicazione",
        clausole_sociali=LABOUR,
        costo_manodopera=LABOUR,
        programmazione=PROGRAMME,
        cam=ENVIRONMENT,
    ),
    "avviso": _asked(
        "requisiti termine_presentazione piattaforma durata privacy",
        numero_operatori=INVITATIONS,
        criterio_selezione=INVITATIONS,
    ),
    "lettera_invito": _asked(
        "cig requisiti criterio termine_offerte piattaforma durata ccnl revisione_prezzi garanzia privacy",
        costo_manodopera=LABOUR,
        clausole_sociali=LABOUR,
        parita_genere=BY_BEST_VALUE,
        cam=ENVIRONMENT,
    ),
    "disciplinare": _asked(
        "cig cpv requisiti criterio garanzia_provvisoria garanzia ccnl revisione_prezzi lotti soccorso_istruttorio subappalto termine_offerte "
        "piattaforma durata tracciabilita privacy",
        punteggi=BY_BEST_VALUE,
        parita_genere=BY_BEST_VALUE,
        clausole_sociali=LABOUR,
        costo_manodopera=LABOUR,
        contributo_anac=CONTRIBUTION,
        cam=SPECIFIED_ENVIRONMENT,
    ),
    "capitolato": _asked(
        "durata verifica_conformita pagamenti penali garanzia assicurazione revisione_prezzi modifiche subappalto risoluzione privacy tracciabilita",
        ccnl=NOT_MERE_SUPPLIES,
        sicurezza=NOT_MERE_SUPPLIES,
        cam=ENVIRONMENT,
    ),
}
"""type of act -> element -> when; the table that a jurist approves"""
