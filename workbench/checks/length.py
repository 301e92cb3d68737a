"""Neither a telegram nor a treatise."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.verdict import Verdict, quoted
from workbench.italian import plural, words


@dataclass(frozen=True)
class Length:
    """From `low` to `high` words, both included."""

    name: ClassVar[str] = "Lunghezza"
    low: int
    high: int

    def __call__(self, output: str, source: str) -> Verdict:
        found = words(output)
        count = plural(len(found), "parola", "parole")
        if len(found) < self.low:
            why = f"{count}, ne servono almeno {self.low}: un testo troppo breve lascia dei dubbi."
            return Verdict(self.name, False, "", why)
        if len(found) > self.high:
            cut = " ".join(found[self.high : self.high + 8])
            why = f"{count}, al massimo {self.high}: un testo lungo viene letto a metà."
            return Verdict(self.name, False, quoted(cut), why)
        return Verdict(self.name, True, "", f"{count}: la lunghezza va bene.")
