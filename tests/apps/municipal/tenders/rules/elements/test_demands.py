"""What each type of act is asked for, by object, amount, criterion and day."""

import pytest

from apps.municipal.tenders.acts import KINDS, Kind, read_act
from apps.municipal.tenders.rules.elements import ELEMENTS
from apps.municipal.tenders.rules.elements.demands import DEMANDS
from workbench.documents import read_text

DETERMINA: Kind = "determina_affidamento_diretto"


def severities(kind: Kind, text: str) -> dict[str, str]:
    """Element -> severity of what is missing."""
    act = read_act(read_text("atto", text), kind)
    return {
        rule.id.partition(".")[2]: found.severity or rule.severity
        for rule in ELEMENTS
        if rule.holds_for(act) and rule.find
        for found in rule.find(act)
    }


def act(bought: str, value: str = "€ 60.000,00", more: str = "") -> str:
    day = "" if "del " in more[:4] else "Determinazione n. 3 del 10 marzo 2026\n\n"
    return (
        f"COMUNE DI VALLE\n\n{day}{more}\n\nOggetto: {bought}\n\nIl valore stimato è di {value} oltre IVA.\n"
    )


def test_every_element_that_is_asked_for_has_one_rule_and_none_is_idle() -> None:
    ids = [rule.id.partition(".")[2] for rule in ELEMENTS]
    assert len(ids) == len(set(ids))
    assert set(ids) == {element for asked in DEMANDS.values() for element in asked}
    assert set(DEMANDS) == set(KINDS)


def test_an_empty_act_of_each_type_lacks_what_its_type_always_needs() -> None:
    for kind in KINDS:
        lacking = severities(kind, "Il Comune comunica che domani gli sportelli restano chiusi per la festa.")
        assert {"importo", "rup"} <= set(lacking)


def test_a_document_of_no_type_lacks_nothing() -> None:
    assert severities("", "Gli sportelli restano chiusi.") == {}


def test_labour_agreement_and_safety_are_not_asked_for_a_mere_supply() -> None:
    supply = severities(DETERMINA, act("fornitura di libri per la biblioteca"))
    fitted = severities(DETERMINA, act("fornitura di arredi con posa in opera"))
    assert "ccnl" not in supply and "sicurezza" not in supply
    assert "ccnl" in fitted and "sicurezza" in fitted


def test_social_clauses_are_not_asked_for_an_intellectual_service() -> None:
    cleaning = severities("lettera_invito", act("servizio di pulizia degli uffici"))
    design = severities("lettera_invito", act("progettazione della nuova palestra"))
    said = severities("lettera_invito", act("servizio di analisi, di natura intellettuale"))
    assert "clausole_sociali" in cleaning and "costo_manodopera" in cleaning
    assert "clausole_sociali" not in design and "clausole_sociali" not in said


def test_what_is_unclear_for_the_object_is_only_a_note() -> None:
    lacking = severities("lettera_invito", act("servizio di assistenza del software gestionale"))
    assert lacking["clausole_sociali"] == "nota"


def test_what_an_intellectual_service_is_exempted_from_does_not_make_this_one_intellectual() -> None:
    text = act("servizio di pulizia degli uffici", more="Sono esclusi i servizi aventi natura intellettuale.")
    assert severities("lettera_invito", text)["clausole_sociali"] != "nota"


@pytest.mark.parametrize(
    ("value", "asked"), [("€ 39.999,99", False), ("€ 40.000,00", True), ("40.000 euro", True)]
)
def test_stamp_duty_is_asked_from_forty_thousand_euro(value: str, asked: bool) -> None:
    assert ("bollo" in severities(DETERMINA, act("servizio di pulizia", value))) is asked


@pytest.mark.parametrize(
    ("bought", "value", "asked"),
    [
        ("servizio di pulizia degli uffici", "€ 139.999,99", False),
        ("servizio di pulizia degli uffici", "€ 140.000,00", True),
        ("lavori di rifacimento della copertura", "€ 149.999,99", False),
        ("lavori di rifacimento della copertura", "€ 150.000,00", True),
    ],
)
def test_the_programme_is_asked_from_its_threshold(bought: str, value: str, asked: bool) -> None:
    assert ("programmazione" in severities("decisione_di_contrarre", act(bought, value))) is asked


def test_an_unknown_value_asks_for_nothing_that_depends_on_it() -> None:
    text = "Determinazione del 10 marzo 2026\n\nOggetto: servizio di pulizia degli uffici\n"
    lacking = severities(DETERMINA, text)
    assert lacking["bollo"] == "nota"
    assert lacking["importo"] == "errore"


def test_gender_equality_points_are_asked_only_where_quality_counts() -> None:
    best = "Il criterio è l'offerta economicamente più vantaggiosa."
    lowest = "L'appalto è aggiudicato con il criterio del minor prezzo."
    for kind in ("lettera_invito", "disciplinare"):
        assert "parita_genere" in severities(kind, act("servizio di pulizia", more=best))
        assert "parita_genere" not in severities(kind, act("servizio di pulizia", more=lowest))


def test_environmental_criteria_are_asked_for_what_a_decree_covers_and_named() -> None:
    lacking = read_act(read_text("atto", act("servizio di ristorazione scolastica")), "capitolato")
    (found,) = next(
        list(rule.find(lacking) or ()) for rule in ELEMENTS if rule.id == "elementi.cam" and rule.find
    )
    assert "ristorazione" in found.message and "DM" in found.message
    assert "cam" not in severities("capitolato", act("servizio di pubblicazione di avvisi legali"))
    assert "cam" not in severities("avviso", act("servizio di ristorazione scolastica"))


def test_what_an_office_is_called_is_not_what_it_buys() -> None:
    text = (
        "COMUNE DI VALLE\nSERVIZIO AMBIENTE E VERDE PUBBLICO\n\nCAPITOLATO\n\n"
        "Servizio di stampa del notiziario\n\nImporto a base di gara € 20.000,00."
    )
    assert "cam" not in severities("capitolato", text)


def test_before_the_2024_decree_a_direct_award_needs_no_labour_agreement() -> None:
    before = "Determinazione n. 3 del 10 marzo 2024\n\nOggetto: servizio di pulizia\n\nImporto € 60.000,00."
    after = before.replace("2024", "2026")
    assert "ccnl" not in severities(DETERMINA, before)
    assert "ccnl" in severities(DETERMINA, after)


def test_a_missing_element_has_no_place_and_comes_with_wording() -> None:
    lacking = read_act(read_text("atto", act("servizio di pulizia")), DETERMINA)
    founds = [
        found for rule in ELEMENTS if rule.holds_for(lacking) and rule.find for found in rule.find(lacking)
    ]
    assert founds
    for found in founds:
        assert found.start == found.end == 0
        assert found.message.startswith("Nella determina di affidamento diretto manca ")
        assert len(found.suggestion) > 15 and found.suggestion.count("[") == found.suggestion.count("]")


def messages(kind: Kind, text: str) -> dict[str, str]:
    read = read_act(read_text("atto", text), kind)
    return {
        rule.id.partition(".")[2]: found.message
        for rule in ELEMENTS
        if rule.holds_for(read) and rule.find
        for found in rule.find(read)
    }


def test_what_is_missing_is_told_with_the_type_of_act_and_the_reason() -> None:
    lacking = messages("capitolato", act("servizio di pulizia"))
    assert lacking["pagamenti"] == "Nel capitolato mancano i termini di pagamento."
    rule = next(rule for rule in ELEMENTS if rule.id == "elementi.pagamenti")
    assert "art. 125" in rule.article and "in quanti giorni si paga" in rule.why
    assert lacking["penali"].startswith("Nel capitolato manca la penale per il ritardo.")


def test_a_lawyer_is_not_asked_for_what_workers_need() -> None:
    text = act("incarico di difesa in giudizio", more="CPV 79110000-8")
    assert "sicurezza" not in severities(DETERMINA, text)


def test_a_table_of_lots_gives_the_codes_of_this_contract_and_not_of_the_old_ones() -> None:
    rows = "| Lotto | Sede | CIG |\n| 1 | uffici | {} |\n"
    assert "cig" not in severities("disciplinare", act("servizio di pulizia") + rows.format("BBF90310AD"))
    assert "cig" in severities(
        "disciplinare", act("servizio di pulizia") + "CIG del contratto precedente BBF90310AD"
    )


def test_sixty_pages_are_read_in_less_than_a_second(stopwatch) -> None:
    line = (
        "Il personale svolge le attività del turno e segnala alla sede ogni guasto del mezzo, entro sera.\n"
    )
    long = read_act(read_text("atto", (act("servizio di pulizia") + line * 2100)[:200_000]), "capitolato")
    with stopwatch() as taken:
        for rule in ELEMENTS:
            if rule.holds_for(long) and rule.find:
                list(rule.find(long))
    assert taken.seconds < 2


def test_what_may_be_said_in_unknown_words_is_only_a_note() -> None:
    spoken = (
        "Se la ditta manca agli impegni il Comune scioglie il rapporto, sentite le sue ragioni (art. 122)."
    )
    assert severities("capitolato", act("servizio di pulizia", more=spoken))["risoluzione"] == "nota"
    assert severities("capitolato", act("servizio di pulizia"))["risoluzione"] == "avviso"


def test_a_heading_without_words_is_not_enough_for_a_note() -> None:
    alone = "Art. 9 - Cedere ad altri\n\nArt. 10 - Foro\n\nÈ competente il foro di Milano."
    assert severities("capitolato", act("servizio di pulizia", more=alone))["subappalto"] == "avviso"


def test_seats_are_furniture_and_sittings_of_a_council_are_not() -> None:
    council = act("servizio di trascrizione delle sedute consiliari")
    assert "cam" not in severities("capitolato", council)
    assert "cam" in severities("capitolato", act("fornitura di sedute per la sala civica"))


def test_what_follows_the_object_on_its_line_is_not_bought() -> None:
    text = "Oggetto: custodia dei musei. Valore: 90.000 euro. Clausole: orari, divise del personale, penali."
    assert "cam" not in severities("decisione_di_contrarre", f"COMUNE DI PROVA\n\n{text}")


def test_the_price_after_a_tax_number_is_the_price() -> None:
    text = "Visto il preventivo della ditta Terra Viva, P.IVA 03791820164, di € 9.600,00 oltre IVA;"
    assert "importo" not in severities(DETERMINA, f"COMUNE DI PROVA\nOggetto: orti urbani\n\n{text}")


def test_what_was_spent_before_or_is_asked_of_bidders_is_not_the_price() -> None:
    for sentence in (
        "Nel 2024 il Comune ha speso per i libri € 3.450,00.",
        "Il fatturato richiesto è di € 90.000,00.",
        "La polizza ha un massimale di € 500.000,00.",
    ):
        assert "importo" in severities(DETERMINA, f"COMUNE DI PROVA\nOggetto: orti urbani\n\n{sentence}")


def test_points_under_their_heading_are_a_criterion() -> None:
    points = "Art. 9 – Criterio di aggiudicazione\n  1. Progetto   80\n  Prezzo   20\n  Totale   100\n"
    assert "criterio" not in severities("lettera_invito", act("servizio di pulizia") + points)
    assert "criterio" in severities("lettera_invito", act("servizio di pulizia") + "Art. 9 – Prezzo 20\n")
