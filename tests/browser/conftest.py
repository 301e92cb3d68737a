"""The real thing in a real Chromium: `python -m apps run` with a home of its own, once for all tests here."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from playwright.sync_api import Error as PlaywrightError

from workbench.italian import slug
from workbench.settings import REPOSITORY

WIDE, NARROW = 1280, 360
"""pixels"""
PATIENCE = 90_000
"""milliseconds; only a machine with much else to do needs it"""


@dataclass
class Officina:
    """One running installation, and every address that a browser asked for while visiting it."""

    address: str
    home: Path
    foreign: list[str] = field(default_factory=list)

    def note(self, url: str) -> None:
        """Remember what was asked of anybody but the door."""
        found = urlsplit(url)
        if found.scheme not in ("data", "blob", "about") and found.netloc != urlsplit(self.address).netloc:
            self.foreign.append(url)

    def watch(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        context.on("request", lambda request: self.note(request.url))
        context.on("page", lambda page: page.on("websocket", lambda found: self.note(_as_http(found.url))))
        return context


def _as_http(url: str) -> str:
    return re.sub("^ws", "http", url)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Empty pages are looked at before the walk fills them, full ones after it; then a login is asked.

    Last of all, because pytest sorts too, by the parameters of fixtures that several tests share.
    """
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    if not here:
        return
    ordered = iter(sorted(here, key=_turn))
    items[:] = [next(ordered) if item in here else item for item in items]


def _turn(item: pytest.Item) -> int:
    names = getattr(item, "fixturenames", ())
    return 3 if "locked" in names else 2 if "full" in names else 0 if "empty" in names else 1


@pytest.fixture(scope="session")
def officina(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Officina]:
    home = tmp_path_factory.mktemp("officina")
    port, model_port = _free_port(), _free_port()
    settings = {"HOME": home, "PORT": port, "MODEL_PORT": model_port, "HOST": "127.0.0.1"}
    own = {f"OFFICINA_{name}": str(value) for name, value in settings.items()}
    log = home / "supervisore.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "apps", "run"],
            cwd=REPOSITORY,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in os.environ.items() if not name.startswith("OFFICINA_")} | own,
        )
    found = Officina(f"http://127.0.0.1:{port}", home)
    try:
        until(lambda: _answers(f"{found.address}/salute", process, log), 180, "Officina non si apre")
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _answers(url: str, process: subprocess.Popen[bytes], log: Path) -> bool:
    assert process.poll() is None, f"Officina si è chiusa: {log.read_text('utf-8')}"
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.TransportError:
        return False


def until(condition: Callable[[], bool], seconds: float, complaint: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.3)


@pytest.fixture(scope="session")
def visit(browser: Browser, officina: Officina) -> Callable[..., BrowserContext]:
    """A new visitor: a browser context of its own, in Italian, watched for requests to other hosts."""

    def start(width: int = WIDE) -> BrowserContext:
        screen = {"width": width, "height": 900 if width > 600 else 740}
        return officina.watch(
            browser.new_context(
                base_url=officina.address,
                locale="it-IT",
                timezone_id="Europe/Rome",
                viewport=screen,
                reduced_motion="reduce",
            )
        )

    return start


def open_page(page: Page, path: str) -> None:
    page.goto(path, wait_until="domcontentloaded")
    assert "/entra" not in page.url, "la porta chiede chi è: un'altra prova ha creato un account"
    settle(page)


def settle(page: Page) -> None:
    """Wait until Streamlit has drawn the page; a live part goes on by itself after that."""
    page.locator("h1").first.wait_for()
    if page.locator("[data-testid='stApp']").count():
        page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
        page.locator("[data-testid='stSkeleton']").first.wait_for(state="detached")


def heading(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", name=name)


def write(page: Page, name: str, value: str | float) -> None:
    """Type into the field of this name and let the page take it in."""
    field_ = page.get_by_label(name, exact=True)
    field_.fill(str(value))
    field_.press("Enter")
    settle(page)


def choose(page: Page, name: str, option: str | re.Pattern[str]) -> None:
    page.get_by_role("combobox", name=name).click()
    page.get_by_role("option", name=option).first.click()
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    settle(page)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What stood on the page when a test failed, and its picture where BROWSER_PICTURES names a folder."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page_of")
    if report.failed and page is not None and not page.is_closed():
        with suppress(PlaywrightError):  # a browser that died must not hide why
            report.sections.append(("pagina", f"{page.url}\n{page.locator('body').inner_text()}"))
            if folder := os.environ.get("BROWSER_PICTURES"):
                page.screenshot(path=Path(folder) / f"fallita-{slug(item.name)}.png", full_page=True)
    return report
