"""`python -m apps.municipal.tenders wizard`: a case from standard input, the advice on standard output."""

import argparse
import json
import sys
from decimal import Decimal
from typing import Any

from apps.municipal.tenders.wizard.advice import DISCLAIMER, Advice, as_json
from apps.municipal.tenders.wizard.advising import advise
from apps.municipal.tenders.wizard.case import read_case
from workbench.errors import UserError

MOST = 1_000_000
"""characters of a case; more is no case"""
REMEDY = (
    'Scrivere un oggetto JSON, per esempio {"oggetto": "servizi", "valore": 50000, "data": "2026-11-22"}.'
)


def run(chosen: argparse.Namespace) -> int:
    """Exit code 0. Raises UserError for a case that cannot be judged."""
    advice = advise(read_case(read_object(sys.stdin.read(MOST + 1))))
    if chosen.html:
        from apps.municipal.tenders.wizard.printing import page

        chosen.html.write_text(page(advice), "utf-8")
    if chosen.json:
        print(json.dumps(as_json(advice), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_told(advice)))
    return 0


def read_object(text: str) -> dict[str, Any]:
    """One JSON object, numbers exact; no NaN, no key twice. Raises UserError for anything else."""
    try:
        if len(text) > MOST:
            raise ValueError("troppo lungo")
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise UserError("Il caso non è JSON valido.", value=error, remedy=REMEDY) from error
    if not isinstance(found, dict):
        raise UserError("Il caso non è un oggetto JSON.", value=type(found).__name__, remedy=REMEDY)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("una voce è scritta due volte")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} non è un numero")


def _told(advice: Advice) -> list[str]:
    from apps.municipal.tenders.wizard.printing import PROCEDURES

    told = [f"{PROCEDURES[advice.procedura]} ({advice.articolo})", ""]
    section = ""
    for line in advice.lines:
        if line.section != section:
            section = line.section
            told += [section.upper()]
        told.append(f"  {line.title}: {line.text} [{line.article}; {line.confidence}]")
    told += ["", "DOCUMENTI", *(f"  - {text}" for text in advice.documenti)]
    told += ["", "AVVERTENZE", *(f"  - {text}" for text in advice.avvertenze), "", DISCLAIMER]
    return told
