"""Examples on which a model changes the outcome, both ways, side by side."""

from eval.comparing import GAINED, LOST, MUTE
from eval.report.blocks import Block, Paragraph, Section, Table
from eval.result import Comparison, Flip
from workbench.italian import number, plural

MOST = 25
"""examples shown for each direction; `result.json` holds them all"""
LONGEST = 900


def side_by_side(found: Comparison) -> list[Section]:
    reference, *others = found.models
    if not others:
        return []
    told = (
        "Gli esempi sui quali un modello fa meglio o peggio del riferimento. "
        f"Qui se ne mostrano al massimo {MOST} per verso; tutti sono in result.json."
    )
    parts = [_of_model(found, reference.reference, other.reference) for other in others]
    return [Section("Esempi che cambiano", 2, [Paragraph(told)]), *parts]


def _of_model(found: Comparison, reference: str, other: str) -> Section:
    first, second = found.model(reference).name, found.model(other).name
    changed = [flip for flip in found.flips if flip.other == other]
    blocks: list[Block] = []
    for direction, words in ((GAINED, "fa meglio"), (LOST, "fa peggio")):
        chosen = [flip for flip in changed if flip.direction == direction]
        blocks.append(Paragraph(f"{second} {words} su {plural(len(chosen), 'esempio', 'esempi')}."))
        if chosen and found.model(other).kind not in MUTE:
            caption = f"{second} {words}: {number(min(len(chosen), MOST))} di {number(len(chosen))}"
            columns = ("Esempio", "Testo", "Atteso", first, second)
            blocks.append(Table(caption, columns, [_row(flip) for flip in _spread(chosen)], is_prose=True))
    return Section(f"{second} rispetto a {first}", 3, blocks)


def _spread(chosen: list[Flip]) -> list[Flip]:
    """Evenly from the whole list: the file may be sorted by category."""
    step = max(1.0, len(chosen) / MOST)
    return [chosen[int(place * step)] for place in range(min(len(chosen), MOST))]


def _row(flip: Flip) -> tuple[str, ...]:
    return flip.id, _short(flip.text), flip.expected, _short(flip.a), _short(flip.b)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
