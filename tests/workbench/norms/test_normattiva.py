import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from workbench.errors import UserError
from workbench.norms.normattiva import Listed, connect
from workbench.settings import settings

AKOMA = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<act><meta><identification><FRBRWork>
<FRBRalias name="urn:nir" value="urn:nir:stato:legge:2004-01-09;4"/></FRBRWork></identification></meta>
<body><article><num>Art. 1</num>
<paragraph><num>1.</num><content><p>Testo.</p></content></paragraph></article></body>
</act></akomaNtoso>"""
# The form of the answers as they were recorded in January 2026; the words are of this test.
LIST = {
    "listaAtti": [
        {
            "numeroProvvedimento": "4",
            "annoProvvedimento": "2004",
            "denominazioneAtto": "LEGGE",
            "dataGU": "2004-01-17",
            "codiceRedazionale": "004G0015",
            "titoloAtto": "Titolo della legge",
            "descrizioneAtto": "LEGGE 9 gennaio 2004, n. 4",
        }
    ],
    "facetMap": {},
}
DETAIL = {
    "success": True,
    "data": {
        "atto": {
            "titolo": "LEGGE 9 gennaio 2004, n. 4",
            "sottoTitolo": "<em>((Titolo della legge))</em>",
            "articoloHtml": '<div class="bodyTesto"><span class="comma-num-akn">1. </span>'
            '<span class="art_text_in_comma">&Egrave; tutelato</span></div>',
            "articoloDataInizioVigenza": "20200717",
        }
    },
}
ACT = Listed(
    descrizioneAtto="LEGGE 9 gennaio 2004, n. 4", dataGU=date(2004, 1, 17), codiceRedazionale="004G0015"
)


class Recorded(BaseHTTPRequestHandler):
    """Answers as Normattiva does: the export only to a session that has opened the page of the act."""

    asked: list[tuple[str, Any]]
    answers: dict[str, Any]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, body))
        both_json = self.headers["Content-Type"] == self.headers["Accept"] == "application/json"
        self._send(self.answers.get(self.path.rpartition("/")[2]) if both_json else None)

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        self.asked.append((path.path, parse_qs(path.query)))
        if path.path.endswith("caricaDettaglioAtto"):
            self._send("<html>atto</html>", cookie="JSESSIONID=abc; Path=/")
        elif path.path.endswith("caricaAKN"):
            known = "JSESSIONID=abc" in (self.headers["Cookie"] or "")
            self._send(self.answers["caricaAKN"] if known else "<html>errore</html>")

    def _send(self, content: Any, cookie: str = "") -> None:
        location = content.get("location") if isinstance(content, dict) else None
        self.send_response(500 if content is None else 302 if location else 200)
        if location:
            self.send_header("Location", location)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        text = content if isinstance(content, str) else json.dumps(content)
        self.wfile.write(text.encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Recorded]]:
    answers = {"semplice": LIST, "dettaglio-atto": DETAIL, "caricaAKN": AKOMA}
    handler = type("Handler", (Recorded,), {"asked": [], "answers": answers})
    made = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{made.server_port}"
    monkeypatch.setenv("OFFICINA_NORMATTIVA", "true")
    monkeypatch.setenv("OFFICINA_NORMATTIVA_ADDRESSES", json.dumps([f"{address}/bff/api/v1/", address]))
    settings.cache_clear()
    yield handler
    made.shutdown()
    made.server_close()
    thread.join()


def test_acts_are_searched_and_personal_data_stays_here(server: type[Recorded]) -> None:
    with connect() as normattiva:
        (found,) = normattiva.search("legge 4 2004 di RSSMRA80A01H501U")
    assert (found.name, found.code, found.gazette_day) == (
        "LEGGE 9 gennaio 2004, n. 4",
        "004G0015",
        date(2004, 1, 17),
    )
    ((path, body),) = server.asked
    assert path == "/bff/api/v1/ricerca/semplice"
    assert body["testoRicerca"] == "legge 4 2004 di [codice fiscale]"
    assert body["paginazione"] == {"paginaCorrente": 1, "numeroElementiPerPagina": 10}


def test_the_detail_of_an_act_is_plain_text(server: type[Recorded]) -> None:
    with connect() as normattiva:
        detail = normattiva.detail(ACT)
    assert (detail.title, detail.text, detail.valid_from) == (
        "Titolo della legge",
        "1. È tutelato",
        "2020-07-17",
    )
    assert server.asked[0][1] == {
        "dataGU": "2004-01-17",
        "codiceRedazionale": "004G0015",
        "formatoRichiesta": "V",
    }


def test_an_act_is_imported_as_it_was_in_force_on_a_day(server: type[Recorded]) -> None:
    with connect() as normattiva:
        act = normattiva.fetch(ACT, date(2026, 11, 22))
    assert (act.id, act.articles[0].text) == ("l. 4/2004", "1. Testo.")
    assert server.asked[1] == (
        "/do/atto/caricaAKN",
        {"dataGU": ["20040117"], "codiceRedaz": ["004G0015"], "dataVigenza": ["20261122"]},
    )


@pytest.mark.parametrize(
    "content", ["<html>errore</html>", "", {"listaAtti": [{"x": 1}]}, [], "non json", None]
)
def test_an_answer_of_another_form_is_told(server: type[Recorded], content: Any) -> None:
    server.answers.update({"semplice": content, "caricaAKN": "<html/>", "dettaglio-atto": {"success": False}})
    with connect() as normattiva:
        for ask in (
            lambda: normattiva.search("legge"),
            lambda: normattiva.detail(ACT),
            lambda: normattiva.akoma_ntoso(ACT, date(2026, 1, 1)),
        ):
            with pytest.raises(UserError, match="Normattiva"):
                ask()


def test_an_address_outside_the_list_is_never_called(server: type[Recorded]) -> None:
    server.answers["semplice"] = {"location": "http://localhost:9/altrove"}
    with connect() as normattiva, pytest.raises(UserError, match="non ammesso"):
        normattiva.search("legge")


def test_without_a_person_who_switched_it_on_nothing_leaves(home: Path) -> None:
    assert not settings().normattiva
    with pytest.raises(UserError, match="non è attivo"), connect():
        pass


def test_a_server_that_does_not_answer_is_told(
    server: type[Recorded], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICINA_NORMATTIVA_ADDRESSES", '["http://127.0.0.1:9", "http://127.0.0.1:9"]')
    settings.cache_clear()
    with connect() as normattiva, pytest.raises(UserError, match="non risponde"):
        normattiva.search("legge")
