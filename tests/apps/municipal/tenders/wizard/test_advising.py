import json
from typing import get_args

import pytest

from apps.municipal.tenders.law import Confidence
from apps.municipal.tenders.wizard import Advice, advise, as_json, page, read_case

KINDS = ("lavori", "forniture", "servizi", "servizi_sociali", "servizi_ingegneria", "concessione")


def _advice(**change: object) -> Advice:
    return advise(read_case({"oggetto": "servizi", "valore": 50_000, "data": "2026-11-22"} | change))


def _text(advice: Advice, title: str) -> str:
    return next((line.text for line in advice.lines if line.title == title), "")


@pytest.mark.parametrize("oggetto", KINDS)
@pytest.mark.parametrize("valore", [1, 4_999.99, 39_999.99, 145_000, 800_000, 9_000_000])
@pytest.mark.parametrize("data", ["2023-07-01", "2024-06-01", "2026-11-22"])
def test_every_line_has_article_confidence_and_source(oggetto, valore, data):
    advice = _advice(oggetto=oggetto, valore=valore, data=data)
    assert len(advice.lines) > 15
    for line in advice.lines:
        assert line.title and line.article and line.source
        assert line.text.endswith(".") and "  " not in line.text
        assert line.confidence in get_args(Confidence)
    assert advice.documenti and advice.avvertenze


def test_the_json_holds_the_keys_that_were_agreed():
    told = as_json(_advice())
    agreed = (
        "procedura articolo operatori_minimi sopra_soglia soglia_ue garanzia_provvisoria garanzia_definitiva"
    )
    assert {*agreed.split(), "criterio", "documenti", "avvertenze", "righe"} <= set(told)
    assert json.loads(json.dumps(told)) == told
    assert told["garanzia_definitiva"]["importo"] == 2_500
    assert {"titolo", "testo", "articolo", "confidenza", "fonte"} <= set(told["righe"][0])


def test_guarantees_in_euro_are_rounded_to_the_cent():
    advice = _advice(oggetto="lavori", valore="333333.33", opzioni=100_000)
    assert str(advice.garanzia_provvisoria.importo) == "3333.33"
    assert str(advice.garanzia_definitiva.importo) == "16666.67"


def test_above_the_threshold_the_offer_guarantee_counts_options_too():
    assert _advice(valore=300_000, opzioni=100_000).garanzia_provvisoria.importo == 8_000


def test_platform_and_national_database_only_since_2024():
    before, after = _advice(data="2023-12-31"), _advice(data="2024-01-01")
    assert "non era ancora obbligatoria" in _text(before, "Piattaforma")
    assert "BDNCP" not in _text(before, "Pubblicità") and "BDNCP" in _text(after, "Pubblicità")


def test_below_five_thousand_rotation_may_be_left_out_and_the_form_of_anac_is_named():
    small = _advice(valore="4999.99")
    assert "derogare" in _text(small, "Rotazione") and "PCP" in _text(small, "Piattaforma")
    larger = _advice(valore=5_000)
    assert "Vietato" in _text(larger, "Rotazione") and "MEPA" in _text(larger, "Piattaforma")


def test_the_outgoing_contractor_needs_four_reasons_since_the_corrective_decree():
    assert "qualità della prestazione" in _text(_advice(contraente_uscente=True), "Rotazione")
    earlier = _text(_advice(contraente_uscente=True, data="2024-12-30"), "Rotazione")
    assert "struttura del mercato" in earlier and "qualità" not in earlier


def test_an_open_survey_frees_from_rotation():
    assert "Non si applica" in _text(_advice(valore=150_000, indagine_senza_limiti=True), "Rotazione")


def test_mere_supplies_have_no_labour_clauses_and_supplies_with_installation_do():
    plain, installed = _advice(oggetto="forniture"), _advice(oggetto="forniture", posa_in_opera=True)
    assert not _text(plain, "CCNL") and not _text(plain, "Clausole sociali")
    assert _text(installed, "CCNL") and _text(installed, "Clausole sociali")
    assert not _text(_advice(oggetto="servizi_ingegneria"), "Clausole sociali")


def test_automatic_exclusion_only_with_lowest_price_below_the_threshold_and_without_foreign_interest():
    assert "almeno 5" in _text(_advice(valore=150_000), "Offerte anomale")
    for change in ({"interesse_transfrontaliero": True}, {"valore": 300_000}, {"oggetto": "forniture"}):
        assert "nessuna esclusione automatica" in _text(
            _advice(**{"valore": 150_000} | change), "Offerte anomale"
        )
    assert not _text(_advice(), "Offerte anomale")


def test_a_criterion_that_is_not_allowed_is_pointed_out():
    advice = _advice(valore=150_000, ristorazione=True, criterio_scelto="prezzo")
    assert any("minor prezzo non è ammesso" in text for text in advice.avvertenze)


def test_environmental_criteria_are_named_from_the_object():
    assert "DM 29.1.2021" in _text(
        _advice(descrizione="pulizia degli uffici"), "Criteri ambientali minimi (CAM)"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"valore": 139_999.99}, "appena al di sotto del limite"),
        ({"valore": 215_999.99}, "appena al di sotto della soglia"),
        ({"oggetto": "servizi_sociali"}, "art. 128 c. 8"),
        ({"oggetto": "concessione"}, "non prevede l'affidamento diretto"),
        ({"valore": 150_000, "stazione_qualificata": False}, "centrale di committenza"),
        ({"cpv": "45233120-6"}, "non sembra dello stesso tipo"),
    ],
)
def test_what_deserves_attention_is_said(change, words):
    assert any(words in text for text in _advice(**change).avvertenze)


@pytest.mark.parametrize("valore", [140_000, 750_000, 750_000.01, 5_000_000.01])
def test_the_level_of_qualification_follows_the_value(valore):
    text = _text(_advice(valore=valore), "Qualificazione")
    level = {140_000: "autonomia", 750_000: "base", 750_000.01: "intermedia", 5_000_000.01: "avanzata"}[
        valore
    ]
    assert level in text


def test_the_printed_page_is_complete_in_itself_and_escapes_what_people_write():
    html = page(_advice(descrizione="<script>alert(1)</script> pulizia"))
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "://" not in html and "url(" not in html and "@import" not in html
    assert '<html lang="it">' in html and "@page" in html
    for words in ("Affidamento diretto", "Avvertenze", "Documenti da produrre", "confidenza: verificata"):
        assert words in html
