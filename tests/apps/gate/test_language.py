import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from apps.gate.language import ItalianPages

PAGE = '<!doctype html>\n<html\n\tlang="en"><p lang="en">one</p></html>'


@pytest.fixture
def client():
    def page(_request):
        return HTMLResponse(PAGE)

    def pieces(_request):
        return StreamingResponse(iter([PAGE[:25], PAGE[25:]]), media_type="text/html")

    def text(_request):
        return PlainTextResponse(PAGE)

    routes = [Route("/pagina", page), Route("/pezzi", pieces), Route("/testo", text)]
    return TestClient(ItalianPages(Starlette(routes=routes)))


@pytest.mark.parametrize("path", ["/pagina", "/pezzi"])
def test_a_page_says_that_it_is_italian(client, path):
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.text == PAGE.replace('lang="en"', 'lang="it"', 1)
    assert int(answer.headers.get("content-length", len(answer.content))) == len(answer.content)


def test_everything_else_passes_untouched(client):
    assert client.get("/testo", headers={"accept": "text/html"}).text == PAGE
    assert client.get("/pagina", headers={"accept": "*/*"}).text == PAGE
