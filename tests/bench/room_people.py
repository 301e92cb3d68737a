"""The people of a load simulation, in a process of their own: phones, and the projector that shows the board.

They do what the pages' own script does (`apps/labs/web/templates/aula.js`): listen to the room's events, ask
for the page again within 0.7 s of a new scene, come back two seconds after a broken stream, send a form again
until the door says that it is kept. The notes of all of them are written at the end as JSON.
"""

import asyncio
import base64
import json
import random
import re
import sys
import time
import zlib
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

REDRAW_SECONDS, RETRY_SECONDS, PATIENCE_SECONDS = 0.7, 2.0, 120.0
FIELD = "voce."
PEOPLE_ON_BOARD = re.compile(r"(\d+) su \d+(?:</b>person[ae]| hanno risposto)")
TROUBLE = (aiohttp.ClientError, ConnectionError, TimeoutError)


@dataclass(frozen=True)
class Asked:
    """What the script is started with."""

    address: str
    code: str
    key: str
    """program key of the trainer"""
    people: int
    arrival: float
    """seconds within which everybody joins"""
    think: tuple[float, float]
    """seconds before a screen is handed in"""
    seed: int


@dataclass(frozen=True)
class Took:
    """One thing that somebody waited for; instants of the machine's monotonic clock."""

    what: str
    """posto (from the code to the first page inside), ingresso, risposta, pagina, tabellone"""
    start: float
    end: float


@dataclass(frozen=True)
class Answer:
    status: int
    path: str
    text: str
    leads_to: str


Sent = list[tuple[str, str]]


@dataclass(frozen=True)
class Believed:
    """An answer whose keeping the door has confirmed."""

    participant: str
    step: int
    item: str
    values: list[str]
    moment: float


@dataclass
class Notes:
    took: list[Took] = field(default_factory=list)
    believed: list[Believed] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """pages that came instead of a confirmation"""
    failures: list[str] = field(default_factory=list)
    board: list[tuple[float, int]] = field(default_factory=list)
    """when the board was drawn, and how many answered the present step according to it"""
    board_gaps: list[tuple[float, float]] = field(default_factory=list)
    """from when to when the board's stream was broken"""
    lags: list[float] = field(default_factory=list)
    """how late this process was by itself: above some ms its latencies are not the door's"""
    cpu_seconds: float = 0.0


@dataclass
class Form:
    action: str
    controls: list[dict[str, str]] = field(default_factory=list)

    def hidden(self, name: str) -> str:
        return next((one.get("value", "") for one in self.controls if one.get("name") == name), "")

    def names(self) -> set[str]:
        """What is asked for: the controls that a person sees and may change."""
        seen = (one for one in self.controls if one.get("type") != "hidden" and "disabled" not in one)
        return {one["name"] for one in seen if one.get("name", "").startswith(FIELD)}

    def fill(self, chance: random.Random, words: str) -> list[tuple[str, str]]:
        """What a person sends: one of the choices, a few words, what is hidden as it is."""
        sent: list[tuple[str, str]] = []
        choices: dict[str, list[str]] = {}
        for one in self.controls:
            name, kind, value = one.get("name", ""), one.get("type", "text"), one.get("value", "")
            if not name or "disabled" in one:
                continue
            if kind in {"radio", "checkbox", "option", "submit"} and name.startswith(FIELD):
                choices.setdefault(name, []).append(value)
            elif kind in {"hidden"}:
                sent.append((name, value))
            elif kind in {"text", "textarea", "number"}:
                decimal = one.get("inputmode") == "decimal" or kind == "number"
                sent.append((name, str(chance.randint(1, 9)) if decimal else words))
        return sent + [(name, chance.choice(values)) for name, values in choices.items()]


class Page(HTMLParser):
    """The forms of a page, and what its script reads from it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.main: dict[str, str] = {}
        self.body: dict[str, str] = {}
        self.onward = ""
        """the button to the next screen, where this one asks for nothing more"""
        self._name = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag in {"main", "body"}:
            setattr(self, tag, found)
        elif tag == "a" and "bottone" in found.get("class", "") and "schermo=" in found.get("href", ""):
            self.onward = found["href"]
        elif tag == "form":
            self.forms.append(Form(found.get("action", "")))
        elif tag == "select":
            self._name = found.get("name", "")
        elif self.forms and tag in {"input", "textarea", "button", "option"}:
            defaults = {"textarea": {"type": "textarea"}, "button": {"type": "submit"}}
            extra = {"type": "option", "name": self._name} if tag == "option" else defaults.get(tag, {})
            self.forms[-1].controls.append(found | extra)

    def form(self, ending: str) -> Form | None:
        return next((one for one in self.forms if one.action.split("?")[0].endswith(ending)), None)


def believed_place(session: aiohttp.ClientSession, asked: Asked) -> str:
    """Which participant this phone's cookie says it is: the cookie is signed, not secret."""
    found = session.cookie_jar.filter_cookies(URL(f"{asked.address}/v/{asked.code}"))[
        f"aula_{asked.code}"
    ].value
    packed = found.startswith(".")
    payload = found.lstrip(".").split(".")[0]
    content = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return str(json.loads(zlib.decompress(content) if packed else content)[1])


class Visitor:
    """One browser: cookies and connections of its own, and a stream that comes back."""

    def __init__(self, asked: Asked, notes: Notes, number: int) -> None:
        self.asked, self.notes = asked, notes
        self.chance = random.Random(asked.seed * 100_000 + number)
        headers = {"Accept": "text/html"} | ({"Authorization": f"Bearer {asked.key}"} if number < 0 else {})
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=30, sock_connect=5),
        )

    async def send(self, what: str, path: str, form: Sent | None = None) -> Answer:
        """Asks until the door answers, and notes how long that took; redirections are not followed."""
        start = time.monotonic()
        while True:
            try:
                method = "GET" if form is None else "POST"
                async with self.session.request(
                    method, self.asked.address + path, data=form, allow_redirects=False
                ) as answer:
                    text = await answer.text()
                    if answer.status < 500:
                        self.notes.took.append(Took(what, start, time.monotonic()))
                        return Answer(answer.status, path, text, answer.headers.get("Location", ""))
                    self.notes.refused.append(f"{answer.status} {path}")
            except TROUBLE:
                pass
            if time.monotonic() > start + PATIENCE_SECONDS:
                raise TimeoutError(path)
            await asyncio.sleep(self.chance.uniform(0.5, 1.5))

    async def visit(self, what: str, path: str) -> Answer:
        """A page, after the redirections on the way."""
        answer = await self.send(what, path)
        while answer.leads_to:
            answer = await self.send(what, answer.leads_to)
        return answer

    async def events(self, path: str) -> AsyncIterator[dict[str, Any]]:
        """What the room tells, without end; an empty one when the stream has broken."""
        forever = aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=40)
        while True:
            try:
                headers = {"Accept": "text/event-stream"}
                async with self.session.get(
                    self.asked.address + path, headers=headers, timeout=forever
                ) as stream:
                    async for line in stream.content:
                        if stream.status == 200 and line.startswith(b"data:"):
                            yield json.loads(line[5:])
            except TROUBLE:
                pass
            yield {}
            await asyncio.sleep(RETRY_SECONDS)


class Phone(Visitor):
    """A participant: joins, hands in every screen that opens, and keeps listening."""

    def __init__(self, asked: Asked, notes: Notes, number: int) -> None:
        super().__init__(asked, notes, number)
        self.here = f"/v/{asked.code}"
        self.words = f"Parere {number}: serve più tempo, perché la città è grande."
        self.handed_in: set[tuple[str, str]] = set()
        self.seen: set[str] = set()
        self.participant = ""
        self.address = f"{self.here}/posto"
        self.page = Page("")

    async def live(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, self.asked.arrival))
        await self._join()
        moved = asyncio.Event()
        listening = asyncio.create_task(self._listen(moved))
        try:
            while True:
                await self._work()
                await moved.wait()
                moved.clear()
                await asyncio.sleep(self.chance.uniform(0, REDRAW_SECONDS))
                await self._open(self.address)
        finally:
            listening.cancel()
            await self.session.close()

    async def _join(self) -> None:
        start = time.monotonic()
        door = Page((await self.visit("ingresso", self.here)).text)
        form = next(one for one in door.forms if "/rientro" not in one.action)
        seated = await self.send("ingresso", form.action or self.here, form.fill(self.chance, ""))
        if not seated.leads_to:
            raise SystemExit(f"nobody may join: {seated.status}")
        await self.visit("ingresso", seated.leads_to)
        await self._open(self.address)
        self.notes.took.append(Took("posto", start, time.monotonic()))
        self.participant = believed_place(self.session, self.asked)
        self.notes.participants.append(self.participant)

    async def _listen(self, moved: asyncio.Event) -> None:
        async for event in self.events(f"{self.here}/eventi"):
            if event and event["scena"] != self.page.main.get("data-scena"):
                moved.set()

    async def _open(self, path: str) -> None:
        found = await self.visit("pagina", path)
        self.address, self.page = found.path, Page(found.text)

    async def _work(self) -> None:
        """Hands in the screens of this step, one after the other, until there is nothing left to do."""
        while True:
            form = self.page.form("/risposte")
            where = (form.hidden("passo"), form.hidden("schermo")) if form else ("", "")
            if form and where not in self.handed_in:
                await asyncio.sleep(self.chance.uniform(*self.asked.think))
                if not await self._hand_in(form, where):
                    return
            elif self.page.onward and self.page.onward not in self.seen:
                self.seen.add(self.page.onward)
                await asyncio.sleep(self.chance.uniform(*self.asked.think))
                await self._open(self.page.onward)
            else:
                return

    async def _hand_in(self, form: Form, where: tuple[str, str]) -> bool:
        """Sends the form until the door answers; whether it was kept."""
        sent = form.fill(self.chance, self.words)
        answer = await self.send("risposta", form.action, sent)
        if not answer.leads_to:
            self.notes.refused.append(f"{answer.status} {where}")
            await self._open(self.address)
            return False
        self.handed_in.add(where)
        self._believe(form, sent, int(where[0]))
        await self._open(answer.leads_to)
        return True

    def _believe(self, form: Form, sent: Sent, step: int) -> None:
        now = time.monotonic()
        for name in form.names():
            values = [value for key, value in sent if key == name]
            item = name.removeprefix(FIELD)
            self.notes.believed.append(Believed(self.participant, step, item, values, now))


class Projector(Visitor):
    """The board on the wall: draws itself again when anything in the room changed, at most every 0.7 s."""

    async def live(self) -> None:
        path = f"/aule/{self.asked.code}/tabellone"
        self.page, self.told, changed = await self._draw(path), "", asyncio.Event()
        listening = asyncio.create_task(self._listen(path, changed))
        try:
            while True:
                behind = await self._behind(changed)
                if behind or self.told != self.page.main.get("data-revisione"):
                    self.page = await self._draw(path)
                    await asyncio.sleep(REDRAW_SECONDS)
        finally:
            listening.cancel()
            await self.session.close()

    async def _behind(self, changed: asyncio.Event) -> bool:
        """Waits for a change; whether the page, drawn from older answers, asks to be drawn again instead."""
        try:
            async with asyncio.timeout(float(self.page.main.get("data-ancora", 0)) or None):
                await changed.wait()
        except TimeoutError:
            return True
        changed.clear()
        return False

    async def _listen(self, path: str, changed: asyncio.Event) -> None:
        broken = 0.0
        async for event in self.events(self.page.body.get("data-eventi", f"{path}/eventi")):
            if not event:
                broken = broken or time.monotonic()
                continue
            if broken:
                self.notes.board_gaps.append((broken, time.monotonic()))
                broken = 0.0
            self.told = str(event["revisione"])
            changed.set()

    async def _draw(self, path: str) -> Page:
        answer = await self.visit("tabellone", path)
        found = PEOPLE_ON_BOARD.search(answer.text)
        self.notes.board.append((time.monotonic(), int(found[1]) if found else -1))
        return Page(answer.text)


async def _watch_oneself(notes: Notes) -> None:
    """How late a short sleep ends here."""
    while True:
        start = time.monotonic()
        await asyncio.sleep(0.05)
        notes.lags.append(time.monotonic() - start - 0.05)


async def simulate(asked: Asked) -> Notes:
    """Everybody at once, until a line comes on standard input."""
    notes = Notes()
    visitors: list[Phone | Projector] = [Phone(asked, notes, number) for number in range(asked.people)]
    tasks = [asyncio.create_task(one.live()) for one in [*visitors, Projector(asked, notes, -1)]]
    tasks.append(asyncio.create_task(_watch_oneself(notes)))
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception) and not isinstance(ended, asyncio.CancelledError):
            notes.failures.append(repr(ended))
    notes.cpu_seconds = time.process_time()
    return notes


def main() -> None:
    asked, target = Asked(**json.loads(sys.argv[1])), Path(sys.argv[2])
    target.write_text(json.dumps(asdict(asyncio.run(simulate(asked)))), encoding="utf-8")


if __name__ == "__main__":
    main()
