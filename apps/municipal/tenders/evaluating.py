"""How much the checker finds on acts with planted errors, and how often it is wrong."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.municipal.tenders.acts import Kind
from apps.municipal.tenders.checking import Checked, check
from apps.municipal.tenders.rules import FAMILIES, Finding
from workbench.documents import Document, read_text
from workbench.errors import UserError
from workbench.italian import percent
from workbench.settings import settings
from workbench.statistics import Interval, wilson

PARTS = ("sviluppo", "prova")
Place = tuple[str, int, int]
"""file, start, end; start == end for what is missing"""


@dataclass(frozen=True)
class Case:
    """One planted error."""

    family: str
    element: str
    places: tuple[Place, ...]
    note: str


@dataclass(frozen=True)
class Score:
    """Of one family, or of all; intervals are Wilson's at 95 % and do not know that cases share an act."""

    family: str
    cases: int
    found: int
    recall: Interval | None
    alarms: int
    right: int
    precision: Interval | None


@dataclass(frozen=True)
class Evaluation:
    part: str
    documents: int
    types_right: int
    scores: tuple[Score, ...]
    missed: tuple[Case, ...]
    false: tuple[tuple[str, Finding], ...]


def evaluate(part: str, corpus: Path | None = None) -> Evaluation:
    """Checks every procedure of `part`, its types given.

    A case is found when a finding of its family (not a note) touches its words, or names its missing element.
    An alarm is right when it touches the words of some case, of any family, or names its element.

    `corpus`: folder of the parts, the shipped one by default.
    """
    folder = (corpus or settings().shipped_data / "atti-di-gara") / part
    kinds = _kinds(folder)
    cases = _cases(folder)
    checked = [each for procedure in _procedures(folder, kinds) for each in procedure]
    types_right = sum(_recognised(each.act.document) == kinds[each.act.document.name] for each in checked)
    findings = [
        (each.act.document.name, one) for each in checked for one in each.findings if one.severity != "nota"
    ]
    found = [case for case in cases if any(_hits(case, name, one) for name, one in findings)]
    right = [pair for pair in findings if any(_hits(case, *pair) or _touches(case, *pair) for case in cases)]
    scores = tuple(_score(family, cases, found, findings, right) for family in ("", *FAMILIES))
    return Evaluation(
        part,
        len(checked),
        types_right,
        scores,
        tuple(case for case in cases if case not in found),
        tuple(pair for pair in findings if pair not in right),
    )


def _recognised(document: Document) -> Kind:
    from apps.municipal.tenders.acts import read_act

    nameless = read_text("documento", document.text)
    return read_act(nameless).kind


def _procedures(folder: Path, kinds: dict[str, Kind]) -> Iterator[list[Checked]]:
    for procedure in sorted({name.partition("/")[0] for name in kinds}):
        names = [name for name in kinds if name.startswith(f"{procedure}/")]
        yield check([_document(folder, name) for name in names], kinds)


def _document(folder: Path, name: str) -> Document:
    return read_text(name, (folder / name).read_text(encoding="utf-8"))


def _kinds(folder: Path) -> dict[str, Kind]:
    if not folder.is_dir():
        raise UserError(
            "Questa parte degli atti non esiste.", value=folder.name, remedy=f"Parti: {', '.join(PARTS)}."
        )
    with (folder / "tipi.csv").open(encoding="utf-8", newline="") as rows:
        return {row["file"]: row["tipo"] for row in csv.DictReader(rows)}  # type: ignore[misc]


def _cases(folder: Path) -> list[Case]:
    lines = (folder / "errori.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(folder, json.loads(line)) for line in lines if line]


def _case(folder: Path, record: dict) -> Case:
    places = tuple(_place(folder, each) for each in record["luoghi"])
    return Case(record["famiglia"], record["elemento"], places, record["nota"])


def _place(folder: Path, record: dict) -> Place:
    if not record["testo"]:
        return record["file"], 0, 0
    text = (folder / record["file"]).read_text(encoding="utf-8")
    start = -1
    for _ in range(record.get("volta", 1)):
        start = text.index(record["testo"], start + 1)
    return record["file"], start, start + len(record["testo"])


def _hits(case: Case, name: str, found: Finding) -> bool:
    """A missing element by its name; anything else by a finding of its family that touches its words."""
    if case.element:
        return found.rule == f"elementi.{case.element}" and case.places[0][0] == name
    return found.family == case.family and _touches(case, name, found)


def _touches(case: Case, name: str, found: Finding) -> bool:
    return any(file == name and found.start < end and start < found.end for file, start, end in case.places)


def _score(
    family: str,
    cases: Sequence[Case],
    found: Sequence[Case],
    alarms: Sequence[tuple[str, Finding]],
    right: Sequence[tuple[str, Finding]],
) -> Score:
    def count(each: Sequence[Case]) -> int:
        return sum(family in ("", case.family) for case in each)

    def heard(each: Sequence[tuple[str, Finding]]) -> int:
        return sum(family in ("", one.family) for _, one in each)

    return Score(
        family,
        count(cases),
        count(found),
        wilson(count(found), count(cases)) if count(cases) else None,
        heard(alarms),
        heard(right),
        wilson(heard(right), heard(alarms)) if heard(alarms) else None,
    )


def report(found: Evaluation) -> Iterator[str]:
    """Lines of Markdown."""
    yield f"Parte «{found.part}»: {found.documents} atti, tipo riconosciuto in {found.types_right}."
    yield "| famiglia | casi | trovati | richiamo | allarmi | giusti | precisione |"
    yield "|---|---:|---:|---|---:|---:|---|"
    for score in found.scores:
        name = score.family or "**tutte**"
        recall, precision = _interval(score.recall), _interval(score.precision)
        first = f"| {name} | {score.cases} | {score.found} | {recall} |"
        yield f"{first} {score.alarms} | {score.right} | {precision} |"


def details(found: Evaluation) -> Iterator[str]:
    """What was missed and what was wrongly marked, one line each."""
    for case in found.missed:
        yield f"MANCATO {case.family} {case.element} {case.places[0]}: {case.note}"
    for name, one in found.false:
        yield f"FALSO {one.rule} {name} {one.start}-{one.end} «{one.quote}»: {one.message}"


def record(found: Evaluation) -> dict[str, object]:
    """The figures for a program: shares with their intervals, by family."""
    return {
        "part": found.part,
        "documents": found.documents,
        "types_right": found.types_right,
        "families": {
            score.family or "tutte": {
                "cases": score.cases,
                "found": score.found,
                "recall": _figures(score.recall),
                "alarms": score.alarms,
                "right": score.right,
                "precision": _figures(score.precision),
            }
            for score in found.scores
        },
    }


def _interval(share: Interval | None) -> str:
    return f"{percent(share.point)} ({percent(share.low)}–{percent(share.high)})" if share else "–"


def _figures(share: Interval | None) -> list[float] | None:
    return [round(each, 4) for each in (share.point, share.low, share.high)] if share else None
