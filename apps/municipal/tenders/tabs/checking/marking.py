"""The text of a document with its findings marked, and the list of findings, each leading to the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from apps.municipal.tenders.practice import Decision, Outcome, identify
from apps.municipal.tenders.rules import Finding
from apps.municipal.tenders.tabs.words import SIGNS, rows
from apps.municipal.tenders.wording import CONFIDENCE_NAMES, SEVERITY_NAMES

LONGEST_TEXT = 200_000
"""characters shown whole; of a longer document what stands around its findings"""
AROUND = 400
NOTHING = "Nessun rilievo: le regole non hanno trovato nulla. Non vuol dire che l'atto sia giusto."
HIDDEN = "Nessun rilievo con questi filtri."
ORDER = ("errore", "avviso", "nota")


@dataclass(frozen=True)
class Numbered:
    """A finding as the page shows it."""

    number: int
    id: str
    finding: Finding
    decision: Decision | None = None


def numbered(outcome: Outcome, extra: Sequence[Finding], decided: Mapping[str, Decision]) -> list[Numbered]:
    """Every finding of a document with its number; those of a model come last in the numbering."""
    found = [*outcome.findings, *extra]
    identified = [(identify(outcome, each), each) for each in found]
    return [Numbered(number, key, each, decided.get(key)) for number, (key, each) in enumerate(identified, 1)]


def marked_text(text: str, shown: Sequence[Numbered]) -> str:
    """The document as escaped HTML; marks nest by place, the severest gives the look."""
    placed = [each for each in shown if each.finding.end > each.finding.start]
    cuts = {0, len(text)}
    for each in placed:
        cuts |= {min(each.finding.start, len(text)), min(each.finding.end, len(text))}
    return "".join(_part(text, start, end, placed) for start, end in pairwise(sorted(cuts)))


def _part(text: str, start: int, end: int, placed: Sequence[Numbered]) -> str:
    here = [each for each in placed if each.finding.start <= start and end <= each.finding.end]
    words = text[start:end]
    if not here:
        return _plain(words) if len(text) > LONGEST_TEXT else escape(words)
    worst = min(here, key=lambda each: ORDER.index(each.finding.severity))
    opened = "".join(_badge(each) for each in here if each.finding.start == start)
    link = f'<a href="#rilievo-{worst.number}">{escape(words)}</a>'
    return f'{opened}<mark class="{worst.finding.severity}">{link}</mark>'


def _badge(each: Numbered) -> str:
    severity = each.finding.severity
    return (
        f'<span class="badge {severity}" id="luogo-{each.number}" tabindex="-1">'
        f'<span aria-hidden="true">{SIGNS[severity]}</span>'
        f'<span class="unseen">{SEVERITY_NAMES[severity]} </span>{each.number}</span>'
    )


def _plain(words: str) -> str:
    """A stretch without findings of a long document: only its edges."""
    if len(words) <= 2 * AROUND:
        return escape(words)
    return f"{escape(words[:AROUND])}\n<em>[… testo senza rilievi …]</em>\n{escape(words[-AROUND:])}"


def listed(shown: Sequence[Numbered], *, filtered: bool = False) -> str:
    """The findings, one article each; nothing to show says so."""
    if not shown:
        return f'<p class="told">{HIDDEN if filtered else NOTHING}</p>'
    return f'<ol class="findings">{"".join(_item(each) for each in shown)}</ol>'


def _item(each: Numbered) -> str:
    found = each.finding
    outcome = each.decision.outcome if each.decision else ""
    place = (
        f'<a class="place" href="#luogo-{each.number}">{escape(found.place)}: vedi nel testo</a>'
        if found.end > found.start
        else '<span class="place">riguarda tutto il documento</span>'
    )
    quote = f"<blockquote>{escape(found.quote)}</blockquote>" if found.quote else ""
    return (
        f'<li id="rilievo-{each.number}" class="finding {found.severity} {outcome}" tabindex="-1">'
        f'<h3><span class="sign" aria-hidden="true">{SIGNS[found.severity]}</span> '
        f"{SEVERITY_NAMES[found.severity]} {each.number}. {escape(found.message)}</h3>"
        f"<p>{place}</p>{quote}"
        + rows([("Che cosa fare", found.suggestion), ("Perché", found.why), ("Norma", found.article)])
        + f"<details><summary>Regola e validità</summary>{rows(_about(found))}</details>"
        f"{_buttons(each, outcome)}</li>"
    )


def _about(found: Finding) -> list[tuple[str, str]]:
    since = f"dal {_italian(found.valid_from)}" if found.valid_from else ""
    until = f"fino al {_italian(found.valid_to)}" if found.valid_to else ""
    return [
        ("Regola", found.rule),
        ("Fiducia", CONFIDENCE_NAMES.get(found.confidence, found.confidence)),
        ("Fonte", found.source),
        ("Vale", " ".join(filter(None, (since, until)))),
    ]


def _italian(day: str) -> str:
    return "/".join(reversed(day.split("-")))


def _buttons(each: Numbered, outcome: str) -> str:
    """Pressed is what was decided; pressing it again takes it back."""
    reason = escape(each.decision.reason) if each.decision else ""
    buttons = "".join(
        f'<button type="button" data-finding="{each.id}" data-outcome="{value}" '
        f'aria-pressed="{str(outcome == value).lower()}" aria-label="{label} il rilievo {each.number}">'
        f"{label}</button>"
        for value, label in (("accettato", "Accetta"), ("rifiutato", "Rifiuta"))
    )
    return (
        f'<p class="decide">{buttons}<input type="text" maxlength="500" value="{reason}" '
        f'aria-label="Motivo per il rilievo {each.number}, facoltativo" placeholder="motivo, facoltativo">'
        "</p>"
    )
