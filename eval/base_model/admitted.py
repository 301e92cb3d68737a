"""What a request of `istruzioni-comune` can be answered: what stands in its text, or that it does not."""

import json
import re
from itertools import product

from workbench.checks.references import MONTH

FORMS = {
    "cig": re.compile(r"(?<!\w)[0-9A-Z]{10}(?!\w)"),
    "importo": re.compile(r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{2})?(?![\w/]|[.,]\d)"),
    "scadenza": re.compile(
        rf"\b\d{{1,2}}°?\s+{MONTH}(?:\s+\d{{4}})?|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}", re.IGNORECASE
    ),
}
"""what a value of each field looks like; which of those in the notice is meant, the model must say"""
MOST = 1000


def of_card(request: str, refusal: str) -> list[str]:
    """The text of every line of the card, and the refusal."""
    lines = [line.partition(": ")[2] for line in request.splitlines() if not line.startswith("Domanda:")]
    return list(dict.fromkeys([refusal, *filter(None, lines)]))


def of_notice(notice: str) -> list[str]:
    """Every JSON object whose values stand in the notice and look like a CIG, an amount, a date, or are null.

    Empty, so that the answer is free, for a notice with so many that there would be more than `MOST`.
    """
    values = [[*dict.fromkeys(form.findall(notice)), None] for form in FORMS.values()]
    if len(values[0]) * len(values[1]) * len(values[2]) > MOST:
        return []
    return [json.dumps(dict(zip(FORMS, row, strict=True)), ensure_ascii=False) for row in product(*values)]
