"""What deserves attention in a case: reasons of doubt, nearness to a limit, answers that do not fit."""

from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import CORRECTIVE, operators, qualification_limit
from apps.municipal.tenders.wizard.reading import euro
from apps.municipal.tenders.wizard.situation import Situation

NEAR = Decimal("0.05")
"""share of a limit below it: the estimate of the value will be looked at"""
WORKS_CPV = "45"


def cautions(situation: Situation) -> tuple[str, ...]:
    return tuple(text for source in (_doubts, _borders, _answers, _always) for text in source(situation))


def _doubts(situation: Situation) -> Iterator[str]:
    if situation.case.oggetto == "servizi_sociali" and not situation.above:
        yield (
            "Servizi sociali sotto soglia: l'art. 128 c. 8 richiama solo i principi del c. 3 e, secondo "
            "il MIT (parere 2103/2023), non la disciplina generale del sotto soglia. La procedura "
            "indicata segue, in via prudente, gli importi dell'art. 50: il regolamento dell'ente può "
            "disporre altro. Resta possibile la co-progettazione con il Terzo settore (art. 6 del Codice; "
            "D.Lgs. 117/2017)."
        )
    if situation.concession and not situation.above:
        yield (
            "Concessione: il Codice non prevede l'affidamento diretto, neppure sotto 140.000 euro (art. "
            "187; parere MIT 3407/2025); resta possibile una procedura ordinaria."
        )
    if situation.concession:
        yield "Concessione: verificare che il rischio operativo passi davvero al concessionario (art. 177)."
    if situation.case.interesse_transfrontaliero and not situation.above:
        yield (
            "L'interesse transfrontaliero certo va accertato in concreto e motivato: da solo porta alle "
            "procedure ordinarie (art. 48 c. 2), con le garanzie degli artt. 106 e 117."
        )
    if situation.best_value and situation.direct:
        yield (
            "In gara sarebbe obbligatorio il miglior rapporto qualità/prezzo "
            f"({situation.best_value.value}): se si chiedono più preventivi, valutare anche la qualità."
        )


def _borders(situation: Situation) -> Iterator[str]:
    for limit, name in (
        (situation.direct_limit.value, "del limite dell'affidamento diretto"),
        (situation.threshold.value, "della soglia europea"),
    ):
        if limit * (1 - NEAR) <= situation.value < limit:
            yield (
                f"Il valore è appena al di sotto {name} ({euro(limit)}): documentare la stima e che non vi "
                "sia frazionamento (art. 14 c. 6)."
            )
    case = situation.case
    alone = operators(case.oggetto, case.valore, case.data, central=case.autorita_centrale)
    if situation.value != case.valore and alone.procedure != situation.route.procedure:
        yield (
            f"Contano anche opzioni e rinnovi: con il solo valore iniziale ({euro(case.valore)}) la "
            "procedura sarebbe diversa."
        )


def _answers(situation: Situation) -> Iterator[str]:
    case = situation.case
    if case.criterio_scelto == "prezzo" and situation.best_value and not situation.direct:
        yield f"Il minor prezzo non è ammesso: {situation.best_value.value} ({situation.best_value.article})."
    limit = qualification_limit(case.oggetto, case.data)
    if case.stazione_qualificata is False and situation.value > limit.value:
        yield (
            f"La stazione appaltante non è qualificata e il valore supera {euro(limit.value)}: rivolgersi "
            f"a una centrale di committenza qualificata ({limit.article})."
        )
    if case.contraente_uscente and not situation.ordinary:
        yield "Contraente uscente: senza una deroga motivata l'affidamento viola la rotazione (art. 49)."
    if case.cpv and case.cpv.startswith(WORKS_CPV) != (case.oggetto == "lavori") and not situation.concession:
        yield f"Il CPV {case.cpv} non sembra dello stesso tipo dell'oggetto indicato: controllare."
    if case.oggetto in ("servizi_ingegneria", "servizi") and situation.intellectual:
        yield "Servizi intellettuali: verificare l'equo compenso (art. 8 c. 2 e art. 41 c. 15-bis)."


def _always(situation: Situation) -> Iterator[str]:
    yield (
        "Non frazionare: sommare gli affidamenti della stessa divisione CPV e dello stesso esercizio "
        "(art. 14 c. 6)."
    )
    if situation.case.data >= CORRECTIVE:
        yield (
            "Il testo del Codice qui usato è quello del 2023 con le modifiche note del correttivo (D.Lgs. "
            "209/2024): le righe non «verificate» vanno riscontrate sul testo vigente."
        )
