import pytest

from apps.gate.throttle import Throttle, limits_of
from workbench.settings import settings
from workbench.store import create_account

PASSWORD = "quattro gatti sul tetto"
SECURE = "https://officina.comune.it"


def seal(client, page="/entra"):
    return client.get(page).text.split('name="sigillo" value="')[1].split('"')[0]


def log_in(client, password=PASSWORD, **fields):
    return client.post(
        "/entra", data={"nome": "anna", "password": password, "sigillo": seal(client), **fields}
    )


@pytest.fixture
def client(visit):
    create_account("anna", "ricercatore", PASSWORD)
    return visit()


def test_the_right_password_opens_the_page_that_was_asked(client):
    answer = log_in(client, verso="/banco/modelli?nome=a")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/banco/modelli?nome=a"
    assert client.get("/banco/").json()["name"] == "anna"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = log_in(client).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_under_https_the_cookie_never_travels_in_clear(client, visit, monkeypatch):
    monkeypatch.setenv("OFFICINA_PUBLIC_ORIGINS", f'["{SECURE}"]')
    settings.cache_clear()
    assert "Secure" in log_in(visit(SECURE)).headers["set-cookie"].split("; ")


def test_a_wrong_password_says_neither_which_part_was_wrong_nor_the_password(client):
    wrong, unknown = log_in(client, "sbagliata-ma-lunga"), log_in(client, nome="nessuno")
    assert wrong.status_code == unknown.status_code == 401
    assert "Nome o password non corrispondono" in wrong.text
    assert "sbagliata-ma-lunga" not in wrong.text
    assert client.get("/banco/").status_code == 401


@pytest.mark.parametrize(
    "verso",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "",
        "banco",
        "/entra",
        "/\r\nX: y",
        "/esci",
    ],
)
def test_the_way_back_never_leads_to_another_site(client, verso):
    assert log_in(client, verso=verso).headers["location"] == "/banco/"


@pytest.mark.parametrize("wrong", ["", "inventato"])
def test_a_form_that_is_not_ours_is_refused(client, wrong):
    assert log_in(client, sigillo=wrong).status_code == 403
    assert client.get("/banco/").status_code == 401


def test_a_seal_without_its_cookie_is_refused(client, visit):
    form = {"nome": "anna", "password": PASSWORD, "sigillo": seal(visit())}
    assert client.post("/entra", data=form).status_code == 403


def test_after_five_failures_even_the_right_password_waits(client):
    for _ in range(5):
        log_in(client, "sbagliata-ma-lunga")
    refused = log_in(client)
    assert refused.status_code == 429
    assert "Troppi tentativi" in refused.text
    assert int(refused.headers["retry-after"]) > 60


def test_what_was_typed_is_shown_and_never_run(client):
    page = log_in(client, nome='"><script>alert(1)</script>').text
    assert "<script>" not in page


def test_an_oversized_form_is_refused(client):
    assert log_in(client, nome="a" * 20_000).status_code == 403


def test_going_out_ends_the_session_and_only_by_form(client):
    log_in(client)
    assert client.get("/esci").status_code == 200
    assert client.get("/banco/").status_code == 200
    assert client.post("/esci", data={"sigillo": "altro"}).status_code == 403
    assert client.post("/esci", data={"sigillo": seal(client, "/esci")}).status_code == 303
    assert client.get("/banco/").status_code == 401


def test_the_login_page_asks_nothing_where_nobody_has_an_account(visit):
    assert visit().get("/entra").headers["location"] == "/banco/"


def test_the_login_page_runs_no_script_and_loads_nothing(client):
    answer = client.get("/entra")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text and "src=" not in answer.text
    assert '<html lang="it">' in answer.text


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_waiting_ends_after_the_window():
    clock = Clock()
    throttle, limits = Throttle(clock), limits_of("anna", "10.0.0.1")
    for _ in range(5):
        assert throttle.wait(limits) == 0
        throttle.failed(limits)
    assert throttle.wait(limits) == 900
    assert throttle.wait(limits_of("bruno", "10.0.0.1")) == 0
    clock.now = 901
    assert throttle.wait(limits) == 0


def test_many_names_from_one_place_are_slowed_too_and_a_login_does_not_reset_that():
    throttle = Throttle(Clock())
    for number in range(30):
        throttle.failed(limits_of(f"persona{number}", "10.0.0.1"))
    throttle.succeeded(limits_of("persona0", "10.0.0.1"))
    assert throttle.wait(limits_of("nuova", "10.0.0.1")) > 0
    assert throttle.wait(limits_of("nuova", "10.0.0.2")) == 0
