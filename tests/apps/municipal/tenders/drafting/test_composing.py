"""From a request to labelled paragraphs and open fields."""

from datetime import date
from pathlib import Path

import pytest

from apps.municipal.tenders.drafting import compose, own_folder
from tests.apps.municipal.tenders.drafting.conftest import make_request, values_for
from workbench.errors import UserError

DIRECT = make_request("determina_affidamento_diretto", "servizi", "38500")
OWN = """
id: affidamento.durc
title: DURC del Comune
text: DURC protocollo {durc_protocollo}, controllato da {controllore};
owner: Ufficio legale
version: "2.3"
approval: approvata da Ufficio legale
valid_from: 2026-01-01
variables:
  controllore: {title: Chi ha controllato}
"""


def written(name: str, content: str) -> Path:
    path = own_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def text_of(day: str, amount: str, name: str, kind: str = "capitolato", thing: str = "servizi") -> str:
    request = make_request(kind, thing, amount, date.fromisoformat(day))
    draft = compose(request, values_for(request) | {"penale": "1"})
    return " ".join(each.text for each in draft.paragraphs if each.source == name)


def test_what_nobody_wrote_is_an_open_field_with_its_places() -> None:
    values = values_for(DIRECT)
    del values["cig"]
    draft = compose(DIRECT, values)
    (entry,) = draft.open_fields
    assert entry.title == "CIG"
    assert len(entry.paragraphs) == 2
    assert all("[DA COMPLETARE: CIG]" in draft.paragraphs[at].text for at in entry.paragraphs)


def test_without_any_value_the_act_is_still_composed_and_says_all_that_it_asks() -> None:
    draft = compose(DIRECT, {})
    names = {entry.name for entry in draft.open_fields}
    assert {"rup", "cig", "operatore", "importo_affidamento", "aliquota_iva", "motivazione"} <= names
    assert "altro" not in names
    assert "altro" in {entry.name for entry in draft.entries}


def test_every_paragraph_says_where_it_comes_from() -> None:
    draft = compose(DIRECT, values_for(DIRECT))
    origins = {each.source: each.origin for each in draft.paragraphs}
    assert origins["affidamento.durc"] == "clausola"
    assert origins["motivazione"] == "testo dell'utente"
    clauses = [each for each in draft.paragraphs if each.origin == "clausola"]
    assert all(each.version and each.approval for each in clauses)
    assert "affidamento.durc" in draft.unapproved


def test_the_places_of_paragraphs_are_those_of_the_whole_text() -> None:
    draft = compose(DIRECT, values_for(DIRECT))
    for start, paragraph in zip(draft.starts, draft.paragraphs, strict=True):
        assert draft.text[start : start + len(paragraph.text)] == paragraph.text


@pytest.mark.parametrize(
    ("day", "amount", "clause", "words"),
    [
        ("2024-12-30", "50000", "cap.revisione", "dell'80 per cento della variazione stessa"),
        ("2024-12-31", "50000", "cap.revisione", "dell'80 per cento del valore eccedente"),
        ("2024-12-30", "50000", "cap.penali", "tra 0,3 e 1 per mille"),
        ("2024-12-31", "50000", "cap.penali", "tra 0,5 e 1,5 per mille"),
        ("2024-12-30", "50000", "cap.garanzia", "del 5 per cento"),
        ("2026-03-01", "300000", "cap.garanzia", "del 10 per cento"),
    ],
)
def test_a_clause_has_the_figures_of_its_day(day: str, amount: str, clause: str, words: str) -> None:
    assert words in text_of(day, amount, clause)


def test_the_price_revision_of_works_differs_from_that_of_services() -> None:
    found = text_of("2026-03-01", "100000", "cap.revisione", thing="lavori")
    assert "supera il 3 per cento" in found
    assert "del 90 per cento" in found


@pytest.mark.parametrize(
    ("amount", "present", "absent"),
    [
        ("4999.99", "affidamento.rotazione_libera", "affidamento.rotazione"),
        ("5000", "affidamento.rotazione", "affidamento.rotazione_libera"),
        ("39999.99", "affidamento.requisiti_piccoli", "affidamento.bollo"),
        ("40000", "affidamento.bollo", "affidamento.requisiti_piccoli"),
    ],
)
def test_conditions_turn_at_the_cent(amount: str, present: str, absent: str) -> None:
    sources = {each.source for each in compose(make_request(DIRECT.atto, "servizi", amount), {}).paragraphs}
    assert present in sources
    assert absent not in sources


@pytest.mark.parametrize(
    ("kind", "thing", "amount"),
    [
        ("determina_affidamento_diretto", "servizi", "140000"),
        ("determina_affidamento_diretto", "concessione", "1000"),
        ("disciplinare", "servizi", "20000"),
        ("avviso", "servizi", "300000"),
        ("lettera_invito", "lavori", "6000000"),
    ],
)
def test_an_act_that_the_case_does_not_allow_is_refused(kind: str, thing: str, amount: str) -> None:
    with pytest.raises(UserError):
        compose(make_request(kind, thing, amount), {})


def test_lowest_price_where_the_law_forbids_it_is_refused() -> None:
    with pytest.raises(UserError, match="minor prezzo"):
        compose(make_request("disciplinare", "servizi", "190000", criterio_scelto="prezzo"), {})


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("importo_affidamento", "molto", "importo in euro"),
        ("durc_scadenza", "31/02/2026", "una data"),
        ("penale", "2", "per mille"),
        ("aliquota_iva", "ventidue", "un numero"),
        ("motivazione", "x" * 20_001, "troppo lungo"),
    ],
)
def test_a_value_that_cannot_be_is_told(name: str, value: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        compose(DIRECT, values_for(DIRECT) | {name: value})


def test_the_price_has_no_more_points_than_the_law_allows() -> None:
    request = make_request("disciplinare", "servizi", "190000")
    with pytest.raises(UserError, match="al massimo 30"):
        compose(request, values_for(request) | {"punteggio_tecnico": "60"})


def test_vat_and_the_total_are_computed_to_the_cent() -> None:
    text = compose(DIRECT, values_for(DIRECT) | {"importo_affidamento": "36.575,33"}).text
    assert "36.575,33 euro di imponibile e 8.046,57 euro per IVA" in text


def test_braces_and_control_characters_of_a_person_are_only_text() -> None:
    draft = compose(DIRECT, values_for(DIRECT) | {"motivazione": "{cig} \x00\x0b<b>e</b> {inesistente}"})
    assert any("{cig}" in each.text and "\x00" not in each.text for each in draft.paragraphs)


def test_the_municipality_s_own_clause_takes_the_place_of_the_shipped_one() -> None:
    written("clauses/durc.yaml", OWN)
    draft = compose(DIRECT, values_for(DIRECT))
    (clause,) = (each for each in draft.paragraphs if each.source == "affidamento.durc")
    assert clause.text.startswith("DURC protocollo INAIL_51234567, controllato da [DA COMPLETARE")
    assert (clause.version, clause.approval) == ("2.3", "approvata da Ufficio legale")
    assert "affidamento.durc" not in draft.unapproved


def test_an_own_clause_counts_only_on_the_days_on_which_it_holds() -> None:
    written("clauses/durc.yaml", OWN)
    request = make_request(DIRECT.atto, "servizi", "38500", date(2025, 3, 10))
    assert "controllato da" not in compose(request, values_for(request)).text


def test_the_municipality_s_own_template_takes_the_place_of_the_shipped_one() -> None:
    head = 'id: capitolato\nkind: capitolato\ntitle: Il nostro\nowner: u\nversion: "9"\napproval: bozza\n'
    sections = "sections:\n  - {title: Solo questo, entries: [cap.foro]}\n"
    written("templates/capitolato.yaml", head + sections)
    draft = compose(make_request("capitolato", "servizi", "38500"), {})
    assert [each.source for each in draft.paragraphs] == ["capitolato", "cap.foro"]


@pytest.mark.parametrize(
    "content",
    [
        "id: x\n",
        "- a\n",
        "id: [\n",
        OWN.replace("approvata da Ufficio legale", "va bene"),
        OWN.replace("title: DURC", "when: {facts: [inventato]}\ntitle: DURC"),
    ],
)
def test_an_own_file_that_cannot_be_used_is_named(content: str) -> None:
    written("clauses/nostra.yaml", content)
    with pytest.raises(UserError, match=r"nostra\.yaml"):
        compose(DIRECT, {})


def test_a_variable_that_nobody_describes_is_named() -> None:
    written("clauses/durc.yaml", OWN.replace("{controllore}", "{sconosciuta}"))
    with pytest.raises(UserError, match="sconosciuta"):
        compose(DIRECT, {})
