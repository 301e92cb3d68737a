"""One person walks the whole thread: a file, a training stopped and resumed, a difference, a chat."""

import csv
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Officina, choose, heading, open_page, press, settle, write

pytestmark = pytest.mark.browser

expect.set_options(timeout=90_000)
JOB_PATIENCE = 300_000
"""milliseconds"""
STEP = re.compile(r"passo \d+ di \d+")
EXAMPLES = {
    "anagrafe": ("carta d'identità", "certificato di nascita", "cambio di residenza", "stato di famiglia"),
    "strade": ("lampione spento", "buca sull'asfalto", "semaforo guasto", "marciapiede rotto"),
    "tributi": ("rata della TARI", "acconto dell'IMU", "rimborso della tassa", "cartella esattoriale"),
}
WAYS = (
    "Buongiorno, scrivo per {what}, grazie.",
    "{what}: a chi mi devo rivolgere?",
    "È la terza volta che segnalo {what}!",
    "Vorrei sapere qualcosa su {what} in via Roma.",
    "Mia madre, che è anziana, chiede di {what}.",
    "Salve, {what}, quando si risolve?",
    "Ho bisogno di aiuto per {what}.",
    "Per favore, {what}, è urgente.",
    "Non capisco nulla di {what}, potete spiegare?",
    "{what}, numero di pratica smarrito.",
)
BAD_ROW = 58
"""the row of the file, the heading being row 1, whose label is missing"""


def write_requests(path: Path) -> Path:
    """120 messages, three labels, three messages a person, one without a label."""
    rows = [
        {"messaggio": way.format(what=what), "ufficio": office}
        for way in WAYS
        for office, things in EXAMPLES.items()
        for what in things
    ]
    rows[BAD_ROW - 2]["ufficio"] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["messaggio", "ufficio", "persona"], delimiter=";")
        table.writeheader()
        table.writerows(row | {"persona": f"p{place // 3}"} for place, row in enumerate(rows))
    return path


def test_a_person_goes_from_a_file_to_a_measured_difference(
    visit: Callable[..., BrowserContext], officina: Officina, tmp_path: Path
) -> None:
    context, page = walk(visit, tmp_path)
    read_result(page)
    open_report(page)
    reach_the_run(page)
    ask_in_chat(page)
    assert officina.foreign == []
    context.close()


def walk(visit: Callable[..., BrowserContext], folder: Path) -> tuple[BrowserContext, Page]:
    """From nothing to the page of the result."""
    context = visit()
    page = context.new_page()
    bring_data(page, write_requests(folder / "sportello.csv"))
    ask_training(page)
    follow_first_steps(page)
    context, page = come_back_later(page, visit)
    stop_and_resume(page)
    measure(page)
    return context, page


def finished_job(home: Path, kind: str) -> str:
    """The id of a finished job of this kind, or nothing."""
    for folder in (home / "var/jobs").glob(f"{kind}-*"):
        if (folder / "result.json").is_file():
            return folder.name
    return ""


def bring_data(page: Page, path: Path) -> None:
    """From the first page to a frozen data set; the bad row is named by its number."""
    open_page(page, "/")
    expect(heading(page, "Officina")).to_be_visible()
    press(page, "Porta i dati")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("120 righe lette")).to_be_visible()
    settle(page)
    choose(page, "Colonna del testo", "messaggio")
    choose(page, "Colonna dell'etichetta", "ufficio")
    choose(page, "Colonna del gruppo", "persona")
    left_out = page.get_by_role("table", name=re.compile("^Righe lasciate fuori"))
    expect(left_out.get_by_role("row").nth(1).get_by_role("cell").first).to_have_text(str(BAD_ROW))
    write(page, "Nome dell'insieme", "sportello")
    write(page, "Prova (%)", 30)
    press(page, "Congela l'insieme")
    expect(page.get_by_text("«sportello» è congelato: 119 righe in tre parti.")).to_be_visible()
    expect(page.get_by_text("Impronta della prova")).to_be_visible()


def ask_training(page: Page) -> None:
    """Small values, the cost before the start, then the start."""
    press(page, "Addestra un modello")
    expect(heading(page, "1. Che cosa")).to_be_visible()
    settle(page)
    for name, value in (("Epoche", 3), ("Righe per passo", 1), ("Lunghezza massima in token", 32)):
        write(page, name, value)
    page.get_by_text("Impostazioni avanzate").click()
    write(page, "Pazienza", 0)
    start = page.get_by_role("button", name="Avvia l'addestramento")
    expect(start).to_be_disabled()
    press(page, "Stima tempo e memoria")
    expect(page.get_by_text("Tempo previsto")).to_be_visible(timeout=JOB_PATIENCE)
    expect(page.get_by_text("Memoria al massimo")).to_be_visible()
    expect(start).to_be_enabled()
    start.click()
    expect(heading(page, "Lavori")).to_be_visible()
    expect(page).to_have_url(re.compile("lavoro="))


def follow_first_steps(page: Page) -> None:
    """The live view tells step, loss and time left, with a curve."""
    expect(status(page)).to_contain_text(STEP, timeout=JOB_PATIENCE)
    for name in ("Passo", "Perdita", "Tempo che manca"):
        expect(page.get_by_role("term").filter(has_text=re.compile(f"^{name}$"))).to_be_visible()
    expect(heading(page, "Perdita durante l'addestramento")).to_be_visible()


def status(page: Page) -> Locator:
    """How the job stands, in the words under its title."""
    return page.locator(".officina-status").first


def step_of(page: Page) -> int:
    expect(status(page)).to_contain_text(STEP)
    return int(re.findall(r"\d+", status(page).inner_text())[0])


def come_back_later(page: Page, visit: Callable[..., BrowserContext]) -> tuple[BrowserContext, Page]:
    """Close the browser; whoever opens the address again finds the job further on."""
    address, seen = page.url, step_of(page)
    page.context.close()
    context = visit()
    page = context.new_page()
    open_page(page, address)
    deadline = time.monotonic() + JOB_PATIENCE / 1000
    while step_of(page) <= seen:
        assert time.monotonic() < deadline, "the job stood still while nobody watched"
        page.wait_for_timeout(500)
    return context, page


def stop_and_resume(page: Page) -> None:
    press(page, "Ferma e salva")
    resume = page.get_by_role("button", name="Riprendi")
    expect(resume).to_be_enabled(timeout=JOB_PATIENCE)
    expect(status(page)).to_contain_text("fermato")
    stopped_at = step_of(page)
    resume.click()
    expect(status(page)).to_contain_text("completato", timeout=JOB_PATIENCE)
    assert stopped_at > 0


def measure(page: Page) -> None:
    """The trained model against the base one, with the effect that can be seen said before."""
    press(page, "Misura se è servito")
    expect(heading(page, "3. Che cosa può vedere questa prova")).to_be_visible()
    settle(page)
    expect(page.get_by_text(re.compile("la prova vede differenze da")).first).to_be_visible()
    press(page, "Avvia la valutazione")
    expect(heading(page, "Lavori")).to_be_visible()
    page.get_by_role("link", name="Leggi il risultato").click(timeout=JOB_PATIENCE)


def read_result(page: Page) -> None:
    expect(heading(page, "Le cifre")).to_be_visible()
    settle(page)
    expect(page.locator(".officina-verdict")).to_contain_text(re.compile("punti"))
    pairs = page.get_by_role("table", name="Confronti a coppie sulle stesse righe")
    expect(pairs.get_by_role("columnheader", name="intervallo 95 %")).to_be_visible()
    expect(pairs.get_by_role("row").nth(1)).to_contain_text(re.compile(r"da [+−]?\d.* a [+−]?\d"))
    expect(heading(page, "Le righe che cambiano")).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("pagina 1 di"))).to_be_visible()
    expect(heading(page, "Limiti")).to_be_visible()


def open_report(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Apri il rapporto").click()
    report = opened.value
    expect(report.get_by_role("heading", level=1)).to_be_visible()
    expect(report.locator("html")).to_have_attribute("lang", "it")
    report.close()


def reach_the_run(page: Page) -> None:
    """From the figures to the run in MLflow: two clicks."""
    press(page, "Da dove viene (MLflow)")
    stages = page.get_by_role("table", name="Dai dati al confronto")
    expect(stages.get_by_role("row")).to_have_count(stages_told(page))
    stages.get_by_role("link").last.click()
    expect(page).to_have_url(re.compile("/mlflow/#/experiments/"))
    expect(page.get_by_text("Run ID")).to_be_visible()


def stages_told(page: Page) -> int:
    """Heading, data set, training, model version, evaluation of each model, comparison: at least six."""
    rows = page.get_by_role("table", name="Dai dati al confronto").get_by_role("row")
    expect(rows.nth(5)).to_be_visible()
    return rows.count()


def ask_in_chat(page: Page) -> None:
    page.goto("/chat/", wait_until="domcontentloaded")
    expect(page.get_by_label("Primo modello")).to_have_value(re.compile("incorporato"))
    page.get_by_label("Domanda").fill("Buongiorno, il lampione è spento.")
    page.get_by_role("button", name="Confronta").click()
    answers = page.locator(".answers article")
    expect(answers).to_have_count(2)
    expect(answers.last).to_contain_text(re.compile("strade|anagrafe|tributi"))
    page.get_by_role("button", name="Come rispondono").click()
    page.get_by_label("Risposte ammesse, una per riga").fill("Strade\nAnagrafe\n\nTributi")
    page.get_by_role("button", name="Confronta").click()
    expect(answers.first.locator(".said")).to_have_text(re.compile("^(Strade|Anagrafe|Tributi)$"))
