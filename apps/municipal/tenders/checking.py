"""The act checker: documents in, findings out. Deterministic; it informs, a person decides."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from apps.municipal.tenders.acts import Act, Kind, read_act
from apps.municipal.tenders.rules import (
    RULES,
    Approval,
    Finding,
    Found,
    Rule,
    approvals,
    finding,
    unbroken,
)
from workbench.documents import Document, instructions_to_machines

ORDER = {"errore": 0, "avviso": 1, "nota": 2}
LONG = 50_000
"""characters from which a second process is worth its start"""
HEAVIEST = "conti"
"""the family that takes almost half of the time"""
INSTRUCTIONS = Rule(
    id="documento.istruzioni",
    article="",
    severity="nota",
    confidence="verificata",
    source="controllo del testo",
    why="Il documento contiene una frase rivolta a un programma: non è eseguita, il testo è solo letto.",
    kinds=frozenset(),
)


@dataclass(frozen=True)
class Checked:
    """One document with what was found in it."""

    act: Act
    findings: tuple[Finding, ...]

    def to_record(self) -> dict[str, Any]:
        return {
            "file": self.act.document.name,
            "type": self.act.kind,
            "notes": list(self.act.document.notes),
            "findings": [each.to_record() for each in self.findings],
        }


@contextmanager
def without_collection() -> Iterator[None]:
    """The rules leave no cycles behind, and the search for them takes a seventh of the time of a check."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_collection()
def check(
    documents: Sequence[Document], kinds: Mapping[str, Kind] | None = None, *, processes: int = 1
) -> list[Checked]:
    """Every document alone, then all together as the documents of one procedure.

    `kinds`: types that a person corrected, by name of document. Two findings of one family on the same words
    are one: the more serious, then the first rule. `processes`: with two or more, a long document is read by
    two at once; only for a program that has no threads.
    """
    chosen = kinds or {}
    approved = _approved()
    acts = [read_act(document, chosen.get(document.name)) for document in documents]
    find = _by_two if processes > 1 else partial(_alone, rules=RULES)
    return compare([Checked(act, _ordered([*find(act, approved), *_instructions(act)])) for act in acts])


def compare(checked: Sequence[Checked]) -> list[Checked]:
    """The same documents, already checked alone, with what two or more of them say differently."""
    approved = _approved()
    found = [list(each.findings) for each in checked]
    acts = [each.act for each in checked]
    wrong = {act.document.name: _places(act, each.findings) for act, each in zip(acts, checked, strict=True)}
    for rule in RULES if len(acts) > 1 else ():
        held = [act for act in acts if rule.holds_for(act)] if rule.compare else []
        for act, each in _compared(rule, held):
            if not _is_explained(act, each, wrong):
                found[acts.index(act)].append(finding(rule, act, each, approved.get(rule.id)))
    return [Checked(act, _ordered(each)) for act, each in zip(acts, found, strict=True)]


def _compared(rule: Rule, acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
    if rule.compare and len(acts) > 1:
        yield from unbroken(rule, partial(rule.compare, acts))


def _places(act: Act, findings: Sequence[Finding]) -> Sequence[tuple[int, int]]:
    """Where a document is wrong by itself, in its flattened text."""
    marked = (each for each in findings if each.end > each.start and each.severity != "nota")
    return [act.flat.flat_place(each.start, each.end) for each in marked]


def _is_explained(act: Act, found: Found, wrong: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """Whether others say otherwise only where they are wrong by themselves: there it is told."""
    if not found.against or _is_among(found.start, found.end, wrong[act.document.name]):
        return False
    return all(_is_among(start, end, wrong[name]) for name, start, end in found.against)


def _is_among(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in places)


def _approved() -> Mapping[str, Approval]:
    return approvals(frozenset(rule.id for rule in RULES))


def _alone(act: Act, approved: Mapping[str, Approval], rules: Sequence[Rule]) -> list[Finding]:
    return [
        finding(rule, act, each, approved.get(rule.id))
        for rule in rules
        if rule.find and rule.holds_for(act)
        for each in unbroken(rule, partial(rule.find, act))
    ]


def _by_two(act: Act, approved: Mapping[str, Approval]) -> list[Finding]:
    """As `_alone` with all rules: those of one family are tried by a copy of this process meanwhile."""
    if len(act.text) < LONG or "fork" not in get_all_start_methods():
        return _alone(act, approved, RULES)
    own = [rule for rule in RULES if rule.family != HEAVIEST]
    others = [rule for rule in RULES if rule.family == HEAVIEST]
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    copy = context.Process(target=lambda: sender.send(_alone(act, approved, others)))
    copy.start()
    sender.close()
    mine = _alone(act, approved, own)
    try:
        theirs = receiver.recv()
    except EOFError:  # the copy could not finish: too little memory, or stopped by somebody
        theirs = _alone(act, approved, others)
    copy.join()
    order = {rule.id: at for at, rule in enumerate(RULES)}
    return sorted([*theirs, *mine], key=lambda each: order[each.rule])


def _instructions(act: Act) -> Iterator[Finding]:
    for span in instructions_to_machines(act.document.text):
        yield finding(INSTRUCTIONS, act, _instruction(act, span.start, span.end))


def _instruction(act: Act, start: int, end: int) -> Found:
    place = act.flat.flat_place(start, end)
    return Found(*place, "Frase rivolta a un programma, non all'ufficio.", "Verificare da dove viene.")


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    kept: dict[tuple[str, int, int], Finding] = {}
    for each in sorted(findings, key=lambda each: ORDER[each.severity]):
        name = each.rule if each.start == each.end else each.family
        kept.setdefault((name, each.start, each.end), each)
    return tuple(sorted(kept.values(), key=lambda each: (each.start, each.end, ORDER[each.severity])))
