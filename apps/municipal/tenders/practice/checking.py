"""Checking a practice: each document read and checked, then all compared; every step is kept on disk."""

import hashlib
import json
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.checking import Checked, check, compare
from apps.municipal.tenders.practice.practice import Filed, Practice
from apps.municipal.tenders.rules import Finding
from workbench.documents import Document, Limits, from_record, read_document, read_text, to_record
from workbench.errors import UserError
from workbench.jobs import disk_explained, replace_whole

RESULT = "esito.json"
AT_ONCE_DOCUMENTS = 5
AT_ONCE_PAGES = 200
"""more than this is work for the queue"""
PAGE = 2_500
"""characters of a page, where a format has none"""


@dataclass(frozen=True)
class Step:
    """How far a check is: documents done, documents in all, name of the last one."""

    done: int
    total: int
    name: str


@dataclass(frozen=True)
class Outcome:
    """One document with what was found in it, or with the reason why it could not be read."""

    name: str
    kind: Kind
    corrected: bool
    """whether a person chose the type"""
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    digest: str = ""
    problem: str = ""
    offers_ocr: bool = False


@dataclass(frozen=True)
class Result:
    documents: tuple[Outcome, ...]
    checked: float
    """Unix seconds"""
    complete: bool
    """False while some documents are still to be checked, or all still to be compared"""


def identify(outcome: Outcome, finding: Finding) -> str:
    """The same for the same finding in the same document, however often it is checked."""
    parts = (outcome.digest, finding.rule, str(finding.start), str(finding.end), finding.message)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def is_large(practice: Practice) -> bool:
    """Whether the work belongs in the queue. Reads the documents, which are then kept."""
    if len(practice.documents) > AT_ONCE_DOCUMENTS:
        return True
    pages = 0
    for filed in practice.documents:
        with suppress(UserError):  # told where it is checked
            document = read_filed(practice, filed)
            pages += len(document.pages) or 1 + len(document.text) // PAGE
    return pages > AT_ONCE_PAGES


def read_filed(practice: Practice, filed: Filed) -> Document:
    """The document, read once and then kept. Raises UserError when it cannot be read."""
    path = practice.folder / "documents" / f"{filed.number:04d}.json"
    if path.exists():
        return from_record(json.loads(path.read_text("utf-8")))
    content = practice.original(filed)
    if filed.pasted:
        document = read_text(filed.name, content.decode("utf-8"))
    else:
        document = read_document(filed.name, content, Limits(ocr=practice.ocr))
    _keep(path, to_record(document))
    return document


def check_practice(practice: Practice, stopping: Callable[[], bool] | None = None) -> Result:
    """Checks every document, then all together; what an interrupted check has done is not done again.

    `stopping` is asked after every document: the result is then not complete, and the next call goes on.
    """
    steps = check_steps(practice, stopping)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


def check_steps(
    practice: Practice, stopping: Callable[[], bool] | None = None
) -> Generator[Step, None, Result]:
    """The same, one document at a time, for those who tell how far it is."""
    total = len(practice.documents)
    alone: list[Checked] = []
    outcomes: dict[str, Outcome] = {}
    for done, filed in enumerate(practice.documents, 1):
        checked, outcome = _check_one(practice, filed)
        alone += [checked] if checked else []
        outcomes[filed.name] = outcome
        yield Step(done, total, filed.name)
        if stopping and stopping() and done < total:
            return _kept(practice, tuple(outcomes.values()), complete=False)
    if len(alone) > 1:
        outcomes |= {each.act.document.name: _outcome(practice, each) for each in compare(alone)}
    return _kept(practice, tuple(outcomes.values()), complete=True)


def read_result(practice: Practice) -> Result | None:
    """What the last check found; None before the first."""
    path = practice.folder / RESULT
    if not path.exists():
        return None
    record = json.loads(path.read_text("utf-8"))
    return Result(
        tuple(outcome_of(each) for each in record["documents"]), record["checked"], record["complete"]
    )


def forget_result(practice: Practice, *, texts: bool = False) -> None:
    """What was found goes, to be found anew; with `texts` what was read goes too."""
    for name in ("checked", *(("documents",) if texts else ())):
        for path in (practice.folder / name).glob("*.json"):
            path.unlink(missing_ok=True)


def _check_one(practice: Practice, filed: Filed) -> tuple[Checked | None, Outcome]:
    path = practice.folder / "checked" / f"{filed.number:04d}.json"
    try:
        document = read_filed(practice, filed)
    except UserError as error:
        told = f"{error.problem} {error.remedy}".strip()
        return None, Outcome(
            filed.name,
            "",
            corrected=False,
            notes=(),
            findings=(),
            problem=told,
            offers_ocr="OCR" in told and not practice.ocr,
        )
    if path.exists():
        outcome = outcome_of(json.loads(path.read_text("utf-8")))
        return Checked(read_act(document, practice.kinds.get(filed.name)), outcome.findings), outcome
    [checked] = check([document], practice.kinds)
    outcome = _outcome(practice, checked)
    _keep(path, record_of(outcome))
    return checked, outcome


def _outcome(practice: Practice, checked: Checked) -> Outcome:
    document = checked.act.document
    return Outcome(
        document.name,
        checked.act.kind,
        corrected=document.name in practice.kinds,
        notes=document.notes,
        findings=checked.findings,
        digest=document.digest,
        offers_ocr=any("OCR" in note for note in document.notes) and not practice.ocr,
    )


def _kept(practice: Practice, outcomes: Sequence[Outcome], *, complete: bool) -> Result:
    made = Result(tuple(outcomes), time.time(), complete)
    record = {
        "checked": made.checked,
        "complete": complete,
        "documents": [record_of(each) for each in outcomes],
    }
    _keep(practice.folder / RESULT, record)
    return made


def record_of(outcome: Outcome) -> dict:
    found = [each.to_record() | {"id": identify(outcome, each)} for each in outcome.findings]
    return {**vars(outcome), "notes": list(outcome.notes), "findings": found}


def outcome_of(record: dict) -> Outcome:
    findings = tuple(
        Finding(**{key: value for key, value in each.items() if key != "id"}) for each in record["findings"]
    )
    return Outcome(**{**record, "notes": tuple(record["notes"]), "findings": findings})


def _keep(path: Path, record: dict) -> None:
    with disk_explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(path, json.dumps(record, ensure_ascii=False))
