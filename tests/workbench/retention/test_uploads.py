"""Documents go when nobody touched them for so many days; a dry run takes nothing."""

import os
import time
from datetime import date
from pathlib import Path

import pytest

from workbench import retention
from workbench.retention.uploads import AWARDS, FOLDERS, REASONS
from workbench.settings import settings
from workbench.store import writing
from workbench.store.tables.tenders import award_lists, awards
from workbench.store.tables.tenders_decisions import decisions

DAY = 86_400


def counts(days: float, *, dry_run: bool) -> dict[str, int]:
    found = retention.sweep(time.time() + days * DAY, dry_run=dry_run)
    return {each.what: each.count for each in found}


@pytest.fixture
def folders(sqlite_store: str) -> tuple[Path, Path]:
    """One that nobody touched for twenty days, and one of today."""
    old, new = settings().uploads / "tenders" / "a", settings().uploads / "tenders" / "b"
    for folder in (old, new):
        (folder / "originals").mkdir(parents=True)
        (folder / "originals" / "0001").write_bytes(b"atto")
    past = time.time() - 20 * DAY
    os.utime(old / "originals" / "0001", (past, past))
    return old, new


def test_a_folder_goes_after_its_days_and_takes_all_with_it(folders: tuple[Path, Path]) -> None:
    old, new = folders
    assert counts(5, dry_run=False)[FOLDERS] == 0 and old.exists()
    assert counts(15, dry_run=True)[FOLDERS] == 1 and old.exists()
    assert counts(15, dry_run=False)[FOLDERS] == 1
    assert not old.exists() and new.exists()


def test_the_days_are_those_of_the_settings(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICINA_UPLOAD_DAYS", "10")
    settings.cache_clear()
    assert counts(0, dry_run=False)[FOLDERS] == 1


def test_a_link_out_of_the_folder_is_not_followed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    outside = tmp_path / "fuori"
    outside.mkdir()
    (outside / "atto.txt").write_text("resta")
    (settings().uploads / "tenders" / "c").symlink_to(outside)
    counts(100, dry_run=False)
    assert (outside / "atto.txt").exists()


def test_reasons_go_and_what_was_decided_stays(store: str) -> None:
    values = {"rule": "conti.iva", "family": "conti", "severity": "errore", "confidence": "verificata"}
    with writing("tenders") as connection:
        connection.execute(
            decisions.insert().values(
                practice="a", finding="b", outcome="rifiutato", reason="già corretto", role="ricercatore",
                day=date.today(), **values,
            )
        )  # fmt: skip
    assert counts(20, dry_run=False)[REASONS] == 0
    assert counts(40, dry_run=True)[REASONS] == 1 == counts(40, dry_run=False)[REASONS]
    with writing("tenders") as connection:
        [row] = connection.execute(decisions.select())
    assert (row.reason, row.outcome) == ("", "rifiutato")


def test_a_list_of_past_awards_goes_whole_a_year_after_it_was_brought(store: str) -> None:
    row = {"row": 2, "cig": "", "object": "Carta", "cents": 100, "day": date.today(), "operator": "Rossi"}
    with writing("tenders") as connection:
        for name, days in (("old", 300), ("new", 1)):
            kept = {"id": name, "owner": "x", "name": name, "brought": time.time() - days * DAY}
            connection.execute(award_lists.insert().values(kept))
            connection.execute(awards.insert().values(list=name, tax_code="", cpv="", **row))
    assert counts(60, dry_run=False)[AWARDS] == 0
    assert counts(70, dry_run=True)[AWARDS] == 1 == counts(70, dry_run=False)[AWARDS]
    with writing("tenders") as connection:
        assert [each.list for each in connection.execute(awards.select())] == ["new"]
        assert [each.id for each in connection.execute(award_lists.select())] == ["new"]
