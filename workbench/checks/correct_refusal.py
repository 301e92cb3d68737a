"""Whether an answer says that it does not know, when it cannot know."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.verdict import Verdict, quoted
from workbench.italian import tokens

REFUSALS = (
    "non risulta",
    "non è indicato",
    "non è indicata",
    "non è scritto",
    "non è specificato",
    "non è presente",
    "non c'è",
    "non lo so",
    "non so",
    "non dispongo",
    "non posso rispondere",
)


@dataclass(frozen=True)
class CorrectRefusal:
    """The output has one of `words`; with `expected` false, none of them (the source has the answer)."""

    name: ClassVar[str] = "Sa dire che non risulta"
    words: tuple[str, ...] = REFUSALS
    expected: bool = True

    def __call__(self, output: str, source: str) -> Verdict:
        said = f" {' '.join(tokens(output))} "
        refusals = [each for each in self.words if f" {' '.join(tokens(each))} " in said]
        if self.expected and not refusals:
            why = "La fonte non ha la risposta: va detto che non risulta. Una risposta inventata sembra vera."
            return Verdict(self.name, False, quoted(output), why)
        if refusals and not self.expected:
            why = "La fonte contiene la risposta: dire che non risulta lascia la persona senza aiuto."
            return Verdict(self.name, False, quoted(*refusals), why)
        return Verdict(
            self.name, True, quoted(*refusals[:1]) if refusals else "", "La risposta sta alla fonte."
        )
