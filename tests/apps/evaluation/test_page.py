from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apps.evaluation import wish
from apps.evaluation.outcome import results
from eval.config import EvaluationConfig
from eval.running import run
from workbench.data import Columns, Task, freeze, prepare, read_bytes, shipped_data_sets
from workbench.errors import UserError
from workbench.jobs import Job, Person, Status, list_jobs, open_job, submit
from workbench.jobs.state import change_state
from workbench.models import Model
from workbench.settings import settings

ME = Person("locale", "amministratore")
TEXTS = {
    "manutenzione": "il lampione della strada è spento e il marciapiede rotto",
    "anagrafe": "devo rinnovare la carta d'identità e il certificato",
    "scuola": "la retta della mensa e lo scuolabus dei bambini",
}


def small_data_set() -> str:
    lines = ["testo,ufficio"]
    for n in range(150):
        label, text = list(TEXTS.items())[n % 3]
        words = text.split()
        lines.append(f"numero {n} {' '.join(words[n % 4 :])} {n * 7 % 31},{label}")
    table = read_bytes("segnalazioni.csv", "\n".join(lines).encode())
    columns = Columns(Task.CLASSIFICATION, "testo", "ufficio")
    return freeze(
        "Segnalazioni", prepare(table, columns), table, columns, licence="CC0-1.0", source="prova"
    ).id


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Job]:
    """A finished evaluation of the two yardsticks, in a home that the tests of this file share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICINA_HOME", str(tmp_path_factory.mktemp("casa")))
        settings.cache_clear()
        config = EvaluationConfig(data=small_data_set(), models=["maggioranza", "tfidf"], resamples=1000)
        job = submit("valutazione", "TF-IDF e altro", ME, ("python", "-V"), {"config.yaml": ""})
        run(config, job.folder)
        change_state(job.folder, {Status.QUEUED}, status=Status.DONE)
        yield open_job(job.id)
    settings.cache_clear()


def page() -> None:
    from apps.streamlit_app import main

    main("valutazione")


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def test_without_results_the_page_opens_on_a_new_evaluation(home: Path) -> None:
    app = opened()
    assert not app.exception
    assert app.segmented_control(key="valutazione.vista").value == "nuova"
    assert "la prova vede differenze da" in texts(app)


def test_the_smallest_effect_follows_the_number_of_examples(home: Path) -> None:
    app = opened()
    before = texts(app)
    limit = next(each for each in app.number_input if each.key.endswith(".limit"))
    limit.set_value(50).run()
    assert texts(app) != before


def test_an_evaluation_starts_and_leads_to_its_job(home: Path) -> None:
    app = opened()
    data_set = shipped_data_sets()[0]
    app.selectbox(key=f"valutazione.{data_set.id}.riferimento").set_value("maggioranza").run()
    app.multiselect(key=f"valutazione.{data_set.id}.modelli").set_value(["tfidf"]).run()
    app.button(key="valutazione.avvia").click().run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Lavori"]
    (job,) = list_jobs()
    assert job.command[:4] == ("python", "-m", "eval", "run")


def test_one_model_alone_is_no_comparison(home: Path) -> None:
    app = opened()
    data_set = shipped_data_sets()[0]
    app.multiselect(key=f"valutazione.{data_set.id}.modelli").set_value([]).run()
    assert "Serve almeno un modello" in app.error[0].value


def test_the_result_begins_with_its_verdict(measured: Job) -> None:
    app = opened(lavoro=measured.id)
    assert not app.exception
    found = results.comparison_of(measured.folder)
    assert "officina-verdict" in texts(app)
    assert found.verdict.split(":")[0] in texts(app).replace("&#x27;", "'")


def test_the_result_shows_figures_differences_confusion_and_classes(measured: Job) -> None:
    app = opened(lavoro=measured.id)
    shown = texts(app)
    assert "intervallo al 95\u202f%" in shown
    assert "Confronti a coppie sulle stesse righe" in shown
    assert any("Etichette attese e indicate" in each.value for each in app.subheader)
    assert any("Differenza da" in each.value for each in app.subheader)
    assert "Misure per etichetta" in shown


def test_the_labels_open_on_the_trained_model(measured: Job) -> None:
    found = results.comparison_of(measured.folder)
    majority, tfidf = found.models
    base = majority.model_copy(update={"reference": "incorporato", "kind": "base"})
    own = majority.model_copy(update={"reference": "mio", "kind": "lora"})
    assert results.first_shown([base, own, majority, tfidf]) == "mio"
    assert results.first_shown([majority, own, tfidf]) == "mio"
    assert results.first_shown([base, tfidf]) == "incorporato"
    assert results.first_shown([majority, tfidf]) == "tfidf"


def test_a_comparison_without_spread_says_that_it_cannot_tell(measured: Job) -> None:
    found = results.comparison_of(measured.folder)
    pairs = [pair.model_copy(update={"smallest_effect": None}) for pair in found.pairs]
    assert "non si può stimare" in results.sensitivity(found.model_copy(update={"pairs": pairs}))[0]


def test_the_report_is_one_click_away(measured: Job) -> None:
    app = opened(lavoro=measured.id)
    addresses = [each.proto.url for each in app.get("link_button")]
    assert f"/rapporti/{measured.id}/rapporto.html" in addresses


def test_the_rows_that_changed_are_side_by_side_and_filtered(measured: Job) -> None:
    app = opened(lavoro=measured.id)
    found = results.comparison_of(measured.folder)
    sides = next(iter(results.flip_pairs(found)))
    counts = results.flip_counts(found, sides)
    assert counts[""] == counts[results.GAINED] + counts[results.LOST]
    assert counts[results.GAINED] > 0
    app.selectbox(key="valutazione.direzione").set_value(results.GAINED).run()
    assert "corretta ora" in texts(app)
    app.text_input(key="valutazione.parole").set_value("parola che non c'è").run()
    assert "Nessuna riga" in app.info[0].value


def test_every_flip_found_contains_all_the_words_sought(measured: Job) -> None:
    found = results.comparison_of(measured.folder)
    sides = next(iter(results.flip_pairs(found)))
    flips = results.chosen_flips(found, sides, "", "SCUOLA mensa")
    assert flips
    assert all(
        "mensa" in flip.text and "scuola" in f"{flip.expected} {flip.a} {flip.b} {flip.text}"
        for flip in flips
    )


def test_a_result_not_yet_there_is_explained(home: Path) -> None:
    job = submit("valutazione", "senza risultato", ME, ("python", "-V"), {"config.yaml": ""})
    change_state(job.folder, {Status.QUEUED}, status=Status.DONE)
    assert "non ha ancora un risultato" in opened(lavoro=job.id).error[0].value


def a_model(reference: str, **facts: object) -> Model:
    about = {"task": None, "kind": "base", "base": None, "licence": "x", "language": "it", "digest": "d"}
    return Model(name=reference, reference=reference, folder=Path(), **(about | facts))  # type: ignore[arg-type]


def test_a_trained_model_is_proposed_against_its_own_base(home: Path) -> None:
    data_set = shipped_data_sets()[0]
    base = a_model("incorporato")
    tuned = a_model("nuovo", kind="lora", base="incorporato", task=data_set.task, data_digest=data_set.digest)
    assert wish.proposal(data_set, [base, tuned], None) == ("incorporato", ["nuovo", "tfidf"])
    assert wish.proposal(data_set, [base, tuned], "nuovo") == ("incorporato", ["nuovo", "tfidf"])


def test_a_model_for_another_task_is_not_offered(home: Path) -> None:
    data_set = shipped_data_sets()[0]
    writer = a_model("scrive", kind="lora", task=Task.INSTRUCTION)
    assert "scrive" not in wish.choices(data_set, [writer])


def test_code_from_a_folder_is_offered_only_to_who_may_run_it(home: Path) -> None:
    data_set = shipped_data_sets()[0]
    assert "external_metrics" in wish.left_out(data_set, Person("maria", "formatore"))
    assert "external_metrics" not in wish.left_out(data_set, ME)


def test_a_repeated_model_is_refused(home: Path) -> None:
    data_set = shipped_data_sets()[0]
    with pytest.raises(UserError, match="ripetuta"):
        wish.make_config(data_set, ["tfidf", "tfidf"], {})
