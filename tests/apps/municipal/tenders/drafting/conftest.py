"""Purchases and values for drafts: everything invented, codes formally valid that belong to nobody."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.municipal.tenders.drafting import Request
from apps.municipal.tenders.wizard.case import Case

OBJECTS: dict[str, tuple[str, str]] = {
    "lavori": ("Lavori di manutenzione straordinaria della pavimentazione di via Verdi", "45233141-9"),
    "forniture": ("Fornitura di sedie e scrivanie per gli uffici comunali", "39130000-2"),
    "servizi": ("Servizio di pulizia degli uffici e degli edifici comunali", "90919200-4"),
    "servizi_sociali": ("Servizio di assistenza domiciliare agli anziani", "85310000-5"),
    "servizi_ingegneria": (
        "Servizio di progettazione e direzione lavori della palestra comunale",
        "71221000-3",
    ),
    "concessione": ("Affidamento in concessione della gestione del bar del centro sportivo", "55410000-7"),
}
DAYS = (date(2024, 4, 15), date(2025, 3, 10), date(2026, 2, 3))
VALUES = {
    "comune": "Rho",
    "ufficio": "Area Servizi generali",
    "numero_atto": "118",
    "dirigente": "dott.ssa Anna Riva",
    "ruolo": "La Dirigente dell'Area Servizi generali",
    "decreto_sindacale": "n. 12 del 10 gennaio 2024",
    "rup": "dott. Marco Sala",
    "atto_rup": "disposizione di servizio n. 4 del 12 gennaio 2024",
    "direttore": "geom. Paola Neri",
    "bilancio": "la deliberazione consiliare n. 70, di approvazione del bilancio di previsione",
    "bisogno": "il contratto in corso termina tra poco e l'ente non dispone di personale e mezzi propri;",
    "motivazione": "l'offerta risponde al bisogno per qualità, tempi e organizzazione;",
    "prestazioni": "Le prestazioni sono svolte secondo il programma di lavoro concordato con il direttore.",
    "criteri": "organizzazione: 40 punti\nqualità dei materiali: 27 punti\nparità di genere: 3 punti",
    "operatore": "Alfa Servizi S.r.l.",
    "sede_operatore": "Milano, via Roma 1",
    "partita_iva": "00743110157",
    "preventivo": "prot. 4211",
    "aliquota_iva": "22",
    "esperienze": "prestazioni analoghe svolte per altri Comuni nell'ultimo triennio, attestate agli atti",
    "congruita": "dal confronto con i prezzi di affidamenti analoghi di altri Comuni",
    "istruttoria_rotazione": "l'operatore non è il contraente uscente",
    "deroga_rotazione": "struttura del mercato con pochi operatori, effettiva assenza di alternative, "
    "accurata esecuzione del contratto precedente e qualità della prestazione resa",
    "durc_protocollo": "INAIL_51234567",
    "requisiti_verifica": "le verifiche sul fascicolo virtuale hanno dato esito positivo",
    "requisiti_speciali": "iscrizione alla Camera di commercio per attività coerenti con l'oggetto",
    "cig": "A0059785CC",
    "cup": "D47H17001540006",
    "ccnl": "CCNL del settore, codice CNEL K511",
    "piattaforma": "Sintel",
    "convenzioni": "non sono attive convenzioni Consip o ARIA per prestazioni comparabili",
    "interesse": "per il modesto importo e il luogo di esecuzione",
    "durata": "12 mesi dalla consegna",
    "luogo": "edifici comunali",
    "penale": "1",
    "motivo_esonero": "la solidità dell'operatore, il pagamento posticipato e la breve durata del contratto",
    "motivo_provvisoria": "la rilevanza della prestazione",
    "costi_interferenza": "300,00",
    "costi_sicurezza": "900,00",
    "capitolo": "10410/3",
    "motivo_lotti": "l'unitarietà funzionale delle prestazioni",
    "lotti": "lotto 1: edifici a nord\nlotto 2: edifici a sud",
    "numero_invitati": "12",
    "criterio_selezione": "il maggior valore delle prestazioni analoghe svolte nell'ultimo triennio",
    "ora_termine": "12:00",
    "validita_offerta": "180",
    "punteggio_tecnico": "70",
    "punteggio_parita": "3",
    "massimale": "2.000.000,00",
    "sede_tar": "per la Lombardia, sede di Milano",
    "foro": "Milano",
    "contatto_privacy": "l'indirizzo indicato nel sito istituzionale del Comune",
    "protocollo": "15270",
}


def make_request(atto: str, oggetto: str, valore: str, day: date = DAYS[-1], **more: Any) -> Request:
    words, cpv = OBJECTS[oggetto]
    choices = {name: more.pop(name) for name in tuple(more) if name in Request.model_fields}
    case = Case(
        oggetto=oggetto,
        valore=Decimal(valore),
        data=day,
        descrizione=words,
        cpv=cpv,
        alta_intensita_manodopera=oggetto in ("servizi", "servizi_sociali"),
        **more,
    )
    return Request(atto=atto, caso=case, **choices)


CUI = {"lavori": "L", "forniture": "F"}


def values_for(request: Request) -> dict[str, str]:
    """Every value that any act asks, right for its day and amount."""
    case = request.caso
    year = case.data.year
    return VALUES | {
        "importo_affidamento": str((case.valore * Decimal("0.95")).quantize(Decimal("0.01"))),
        "costo_manodopera": str((case.valore * Decimal("0.6")).quantize(Decimal("0.01"))),
        "durc_scadenza": f"{year}-07-20",
        "termine_domande": f"{year}-05-20",
        "termine_offerte": f"{year}-06-10",
        "termine_quesiti": f"{year}-06-01",
        "esercizio": str(year),
        "cui": f"{CUI.get(case.oggetto, 'S')}00000000000{year}00007",
    }


@pytest.fixture(autouse=True)
def own_home(home: Any) -> None:
    """No clauses of a municipality but those that a test writes."""
