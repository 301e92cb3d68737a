"""Whether the facts that the citizen needs are in the text."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.facts import numbers_dates_references, supported
from workbench.checks.verdict import Verdict, quoted
from workbench.italian import tokens

ALTERNATIVE = "|"


@dataclass(frozen=True)
class FactsPresent:
    """Every one of `facts` is in the output.

    A fact with numbers, dates or act references is present when all of these are, however written: «entro
    il 03/03/2027» is found in «entro il 3 marzo 2027». A fact of words is present when its words follow each
    other. Several wordings of one fact are divided by `|`: «ufficio tributi|sportello tributi».
    """

    name: ClassVar[str] = "Fatti presenti"
    facts: tuple[str, ...]

    def __call__(self, output: str, source: str) -> Verdict:
        stated = supported(output)
        said = _spaced(output)
        missing = [
            fact
            for fact in self.facts
            if not any(_is_in(each, stated, said) for each in fact.split(ALTERNATIVE))
        ]
        if missing:
            return Verdict(
                self.name,
                False,
                quoted(*(fact.split(ALTERNATIVE)[0] for fact in missing)),
                "Questi fatti non ci sono più: senza, la persona non sa che cosa fare o entro quando.",
            )
        return Verdict(self.name, True, "", f"I fatti che servono ci sono tutti ({len(self.facts)}).")


def _spaced(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def _is_in(wording: str, stated: set[str], said: str) -> bool:
    needed = numbers_dates_references(wording)
    return needed <= stated if needed else _spaced(wording) in said
