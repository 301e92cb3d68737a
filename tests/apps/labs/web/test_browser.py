"""A phone and a trainer in a real browser: what the script adds, and what works without it."""

import pytest

from workbench import rooms

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


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_a_participant_has_a_barrier(browser, address, make_room, width):
    from axe_playwright_python.sync_playwright import Axe

    room = make_room(
        "soddisfazione",
        "lab-temperatura",
        "lab-parola-che-segue",
        "esercizio-dati-personali",
        "prova-a",
        "pausa",
    )
    page = browser.new_page(viewport={"width": width, "height": 740})
    found = {}

    def check(name):
        found[name] = [one["id"] for one in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    page.goto(f"{address}/v")
    check("codice")
    page.goto(f"{address}/v/{room.code}")
    check("ingresso")
    page.click("text=Entra nell’aula")
    check("codice di rientro")
    for step in range(len(room.plan.steps)):
        rooms.move(room.id, step)
        page.goto(f"{address}/v/{room.code}/posto")
        check(f"passo {step}")
    for path in ("/dati", "/rientro"):
        page.goto(f"{address}/v/{room.code}{path}")
        check(path)
    for path in ("/garanzie", "/attestati", "/attestati/ritiro"):
        page.goto(f"{address}{path}")
        check(path)
    rooms.pause(room.id)
    page.goto(f"{address}/v/{room.code}/posto")
    check("pausa")
    rooms.close(room.id)
    page.reload()
    check("chiusa")
    page.close()
    assert {name: ids for name, ids in found.items() if ids} == {}
