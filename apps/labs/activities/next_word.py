"""Bet on the next word of a real text, against the model: what it gives is a probability, not a look-up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apps.labs.activities import tallies
from apps.labs.activities.answering import TOKENS, checked
from apps.labs.activities.forecasts import brier, word_probability
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Kind, Option, Panel, Screen
from apps.labs.activities.question import TRANSFER, Question
from workbench.errors import UserError
from workbench.italian import number, percent
from workbench.rooms import Call

OTHER = "altro"


@dataclass(frozen=True)
class Round:
    """A sentence that breaks off. Its words are those of a text that nobody owns."""

    name: str
    start: str
    words: tuple[str, ...]
    outcome: str
    """the word in the real text"""
    source: str

    @property
    def item(self) -> Item:
        listed = (*self.words, OTHER)
        labels = tuple(Option(word, "un'altra parola" if word == OTHER else word) for word in listed)
        return Item(self.name, "scommessa", f"{self.start}…", f"{TOKENS} gettoni in tutto.", labels)


ROUNDS = (
    Round(
        "repubblica",
        "L'Italia è una Repubblica democratica, fondata sul",
        ("lavoro", "popolo", "diritto", "territorio"),
        "lavoro",
        "Costituzione della Repubblica italiana, articolo 1",
    ),
    Round(
        "imparzialita",
        "I pubblici uffici sono organizzati secondo disposizioni di legge, in modo che siano assicurati "
        "il buon",
        ("andamento", "governo", "funzionamento", "esempio"),
        "andamento",
        "Costituzione della Repubblica italiana, articolo 97",
    ),
    Round(
        "provvedimento",
        "Le pubbliche amministrazioni hanno il dovere di concluderlo mediante l'adozione di un provvedimento",
        ("espresso", "amministrativo", "motivato", "urgente"),
        "espresso",
        "dalla legge 7 agosto 1990, n. 241, articolo 2",
    ),
    Round(
        "burattino",
        "C'era una volta un pezzo di",
        ("legno", "pane", "terra", "carta"),
        "legno",
        "Carlo Collodi, Le avventure di Pinocchio, capitolo I (1883)",
    ),
)
QUESTION = Question(
    question="Il modello dà il 90% a una parola. Che cosa si può dire?",
    options=(
        "Che l'ha trovata in un archivio e quindi è vera",
        "Che nei testi letti quella parola seguiva spesso parole simili; può essere sbagliata",
        "Che sbaglia di sicuro una volta su dieci",
    ),
    key=2,
    why=(
        "La probabilità dice che cosa suona abituale, non che cosa è vero: una data o una norma inventata "
        "può uscire con la stessa sicurezza."
    ),
)


@dataclass(frozen=True)
class NextWord:
    id: str = "lab-parola-che-segue"
    kind: Kind = "laboratorio"
    title: str = "La parola che segue"
    minutes: int = 15
    objective: str = "Spiegare che un modello dà probabilità alle parole e non cerca risposte in un archivio."
    tags: tuple[str, ...] = ("funzionamento", "probabilità")
    calls_per_person: int = 0
    """what the model says is the same for everybody, and asked once"""
    calls_tokens: int = 0

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        told = (
            f"Ci sono {TOKENS} gettoni da distribuire per ogni frase: molti su una parola se si è sicuri, "
            "sparsi se si è in dubbio.",
            "Poi si vede quanto ha puntato il modello, e quale parola viene nel testo vero.",
        )
        bets = tuple(each.item for each in ROUNDS)
        seen = (
            "Accanto a ogni parola, la probabilità che le dà il modello.",
            "Il punteggio di Brier misura la distanza fra la scommessa e ciò che è successo: 0 è perfetto, "
            "2 è tutto sulla parola sbagliata.",
        )
        return (
            Screen("scommessa", "Dieci gettoni", told, bets),
            Screen("modello", "Che cosa ha puntato il modello", seen, (QUESTION.item,), panel=True),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        bars = []
        rows: list[tuple[str, ...]] = [("frase", "parola vera", "Brier della scommessa", "Brier del modello")]
        for each in ROUNDS:
            forecast = model_forecast(each, asking)
            bars += [
                (
                    f"…{each.start.split()[-1]} {option.label}",
                    forecast[option.value],
                    f"{percent(forecast[option.value], 0)}{_mark(each, option.value)}",
                )
                for option in each.item.options
            ]
            own = bet(each, answers)
            mine = number(brier(own, each.outcome), 2) if own else "nessuna scommessa"
            rows.append((f"{each.start}…", each.outcome, mine, number(brier(forecast, each.outcome), 2)))
        sources = "Testi: " + "; ".join(each.source for each in ROUNDS) + "."
        return Panel((sources,), tuple(bars), rows=tuple(rows), model=asking.model)

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        if item_id == TRANSFER:
            return QUESTION.feedback(value)
        return Feedback(0.0, 0, 0, ())

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        """The room's tokens, and its Brier score beside the model's where a model can be asked."""
        charts = [self._bets(each, answers) for each in ROUNDS]
        charts.append(Chart("Punteggio di Brier, meno è meglio", tuple(_scores(answers, asking))))
        return (*charts, tallies.choices(QUESTION.item, answers))

    def score(self, answers: Answers) -> dict[str, float | None]:
        scores = [brier(own, each.outcome) for each in ROUNDS if (own := bet(each, answers))]
        mean = sum(scores) / len(scores) if scores else None
        return {"brier": mean, TRANSFER: QUESTION.score(answers)}

    def _bets(self, each: Round, answers: Sequence[Answers]) -> Chart:
        together = room_forecast(each, answers)
        rows = tuple((option.label, together.get(option.value, 0.0)) for option in each.item.options)
        count = sum(bool(row.get(each.name)) for row in answers)
        return Chart(f"{each.start}…", rows, note=f"Quota dei gettoni. {tallies.people(count)}")


def bet(each: Round, answers: Answers) -> dict[str, float]:
    """Word -> probability; empty when there was no bet."""
    return {word: tokens / TOKENS for word, tokens in (answers.get(each.name) or {}).items()}


def room_forecast(each: Round, answers: Sequence[Answers]) -> dict[str, float]:
    """The mean of all bets: word -> probability; empty without bets."""
    bets = [own for row in answers if (own := bet(each, row))]
    return {word: sum(own[word] for own in bets) / len(bets) for word in bets[0]} if bets else {}


def model_forecast(each: Round, asking: Asking) -> dict[str, float]:
    """Word -> probability, the rest on `altro`. Raises UserError when the model gives no probabilities."""
    shares = {word: word_probability(asking.backend, asking.model, each.start, word) for word in each.words}
    return shares | {OTHER: max(0.0, 1 - sum(shares.values()))}


def _scores(answers: Sequence[Answers], asking: Asking | None) -> Iterator[tuple[str, float]]:
    """Means over the rounds that somebody bet on: of single bets, of the room's bet, of the model."""
    played = [each for each in ROUNDS if room_forecast(each, answers)]
    if not played:
        return
    single = [brier(own, each.outcome) for each in played for row in answers if (own := bet(each, row))]
    yield "media delle singole scommesse", sum(single) / len(single)
    together = [brier(room_forecast(each, answers), each.outcome) for each in played]
    yield "tutta l'aula insieme", sum(together) / len(together)
    if asking is not None:
        try:
            model = [brier(model_forecast(each, asking), each.outcome) for each in played]
        except UserError:
            return  # a server without probabilities: the board shows the room alone
        yield f"il modello ({asking.model})", sum(model) / len(model)


def _mark(each: Round, word: str) -> str:
    return ", la parola vera" if word == each.outcome else ""


NEXT_WORD = NextWord()
