import shutil
import time
from html import unescape
from pathlib import Path
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from apps.gate.people import NAME_HEADER, ROLE_HEADER
from apps.impact import studying
from apps.screen import layout
from workbench.indicators import guarantees, list_cards
from workbench.jobs import Person
from workbench.publication import accesses
from workbench.rooms import Given, Plan, RoomOptions, Step, close, join, open_room, save_answer, start
from workbench.store import create_account
from workbench.studies import Measure, create_study, list_studies, new_card, record_measure


@pytest.fixture(scope="session")
def ready_mlruns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from workbench.settings import settings
    from workbench.tracking import prepare

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICINA_HOME", str(tmp_path_factory.mktemp("first_home")))
        settings.cache_clear()
        prepare()
        found = settings().mlruns
    settings.cache_clear()
    return found


@pytest.fixture
def place(sqlite_store: str, home: Path, ready_mlruns: Path) -> Path:
    shutil.copytree(ready_mlruns, home / "mlruns")
    return home


def hold(municipality: str, people: int) -> None:
    plan = Plan(name="prova", title="Primo incontro", steps=(Step(activity="soddisfazione", minutes=5),))
    opened = open_room(plan, "anna", RoomOptions(municipality=municipality))
    start(opened.id)
    for _ in range(people):
        someone, _ = join(opened)
        save_answer(opened, someone, Given(someone.id, 0, "q", 1, "x", time.time()))
    close(opened.id)


def measure_pairs(people: int, *, timed: bool = False, forms: str = "aa") -> None:
    chance = Random(3)
    for number in range(people):
        card, order = new_card(), forms if number % 2 else forms[::-1]
        for wave, form, more in (("prima", order[0], 0), ("dopo", order[1], 3)):
            seconds = chance.uniform(100, 200) if timed else None
            record_measure(
                "pilota",
                card,
                Measure(wave, "Rho", f"prova-{form}", chance.randint(2, 6) + more, 12, seconds),
            )  # type: ignore[arg-type]


def page() -> None:
    from apps.streamlit_app import main

    main("impatto")


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> str:
    return unescape("\n".join(each.proto.body for each in app.get("html")))


def in_rho(app: AppTest) -> AppTest:
    return app.selectbox(key="impatto.comune").set_value("Rho").run()


def test_what_was_not_measured_is_said_and_is_no_zero(place: Path) -> None:
    app = opened()
    assert not app.exception
    said = texts(app).count("Non misurato. Vuol dire che il dato non c'è, non che vale zero.")
    headers = [header.value for header in app.header]
    assert len(headers) == said == len(list_cards())
    assert headers[:4] == [
        "C01 · Guadagno nel test",
        "C05 · Compito a tempo",
        "R02 · Completamenti",
        "R03 · Persone coinvolte",
    ]


def test_publishing_a_month_draws_the_path_with_target_and_origin(place: Path) -> None:
    hold("Rho", 6)
    hold("Rho", 4)
    app = in_rho(opened())
    app.button(key="impatto.pubblica").click().run()
    assert not app.exception
    said = texts(app)
    assert "R03 Persone coinvolte: pubblicato." in said and "C01 Guadagno nel test: non misurato" in said
    assert "almeno 6, al più 10" in said and "Il traguardo è per tutti i Comuni insieme." in said
    assert "senza tessera non si può sapere" in said
    assert len(app.get("download_button")) == 1
    assert "/mlflow/#/runs/" in said
    app.button(key="impatto.pubblica").click().run()
    assert "già pubblicato, nulla di nuovo" in texts(app)


def test_a_refusal_says_why_and_leaves_the_others_published(place: Path) -> None:
    hold("Rho", 2)
    app = in_rho(opened())
    app.button(key="impatto.pubblica").click().run()
    said = texts(app)
    assert "R03 Persone coinvolte: non pubblicato." in said and "troppo poche persone" in said
    assert "R02 Completamenti: non misurato" in said


def test_a_study_is_drawn_once_and_tells_how_to_repeat_the_draw(place: Path) -> None:
    app = opened(vista="studi")
    app.text_input(key="impatto.studio.campi.name").set_value("pilota")
    app.text_input(key="impatto.studio.campi.primary").set_value("punteggio del test")
    app.button(key="impatto.studio.crea").click().run()
    assert "Manca il seme pubblico" in app.error[0].value
    app.number_input(key="impatto.studio.campi.seed").set_value(20261122).run()
    app.button(key="impatto.studio.crea").click().run()
    assert not app.exception and "pilota" in app.success[0].value
    (made,) = list_studies()
    said = texts(app)
    assert all(name in said for name in made.municipalities)
    assert "0,0083" in said  # 1 / 5!
    assert app.code[0].value == studying.verification(made)


def test_the_analysis_has_its_rates_its_intervals_and_what_it_cannot_say(place: Path) -> None:
    create_study("pilota", municipalities=["Rho", "Legnano"], primary="prova", seed=7)
    measure_pairs(12)
    app = opened(vista="studi")
    said = texts(app)
    assert not app.exception
    assert "tasso di abbinamento" in said and "intervallo al 95 %" in said and "d_av" in said
    assert "Quanto del cambiamento venga dalla formazione" in said
    assert "p più piccolo che il solo prima e dopo" in said
    assert any(each.what.startswith("analisi dello studio pilota") for each in accesses())


def test_the_adjusted_difference_is_shown_with_its_number_of_pairs(place: Path) -> None:
    create_study("pilota", municipalities=["Rho", "Legnano"], primary="prova", seed=7)
    measure_pairs(30, forms="ab")
    app = opened(vista="studi")
    assert not app.exception
    assert "differenza in punti corretta per forma e punteggio iniziale, 30 coppie" in texts(app)


def test_a_study_without_measures_is_no_error(place: Path) -> None:
    create_study("pilota", municipalities=["Rho", "Legnano"], primary="prova", seed=7)
    app = opened(vista="studi")
    assert not app.exception and "misurate prima" in texts(app)
    assert "Nessun risultato potrà dirsi significativo" in texts(app)


def test_waiting_list_and_cards_are_recorded_from_the_page(place: Path) -> None:
    create_study("pilota", municipalities=["Rho", "Legnano"], primary="prova", seed=7)
    app = opened(vista="studi")
    app.number_input(key="impatto.studio.seme").set_value(99)
    app.number_input(key="impatto.studio.righe").set_value(4)
    app.button(key="impatto.studio.estrai").click().run()
    app.number_input(key="impatto.studio.tessere").set_value(30)
    app.button(key="impatto.studio.consegna").click().run()
    said = texts(app)
    assert not app.exception and "seme 99" in said and "riga 4" in said and ">30<" in said


def test_after_the_first_measure_the_page_says_that_no_list_can_be_drawn(place: Path) -> None:
    study = create_study("pilota", municipalities=["Rho", "Legnano"], primary="prova", seed=7)
    assert "prima della prima misura" in texts(opened(vista="studi"))
    studying.draw_list(study, "Legnano", 4, 99)
    measure_pairs(1)
    app = opened(vista="studi")
    said = texts(app)
    assert not app.exception
    assert "Senza lista di attesa, e ormai senza poterla estrarre: Rho." in said
    assert "La lista di attesa di Legnano è già estratta" in said and "non più estraibile" in said
    app.selectbox(key="impatto.studio.dove").set_value("Rho").run()
    assert "La lista di attesa di Rho non si può più estrarre" in texts(app)
    assert "impatto.studio.estrai" not in [each.key for each in app.button]


@pytest.mark.parametrize(
    ("role", "studies", "publishes"),
    [("amministratore", True, True), ("ricercatore", True, True), ("formatore", False, False)],
)
def test_each_role_sees_what_is_its_own(
    place: Path, monkeypatch: pytest.MonkeyPatch, role: str, studies: bool, publishes: bool
) -> None:
    create_account("anna", role, "tre parole in fila qui")
    headers = {NAME_HEADER: "anna", ROLE_HEADER: role}
    monkeypatch.setattr(layout, "person", lambda: Person(headers[NAME_HEADER], headers[ROLE_HEADER]))
    app = opened(vista="studi")
    assert not app.exception
    options = app.segmented_control(key="impatto.vista").options
    assert ("Studi" in options) is studies
    app = opened()
    assert ("impatto.pubblica" in [each.key for each in app.button]) is publishes


def test_the_guarantees_are_those_of_the_public_page(place: Path) -> None:
    app = opened(vista="garanzie")
    assert not app.exception
    assert [each.value for each in app.subheader] == [section.title for section in guarantees()]


def test_releases_refusals_and_accesses_are_listed(place: Path) -> None:
    hold("Rho", 6)
    app = in_rho(opened())
    app.button(key="impatto.pubblica").click().run()
    hold("Rho", 7)
    app.button(key="impatto.pubblica").click().run()
    assert "non pubblicato" in texts(app)
    hold("Bollate", 2)
    app.selectbox(key="impatto.comune").set_value("Bollate").run()
    app.button(key="impatto.pubblica").click().run()
    said = texts(opened(vista="pubblicazioni"))
    assert said.count("Persone coinvolte: persone, Rho") == 2
    assert said.count("Persone coinvolte: persone, Bollate") == 1 and "sotto la soglia" in said
    assert "indicatori, Rho" in said
