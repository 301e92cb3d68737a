"""A whole room: one trainer, three phones, from the code on the wall to an indicator with nobody in it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NARROW, Officina, heading, open_page, settle
from tests.browser.test_accessibility import look

pytestmark = pytest.mark.browser

PLAN = """
name: incontro-breve
title: Incontro breve
steps:
  - {activity: prova-personale, minutes: 10, title: La prova}
  - {activity: soddisfazione, minutes: 5}
"""
SECRET = "pappagallo turchese"
"""what one of them writes; it must be found nowhere but in the store of answers"""
PEOPLE = 3
PROJECTOR = 1920
DARK_PAPER = "rgb(20, 24, 29)"


def test_a_room_from_the_code_to_the_indicator(
    officina: Officina, visit: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    plans = officina.home / "var/plans"
    plans.mkdir(parents=True, exist_ok=True)
    (plans / "incontro-breve.yaml").write_text(PLAN, "utf-8")
    trainer, code = open_room(visit().new_page(), officina)
    phones = [enter(visit(NARROW).new_page(), officina, code, first=number == 0) for number in range(PEOPLE)]
    said = [name_and_code(phone) for phone in phones]
    lose_next_look(phones[0])
    trainer.get_by_role("button", name="Inizia").click()
    for number, phone in enumerate(phones):
        expect(phone.get_by_text("Passo 1 di 2")).to_be_visible(timeout=15_000)
        answer_all(phone, officina, shown=number == 0)
    show_results(trainer, visit, officina, code)
    trainer.get_by_role("button", name="Vai al passo 2").click()
    for number, phone in enumerate(phones):
        expect(phone.get_by_text("Passo 2 di 2")).to_be_visible(timeout=15_000)
        answer_all(phone, officina, shown=number == 0)
    been_there_since(officina, minutes=45)
    close_room(trainer)
    take_certificate(phones[0], officina)
    publish(trainer, officina)
    found_nowhere([*said, SECRET], officina)
    for page in (trainer, *phones):
        page.context.close()


def look_by_day_and_night(page: Page, officina: Officina, name: str) -> None:
    """Participants' pages follow the phone: light, then dark."""
    look(page, officina, name)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK_PAPER
    look(page, officina, f"{name}-scuro")
    page.emulate_media(color_scheme="light")


def open_room(page: Page, officina: Officina) -> tuple[Page, str]:
    page.goto("/aule")
    page.get_by_role("radio", name=re.compile("Incontro breve")).check()
    page.get_by_text("Altre scelte").click()
    page.get_by_label("Comune o ente").fill("Legnano")
    look(page, officina, "aule-aprire")
    page.get_by_role("button", name="Apri l’aula", exact=True).click()
    page.wait_for_url(re.compile(r"/aule/\w{6}$"))
    look(page, officina, "aula-conduzione")
    return page, page.url.rsplit("/", 1)[1]


def enter(page: Page, officina: Officina, code: str, *, first: bool) -> Page:
    """By hand, in a spelling of one's own; the first one's pages are looked at."""
    page.goto("/v")
    if first:
        look_by_day_and_night(page, officina, "aula-codice")
    page.get_by_label("Codice dell’aula").fill(f"{code[:3].lower()} {code[3:]}")
    page.get_by_role("button", name="Avanti").click()
    if first:
        look_by_day_and_night(page, officina, "aula-ingresso")
    page.get_by_role("button", name="Entra nell’aula").click()
    expect(heading(page, "Il posto è assegnato")).to_be_visible()
    if first:
        look_by_day_and_night(page, officina, "aula-dentro")
    return page


def name_and_code(page: Page) -> str:
    """The rejoin code; afterwards the phone waits in its place."""
    code = page.locator(".codice").first.inner_text()
    assert re.fullmatch(r"\d{4}-\d{4}", code)
    page.get_by_role("link", name="Vai al posto").click()
    expect(heading(page, "Tra poco si comincia")).to_be_visible()
    return code


def answer_all(page: Page, officina: Officina, *, shown: bool) -> None:
    """Answer whatever is asked until nothing is, as somebody in a hurry would."""
    for _ in range(40):
        if shown:
            look_by_day_and_night(page, officina, f"aula-passo-{page.url.rsplit('=', 1)[-1][-2:]}")
            shown = False
        if heading(page, "Fatto").count():
            return
        for group in page.locator("fieldset:has(input[type=radio])").all():
            group.locator("input[type=radio]").first.check()
        for field in page.locator("textarea").all():
            field.fill(SECRET)
        send = page.locator("form[action$='/risposte'] button")
        onward = page.get_by_role("link", name=re.compile("^Avanti|^Fine del passo"))
        button = onward if onward.count() else send
        if not button.count():
            break
        button.first.click()
        page.wait_for_load_state()
    pytest.fail(f"il passo non finisce: {page.url}\n{page.locator('main').inner_text()}")


def show_results(trainer: Page, visit: Callable[..., BrowserContext], officina: Officina, code: str) -> None:
    """On the board only when the trainer says so."""
    board = visit(PROJECTOR).new_page()
    board.goto(f"/aule/{code}/tabellone")
    expect(board.get_by_text("totale").or_(board.get_by_role("list", name="Risultati"))).to_have_count(0)
    look(board, officina, "tabellone-coperto")
    trainer.reload()
    trainer.get_by_role("button", name="Mostra i risultati").first.click()
    expect(trainer.get_by_text("risultati visibili a tutti")).to_be_visible()
    expect(board.get_by_text("I risultati si vedono quando")).to_be_hidden(timeout=10_000)
    look(board, officina, "tabellone-scoperto")
    look(trainer, officina, "aula-conduzione-risultati")
    board.context.close()


def been_there_since(officina: Officina, minutes: int) -> None:
    """Nobody waits for three quarters of an hour: the beginning of everybody's presence is moved."""
    with closing(sqlite3.connect(officina.home / "var/rooms.db")) as store, store:
        store.execute("UPDATE presence SET began = began - ?", (minutes * 60,))


def lose_next_look(phone: Page) -> None:
    """The network fails once when the page asks for what comes next: it asks again by itself."""
    phone.route("**/posto*", lambda route: route.abort(), times=1)


def close_room(trainer: Page) -> None:
    trainer.get_by_text("Ritmo, gruppi, prova, chiusura").click()
    trainer.get_by_label(re.compile("Sì, chiudere")).check()
    trainer.get_by_role("button", name="Chiudi l’aula").click()
    expect(trainer.get_by_text("chiusa").first).to_be_visible()


def take_certificate(phone: Page, officina: Officina) -> None:
    expect(heading(phone, "L’aula è chiusa")).to_be_visible(timeout=15_000)
    look_by_day_and_night(phone, officina, "aula-chiusa")
    phone.get_by_role("link", name="Attestato di partecipazione").click()
    phone.get_by_label(re.compile("Nome e cognome")).fill("Noemi D’Ambrosio")
    look_by_day_and_night(phone, officina, "attestato-nome")
    phone.get_by_role("button", name="Crea l’attestato").click()
    expect(heading(phone, "L’attestato è pronto")).to_be_visible()
    look_by_day_and_night(phone, officina, "attestato")
    address = phone.get_by_role("link", name="Apri il PDF").get_attribute("href")
    assert phone.request.get(f"{officina.address}{address}").body().startswith(b"%PDF")


def publish(page: Page, officina: Officina) -> None:
    """Three people involved are just enough to be told."""
    open_page(page, "/banco/impatto")
    page.get_by_role("combobox", name="Comune").click()
    page.get_by_role("option", name="Legnano").first.click()
    settle(page)
    page.get_by_role("button", name="Calcola e pubblica il mese").click()
    expect(page.get_by_text(re.compile(r"R03 .*: pubblicato\."))).to_be_visible(timeout=60_000)
    settle(page)
    look(page, officina, "impatto-pubblicato")


def found_nowhere(words: list[str], officina: Officina) -> None:
    """Neither in MLflow nor in any log: rejoin codes, free texts."""
    for folder in ("mlruns", "var/jobs"):
        for path in (officina.home / folder).rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not [word for word in words if word.encode() in content], path
    logs = [path for path in officina.home.rglob("*") if path.suffix in (".log", ".txt")]
    assert logs
    for path in logs:
        text = path.read_text("utf-8", "replace")
        assert not [word for word in words if word in text], path
