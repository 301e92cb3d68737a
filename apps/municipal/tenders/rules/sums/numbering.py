"""Articles of an act: numbers left out or given twice, how many there are, references to one that is not there."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, read_count

WHY = "Se gli articoli non sono numerati di seguito, i rinvii interni portano alla clausola sbagliata."
HEADING = re.compile(
    r"(?:^|\n)[^\S\n]*(?:[*#]+[^\S\n]*)?(?:Art\.?|ART\.?|Articolo|ARTICOLO)[^\S\n]*(?P<number>\d{1,2})(?!\d|/|\.\d|,)(?![^\S\n]*(?:-?[^\S\n]?(?:bis|ter|quater)\b|comma|co\.|c\.\s?\d|del\b|dell|lett|e\s|ss|,))[^\n]*"
)
LEFT_OUT = re.compile(
    r"\bomiss?is\b|\babrogat|\bsoppress|\bestratto\b|\[\s?(?:\.{2,}|…)\s?\]|\(\s?(?:\.{3}|…)\s?\)",
    re.IGNORECASE,
)
STATED = re.compile(
    rf"\b(?:(?:compost|costituit|format)\w+\s+(?:da|di)|consta\w*\s+di|si\s+compone\s+di|in|integrale,)\s+(?:n\.\s*)?(?P<count>{COUNT})\s+articoli\b",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\b(?:art\.|articolo)\s*(?P<number>\d{1,2})(?!\d|[/.]\d)(?:\s*,?\s*(?:comma|co\.|c\.)\s*\d+)?\s*,?\s*del\s+presente\s+(?:\w+\s+)?(?:capitolato|disciplinare|contratto|schema|avviso|invito|documento|foglio|regolamento|atto)\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\b(?:di\s+cui\s+all'|previst\w+\s+(?:d)?all'|vedi\s+(?:l')?|v\.\s+|indicat\w+\s+(?:n|a)ell'|come\s+da\s+|nel\s+rispetto\s+dell'|ai\s+sensi\s+dell'|second[oa]\s+l')\s?(?:art\.|articolo)\s*(?P<number>\d{1,2})(?!\d|[/.]\d)",
    re.IGNORECASE,
)
OF_LAW = re.compile(
    r"[^.;\n]{0,40}\b(?:legge|decreto|d\.|codice|regolamento|c\.\s?c|direttiva|tuel|statuto)", re.IGNORECASE
)
FEWEST, OF_OTHERS = 4, 8


def _rows(act: Act) -> Iterator[Sequence[re.Match[str]]]:
    """Headings from the first article on; an index and the text are two rows."""
    row: list[re.Match[str]] = []
    for match in HEADING.finditer(act.document.text):
        if row and int(match["number"]) == 1:
            yield row
            row = []
        row.append(match)
    if row:
        yield row


def _whole(act: Act) -> Iterator[Sequence[re.Match[str]]]:
    for row in _rows(act):
        if len(row) >= FEWEST and int(row[0]["number"]) == 1:
            yield row


def _steps(act: Act) -> Iterator[Found]:
    """«Art. 4 … Art. 6»: one number left out, or given twice, among headings that go on one by one."""
    for row in _whole(act):
        numbers = [int(each["number"]) for each in row]
        odd = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1]
        again = odd == [odd[0], odd[0] + 1] and numbers[odd[0]] == numbers[odd[0] - 1] if odd else False
        if again and numbers[odd[1]] == numbers[odd[0]] + 2:
            odd = odd[:1]  # the second of two alike is the one that is missing
        if len(odd) != 1 or numbers[odd[0]] - numbers[odd[0] - 1] not in (0, 2):
            continue
        at = odd[0]
        if numbers[at] != numbers[at - 1] and LEFT_OUT.search(act.document.text):
            continue
        again = numbers[at] == numbers[at - 1]
        message = (
            f"Due articoli hanno il numero {numbers[at]}."
            if again
            else f"Dopo l'articolo {numbers[at - 1]} viene il {numbers[at]}: manca il {numbers[at] - 1}."
        )
        yield Found(*_place(act, row[at]), message, "Rinumerare gli articoli e i rinvii.")


def _place(act: Act, heading: re.Match[str]) -> tuple[int, int]:
    start = heading.end() - len(heading[0].lstrip())
    return act.flat.flat_place(start, min(heading.end(), start + 60))


def _stated(act: Act) -> Iterator[Found]:
    """«il presente schema, composto di nove articoli», of an act that has eight."""
    rows = list(_whole(act))
    for match in STATED.finditer(act.text) if rows else ():
        count = read_count(match["count"])
        there = {len(row) for row in rows} | {int(row[-1]["number"]) for row in rows}
        if count and count not in there and abs(count - len(rows[-1])) <= OF_OTHERS:
            message = f"Si annunciano {count} articoli e ce ne sono {len(rows[-1])}."
            yield Found(match.start("count"), match.end(), message, "Verificare il numero degli articoli.")


def _references(act: Act) -> Iterator[Found]:
    """«di cui all'art. 19 del presente capitolato», that ends with article 14."""
    last = max((int(row[-1]["number"]) for row in _whole(act)), default=0)
    if not last or LEFT_OUT.search(act.text):
        return
    lawless = not any(each.act for each in act.citations)
    found = [(each, True) for each in REFERENCE.finditer(act.text)]
    found += [(each, False) for each in BARE.finditer(act.text) if lawless]
    for match, own in found:
        number = int(match["number"])
        if not own and OF_LAW.match(act.text, match.end()):
            continue
        if number > last and (own or number <= last + OF_OTHERS):
            message = f"Si rinvia all'articolo {number}, ma gli articoli sono {last}."
            yield Found(match.start(), match.end(), message, "Correggere il rinvio.")


NUMBERING = (
    counted("articoli_numerazione", WHY, _steps),
    counted("articoli_numero", WHY, _stated),
    counted("articoli_rinvio", WHY, _references),
)
