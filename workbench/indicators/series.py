"""Published values, read back: a series for each version of the method, the last row of each month."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from workbench.indicators.value import Value
from workbench.store import engine, writing
from workbench.store.tables.indicators import indicator_values

STORE = "measures"
COLUMN = indicator_values.c


@dataclass(frozen=True)
class Point:
    """A published value of one month, with what leads back to its run, data and code."""

    number: int
    period: str
    value: float
    n: int
    low: float | None
    high: float | None
    figures: Mapping[str, float]
    cannot: tuple[str, ...]
    study: str
    data_digest: str
    code_version: str
    published: float
    """epoch seconds"""
    correction: str
    """why it replaces an earlier value; empty for the first"""
    run: str
    """in MLflow; empty while it is not there yet"""


@dataclass(frozen=True)
class Series:
    """Months that were computed in the same way, and only those, may stand on one line."""

    code: str
    municipality: str
    version: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Origin:
    """Who publishes, with which code, and why again."""

    role: str
    code_version: str
    moment: float
    correction: str = ""


def series(code: str, municipality: str) -> tuple[Series, ...]:
    """The published series of an indicator in one place, the present method's last; empty if not measured."""
    wanted = (COLUMN.code == code) & (COLUMN.municipality == municipality)
    ordered = select(indicator_values).where(wanted).order_by(COLUMN.version, COLUMN.period, COLUMN.number)
    kept: dict[int, dict[str, Point]] = {}
    with engine(STORE).connect() as connection:
        for row in connection.execute(ordered):
            kept.setdefault(row.version, {})[row.period] = _point(row)
    return tuple(
        Series(code, municipality, version, tuple(points.values())) for version, points in kept.items()
    )


def published(value: Value) -> Point | None:
    """What stands published for this value's place, month and method."""
    for each in series(value.code, value.municipality):
        if each.version == value.version:
            return next((point for point in each.points if point.period == value.period), None)
    return None


def same(point: Point, value: Value) -> bool:
    """Whether publishing the value again would say nothing new."""
    told = (point.value, point.n, point.low, point.high, dict(point.figures), point.data_digest)
    return told == (value.value, value.n, value.low, value.high, dict(value.figures), value.data_digest)


def keep(value: Value, origin: Origin) -> Point:
    """Add the row of a released value."""
    row = {
        "code": value.code,
        "municipality": value.municipality,
        "version": value.version,
        "period": value.period,
        "value": value.value,
        "n": value.n,
        "low": value.low,
        "high": value.high,
        "figures": json.dumps(dict(value.figures)),
        "cannot": json.dumps(value.cannot, ensure_ascii=False),
        "study": value.study,
        "data_digest": value.data_digest,
        "code_version": origin.code_version,
        "role": origin.role,
        "correction": origin.correction,
        "published": origin.moment,
        "run": "",
    }
    with writing(STORE) as connection:
        connection.execute(insert(indicator_values).values(row))
    kept = published(value)
    assert kept is not None
    return kept


def note_run(point: Point, run: str) -> None:
    with writing(STORE) as connection:
        connection.execute(update(indicator_values).where(COLUMN.number == point.number).values(run=run))


def _point(row: Row[Any]) -> Point:
    return Point(
        number=row.number,
        period=row.period,
        value=row.value,
        n=row.n,
        low=row.low,
        high=row.high,
        figures=json.loads(row.figures),
        cannot=tuple(json.loads(row.cannot)),
        study=row.study,
        data_digest=row.data_digest,
        code_version=row.code_version,
        published=row.published,
        correction=row.correction,
        run=row.run,
    )
