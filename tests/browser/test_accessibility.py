"""Every page, empty and full, wide and narrow: for everybody, in Italian, asking nothing of other hosts."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NARROW, WIDE, Officina, heading, open_page, press, settle, until, write
from tests.browser.looking import english, known_violations, too_wide, violations
from tests.browser.test_thread import finished_job, walk, write_requests
from workbench.settings import REPOSITORY

pytestmark = pytest.mark.browser

State = Callable[[Page, Officina, Path], None]


def at(path: str) -> State:
    """The page under this address, where `{data}`, `{training}` and `{evaluation}` name the newest."""

    def show(page: Page, officina: Officina, _folder: Path) -> None:
        newest = {"training": finished_job(officina.home, "addestramento")}
        newest["evaluation"] = finished_job(officina.home, "valutazione")
        open_page(page, path.format(data=own_data_set(officina.home), **newest))

    return show


def own_data_set(home: Path) -> str:
    return next((each.name for each in (home / "var/data").glob("sportello-*")), "")


def no_results(page: Page, _officina: Officina, _folder: Path) -> None:
    open_page(page, "/banco/valutazione")
    page.get_by_role("radio", name="Risultati").click()
    expect(page.get_by_text("Nessun risultato ancora")).to_be_visible()


def unreadable_file(page: Page, _officina: Officina, folder: Path) -> None:
    path = folder / "foto.csv"
    path.write_bytes(bytes(range(256)) * 4)
    open_page(page, "/banco/dati?vista=porta")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("alert").first).to_be_visible()
    settle(page)


def file_with_a_bad_row(page: Page, _officina: Officina, folder: Path) -> None:
    open_page(page, "/banco/dati?vista=porta")
    page.locator("input[type=file]").set_input_files(write_requests(folder / "altro.csv"))
    expect(heading(page, "4. Le parti")).to_be_visible()
    settle(page)
    page.get_by_text("Gli accenti o le colonne").click()


def all_settings(page: Page, officina: Officina, _folder: Path) -> None:
    open_page(page, f"/banco/addestramento?insieme={own_data_set(officina.home)}")
    page.get_by_text("Impostazioni avanzate").click()
    write(page, "Nome del nuovo modello", "Nome Non Ammesso!")
    expect(page.get_by_text("non è valida")).to_be_visible()


def model_card(page: Page, _officina: Officina, _folder: Path) -> None:
    open_page(page, "/banco/modelli")
    for card in page.get_by_text("Scheda completa").all():
        card.click()
    expect(page.get_by_role("table").first).to_be_visible()


def lineage(page: Page, officina: Officina, _folder: Path) -> None:
    open_page(page, f"/banco/lavori?lavoro={finished_job(officina.home, 'valutazione')}")
    press(page, "Da dove viene (MLflow)")
    expect(page.get_by_role("table", name="Dai dati al confronto")).to_be_visible()


def chat(page: Page, _officina: Officina, _folder: Path) -> None:
    page.goto("/chat/", wait_until="domcontentloaded")
    expect(page.get_by_label("Primo modello")).to_have_value(re.compile("incorporato"))
    page.get_by_text("Come rispondono").click()
    expect(page.get_by_label("Seme")).to_be_visible()


def chat_answers(page: Page, officina: Officina, folder: Path) -> None:
    chat(page, officina, folder)
    page.get_by_label("Domanda").fill("Buongiorno, il lampione è spento.")
    page.get_by_role("button", name="Confronta").click()
    expect(page.locator(".answers article[aria-busy=false]")).to_have_count(2)


EMPTY: dict[str, State] = {
    "inizio": at("/"),
    "dati": at("/banco/dati"),
    "porta": at("/banco/dati?vista=porta"),
    "file-illeggibile": unreadable_file,
    "addestramento": at("/banco/addestramento"),
    "da-zero": at("/banco/addestramento?vista=da-zero"),
    "lavori": at("/banco/lavori"),
    "modelli": at("/banco/modelli"),
    "valutazione": at("/banco/valutazione"),
    "nessun-risultato": no_results,
    "chat": chat,
    "rapporto-che-manca": at("/rapporti/nessuno/rapporto.html"),
    "esci": at("/esci"),
    "aule": at("/banco/aule"),
    "impatto": at("/banco/impatto"),
    "studi": at("/banco/impatto?vista=studi"),
    "garanzie": at("/garanzie"),
    "attestati": at("/attestati"),
}
FULL: dict[str, State] = {
    "inizio": at("/"),
    "dati": at("/banco/dati"),
    "scheda-dei-dati": at("/banco/dati?insieme={data}"),
    "file-con-riga-sbagliata": file_with_a_bad_row,
    "tutte-le-impostazioni": all_settings,
    "lavori": at("/banco/lavori"),
    "lavoro-finito": at("/banco/lavori?lavoro={training}"),
    "provenienza": lineage,
    "modelli": model_card,
    "valutazione-nuova": at("/banco/valutazione?vista=nuova"),
    "risultato": at("/banco/valutazione?lavoro={evaluation}"),
    "chat": chat_answers,
    "rapporto": at("/rapporti/{evaluation}/rapporto.html"),
}
WIDTHS = pytest.mark.parametrize("page_of", [WIDE, NARROW], indirect=True, ids=["largo", "stretto"])


@pytest.fixture
def page_of(visit: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> Iterator[Page]:
    context = visit(request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def empty(officina: Officina) -> None:
    """Nothing made yet: only what comes with Officina."""


@pytest.fixture(scope="session")
def full(
    officina: Officina, visit: Callable[..., BrowserContext], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A data set, a trained model and a comparison; made now if `test_thread.py` has not run."""
    if not finished_job(officina.home, "valutazione"):
        walk(visit, tmp_path_factory.mktemp("filo"))


@WIDTHS
@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.usefixtures("empty")
def test_an_empty_page_is_for_everybody(page_of: Page, name: str, officina: Officina, tmp_path: Path) -> None:
    EMPTY[name](page_of, officina, tmp_path)
    look(page_of, officina, f"vuoto-{name}")


@WIDTHS
@pytest.mark.parametrize("name", FULL)
@pytest.mark.usefixtures("full")
def test_a_full_page_is_for_everybody(page_of: Page, name: str, officina: Officina, tmp_path: Path) -> None:
    FULL[name](page_of, officina, tmp_path)
    look(page_of, officina, f"pieno-{name}")


def look(page: Page, officina: Officina, name: str) -> None:
    page.wait_for_load_state("networkidle")
    keep_picture(page, name)
    found = {
        "accessibilità": "\n  ".join(violations(page)),
        "inglese": "\n  ".join(english(page)),
        "scorre di lato": too_wide(page),
        "lingua": page.locator("html").get_attribute("lang") != "it",
        "altri indirizzi": officina.foreign,
    }
    problems = [f"{what}: {each}" for what, each in found.items() if each]
    assert not problems, "\n".join(problems)


def keep_picture(page: Page, name: str) -> None:
    """For human eyes, where BROWSER_PICTURES names a folder: the whole page, not only what fits a screen."""
    folder = os.environ.get("BROWSER_PICTURES")
    if not folder:
        return
    size = page.viewport_size or {"width": WIDE, "height": 900}
    main = page.locator("[data-testid='stMain']")
    if main.count():
        height = main.evaluate("each => each.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": min(8000, max(size["height"], height))})
        page.wait_for_timeout(500)
    page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(size)


@pytest.mark.usefixtures("full")
def test_mlflow_asks_nothing_of_other_hosts(visit: Callable[..., BrowserContext], officina: Officina) -> None:
    context = visit()
    page = context.new_page()
    page.goto("/mlflow/")
    expect(page.get_by_text("Addestramenti").first).to_be_visible()
    page.wait_for_timeout(3000)  # it polls, so the network never rests
    assert officina.foreign == []
    context.close()


@pytest.fixture(scope="session")
def locked(officina: Officina) -> str:
    """The password of an account: from now on the door asks for it, so what uses this comes last."""
    password = "lampione-spento-1"
    subprocess.run(
        [sys.executable, "-m", "apps", "account", "add", "ada", "--role", "amministratore"],
        cwd=REPOSITORY,
        env=os.environ | {"OFFICINA_HOME": str(officina.home)},
        input=f"{password}\n",
        text=True,
        check=True,
    )
    return password


@WIDTHS
def test_the_login_page_is_for_everybody_and_lets_in(page_of: Page, officina: Officina, locked: str) -> None:
    page = page_of
    page.context.clear_cookies()
    until(lambda: "/entra" in asked(page, "/banco/lavori"), 60, "la porta resta aperta")
    look(page, officina, "entra")
    page.get_by_label("Nome").fill("ada")
    page.get_by_label("Password").fill("sbagliata")
    page.get_by_role("button", name="Entra").click()
    expect(page.get_by_role("alert")).to_have_text("Nome o password non corrispondono.")
    look(page, officina, "entra-errore")
    page.get_by_label("Password").fill(locked)
    page.get_by_role("button", name="Entra").click()
    expect(heading(page, "Lavori")).to_be_visible()
    expect(page.get_by_text("ada, amministratore")).to_be_attached()


def asked(page: Page, path: str) -> str:
    """Where the browser ends when it asks for this."""
    page.goto(path, wait_until="domcontentloaded")
    return page.url


def test_the_list_of_known_violations_fits_what_is_installed() -> None:
    old = [
        f"{known.library} {known.version}: {known.rule}"
        for known in known_violations()
        if not known.is_current
    ]
    assert not old, "guardare di nuovo queste pagine e aggiornare l'elenco"
