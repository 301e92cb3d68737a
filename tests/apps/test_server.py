"""The one door: private names of others that it leans on, and the real thing started once."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from workbench.settings import REPOSITORY, settings
from workbench.store import create_account, open_account

PASSWORD = "quattro gatti sul tetto"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def in_python(code: str, home: Path) -> str:
    """What `code` prints in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=os.environ | {"OFFICINA_HOME": str(home)},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_the_names_of_mlflow_that_the_door_sets_still_exist(home):
    from mlflow import environment_variables
    from mlflow.server import constants, handlers

    from apps.server import mlflow_environment

    source = Path(constants.__file__).read_text() + Path(handlers.__file__).read_text()
    for name in mlflow_environment(settings()):
        assert f'"{name}"' in source or hasattr(environment_variables, name), name


def test_the_options_of_streamlit_that_the_door_sets_still_exist(home):
    from streamlit import config

    from apps.server import streamlit_options

    assert set(streamlit_options(settings())) <= set(config._config_options_template)


def test_the_hidden_option_against_collections_still_decides(home):
    import inspect

    from streamlit.runtime.scriptrunner import script_runner

    assert 'config.get_option("runner.postScriptGC")' in inspect.getsource(script_runner)


def test_no_torch_in_the_door_and_streamlit_tuned(created_door):
    assert created_door["heavy"] == []
    assert created_door["options"] == {
        "runner.postScriptGC": False,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
        "server.corsAllowedOrigins": ["http://127.0.0.1:8800"],
    }


def test_every_store_is_ready_before_the_door_opens(created_door):
    assert created_door["stores are ready"]


def test_the_door_does_not_open_to_a_network_without_administrator(home, monkeypatch):
    from apps.server import create_door
    from workbench.errors import UserError

    monkeypatch.setenv("OFFICINA_HOST", "0.0.0.0")
    settings.cache_clear()
    with pytest.raises(UserError, match="amministratore"):
        create_door()


def test_a_taken_port_is_said_in_italian(home):
    from apps.gate.addresses import listen
    from workbench.errors import UserError

    with (
        listen("127.0.0.1", 0) as taken,
        pytest.raises(UserError, match=r"OFFICINA_PORT=8810") as caught,
    ):
        listen("127.0.0.1", taken.getsockname()[1])
    assert "già aperta" in caught.value.remedy


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 240
    while process.poll() is None and time.monotonic() < deadline:
        try:
            httpx.get(f"{address}/salute", timeout=10, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a real door with one researcher, and her key for programs."""
    from apps.gate.sessions import issue_program_key

    home, port = tmp_path_factory.mktemp("porta"), free_port()
    environment = {"OFFICINA_HOME": str(home), "OFFICINA_PORT": str(port)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        settings.cache_clear()
        create_account("anna", "ricercatore", PASSWORD)
        create_account("capo", "amministratore", PASSWORD)
        key = issue_program_key(open_account("anna"))
        process = subprocess.Popen(
            [sys.executable, "-m", "apps.server"],
            cwd=REPOSITORY,
            stdout=(home / "log").open("wb"),
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address, process, home / "log")
            yield address, key
        finally:
            process.terminate()
            process.wait(60)
        assert "127.0.0.1" not in (home / "log").read_text().replace(address, "")
    settings.cache_clear()


@pytest.fixture
def anna(door: tuple[str, str]) -> Iterator[httpx.Client]:
    """Anna's browser, logged in through the page."""
    with httpx.Client(base_url=door[0], trust_env=False, timeout=60) as client:
        seal = client.get("/entra").text.split('name="sigillo" value="')[1].split('"')[0]
        form = {"nome": "anna", "password": PASSWORD, "sigillo": seal}
        assert client.post("/entra", data=form).status_code == 303
        yield client


@pytest.mark.slow
def test_every_room_opens_behind_the_one_login(door, anna):
    page = {"accept": "text/html"}
    for room in ("/banco/", "/chat/", "/mlflow/"):
        assert httpx.get(door[0] + room, headers=page, trust_env=False).status_code == 303
        answer = anna.get(room, headers=page)
        assert answer.status_code == 200, room
        assert room == "/mlflow/" or 'lang="it"' in answer.text
    assert anna.get("/").headers["location"] == "/banco/"


@pytest.mark.slow
def test_an_address_that_leads_nowhere_is_told_in_italian(anna):
    page = anna.get("/rapporti/niente", headers={"accept": "text/html"})
    assert page.status_code == 404 and "Qui non c&#39;è niente" in page.text
    assert "Not Found" not in anna.get("/rapporti/niente", headers={"accept": "*/*"}).text


def test_a_websocket_opens_with_the_session_only(door, anna):
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    address = door[0].replace("http", "ws") + "/banco/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, subprotocols=["streamlit"])
    cookie = {"Cookie": f"officina_sessione={anna.cookies['officina_sessione']}"}
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, additional_headers=cookie, origin="http://evil.example")
    with connect(address, additional_headers=cookie, origin=door[0], subprotocols=["streamlit"]) as opened:
        assert opened.ping().wait(5)


@pytest.mark.slow
def test_an_mlflow_client_works_through_the_door(door, tmp_path):
    address, key = door
    code = f"""
import mlflow
mlflow.set_tracking_uri("{address}/mlflow")
mlflow.set_experiment("prova")
with mlflow.start_run() as run:
    mlflow.log_metric("accuratezza", 0.5)
    mlflow.log_text("ciao", "nota.txt")
client = mlflow.MlflowClient()
assert client.get_run(run.info.run_id).data.metrics == {{"accuratezza": 0.5}}
client.create_registered_model("modello")
version = client.create_model_version("modello", run.info.artifact_uri, run.info.run_id)
print(mlflow.artifacts.load_text(f"runs:/{{run.info.run_id}}/nota.txt"), version.version)
"""
    os.environ["MLFLOW_TRACKING_TOKEN"] = key
    try:
        assert in_python(code, tmp_path) == "ciao 1"
    finally:
        del os.environ["MLFLOW_TRACKING_TOKEN"]


@pytest.mark.slow
def test_mlflow_hands_out_no_file_of_this_machine(door):
    address, key = door
    api = f"{address}/mlflow/api/2.0/mlflow"
    with httpx.Client(headers={"Authorization": f"Bearer {key}"}, trust_env=False, timeout=60) as client:
        for place in ("/etc", "file:///etc", str(settings().secrets)):
            made = client.post(f"{api}/experiments/create", json={"name": place, "artifact_location": place})
            run = client.post(f"{api}/runs/create", json={"experiment_id": made.json()["experiment_id"]})
            run_id = run.json()["run"]["info"]["run_id"]
            listed = client.get(f"{api}/artifacts/list", params={"run_id": run_id})
            got = client.get(f"{address}/mlflow/get-artifact", params={"run_id": run_id, "path": "passwd"})
            for answer in (listed, got):
                assert answer.status_code == 400 and "outside Officina" in answer.text


@pytest.mark.slow
def test_the_assistant_of_mlflow_is_closed(anna):
    for path in ("/mlflow/ajax-api/3.0/mlflow/assistant/config", "/mlflow/gateway/x"):
        assert anna.get(path).status_code == 403


@pytest.mark.slow
def test_a_foreign_page_cannot_upload_through_the_session(anna):
    answer = anna.put(
        "/mlflow/api/2.0/mlflow-artifacts/artifacts/x.txt",
        content=b"x",
        headers={"origin": "http://evil.example"},
    )
    assert answer.status_code == 403


@pytest.mark.slow
def test_a_door_that_stops_ends_its_streams_without_a_traceback(tmp_path, monkeypatch):
    from workbench import rooms

    port = free_port()
    monkeypatch.setenv("OFFICINA_HOME", str(tmp_path))
    monkeypatch.setenv("OFFICINA_PORT", str(port))
    settings.cache_clear()
    steps = (rooms.Step(activity="soddisfazione", minutes=10),)
    room = rooms.open_room(rooms.Plan(name="prova", title="Prova", steps=steps), "locale")
    log, address = tmp_path / "log", f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "apps.server"], cwd=REPOSITORY, stdout=log.open("wb"), stderr=subprocess.STDOUT
    )
    try:
        wait_for(address, process, log)
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
            client.post(f"/v/{room.code}", headers={"origin": address})
            with client.stream("GET", f"/v/{room.code}/eventi") as stream:
                lines = stream.iter_lines()
                assert next(lines) == "retry: 2000"
                process.terminate()
                assert not any(line.startswith("event: error") for line in lines), "it ends by itself"
    finally:
        process.terminate()
        process.wait(60)
        settings.cache_clear()
    assert "Traceback" not in log.read_text() and "Cancel" not in log.read_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_login_page_works_without_scripts_and_has_no_barrier(door, browser, width):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{door[0]}/banco/")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
    plain = browser.new_context(java_script_enabled=False)
    form = plain.new_page()
    form.goto(f"{door[0]}/banco/")
    form.fill("#nome", "anna")
    form.fill("#password", PASSWORD)
    form.click("button")
    assert form.url == f"{door[0]}/banco/"
    plain.close()
