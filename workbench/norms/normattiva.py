"""Acts of Normattiva: searched and fetched over the network, only where a person has switched it on."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.errors import UserError
from workbench.norms.imported import ImportedAct
from workbench.norms.reading_akoma import import_akoma_ntoso
from workbench.privacy import mask
from workbench.settings import settings

SECONDS = 30
LARGEST_MEGABYTES = 40
"""the civil code is the longest: about ten"""
TAG = re.compile(r"<[^>]*>")
AGENT = "Mozilla/5.0 (compatible; Officina)"
"""the site answers 403 to what does not call itself a browser"""
JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class Listed(BaseModel):
    """An act in a list of results, with the names that Normattiva gives."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    name: str = Field(alias="descrizioneAtto")
    """`LEGGE 9 gennaio 2004, n. 4`"""
    title: str = Field(default="", alias="titoloAtto")
    gazette_day: date = Field(alias="dataGU")
    code: str = Field(alias="codiceRedazionale", pattern=r"^[0-9A-Za-z]{4,12}$")


@dataclass(frozen=True)
class Detail:
    """What Normattiva shows first of an act: its name and the text of its first article."""

    name: str
    title: str
    text: str
    valid_from: str
    """ISO; empty when it does not tell"""


class Normattiva:
    """A session with Normattiva; made by `connect`."""

    def __init__(self, client: httpx.Client, addresses: tuple[str, str]) -> None:
        self._client = client
        self._interface, self._site = (address.rstrip("/") for address in addresses)

    def search(self, words: str, limit: int = 10) -> tuple[Listed, ...]:
        """Acts for some words («legge 241 1990»), the newest first; personal data in them is masked."""
        paging = {"paginaCorrente": 1, "numeroElementiPerPagina": limit}
        asked = {"testoRicerca": mask(words), "orderType": "recente", "paginazione": paging}
        found = self._asked("ricerca/semplice", asked).get("listaAtti") or []
        return tuple(_listed(each) for each in found[:limit])

    def detail(self, act: Listed) -> Detail:
        asked = {
            "dataGU": act.gazette_day.isoformat(),
            "codiceRedazionale": act.code,
            "formatoRichiesta": "V",
        }
        found = (self._asked("atto/dettaglio-atto", asked).get("data") or {}).get("atto")
        if not isinstance(found, dict):
            raise _unexpected("il dettaglio dell'atto manca")
        began = str(found.get("articoloDataInizioVigenza") or "")
        return Detail(
            name=_plain(found.get("titolo")),
            title=_plain(found.get("sottoTitolo")),
            text=_plain(found.get("articoloHtml")),
            valid_from=f"{began[:4]}-{began[4:6]}-{began[6:8]}"
            if began.isdigit() and len(began) == 8
            else "",
        )

    def fetch(self, act: Listed, day: date) -> ImportedAct:
        """The whole act as it was in force on that day, from its Akoma Ntoso export."""
        return import_akoma_ntoso(self.akoma_ntoso(act, day))

    def akoma_ntoso(self, act: Listed, day: date) -> bytes:
        # The export answers with an error page to who has not opened the page of the act in the same session.
        page = {
            "atto.dataPubblicazioneGazzetta": act.gazette_day.isoformat(),
            "atto.codiceRedazionale": act.code,
        }
        self._content("GET", f"{self._site}/atto/caricaDettaglioAtto", params=page)
        asked = {
            "dataGU": f"{act.gazette_day:%Y%m%d}",
            "codiceRedaz": act.code,
            "dataVigenza": f"{day:%Y%m%d}",
        }
        content = self._content("GET", f"{self._site}/do/atto/caricaAKN", params=asked)
        if b"akomaNtoso" not in content[:4096]:
            raise _unexpected("una pagina al posto del testo in Akoma Ntoso")
        return content

    def _asked(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        content = self._content("POST", f"{self._interface}/{path}", json=body, headers=JSON)
        try:
            found = json.loads(content)
        except ValueError as error:
            raise _unexpected("non è JSON") from error
        if not isinstance(found, dict):
            raise _unexpected("non è un oggetto JSON")
        return found

    def _content(self, method: str, address: str, **asked: Any) -> bytes:
        try:
            with self._client.stream(method, address, **asked) as response:
                response.raise_for_status()
                return b"".join(_limited(response))
        except httpx.HTTPError as error:
            raise UserError(
                "Normattiva non risponde.",
                value=error,
                remedy="Riprovare più tardi, oppure scaricare l'atto dal sito e importare il file.",
            ) from error


@contextmanager
def connect() -> Iterator[Normattiva]:
    """A session with Normattiva; refused unless somebody has switched it on in the settings."""
    found = settings()
    if not found.normattiva:
        raise UserError(
            "Il collegamento a Normattiva non è attivo.",
            remedy="Chi amministra può attivarlo con OFFICINA_NORMATTIVA=true; senza, si importa un file.",
        )
    allowed = frozenset(httpx.URL(address).netloc for address in found.normattiva_addresses)

    def guard(request: httpx.Request) -> None:
        if request.url.netloc not in allowed:
            raise UserError(
                "Normattiva rimanda a un indirizzo non ammesso.",
                value=request.url.host,
                remedy="Controllare OFFICINA_NORMATTIVA_ADDRESSES.",
            )

    with httpx.Client(
        timeout=SECONDS,
        follow_redirects=True,
        headers={"User-Agent": AGENT},
        event_hooks={"request": [guard]},
        trust_env=False,
    ) as client:
        yield Normattiva(client, found.normattiva_addresses)


def _limited(response: httpx.Response) -> Iterator[bytes]:
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > LARGEST_MEGABYTES * 1_000_000:
            raise _unexpected(f"più di {LARGEST_MEGABYTES} MB")
        yield piece


def _listed(found: object) -> Listed:
    try:
        return Listed.model_validate(found)
    except ValidationError as error:
        raise _unexpected("un risultato senza i campi attesi") from error


def _plain(html: object) -> str:
    return " ".join(unescape(TAG.sub(" ", str(html or ""))).replace("((", " ").replace("))", " ").split())


def _unexpected(what: str) -> UserError:
    return UserError(
        "Normattiva ha risposto in una forma che Officina non conosce.",
        value=what,
        remedy="Scaricare l'atto dal sito e importare il file; segnalare il caso a chi mantiene Officina.",
    )
