import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, Page, expect

from workbench.settings import REPOSITORY

REPLACED = (
    "per file",
    "No results",
    "Help for ",
    "Remove ",
    "Press Enter to ",
    "Show data",
    "Collapse sidebar",
)


def test_streamlit_still_says_the_words_that_are_put_in_italian() -> None:
    scripts = Path(streamlit.__file__).parent.glob("static/static/js/*.js")
    said = "\n".join(script.read_text("utf-8") for script in scripts)
    assert [words for words in REPLACED if words not in said] == []


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages alone, without the door, in a house of their own."""
    port = free_port()
    environment = os.environ | {"OFFICINA_HOME": str(tmp_path_factory.mktemp("casa"))}
    command = [sys.executable, "-m", "streamlit", "run", "apps/streamlit_app.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment) as server:
        found = f"http://127.0.0.1:{port}"
        try:
            wait_for(found)
            yield found
        finally:
            server.terminate()


def wait_for(address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("Streamlit did not start")


@pytest.fixture
def screen(address: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800}, locale="it-IT")
    page.set_default_timeout(30_000)
    yield page
    page.close()


@pytest.mark.browser
def test_the_uploader_speaks_italian_on_a_narrow_screen(address: str, screen: Page) -> None:
    screen.goto(f"{address}/dati?vista=porta", wait_until="domcontentloaded")
    expect(screen.get_by_text("Scegli un file")).to_be_visible()
    expect(screen.get_by_text("al massimo 200 MB a file")).to_be_visible()
    assert screen.evaluate("document.documentElement.lang") == "it"
    assert screen.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
def test_help_and_lists_are_named_in_italian_and_nothing_is_fetched_elsewhere(
    address: str, screen: Page
) -> None:
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.goto(f"{address}/addestramento", wait_until="domcontentloaded")
    expect(screen.get_by_role("button", name="Aiuto: Epoche")).to_be_attached()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
