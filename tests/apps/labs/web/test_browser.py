"""A phone and a trainer in a real browser: what the script adds, and what works without it."""

import os
import re
from pathlib import Path

import pytest

from apps.labs.rehearsing import invite
from workbench import rooms
from workbench.italian import slug

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def lab(make_room):
    return make_room("soddisfazione", "lab-temperatura")


@pytest.fixture
def phone_page(browser, address, lab):
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{address}/v/{lab.code}")
    page.click("text=Entra nell’aula")
    page.click("text=Vai al posto")
    yield page
    page.close()


def test_the_page_follows_the_trainer_by_itself(phone_page, lab):
    rooms.move(lab.id, 1)
    phone_page.wait_for_selector("text=Prima di guardare", timeout=4000)
    assert phone_page.evaluate("window.scrollY") == 0


def test_nothing_typed_is_lost_when_the_trainer_moves_on(phone_page, lab):
    field = phone_page.locator("main input[type=radio], main textarea").first
    field.evaluate("one => one.scrollIntoView()")
    field.check() if field.get_attribute("type") == "radio" else field.fill("ancora da finire")
    rooms.move(lab.id, 1)
    phone_page.wait_for_selector("#avviso:not([hidden])", timeout=4000)
    assert (
        "Com'è andata" in phone_page.inner_text("main") or "soddisf" in phone_page.inner_text("main").lower()
    )
    phone_page.click("#avviso button")
    phone_page.wait_for_selector("text=Prima di guardare", timeout=4000)


def test_the_console_and_the_board_are_never_older_than_two_seconds(browser, address, lab):
    console, board = browser.new_page(), browser.new_page()
    console.goto(f"{address}/aule/{lab.code}")
    board.goto(f"{address}/aule/{lab.code}/tabellone")
    rooms.join(lab)
    for page, number in ((console, "1"), (board, "0 su 1")):
        page.wait_for_selector(f".numeri li:first-child b:text-is('{number}')", timeout=2000)
        page.close()


def test_it_works_without_scripts(browser, address, lab):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/v")
    page.fill("#codice", lab.code.lower())
    page.click("button")
    page.click("text=Entra nell’aula")
    page.click("text=Vai al posto")
    rooms.move(lab.id, 1)
    page.click("noscript a >> visible=true") if page.locator("noscript a").count() else page.reload()
    for name, value in (("freddo", "5"), ("tiepido", "2"), ("caldo", "1")):
        page.check(f'input[name="voce.{name}"][value="{value}"]')
    page.click("text=Consegna")
    assert "Che cosa è uscito" in page.inner_text("main")
    context.close()


ACTIVITIES = (
    "soddisfazione",
    "lab-temperatura",
    "lab-parola-che-segue",
    "lab-frammenti",
    "esercizio-dati-personali",
    "esercizio-estrazione",
    "prova-a",
    "compito-a-tempo",
    "pausa",
)
LOOKS = [(360, "light"), (1280, "light"), (360, "dark")]


class Looked:
    """What axe finds on each page, and its picture where BROWSER_PICTURES names a folder."""

    def __init__(self, page, scheme):
        self.page, self.scheme = page, scheme
        self.found = {}

    def __call__(self, name):
        from axe_playwright_python.sync_playwright import Axe

        width = self.page.viewport_size["width"]
        self.found[name] = [one["id"] for one in Axe().run(self.page).response["violations"]]
        wider = self.page.evaluate("document.documentElement.scrollWidth") - width
        self.found[name] += [f"{wider} punti più larga"] * (wider > 0)
        if folder := os.environ.get("BROWSER_PICTURES"):
            picture = Path(folder) / f"{self.scheme}-{width}-{slug(name)}.png"
            self.page.screenshot(path=picture, full_page=True)


@pytest.fixture
def looked(browser, request):
    width, scheme = request.param
    page = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    yield Looked(page, scheme)
    page.close()


@pytest.mark.parametrize("looked", LOOKS, indirect=True, ids=lambda look: f"{look[0]}-{look[1]}")
def test_no_page_of_a_participant_has_a_barrier(looked, address, make_room):
    room = make_room(*ACTIVITIES)
    page, place = looked.page, f"{address}/v/{room.code}"
    page.goto(f"{address}/v")
    looked("codice")
    page.goto(f"{address}/v?codice=ZZZZZZ")
    looked("codice sbagliato")
    page.goto(place)
    looked("ingresso")
    page.click("text=Entra nell’aula")
    looked("codice di rientro")
    for step, name in enumerate(ACTIVITIES):
        rooms.move(room.id, step)
        page.goto(f"{place}/posto")
        looked(f"passo {name}")
        if page.locator("form[action$='/risposte'] button").count():
            page.locator("form[action$='/risposte']").evaluate("form => form.noValidate = true")
            page.locator("form[action$='/risposte'] button").first.click()
            looked(f"passo {name}, dopo l’invio")
    for path in ("/dati", "/rientro"):
        page.goto(f"{place}{path}")
        looked(path)
    for path in ("/garanzie", "/attestati", "/attestati/ritiro", "/attestati/XXXX", "/v/nessuna/pagina"):
        page.goto(f"{address}{path}")
        looked(path)
    rooms.pause(room.id)
    page.goto(f"{place}/posto")
    looked("pausa dell’aula")
    rooms.close(room.id)
    page.reload()
    looked("chiusa")
    assert {name: ids for name, ids in looked.found.items() if ids} == {}


@pytest.mark.parametrize("looked", [(360, "light"), (360, "dark")], indirect=True, ids=lambda look: look[1])
def test_what_the_room_answered_can_be_read_by_night_and_by_day(looked, address, make_room):
    room = make_room("lab-temperatura", "soddisfazione", rehearsal=True)
    invite(room, 12, 3)
    rooms.move(room.id, 0)
    page = looked.page
    page.goto(f"{address}/v/{room.code}")
    page.click("text=Entra nell’aula")
    page.click("text=Vai al posto")
    for name, value in (("freddo", "5"), ("tiepido", "2"), ("caldo", "1")):
        page.check(f'input[name="voce.{name}"][value="{value}"]')
    looked("scelte fatte")
    page.click("text=Consegna")
    looked("che cosa è uscito")
    rooms.reveal(room.id, 0, True)
    while not page.get_by_role("heading", name="Fatto").count():
        onward = page.get_by_role("link", name=re.compile("^Avanti|^Fine"))
        if not onward.count():
            for group in page.locator("fieldset:has(input[type=radio])").all():
                group.locator("input[type=radio]").first.check()
        (onward if onward.count() else page.locator("form[action$='/risposte'] button")).first.click()
    looked("risultati")
    assert page.locator(".barre rect.piena").count()
    assert {name: ids for name, ids in looked.found.items() if ids} == {}
    if looked.scheme == "dark":
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
