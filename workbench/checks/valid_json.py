"""Whether another program could read the answer."""

import json
from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.verdict import Verdict, quoted

WHY = "Il programma che riceve la risposta si ferma e il dato va copiato a mano."


@dataclass(frozen=True)
class ValidJson:
    """One JSON object, or a list of them, with all of `keys` and nothing written around it."""

    name: ClassVar[str] = "JSON valido"
    keys: tuple[str, ...] = ()

    def __call__(self, output: str, source: str) -> Verdict:
        try:
            found = json.loads(output, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            at = error.pos if isinstance(error, json.JSONDecodeError) else 0
            place = output[max(0, at - 20) : at + 20]
            return Verdict(
                self.name, False, quoted(place), f"Non è JSON valido, o c'è altro testo attorno. {WHY}"
            )
        records = found if isinstance(found, list) else [found]
        if not records or not all(isinstance(record, dict) for record in records):
            return Verdict(self.name, False, quoted(output), f"Serve un oggetto con i campi richiesti. {WHY}")
        missing = [key for key in self.keys if any(key not in record for record in records)]
        if missing:
            return Verdict(self.name, False, quoted(*missing), f"Mancano dei campi. {WHY}")
        return Verdict(self.name, True, "", "Il JSON è valido e ha tutti i campi.")


def _refuse(constant: str) -> float:
    """`NaN` and `Infinity` pass Python's reader and no other."""
    raise ValueError(constant)
