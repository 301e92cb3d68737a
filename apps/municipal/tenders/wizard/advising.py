"""From a case to an advice."""

from apps.municipal.tenders.law.figures import CODE
from apps.municipal.tenders.wizard import choosing, clauses, contracting, judging, preparing
from apps.municipal.tenders.wizard.advice import Advice
from apps.municipal.tenders.wizard.case import Case
from apps.municipal.tenders.wizard.cautions import cautions
from apps.municipal.tenders.wizard.papers import documents
from apps.municipal.tenders.wizard.situation import understand

TOPICS = (preparing.lines, choosing.lines, judging.lines, clauses.lines, contracting.lines)


def advise(case: Case) -> Advice:
    """The procedure that a case asks for, and what comes with it. Amounts in euro, net of VAT.

    Raises:
        UserError: for a day before 1.7.2023 or after 31.12.2027, which no rule covers.
    """
    situation = understand(case)
    offer, contract = contracting.guarantees(situation)
    return Advice(
        case=case,
        procedura=situation.route.procedure,
        articolo=f"{situation.route.figure.article} {CODE}",
        operatori_minimi=situation.route.minimum,
        sopra_soglia=situation.above,
        soglia_ue=situation.threshold.value,
        valore_stimato=situation.value,
        garanzia_provvisoria=offer,
        garanzia_definitiva=contract,
        criterio=judging.criterion(situation),
        criterio_obbligatorio=situation.best_value is not None and not situation.direct,
        punteggio_economico_massimo=None
        if situation.direct or situation.ceiling is None
        else situation.ceiling.value,
        documenti=documents(situation),
        avvertenze=cautions(situation),
        lines=tuple(line for topic in TOPICS for line in topic(situation)),
    )
