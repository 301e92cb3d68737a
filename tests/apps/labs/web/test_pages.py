"""What holds for every page of a participant: light, safe, in Italian, usable without scripts."""

import re

import pytest

from workbench import rooms

LIGHT = 20_000


@pytest.fixture
def pages(phone, make_room, study):
    """Every kind of page that a participant may see, by name."""
    room = make_room("lab-temperatura", "prova-a", study=study.name, municipality="Rho", wave="prima")
    client, here = phone(room), f"/v/{room.code}"
    found = {
        path: client.get(f"{here}/{path}").text for path in ("codice", "tessera", "posto", "rientro", "dati")
    }
    found["codice aula"] = client.get("/v").text
    rooms.move(room.id, 1)
    found["prova"] = client.get(f"{here}/posto").text
    rooms.pause(room.id)
    found["pausa"] = client.get(f"{here}/posto").text
    rooms.close(room.id)
    found["chiusa"] = client.get(f"{here}/posto").text
    found["ingresso chiuso"] = client.get(here, headers={"cookie": ""}).text
    found["garanzie"] = client.get("/garanzie").text
    found["verifica"] = client.get("/attestati/ABCDEFGH").text
    return found


def test_every_page_is_light_and_asks_nothing_from_elsewhere(pages):
    for name, page in pages.items():
        assert len(page.encode()) < LIGHT, name
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page), name
        assert page.count("<script") == 1 and 'src="/v/aula.js' in page, name


def test_every_page_speaks_italian_and_has_one_heading_and_one_main_part(pages):
    for name, page in pages.items():
        assert '<html lang="it">' in page, name
        assert page.count("<h1") == 1 and page.count("<main") == 1, name
        assert re.search(r"<title>.+ – Officina</title>", page), name


def test_every_field_has_a_label(pages):
    for name, page in pages.items():
        for field in re.findall(r"<(?:input|textarea|select)[^>]*>", page):
            if 'type="hidden"' in field or 'type="radio"' in field or 'type="checkbox"' in field:
                continue
            identity = re.search(r' id="([^"]+)"', field)[1]
            assert f'for="{identity}"' in page, (name, field)


def test_a_strict_policy_allows_our_script_and_style_only(door):
    import base64
    import hashlib

    answer = door().get("/v")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "style=" not in answer.text and "onclick" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_the_script_is_small_and_kept_by_the_browser(door):
    address = re.search(r'src="(/v/aula\.js[^"]+)"', door().get("/v").text)[1]
    answer = door().get(address)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"] and len(answer.content) < 8000


@pytest.mark.parametrize("path", ["/v/a/b/c", "/v/ABC234/nulla", "/attestati/a/b/c"])
def test_an_address_that_leads_nowhere_says_so_in_italian(door, path):
    answer = door().get(path)
    assert answer.status_code == 404 and "Questa pagina non c’è" in answer.text


def test_so_does_a_wrong_address_of_a_console(door, room):
    answer = door().get(f"/aule/{room.code}/nulla")
    assert "Questa pagina non c’è" in answer.text and f'href="/aule/{room.code}"' in answer.text
