"""Which documents a procedure produces."""

from apps.municipal.tenders.law import SELF_DECLARATION_BELOW, programme_limit
from apps.municipal.tenders.wizard.situation import Situation


def documents(situation: Situation) -> tuple[str, ...]:
    """In the order in which they are made."""
    start = ["Nomina del RUP e dichiarazioni sul conflitto di interessi"]
    if situation.value >= programme_limit(situation.case.oggetto).value:
        start.append("Estratto del programma triennale con il CUI")
    start += _project(situation)
    if situation.direct:
        found = [*start, *_direct(situation)]
    elif situation.ordinary:
        found = [*start, *_ordinary(situation)]
    else:
        found = [*start, *_negotiated(situation)]
    return tuple(found)


def _project(situation: Situation) -> list[str]:
    if situation.concession:
        return ["Progetto di fattibilità e piano economico-finanziario", "Schema di convenzione"]
    if situation.case.oggetto == "lavori":
        return [
            "Progetto di fattibilità tecnico-economica verificato e approvato"
            if situation.case.appalto_integrato
            else "Progetto esecutivo verificato e approvato, con computo e quadro economico",
            "Capitolato speciale d'appalto e schema di contratto",
        ]
    if situation.direct:
        return ["Capitolato, foglio condizioni o descrizione della prestazione"]
    papers = [
        "Progetto del servizio o della fornitura e quadro economico",
        "Capitolato e schema di contratto",
    ]
    if situation.staffed:
        papers.append("DUVRI o motivazione dell'assenza di interferenze")
    return papers


def _direct(situation: Situation) -> list[str]:
    small = situation.value < SELF_DECLARATION_BELOW.value
    return [
        "Richiesta di preventivo sulla piattaforma e preventivo",
        "Dichiarazione sostitutiva dei requisiti (art. 52)"
        if small
        else "DGUE e verifica dei requisiti sul FVOE",
        "DURC in corso di validità",
        "Determina di affidamento diretto (art. 17 c. 2) con impegno di spesa, pareri e visto",
        "Garanzia definitiva, o motivazione della rinuncia (art. 53 c. 4)",
        "Lettera-contratto o scambio di corrispondenza firmato",
        "Avviso sui risultati (art. 50 c. 9)",
        "Certificato di regolare esecuzione",
    ]


def _negotiated(situation: Situation) -> list[str]:
    return [
        "Decisione di contrarre",
        "Avviso di indagine di mercato, o elenco di operatori economici",
        "Verbale di scelta degli operatori da invitare",
        "Lettera d'invito con disciplinare, capitolato e schema di contratto",
        "DGUE e modelli di offerta",
        *_award(situation),
        "Avviso sui risultati con i soggetti invitati"
        if not situation.concession
        else "Avviso di aggiudicazione",
        "Certificato di regolare esecuzione",
    ]


def _ordinary(situation: Situation) -> list[str]:
    return [
        "Decisione di contrarre",
        "Bando di concessione" if situation.concession else "Bando di gara",
        "Disciplinare di gara",
        "DGUE e modelli di offerta",
        *_award(situation),
        "Avviso di aggiudicazione",
        "Certificato di collaudo o di verifica di conformità",
    ]


def _award(situation: Situation) -> list[str]:
    price_only = situation.case.criterio_scelto == "prezzo" and not situation.best_value
    return [
        *([] if price_only else ["Nomina della commissione giudicatrice (con il rapporto qualità/prezzo)"]),
        "Verbali e proposta di aggiudicazione",
        "Verifica dei requisiti sul FVOE e DURC in corso di validità",
        "Determina di aggiudicazione con impegno di spesa, pareri e visto",
        "Comunicazioni ai concorrenti",
        "Garanzia definitiva e contratto",
    ]
