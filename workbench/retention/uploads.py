"""Documents and lists that people brought to the municipal tools, and what they wrote about them."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select, update

from workbench.rooms import Swept
from workbench.settings import settings
from workbench.store import engine, writing
from workbench.store.tables.tenders import award_lists, awards
from workbench.store.tables.tenders_decisions import decisions

DAY = 86_400.0
FOLDERS, REASONS = "documenti portati agli strumenti", "motivi delle decisioni sui rilievi"
AWARDS = "elenchi di affidamenti passati"


def sweep(now: float, *, dry_run: bool) -> list[Swept]:
    """Removes folders left unchanged, lists of past awards, and of old decisions the reasons."""
    days = settings().upload_days
    old = [folder for folder in _folders() if _changed(folder) + days * DAY < now]
    if not dry_run:
        for folder in old:
            shutil.rmtree(folder)
    kept = settings().award_days
    return [
        Swept(FOLDERS, days, len(old)),
        Swept(REASONS, days, _reasons(now, days, dry_run=dry_run)),
        Swept(AWARDS, kept, _awards(now - kept * DAY, dry_run=dry_run)),
    ]


def _folders() -> list[Path]:
    """A folder per case, in a folder per tool; those begun and left too."""
    return [path for path in settings().uploads.glob("*/*") if path.is_dir() and not path.is_symlink()]


def _changed(folder: Path) -> float:
    """When the newest of its files was written; of the folder itself if it has none."""
    return max(
        (path.lstat().st_mtime for path in folder.rglob("*") if path.is_file()),
        default=folder.stat().st_mtime,
    )


def _reasons(now: float, days: int, *, dry_run: bool) -> int:
    before = datetime.fromtimestamp(now, UTC).date() - timedelta(days=days)
    old = (decisions.c.reason != "") & (decisions.c.day < before)
    if dry_run:
        with engine("tenders").connect() as connection:
            return int(
                connection.execute(select(func.count()).select_from(decisions).where(old)).scalar_one()
            )
    with writing("tenders") as connection:
        return connection.execute(update(decisions).where(old).values(reason="")).rowcount


def _awards(before: float, *, dry_run: bool) -> int:
    """Whole lists: they name operators, some of whom are people."""
    old = award_lists.c.brought < before
    if dry_run:
        with engine("tenders").connect() as connection:
            return int(
                connection.execute(select(func.count()).select_from(award_lists).where(old)).scalar_one()
            )
    with writing("tenders") as connection:
        connection.execute(delete(awards).where(awards.c.list.in_(select(award_lists.c.id).where(old))))
        return connection.execute(delete(award_lists).where(old)).rowcount
