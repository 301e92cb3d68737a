"""Whether a text reads easily, by the Gulpease index."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.verdict import Verdict, quoted
from workbench.italian import gulpease, number, sentences, words


@dataclass(frozen=True)
class Gulpease:
    """An index of at least `low` (0 to 100). About 50 is a good result for an administrative text."""

    name: ClassVar[str] = "Leggibilità"
    low: float

    def __call__(self, output: str, source: str) -> Verdict:
        if not words(output):
            return Verdict(self.name, False, "", "Non c'è testo da leggere.")
        index = gulpease(output)
        if index >= self.low:
            return Verdict(self.name, True, "", f"Indice Gulpease {number(index, 1)}: si legge bene.")
        longest = max(sentences(output), key=lambda sentence: len(words(sentence)))
        return Verdict(
            self.name,
            False,
            quoted(longest),
            f"Indice Gulpease {number(index, 1)}, serve almeno {number(self.low)}. La frase più lunga ha"
            f" {len(words(longest))} parole: chi legge con fatica si perde prima della fine.",
        )
