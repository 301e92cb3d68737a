"""Nobody can be recognised by what was written."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.verdict import Verdict, quoted
from workbench.italian import normalise
from workbench.privacy import find_personal, masked

AROUND = 25


@dataclass(frozen=True)
class NoPersonalData:
    """No personal data besides `allowed` (as written, such as the telephone of the office)."""

    name: ClassVar[str] = "Niente dati personali"
    allowed: tuple[str, ...] = ()

    def __call__(self, output: str, source: str) -> Verdict:
        allowed = {normalise(each) for each in self.allowed}
        text, starts = masked(output)
        found = [
            (each, start)
            for each, start in zip(find_personal(output), starts, strict=True)
            if normalise(each.text) not in allowed
        ]
        if not found:
            return Verdict(self.name, True, "", "Non si riconoscono dati personali.")
        # Quoted from the masked text: a verdict may be shown where the data must not be.
        places = [_around(text, start, start + len(each.kind) + 2) for each, start in found]
        kinds = ", ".join(dict.fromkeys(each.kind for each, _ in found))
        why = (
            f"Resta scritto ciò che fa riconoscere una persona ({kinds}): chiunque legga può risalire a lei."
        )
        return Verdict(self.name, False, quoted(*places), why)


def _around(text: str, start: int, end: int) -> str:
    """The piece from `start` to `end` with the whole words beside it."""
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    left = before if start <= AROUND else before.partition(" ")[2]
    right = after if end + AROUND >= len(text) else after.rpartition(" ")[0]
    return left + text[start:end] + right
