"""The cheapest detector of invented facts: no figure comes from nowhere."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.facts import find_facts, supported
from workbench.checks.verdict import Verdict, quoted


@dataclass(frozen=True)
class NumbersFromSource:
    """Every number, date and act reference of the output is in the source, however written."""

    name: ClassVar[str] = "Numeri dalla fonte"

    def __call__(self, output: str, source: str) -> Verdict:
        known = supported(source)
        facts = find_facts(output)
        invented = list(dict.fromkeys(fact.text for fact in facts if fact.value not in known))
        if invented:
            why = (
                "Nel testo di partenza non ci sono: una data o una cifra inventata fa sbagliare chi si fida."
            )
            return Verdict(self.name, False, quoted(*invented), why)
        return Verdict(
            self.name, True, "", "Numeri, date e norme citate vengono tutti dal testo di partenza."
        )
