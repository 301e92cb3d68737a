"""`codici`: what must be marked and what not; the vectors are those shipped with the project's reference."""

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules import Finding, finding
from apps.municipal.tenders.rules.identifiers import IDENTIFIERS
from workbench.documents import read_text

HEAD = "COMUNE DI PROVA\nDeterminazione n. 7 del 14/05/2026\nOggetto: affidamento diretto del servizio\n\n"


def marked(text: str, kind: Kind = "determina_affidamento_diretto", head: str = HEAD) -> list[Finding]:
    act = read_act(read_text("atto.txt", head + text), kind)
    rules = [rule for rule in IDENTIFIERS if rule.find and rule.holds_for(act)]
    return [finding(rule, act, each) for rule in rules if rule.find for each in rule.find(act)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("CIG B123456789", "codici.cig"),
        ("C.I.G.: BBF90310AE", "codici.cig"),
        ("CIG n. BBF90310A", "codici.cig"),
        ("codice CIG 9180522669", "codici.cig"),
        ("smartCIG ZDB27337A6", "codici.cig"),
        ("CUP 117H03000130001", "codici.cup"),
        ("codice unico di progetto: D47H1700154000", "codici.cup"),
        ("CPV 72000000-4", "codici.cpv"),
        ("cod. CPV 99999999-1", "codici.cpv"),
        ("P. IVA 00743110158", "codici.partita_iva"),
        ("Partita I.V.A. 0074311015", "codici.partita_iva"),
        ("C.F. RSSMRA80A01H501X", "codici.codice_fiscale"),
        ("IBAN IT60X0542811101000000123457", "codici.iban"),
        ("IBAN IT60X054281110100000012345", "codici.iban"),
        ("CIG ZDB27337A5", "codici.cig_vecchio_sistema"),
        ("CIG: 918052266A", "codici.cig_vecchio_sistema"),
        ("P. IVA 0O743110157", "codici.partita_iva"),
        ("partita IVA: 0074311OI57", "codici.partita_iva"),
        ("codice fiscale RSSMRA8OA01H501U", "codici.codice_fiscale"),
        ("IBAN IT6OX0542811101000000123456", "codici.iban"),
        ("C.I.G. BBF9O310AD", "codici.cig"),
        ("CPV 90910000-9 (pulizia) e 90919999-1 (altro)", "codici.cpv"),
        (
            "un contratto sottoscritto il 3 marzo 2025 (CIG 918052266A), che prosegue",
            "codici.cig_vecchio_sistema",
        ),
        ("arredi forniti nel 2025 (SmartCIG ZDB27337A5)", "codici.cig_vecchio_sistema"),
        ("servizio affidato nel 2021, CIG BBF90310AD", "codici.cig_anteriore"),
        ("ordine del 4 maggio 2022 (CIG dell'ordine: BBF90310AD)", "codici.cig_anteriore"),
        ("il codice CIG da riportare sulle fatture è BBF90310A", "codici.cig"),
        ("codice CUP assegnato al progetto: D47H1700154000", "codici.cup"),
        ("CUP D47 H17 001 54006", "codici.cup"),
        ("CUP BBF90310AD", "codici.cup"),
        ("CIG D47H17001540006", "codici.cig"),
        ("P. IVA RSSMRA80A01H501U", "codici.partita_iva"),
        ("C.F. del legale rappresentante: RSSMRA80A01H50", "codici.codice_fiscale"),
        ("codice fiscale dell'Ente: 0074311015", "codici.codice_fiscale"),
        ("CPV 90910000-99", "codici.cpv"),
        ("IBAN IT-60-X-05428-11101-000000123457", "codici.iban"),
        ("CIG/CUP/CPV | BBF90310AD / D47H170015400 / 90910000-9", "codici.cup"),
        ("C I G: BBF90310AE", "codici.cig"),
        ("il CIG attribuito e' BBF9W310AE", "codici.cig"),
        ("VAT IT00743110158", "codici.partita_iva"),
        ("Rif. CIG n.BBF90310AE", "codici.cig"),
        ("CUI S0074311015202600012", "codici.cui"),
        ("codice unico di intervento (CUI): 007431101570202600012", "codici.cui"),
    ],
)
def test_a_code_that_cannot_be_right_is_marked_where_it_stands(text: str, rule: str) -> None:
    found = marked(f"Il servizio ha i seguenti dati: {text}, come da fascicolo.")
    assert [each.rule for each in found] == [rule]
    assert found[0].quote in text
    assert found[0].severity != "nota"


@pytest.mark.parametrize(
    "text",
    [
        "CIG BBF90310AD e CUP D47H17001540006",
        "CIG in corso di acquisizione",
        "CPV 90910000-9, servizi di pulizia",
        "P.IVA 00743110157, C.F. RSSMRA80A01H501U",
        "IBAN IT60 X054 2811 1010 0000 0123 456",
        "protocollo n. 9180522669, tel. 0233441234",
        "il contratto precedente (CIG 918052266A) scade il 30 giugno",
        "il servizio, affidato nel 2022 con smartCIG ZDB27337A5, è concluso",
        "contratto rep. 1234 del 12/10/2021, CIG 918052266A, scaduto il 31 marzo 2026",
        "lavori affidati nel 2022 e prorogati nel 2025 (CIG 918052266A)",
        "la potatura del 2019 (SmartCIG ZDB27337A5) fu regolata da altre norme",
        "accordo quadro del 2023, CIG derivato BBF90310AD",
        "visto il regolamento comunale del 2019 sui contratti, CIG BBF90310AD",
        "acquisito ai sensi del D.Lgs. 36/2023 il CIG BBF90310AD",
        "anni 2023, 2024 e 2025: manutenzioni svolte; CIG di questa procedura BBF90310AD",
        "accordo quadro con CIG padre 918052266A e CIG derivato BBF90310AD",
    ],
)
def test_a_right_code_and_the_code_of_an_earlier_contract_are_left_alone(text: str) -> None:
    assert marked(f"Dati: {text}.") == []


@pytest.mark.parametrize("text", ["CIG J0059785CC", "CPV 90910000"])
def test_what_nobody_can_settle_is_only_a_note(text: str) -> None:
    assert [each.severity for each in marked(text)] == ["nota"]


def test_the_right_cpv_is_suggested_from_the_official_table() -> None:
    assert marked("CPV 72000000-4")[0].suggestion.startswith("72000000-5 (")


def test_a_wrong_check_character_is_an_error_and_an_old_code_an_unverified_warning() -> None:
    assert marked("P.IVA 00743110158")[0].severity == "errore"
    assert marked("CIG ZDB27337A5")[0].severity == "avviso"
    assert marked("CIG ZDB27337A5")[0].confidence == "alta"


def test_an_old_code_is_right_in_an_act_of_its_time() -> None:
    assert marked("CIG 918052266A", head=HEAD.replace("14/05/2026", "14/05/2022")) == []


def test_a_code_broken_by_a_scan_is_read_whole() -> None:
    assert marked("IBAN IT60 X054 2811\n1010 0000 0123 456") == []


def test_codes_of_a_table_are_judged_with_the_year_of_their_row() -> None:
    table = (
        "| anno | opera      | CIG        | CPV        |\n"
        "| 2022 | sfalcio    | BBF90310AD | 77310000-6 |\n"
        "| 2022 | siepi      | 918052266A | 77310000-5 |\n"
        "| 2025 | potature   | BBF90310AD | 77340000-5 |\n"
    )
    found = [(each.rule, each.quote) for each in marked(table)]
    assert found == [("codici.cpv", "77310000-5"), ("codici.cig_anteriore", "BBF90310AD")]


@pytest.mark.parametrize(
    "text",
    [
        "CPV 50750000-7, Servizi di mensa scolastica",
        "Servizi di pulizia di uffici (CPV 77310000-6)",
        "| Servizi di mensa scolastica | 50232000-0 |",
        "CPV 39130000-2 (arredi per biblioteca)",
    ],
)
def test_a_code_beside_the_label_of_another_is_marked(text: str) -> None:
    assert [each.rule for each in marked(f"CPV e descrizione.\n{text}\n")] == ["codici.cpv_descrizione"]


@pytest.mark.parametrize(
    "text",
    [
        "CPV 50750000-7, Servizi di manutenzione di ascensori",
        "CPV 90910000-9 (pulizia degli uffici)",
        "CPV 30200000-1 (Computer portatili)",
        "CPV 60130000-8 per gli scuolabus",
        "Refezione per i nidi (CPV 55523100-3)",
        "CPV 90910000-9 «Servizi di pulizia di uffici»",
    ],
)
def test_a_code_beside_its_own_label_or_free_words_is_left_alone(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("bought", "code"),
    [
        ("del servizio di pulizia degli uffici", "55524000-9"),
        ("della fornitura di arredi per la scuola", "90910000-9"),
        ("del servizio di refezione scolastica", "60130000-8"),
        ("della segnaletica stradale", "55523100-3"),
        ("del servizio di sfalcio e manutenzione del verde pubblico", "50232100-1"),
    ],
)
def test_the_cpv_of_another_thing_than_the_one_bought_is_marked(bought: str, code: str) -> None:
    head = f"COMUNE DI PROVA\nDeterminazione n. 7 del 14/05/2026\nOggetto: affidamento {bought}\n\n"
    assert [each.rule for each in marked(f"CPV {code}", head=head)] == ["codici.cpv_oggetto"]


@pytest.mark.parametrize(
    ("bought", "code"),
    [
        ("del servizio di pulizia degli uffici", "90919200-4"),
        ("della fornitura di arredi per la scuola", "39160000-1"),
        ("del servizio di pulizia e di refezione scolastica", "98341140-8"),
        ("del servizio di accoglienza turistica", "90910000-9"),
        ("del servizio di pulizia degli uffici", "55524000-9, CPV 90910000-9"),
    ],
)
def test_the_cpv_of_what_is_bought_or_of_nothing_known_is_left_alone(bought: str, code: str) -> None:
    head = f"COMUNE DI PROVA\nDeterminazione n. 7 del 14/05/2026\nOggetto: affidamento {bought}\n\n"
    assert marked(f"CPV {code}", head=head) == []


def test_the_plan_number_of_a_service_begins_for_s() -> None:
    assert marked("CUI S00743110157202600012") == []
    assert [each.rule for each in marked("CUI L00743110157202600012")] == ["codici.cui"]
    head = "COMUNE DI PROVA\nDeterminazione n. 7 del 14/05/2026\nOggetto: affidamento dei servizi di ingegneria e architettura\n\n"
    assert marked("CUI L00743110157202600012", head=head) == []
