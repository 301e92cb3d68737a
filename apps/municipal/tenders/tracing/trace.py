"""What was done with machines on an act: models, prompts, sources, and what people decided, by role."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.drafting import Draft
from apps.municipal.tenders.exporting.findings import checked, findings_of, version
from apps.municipal.tenders.practice import Practice, decisions_of
from apps.municipal.tenders.practice.suggesting import read_suggested
from workbench.models import list_models


@dataclass(frozen=True)
class Use:
    """A model that was asked, once or more, for one thing."""

    model: str
    digest: str
    """of its weights; empty when it is not one of this installation"""
    purpose: str
    prompts: tuple[str, ...]
    """as they were sent, personal data masked"""
    masked: int
    """personal data that the model did not see"""
    received: int
    """proposals or suggestions"""
    discarded: int = 0
    """answers without words of the act, thrown away"""


@dataclass(frozen=True)
class Acceptance:
    """What a person decided about something that a machine said."""

    what: str
    outcome: str
    role: str
    origin: str
    """`regola` or `modello`"""
    distance: float | None = None
    """from the proposal of a model to the text taken: 0 the same, 1 nothing in common"""


@dataclass(frozen=True)
class Source:
    rule: str
    article: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Trace:
    title: str
    made: float
    """Unix seconds"""
    version: str
    uses: tuple[Use, ...]
    sources: tuple[Source, ...]
    acceptances: tuple[Acceptance, ...]
    undecided: int
    """findings that nobody decided upon"""


def trace_practice(practice: Practice) -> Trace:
    """Of a checked practice. Raises UserError before the first check is over."""
    result, decided = checked(practice), decisions_of(practice)
    every = [pair for outcome in result.documents for pair in findings_of(practice, outcome)]
    sources = {
        found.rule: Source(found.rule, found.article, found.source, found.confidence)
        for _, found in every
        if found.family != "modello"
    }
    taken = [(found, decided[key]) for key, found in every if key in decided]
    counted = Counter(
        (found.rule, decision.outcome, decision.role, found.family == "modello") for found, decision in taken
    )
    acceptances = tuple(
        Acceptance(
            f"{rule} ({times})" if times > 1 else rule, outcome, role, "modello" if by_model else "regola"
        )
        for (rule, outcome, role, by_model), times in sorted(counted.items())
    )
    return Trace(
        practice.title,
        time.time(),
        version(),
        tuple(_suggesting(practice, [each.name for each in result.documents])),
        tuple(sources[rule] for rule in sorted(sources)),
        acceptances,
        len(every) - len(taken),
    )


def trace_draft(draft: Draft, role: str) -> Trace:
    """Of a draft: the texts that a model proposed and somebody with this role took."""
    uses = tuple(
        Use(
            each.proposal.model,
            _digests().get(each.proposal.model, ""),
            f"proposta per «{each.proposal.subject}»",
            (each.proposal.prompt,),
            each.proposal.masked,
            received=1,
        )
        for each in draft.accepted
    )
    acceptances = tuple(
        Acceptance(each.proposal.subject, "accettato", role, "modello", each.distance)
        for each in draft.accepted
    )
    clauses = {each.source: each for each in draft.paragraphs if each.origin == "clausola"}
    sources = tuple(
        Source(name, "", f"clausola «{each.title}», versione {each.version}", each.approval)
        for name, each in clauses.items()
    )
    return Trace(draft.title, time.time(), version(), uses, sources, acceptances, 0)


def _suggesting(practice: Practice, names: list[str]) -> Iterator[Use]:
    digests = _digests()
    for name in names:
        found = read_suggested(practice, name)
        if found:
            yield Use(
                found.model,
                digests.get(found.model, ""),
                f"suggerimenti su «{name}»",
                found.prompts,
                found.masked,
                len(found.suggestions),
                found.discarded,
            )


def _digests() -> dict[str, str]:
    """Reference and name of every model of this installation -> digest of its weights."""
    return {name: each.digest for each in list_models() for name in (each.reference, each.name)}
