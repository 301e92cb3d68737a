"""What past awards show about rotation and splitting: rows and sums, never a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.municipal.tenders.law import Confidence, direct_award_limit, eu_threshold
from apps.municipal.tenders.wizard.awards import Award, same_operator
from apps.municipal.tenders.wizard.reading import euro
from workbench.errors import UserError
from workbench.identifiers import cpv_label
from workbench.italian import plural

PEOPLE_DECIDE = "È un'evidenza da valutare, non una decisione."


@dataclass(frozen=True)
class Wanted:
    """The award that somebody prepares. `value` in euro, net of VAT, options and renewals included."""

    object_kind: str
    value: Decimal
    day: date
    cpv: str
    operator: str = ""
    tax_code: str = ""

    @property
    def division(self) -> str:
        return self.cpv[:2]


@dataclass(frozen=True)
class Evidence:
    title: str
    text: str
    rows: tuple[Award, ...]
    article: str
    confidence: Confidence


def gather(awards: Sequence[Award], wanted: Wanted) -> tuple[Evidence, ...]:
    """Rotation (when an operator is named) and splitting, each with the rows that it rests on.

    Raises:
        UserError: without a CPV code, which says what is comparable.
    """
    if len(wanted.division) < 2 or not wanted.division.isdigit():
        raise UserError(
            "Serve il codice CPV per confrontare gli affidamenti.",
            value=wanted.cpv or None,
            remedy="Indicare il CPV principale, per esempio 90910000-9.",
        )
    found = [splitting(awards, wanted)]
    if wanted.operator or wanted.tax_code:
        found.insert(0, rotation(awards, wanted))
    return tuple(found)


def rotation(awards: Sequence[Award], wanted: Wanted) -> Evidence:
    """The awards of the same CPV division before that day, the newest first, and who had the last one."""
    same = sorted(
        (one for one in awards if one.division == wanted.division and one.day <= wanted.day),
        key=lambda one: (one.day, one.row),
        reverse=True,
    )
    theirs = [one for one in same if same_operator(one, wanted.operator, wanted.tax_code)]
    if same and theirs and theirs[0] == same[0]:
        last = same[0]
        text = (
            f"L'ultimo affidamento {_division(wanted)} risulta allo stesso operatore: "
            f"{last.operator or last.tax_code}, {last.day:%d/%m/%Y}, {euro(last.amount)} (riga {last.row})."
        )
    elif theirs:
        text = (
            f"Lo stesso operatore ha {plural(len(theirs), 'affidamento', 'affidamenti')} "
            f"{_division(wanted)}, ma l'ultimo risulta ad altri: {same[0].operator or same[0].tax_code}, "
            f"{same[0].day:%d/%m/%Y}."
        )
    else:
        text = f"Nell'elenco lo stesso operatore non ha affidamenti {_division(wanted)}."
    rows = tuple(theirs if not theirs or theirs[0] == same[0] else [same[0], *theirs])
    return Evidence("Rotazione", _closed(text, awards), rows, "art. 49 c. 2", "testo 2023")


def splitting(awards: Sequence[Award], wanted: Wanted) -> Evidence:
    """The awards of the same CPV division and financial year, summed with this one, against the next "
    "limit."""
    limit = direct_award_limit(wanted.object_kind, wanted.day)
    if wanted.value >= limit.value:
        limit = eu_threshold(wanted.object_kind, wanted.day)
    rows = sorted(
        (one for one in awards if one.division == wanted.division and one.day.year == wanted.day.year),
        key=lambda one: (one.day, one.row),
    )
    before = sum((one.amount for one in rows), Decimal(0))
    total = before + wanted.value
    side = "raggiunge o supera" if total >= limit.value else "resta sotto"
    text = (
        f"Nel {wanted.day.year} {plural(len(rows), 'affidamento', 'affidamenti')} {_division(wanted)} per "
        f"{euro(before)}; con questo ({euro(wanted.value)}) si arriva a {euro(total)}, che {side} "
        f"{euro(limit.value)} ({limit.article})."
    )
    return Evidence("Frazionamento", _closed(text, awards), tuple(rows), "art. 14 c. 6", "verificata")


def _division(wanted: Wanted) -> str:
    label = cpv_label(f"{wanted.division}000000")
    return f"nella divisione CPV {wanted.division}" + (f" ({label})" if label else "")


def _closed(text: str, awards: Sequence[Award]) -> str:
    without = sum(1 for one in awards if not one.cpv)
    blind = _no_cpv(without) if without else ""
    return f"{text}{blind} {PEOPLE_DECIDE}"


def _no_cpv(count: int) -> str:
    return f" {plural(count, 'riga senza CPV non si confronta', 'righe senza CPV non si confrontano')}."
