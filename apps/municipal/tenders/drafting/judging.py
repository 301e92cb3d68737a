"""What keeps a draft from being exported: unresolved citations, and errors that our own checker finds."""

import re
from dataclasses import dataclass
from typing import Literal

from apps.municipal.tenders.checking import Checked, check
from apps.municipal.tenders.drafting.draft import Draft
from apps.municipal.tenders.drafting.values import PLACEHOLDER
from apps.municipal.tenders.rules import Finding
from workbench.documents import read_text
from workbench.norms import Resolved, find_citations, resolve
from workbench.privacy import KINDS

MASKED = re.compile(rf"\[(?:{'|'.join(map(re.escape, KINDS))})\]")
HIDDEN = "Sta al posto di un dato nascosto al modello: scrivere il dato o togliere il segnaposto."


@dataclass(frozen=True)
class Problem:
    """`draft.text[start:end]` is the place; nothing where something is missing."""

    kind: Literal["riferimento", "controllo", "segnaposto"]
    message: str
    quote: str = ""
    start: int = 0
    end: int = 0


def references(draft: Draft) -> tuple[Resolved, ...]:
    """Every citation of the act, with the norm as it stood on the day of the case."""
    return tuple(resolve(citation, draft.request.caso.data) for citation in find_citations(draft.text))


def checked(draft: Draft) -> Checked:
    """The act as our own checker sees it; its places are those of `draft.text`."""
    document = read_text(draft.title, draft.text)
    return check([document], {document.name: draft.request.atto})[0]


def findings(draft: Draft) -> tuple[Finding, ...]:
    """What the checker says of the act.

    Of an act that is not complete it would say that what is still open is missing or wrong: that is left out.
    """
    found = checked(draft).findings
    if not draft.open_fields:
        return found
    marks = [match.span() for match in PLACEHOLDER.finditer(draft.text)]
    return tuple(
        each
        for each in found
        if each.end > each.start and not any(each.start < end and start < each.end for start, end in marks)
    )


def problems(draft: Draft) -> list[Problem]:
    """All that must be put right before the export, in the order of the text."""
    found = [
        Problem("riferimento", f"{each.problem}: {each.reason}", citation.text, citation.start, citation.end)
        for each in references(draft)
        if each.problem
        for citation in (each.citation,)
    ]
    found += [
        Problem("controllo", f"{each.message} {each.suggestion}".strip(), each.quote, each.start, each.end)
        for each in findings(draft)
        if each.severity == "errore"
    ]
    found += [
        Problem("segnaposto", HIDDEN, match[0], match.start(), match.end())
        for match in MASKED.finditer(draft.text)
    ]
    return sorted(found, key=lambda each: each.start)
