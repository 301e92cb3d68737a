"""An act is recognised for what it is, and nothing else is taken for an act."""

from datetime import date
from decimal import Decimal

import pytest

from apps.municipal.tenders.acts import Kind, ObjectKind, kind_of, object_of, read_act
from workbench.documents import read_text

DETERMINA = """Comune di Rho
Determinazione n. 12 del 3 febbraio 2026
Oggetto: affidamento diretto del servizio di trascrizione delle sedute del Consiglio comunale. CIG A0059785CC

Visto il decreto legislativo 31 marzo 2023, n. 36; dato atto che l'importo stimato è di € 18.000,00 oltre IVA; visto il DURC
regolare con scadenza 30/04/2026.

DETERMINA
1. di affidare il servizio all'operatore economico Voci S.r.l. per l'importo di € 17.500,00 oltre IVA;
2. di impegnare la spesa di € 21.350,00 sul capitolo 120.
"""


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        ("DECISIONE DI CONTRARRE n. 4. Oggetto: indizione di procedura negoziata per l'appalto dei lavori. La stazione appaltante "
         "DETERMINA di indire la procedura", "decisione_di_contrarre"),
        ("AVVISO PUBBLICO di indagine di mercato per manifestazione di interesse all'affidamento del servizio. Gli operatori economici "
         "possono manifestare interesse entro il 3 marzo", "avviso"),
        ("Spett.le Ditta. Oggetto: lettera di invito alla procedura negoziata per l'appalto. Si invita codesto operatore economico a "
         "presentare offerta", "lettera_invito"),
        ("DISCIPLINARE DI GARA. Procedura aperta per l'appalto del servizio. Il presente disciplinare. La stazione appaltante ammette "
         "il soccorso istruttorio", "disciplinare"),
        ("CAPITOLATO SPECIALE D'APPALTO. Art. 1 Oggetto dell'appalto. Il presente capitolato. Art. 2 obblighi dell'appaltatore. "
         "Stazione appaltante: il Comune", "capitolato"),
        ("Determina a contrarre e contestuale affidamento diretto della fornitura di carta. Stazione appaltante il Comune. Determina di "
         "affidare all'operatore economico", "determina_affidamento_diretto"),
    ],
)  # fmt: skip
def test_an_act_is_recognised_by_what_it_calls_itself(beginning: str, kind: Kind) -> None:
    assert kind_of(f"Comune di Rho\n{beginning}") == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Verbale della riunione condominiale del 3 marzo.",
        "Art. 50. Procedure per l'affidamento. 1. Salvo quanto previsto dagli articoli 62 e 63, le stazioni appaltanti procedono "
        "all'affidamento dei contratti di lavori, servizi e forniture. Operatore economico, appalto, capitolato.",
        "Avviso pubblico per la presentazione di domande di contributo. Soggetti attuatori: i Comuni. Fornitura e appalto.",
        "Bando di concorso pubblico per un posto di istruttore. Disciplinare. Affidamento appalto.",
        "Procedura negoziata senza bando mediante richiesta di offerta sulla piattaforma, minor prezzo: rifacimento della palestra",
    ],
)
def test_what_is_no_act_of_purchase_is_none_of_the_six(text: str) -> None:
    assert kind_of(text) == ""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Oggetto: lavori di manutenzione straordinaria della scuola", "lavori"),
        ("Oggetto: fornitura di arredi per gli uffici", "forniture"),
        ("Oggetto: servizio di pulizia degli edifici comunali", "servizi"),
        ("Oggetto: incarico di progettazione esecutiva della palestra", "servizi_ingegneria"),
        ("Oggetto: incarico di patrocinio legale avanti al TAR", "servizi_intellettuali"),
        ("Oggetto: servizio di assistenza domiciliare agli anziani", "servizi_sociali"),
        ("Oggetto: affidamento in concessione del servizio di gestione del bar", "concessione"),
        ("Oggetto: saluti", ""),
    ],
)
def test_the_object_decides_which_rules_hold(said: str, kind: ObjectKind) -> None:
    assert object_of(said)[0] == kind


def test_a_determina_is_read_whole() -> None:
    act = read_act(read_text("atto", DETERMINA))
    assert (act.kind, act.object_kind, act.euro) == (
        "determina_affidamento_diretto",
        "servizi",
        Decimal("18000.00"),
    )
    assert act.day == date(2026, 2, 3)
    assert [each.value for each in act.days if each.role == "durc"] == [date(2026, 4, 30)]
    assert [each.text for each in act.codes] == ["A0059785CC"]


def test_a_person_can_correct_the_kind() -> None:
    assert read_act(read_text("atto", DETERMINA), "avviso").kind == "avviso"


def test_a_day_that_does_not_exist_is_kept_apart() -> None:
    act = read_act(read_text("atto", DETERMINA.replace("30/04/2026", "31/04/2026")))
    assert [each.text for each in act.no_days] == ["31/04/2026"]


@pytest.mark.parametrize(
    "head",
    [
        "Determinazione n. 12 del 3 febbraio 2026\nVisto il decreto sindacale n. 4 del 2 gennaio 2026",
        "DETERMINA N. 12/CUC DEL martedì 3 FEBBRAIO 2026",
        "Prot. n. 9114\tRho, lì 3.2.2026\nSpett.le ditta, si chiede di offrire entro il 20/02/2026",
        "Ufficio Acquisti Rho, 3 febbraio 2026. Gara indetta con determinazione n. 9 del 12 gennaio 2026",
        "N. 642 del Registro generale — 03/02/2026",
        "Data: 2026-02-03. Servizio dal 1° settembre 2026 al 31 agosto 2028",
        "Disciplinare. Periodo 1° settembre 2026 – 31 agosto 2028. CPV 50750000-7 gennaio 2026\n\nRho, 3 febbraio 2026",
    ],
)
def test_the_day_of_an_act_is_told_from_the_others(head: str) -> None:
    act = read_act(read_text("atto", f"Comune di Rho\n{head}\n"))
    assert act.made is not None
    assert act.made.value == date(2026, 2, 3)


@pytest.mark.parametrize(
    "head",
    [
        "Il servizio va dal 1° settembre 2026 al 31 agosto 2028.",
        "Approvato con determinazione n. 9 del 12 gennaio 2026.",
    ],
)
def test_an_act_without_a_day_has_none(head: str) -> None:
    assert read_act(read_text("atto", f"Comune di Rho\nCapitolato\n{head}")).made is None


BODIES: dict[Kind, str] = {
    "determina_affidamento_diretto": "Il prezzo della ditta Alfa è di € 3.200,00 oltre IVA. CIG BBF90310AD. RUP: dott. Rossi. Il responsabile "
    "decide di affidare l'incarico alla ditta e di impegnare la spesa sul capitolo 120.",
    "decisione_di_contrarre": "Serve un appalto da € 180.000,00 oltre IVA. RUP: dott. Rossi. Si decide di avviare la gara, di approvare il "
    "capitolato e di prenotare la spesa al capitolo 120.",
    "avviso": "Il Comune vuole invitare dieci operatori economici a una procedura per un appalto da € 160.000,00. Chi vuole essere invitato lo "
    "scrive entro il 3 marzo 2026. Requisiti: artt. 94 e 95.",
    "lettera_invito": "vi chiediamo la vostra migliore offerta per l'appalto, base € 60.000,00 oltre IVA. CIG BBF90310AD. L'operatore economico "
    "dichiara i requisiti. Il RUP dott. Rossi",
    "disciplinare": "Appalto da € 460.000,00, CIG BBF90310AD. Busta A documentazione amministrativa, busta B offerta tecnica. La commissione "
    "giudicatrice è nominata dopo. Operatori economici: artt. 94, 95.",
    "capitolato": "Art. 1 Oggetto: la pulizia degli uffici, € 60.000,00. CIG BBF90310AD. Art. 2 Durata. Art. 3 Obblighi dell'appaltatore. Art. 4 "
    "Penali. Art. 5 Risoluzione del contratto. Il RUP è il dott. Rossi.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Affidiamo ad Alfa S.r.l. la cura delle siepi", "determina_affidamento_diretto"),
        ("Atto n. 12 - Area Tecnica\nIncarico per il rilievo", "determina_affidamento_diretto"),
        ("DETERMINAZIONE N. 44\nOGGETTO: Servizio di brokeraggio. Affidamento.", "determina_affidamento_diretto"),
        ("Decidiamo di avviare la gara per il nido", "decisione_di_contrarre"),
        ("Provvedimento n. 4\nIndizione gara per la pulizia", "decisione_di_contrarre"),
        ("AVVISO – si cercano operatori per la cura del verde", "avviso"),
        ("# Cerchiamo imprese per i marciapiedi", "avviso"),
        ("Manifestazione di interesse per la mensa", "avviso"),
        ("Alle imprese invitate\nOggetto: gara per il verde", "lettera_invito"),
        ("INVITO\nalla procedura negoziata per gli arredi", "lettera_invito"),
        ("Come partecipare alla gara della mensa", "disciplinare"),
        ("DISCIPLINARE\nArredi per le scuole", "disciplinare"),
        ("Regole del contratto di pulizia", "capitolato"),
        ("Allegato B – CAPITOLATO TECNICO", "capitolato"),
        ("Foglio patti e condizioni", "capitolato"),
    ],
)  # fmt: skip
def test_a_title_in_plain_words_tells_the_kind(title: str, kind: Kind) -> None:
    act = read_act(
        read_text("documento", f"COMUNE DI RHO\nProvincia di Milano\n\n{title}\n\n{BODIES[kind]}\n")
    )
    assert act.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "AVVISO: il 3 marzo gli uffici del Comune di Rho restano chiusi. La fornitura d'acqua è sospesa per lavori in appalto.",
        "Avviso sui risultati della procedura\nComune di Rho. CIG BBF90310AD, operatore economico: Alfa.",
        "Gentile signora, la ringraziamo per la lettera sull'appalto della mensa del Comune di Rho. La fornitura continua.",
        "Determinazione n. 5 - Liquidazione fattura n. 7. Comune di Rho, CIG BBF90310AD, fornitura. DETERMINA di liquidare.",
        "VERBALE DI GARA N. 1\nComune di Rho, appalto CIG BBF90310AD. Operatori economici ammessi. Busta A.",
    ],
)
def test_a_word_of_the_title_is_not_enough(text: str) -> None:
    assert read_act(read_text("documento", text)).kind == ""


@pytest.mark.parametrize("made", ["Approvato il", "Redatto il", "Firmato il"])
def test_a_day_of_approval_is_that_of_the_act(made: str) -> None:
    act = read_act(
        read_text("atto", f"Comune di Rho\nCAPITOLATO\n\nArt. 1 Oggetto.\n\n{made} 3 febbraio 2026\n")
    )
    assert act.made is not None
    assert act.made.value == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Oggetto: gestione e manutenzione straordinaria del sito web istituzionale", "servizi"),
        ("Oggetto: adeguamento funzionale del software di protocollo", "servizi"),
        ("Oggetto: lavori di rifacimento del sito di via Roma", "lavori"),
    ],
)
def test_what_is_rebuilt_on_a_computer_is_no_building_site(said: str, kind: ObjectKind) -> None:
    assert object_of(said)[0] == kind


def test_the_day_of_a_fact_that_is_told_is_not_the_day_of_the_act() -> None:
    text = "COMUNE DI RHO\nServizio scuole\nIn data 8 maggio 2026 è stato pubblicato l'avviso di indagine.\n"
    assert read_act(read_text("atto", text)).day != date(2026, 5, 8)


def test_a_period_in_the_heading_is_not_the_day_of_the_act() -> None:
    heading = "DISCIPLINARE DI GARA\nServizi bibliotecari - 1° marzo 2027 / 28 febbraio 2029\n"
    assert read_act(read_text("a.txt", heading + "Il servizio apre le biblioteche.")).made is None


def test_a_value_with_its_renewal_is_the_estimated_one() -> None:
    act = read_act(
        read_text("a.txt", "Importo a base di gara: € 72.000,00.\nValore con il rinnovo: € 108.000,00.")
    )
    assert act.value and act.value.value == Decimal(108_000)
