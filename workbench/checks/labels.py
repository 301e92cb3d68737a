"""Whether requests went to the right office."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from workbench.checks.verdict import Verdict, quoted
from workbench.italian import percent, slug

LINE = re.compile(r"^[\s\-*•]*([^:;=\t\n]{1,80}?)\s*[:;=\t]\s*(\S[^\n]{0,200})$", re.MULTILINE)


@dataclass(frozen=True)
class Labels:
    """At least the share `least` of the labels is that of `gold`.

    Two uses. `gold` by id: the output gives a label to each id, as a JSON object or one line each
    (`r1: tributi`); a missing id is an error. `gold` by text: when `source` is one of its keys, the output
    must name the label of that text and no other one. Case, blanks and underscores make no difference.
    """

    name: ClassVar[str] = "Etichette giuste"
    gold: Mapping[str, str]
    least: float = 1.0

    def __call__(self, output: str, source: str) -> Verdict:
        if source in self.gold:
            return self._single(output, source)
        given = read_labels(output)
        wrong = [key for key, label in self.gold.items() if slug(given.get(slug(key), "")) != slug(label)]
        share = 1 - len(wrong) / len(self.gold)
        right = f"{len(self.gold) - len(wrong)} su {len(self.gold)} ({percent(share, 0)})"
        if share >= self.least:
            return Verdict(self.name, True, "", f"Etichette giuste: {right}.")
        shown = [f"{key}: {given.get(slug(key), 'manca')}" for key in wrong]
        why = (
            f"Etichette giuste: {right}. Una richiesta all'ufficio sbagliato fa perdere giorni a chi aspetta."
        )
        return Verdict(self.name, False, quoted(*shown), why)

    def _single(self, output: str, source: str) -> Verdict:
        named = named_labels(output, frozenset(self.gold.values()))
        if named == {self.gold[source]}:
            return Verdict(self.name, True, quoted(self.gold[source]), "L'etichetta è quella giusta.")
        why = "L'etichetta è sbagliata: la richiesta finisce altrove e chi aspetta perde giorni."
        if not named:
            why = "Non si riconosce nessuna delle etichette previste: la richiesta resta ferma."
        elif self.gold[source] in named:
            why = "Le etichette sono più d'una: nessun ufficio sa di dover rispondere."
        return Verdict(self.name, False, quoted(*sorted(named)) if named else quoted(output), why)


def named_labels(output: str, labels: frozenset[str]) -> set[str]:
    """The labels that stand in the output as whole words; a label inside a longer one does not count."""
    said = f"-{slug(output, limit=len(output) * 2 + 1)}-"
    named: set[str] = set()
    for label in sorted(labels, key=lambda each: -len(slug(each))):
        if f"-{slug(label)}-" in said:
            named.add(label)
            said = said.replace(f"-{slug(label)}-", "-/-")
    return named


def read_labels(output: str) -> dict[str, str]:
    """Id (as a slug) to label: from a JSON object, or from lines `id: label`; the last one counts."""
    try:
        found = json.loads(output)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return {slug(key): str(value) for key, value in found.items()}
    return {slug(key): label.strip() for key, label in LINE.findall(output)}
