"""What people type for a variable, and how an act writes it."""

import re
from collections.abc import Mapping
from datetime import date

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.drafting.clause import Variable
from apps.municipal.tenders.drafting.request import Request
from apps.municipal.tenders.wizard.reading import LARGEST, percent, read_amount, read_day
from workbench.checks.references import MONTHS
from workbench.documents.characters import clean
from workbench.errors import UserError

LONGEST = 20_000
"""characters of one value"""
PLACEHOLDER = re.compile(r"\[DA COMPLETARE: ([^\]]+)\]")


def placeholder(variable: Variable) -> str:
    return f"[DA COMPLETARE: {variable.title}]"


def given(request: Request, values: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without what is empty; the case fills what it knows already."""
    case = request.caso
    known = {"oggetto": case.descrizione, "cpv": case.cpv, "data_atto": written_day(case.data)}
    if case.lotti > 1:
        known["numero_lotti"] = str(case.lotti)
    typed = {name: clean(value).strip() for name, value in values.items()}
    kept = known | {name: value for name, value in typed.items() if value}
    too_long = next((name for name, value in kept.items() if len(value) > LONGEST), None)
    if too_long:
        raise UserError(
            f"Il testo è troppo lungo: al massimo {LONGEST} caratteri.", value=too_long, remedy="Abbreviarlo."
        )
    return {name: value for name, value in kept.items() if value}


def written(variable: Variable, value: str) -> str:
    """`12500` -> `12.500,00 euro`; `2026-02-03` -> `3 febbraio 2026`. Raises UserError for what it is not."""
    match variable.kind:
        case "importo":
            amount = read_amount(value)
            if amount is None or not 0 <= amount <= LARGEST:
                raise _unreadable(variable, value, "un importo in euro, per esempio 12.500,00")
            return amount_text(amount)
        case "numero":
            number = read_amount(value)
            if number is None or not 0 <= number <= LARGEST:
                raise _unreadable(variable, value, "un numero, per esempio 12 oppure 0,5")
            return percent(number)
        case "data":
            day = read_day(value) or read_written_day(value)
            if day is None:
                raise _unreadable(variable, value, "una data, per esempio 03/02/2026")
            return written_day(day)
        case "codice":
            return value.upper()
    return value


def written_day(day: date) -> str:
    """`3 febbraio 2026`; the first is `1° febbraio 2026`."""
    return f"{day.day}{'°' if day.day == 1 else ''} {MONTHS[day.month - 1]} {day.year}"


def read_written_day(text: str) -> date | None:
    """`3 febbraio 2026`, `1° febbraio 2026`."""
    found = re.fullmatch(r"(\d{1,2})°?\s+([a-z]+)\s+(\d{4})", text.strip().lower())
    if found is None or found[2] not in MONTHS:
        return None
    try:
        return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None


def _unreadable(variable: Variable, value: str, wanted: str) -> UserError:
    return UserError(
        f"«{variable.title}» deve essere {wanted}.", value=value, remedy="Correggere il valore e riprovare."
    )
