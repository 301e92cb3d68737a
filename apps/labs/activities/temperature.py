"""The same beginning at three temperatures with five seeds: when a model repeats itself, when it varies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.labs.activities import tallies
from apps.labs.activities.answering import checked
from apps.labs.activities.continuing import for_the_room
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Kind, Panel, Screen
from apps.labs.activities.question import TRANSFER, Question
from workbench.backends import Decoding
from workbench.italian import number
from workbench.rooms import Call

PROMPT = "Il Comune informa i cittadini che"
TEMPERATURES = (0.0, 0.7, 1.5)
SEEDS = (1, 2, 3, 4, 5)
WORDS = 20
"""tokens of each continuation"""
ITEMS = ("freddo", "tiepido", "caldo")
QUESTION = Question(
    question="Serve una risposta da controllare e ripetere domani, identica. Quale temperatura conviene?",
    options=("0", "0,7", "1,5"),
    key=1,
    why=(
        "A temperatura 0 il modello prende sempre il pezzo più probabile: la prova si può rifare e "
        "controllare. Temperature più alte servono quando si cercano idee diverse. Ripetibile non vuol dire "
        "vero."
    ),
)


@dataclass(frozen=True)
class Temperature:
    id: str = "lab-temperatura"
    kind: Kind = "laboratorio"
    title: str = "Temperatura e caso"
    minutes: int = 12
    objective: str = "Scegliere la temperatura per una lettera da ripetere o per un elenco di idee."
    tags: tuple[str, ...] = ("funzionamento", "impostazioni")
    calls_per_person: int = 0
    """fifteen short continuations, the same for everybody, and asked once"""
    calls_tokens: int = WORDS

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        told = (
            f"Il modello continua cinque volte la frase «{PROMPT}…», con cinque sorteggi diversi. La "
            "temperatura dice quanto può allontanarsi dal pezzo più probabile.",
            "Quante delle cinque continuazioni saranno uguali fra loro? 1 vuol dire tutte diverse.",
        )
        bets = tuple(
            Item(name, "scala", f"Uguali su 5 a temperatura {number(heat, 1)}", low=1, high=5)
            for name, heat in zip(ITEMS, TEMPERATURES, strict=True)
        )
        return (
            Screen("previsione", "Prima di guardare", told, bets),
            Screen("prova", "Che cosa è uscito", (), (QUESTION.item,), panel=True),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        rows: list[tuple[str, ...]] = [("temperatura", "sorteggio", "continuazione")]
        bars = []
        for heat in TEMPERATURES:
            texts = [_continued(asking, heat, seed) for seed in SEEDS]
            same = alike(texts)
            label = f"temperatura {number(heat, 1)}"
            bars.append((label, same / len(SEEDS), f"uguali {same} su {len(SEEDS)}"))
            rows += [
                (number(heat, 1), str(seed), f"{PROMPT} {text}…")
                for seed, text in zip(SEEDS, texts, strict=True)
            ]
        return Panel(bars=tuple(bars), rows=tuple(rows), model=asking.model)

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        return QUESTION.feedback(value) if item_id == TRANSFER else Feedback(0.0, 0, 0, ())

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        charts = []
        for name, heat in zip(ITEMS, TEMPERATURES, strict=True):
            values = tallies.given(answers, name)
            rows = tuple((f"{same} su 5", float(values.count(same))) for same in range(1, 6))
            title = f"Previsione: uguali a temperatura {number(heat, 1)}"
            charts.append(Chart(title, rows, note=tallies.people(len(values))))
        return (*charts, tallies.choices(QUESTION.item, answers))

    def score(self, answers: Answers) -> dict[str, float | None]:
        return {TRANSFER: QUESTION.score(answers)}


def alike(texts: Sequence[str]) -> int:
    """How many of the texts are the one that came most often."""
    return max(Counter(texts).values())


def _continued(asking: Asking, heat: float, seed: int) -> str:
    decoding = Decoding(max_tokens=WORDS, temperature=heat, seed=seed)
    return for_the_room(asking, PROMPT, decoding, asking.model)


TEMPERATURE = Temperature()
