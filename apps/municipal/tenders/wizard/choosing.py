"""Lines on the choice of the contractor: procedure, operators, criterion, rotation, terms, anomaly."""

from collections.abc import Iterator
from typing import Literal

from apps.municipal.tenders.law import (
    CONCESSION_OFFER_DAYS,
    CORRECTIVE,
    OPEN_OFFER_DAYS,
    ROTATION_FREE_BELOW,
    SELF_DECLARATION_BELOW,
    SURVEY_DAYS,
    URGENT_OFFER_DAYS,
    URGENT_SURVEY_DAYS,
    procedure_months,
)
from apps.municipal.tenders.wizard.advice import Line, code_line, field_line, line
from apps.municipal.tenders.wizard.reading import euro
from apps.municipal.tenders.wizard.situation import Situation

SECTION = "Scelta del contraente"


def lines(situation: Situation) -> Iterator[Line]:
    yield line(SECTION, "Procedura", _procedure(situation), situation.route.figure)
    if situation.direct:
        yield from _direct(situation)
    elif not situation.ordinary:
        yield from _survey(situation)
    if not situation.direct:
        yield from _competition(situation)
    if not situation.above and not situation.ordinary:
        yield _rotation(situation)
    yield _requirements(situation)


def _procedure(situation: Situation) -> str:
    route, ordinary = situation.route, "procedura ordinaria, di regola aperta"
    if situation.direct:
        return (
            f"Affidamento diretto: il valore è inferiore a {euro(situation.direct_limit.value)}. Si può "
            "scegliere anche senza chiedere più preventivi."
        )
    if route.procedure == "negoziata":
        rest = "; resta possibile una procedura ordinaria" if route.minimum == 10 else ""
        return (
            f"Procedura negoziata senza bando, con almeno {route.minimum} operatori economici consultati, "
            f"se esistono, scelti con un'indagine di mercato o da elenchi{rest}."
        )
    if not situation.above:
        return f"Sotto soglia, ma con interesse transfrontaliero certo: {ordinary}."
    if situation.concession:
        return "Bando di concessione: il valore è pari o superiore alla soglia europea."
    if situation.case.oggetto == "servizi_sociali":
        return "Bando o avviso di gara, o avviso di preinformazione continuativo, con procedura ordinaria."
    return f"Pari o sopra la soglia europea: {ordinary}."


def _direct(situation: Situation) -> Iterator[Line]:
    yield code_line(
        SECTION,
        "Contenuto della decisione",
        "Un solo atto con oggetto, importo, contraente, ragioni della scelta, requisiti di carattere "
        "generale e, se servono, speciali.",
        "art. 17 c. 2",
    )
    yield code_line(
        SECTION,
        "Esperienze pregresse",
        "Scegliere un soggetto con documentate esperienze pregresse idonee, anche da elenchi o albi, e "
        "darne atto.",
        "art. 50 c. 1 lett. a)-b)",
    )


def _survey(situation: Situation) -> Iterator[Line]:
    yield line(
        SECTION,
        "Indagine di mercato",
        f"Avviso pubblicato per almeno {SURVEY_DAYS.value} giorni, {URGENT_SURVEY_DAYS.value} se vi è "
        "urgenza: oggetto, valore, requisiti, numero degli invitati e criterio con cui si scelgono. In "
        "alternativa, un elenco.",
        SURVEY_DAYS,
    )
    yield code_line(
        SECTION,
        "Scelta degli invitati",
        "Niente sorteggio, salvo situazioni particolari e motivate; pubblicare i nominativi consultati.",
        "art. 50 c. 2",
    )
    if situation.case.data >= CORRECTIVE and not situation.concession:
        yield field_line(
            SECTION,
            "Avvio della consultazione",
            "Pubblicare sul sito l'avvio della consultazione.",
            "art. 50 c. 2-bis",
        )


def _competition(situation: Situation) -> Iterator[Line]:
    yield _term(situation)
    yield _length(situation)
    if not situation.concession:
        yield _lots(situation.case.lotti)
    if situation.ordinary and not situation.concession:
        yield code_line(
            SECTION,
            "Bando-tipo",
            "Usare il bando-tipo di ANAC dove esiste (n. 1/2023, servizi e forniture sopra soglia con il "
            "miglior rapporto qualità/prezzo) e motivare le deroghe nella decisione di contrarre.",
            "art. 83 c. 3",
        )


def _lots(number: int) -> Line:
    text = "Suddividere in lotti o motivare perché non si fa."
    if number > 1:
        text = (
            f"Indicare i criteri con cui si formano i {number} lotti e gli eventuali limiti per concorrente."
        )
    return code_line(SECTION, "Lotti", text, "art. 58 c. 2-4")


def _term(situation: Situation) -> Line:
    if situation.concession and situation.ordinary:
        days = CONCESSION_OFFER_DAYS
        return line(
            SECTION,
            "Termine per le offerte",
            f"Almeno {days.value} giorni dalla trasmissione del bando.",
            days,
        )
    if situation.ordinary:
        return line(
            SECTION,
            "Termine per le offerte",
            f"Almeno {OPEN_OFFER_DAYS.value} giorni dalla trasmissione del bando (procedura aperta); "
            f"{URGENT_OFFER_DAYS.value} solo per urgenza motivata.",
            OPEN_OFFER_DAYS,
        )
    return code_line(
        SECTION,
        "Termine per le offerte",
        "Nella negoziata non c'è un minimo in giorni: termine adeguato alla complessità e al sopralluogo.",
        "art. 92 c. 1",
    )


def _length(situation: Situation) -> Line:
    procedure = situation.route.procedure
    kinds: tuple[Literal["qualita_prezzo", "prezzo"], ...] = ("qualita_prezzo", "prezzo")
    best, price = (procedure_months(procedure, kind) for kind in kinds)
    chosen = (
        "prezzo"
        if situation.case.criterio_scelto == "prezzo" and not situation.best_value
        else "qualita_prezzo"
    )
    if situation.best_value or situation.case.criterio_scelto or situation.concession:
        months = str((price if chosen == "prezzo" else best).value)
        text = f"Entro {months} mesi."
    else:
        text = f"Entro {best.value} mesi con il rapporto qualità/prezzo, {price.value} con il minor prezzo."
    return line(SECTION, "Durata massima della procedura", text, best)


def _rotation(situation: Situation) -> Line:
    case, title = situation.case, "Rotazione"
    if situation.concession:
        return code_line(SECTION, title, "Rispettare un criterio di rotazione degli inviti.", "art. 187 c. 1")
    if situation.direct and situation.value < ROTATION_FREE_BELOW.value:
        return line(
            SECTION,
            title,
            f"Sotto {euro(ROTATION_FREE_BELOW.value)} è consentito derogare alla rotazione.",
            ROTATION_FREE_BELOW,
        )
    if not situation.direct and case.indagine_senza_limiti:
        text = (
            "Non si applica: l'indagine di mercato è aperta a tutti i soggetti con i requisiti, senza limiti."
        )
        return code_line(SECTION, title, text, "art. 49 c. 5")
    text = (
        "Vietato affidare al contraente uscente se i due affidamenti consecutivi sono dello stesso "
        "settore merceologico, della stessa categoria di opere o dello stesso settore di servizi (per "
        "fascia, se il regolamento dell'ente ne prevede)."
    )
    if not case.contraente_uscente:
        return code_line(SECTION, title, text, "art. 49 c. 1-3")
    quality = case.data >= CORRECTIVE
    reasons = "struttura del mercato, assenza di alternative, accurata esecuzione del contratto precedente"
    reasons += " e qualità della prestazione resa" if quality else ""
    told = f"{text} La deroga chiede di motivare insieme: {reasons}."
    make = field_line if quality else code_line
    return make(SECTION, title, told, "art. 49 c. 2 e 4")


def _requirements(situation: Situation) -> Line:
    limit = SELF_DECLARATION_BELOW
    if situation.direct and situation.value < limit.value:
        text = (
            f"Sotto {euro(limit.value)} basta la dichiarazione sostitutiva dell'operatore; le verifiche "
            "sono anche a campione, con modalità stabilite ogni anno. Resta il DURC regolare."
        )
        return line(SECTION, "Requisiti", text, limit)
    text = (
        "Verificare sul FVOE i requisiti generali (artt. 94-95) e quelli speciali (art. 100); DURC regolare."
    )
    return code_line(SECTION, "Requisiti", text, "art. 17 c. 5; artt. 94-100")
