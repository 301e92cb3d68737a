import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from apps.gate.reports import REPORT_ROUTE, report_file
from workbench.settings import settings

JOB = "valutazione-0123456789ab"


@pytest.fixture
def reports(home):
    folder = settings().jobs / JOB
    folder.mkdir(parents=True)
    (folder / "rapporto.html").write_text("<h1>Città</h1>", encoding="utf-8")
    (folder / "rapporto.md").write_text("# Città", encoding="utf-8")
    (folder / "config.yaml").write_text("segreto: 1")
    (home / "var" / "rapporto.html").write_text("altro")
    return TestClient(Starlette(routes=[REPORT_ROUTE]))


def test_a_report_is_shown_but_may_run_and_load_nothing(reports):
    answer = reports.get(f"/rapporti/{JOB}/rapporto.html")
    assert answer.text == "<h1>Città</h1>"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy


def test_the_markdown_report_is_downloaded(reports):
    answer = reports.get(f"/rapporti/{JOB}/rapporto.md")
    assert answer.headers["content-disposition"] == f'attachment; filename="rapporto-{JOB}.md"'


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (JOB, "config.yaml"),
        (JOB, "../config.yaml"),
        (JOB, "..%2f..%2fofficina.db"),
        ("..", "rapporto.html"),
        (".", "rapporto.html"),
        ("%2e%2e", "rapporto.html"),
        ("", "rapporto.html"),
        ("/etc", "passwd"),
        ("a\0b", "rapporto.html"),
    ],
)
def test_no_other_file_is_handed_out(reports, job, name):
    assert report_file(job, name) is None
    if "\0" not in job:
        assert reports.get(f"/rapporti/{job}/{name}").status_code == 404


def test_a_link_that_leads_away_is_not_followed(reports, tmp_path):
    (tmp_path / "segreto").write_text("no")
    (settings().jobs / "altro").mkdir()
    (settings().jobs / "altro" / "rapporto.html").symlink_to(tmp_path / "segreto")
    assert report_file("altro", "rapporto.html") is None
    (settings().jobs / "via").symlink_to(settings().jobs / JOB)
    assert report_file("via", "rapporto.html") is None


def test_a_missing_report_says_so_in_italian(reports):
    answer = reports.get("/rapporti/valutazione-nessuna/rapporto.html")
    assert answer.status_code == 404 and "non c’è" in answer.text
