"""Lines on how offers are judged: criterion, weight of the price, commission, anomaly."""

from collections.abc import Iterator

from apps.municipal.tenders.law import AUTOMATIC_EXCLUSION_OFFERS
from apps.municipal.tenders.wizard.advice import Line, code_line, line
from apps.municipal.tenders.wizard.situation import Situation

SECTION = "Valutazione delle offerte"
BEST_VALUE = "offerta economicamente più vantaggiosa (miglior rapporto qualità/prezzo)"


def lines(situation: Situation) -> Iterator[Line]:
    yield _criterion_line(situation)
    if not situation.direct and not situation.concession:
        yield from _scores(situation)
        yield _anomaly(situation)


def criterion(situation: Situation) -> str:
    """The criterion of award, in words."""
    duty, ceiling = situation.best_value, situation.ceiling
    cap = f"; punteggio economico al massimo {ceiling.value} su 100" if ceiling else ""
    if situation.direct:
        told = (
            "non si applica: l'affidamento diretto non è una gara; si motivano scelta e congruità del prezzo"
        )
        if duty or ceiling:
            told += f". Se si confrontano più offerte: {BEST_VALUE}{cap}"
        return told
    if situation.concession:
        told = "criteri oggettivi in ordine decrescente di importanza, per un vantaggio economico complessivo"
        return told + (f"; in via prudenziale {BEST_VALUE}{cap}" if ceiling else "")
    if duty:
        return f"{BEST_VALUE}, obbligatoria: {duty.value}{cap}"
    if not situation.ordinary:
        when = f" (nel primo caso punteggio economico al massimo {ceiling.value} su 100)" if ceiling else ""
        return f"{BEST_VALUE} oppure minor prezzo{when}"
    if situation.case.oggetto == "lavori":
        return f"{BEST_VALUE}{cap} oppure minor prezzo o costo"
    return (
        f"{BEST_VALUE}{cap}; minor prezzo solo per caratteristiche standardizzate o condizioni definite "
        "dal mercato"
    )


def _criterion_line(situation: Situation) -> Line:
    text = criterion(situation)
    told = f"{text[0].upper()}{text[1:]}."
    if situation.concession:
        return code_line(SECTION, "Criterio di aggiudicazione", told, "art. 185 c. 1-3")
    if situation.direct:
        return code_line(SECTION, "Criterio di aggiudicazione", told, "art. 50 c. 4; art. 17 c. 2")
    if situation.best_value:
        return line(SECTION, "Criterio di aggiudicazione", told, situation.best_value)
    article = "art. 108 c. 1 e 3" if situation.ordinary else "art. 50 c. 4"
    return code_line(SECTION, "Criterio di aggiudicazione", told, article)


def _scores(situation: Situation) -> Iterator[Line]:
    if situation.case.criterio_scelto == "prezzo" and not situation.best_value:
        return
    if situation.ceiling:
        yield line(
            SECTION,
            "Tetto al prezzo",
            f"Il punteggio economico non supera {situation.ceiling.value} su 100.",
            situation.ceiling,
        )
    article = "art. 93" if situation.ordinary else "art. 51; art. 93"
    yield code_line(
        SECTION,
        "Commissione",
        "Con il rapporto qualità/prezzo, commissione in numero dispari, al massimo cinque, nominata dopo "
        "la scadenza delle offerte"
        + ("." if situation.ordinary else "; può farne parte, anche come presidente, il RUP."),
        article,
    )
    yield code_line(
        SECTION,
        "Parità di genere",
        "Prevedere un maggior punteggio per la certificazione della parità di genere.",
        "art. 108 c. 7",
    )
    if situation.case.informatica:
        yield code_line(
            SECTION,
            "Cibersicurezza",
            "Negli acquisti informatici tenere sempre conto della cibersicurezza nella valutazione della "
            "qualità.",
            "art. 108 c. 4",
        )


def _anomaly(situation: Situation) -> Line:
    least = AUTOMATIC_EXCLUSION_OFFERS
    if situation.ordinary or situation.case.oggetto == "forniture":
        return code_line(
            SECTION,
            "Offerte anomale",
            "Valutare la congruità dell'offerta che appare anormalmente bassa, secondo gli elementi "
            "indicati nel bando; nessuna esclusione automatica.",
            "art. 110 c. 1",
        )
    return line(
        SECTION,
        "Offerte anomale",
        "Con il minor prezzo prevedere l'esclusione automatica se le offerte ammesse sono almeno "
        f"{least.value}, indicando il metodo dell'allegato II.2; altrimenti si valuta la congruità.",
        least,
    )
