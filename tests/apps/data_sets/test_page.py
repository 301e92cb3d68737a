import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.data import list_data_sets, open_data_set

TEXTS = [
    "Il lampione davanti a casa è spento da giorni",
    "Come si rinnova la carta d'identità scaduta",
    "La retta della mensa è aumentata troppo",
]
LABELS = ["manutenzione", "anagrafe", "scuola"]


def table(rows: int = 60) -> str:
    lines = [f"{TEXTS[n % 3]}, segnalazione numero {n};{LABELS[n % 3]}" for n in range(rows)]
    return "\n".join(["testo;ufficio", *lines])


@pytest.fixture
def app(home: Path) -> AppTest:
    def page() -> None:
        from apps.streamlit_app import main

        main("dati")

    return AppTest.from_function(page, default_timeout=60)


@pytest.fixture
def bringing(app: AppTest) -> AppTest:
    app.query_params["vista"] = "porta"
    return app.run()


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader(key="porta.file").upload(name, content)
    return app.run()


def test_the_list_shows_the_shipped_data(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert any("richieste" in each.value.lower() for each in app.header)
    assert "prova congelata" in texts(app)


def test_the_card_shows_counts_labels_and_digest(app: AppTest) -> None:
    app.run()
    data_set = list_data_sets()[0]
    app.button(key=f"dati.apri.{data_set.id}").click().run()
    assert not app.exception
    assert data_set.digest in texts(app)
    assert "Testi ripetuti uguali" in texts(app)
    assert [each.value for each in app.subheader][:1] == ["Righe per etichetta"]


def test_a_file_goes_from_upload_to_a_frozen_data_set(bringing: AppTest) -> None:
    upload(bringing, "segnalazioni.csv", table().encode("cp1252"))
    assert not bringing.exception
    assert "60 righe lette" in texts(bringing)
    assert bringing.selectbox(key="porta.testo").value == "testo"
    assert bringing.selectbox(key="porta.obiettivo").value == "ufficio"
    assert "60 righe buone; nessuna lasciata fuori" in texts(bringing)
    bringing.text_input(key="porta.nome").set_value("Segnalazioni 2026")
    bringing.button(key="porta.congela").click().run()
    assert not bringing.exception
    made = next(each for each in list_data_sets() if each.name == "Segnalazioni 2026")
    assert sum(made.counts.values()) == 60
    assert "è congelato" in bringing.success[0].value


def test_bad_rows_are_listed_with_number_and_reason(bringing: AppTest) -> None:
    upload(bringing, "segnalazioni.csv", (table() + "\n;anagrafe\nsenza ufficio;").encode())
    assert "60 righe buone; 2 righe lasciate fuori" in texts(bringing)
    assert "Righe lasciate fuori: 2 di 2" in texts(bringing)
    assert ">manca il testo («testo» è vuota)</td>" in texts(bringing)
    assert bringing.get("download_button")


def test_a_wrong_separator_can_be_corrected(bringing: AppTest) -> None:
    upload(bringing, "segnalazioni.csv", table().encode())
    bringing.selectbox(key="porta.separatore").set_value(",").run()
    assert bringing.error
    bringing.selectbox(key="porta.separatore").set_value(";").run()
    assert "60 righe buone" in texts(bringing)


def test_labels_with_too_few_examples_may_be_set_aside(bringing: AppTest) -> None:
    upload(bringing, "segnalazioni.csv", (table() + "\nVorrei prenotare la sala civica;cultura").encode())
    box = bringing.checkbox(key="porta.da_parte")
    assert "«cultura» (1)" in box.label
    box.check().run()
    assert "60 righe buone; 1 riga lasciata fuori" in texts(bringing)


def test_a_binary_file_renamed_csv_is_refused_in_italian(bringing: AppTest) -> None:
    upload(bringing, "dati.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert not bringing.exception
    assert len(bringing.error) == 1


def test_an_empty_file_is_refused_in_italian(bringing: AppTest) -> None:
    upload(bringing, "dati.csv", b"")
    assert "vuoto" in bringing.error[0].value


def test_a_path_of_this_machine_may_be_given_where_it_is_ones_own(bringing: AppTest, tmp_path: Path) -> None:
    place = tmp_path / "mie.csv"
    place.write_text(table(), "utf-8")
    bringing.text_input(key="porta.percorso").set_value(str(place)).run()
    assert "60 righe lette" in texts(bringing)


def test_a_path_is_not_asked_where_others_can_come_in(
    home: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apps.data_sets.bring.steps import may_read_paths
    from workbench.jobs import Person
    from workbench.settings import settings

    assert not may_read_paths(Person("maria", "formatore"))
    monkeypatch.setenv("OFFICINA_HOST", "0.0.0.0")
    settings.cache_clear()
    assert not may_read_paths(Person("anna", "amministratore"))


def test_a_deleted_data_set_leaves_the_list(app: AppTest) -> None:
    app.query_params["vista"] = "porta"
    upload(app.run(), "segnalazioni.csv", table().encode())
    app.button(key="porta.congela").click().run()
    made = next(each for each in list_data_sets() if each.name == "segnalazioni")
    app.query_params.clear()
    app.query_params["insieme"] = made.id
    app.run().button(key="dati.elimina").click().run()
    assert not app.exception
    assert made.id not in {each.id for each in list_data_sets()}


def test_an_unknown_data_set_in_the_address_is_explained(app: AppTest) -> None:
    app.query_params["insieme"] = "non-esiste-12345678"
    app.run()
    assert "non esiste" in app.error[0].value


def test_text_in_a_cell_is_shown_and_not_run(bringing: AppTest) -> None:
    rows = table().replace("Il lampione", "<img src=x onerror=alert(1)> Il lampione")
    upload(bringing, "segnalazioni.csv", rows.encode())
    assert "<img" not in texts(bringing)
    assert "&lt;img src=x" in texts(bringing)


def test_an_instruction_file_asks_for_request_and_answer(bringing: AppTest) -> None:
    lines = [
        json.dumps({"domanda": f"Dove si paga il tributo {n}?", "risposta": f"Allo sportello {n} in piazza."})
        for n in range(40)
    ]
    upload(bringing, "domande.jsonl", "\n".join(lines).encode())
    assert bringing.selectbox(key="porta.testo").label == "Colonna della richiesta"
    bringing.button(key="porta.congela").click().run()
    assert open_data_set(next(d.id for d in list_data_sets() if d.name == "domande")).task == "istruzioni"
