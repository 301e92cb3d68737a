"""Measures of people known only by their card: recorded once, read, exported and erased with the card alone.

The first measure of a (person, wave, outcome) is kept. The same one sent again changes nothing; a different
one is refused and not recorded as a correction: a second attempt at a test measures the first attempt too,
and figures that can be replaced after they have been seen prove nothing. Who was measured by mistake erases
what is theirs with the card and is measured again.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, func, select

from workbench.errors import UserError
from workbench.store import engine, insert_new, writing
from workbench.store.tables.measures import measures as table
from workbench.studies.cards import pseudonym
from workbench.studies.study import STORE, list_studies, read_study

Wave = Literal["prima", "dopo"]
WAVES = ("prima", "dopo")
TEST, TIMED, ANCHORS = "prova", "compito", "ancore"
"""outcomes: the score of a test, a timed task, and the points on the questions that two forms share"""


@dataclass(frozen=True)
class Measure:
    """One result of one person in one wave."""

    wave: Wave
    municipality: str
    form: str
    """the instrument or activity that was used ("prova-a")"""
    score: float | None
    """None: too few answers for a score"""
    highest: float
    seconds: float | None = None
    outcome: str = ""
    """what was measured, when a study measures several things; by default "compito" if timed or "prova" """

    def __post_init__(self) -> None:
        if not self.outcome:
            object.__setattr__(self, "outcome", TEST if self.seconds is None else TIMED)


@dataclass(frozen=True)
class Recorded:
    """A measure as the store keeps it."""

    study: str
    pseudonym: str
    measure: Measure
    day: str


def record_measure(study: str, card: str, measure: Measure) -> bool:
    """Keeps a measure; False if the same one was there already.

    Raises:
        UserError: for a mistyped card, an unknown study or municipality, figures that cannot be, or a
            different measure of the same person, wave and outcome.
    """
    found = read_study(study)
    checked = _checked(measure, found.municipalities)
    key = {"study": study, "pseudonym": pseudonym(study, card), "wave": checked.wave}
    values = asdict(checked) | key | {"day": date.today().isoformat()}
    same_outcome = (table.c.study == study) & (table.c.outcome == checked.outcome)
    with writing(STORE) as connection:
        known = connection.execute(select(table.c.highest).where(same_outcome)).scalar()
        if known is not None and known != checked.highest:
            raise UserError(
                "Nello stesso studio lo stesso esito è stato misurato su un massimo diverso.",
                value=f"{checked.highest:g} invece di {known:g}",
                remedy="Usare forme con lo stesso punteggio massimo.",
            )
        if insert_new(connection, table, **values):
            return True
        mine = same_outcome & (table.c.pseudonym == key["pseudonym"]) & (table.c.wave == checked.wave)
        if _recorded(connection.execute(select(table).where(mine)).one()).measure == checked:
            return False
    raise UserError(
        "Con questa tessera la misura è già stata registrata, ed era diversa: vale la prima.",
        value=f"{study}, {checked.wave}",
        remedy="Se c'è stato un errore, la persona può cancellare le sue misure con la tessera e rifarle.",
    )


def measures_of(study: str, outcome: str = "", municipality: str = "") -> list[Recorded]:
    """Pseudonymous measures of a study, in the order of their pseudonyms (which says nothing of people)."""
    wanted: list[ColumnElement[bool]] = [table.c.study == study]
    if outcome:
        wanted.append(table.c.outcome == outcome)
    if municipality:
        wanted.append(table.c.municipality == municipality)
    with engine(STORE).connect() as connection:
        ordered = select(table).where(*wanted).order_by("pseudonym", "wave", "outcome")
        return [_recorded(row) for row in connection.execute(ordered)]


def people_of(
    study: str, outcome: str, municipality: str = "", until: str = "9999"
) -> dict[str, dict[str, Measure]]:
    """Pseudonym -> wave -> measure, up to a month or day; a person belongs where the first one was taken."""
    people: dict[str, dict[str, Measure]] = {}
    for each in measures_of(study, outcome):
        if each.day[: len(until)] <= until:
            people.setdefault(each.pseudonym, {})[each.measure.wave] = each.measure
    return {
        who: waves
        for who, waves in people.items()
        if municipality in ("", (waves.get("prima") or waves["dopo"]).municipality)
    }


def measures_of_card(card: str) -> list[Recorded]:
    """Everything that the store has about a card, over all studies. Raises UserError when it was mistyped."""
    with engine(STORE).connect() as connection:
        rows = connection.execute(select(table).where(_mine(card)).order_by("study", "wave", "outcome"))
        return [_recorded(row) for row in rows]


def erase_card(card: str) -> int:
    """Erases everything that the store has about a card; how many measures there were."""
    with writing(STORE) as connection:
        return connection.execute(delete(table).where(_mine(card))).rowcount


def cards_used(study: str, municipality: str = "", until: str = "9999") -> int:
    """Different cards of a study with at least one measure, up to a month or a day ("2026-11-22")."""
    wanted = (table.c.study == study) & (func.substr(table.c.day, 1, len(until)) <= until)
    if municipality:
        wanted &= table.c.municipality == municipality
    with engine(STORE).connect() as connection:
        counted = select(func.count(table.c.pseudonym.distinct())).where(wanted)
        return int(connection.execute(counted).scalar_one())


def _mine(card: str) -> ColumnElement[bool]:
    names: Sequence[str] = [study.name for study in list_studies()]
    mine = [(table.c.study == name) & (table.c.pseudonym == pseudonym(name, card)) for name in names]
    clause: ColumnElement[bool] = table.c.study.is_(None)
    for each in mine:
        clause = clause | each
    return clause


def _recorded(row: Row[Any]) -> Recorded:
    names = ("wave", "municipality", "form", "score", "highest", "seconds", "outcome")
    return Recorded(
        row.study, row.pseudonym, Measure(**{name: getattr(row, name) for name in names}), row.day
    )


def _checked(measure: Measure, municipalities: Sequence[str]) -> Measure:
    if measure.wave not in WAVES or measure.municipality not in municipalities:
        raise UserError(
            "La misura non è di un'ondata e di un comune dello studio.",
            value=f"{measure.wave}, {measure.municipality}",
            remedy=f"Ondate: prima, dopo; comuni: {', '.join(sorted(municipalities))}.",
        )
    if len(measure.form) > 64 or len(measure.outcome) > 32:
        raise UserError(
            "Il nome della forma o dell'esito è troppo lungo.",
            value=f"{measure.form}, {measure.outcome}",
            remedy="Usare al massimo 64 e 32 caratteri.",
        )
    figures = [measure.highest, *(each for each in (measure.score, measure.seconds) if each is not None)]
    possible = all(math.isfinite(each) for each in figures) and measure.highest > 0
    if not possible or not 0 <= (measure.score or 0) <= measure.highest or (measure.seconds or 0) < 0:
        raise UserError(
            "Il punteggio o il tempo non è possibile.",
            value=f"{measure.score} su {measure.highest}, {measure.seconds} secondi",
            remedy="Il punteggio va da 0 al massimo e il tempo non è negativo.",
        )
    score, seconds = (None if each is None else float(each) for each in (measure.score, measure.seconds))
    return replace(measure, score=score, highest=float(measure.highest), seconds=seconds)
