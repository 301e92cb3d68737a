"""Months as people choose them ("2026-11") and as MLflow counts them (202611)."""

import re
from datetime import date

from workbench.errors import UserError

MONTHS = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def checked(period: str) -> str:
    """The period, if it is a month. Raises UserError otherwise."""
    if MONTH.fullmatch(period):
        return period
    raise UserError("Il periodo non è un mese.", value=period, remedy="Scriverlo così: 2026-11.")


def step(period: str) -> int:
    """`2026-11` -> 202611."""
    return int(checked(period).replace("-", ""))


def of_step(number: int) -> str:
    """202611 -> `2026-11`."""
    return f"{number // 100:04d}-{number % 100:02d}"


def in_words(period: str) -> str:
    """`2026-11` -> `novembre 2026`."""
    year, number = checked(period).split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def of_day(day: date) -> str:
    return f"{day:%Y-%m}"


def next_month(period: str) -> date:
    """The first day after the period."""
    year, month = map(int, checked(period).split("-"))
    return date(year + month // 12, month % 12 + 1, 1)


def months(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included."""
    found = [checked(first)] if first <= last else []
    while found and found[-1] < last:
        found.append(of_day(next_month(found[-1])))
    return found
