"""One small model at four moments of its training: what reading more changes, and what it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from apps.labs.activities import tallies
from apps.labs.activities.answering import TOKENS, checked
from apps.labs.activities.continuing import for_one_person, for_the_room
from apps.labs.activities.forecasts import brier
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Kind, Option, Panel, Screen
from apps.labs.activities.question import TRANSFER, Question
from workbench.backends import Decoding
from workbench.italian import number
from workbench.models import STAGES, resolve
from workbench.rooms import Call

START = "Il Comune informa i cittadini che"
WORDS = 30
"""tokens of each continuation"""
DECODING = Decoding(max_tokens=WORDS, temperature=0.7, seed=1)
PAGE = 1800
"""characters of a «cartella», the page by which Italian translators and editors count"""
SHOWN = {"A": 3, "B": 1, "C": 4, "D": 2}
"""letter -> stage, for everybody the same, so that a room can talk about them"""
MOST_READ = next(letter for letter, stage in SHOWN.items() if stage == len(SHOWN))
TOLD = "incorporato-tappa, dalla 1 alla 4"
"""who answers"""
BET, OWN = "scommessa", "frase"
INTRODUCTION = (
    "Quattro copie dello stesso modello, fermate in momenti diversi dell'addestramento: una non ha ancora "
    f"letto nulla. Tutte continuano la frase «{START}…».",
    f"Quale ha letto di più? Ci sono {TOKENS} gettoni: molti su una copia se si è sicuri, sparsi se si è in "
    "dubbio.",
)
QUESTION = Question(
    question="Dalla prima all'ultima tappa il testo è molto migliorato. Che cosa ha imparato il modello?",
    options=(
        "I fatti scritti nei testi, che ora può riferire",
        "Quali pezzi di parola seguono di solito altri pezzi",
        "Le regole della grammatica, che qualcuno gli ha scritto",
    ),
    key=2,
    why=(
        "Leggendo ha solo corretto, un poco alla volta, le probabilità del pezzo che segue. Frasi meglio "
        "scritte non sono frasi più vere: anche l'ultima tappa inventa articoli e servizi."
    ),
)


@dataclass(frozen=True)
class Stage:
    number: int
    model: str
    read: int
    """characters of text before this moment, about"""
    surprise: float
    """bits per byte on administrative texts never read"""

    @property
    def letter(self) -> str:
        return next(letter for letter, stage in SHOWN.items() if stage == self.number)

    @property
    def told(self) -> str:
        pages = round(self.read / PAGE, -2 if self.read > 100 * PAGE else 0)
        return f"{number(pages)} cartelle lette" if pages else "prima di leggere"


@dataclass(frozen=True)
class LearningStages:
    id: str = "lab-come-impara"
    kind: Kind = "laboratorio"
    title: str = "Come impara un modello"
    minutes: int = 12
    objective: str = "Spiegare che un modello impara quali parole si seguono: scrivere bene non è sapere."
    tags: tuple[str, ...] = ("funzionamento", "addestramento")
    calls_per_person: int = len(SHOWN)
    """the own beginning; what is the same for everybody is asked once"""
    calls_tokens: int = WORDS

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        seen = (
            "La sorpresa dice quanti bit servono, in media, per indovinare ogni lettera di testi "
            "amministrativi mai letti: meno è meglio.",
        )
        return (
            Screen("copie", "Quattro copie, un solo modello", INTRODUCTION, (_bet(),), panel=True),
            Screen("tappe", "Quanto aveva letto ciascuna", seen, (_own(),), panel=True),
            Screen("proprio", "Lo stesso inizio, quattro tappe", (), (QUESTION.item,), panel=True),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        stages = list_stages()
        start = (answers.get(OWN) or START) if screen == "proprio" else START
        texts = [_continued(asking, stage, start) for stage in stages]
        if screen == "copie":
            copies = [(letter, texts[stage - 1]) for letter, stage in SHOWN.items()]
            return Panel(rows=(("copia", "come continua"), *copies), model=TOLD)
        rows = [(stage.told, stage.letter, text) for stage, text in zip(stages, texts, strict=True)]
        table = (("tappa", "copia", "come continua"), *rows)
        if screen == "proprio":
            return Panel(rows=table, model=TOLD)
        return Panel((_verdict(answers),), _surprises(stages), rows=table, model=TOLD)

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        return QUESTION.feedback(value) if item_id == TRANSFER else Feedback(0.0, 0, 0, ())

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        bets = tallies.given(answers, BET)
        rows = tuple((f"copia {letter}", _share(bets, letter)) for letter in SHOWN)
        note = f"Quota dei gettoni. {tallies.people(len(bets))}"
        return (
            Chart("Quale copia ha letto di più?", rows, note=note),
            tallies.choices(QUESTION.item, answers),
        )

    def score(self, answers: Answers) -> dict[str, float | None]:
        bet = answers.get(BET)
        own = {letter: tokens / TOKENS for letter, tokens in bet.items()} if bet else None
        return {"brier": brier(own, MOST_READ) if own else None, TRANSFER: QUESTION.score(answers)}


@lru_cache(maxsize=1)
def list_stages() -> tuple[Stage, ...]:
    """The four moments, from before the first text on. Raises UserError when they are not installed."""
    stages = []
    for place, reference in enumerate(STAGES, 1):
        figures = resolve(reference).provenance["figures"]
        stages.append(Stage(place, reference, figures["bytes"], figures["bits_per_byte"]["pa"]))
    return tuple(stages)


def _bet() -> Item:
    letters = tuple(Option(letter, f"copia {letter}") for letter in SHOWN)
    return Item(BET, "scommessa", "Chi ha letto di più?", f"{TOKENS} gettoni in tutto.", letters)


def _own() -> Item:
    return Item(
        OWN,
        "testo",
        "Un inizio di frase da far continuare alle quattro copie",
        "Per esempio «Per presentare la domanda». Niente dati di persone vere.",
        longest=120,
        required=False,
    )


def _verdict(answers: Answers) -> str:
    bet = answers.get(BET)
    on_it = f": {bet[MOST_READ]} gettoni su {TOKENS} erano lì" if bet else ""
    return f"Ha letto di più la copia {MOST_READ}{on_it}."


def _surprises(stages: Sequence[Stage]) -> tuple[tuple[str, float, str], ...]:
    most = max(stage.surprise for stage in stages)
    return tuple(
        (each.told, each.surprise / most, f"{number(each.surprise, 2)} bit per lettera") for each in stages
    )


def _share(bets: Sequence[dict[str, int]], letter: str) -> float:
    return sum(bet[letter] for bet in bets) / (TOKENS * len(bets)) if bets else 0.0


def _continued(asking: Asking, stage: Stage, start: str) -> str:
    told = for_the_room if start == START else for_one_person
    return f"{start} {told(asking, start, DECODING, stage.model)}…"


LEARNING_STAGES = LearningStages()
