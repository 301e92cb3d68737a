import pytest
from starlette.websockets import WebSocketDisconnect

from apps.gate.sessions import issue_program_key
from workbench.settings import settings
from workbench.store import change_password, change_role, create_account, disable_account, open_account

PASSWORD = "quattro gatti sul tetto"
SOCKET = "ws://127.0.0.1:8800/banco/_stcore/stream"


def test_without_accounts_the_person_at_the_machine_is_in_charge(visit):
    assert visit().get("/banco/").json()["role"] == "amministratore"
    with visit().websocket_connect(SOCKET) as socket:
        assert socket.receive_text() == "locale"


def test_with_accounts_a_stranger_is_sent_to_the_login_page_and_back(enter, visit):
    enter()
    answer = visit().get("/banco/modelli?nome=a b", headers={"accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/entra?verso=%2Fbanco%2Fmodelli%3Fnome%3Da%2520b"
    assert visit().get("/banco/", headers={"accept": "application/json"}).status_code == 401


def test_a_websocket_without_session_is_refused(enter, visit):
    client = enter()
    with pytest.raises(WebSocketDisconnect), visit().websocket_connect(SOCKET):
        pass
    with client.websocket_connect(SOCKET) as socket:
        assert socket.receive_text() == "anna"


@pytest.mark.parametrize("header", ["X-Officina-Ruolo", "x-officina-ruolo", "X_Officina_Ruolo"])
def test_identity_headers_of_the_client_are_stripped(enter, header):
    answer = enter("formatore").get(
        "/banco/", headers={header: "amministratore", "X-Officina-Persona": "capo"}
    )
    assert (answer.json()["name"], answer.json()["role"]) == ("anna", "formatore")
    assert sorted(answer.json()["headers"]) == [
        ["x-officina-persona", "anna"],
        ["x-officina-ruolo", "formatore"],
    ]


def test_a_name_with_accents_arrives_whole(enter):
    assert enter(name="nicolò").get("/banco/").json()["name"] == "nicolò"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:3000", "http://localhost:8800", "file://", "http://["],
)
def test_a_page_of_another_origin_is_refused(visit, origin):
    for method in ("GET", "POST"):
        assert visit().request(method, "/chat/", headers={"origin": origin}).status_code == 403
    with pytest.raises(WebSocketDisconnect), visit().websocket_connect(SOCKET, headers={"origin": origin}):
        pass


def test_our_own_page_may_ask(visit):
    own = {"origin": "http://127.0.0.1:8800"}
    assert visit().post("/chat/", headers=own).status_code == 200
    with visit().websocket_connect(SOCKET, headers=own) as socket:
        assert socket.receive_text() == "locale"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_here_but_not_embed_a_piece(visit, site):
    embedded = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}
    assert visit().get("/mlflow/get-artifact", headers=embedded).status_code == 403
    link = {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}
    assert visit().get("/banco/", headers=link).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8800", "192.168.1.5:8800", "", "[", "a@b"]
)
def test_an_unknown_host_is_refused_against_dns_rebinding(visit, host):
    assert visit().get("/banco/", headers={"host": host}).status_code == 403
    with pytest.raises(WebSocketDisconnect), visit().websocket_connect(SOCKET, headers={"host": host}):
        pass


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8800", "localhost:8800", "[::1]:8800", "localhost", "127.0.0.1:9999"]
)
def test_every_name_of_this_machine_is_known(visit, host):
    assert visit().get("/banco/", headers={"host": host}).status_code == 200


def test_the_known_addresses_follow_the_setting(enter, visit, monkeypatch):
    monkeypatch.setenv("OFFICINA_HOST", "0.0.0.0")
    monkeypatch.setenv("OFFICINA_PUBLIC_ORIGINS", '["https://officina.comune.it"]')
    settings.cache_clear()
    client = enter(address="https://officina.comune.it")
    assert client.post("/chat/", headers={"origin": "https://officina.comune.it"}).status_code == 200
    assert client.post("/chat/", headers={"origin": "https://altro.comune.it"}).status_code == 403
    assert visit("http://altro.comune.it").get("/entra").status_code == 403
    assert visit("http://10.0.0.7:8800").get("/entra").status_code == 200


def test_a_proxy_does_not_make_everybody_the_local_person(visit):
    answer = visit().get("/banco/", headers={"x-forwarded-for": "93.184.216.34", "accept": "*/*"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/mlflow/ajax-api/3.0/mlflow/assistant/config",
        "/mlflow/api/3.0/mlflow/assistant/message",
        "/mlflow//ajax-api/3.0/mlflow//assistant",
        "/mlflow/AJAX-API/3.0/mlflow/Assistant",
        "/mlflow/gateway/mio/mlflow/invocations",
        "/mlflow/ajax-api/3.0/mlflow/gateway/secrets/create",
        "/mlflow/ajax-api/2.0/mlflow/gateway-proxy",
        "/mlflow/api/2.0/mlflow/webhooks",
        "/mlflow/ajax-api/3.0/mlflow/scorer/invoke",
        "/mlflow/ajax-api/3.0/mlflow/genai/evaluate/invoke",
        "/mlflow/ajax-api/3.0/mlflow/issues/invoke",
        "/mlflow/ajax-api/3.0/jobs/1",
        "/mlflow/ajax-api/3.0/mlflow/mcp-servers",
    ],
)
def test_the_parts_of_mlflow_that_act_stay_closed_even_to_an_administrator(visit, path):
    assert visit().get(path).status_code == 403
    assert visit().post(path).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/mlflow/",
        "/mlflow/ajax-api/2.0/mlflow/runs/search",
        "/mlflow/api/2.0/mlflow-artifacts/artifacts/1/assistant/invoke",
        "/mlflow/static-files/gateway.js",
    ],
)
def test_the_rest_of_mlflow_is_open(visit, path):
    assert visit().post(path).status_code == 200


WRITE, SEARCH = "/mlflow/api/2.0/mlflow/runs/create", "/mlflow/ajax-api/2.0/mlflow/runs/search"


@pytest.mark.parametrize(
    ("role", "method", "path", "status"),
    [
        ("ricercatore", "GET", "/banco/", 200),
        ("formatore", "GET", "/banco/", 200),
        ("formatore", "GET", "/chat/", 200),
        ("formatore", "GET", "/rapporti/a/rapporto.html", 200),
        ("formatore", "GET", "/mlflow/", 200),
        ("formatore", "POST", SEARCH, 200),
        ("formatore", "POST", WRITE, 403),
        ("formatore", "DELETE", "/mlflow/api/2.0/mlflow/logged-models/search", 403),
        ("ricercatore", "POST", WRITE, 200),
        ("amministratore", "POST", WRITE, 200),
        ("amministratore", "GET", "/altro", 403),
        ("formatore", "GET", "/aule", 200),
        ("formatore", "POST", "/aule/ABC234/comando", 200),
        ("amministratore", "POST", "/aule", 200),
        ("ricercatore", "GET", "/aule/ABC234/tabellone", 200),
        ("ricercatore", "POST", "/aule/ABC234/comando", 403),
        ("ricercatore", "DELETE", "/aule/ABC234", 403),
        ("ricercatore", "POST", "/aule/search", 403),
    ],
)
def test_a_role_opens_what_the_table_says(enter, role, method, path, status):
    assert enter(role).request(method, path).status_code == status


def test_a_refusal_is_a_page_for_a_browser_and_json_for_a_program(enter):
    page = enter("formatore").get("/dati", headers={"accept": "text/html"})
    assert page.status_code == 403
    assert page.headers["content-type"].startswith("text/html")
    assert "Questa pagina non si apre" in page.text and 'href="/banco/"' in page.text
    program = enter("formatore", name="bruno").get("/dati", headers={"accept": "application/json"})
    assert "formatore" in program.json()["errore"]


def test_a_role_taken_away_counts_at_once(enter):
    client = enter("ricercatore")
    assert client.post(WRITE).status_code == 200
    change_role("anna", "formatore")
    assert client.post(WRITE).status_code == 403
    disable_account("anna")
    assert client.get("/banco/").status_code == 401


def test_a_new_password_ends_the_open_sessions(enter):
    client = enter()
    change_password("anna", "altri gatti sul tetto")
    assert client.get("/banco/").status_code == 401


def test_a_program_comes_in_with_its_key_and_the_key_goes_no_further(enter, visit):
    enter()
    key = issue_program_key(open_account("anna"))
    answer = visit().get("/mlflow/", headers={"authorization": f"Bearer {key}"})
    assert answer.json()["name"] == "anna"
    assert all(name != "authorization" for name, _ in answer.json()["headers"])
    assert visit().get("/mlflow/", headers={"authorization": f"Bearer {key}x"}).status_code == 401


def test_a_program_key_is_no_session_and_a_session_no_key(enter, visit):
    client = enter()
    session = client.cookies["officina_sessione"]
    assert visit().get("/mlflow/", headers={"authorization": f"Bearer {session}"}).status_code == 401
    key = issue_program_key(open_account("anna"))
    assert visit().get("/mlflow/", headers={"cookie": f"officina_sessione={key}"}).status_code == 401


def test_every_answer_forbids_to_be_framed_by_others(visit):
    headers = visit().get("/banco/").headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"


def test_an_account_made_while_the_door_is_open_closes_the_local_mode(visit):
    client = visit()
    assert client.get("/banco/").status_code == 200
    create_account("anna", "amministratore", PASSWORD)
    assert client.get("/banco/").status_code == 401


PARTICIPANT_PATHS = [
    "/v",
    "/v/",
    "/v/ABC234",
    "/v/ABC234/risposte",
    "/attestati/XKCD",
    "/attestati/ritiro",
    "/garanzie",
]


@pytest.mark.parametrize("path", PARTICIPANT_PATHS)
def test_participants_need_no_account(enter, visit, path):
    enter()
    stranger = visit()
    for method in ("GET", "POST", "HEAD"):
        spoofed = {"x-officina-persona": "capo", "x-officina-ruolo": "amministratore"}
        answer = stranger.request(method, path, headers=spoofed)
        assert answer.status_code == 200
        assert method == "HEAD" or answer.json()["role"] == ""


@pytest.mark.parametrize(
    "path",
    ["/vv", "/v1", "/V/ABC234", "//v/ABC234", "/aule/v/ABC234", "/garanzie.html", "/banco/v/x", "/v%2F.."],
)
def test_what_only_looks_like_a_participants_path_stays_closed(enter, visit, path):
    enter()
    assert visit().get(path, headers={"accept": "application/json"}).status_code == 401


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_participants_only_read_and_send_forms(enter, visit, method):
    enter()
    assert visit().request(method, "/v/ABC234").status_code == 401


def test_participants_open_no_websocket(enter, visit):
    enter()
    with pytest.raises(WebSocketDisconnect), visit().websocket_connect("ws://127.0.0.1:8800/v/ABC234"):
        pass


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_page_of_another_site_sends_no_form_of_a_participant(visit, origin):
    assert visit().post("/v/ABC234/risposte", headers={"origin": origin}).status_code == 403
    assert visit().get("/v/ABC234", headers={"host": "evil.example"}).status_code == 403
